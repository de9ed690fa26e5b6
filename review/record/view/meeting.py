"""Holds the meetings as plain values: who came, who spoke in which order, who voted how, what was decided.

Every number of attendance, quorum and majority comes from `domain.meeting.tally`; nothing is counted here.
"""

from typing import Any

from review.domain.dossier import Ballot, Counts, Dossier, Meeting, Member, Statement
from review.domain.kleene import Truth
from review.domain.meeting import Tally, VoteTally, tally
from review.domain.vocabulary import Choice, Conflict, MeetingResult, Stance, VoteMethod
from review.record.view import say
from review.record.view.people import People
from review.record.view.say import Row

_TONES = {
    Choice.APPROVE: "pass", Choice.OPPOSE: "fail", Choice.ABSTAIN: "open", Choice.DEFER: "open",
    Stance.APPROVE: "pass", Stance.OPPOSE: "fail", Stance.DEFER: "open",
    MeetingResult.PASSED: "pass", MeetingResult.REJECTED: "fail", MeetingResult.DEFERRED: "open",
}  # fmt: skip
_IN_A_ROW = 3
"""Ballots side by side in the table of votes."""


def tone(value: Choice | Stance | MeetingResult | None) -> str:
    return "na" if value is None else _TONES[value]


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
        "spoke_last": _spoke_last(counted, people),
        "disagreements": say.paragraphs(meeting.disagreements),
        "attendance": _attendance(counted),
        "votes": [_vote(item, meeting, people) for item in counted.votes or ()],
        "dissent": _dissent(meeting, counted, people),
        "result": say.term(meeting.result),
        "tone": tone(meeting.result),
        "decision": say.paragraphs(meeting.decision_text),
        "head_reasons": say.paragraphs(meeting.head_reasons) if meeting.head_reasons else [],
        "signed_by": people.names(meeting.minutes.signed_by) or [],
        "dissent_recorded": say.truth(meeting.minutes.dissent_recorded, "已如实载明", "没有载明"),
    }


def _rows(meeting: Meeting, people: People) -> list[Row]:
    topic, delegated = meeting.topic, meeting.presider.delegated_by
    rows = [
        say.row("会议", f"{say.term(meeting.type)}（{say.term(meeting.form)}）"),
        say.row("地点", say.text(meeting.place)),
        say.row("时间", _hours(meeting), wide=True),
        say.names("主持人", people.one(meeting.presider.id)),
        say.names("记录人", people.one(meeting.recorder)),
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
    if topic.added_reason:
        rows.append(say.prose("增加的理由", topic.added_reason))
    return [*rows, say.prose("议题", topic.main_question)]


def _hours(meeting: Meeting) -> str:
    start, end = meeting.started_at, meeting.ended_at
    if start is None:
        return say.day(meeting.held_on)
    if end is None or end.date() != start.date():
        return f"{say.instant(start)}至{say.instant(end)}"
    return f"{say.instant(start)}至{end.hour}:{end.minute:02}"


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
        "name": people.name(member.id), "office": _office(member, people), "came": came, "tone": shade,
        "note": "；".join(note for note in notes if note != say.UNKNOWN),
    }  # fmt: skip


def _office(member: Member, people: People) -> str:
    return people.post(member.id) or say.term(member.office)


def _statement(statement: Statement, people: People) -> dict[str, Any]:
    return {
        "name": people.name(statement.member), "stance": say.term(statement.stance), "tone": tone(statement.stance),
        "text": say.paragraphs(statement.text),
    }  # fmt: skip


def _spoke_last(counted: Tally, people: People) -> str:
    if counted.last_speaker is None:
        return ""
    chair = say.truth(counted.chair_spoke_last, "主持人（行政首长）末位表态", "主持人（行政首长）没有末位表态")
    return f"末位发言：{people.name(counted.last_speaker)}" + ("" if chair == say.UNKNOWN else f"；{chair}")


def _reached(truth: Truth, exactly: bool = False) -> str:
    return say.truth(truth, "达到", "未达到").replace(say.UNKNOWN, "无法判定") + ("（恰为半数）" if exactly else "")


def _attendance(counted: Tally) -> dict[str, Any]:
    """应到7人，实到6人…, and the two thresholds; whether a threshold is asked for is a matter of the checklist."""
    parts = [
        ("应到", counted.expected, ""), ("实到", counted.present, "（不含回避）"),
        ("缺席", counted.absent, ""), ("回避", counted.recused, ""),
    ]  # fmt: skip
    in_base = say.truth(counted.recused_in_base, "回避成员计入应到会", "回避成员不计入应到会")
    return {
        "known": counted.members is not None,
        "sentence": "，".join(f"{label}{say.number(value, '人')}{more}" for label, value, more in parts),
        "base": in_base if counted.recused else "",
        "lines": [
            {
                "label": "半数以上到会", "needed": say.number(counted.half_needed, "人"),
                "had": say.number(counted.present, "人"), "result": _reached(counted.half, counted.exactly_half is True),
            },
            {
                "label": "三分之二以上到会", "needed": say.number(counted.two_thirds_needed, "人"),
                "had": say.number(counted.present, "人"), "result": _reached(counted.two_thirds),
            },
        ],
    }  # fmt: skip


def _vote(counted: VoteTally, meeting: Meeting, people: People) -> dict[str, Any]:
    method, ballots, counts, result = _cast(counted.candidate, meeting)
    secret = method is VoteMethod.SECRET_BALLOT
    return {
        "name": "" if counted.candidate is None else people.name(counted.candidate),
        "method": say.term(method),
        "secret": secret,
        "ballots": [] if secret else _in_rows([_ballot(item, people) for item in ballots or ()]),
        "counts": [
            {"label": "赞成", "number": say.number(counted.approve, "票"), "tone": "pass"},
            {"label": "反对", "number": say.number(counted.oppose, "票"), "tone": "fail"},
            {"label": "弃权", "number": say.number(counted.abstain, "票"), "tone": "open"},
        ] + [
            {"label": label, "number": say.number(number, unit), "tone": "open"}
            for label, number, unit in (("缓议", counted.defer, "票"), ("未投票", counted.not_voting, "人")) if number
        ] + ([
            {"label": "发出", "number": say.number(counts.issued, "张"), "tone": "na"},
            {"label": "收回", "number": say.number(counts.returned, "张"), "tone": "na"},
            {"label": "无效", "number": say.number(counts.invalid, "张"), "tone": "na"},
        ] if secret else []),
        "agree": say.truth(counted.counts_agree, "票数相符", "票数不符").replace(say.UNKNOWN, "票数是否相符无法判定"),
        "line": {
            "label": "赞成票超过应到会成员半数", "needed": say.number(counted.needed, "票"),
            "had": say.number(counted.approve, "票"), "result": _reached(counted.majority),
        },
        "result": "" if result is None else result.label,
        "tone": tone(result),
    }  # fmt: skip


def _cast(
    candidate: str | None, meeting: Meeting
) -> tuple[VoteMethod | None, tuple[Ballot, ...] | None, Counts, MeetingResult | None]:
    """How a vote was cast: method, ballots, counts, and the result where it is one candidate's."""
    for vote in meeting.candidate_votes or ():
        if vote.candidate == candidate:
            return vote.method, vote.ballots, vote.counts, vote.result
    vote_ = meeting.vote
    return (vote_.method, vote_.ballots, vote_.counts, None) if vote_ else (None, None, Counts(), None)


def _ballot(ballot: Ballot, people: People) -> dict[str, str]:
    return {"name": people.name(ballot.member), "choice": say.term(ballot.choice), "tone": tone(ballot.choice)}


def _in_rows(ballots: list[dict[str, str]]) -> list[list[dict[str, str]]]:
    return [ballots[start : start + _IN_A_ROW] for start in range(0, len(ballots), _IN_A_ROW)]


def _dissent(meeting: Meeting, counted: Tally, people: People) -> list[dict[str, Any]]:
    """By person, in speaking order: who did not speak for it, and who did not vote for it where the method shows it."""
    said: dict[str, dict[str, Any]] = {}
    spoken = list(meeting.statements or ())
    for vote in meeting.candidate_votes or ():
        spoken += vote.statements or ()
    for statement in spoken:
        if statement.stance in (Stance.OPPOSE, Stance.DEFER):
            entry = said.setdefault(statement.member, {"votes": [], "stance": "", "text": []})
            entry["stance"], entry["text"] = statement.stance.label, entry["text"] + say.paragraphs(statement.text)
    for vote_tally in counted.votes or ():
        choices = {ballot.member: ballot.choice for ballot in _cast(vote_tally.candidate, meeting)[1] or ()}
        for member in vote_tally.dissenters:
            said.setdefault(member, {"votes": [], "stance": "", "text": []})["votes"].append(say.term(choices.get(member)))
    return [
        {
            "name": people.name(member), "text": entry["text"] or [say.UNKNOWN],
            "view": "；".join(
                [f"发言：{entry['stance']}"] * bool(entry["stance"]) + [f"表决：{vote}" for vote in entry["votes"]]
            ),
        }
        for member, entry in said.items()
    ]  # fmt: skip
