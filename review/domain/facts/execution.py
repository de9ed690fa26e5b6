"""Holds the facts about how a decision is carried out, changed and evaluated (EXE)."""

from datetime import date

from review.domain import overturned
from review.domain.after import suspended
from review.domain.dossier import (
    Evaluation,
    Execution,
    ExecutionChange,
    ExecutionProblem,
    ExecutionTask,
    TaskSuspension,
)
from review.domain.facts.case import Case, fact
from review.domain.kleene import Truth, all_true, any_true, given, known, negated
from review.domain.vocabulary import ExecutionChangeKind, Office

HEADS = (Office.HEAD, Office.GROUP_SECRETARY)
"""Who heads the body that decides: the head of the administration, or the secretary of the party group."""


def _execution(case: Case) -> Execution:
    return case.dossier.execution or Execution()


def _change(case: Case) -> ExecutionChange:
    return _execution(case).change or ExecutionChange()


def _evaluation(case: Case) -> Evaluation:
    return _execution(case).evaluation or Evaluation()


@fact("execution.assigned")
def assigned(case: Case) -> Truth:
    """EXE-01, 《重大行政决策程序暂行条例》第三十四条: the executing unit is named; by extension who answers for it, and by
    when; so of every task into which the execution is divided."""
    execution = _execution(case)
    parts: tuple[Execution | ExecutionTask, ...] = (execution, *(execution.tasks or ()))
    return all_true(map(_assigned, parts))


def _assigned(one: Execution | ExecutionTask) -> Truth:
    return all_true((given(one.unit), known(one.person), known(one.deadline)))


@fact("execution.reported_back")
def reported_back(case: Case) -> Truth:
    """EXE-01, 第三十四条: the executing unit reports to the body that decided, at the latest when it has finished or its
    time is up. One that has not finished has no day of completion. So of every task; a task that is suspended has no day
    until it is resumed, and what is reported of a task is reported of the whole."""
    execution, today = _execution(case), case.dossier.as_of
    tasks = execution.tasks or ()
    told = [_reports(one, today) for one in tasks]
    whole = any_true((_reports(execution, today), *told, negated(_ended(execution, today))))
    return all_true((whole, *(
        any_true((said, negated(_ended(one, today)))) for one, said in zip(tasks, told, strict=True)
    )))  # fmt: skip


def _ended(one: Execution | ExecutionTask, today: date) -> Truth:
    time_up = None if one.deadline is None else today > one.deadline
    if isinstance(one, ExecutionTask) and suspended(one):
        time_up = False
    return any_true((time_up, one.completed_on is not None))


def _reports(one: Execution | ExecutionTask, today: date) -> Truth:
    return None if one.reports is None else any_true(
        all_true((None if report.on is None else report.on <= today, given(report.text))) for report in one.reports
    )  # fmt: skip


@fact("switch.execution_problems")
def has_problems(case: Case) -> Truth:
    """EXE-02, 第三十五条第一款: something was found that endangers the aim of the decision."""
    problems = _execution(case).problems
    return None if problems is None else bool(problems)


@fact("execution.problems_reported")
def problems_reported(case: Case) -> Truth:
    """EXE-02, 第三十五条第一款: every problem was reported once found, and not only after the execution had ended. How many
    days 及时 are no norm says."""
    problems = _execution(case).problems
    return None if problems is None else all_true(_reported(case, problem) for problem in problems)


def _reported(case: Case, problem: ExecutionProblem) -> Truth:
    completed, today = _execution(case).completed_on, case.dossier.as_of
    if problem.found_on is None or problem.reported_on is None:
        return None
    return problem.found_on <= problem.reported_on <= min(today, completed or today)


@fact("switch.execution_change")
def is_changed(case: Case) -> Truth:
    """EXE-03, 第三十七条: the decision was suspended, stopped or materially changed while it was carried out, or a task of it
    was suspended."""
    kind = _change(case).kind
    return any_true((None if kind is None else kind is not ExecutionChangeKind.NONE, bool(_suspensions(case))))


def _suspensions(case: Case) -> list[TaskSuspension]:
    return [one.suspension for one in _execution(case).tasks or () if one.suspension is not None]


@fact("switch.major_change")
def is_changed_materially(case: Case) -> Truth:
    """EXE-07: the decision was materially changed (重大调整)."""
    kind = _change(case).kind
    return None if kind is None else kind is ExecutionChangeKind.MAJOR


@fact("execution.decided_again")
def decided_again(case: Case) -> Truth:
    """EXE-07, 第三十七条: the change is a new matter that goes the whole way again; it is named and is not this one."""
    new, own = _change(case).new_matter, case.dossier.matter.number
    another = None if new is None or own is None else new.strip() != own.strip()
    return all_true((given(new), another))


@fact("execution.changed_by_procedure")
def changed_by_procedure(case: Case) -> Truth:
    """EXE-03, 第三十七条: changed or stopped by the procedure, as a new matter, or because the meeting that decides did not
    uphold it; only where a problem of article 35 arose and the matter is urgent may the head suspend first; so may he a task of
    it."""
    change, tasks = _change(case), [_rightly_suspended(case, one) for one in _suspensions(case)]
    if tasks and change.kind is ExecutionChangeKind.NONE:
        return all_true(tasks)
    suspension = None if change.kind is None else change.kind is ExecutionChangeKind.SUSPENSION
    first = all_true((suspension, _rightly_suspended(case, change)))
    dated = None if change.on is None else change.on <= case.dossier.as_of
    return all_true((dated, any_true((decided_again(case), overturned.is_stopped_by_meeting(case.dossier), first)), *tasks))


def _rightly_suspended(case: Case, said: ExecutionChange | TaskSuspension) -> Truth:
    dated = None if said.on is None else said.on <= case.dossier.as_of
    return all_true((dated, said.urgent, has_problems(case), _found_before(case, said.on), _by_head(case, said.by)))


def _found_before(case: Case, day: date | None) -> Truth:
    """Whether one of the problems had been found by this day."""
    problems = (case.dossier.execution or Execution()).problems
    if problems is None or day is None:
        return None
    return any_true(None if one.found_on is None else one.found_on <= day for one in problems)


def _by_head(case: Case, by: str | None) -> Truth:
    """Whether who changed it is the head, by the office that he held at a meeting on the matter."""
    meetings = case.dossier.meetings
    if by is None or not meetings:
        return None
    offices = [
        None if member.office is None else member.office in HEADS
        for meeting in meetings for member in meeting.members or () if member.id == by
    ]  # fmt: skip
    return any_true((*offices, *(None for meeting in meetings if meeting.members is None)))


@fact("switch.evaluation")
def is_evaluated(case: Case) -> Truth:
    """EXE-05, EXE-06, 第三十六条: an evaluation is on file. It may be made and need not (可以), so where none is on file
    none was made."""
    execution = case.dossier.execution
    return None if execution is None else execution.evaluation is not None


@fact("switch.evaluation_suggested")
def evaluation_suggested(case: Case) -> Truth:
    """EXE-04, 第三十六条第一款: an evaluation was begun, or problems in carrying out the decision suggest one."""
    return any_true((is_evaluated(case), has_problems(case)))


@fact("evaluation.organised")
def evaluation_organised(case: Case) -> Truth:
    """EXE-04, 第三十六条第一款: on one of its three grounds, and by a unit that is named."""
    evaluation = _evaluation(case)
    return all_true((None if evaluation.trigger is None else True, given(evaluation.body)))


@fact("evaluation.independent")
def evaluation_independent(case: Case) -> Truth:
    """EXE-05, 第三十六条第二款: a third party that evaluates did not do the main assessment before the decision."""
    evaluation = _evaluation(case)
    return any_true((negated(evaluation.third_party), negated(evaluation.ex_ante_body)))


@fact("evaluation.public_heard")
def evaluation_heard_public(case: Case) -> Truth:
    """EXE-05, 第三十六条第三款: the public was heard, whoever evaluates."""
    return _evaluation(case).public_heard


@fact("evaluation.finished")
def evaluation_finished(case: Case) -> Truth:
    """EXE-06: the evaluation has its result."""
    return given(_evaluation(case).result)


@fact("evaluation.result_used")
def evaluation_result_used(case: Case) -> Truth:
    """EXE-06, 第三十六条第四款: it is said for what the result was used."""
    return given(_evaluation(case).used_in)
