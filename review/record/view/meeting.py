"""Holds the meetings as plain values: what the front part says of each, and the record of it; what was counted is in `tally`."""

from typing import Any

from forms.corrections import told
from review.domain.dossier import Correction, Dossier, EarlierDay, Meeting, Member, Statement
from review.domain.heads_decision import heads_decision, outcome_told
from review.domain.meeting import Tally, tally
from review.domain.phrases import time_of
from review.domain.supplementary_notice import is_supplement
from review.domain.vocabulary import Conflict, MeetingResult, MeetingType
from review.record.view import say
from review.record.view.people import People
from review.record.view.say import Row
from review.record.view.tally import attendance_sentence, dissent_view, thresholds, tone, vote_of

"""What is asked of a meeting here counts no days."""


NOT_YET = "尚未登记"
"""What is said where nothing is on record, from which nothing follows."""


def meetings_view(dossier: Dossier, people: People) -> dict[str, Any]:
    meetings = dossier.meetings
    return {
        "known": meetings is not None,
        "items": [_meeting(place, item, dossier, people) for place, item in enumerate(meetings or (), 1)],
    }


def _meeting(place: int, meeting: Meeting, dossier: Dossier, people: People) -> dict[str, Any]:
    counted = tally(meeting, dossier.unit.parameters)
    return {
        "heading": say.heading(place, meeting.number or f"第{place}次会议"),
        "brief": say.stacked([*_brief(meeting, people), *_who_came(meeting, counted, people)]),
        "rows": say.stacked(_rows(meeting, people)),
        "members": [_member(item, people) for item in meeting.members or ()],
        "observers": [
            {"name": people.name(item.id), "kind": say.term(item.kind), "post": people.post(item.id)}
            for item in meeting.observers or ()
        ],
        "statements": [_statement(item, people) for item in meeting.statements or ()],
        "candidate_statements": [
            {"name": people.name(vote.candidate), "statements": [_statement(item, people) for item in vote.statements]}
            for vote in meeting.candidate_votes or ()
            if vote.statements
        ],
        "spoke_last": _spoke_last(meeting, counted, people),
        "disagreements": say.paragraphs(meeting.disagreements),
        "split_reason": say.paragraphs(meeting.split_reason) if meeting.split_reason else [],
        "lines": thresholds(dossier, meeting, counted, people),
        "by_head": _by_head(dossier, meeting, counted),
        "no_vote": "没有表决" if meeting.result is MeetingResult.DEFERRED else NOT_YET,
        "votes": [vote_of(item, meeting, people) for item in counted.votes or ()],
        "dissent": dissent_view(dossier, meeting, counted, people),
        "result": outcome_told(meeting) or say.UNKNOWN,
        "tone": tone(meeting.result),
        "decision": say.paragraphs(meeting.decision_text),
        "conditions": list(meeting.conditions or ()),
        "head_reasons": say.paragraphs(meeting.head_reasons) if meeting.head_reasons else [],
        "signed_by": people.names(meeting.minutes.signed_by) or [],
        "dissent_recorded": say.truth(meeting.minutes.dissent_recorded, "已如实载明", "没有载明"),
    }


def _by_head(dossier: Dossier, meeting: Meeting, counted: Tally) -> str:
    """How the head decided at a meeting of his; "" at one that votes."""
    head = heads_decision(dossier, meeting, counted)
    if head is None:
        return ""
    return f"行政首长在集体讨论的基础上作出决定，不进行表决。{head.views}。" + (f"{head.told}。" if head.told else "")


def _brief(meeting: Meeting, people: People) -> list[Row]:
    return [
        say.row("会议", f"{say.term(meeting.type)}（{say.term(meeting.form)}）"),
        say.row("时间", _hours(meeting)),
        say.names("主持人", people.one(meeting.presider.id)),
        say.names("记录人", people.one(meeting.recorder)),
    ]


def _who_came(meeting: Meeting, counted: Tally, people: People) -> list[Row]:
    """How many came; who was there, who was not, and who stepped aside, each of these with the reason."""
    came: dict[str, list[str]] = {}
    for member in meeting.members or ():
        said = _member(member, people)
        shown = f"{said['name']}（{said['note']}）" if said["note"] else said["name"]
        came.setdefault("未登记" if said["came"] == say.UNKNOWN else said["came"], []).append(shown)
    named = [{**say.names(label, came[label]), "wide": True} for label in ("出席", "缺席", "回避", "未登记") if label in came]
    return [say.row("到会", attendance_sentence(counted), wide=True), *named]


def _rows(meeting: Meeting, people: People) -> list[Row]:
    topic, delegated = meeting.topic, meeting.presider.delegated_by
    rows = [
        say.row("地点", say.text(meeting.place), wide=True),
        say.row("会议通知", say.day(meeting.notice.sent_on)),
        say.row("材料送达", say.day(meeting.notice.papers_sent_on)),
        say.names("议题提出人", people.one(topic.proposed_by)),
        say.names("议题确定人", people.one(topic.confirmed_by)),
        say.row("议题确定", say.day(topic.confirmed_on)),
        say.row("临时增加", say.truth(topic.added_after_notice)),
        say.row("宣读法律意见", say.truth(meeting.opinion_read_out, "已宣读", "未宣读")),
    ]
    if delegated:
        rows.append(say.names("主持的委托人", people.one(delegated)))
    if meeting.risk_statement_shown is not None:
        rows.append(say.row("法律风险", say.truth(meeting.risk_statement_shown, "已出示", "未出示")))
    rows += [_earlier(meeting, place, people) for place in range(len(meeting.earlier_days or ()))]
    rows += [say.prose("会议记录的更正", _corrected(one, people)) for one in meeting.corrections or ()]
    if topic.added_reason:
        rows.append(say.prose("增加的理由", topic.added_reason))
    return [*rows, say.prose("议题", topic.main_question)]


def _earlier(meeting: Meeting, place: int, people: People) -> Row:
    old = (meeting.earlier_days or ())[place]
    return say.prose("补发通知", _supplemented(old, people)) if is_supplement(meeting, place) else say.prose(
        "会议改期", _moved(old, people)
    )  # fmt: skip


def _supplemented(old: EarlierDay, people: People) -> str:
    """When notice and papers had gone out before, and who was reached with what afterwards."""
    by = people.name(old.moved_by) if old.moved_by else say.UNKNOWN
    told = f"原于{say.day(old.notice.sent_on)}通知，材料{say.day(old.notice.papers_sent_on)}送达"
    return f"{told}；{say.day(old.moved_on)}由{by}{say.text(old.reason)}"


def _moved(old: EarlierDay, people: People) -> str:
    """For when and where the meeting was notified before, and why that was changed."""
    where = f"（{old.place}）" if old.place else ""
    told = f"通知{say.day(old.notice.sent_on)}，材料{say.day(old.notice.papers_sent_on)}送达"
    by = people.name(old.moved_by) if old.moved_by else say.UNKNOWN
    number = f"{old.number}，" if old.number else ""
    return f"{number}原定{say.day(old.planned_on)}{where}，{told}；{say.day(old.moved_on)}由{by}改期：{say.text(old.reason)}"


def _corrected(made: Correction, people: People) -> str:
    """What had been entered by mistake, what was entered instead, by whom, when and why; the result is the same."""
    by = people.name(made.corrected_by) if made.corrected_by else say.UNKNOWN
    lines = [f"{say.day(made.corrected_on)}由{by}更正（结果不变），理由：{say.text(made.reason)}"]
    for entry in made.entries or ():
        one = told(entry, people.name)
        lines.append(f"{one.what}：原记录“{one.was}”，更正为“{one.now}”")
    if made.minutes_differ:
        lines.append("更正以前拟出、核对、签字的会议纪要已过时")
    return "\n".join(lines)


def _hours(meeting: Meeting) -> str:
    start, end = meeting.started_at, meeting.ended_at
    if start is None:
        return say.day(meeting.held_on)
    if end is None or end.date() != start.date():
        return f"{say.instant(start)}至{say.instant(end)}"
    return f"{say.instant(start)}至{time_of(end)}"


def _member(member: Member, people: People) -> dict[str, str]:
    if member.recused:
        came, shade = "回避", "open"
    else:
        came = say.truth(member.present, "出席", "缺席")
        shade = "na" if member.present is None else "pass" if member.present else "fail"
    notes = [] if member.conflict in (None, Conflict.NONE) else [member.conflict.label]
    if member.present is False:
        notes.append(f"缺席原因：{say.text(member.absence_reason)}")
        notes += ["有书面意见（不计票）"] if member.written_view else []
    elif member.recused:
        notes.append(say.truth(member.present, "到会后就本议题回避", "未到会"))
    return {
        "name": people.name(member.id), "office": office(member, people), "came": came, "tone": shade,
        "note": "；".join(note for note in notes if note != say.UNKNOWN),
    }  # fmt: skip


def office(member: Member, people: People) -> str:
    return people.post(member.id) or say.term(member.office)


def _statement(statement: Statement, people: People) -> dict[str, Any]:
    return {
        "name": people.name(statement.member), "stance": say.term(statement.stance), "tone": tone(statement.stance),
        "text": say.paragraphs(statement.text),
    }  # fmt: skip


def _spoke_last(meeting: Meeting, counted: Tally, people: People) -> str:
    """Who spoke last, and whether that was who has to: of the party group who presides, at another meeting its head."""
    if counted.last_speaker is None:
        return ""
    who = "主持人" if meeting.type is MeetingType.PARTY_GROUP_MEETING else "行政首长（主持人）"
    chair = say.truth(counted.chair_spoke_last, f"{who}末位表态", f"{who}没有末位表态")
    return f"末位发言：{people.name(counted.last_speaker)}" + ("" if chair == say.UNKNOWN else f"；{chair}")
