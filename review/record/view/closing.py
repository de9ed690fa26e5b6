"""Holds what follows the decision as plain values: sign-off, reporting, publication, execution, archive, attachments."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from review.domain.after import TaskState, state_of
from review.domain.approvals import live_approvals
from review.domain.conditions import attached, of_no_meeting
from review.domain.dossier import (
    DecisionCondition,
    Dossier,
    Execution,
    ExecutionChange,
    ExecutionTask,
    Extension,
    Publication,
    Reporting,
)
from review.domain.sign_off_told import sign_off_told
from review.domain.vocabulary import ExecutionChangeKind
from review.record.view import say
from review.record.view.people import People
from review.record.view.say import Row


def closing_view(dossier: Dossier, people: People) -> dict[str, Any]:
    execution, archive, live = dossier.execution, dossier.archive, live_approvals(dossier)
    followed_up, strange = attached(dossier).execution, of_no_meeting(dossier)
    return {
        "plans": _plans(dossier, people),
        "approvals_known": dossier.approvals is not None,
        "approvals": [
            {
                "step": say.number(item.step),
                "role": say.text(item.role),
                "name": people.name(item.person.id if item.person else None),
                "in_place": people.in_place(item.mandate),
                "decision": say.term(item.decision),
                "comment": say.paragraphs(item.comment),
                "day": say.day(item.on),
                "holds": item in live,
            }
            for item in dossier.approvals or ()
        ],
        "reporting": say.stacked(_reporting(dossier.reporting)),
        "publication": say.stacked(_publication(dossier.publication)),
        "execution": say.stacked(_execution(execution, people)),
        "tasks": [_task(item, people) for item in (execution.tasks if execution else None) or ()],
        "conditions": [_condition(item, item in strange) for item in (followed_up.conditions if followed_up else None) or ()],
        "reports": [
            {"day": say.day(item.on), "text": say.paragraphs(item.text)}
            for item in (execution.reports if execution else None) or ()
        ],
        "problems": [
            {"found": say.day(item.found_on), "reported": say.day(item.reported_on), "text": say.paragraphs(item.text)}
            for item in (execution.problems if execution else None) or ()
        ],
        "archive": say.stacked([
            say.row("办结归档", say.day(archive.closed_on if archive else None)),
            say.row("移交档案", say.day(archive.handed_over_on if archive else None)),
        ]),
    }  # fmt: skip


def _plans(dossier: Dossier, people: People) -> list[dict[str, Any]]:
    """How the sign-off was planned, one plan after the other."""
    told = sign_off_told(dossier, lambda one: people.name(one.id if one else None))
    return [
        {"day": say.day(one.on), "by": one.by, "said": one.said, "reason": say.paragraphs(one.reason) if one.reason else [],
         "holds": one.holds} for one in told.plans
    ]  # fmt: skip


def files_view(dossier: Dossier) -> dict[str, Any]:
    """The archive items and the attachments, each with the whole hash of its file."""
    items = dossier.archive.items if dossier.archive else None
    return {
        "archive": [
            {"kind": say.term(item.kind), "retention": say.term(item.retention), "sha256": item.sha256 or say.UNKNOWN}
            for item in items or ()
        ],
        "attachments_known": dossier.attachments is not None,
        "attachments": [
            {
                "id": say.text(item.id), "kind": say.term(item.kind), "name": say.text(item.name),
                "pages": say.number(item.pages), "sha256": item.sha256 or say.UNKNOWN,
            }
            for item in dossier.attachments or ()
        ],
    }  # fmt: skip


def _reporting(reporting: Reporting | None) -> list[Row]:
    if reporting is None:
        return [say.row("请示报告", "尚未登记", wide=True)]
    if reporting.required is False:
        return [say.row("请示报告", "不需要请示报告", wide=True)]
    reply = say.UNKNOWN if reporting.reply is None else f"{reporting.reply.label}（{say.day(reporting.replied_on)}）"
    return [
        say.row("请示报告", say.truth(reporting.required, "需要", "不需要")),
        say.row("报送", say.term(reporting.to)),
        say.row("报送日期", say.day(reporting.reported_on)),
        say.row("批复", reply),
    ]


def _publication(publication: Publication | None) -> list[Row]:
    if publication is None:
        return [say.row("公布", "尚未登记", wide=True)]
    rows = [say.row("公布", say.truth(publication.required, "需要公布", "不公布"))]
    if publication.withheld_reason:
        rows.append(say.prose("不公布的理由", publication.withheld_reason))
    if publication.required is False:
        return rows
    return [
        *rows,
        say.row("公布日期", say.day(publication.published_on)),
        say.row("公开审查", say.truth(publication.content_checked, "已审查", "未审查")),
        say.row("网址", say.text(publication.url), wide=True),
    ]


def _extensions(extensions: Sequence[Extension] | None) -> list[str]:
    """Each day that was put off, with the reason."""
    return [
        f"{say.day(one.on)}延期，原期限{say.day(one.deadline)}，理由：{say.text(one.reason)}" for one in extensions or ()
    ]


def _task(task: ExecutionTask, people: People) -> dict[str, Any]:
    """One task with how it stands: its reports, its suspension and its completion, a sentence each."""
    state, halt = state_of(task), task.suspension
    told = [f"{say.day(item.on)}报告：{say.text(item.text)}" for item in task.reports or ()]
    if halt is not None:
        urgent = say.truth(halt.urgent, "，情况紧急", "，情况并不紧急").replace(say.UNKNOWN, "")
        told.append(f"{say.day(halt.on)}中止{urgent}，理由：{say.text(halt.reason)}")
        told += [f"{say.day(halt.resumed_on)}恢复"] if halt.resumed_on else []
    told += _extensions(task.extensions)
    return {
        "text": say.paragraphs(task.text), "unit": say.text(task.unit), "deadline": say.day(task.deadline),
        "who": people.one(task.person) or [], "suspended_by": people.one(halt.by if halt else None) or [],
        "state": state.label + _done(task.completed_on, task.deadline), "told": told,
        "tone": "open" if state is TaskState.SUSPENDED or _late(task.completed_on, task.deadline)
        else {TaskState.DONE: "pass", TaskState.RUNNING: "na"}[state],
    }  # fmt: skip


def _late(done: date | None, due: date | None) -> bool:
    return done is not None and due is not None and done > due


def _done(done: date | None, due: date | None) -> str:
    """The day on which something was done, and whether its last day had passed."""
    return f"（{say.day(done)}{'，晚于期限' if _late(done, due) else ''}）" if done else ""


def _condition(condition: DecisionCondition, strange: bool) -> dict[str, Any]:
    met, late = condition.met_on is not None, _late(condition.met_on, condition.due_on)
    return {
        "text": say.paragraphs(condition.text), "unit": say.text(condition.unit), "due": say.day(condition.due_on),
        "state": f"已落实{_done(condition.met_on, condition.due_on)}" if met else "尚未落实",
        "tone": "pass" if met and not late else "open",
        "proof": [
            *(["会议没有附这个条件"] if strange else []), *(say.paragraphs(condition.proof) if condition.proof else []),
            *_extensions(condition.extensions),
        ],
    }  # fmt: skip


def _change(change: ExecutionChange, people: People) -> list[Row]:
    """That the execution was suspended, changed or stopped, and that it was resumed; nothing where it was not."""
    if change.kind in (None, ExecutionChangeKind.NONE):
        return []
    resumed = "尚未恢复" if change.resumed_on is None else f"{say.day(change.resumed_on)}恢复"
    return [
        say.row("执行中的调整", f"{say.day(change.on)}{change.kind.label}"
                f"{f'，{resumed}' if change.kind is ExecutionChangeKind.SUSPENSION else ''}"),
        say.names("调整的决定人", people.one(change.by)),
        *([say.row("重新决策的事项", say.text(change.new_matter))] if change.new_matter else []),
    ]  # fmt: skip


def _execution(execution: Execution | None, people: People) -> list[Row]:
    if execution is None:
        return [say.row("执行", "尚未登记", wide=True)]
    return [
        say.row("执行单位", say.text(execution.unit)),
        say.names("责任人", people.one(execution.person)),
        say.row("完成期限", say.day(execution.deadline)),
        say.row("办结日期", say.day(execution.completed_on)),
        *_change(execution.change or ExecutionChange(), people),
        *(say.row("延期", one, wide=True) for one in _extensions(execution.extensions)),
    ]
