"""Splitting is judged by what the unit has stored: each matter lists those of the same payee, item or project and year."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import update

from review import demo
from review.domain.dossier import Justification, OnRecord, Procurement, RelatedMatter
from review.domain.errors import GateShut, Stale
from review.domain.vocabulary import (
    DecisionMode,
    FundKind,
    Gate,
    Language,
    Outcome,
    ProcurementMethod,
    ProcurementObject,
    RelationGround,
    Role,
)
from review.domain.workflow import State
from review.service import opinion, oversight, submission
from review.service.submission import Submission
from review.store.tables import UnitRow
from tests.sampling import some

BASE = demo.examples()[6]
PEOPLE = demo.register_of(one for one in demo.examples() if one.unit.code == "SL-ZSJ")
SECRETARY = demo.actor(Role.SECRETARY, "SL-ZSJ", PEOPLE)
THRESHOLD = 500_000
"""Of procurement, in yuan; by the parameters of the example unit."""


@pytest.fixture
def file(desk, clock):
    """`file(number, amount, …)` submits a purchase of the unit; what `tell` makes is only prechecked."""
    clock.turn_to(date(2024, 5, 8))

    def submit(number, amount, *, by=SECRETARY, **stated):
        return submission.submit(desk, by, told(number, amount, **stated), key=f"key-{number}")

    return submit


def told(number, amount, *, payee="示例软件公司", item="C0201", explained=None, mode=DecisionMode.PARTY_GROUP_VOTE, **stated):
    bought = Procurement(
        object=ProcurementObject.SERVICES, method=ProcurementMethod.NEGOTIATION, item_code=item,
        above_open_tender_standard=False, open_tender_standard=Decimal(600_000), method_approval_no="",
    )  # fmt: skip
    funds = replace(
        BASE.matter.funds, amount=Decimal(amount), kind=FundKind.PROCUREMENT, payee=payee, procurement=bought,
        split_explained=explained, budget_adjustment_approved=False,
        **{"same_item_total": None, **stated},
    )  # fmt: skip
    why = (Justification(rule="CLS-08", reason="年中追加预算", by=SECRETARY.person, on=date(2024, 5, 8)),) if explained else None
    matter = replace(BASE.matter, number=number, funds=funds, decision_mode=mode)
    return Submission(matter=matter, preparation=BASE.preparation, justifications=why)


def prechecked(desk, number, amount, **stated):
    dossier = submission.precheck(desk, SECRETARY, told(number, amount, **stated))
    return dossier, desk.judge(dossier)


def finding(judgement, rule="CLS-08"):
    return next(one for one in judgement.findings if one.rule == rule)


def complete_from(desk, day):
    """The unit's records are complete from this day on."""
    with desk.store.engine.begin() as connection:
        plain = json.loads(connection.scalar(UnitRow.__table__.select().with_only_columns(UnitRow.plain)
                                             .where(UnitRow.code == "SL-ZSJ")))  # fmt: skip
        plain["parameters"]["records_complete_from"] = day
        connection.execute(update(UnitRow).where(UnitRow.code == "SL-ZSJ").values(plain=json.dumps(plain)))


def test_the_second_of_two_matters_that_together_reach_the_threshold_is_split_and_lists_the_first(desk, file):
    complete_from(desk, "2024-01-01")
    file("A-1", "300000.00")
    with pytest.raises(GateShut) as shut:
        file("A-2", "200000.00")
    (found,) = [one for one in shut.value.judgement.findings if one.rule == "CLS-08"]
    assert found.outcome is Outcome.not_met
    assert "同一收款单位的其他事项：1 (A-1 ¥300,000.00)，同一收款单位合计（填写／列明）¥500,000.00" in found.observed
    assert "/matter/funds/on_record/related_matters/0/number" in found.evidence
    dossier, _ = prechecked(desk, "A-2", "200000.00")
    assert "other matters of the same payee: 1 (A-1 ¥300,000.00)" in finding(desk.judge(dossier, Language.EN)).observed


def test_the_first_of_them_is_found_to_be_split_at_its_own_next_step_and_not_before(desk, file):
    complete_from(desk, "2024-01-01")
    first = file("A-1", "300000.00")
    file("A-2", "200000.00", explained=True)
    assert finding(oversight.show(desk, SECRETARY, "A-1").judgement).outcome is Outcome.met
    after = opinion.commission(desk, SECRETARY, "A-1", first.revision, "a01")
    assert finding(after.judgement).outcome is Outcome.not_met
    assert [one.number for one in after.dossier.matter.funds.on_record.related_matters] == ["A-2"]
    assert oversight.show(desk, SECRETARY, "A-2").revision == 1


@pytest.mark.parametrize(("amount", "outcome"), some([("199999.99", Outcome.met), ("200000.00", Outcome.not_met),
                                                 ("200000.01", Outcome.not_met)], 3))  # fmt: skip
def test_the_threshold_is_reached_to_the_cent(desk, file, amount, outcome):
    complete_from(desk, "2024-01-01")
    file("A-1", "300000.00")
    assert finding(prechecked(desk, "A-2", amount)[1]).outcome is outcome


@pytest.mark.parametrize(("amount", "outcome"), some([("299999.99", Outcome.met), ("300000.00", Outcome.met),
                                                 ("300000.01", Outcome.not_met)], 3))  # fmt: skip
def test_what_is_bought_of_one_item_in_a_year_may_not_exceed_the_open_tender_standard(desk, file, amount, outcome):
    complete_from(desk, "2024-01-01")
    file("A-1", "300000.00", payee="甲公司")
    _, judgement = prechecked(desk, "A-2", amount, payee="乙公司")
    found = finding(judgement, "FIN-06")
    assert found.outcome is outcome
    assert "同一品目的其他事项：1 (A-1 ¥300,000.00)" in found.observed


def test_nobody_evades_the_tender_by_a_purchase_of_another_budget_project(desk, file):
    complete_from(desk, "2024-01-01")
    file("A-1", "300000.00", payee="甲公司", budget_line="2010401")
    found = finding(prechecked(desk, "A-2", "300000.01", payee="乙公司")[1], "FIN-06")
    assert found.outcome is Outcome.met
    assert "同一品目中不计入的（公开招标或者其他预算项目）：1 (A-1 ¥300,000.00)" in found.observed
    alone = finding(prechecked(desk, "A-3", "1.00", item="C0999", payee="丙公司")[1], "FIN-06")
    assert "不计" not in alone.observed + alone.required, "nothing is left out, and nothing is said of it"


def test_nobody_evades_the_tender_by_a_purchase_of_which_the_budget_project_is_not_known(desk, file):
    complete_from(desk, "2024-01-01")
    file("A-1", "300000.00", payee="甲公司", budget_line=None)
    found = finding(prechecked(desk, "A-2", "300000.01", payee="乙公司")[1], "FIN-06")
    assert found.outcome is Outcome.undetermined


@pytest.mark.parametrize(("day", "outcome"), some([
    ("2023-12-31", Outcome.met), ("2024-01-01", Outcome.met), ("2024-01-02", Outcome.undetermined), (None, Outcome.undetermined),
], 2))  # fmt: skip
def test_what_is_stored_proves_that_there_is_no_more_only_if_the_whole_year_is(desk, file, day, outcome):
    complete_from(desk, day) if day else None
    file("A-1", "100000.00", same_item_total=Decimal(100_000), same_payee_total=Decimal(100_000))
    found = finding(prechecked(desk, "A-2", "100000.00")[1])
    assert found.outcome is outcome
    assert "A-1 ¥100,000.00" in found.observed
    if outcome is Outcome.undetermined:
        assert "台账完整起始日" in found.remedy


def test_a_stored_matter_that_does_not_say_whom_it_pays_leaves_open_whether_it_is_of_the_same_payee(desk, file):
    complete_from(desk, "2024-01-01")
    file("A-1", "100000.00", payee=None, explained=True, same_item_total=Decimal(100_000), same_payee_total=Decimal(100_000))
    dossier, judgement = prechecked(desk, "A-2", "100000.00", item="C9999")
    assert RelationGround.SAME_PAYEE not in dossier.matter.funds.on_record.compared
    assert finding(judgement).outcome is Outcome.undetermined


def test_a_stated_total_smaller_than_what_is_stored_is_not_believed_and_both_are_told(desk, file):
    file("A-1", "300000.00", same_item_total=Decimal(300_000), same_payee_total=Decimal(300_000))
    less = {"same_item_total": Decimal(200_000), "same_payee_total": Decimal(200_000)}
    found = finding(prechecked(desk, "A-2", "200000.00", **less)[1])
    assert found.outcome is Outcome.not_met
    assert "同一收款单位合计（填写／列明）¥200,000.00 / ¥500,000.00" in found.observed
    unsure = finding(prechecked(desk, "A-3", "199999.99", **less)[1])
    assert unsure.outcome is Outcome.undetermined
    assert "¥200,000.00 / ¥499,999.99" in unsure.observed


def test_a_stated_total_larger_than_what_is_stored_counts(desk, file):
    complete_from(desk, "2024-01-01")
    assert finding(prechecked(desk, "A-1", "200000.00", same_payee_total=Decimal(THRESHOLD))[1]).outcome is Outcome.not_met


def test_what_is_entered_twice_is_told_as_a_possible_duplicate(desk, file):
    complete_from(desk, "2024-01-01")
    file("A-1", "200000.00")
    dossier, judgement = prechecked(desk, "A-2", "200000.00")
    assert "可能重复的事项：1 (A-1 ¥200,000.00)" in finding(judgement).observed
    assert "可能重复的事项：1 (A-1 ¥200,000.00)" in finding(judgement, "FIN-06").observed
    assert "possible duplicates: 1 (A-1" in finding(desk.judge(dossier, Language.EN)).observed
    for other in ({"payee": "另一公司"}, {"item": "C9999"}):
        assert "可能重复" not in finding(prechecked(desk, "A-2", "200000.00", **other)[1]).observed
    assert "可能重复" not in finding(prechecked(desk, "A-2", "200000.01")[1]).observed


def related_to(desk, number="A-9", **stated):
    return [one.number for one in prechecked(desk, number, "100000.00", **stated)[0].matter.funds.on_record.related_matters]


def test_what_was_withdrawn_does_not_count(desk, file):
    first = file("A-1", "300000.00", same_item_total=Decimal(300_000), same_payee_total=Decimal(300_000))
    assert related_to(desk) == ["A-1"]
    submission.withdraw(desk, SECRETARY, "A-1", first.revision, "不再采购")
    assert related_to(desk) == []


@pytest.mark.heavy
def test_another_unit_and_another_year_do_not_count(desk, clock, file):
    stated = {"same_item_total": Decimal(300_000), "same_payee_total": Decimal(300_000)}
    people = demo.register_of(one for one in demo.examples() if one.unit.code == "SL-XZF")
    county = demo.actor(Role.SECRETARY, "SL-XZF", people)
    file("B-1", "300000.00", by=county, explained=True, mode=DecisionMode.HEAD_DECIDES, **stated)
    assert related_to(desk) == []
    clock.turn_to(date(2024, 12, 31))
    file("A-0", "300000.00", **stated)
    assert related_to(desk) == ["A-0"]
    clock.turn_to(date(2025, 1, 2))
    assert related_to(desk) == []


@pytest.mark.parametrize(("written", "same"), some([
    ("示例软件公司（ＡＢＣ）", True), (" 示例软件公司 (ABC)　", True), ("示例软件公司(A\u200bBC)", True),
    ("示例软件公司(abc)", False), ("示例软件有限公司(ABC)", False), ("——", False),
], 3))  # fmt: skip
def test_names_are_one_whatever_their_width_and_blanks_but_not_in_another_spelling(desk, file, written, same):
    file("A-1", "100000.00", payee="示例软件公司(ABC)", same_item_total=Decimal(100_000), same_payee_total=Decimal(100_000))
    assert related_to(desk, payee=written, item="C9999") == (["A-1"] if same else [])


LIE = OnRecord(budget_year=2024, same_payee_total=Decimal(1), related_matters=(RelatedMatter(number="NONE-1"),))


def test_what_a_submitter_writes_as_found_by_the_service_is_overwritten(desk, file):
    complete_from(desk, "2024-01-01")
    first = file("A-1", "100000.00", on_record=LIE)
    assert first.dossier.matter.funds.on_record.same_payee_total == Decimal(100_000)
    assert first.dossier.matter.funds.on_record.looked_up_on == date(2024, 5, 8)
    given = replace(first.dossier.matter, funds=replace(first.dossier.matter.funds, on_record=LIE))
    again = submission.supplement(desk, SECRETARY, "A-1", 1, Submission(matter=given))
    assert again.dossier.matter.funds.on_record == first.dossier.matter.funds.on_record


def test_a_matter_without_funds_gets_nothing(desk, clock):
    clock.turn_to(date(2022, 9, 1))
    example = demo.examples()[0]
    done = submission.precheck(desk, SECRETARY, Submission(matter=example.matter))
    assert done.matter.funds is None


@pytest.mark.heavy
def test_the_same_form_sent_twice_is_one_submission_though_another_came_in_between(desk, file):
    complete_from(desk, "2024-01-01")
    first = file("A-1", "100000.00")
    file("A-2", "100000.00")
    assert file("A-1", "100000.00") == first
    with pytest.raises(Stale):
        file("A-1", "100000.01")


@pytest.mark.heavy
def test_the_precheck_of_a_supplement_says_what_its_saving_would_find(desk, file):
    complete_from(desk, "2024-01-01")
    first = file("A-1", "100000.00")
    file("A-2", "100000.00")
    given = Submission(matter=replace(first.dossier.matter, funds=replace(first.dossier.matter.funds, on_record=LIE)))
    ahead = submission.precheck_supplement(desk, SECRETARY, first, given)
    after = submission.supplement(desk, SECRETARY, "A-1", 1, given)
    assert ahead.matter == after.dossier.matter
    assert [one.number for one in ahead.matter.funds.on_record.related_matters] == ["A-2"]


def test_what_is_looked_up_anew_is_not_told_as_a_change_that_somebody_made(desk, file):
    complete_from(desk, "2024-01-01")
    file("A-1", "100000.00")
    file("A-2", "100000.00")
    opinion.commission(desk, SECRETARY, "A-1", 1, "a01")
    with pytest.raises(Stale) as stale:
        submission.withdraw(desk, SECRETARY, "A-1", 1, "不办了")
    assert not [one for one in stale.value.changes if "on_record" in one]


@pytest.mark.heavy
def test_once_its_topic_is_confirmed_a_matter_keeps_what_was_found_by_then(desk, clock):
    example = demo.examples()[2]
    people = demo.register_of(one for one in demo.examples() if one.unit.code == "SL-ZSJ")
    done = demo.drive(desk, clock, example, people)
    found = done.dossier.matter.funds.on_record
    topic = min(one.topic.confirmed_on for one in done.dossier.meetings)
    assert done.state is State.APPROVED
    assert found.looked_up_on <= topic < done.dossier.as_of
    assert done.judgement.gates[Gate.APPROVAL].open
