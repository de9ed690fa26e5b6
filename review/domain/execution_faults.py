"""Holds what may not be registered of an execution: tasks and conditions are followed until they are closed, and like reports and
problems neither struck out nor reworded, nor opened again; a condition is fulfilled on evidence, and the whole is not completed
before its parts, nor while it is suspended; a day is put off with a reason, and the day before it is kept."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

from review.domain.after import open_conditions, open_tasks
from review.domain.conditions import unfounded
from review.domain.dossier import (
    DecisionCondition,
    Execution,
    ExecutionChange,
    ExecutionTask,
    Extension,
    TaskSuspension,
)
from review.domain.errors import Fault
from review.domain.kleene import given
from review.domain.suspensions import WAY_ON, People, lasting
from review.domain.vocabulary import ExecutionChangeKind
from review.domain.wording import day

TASKS, CONDITIONS = "/execution/tasks", "/execution/conditions"
TOLD_ANEW = "登记有误的，另列一条说明"
"""What is done instead of striking out a report or a problem; its day may be corrected, as a slip of the pen is."""


class _Worded(Protocol):
    @property
    def text(self) -> str | None: ...


def execution_faults(
    had: Execution, said: Execution, people: People = None, decided: Sequence[str] = ()
) -> Iterator[Fault]:
    """Each fault of what is to be registered, with its place; `had` is what stands, `decided` the conditions of the decision."""
    yield from _change(had.change or ExecutionChange(), said.change or ExecutionChange(), said.completed_on)
    yield from _tasks(had.tasks or (), said.tasks or ())
    yield from _conditions(had.conditions or (), said.conditions or (), decided)
    yield from _kept(had.reports or (), said.reports or (), "/execution/reports", "执行报告", TOLD_ANEW)
    yield from _kept(had.problems or (), said.problems or (), "/execution/problems", "执行问题", TOLD_ANEW)
    yield from _extension("/execution", had.deadline, said.deadline, had.extensions, said.extensions)
    if said.completed_on is not None and (waiting := open_tasks(said)):
        yield Fault("/execution/completed_on", f"还有{len(waiting)}项执行任务没有办结（{_named(waiting)}），不能登记全部办结")
    if said.completed_on is not None and (still := lasting(said, people)):
        yield Fault("/execution/completed_on", f"{'；'.join(still)}，不能登记全部办结；{WAY_ON}")


def closing_faults(execution: Execution, at: str, people: People = None) -> Iterator[Fault]:
    """Why the file of this execution cannot be closed or handed over yet."""
    if still := lasting(execution, people):
        yield Fault(at, f"{'；'.join(still)}，事项没有办结，不能立卷、移交；{WAY_ON}")
    if waiting := open_conditions(execution):
        told = f"附条件通过的条件还有{len(waiting)}项没有落实（{_named(waiting)}），不能立卷、移交"
        yield Fault(at, f"{told}；请先在“执行”登记落实日期和落实情况")


Extensions = Sequence[Extension] | None


def with_extensions(had: Execution, said: Execution, on: date) -> Execution:
    """What is to be registered, free of faults, with every day that it puts off kept beside the new one; `on` is today. What was
    put off before stays as it is."""
    tasks = None if said.tasks is None else tuple(
        replace(one, extensions=_put_off(was.deadline, one.deadline, was.extensions, one.extensions, on))
        for row, one in enumerate(said.tasks) for was in ((had.tasks or ())[row : row + 1] or (ExecutionTask(),))
    )  # fmt: skip
    conditions = None if said.conditions is None else tuple(
        replace(one, extensions=_put_off(was.due_on, one.due_on, was.extensions, one.extensions, on))
        for row, one in enumerate(said.conditions) for was in ((had.conditions or ())[row : row + 1] or (DecisionCondition(),))
    )  # fmt: skip
    whole = _put_off(had.deadline, said.deadline, had.extensions, said.extensions, on)
    return replace(said, tasks=tasks, conditions=conditions, extensions=whole)


def _put_off(
    was: date | None, now: date | None, had: Extensions, said: Extensions, on: date
) -> tuple[Extension, ...] | None:
    if not is_later(was, now):
        return None if had is None else tuple(had)
    return (*(had or ()), Extension(deadline=was, reason=_reason(had, said), on=on))


def is_later(was: date | None, now: date | None) -> bool:
    """Whether a day that was registered is put off, or struck out."""
    return was is not None and (now is None or now > was)


def _reason(had: Extensions, said: Extensions) -> str | None:
    """The reason that is given now."""
    return next((one.reason for one in said or () if one not in (had or ())), None)


def _extension(at: str, was: date | None, now: date | None, had: Extensions, said: Extensions) -> Iterator[Fault]:
    place, reason = f"{at}/extensions/{len(had or ())}/reason", _reason(had, said)
    if is_later(was, now) and was is not None and not given(reason):
        yield Fault(place, f"期限由{day(was)}{f'推后到{day(now)}' if now else '取消'}的，请写明延期的理由；原期限一并保留")
    elif reason is not None and not is_later(was, now):
        yield Fault(place, "期限没有推后，不需要写延期的理由")


def _named(waiting: Sequence[_Worded]) -> str:
    return "、".join((one.text or "没有写明")[:20] for one in waiting[:3]) + ("等" if len(waiting) > 3 else "")


def _tasks(had: Sequence[ExecutionTask], said: Sequence[ExecutionTask]) -> Iterator[Fault]:
    yield from _kept(had, said, TASKS, "任务", "登记有误的，登记办结并在执行报告里写明；不再执行的，作为重大调整另立新事项")
    for row, one in enumerate(said):
        at = f"{TASKS}/{row}"
        if not given(one.text):
            yield Fault(f"{at}/text", "请写明任务内容")
        if row < len(had) and had[row].completed_on is not None and one.completed_on is None:
            yield Fault(f"{at}/completed_on", "已经登记办结，不能取消；需要再办的，另列一项任务")
        was = had[row].suspension if row < len(had) else None
        if _takes_the_place(one.suspension, was):
            yield Fault(f"{at}/suspension/on", "上次中止已经恢复，不能以新的代替、删除；再次中止的，另列一项任务登记")
        elif one.suspension is not None:
            yield from _suspension(one.suspension, was, f"{at}/suspension")
        if one.suspension is not None and one.completed_on is not None:
            until = one.suspension.resumed_on
            if until is None and one.completed_on >= (one.suspension.on or one.completed_on):
                yield Fault(f"{at}/completed_on", "任务中止以后没有恢复，不能登记办结；已经恢复的，先登记恢复日期")
            elif (until or one.suspension.on or one.completed_on) > one.completed_on:
                yield Fault(f"{at}/completed_on", "在中止期间或者中止之前：已经办结的任务不会中止，请核对各日期")
        if row < len(had):
            yield from _kept(had[row].reports or (), one.reports or (), f"{at}/reports", "执行报告", TOLD_ANEW)
            yield from _extension(at, had[row].deadline, one.deadline, had[row].extensions, one.extensions)


def _change(had: ExecutionChange, said: ExecutionChange, completed: date | None) -> Iterator[Fault]:
    """What is wrong with the end of a suspension of the whole."""
    at = "/execution/change/resumed_on"
    if had.resumed_on is not None and said.resumed_on is None and (said.kind, said.on) == (had.kind, had.on):
        yield Fault(at, "已经登记恢复，不能取消；再次中止的，登记再次中止的日期")
    if said.resumed_on is None:
        return
    if said.kind is not ExecutionChangeKind.SUSPENSION:
        yield Fault(at, "只有中止执行的，才登记恢复日期，请核对调整的种类")
    elif said.on is None or said.resumed_on < said.on:
        yield Fault(at, "恢复日期早于中止日期，请核对" if said.on else "请先填写决定中止的日期")
    elif completed is not None and completed < said.resumed_on:
        yield Fault("/execution/completed_on", "在中止期间或者中止之前：已经办结的不会中止，请核对各日期")


def _takes_the_place(said: TaskSuspension | None, was: TaskSuspension | None) -> bool:
    """Whether this is another suspension than the one that was resumed, of which nothing would be left; what was misstated of
    that one may be corrected."""
    if was is None or was.resumed_on is None:
        return False
    return said is None or (said.on is not None and said.on != was.on and said.on >= was.resumed_on)


def _suspension(said: TaskSuspension, was: TaskSuspension | None, at: str) -> Iterator[Fault]:
    if was is not None and was.resumed_on is not None and said.resumed_on is None:
        yield Fault(f"{at}/resumed_on", "已经登记恢复，不能取消；再次中止的，另列一项任务登记")
    if said.on is None:
        yield Fault(f"{at}/on", "请填写中止日期")
    if not given(said.reason):
        yield Fault(f"{at}/reason", "请写明中止的理由")
    if said.on is not None and said.resumed_on is not None and said.resumed_on < said.on:
        yield Fault(f"{at}/resumed_on", "恢复日期早于中止日期，请核对")


def _conditions(
    had: Sequence[DecisionCondition], said: Sequence[DecisionCondition], decided: Sequence[str]
) -> Iterator[Fault]:
    yield from _kept(had, said, CONDITIONS, "条件", "登记有误的，登记落实日期，在落实情况里写明会议没有这个条件")
    yield from (Fault(f"{CONDITIONS}/{row}/text", why) for row, why in unfounded(decided, said, had))
    for row, one in enumerate(said):
        at = f"{CONDITIONS}/{row}"
        if not given(one.text):
            yield Fault(f"{at}/text", "请写明条件")
        if one.met_on is not None and not given(one.proof):
            yield Fault(f"{at}/proof", "请写明怎样落实、有什么材料为证，材料一并上传")
        if row < len(had) and had[row].met_on is not None and one.met_on is None:
            yield Fault(f"{at}/met_on", "已经登记落实，不能取消；没有真正落实的，把这个条件另列一行")
        if row < len(had):
            yield from _extension(at, had[row].due_on, one.due_on, had[row].extensions, one.extensions)


def _kept(had: Sequence[_Worded], said: Sequence[_Worded], at: str, what: str, instead: str) -> Iterator[Fault]:
    """What was registered stands where it stood, in its words; what had none may get some."""
    for row, one in enumerate(had):
        if row >= len(said) or (given(one.text) and said[row].text != one.text):
            place = f"{at}/{row}/text" if row < len(said) else at
            yield Fault(place, f"已登记的{what}“{(one.text or '')[:20]}”不能删除、改写；{instead}")
            return
