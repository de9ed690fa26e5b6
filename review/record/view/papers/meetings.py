"""Holds the agenda and the minutes of a meeting as documents; the minutes are the draft that the page of the meeting shows."""

from collections.abc import Iterator
from typing import Any

from review.domain.dossier import Meeting
from review.domain.minutes import Discussed, Line, draft
from review.domain.papers import agenda_lacks, minutes_lack
from review.domain.sitting import place_in
from review.record.view import say
from review.record.view.meeting import office
from review.record.view.papers.head import head_view
from review.record.view.people import People
from review.record.view.titles import whole_view
from review.service.ports import Paper, Record

LABEL = 10
"""Characters of the longest word before a colon that is set as a label."""


def agenda_view(paper: Paper) -> dict[str, Any]:
    meetings = [_meeting(paper, record) for record in paper.records]
    first, dossier = meetings[0], paper.records[0].dossier
    people, unit = People(dossier), say.text(dossier.unit.name)
    kind = first.type.label if first.type else "会议"
    return {
        "head": head_view(paper, unit, first.number, whole_view(f"{kind}议程"), agenda_lacks(meetings), _of_notice(first)),
        "excerpt": paper.excerpt,
        "rows": say.stacked([
            say.row("时间", _when(first)), say.row("地点", say.text(first.place)), say.row("形式", say.term(first.form)),
            say.names("主持人", people.one(first.presider.id)), say.names("记录人", people.one(first.recorder)),
            say.row("材料送达", say.day(first.notice.papers_sent_on)),
            {**say.names("应到会", [f"{people.name(one.id)}（{office(one, people)}）" for one in first.members]
                         if first.members is not None else None), "wide": True},
            {**say.names("列席", [f"{people.name(one.id)}（{say.term(one.kind)}）" for one in first.observers]
                         if first.observers is not None else None), "wide": True},
        ]),
        "topics": [_topic(n, record, one) for n, (record, one) in enumerate(zip(paper.records, meetings, strict=True), 1)],
        "day": say.day(first.notice.sent_on),
    }  # fmt: skip


def _when(meeting: Meeting) -> str:
    """When it begins: an agenda does not know yet when it ends."""
    return say.day(meeting.held_on) if meeting.started_at is None else say.instant(meeting.started_at)


def _of_notice(meeting: Meeting) -> str:
    return "尚未发会议通知" if meeting.notice.sent_on is None else f"{say.day(meeting.notice.sent_on)}通知"


def _topic(place: int, record: Record, meeting: Meeting) -> dict[str, Any]:
    people, topic = People(record.dossier), meeting.topic
    added = "（会议通知后增加）" if topic.added_after_notice else ""
    return {
        "place": say.number(topic.order or place), "title": say.text(record.dossier.matter.title) + added,
        "number": say.text(record.dossier.matter.number),
        "question": say.paragraphs(topic.main_question) if topic.main_question else [],
        "by": people.one(topic.proposed_by) or [say.UNKNOWN],
    }  # fmt: skip


def minutes_view(paper: Paper) -> dict[str, Any]:
    meetings = [_meeting(paper, record) for record in paper.records]
    places = [(record.dossier, _place(paper, record)) for record in paper.records]
    drafted = draft([Discussed(dossier, place, dict(paper.names)) for dossier, place in places])
    first, people = meetings[0], People(paper.records[0].dossier)
    title, number, *rest = drafted.lines
    unit = say.text(paper.records[0].dossier.unit.name)
    stands = "据系统登记的内容拟就；定稿以与会人员签名的纪要为准"
    return {
        "head": head_view(paper, unit, number.text, whole_view(title.text.removeprefix(unit)), minutes_lack(meetings), stands),
        "excerpt": paper.excerpt,
        "lines": list(_lines(rest)),
        "presider": people.name(first.presider.id),
        "recorders": list(dict.fromkeys(people.name(one.recorder) for one in meetings)),
        "signed_by": people.names(first.minutes.signed_by) or [],
        "day": say.day(first.held_on),
    }  # fmt: skip


def _lines(lines: list[Line]) -> Iterator[dict[str, str]]:
    """The lines of the draft, word for word; an empty one stands before each topic, whose title follows."""
    before = ""
    for line in lines:
        for part in line.text.split("\n"):
            if part.strip():
                begins = not before and line.topic is not None
                yield {"kind": "topic", **_numbered(part)} if begins else {"kind": "line", **_labelled(part)}
            before = part


def _numbered(text: str) -> dict[str, str]:
    """The title of a topic, and the number of its matter, which is not to be broken."""
    title, bracket, number = text.rpartition("（")
    return {"title": title, "number": bracket + number}


def _labelled(text: str) -> dict[str, str]:
    label, colon, rest = text.partition("：")
    return {"label": f"{label}：", "text": rest} if colon and len(label) <= LABEL else {"label": "", "text": text}


def _meeting(paper: Paper, record: Record) -> Meeting:
    return (record.dossier.meetings or ())[_place(paper, record)]


def _place(paper: Paper, record: Record) -> int:
    """Which of the matter's meetings it is."""
    if paper.sitting is None:
        return paper.place
    place = place_in(record.dossier, paper.sitting)
    assert place is not None, "the record is of a topic of this meeting"
    return place
