"""To which year a decision belongs: that of the meeting whose decision stands; what does not stand any more is told as that."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from review.domain.annual import Figure, OnFile, report_of
from review.domain.dossier import DecisionCondition, Execution, LegalityReview, Member, Presider, Scope
from review.domain.rulebook import Rulebook
from review.domain.settling import Verdict
from review.domain.vocabulary import DecisionMode, Gate, MeetingResult, MeetingType, Office, Outcome, Severity
from review.domain.workflow import State
from tests.domain.bodies import said

from .files import held, on_file, reviewed

F = Figure
FISCAL = DecisionCondition(text="先征得财政部门同意")
PASSED, REJECTED, DEFERRED = MeetingResult.PASSED, MeetingResult.REJECTED, MeetingResult.DEFERRED
DIRECTOR = {"type": MeetingType.DIRECTOR_MEETING}
OF_DECISION = (F.DECIDED, F.PASSED, F.REJECTED, F.RESULT_OPEN, F.DEFERRED, F.REOPENED, F.DECISION_OPEN, F.UNDATED)


def told(rulebook: Rulebook, matter: OnFile, year: int = 2024, until: date = date(2025, 3, 1)) -> dict[Figure, str]:
    """Behind which numbers of the year the matter stands, and what is said of it there."""
    report = report_of([matter], year, rulebook.calendar, until)
    return {what: rows[0].note for what, rows in report.rows.items() if rows}


def decisions(rulebook: Rulebook, matter: OnFile) -> dict[int, set[Figure]]:
    found = {year: set(told(rulebook, matter, year)) & set(OF_DECISION) for year in (2023, 2024, 2025)}
    return {year: what for year, what in found.items() if what}


@pytest.mark.parametrize(
    ("state", "meetings", "expected"),
    [
        (State.APPROVED, (held(),), {2024: {F.DECIDED, F.PASSED}}),
        (State.DECIDED, (held(date(2023, 12, 31)),), {2023: {F.DECIDED, F.PASSED}}),
        (State.APPROVED, (held(date(2024, 12, 31), DEFERRED), held(date(2025, 1, 2))),
         {2024: {F.DEFERRED}, 2025: {F.DECIDED, F.PASSED}}),
        (State.PREPARING, (held(result=DEFERRED),), {2024: {F.DEFERRED}}),
        (State.REJECTED, (held(result=REJECTED),), {2024: {F.DECIDED, F.REJECTED}}),
        (State.REJECTED, (held(result=REJECTED, **DIRECTOR),), {2024: {F.DECIDED, F.REJECTED}}),
        (State.NOTIFIED, (held(result=None),), {}),
        (State.NOTIFIED, (held(date(2024, 3, 1), **DIRECTOR), held(result=None)), {}),
        (State.APPROVED, (held(date(2023, 12, 1), **DIRECTOR), held()), {2024: {F.DECIDED, F.PASSED}}),
        (State.PREPARING, (held(),), {2024: {F.REOPENED}}),
        (State.WITHDRAWN, (held(),), {2024: {F.REOPENED}}),
        (State.NOTIFIED, (held(), held(date(2025, 1, 8), None)), {2024: {F.REOPENED}}),
        (State.APPROVED, (held(), held(date(2025, 1, 8))), {2024: {F.REOPENED}, 2025: {F.DECIDED, F.PASSED}}),
        (State.DECIDED, (held(), held(date(2024, 4, 8), **DIRECTOR, result=REJECTED)), {2024: {F.DECIDED, F.RESULT_OPEN}}),
        (State.APPROVED, (held(type=None),), {2024: {F.DECISION_OPEN}}),
        (State.APPROVED, (held(**DIRECTOR),), {2024: {F.DECISION_OPEN}}),
        (State.APPROVED, (held(None),), {2023: {F.UNDATED}, 2024: {F.UNDATED}, 2025: {F.UNDATED}}),
        (State.REVIEWED, (), {}),
    ],
)  # fmt: skip
def test_a_decision_counts_in_the_year_of_the_meeting_whose_decision_stands(
    rulebook: Rulebook, state: State, meetings: Any, expected: dict[int, set[Figure]]
) -> None:
    assert decisions(rulebook, on_file(state=state, meetings=meetings)) == expected


def test_under_an_unknown_mode_nobody_says_which_meeting_decided(rulebook: Rulebook) -> None:
    matter = on_file(matter={"decision_mode": None}, meetings=(held(**DIRECTOR), held(date(2024, 4, 1))))
    assert decisions(rulebook, matter) == {2024: {F.DECISION_OPEN}}


@pytest.mark.parametrize(
    ("execution", "figure", "note"),
    [
        (None, F.UNCONDITIONAL, ""), (Execution(), F.UNCONDITIONAL, ""), (Execution(conditions=()), F.UNCONDITIONAL, ""),
        (Execution(conditions=(DecisionCondition(text="报批", met_on=date(2024, 5, 6)), FISCAL)), F.CONDITIONS_OPEN, ""),
        (Execution(conditions=(FISCAL, replace(FISCAL, met_on=date(2024, 5, 6)))), F.CONDITIONS_OPEN, ""),
        (Execution(conditions=(replace(FISCAL, met_on=date(2024, 5, 6)),)), F.CONDITIONS_OPEN, ""),
    ],
)  # fmt: skip
def test_whether_it_passed_on_conditions_is_what_the_meeting_announced(
    rulebook: Rulebook, execution: Any, figure: Figure, note: str
) -> None:
    """What was registered under the execution afterwards made a decision conditional, and added to what was announced."""
    found = told(rulebook, on_file(execution=execution))
    assert found[figure] == note
    assert len({F.CONDITIONAL, F.UNCONDITIONAL, F.CONDITIONS_OPEN} & set(found)) == 1
    announced = told(rulebook, on_file(execution=execution, meetings=(held(conditions=("先征得财政部门同意", "报县政府备案")),)))
    rows = [one for one in (execution and execution.conditions) or () if one.text == FISCAL.text]
    met = bool(rows) and all(one.met_on for one in rows)
    assert announced[F.CONDITIONAL] == f"2项条件，已落实{int(met)}项"
    assert not {F.UNCONDITIONAL, F.CONDITIONS_OPEN} & set(announced)


def test_what_was_met_before_the_meeting_is_the_stored_verdict_and_no_verdict_is_open(rulebook: Rulebook) -> None:
    assert {F.REVIEWED_BEFORE_OPEN, F.ADVISED_BEFORE_OPEN} <= set(told(rulebook, on_file(verdicts={})))
    for outcome, figure in zip(Outcome, (F.REVIEWED_BEFORE, F.NOT_REVIEWED_BEFORE, F.REVIEWED_BEFORE_OPEN, F.REVIEW_NOT_DUE),
                               strict=True):  # fmt: skip
        found = told(rulebook, on_file(verdicts={("LRV-01", ""): Verdict(outcome)}))
        assert figure in found


def test_what_was_not_met_by_the_meeting_is_an_exception_and_what_came_after_is_none(rulebook: Rulebook) -> None:
    verdicts = {
        ("MTG-08", "/meetings/0"): Verdict(Outcome.not_met, Gate.MEETING, Severity.warning),
        ("LRV-09", ""): Verdict(Outcome.not_met, Gate.AGENDA, Severity.reasoned, excused=True),
        ("PRE-01", ""): Verdict(Outcome.undetermined, Gate.SUBMISSION, Severity.blocking),
        ("ARC-01", ""): Verdict(Outcome.not_met, Gate.ARCHIVE, Severity.blocking),
    }
    found = told(rulebook, on_file(verdicts=verdicts))
    assert found[F.BREACHED] == "MTG-08（提示）、LRV-09（已说明理由）"
    assert found[F.UNDETERMINED] == "PRE-01（阻断）"
    assert found[F.GATE_SHUT] == "提交关、送审关、议题关、会议关"
    assert not {F.BREACHED, F.UNDETERMINED, F.GATE_SHUT} & set(told(rulebook, on_file()))


def test_emergency_and_mode_are_said_or_open(rulebook: Rulebook) -> None:
    assert {F.EMERGENCY, F.EMERGENCY_OPEN, F.HEAD_DECIDES, F.MODE_OPEN}.isdisjoint(told(rulebook, on_file()))
    assert F.EMERGENCY in told(rulebook, on_file(matter={"scope": Scope(emergency=True)}))
    assert F.EMERGENCY_OPEN in told(rulebook, on_file(matter={"scope": Scope()}))
    rejected = {"state": State.REJECTED, "meetings": (held(result=REJECTED),)}
    assert F.MODE_OPEN in told(rulebook, on_file(matter={"decision_mode": None}, **rejected))
    assert F.HEAD_DECIDES in told(rulebook, on_file(matter={"decision_mode": DecisionMode.HEAD_DECIDES}, **rejected))


@pytest.mark.parametrize(
    ("changes", "figures"),
    [
        ({}, {F.PRESIDED, F.SPOKE_LAST}),
        ({"statements": said("p00", "p01", "p02")}, {F.PRESIDED, F.NOT_LAST}),
        ({"statements": None}, {F.PRESIDED, F.LAST_OPEN}),
        ({"presider": Presider(id="p01", delegated_by="p00")}, {F.NOT_PRESIDED}),
        ({"presider": Presider()}, {F.PRESIDING_OPEN}),
        ({"members": None}, {F.PRESIDING_OPEN}),
        ({"members": (Member(id="p00"),)}, {F.PRESIDING_OPEN}),
        ({"members": (Member(id="p01", office=Office.MEMBER, present=True),)}, {F.NOT_PRESIDED}),
    ],
)  # fmt: skip
def test_what_the_principal_officer_did_is_read_from_the_meeting(rulebook: Rulebook, changes: Any, figures: set[Figure]) -> None:
    of_principal = {F.PRESIDED, F.NOT_PRESIDED, F.PRESIDING_OPEN, F.SPOKE_LAST, F.NOT_LAST, F.LAST_OPEN}
    matter = on_file(meetings=(held(**changes),))
    assert set(told(rulebook, matter)) & of_principal == figures
    listed = report_of([matter], 2024, rulebook.calendar, date(2025, 3, 1)).presided
    assert [(one.number, one.on, one.person, one.reviewed) for one in listed] == (
        [("A-1", date(2024, 3, 21), "p00", Outcome.met)] if F.PRESIDED in figures else []
    )


@pytest.mark.parametrize(
    ("review", "state", "until", "figures"),
    [
        (reviewed(), State.REVIEWED, date(2025, 1, 1), {F.REVIEWS, F.LAWFUL, F.DAYS_KNOWN, F.IN_TIME}),
        (reviewed(date(2024, 3, 12)), State.REVIEWED, date(2025, 1, 1), {F.REVIEWS, F.LAWFUL, F.DAYS_KNOWN, F.LATE}),
        (reviewed(due_on=None), State.REVIEWED, date(2025, 1, 1), {F.REVIEWS, F.LAWFUL, F.DAYS_OPEN, F.TIME_OPEN}),
        (reviewed(None), State.REVIEW, date(2024, 3, 11), {F.UNDER_REVIEW}),
        (reviewed(None), State.REVIEW, date(2024, 3, 12), {F.UNDER_REVIEW, F.UNDER_REVIEW_LATE}),
        (reviewed(None), State.RETURNED, date(2024, 3, 12), {F.UNDER_REVIEW}),
        (reviewed(None), State.PREPARING, date(2024, 3, 12), set()),
    ],
)  # fmt: skip
def test_a_review_is_in_time_late_or_still_open(
    rulebook: Rulebook, review: LegalityReview, state: State, until: date, figures: set[Figure]
) -> None:
    found = told(rulebook, on_file(state=state, meetings=(), legality_review=review), until=until)
    assert set(found) - {F.SUBMITTED} == figures
    assert found.get(F.DAYS_KNOWN, "用时7个工作日") in ("用时7个工作日", "用时9个工作日")


def test_days_that_rest_on_an_unknown_calendar_are_provisional(rulebook: Rulebook) -> None:
    far = reviewed(date(2099, 3, 9), complete_on=date(2099, 3, 2), due_on=date(2099, 3, 20))
    report = report_of([on_file(legality_review=far)], 2099, rulebook.calendar, date(2099, 12, 31))
    assert (report.days.counted, report.days.provisional, report.days.least) == (1, 1, 5)
    assert report.behind(F.DAYS_KNOWN)[0].note == "用时5个工作日（暂定）"
