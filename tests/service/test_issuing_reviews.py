"""A review opinion that a rule would find incomplete, or against itself, is not issued: only a new review could mend it."""

from dataclasses import replace

import pytest

from review import demo
from review.demo_advisers import rate_and_issue
from review.domain.dossier import Candidate, RequiredChange
from review.domain.errors import DossierRefused
from review.domain.vocabulary import Conformity, ReviewConclusion, ReviewKind, Role
from review.domain.workflow import Action, State, transition
from review.service import legality, oversight, separation
from tests.sampling import some

EXAMPLE = demo.examples()[2]
PEOPLE = demo.register_of(one for one in demo.examples() if one.unit.code == EXAMPLE.unit.code)
SHOWN = EXAMPLE.legality_review
LATER = ("meetings", "approvals", "reporting", "publication", "execution", "archive")
NO = Conformity.DOES_NOT_CONFORM
HEADS = ("authority", "procedure", "content")
LACKS = {
    **{(name,): None for name in ("number", "kind", "head", "sealed", "conclusion", "opinions_considered", "required_changes")},
    **{("findings", head): None for head in HEADS}, **{("findings_basis", head): " " for head in HEADS},
}  # fmt: skip
"""By the place, what does not answer it."""


def by(role: Role):
    return demo.actor(role, EXAMPLE.unit.code, PEOPLE)


def saying(place, value):
    """The review of the example, saying this at the place."""
    first, *below = place
    return replace(SHOWN, **{first: replace(getattr(SHOWN, first), **{below[0]: value}) if below else value})


def sent_for(desk, clock, example=EXAMPLE):
    """The matter of the example, waiting for its review to be issued."""
    matter = demo.drive(desk, clock, replace(example, legality_review=None, **dict.fromkeys(LATER)), PEOPLE)
    clock.turn_to(SHOWN.sent_on)
    return legality.send(desk, by(Role.SECRETARY), matter.number, matter.revision, SHOWN)


@pytest.fixture
def sent(walk):
    return walk(sent_for)


def refused(desk, sent, review, issue=rate_and_issue):
    """What is refused at which places; nothing is stored."""
    with pytest.raises(DossierRefused) as why:
        issue(desk, by(Role.LEGALITY_REVIEWER), sent.number, sent.revision, review)
    assert oversight.show(desk, by(Role.AUDITOR), sent.number) == sent
    return {fault.pointer.removeprefix("/review/"): fault.message for fault in why.value.faults}


def test_who_became_related_to_a_candidate_does_not_issue_the_review_and_hands_it_on(sent):
    reviewer = by(Role.LEGALITY_REVIEWER).person
    candidates = (Candidate(id="c01", name="人选", related_members=(reviewer,)),)
    concerned = replace(sent.dossier, matter=replace(sent.dossier.matter, candidates=candidates))
    for action in (Action.ISSUE_REVIEW, Action.COUNTERSIGN):
        row = transition(State.REVIEW, action)
        assert separation.interest(row, reviewer, sent.dossier) is None
        assert "应当回避" in separation.interest(row, reviewer, concerned)
    assert separation.interest(transition(State.REVIEW, Action.TRANSFER_REVIEW), reviewer, concerned) is None


def issued(desk, sent, review):
    return rate_and_issue(desk, by(Role.LEGALITY_REVIEWER), sent.number, sent.revision, review)


@pytest.mark.parametrize(("place", "said"), some(LACKS.items(), 4), ids=["/".join(place) for place in LACKS])
def test_what_is_missing_is_told_with_its_place_and_nothing_is_issued(desk, sent, place, said):
    assert list(refused(desk, sent, saying(place, said))) == ["/".join(place)]


def test_everything_that_is_wrong_is_told_at_once_with_the_ratings(desk, sent):
    bare = replace(
        SHOWN, number=None, kind=None, head=None, sealed=None, opinions_considered=None, findings=type(SHOWN.findings)(),
        findings_basis=type(SHOWN.findings_basis)(), required_changes=None, conclusion=None,
    )  # fmt: skip
    ratings = {f"/legal_opinions/0/rating/{scale}" for scale in ("facts", "basis", "reasoning", "use")}
    told = refused(desk, sent, bare, legality.issue)
    assert set(told) == {"/".join(place) for place in LACKS} - {"required_changes"} | ratings


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [(("kind",), ReviewKind.COMMENT, "征求意见不能代替合法性审查"), (("sealed",), False, "盖章"),
     (("opinions_considered",), (), "请勾选"), (("opinions_considered",), ("别的一号",), "本事项没有编号为“别的一号”的法律意见"),
     (("head",), "s01", "不能负责")],
)  # fmt: skip
def test_what_no_rule_would_accept_is_not_issued(desk, sent, place, value, said):
    assert said in refused(desk, sent, saying(place, value))["/".join(place)]


def test_unlawful_where_all_three_heads_conform_is_against_itself(desk, sent):
    told = refused(desk, sent, replace(SHOWN, conclusion=ReviewConclusion.UNLAWFUL))
    assert told == {"conclusion": "权限、程序、内容都符合，结论却是“不合法”，前后矛盾，请更正其一"}


@pytest.mark.parametrize("head", HEADS)
def test_an_unlawful_matter_is_found_unlawful(desk, sent, head):
    review = replace(saying(("findings", head), NO), conclusion=ReviewConclusion.UNLAWFUL)
    assert issued(desk, sent, review).state is State.REVIEWED


def test_changes_are_required_before_anybody_has_answered_them(desk, sent):
    changes = (RequiredChange(number=1, text="写明验收标准"),)
    review = replace(saying(("findings", "content"), NO), conclusion=ReviewConclusion.LAWFUL_WITH_CHANGES,
                     required_changes=changes)  # fmt: skip
    assert issued(desk, sent, review).dossier.legality_review.required_changes == changes


def test_an_exploratory_conclusion_is_for_an_exploratory_reform_with_its_risk(desk, clock):
    scope = replace(EXAMPLE.matter.scope, exploratory_reform=True)
    exploring = sent_for(desk, clock, replace(EXAMPLE, matter=replace(EXAMPLE.matter, scope=scope)))
    review = replace(SHOWN, conclusion=ReviewConclusion.EXPLORATORY, risk_statement=None)
    assert list(refused(desk, exploring, review)) == ["risk_statement"]
    review = replace(review, risk_statement="国家尚无明确规定，可能被认定为变相设定许可")
    against = replace(review, findings=replace(review.findings, content=NO))
    assert list(refused(desk, exploring, against)) == ["findings/content"]
    assert issued(desk, exploring, review).state is State.REVIEWED


def test_an_exploratory_conclusion_on_any_other_matter_is_refused(desk, sent):
    review = replace(SHOWN, conclusion=ReviewConclusion.EXPLORATORY, risk_statement="国家尚无明确规定")
    assert "没有申报为探索性改革" in refused(desk, sent, review)["conclusion"]
