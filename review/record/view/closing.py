"""Holds what follows the decision as plain values: sign-off, reporting, publication, execution, archive, attachments."""

from typing import Any

from review.domain.dossier import Dossier, Execution, Publication, Reporting
from review.record.view import say
from review.record.view.people import People
from review.record.view.say import Row


def closing_view(dossier: Dossier, people: People) -> dict[str, Any]:
    execution, archive = dossier.execution, dossier.archive
    return {
        "approvals_known": dossier.approvals is not None,
        "approvals": [
            {
                "step": say.number(item.step),
                "role": say.text(item.role),
                "name": people.name(item.person.id if item.person else None),
                "decision": say.term(item.decision),
                "comment": say.paragraphs(item.comment),
                "day": say.day(item.on),
            }
            for item in dossier.approvals or ()
        ],
        "reporting": say.stacked(_reporting(dossier.reporting)),
        "publication": say.stacked(_publication(dossier.publication)),
        "execution": say.stacked(_execution(execution, people)),
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


def _execution(execution: Execution | None, people: People) -> list[Row]:
    if execution is None:
        return [say.row("执行", "尚未登记", wide=True)]
    return [
        say.row("执行单位", say.text(execution.unit)),
        say.names("责任人", people.one(execution.person)),
        say.row("完成期限", say.day(execution.deadline)),
        say.row("办结日期", say.day(execution.completed_on)),
    ]
