"""Holds what was counted at a meeting as plain values: attendance, quorum, majority, votes by person, dissent.

Every number comes from `domain.meeting.tally`; nothing is counted here.
"""

from typing import Any

from review.domain.dissent import dissent_of
from review.domain.dossier import Ballot, Counts, Dossier, Meeting
from review.domain.kleene import Truth
from review.domain.meeting import Tally, VoteTally
from review.domain.quorum import quorums
from review.domain.vocabulary import Choice, MeetingResult, Stance, VoteMethod
from review.record.view import say
from review.record.view.annexes import brief
from review.record.view.people import People

_TONES = {
    Choice.APPROVE: "pass", Choice.OPPOSE: "fail", Choice.ABSTAIN: "open", Choice.DEFER: "open",
    Stance.APPROVE: "pass", Stance.OPPOSE: "fail", Stance.DEFER: "open",
    MeetingResult.PASSED: "pass", MeetingResult.REJECTED: "fail", MeetingResult.DEFERRED: "open",
}  # fmt: skip

def tone(value: Choice | Stance | MeetingResult | None) -> str:
    return "na" if value is None else _TONES[value]


def _reached(truth: Truth, exactly: bool = False) -> str:
    return say.truth(truth, "达到", "未达到").replace(say.UNKNOWN, "无法判定") + ("（恰为半数）" if exactly else "")


def attendance_sentence(counted: Tally) -> str:
    """应到7人，实到6人（不含回避），缺席1人，回避0人。"""
    if counted.members is None:
        return "尚未登记应到会成员。"
    parts = [
        ("应到", counted.expected, ""), ("实到", counted.present, "（不含回避）"),
        ("缺席", counted.absent, ""), ("回避", counted.recused, ""),
    ]  # fmt: skip
    sentence = "，".join(f"{label}{say.number(value, '人')}{more}" for label, value, more in parts)
    in_base = say.truth(counted.recused_in_base, "回避成员计入应到会", "回避成员不计入应到会")
    return f"{sentence}。{in_base}。" if counted.recused else f"{sentence}。"


def thresholds(dossier: Dossier, meeting: Meeting, counted: Tally, people: People) -> list[dict[str, Any]]:
    """What is asked for of a vote of the party group, and only of one: the attendance, and the majority (MTG-16)."""
    asked = quorums(dossier, meeting, counted)
    present = say.number(counted.present, "人")
    attendance = [
        _line(f"{one.label}到会", say.number(one.needed, "人"), present, _reached(one.reached, one.exactly)) for one in asked
    ]
    return [*attendance, *(_majority(vote, people) for vote in counted.votes or ())] if asked else []


def _majority(vote: VoteTally, people: People) -> dict[str, Any]:
    name = "" if vote.candidate is None else people.name(vote.candidate)
    needed, had = say.number(vote.needed, "票"), say.number(vote.approve, "票")
    return _line("赞成票超过应到会成员半数", needed, had, _reached(vote.majority), name)


def _line(label: str, needed: str, had: str, result: str, name: str = "") -> dict[str, Any]:
    return {"label": label, "name": name, "needed": needed, "had": had, "result": result}


def vote_of(counted: VoteTally, meeting: Meeting, people: People) -> dict[str, Any]:
    method, ballots, counts, result = _cast(counted.candidate, meeting)
    secret = method is VoteMethod.SECRET_BALLOT
    return {
        "name": "" if counted.candidate is None else people.name(counted.candidate),
        "method": say.term(method),
        "secret": secret,
        "ballots": [] if secret else _by_choice(ballots or (), people),
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


def _by_choice(ballots: tuple[Ballot, ...], people: People) -> list[dict[str, Any]]:
    """Who voted for it, against it, or abstained; and whose choice is not known."""
    names: dict[Choice | None, list[str]] = {}
    for ballot in ballots:
        names.setdefault(ballot.choice, []).append(people.name(ballot.member))
    return [
        {"choice": "未登记" if choice is None else choice.label, "tone": tone(choice), "names": names[choice]}
        for choice in (*Choice, None) if choice in names
    ]  # fmt: skip


def dissent_view(dossier: Dossier, meeting: Meeting, counted: Tally, people: People) -> dict[str, Any]:
    """Who differed, by person, and what is known by numbers only; who abstained stands with the vote."""
    found = dissent_of(dossier, meeting, counted, people.name)
    return {
        "said": found.said, "numbers": list(found.numbers),
        "people": [
            {"name": one.name, "view": one.how, "text": [part for text in one.words for part in brief(text, "meetings")]}
            for one in found.differing
        ],
    }  # fmt: skip
