"""Separation of duties: whatever roles a person holds, he keeps to one side of a matter."""

from dataclasses import replace
from datetime import date

import pytest

from review import demo
from review.domain.dossier import (
    Adviser,
    Approval,
    Candidate,
    Draft,
    Drafter,
    LegalityReview,
    LegalOpinion,
    Matter,
    Meeting,
    Member,
    Preparation,
    Publicity,
    Reference,
)
from review.domain.duties import APART, OF_ROLE, Side
from review.domain.errors import DossierRefused, Forbidden, Stale
from review.domain.vocabulary import DraftChange, PublicityExemption, Role
from review.domain.workflow import TRANSITIONS, Action
from review.service import draft, opinion, separation, submission
from review.service.desk import Desk
from review.service.ports import Actor
from review.service.submission import Submission
from tests.sampling import some

EVERYTHING = frozenset(Role) - {Role.AUDITOR}
BASE = demo.examples()[6]


ASKED = LegalOpinion(adviser=Adviser(id="other", name="另一人", kind=None))
NAMED = {
    Side.UNDERTAKING: (
        replace(BASE, matter=replace(BASE.matter, submitted_by="me")),
        replace(BASE, matter=replace(BASE.matter, drafters=(Drafter(id="me", name="某人"),))),
    ),
    Side.ADVISING: (replace(BASE, legal_opinions=(LegalOpinion(adviser=Adviser(id="me", name="某人")),)),),
    Side.REVIEWING: (
        replace(BASE, legality_review=LegalityReview(reviewers=(Reference(id="me", name="某人"),))),
        replace(BASE, legality_review=LegalityReview(head="me")),
        replace(BASE, legality_review=LegalityReview(earlier=(LegalityReview(head="me"),))),
    ),
    Side.DECIDING: (replace(BASE, approvals=(Approval(person=Reference(id="me", name="某人")),)),),
    Side.VOTING: (replace(BASE, meetings=(Meeting(members=(Member(id="me", name="某人"),)),)),),
    Side.RECORDING: (),
}
"""What a dossier can say of a person, by the side on which it puts him."""

ROWS = {row.action: row for row in TRANSITIONS}
"""One line of the table for each action: the separation does not ask for the state."""

BY_ROLE = [(row, role) for row in ROWS.values() for role in OF_ROLE]
BY_DOSSIER = [(row, side, place) for row in ROWS.values() for side, said in NAMED.items() for place in range(len(said))]


def refused(row, dossier, done_as=frozenset()):
    said = separation.objection(row, "me", dossier, done_as)
    return said is not None and "您是本事项的" in said


@pytest.mark.parametrize(("row", "role"), some(BY_ROLE, 3), ids=lambda one: getattr(one, "action", one).value)
def test_what_the_trail_says_a_person_did_keeps_him_from_the_other_sides(row, role):
    apart = frozenset((OF_ROLE[row.role], OF_ROLE[role])) in APART
    assert refused(row, BASE, frozenset({role})) is apart


@pytest.mark.parametrize(("row", "side", "place"), some(BY_DOSSIER, 3))
def test_what_the_dossier_says_of_a_person_keeps_him_from_the_other_sides(row, side, place):
    apart = frozenset((OF_ROLE[row.role], side)) in APART
    assert refused(row, NAMED[side][place]) is apart


def test_the_sides_kept_apart_are_these():
    """Written out by hand, so that a change of the table is a change of this list."""
    one, advising, reviewing, deciding, voting, recording = Side
    assert {
        (one, advising), (one, reviewing), (one, deciding), (advising, reviewing), (advising, deciding),
        (advising, voting), (advising, recording), (reviewing, deciding), (reviewing, voting), (deciding, recording),
        (voting, recording),
    } == {tuple(sorted(pair, key=list(Side).index)) for pair in APART}  # fmt: skip


@pytest.mark.parametrize("action", [
    Action.GIVE_OPINION, Action.CONFIRM_AS_ADVISER, Action.CONFIRM_AS_REVIEWER, Action.ANSWER_OPINION, Action.ANSWER_REVIEW,
])  # fmt: skip
def test_nobody_is_offered_an_act_for_which_there_is_no_occasion(action):
    assert separation.objection(ROWS[action], "me", replace(BASE, legal_opinions=(ASKED,)), frozenset())


def test_only_the_adviser_who_was_asked_gives_the_opinion():
    asked = replace(BASE, legal_opinions=(ASKED,))
    assert separation.objection(ROWS[Action.GIVE_OPINION], "other", asked, frozenset()) is None


@pytest.fixture
def submitted(desk: Desk, clock):
    clock.turn_to(date(2024, 5, 8))
    return submission.submit(desk, secretary(), Submission(matter=BASE.matter, preparation=BASE.preparation), key="k1")


def secretary() -> Actor:
    return Actor(unit="SL-ZSJ", person="s01", name="秘书甲", roles=frozenset({Role.SECRETARY}))


@pytest.mark.parametrize("chosen", some(["p03", "s01", "z01", "r01", "nobody"], 3))
def test_only_a_legal_adviser_who_is_no_voter_can_be_asked_for_the_opinion(desk, submitted, chosen):
    with pytest.raises(DossierRefused):
        opinion.commission(desk, secretary(), submitted.number, 1, chosen)


def test_who_revised_a_matter_of_another_may_neither_advise_on_it_nor_review_it(desk, submitted):
    other = Actor(unit="SL-ZSJ", person="a01", name="法律顾问甲", roles=frozenset({Role.SECRETARY, Role.LEGAL_ADVISER}))
    new = Draft(version="送审稿2", sha256="a" * 64, change=DraftChange.MATERIAL)
    after = draft.revise(desk, other, submitted.number, 1, new)
    with pytest.raises(DossierRefused, match="不能担任本事项的法律顾问"):
        opinion.commission(desk, secretary(), submitted.number, after.revision, "a01")
    assert Action.CONFIRM_AS_ADVISER not in {row.action for row in desk.options(other, after)}


def test_an_auditor_cannot_submit(desk, clock):
    clock.turn_to(date(2024, 5, 8))
    auditor = Actor(unit="SL-ZSJ", person="z01", name="审计人员甲", roles=frozenset({Role.AUDITOR}))
    with pytest.raises(Forbidden):
        submission.submit(desk, auditor, Submission(matter=BASE.matter, preparation=Preparation()), key="k2")
    with desk.store.reading("SL-ZSJ") as work:
        assert work.matters.lines() == ()


def test_a_second_click_on_submit_stores_once(desk, submitted):
    again = submission.submit(
        desk, secretary(), Submission(matter=BASE.matter, preparation=BASE.preparation), key="k1"
    )
    assert again.number == submitted.number
    with desk.store.reading("SL-ZSJ") as work:
        assert len(work.matters.lines()) == 1


def test_the_same_form_with_other_content_is_refused_and_says_what_differs(desk, submitted):
    other = replace(BASE.matter, title="另一个名称")
    with pytest.raises(Stale) as stale:
        submission.submit(desk, secretary(), Submission(matter=other, preparation=BASE.preparation), key="k1")
    assert submitted.number in str(stale.value)
    assert stale.value.changes == ("与已提交的不同：/matter/title",)


@pytest.mark.parametrize("number", ["../../etc", "甲" * 5, "A B", "A" * 41, "<b>", "A/1"])
def test_a_number_of_another_shape_is_refused(desk, clock, number):
    clock.turn_to(date(2024, 5, 8))
    with pytest.raises(DossierRefused) as refused:
        submission.submit(desk, secretary(), Submission(matter=replace(BASE.matter, number=number)), key="k4")
    assert refused.value.faults[0].pointer == "/matter/number"


def test_what_only_follows_the_decision_is_not_taken_from_a_submission(desk, clock):
    clock.turn_to(date(2024, 5, 8))
    early = Candidate(
        id="c01", name="候选人甲", appointed_on=date(2024, 5, 9),
        publicity=Publicity(from_=date(2024, 4, 1), to=date(2024, 4, 9), exempt=PublicityExemption.NONE),
    )  # fmt: skip
    told = replace(
        BASE.matter, candidates=(early,),
        draft=replace(BASE.matter.draft, adopts=("1号",), confirmed_by=("a01",), change=DraftChange.EDITORIAL),
    )  # fmt: skip
    stored = submission.submit(desk, secretary(), Submission(matter=told), key="k5").dossier.matter
    assert stored.candidates == (
        replace(early, appointed_on=None, publicity=Publicity(exempt=PublicityExemption.NONE)),
    )
    assert (stored.draft.change, stored.draft.adopts, stored.draft.confirmed_by) == (DraftChange.FIRST, None, None)


def test_a_matter_without_a_title_is_refused_with_the_place(desk, clock):
    clock.turn_to(date(2024, 5, 8))
    with pytest.raises(DossierRefused) as refused:
        submission.submit(desk, secretary(), Submission(matter=Matter()), key="k3")
    assert refused.value.faults[0].pointer == "/matter/title"
