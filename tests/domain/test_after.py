"""What runs after the decision: each day that is stated, until what it waits for is recorded."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from review import demo
from review.domain.after import Part, handover_day, replaced, running, unfinished
from review.domain.dossier import Archive, DecisionCondition, Dossier, Execution, ExecutionChange, Publication
from review.domain.rulebook import Rulebook
from review.domain.vocabulary import Exclusion, ExecutionChangeKind

SIGNED = replace(demo.examples()[4], execution=None, archive=None, publication=None)
DUE, DONE = date(2024, 12, 31), date(2024, 11, 29)
TASK = Execution(unit="数据资源科", deadline=DUE)
CONDITION = DecisionCondition(text="先征得同意", due_on=date(2024, 6, 20))


def runs(dossier: Dossier = SIGNED, **parts: Any) -> list[tuple[Part, date]]:
    return [(one.part, one.start) for one in running(replace(dossier, **parts))]


def test_where_nothing_is_stated_nothing_runs() -> None:
    assert runs() == []
    assert runs(execution=Execution(), publication=Publication(required=False), archive=Archive()) == []


@pytest.mark.parametrize("kind", [None, *ExecutionChangeKind])
def test_the_execution_runs_unless_it_is_suspended_changed_or_stopped(kind: ExecutionChangeKind | None) -> None:
    goes_on = kind in (None, ExecutionChangeKind.NONE)
    found = runs(execution=replace(TASK, change=ExecutionChange(kind=kind)))
    assert found == ([(Part.CARRYING_OUT, DUE)] if goes_on else [])


def test_a_condition_runs_until_it_is_fulfilled_even_while_the_execution_is_suspended() -> None:
    change = ExecutionChange(kind=ExecutionChangeKind.SUSPENSION)
    assert runs(execution=replace(TASK, change=change, conditions=(CONDITION,))) == [(Part.CARRYING_OUT, CONDITION.due_on)]
    assert runs(execution=replace(TASK, change=change, conditions=(replace(CONDITION, met_on=DONE),))) == []


def test_publication_runs_twenty_working_days_from_the_last_signature(rulebook: Rulebook) -> None:
    (due,) = running(replace(SIGNED, publication=Publication(required=True)))
    assert (due.part, due.on(rulebook.calendar)) == (Part.PUBLICATION, date(2024, 5, 16))
    assert runs(publication=Publication(required=True, published_on=date(2024, 5, 6))) == []
    assert runs(publication=Publication(required=True), approvals=None) == [], "nobody has signed yet"
    leaders = (SIGNED.approvals or ())[:1]
    assert runs(publication=Publication(required=True), approvals=leaders) == [], "the head, who forms the decision, has not"


def of_decree(**scope: Any) -> Dossier:
    """The signed matter as a major administrative decision."""
    said = {"major_administrative_decision": True, "exclusion": Exclusion.NONE, **scope}
    return replace(SIGNED, matter=replace(SIGNED.matter, scope=replace(SIGNED.matter.scope, **said)))


INTERNAL = Publication(required=False, withheld_reason="内部事项")


@pytest.mark.parametrize("said", [None, Publication(), Publication(required=False), INTERNAL])
def test_a_major_administrative_decision_is_to_be_published_also_where_nobody_says_so(said: Publication | None) -> None:
    assert [part for part, _ in runs(of_decree(), publication=said)] == [Part.PUBLICATION]
    assert runs(of_decree(exclusion=Exclusion.EMERGENCY_RESPONSE, exclusion_basis="突发事件应对法"), publication=said) == []


def test_what_law_withholds_is_not_published_once_the_reason_is_on_record() -> None:
    withheld = of_decree(not_public_by_law=True)
    assert runs(withheld, publication=Publication(required=False, withheld_reason="涉及商业秘密")) == []
    assert runs(withheld, publication=Publication(required=False)) != []


def test_the_file_runs_from_completion_or_closing_until_it_is_handed_over() -> None:
    done = replace(TASK, completed_on=DONE)
    assert runs(execution=done) == [(Part.CLOSE_FILE, date(2025, 6, 30))]
    assert runs(execution=done, archive=Archive(closed_on=date(2025, 1, 2))) == [(Part.CLOSE_FILE, date(2026, 6, 30))]
    assert runs(execution=done, archive=Archive(closed_on=DONE, handed_over_on=DONE)) == []


@pytest.mark.parametrize("closed", [date(2024, 1, 1), date(2024, 6, 30), date(2024, 12, 31)])
def test_a_file_is_handed_over_by_the_end_of_june_of_the_next_year(closed: date) -> None:
    assert handover_day(closed) == date(2025, 6, 30)


def test_a_publicity_runs_until_its_result_is_recorded() -> None:
    appointment = replace(demo.examples()[3], execution=None, archive=None, publication=None)
    (candidate,) = appointment.matter.candidates or ()
    assert runs(appointment) == []
    asked = replace(candidate, publicity=replace(candidate.publicity, result=None))
    open_ = replace(appointment, matter=replace(appointment.matter, candidates=(asked,)))
    assert runs(open_) == [(Part.PUBLICITY, candidate.publicity.to)]


def test_what_is_halted_is_unfinished_until_it_is_filed_and_over_once_stopped_or_decided_again() -> None:
    for kind, new, over in (
        (ExecutionChangeKind.SUSPENSION, None, False), (ExecutionChangeKind.MAJOR, None, False),
        (ExecutionChangeKind.MAJOR, "SL-ZSJ-A-2025-0001", True), (ExecutionChangeKind.STOP, None, True),
        (ExecutionChangeKind.NONE, None, False),
    ):  # fmt: skip
        execution = replace(TASK, change=ExecutionChange(kind=kind, new_matter=new))
        assert replaced(execution) is over, kind
        assert unfinished(replace(SIGNED, execution=execution)), kind
        filed = Archive(closed_on=DONE, handed_over_on=DONE)
        assert unfinished(replace(SIGNED, execution=execution, archive=filed)) is (kind is ExecutionChangeKind.NONE)
