"""A stale page: 409 with what changed; and what the lawyers were told cannot be altered behind them."""

from dataclasses import replace
from datetime import date

import pytest

from review import demo
from review.domain.dossier import Draft, ExpertReview, Preparation, UnitConsultation
from review.domain.errors import DossierRefused, GateShut, NotFound, Stale
from review.domain.procedures import Procedure
from review.domain.vocabulary import DraftChange, Gate, Role
from review.service import deliberation, draft, opinion, oversight, preparation, submission
from review.service.ports import Actor
from review.service.submission import Submission

BASE = demo.examples()[6]
PEOPLE = demo.register_of(one for one in demo.examples() if one.unit.code == "SL-ZSJ")


def by(role: Role) -> Actor:
    return demo.actor(role, "SL-ZSJ", PEOPLE)


@pytest.fixture
def submitted(desk, clock):
    clock.turn_to(date(2024, 5, 8))
    given = Submission(matter=BASE.matter, preparation=BASE.preparation)
    return submission.submit(desk, by(Role.SECRETARY), given, key="k1")


def test_an_act_from_an_old_page_is_refused_and_says_what_was_done_since(desk, submitted):
    opinion.commission(desk, by(Role.SECRETARY), submitted.number, 1, "a01")
    with pytest.raises(Stale) as stale:
        opinion.commission(desk, by(Role.SECRETARY), submitted.number, 1, "a01")
    assert any("秘书甲" in change and "委托法律顾问" in change for change in stale.value.changes)
    assert any("/legal_opinions" in change for change in stale.value.changes)
    assert any(change.startswith("2024年5月8日 ") for change in stale.value.changes)
    assert oversight.show(desk, by(Role.SECRETARY), submitted.number).revision == 2


def test_whoever_clicks_twice_is_told_that_the_first_click_was_stored(desk, submitted):
    opinion.commission(desk, by(Role.SECRETARY), submitted.number, 1, "a01")
    with pytest.raises(Stale, match="已经保存；这一次没有再办理"):
        opinion.commission(desk, by(Role.SECRETARY), submitted.number, 1, "a01")
    with pytest.raises(Stale, match="已有新的办理"):
        submission.withdraw(desk, by(Role.SECRETARY), submitted.number, 1, "不办了")


def test_whoever_registered_another_procedure_meanwhile_is_not_told_that_this_one_was_stored(desk, submitted):
    """Each procedure is a supplement, each from a page of its own: two pages open side by side are no second click."""

    def registered(procedure, **said):
        return preparation.prepare(desk, by(Role.SECRETARY), submitted.number, 1, preparation.Prepared(
            procedure=procedure, said=Preparation(**said)))  # fmt: skip

    experts = ExpertReview(pool="市专家库")
    registered(Procedure.EXPERT_REVIEW, expert_review=experts)
    with pytest.raises(Stale, match="已经保存；这一次没有再办理"):
        registered(Procedure.EXPERT_REVIEW, expert_review=experts)
    with pytest.raises(Stale, match="这一次没有保存"):
        registered(Procedure.CONSULT_UNITS, unit_consultations=(UnitConsultation(unit="市档案局"),))


def test_a_page_from_the_future_is_refused_too(desk, submitted):
    with pytest.raises(Stale):
        opinion.commission(desk, by(Role.SECRETARY), submitted.number, 9, "a01")


def test_what_a_lawyer_was_told_may_be_added_to_but_not_altered(desk, submitted):
    asked = opinion.commission(desk, by(Role.SECRETARY), submitted.number, 1, "a01")
    given = replace(BASE.legal_opinions[0] if BASE.legal_opinions else demo.examples()[0].legal_opinions[0], suggestions=())
    advised = opinion.give(desk, by(Role.LEGAL_ADVISER), asked.number, asked.revision, given)
    other_amount = replace(advised.dossier.matter, funds=replace(advised.dossier.matter.funds, payee="另一家公司"))
    grown = submission.supplement(
        desk, by(Role.SECRETARY), advised.number, advised.revision, Submission(matter=other_amount)
    )
    with pytest.raises(DossierRefused) as refused:
        submission.supplement(
            desk, by(Role.SECRETARY), grown.number, grown.revision,
            Submission(matter=replace(other_amount, title="另一件事")),
        )  # fmt: skip
    assert refused.value.faults[0].pointer == "/matter/title"


def test_the_topic_is_not_confirmed_while_opinion_and_review_are_missing(desk, submitted):
    meeting = demo.examples()[0].meetings[0]
    with pytest.raises(GateShut) as shut:
        deliberation.confirm_topic(desk, by(Role.GROUP_SECRETARY), submitted.number, 1, meeting)
    assert {"LAD-01", "LRV-01", "LRV-03"} <= set(shut.value.judgement.gates[Gate.AGENDA].shut_by)
    assert oversight.show(desk, by(Role.SECRETARY), submitted.number).revision == 1


def test_a_draft_is_replaced_by_another_one_and_the_old_one_is_kept(desk, submitted):
    new = Draft(version="送审稿2", sha256="a" * 64, change=DraftChange.MATERIAL)
    after = draft.revise(desk, by(Role.SECRETARY), submitted.number, 1, new)
    assert after.dossier.matter.draft.earlier[-1].sha256 == BASE.matter.draft.sha256
    with pytest.raises(DossierRefused):
        draft.revise(desk, by(Role.SECRETARY), submitted.number, 2, new)


def test_a_withdrawal_needs_a_reason_and_the_trail_keeps_it(desk, submitted):
    with pytest.raises(DossierRefused):
        submission.withdraw(desk, by(Role.SECRETARY), submitted.number, 1, "  ")
    submission.withdraw(desk, by(Role.SECRETARY), submitted.number, 1, "内容需要重新研究")
    assert oversight.trail(desk, by(Role.AUDITOR), submitted.number)[-1].note == "内容需要重新研究"


def test_that_no_meeting_took_up_a_withdrawn_matter_is_a_statement(desk, submitted):
    assert submitted.dossier.meetings is None
    after = submission.withdraw(desk, by(Role.SECRETARY), submitted.number, 1, "内容需要重新研究")
    assert after.dossier.meetings == ()
    assert "/meetings" not in [place for one in after.judgement.findings if one.rule == "ARC-01" for place in one.missing]


def test_another_units_matter_is_not_found(desk, submitted):
    stranger = Actor(unit="SL-XZF", person="z01", name="审计人员甲", roles=frozenset({Role.AUDITOR}))
    with pytest.raises(NotFound):
        oversight.show(desk, stranger, submitted.number)
