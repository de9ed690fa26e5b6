"""Holds what runs after the decision: what still has to be done by which day, under which heading; holds no rule.

A day that is stated runs until what it waits for is recorded; what nobody stated has no day.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from review.domain.approvals import standing_approvals
from review.domain.disclosure import awaits_publication
from review.domain.dossier import Archive, Candidate, DecisionCondition, Dossier, Execution, ExecutionTask, Extension
from review.domain.meeting.votes import result_of
from review.domain.sign_off import is_formed
from review.domain.standing import deciding_meeting
from review.domain.vocabulary import ExecutionChangeKind, MeetingResult, PublicityResult, Term
from review.domain.wording import day
from review.domain.workdays import Calendar

WORKDAYS_TO_PUBLISH = 20
"""《政府信息公开条例》第二十六条: 自形成或者变更之日起20个工作日内."""


class Part(Term):
    """What is registered after the decision, each part on a form of its own."""

    REPORT_UPWARD = "REPORT_UPWARD", "请示报告"
    PUBLICITY = "PUBLICITY", "任前公示和任职"
    PUBLICATION = "PUBLICATION", "公布"
    CARRYING_OUT = "CARRYING_OUT", "执行"
    EVALUATION = "EVALUATION", "决策后评估"
    FOLLOW_UP = "FOLLOW_UP", "合同、项目和其他"
    CLOSE_FILE = "CLOSE_FILE", "办结立卷"


@dataclass(frozen=True, slots=True)
class Due:
    """What has to be done until a day, or so many working days after it."""

    part: Part
    what: str
    start: date
    workdays: int = 0

    def on(self, calendar: Calendar) -> date:
        return calendar.after(self.start, self.workdays)[0] if self.workdays else self.start


def running(dossier: Dossier) -> tuple[Due, ...]:
    """Every day that runs after the decision of this matter."""
    return (*_publicity(dossier), *_publication(dossier), *_execution(dossier.execution or Execution()), *_archive(dossier))


def halted(execution: Execution | None) -> bool:
    """Whether the execution is suspended and not resumed, changed or stopped."""
    change = execution.change if execution else None
    if change is None or change.kind in (None, ExecutionChangeKind.NONE):
        return False
    return change.kind is not ExecutionChangeKind.SUSPENSION or change.resumed_on is None


class TaskState(Term):
    """How it stands with one of several tasks."""

    RUNNING = "RUNNING", "执行中", "being carried out"
    SUSPENDED = "SUSPENDED", "中止", "suspended"
    DONE = "DONE", "已办结", "done"


def state_of(task: ExecutionTask) -> TaskState:
    if task.completed_on is not None:
        return TaskState.DONE
    return TaskState.SUSPENDED if suspended(task) else TaskState.RUNNING


def suspended(task: ExecutionTask) -> bool:
    """Whether the task stands still: suspended, and neither resumed nor done."""
    return task.suspension is not None and task.suspension.resumed_on is None and task.completed_on is None


def open_tasks(execution: Execution) -> tuple[ExecutionTask, ...]:
    """The tasks that are not done."""
    return tuple(one for one in execution.tasks or () if one.completed_on is None)


def open_conditions(execution: Execution) -> tuple[DecisionCondition, ...]:
    """The conditions of a conditional approval (附条件通过) that are not fulfilled."""
    return tuple(one for one in execution.conditions or () if one.met_on is None)


def due_of(execution: Execution) -> date | None:
    """The first day by which something of an execution that is not completed has to be done: the whole, or a task that goes
    on."""
    if execution.completed_on is not None:
        return None
    going_on = (one.deadline for one in open_tasks(execution) if not suspended(one))
    return min(filter(None, (execution.deadline, *going_on)), default=None)


def replaced(execution: Execution) -> bool:
    """Whether nothing more is carried out of this decision: it was stopped, or a new matter decided it again."""
    change = execution.change
    return halted(execution) and change is not None and (
        change.kind is ExecutionChangeKind.STOP or (change.kind is ExecutionChangeKind.MAJOR and change.new_matter is not None)
    )  # fmt: skip


def unfinished(dossier: Dossier) -> bool:
    """Whether something is still to be done after the decision: a day runs, or what was halted is not filed."""
    handed = dossier.archive.handed_over_on if dossier.archive else None
    return bool(running(dossier)) or (halted(dossier.execution) and handed is None)


def handover_day(closed: date) -> date:
    """《机关档案管理规定》: 30 June of the year after the one in which the matter was closed."""
    return date(closed.year + 1, 6, 30)


def objected_to(dossier: Dossier) -> bool:
    """Whether the notice of an appointment (任前公示) on which the last meeting decided ended with its affecting the appointment:
    《党政领导干部选拔任用工作条例》 lets only those be appointed whom it does not affect, so that the meeting has to take the
    matter up again. What was announced before a later meeting is answered by its decision."""
    return any(
        one.publicity.result is PublicityResult.AFFECTS and not announced_before(one, dossier) and not turned_down(one, dossier)
        for one in dossier.matter.candidates or ()
    )  # fmt: skip


def turned_down(candidate: Candidate, dossier: Dossier) -> bool:
    """Whether the meeting whose decision stands rejected this candidate, or put him off: nobody is announced who was not
    approved (《党政领导干部选拔任用工作条例》: 讨论决定后公示的是拟任人选)."""
    deciding = deciding_meeting(dossier)
    if deciding is None:
        return False
    alone = len(dossier.matter.candidates or ()) == 1
    own = result_of(deciding, candidate.id) or (deciding.result if alone else None)
    against = (MeetingResult.REJECTED, MeetingResult.DEFERRED)
    return deciding.result is MeetingResult.REJECTED or own in against


def announced_all_the_same(candidate: Candidate, dossier: Dossier) -> bool:
    """Whether a notice of the decision that stands is on record of a candidate whom it turned down."""
    has_notice = candidate.publicity.from_ is not None or candidate.publicity.to is not None
    return has_notice and not announced_before(candidate, dossier) and turned_down(candidate, dossier)


def announced_before(candidate: Candidate, dossier: Dossier) -> bool:
    """Whether the notice on record (任前公示) began before the meeting whose decision stands: it announced an earlier one, and
    this one has not been announced yet (《党政领导干部选拔任用工作条例》: 讨论决定后公示)."""
    deciding, began = deciding_meeting(dossier), candidate.publicity.from_
    held = deciding.held_on if deciding else None
    return held is not None and began is not None and began < held


def another_notice(candidate: Candidate, said: Candidate, dossier: Dossier) -> bool:
    """Whether another notice than the one on record is registered: the meeting has decided again, or it was repeated after its
    end."""
    had, now = candidate.publicity, said.publicity
    repeated = had.to is not None and now.from_ is not None and now.from_ > had.to
    return had != now and (repeated or announced_before(candidate, dossier))


def announced(candidate: Candidate, said: Candidate, dossier: Dossier) -> Candidate:
    """The candidate with the notice that is registered. Another notice than the one on record, because the meeting has decided
    again or because it was repeated after its end, does not take its place: that one is kept with its objections."""
    had, now = candidate.publicity, said.publicity
    if not another_notice(candidate, said, dossier):
        return replace(candidate, publicity=now)
    known = had.objections or ()
    new = None if now.objections is None else tuple(one for one in now.objections if one not in known)
    return replace(
        candidate, publicity=replace(now, objections=new),
        earlier_publicities=(*(candidate.earlier_publicities or ()), had),
    )  # fmt: skip


def _publicity(dossier: Dossier) -> Iterator[Due]:
    for one in dossier.matter.candidates or ():
        over = announced_before(one, dossier) or turned_down(one, dossier)
        if one.publicity.to is not None and one.publicity.result is None and not over:
            yield Due(Part.PUBLICITY, f"{one.name or '人选'}公示期满，登记结果", one.publicity.to)


def _publication(dossier: Dossier) -> Iterator[Due]:
    signed = max((one.on for one in standing_approvals(dossier) if one.on), default=None)
    if awaits_publication(dossier) and signed is not None and is_formed(dossier):
        yield Due(Part.PUBLICATION, "公布决定", signed, WORKDAYS_TO_PUBLISH)


def _execution(said: Execution) -> Iterator[Due]:
    """A suspension stops the day of the execution or of its task, a new decision ends it; conditions run on."""
    if said.deadline is not None and said.completed_on is None and not halted(said):
        yield Due(Part.CARRYING_OUT, f"执行办结{_before(said.extensions)}", said.deadline)
    for task in open_tasks(said) if said.completed_on is None and not halted(said) else ():
        if task.deadline is not None and not suspended(task):
            what = f"执行任务：{_short(task.text)}{f'（{task.unit}）' if task.unit else ''}{_before(task.extensions)}"
            yield Due(Part.CARRYING_OUT, what, task.deadline)
    for one in open_conditions(said):
        if one.due_on is not None:
            what = f"落实条件：{_short(one.text)}{f'（{one.unit}）' if one.unit else ''}{_before(one.extensions)}"
            yield Due(Part.CARRYING_OUT, what, one.due_on)


def _before(extensions: Sequence[Extension] | None) -> str:
    """The first day, where it was put off."""
    first = next((one.deadline for one in extensions or () if one.deadline), None)
    return f"（原期限{day(first)}，已延期）" if first else ""


def _short(text: str | None) -> str:
    return (text or "")[:20]


def _archive(dossier: Dossier) -> Iterator[Due]:
    """From the day on which the file was closed, or the execution completed; until the file is handed over."""
    archive, execution = dossier.archive or Archive(), dossier.execution or Execution()
    closed = archive.closed_on or execution.completed_on
    if closed is not None and archive.handed_over_on is None:
        yield Due(Part.CLOSE_FILE, "归档移交" if archive.closed_on else "办结立卷", handover_day(closed))
