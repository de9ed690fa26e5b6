"""Holds how the record of a meeting is corrected after its result was announced (更正会议记录): what is an entry of the record
and what is not, that the result stands, and what a list of corrections cannot say.

The record itself is the corrected one; what had been entered stays in `corrections`, so that nothing is overwritten. What was
notified, and what was decided, are no entries: another decision is another meeting's.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from review.domain.approvals import live_approvals
from review.domain.dossier import CorrectedEntry, Correction, Dossier, Meeting
from review.domain.errors import Fault
from review.domain.heads_decision import heads_decision
from review.domain.kleene import Truth
from review.domain.meeting import tally
from review.domain.minutes import Discussed, draft
from review.domain.plain import to_plain
from review.domain.quorum import quorums
from review.domain.sitting import Fixed
from review.domain.wording import day
from review.domain.workflow import State

NONE = "[]"
"""What stands for a list that is stated to be empty."""

_WHOSE = ("id", "member", "candidate")
_DECIDED = re.compile(r"(result|decision_text|conditions)|candidate_votes/[^/]+/result")


def entries(meeting: Meeting) -> dict[str, str]:
    """Every entry of the record as text, by its place, with members and candidates by their ids."""
    found: dict[str, str] = {}
    _enter(to_plain(replace(meeting, corrections=None, earlier_days=None)), "", found)
    return found


def _enter(value: Any, at: str, found: dict[str, str]) -> None:
    if isinstance(value, dict):
        for key, item in value.items():
            _enter(item, f"{at}/{key}" if at else key, found)
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        people = [next(one[key] for key in _WHOSE if key in one) for one in value]
        if at.endswith("statements"):
            found[f"{at}/order"] = "、".join(people)  # who speaks last is a rule's (MTG-13)
        for person, one in zip(people, value, strict=True):
            _enter({key: item for key, item in one.items() if key not in _WHOSE}, f"{at}/{person}", found)
    elif isinstance(value, list):
        found[at] = "、".join(value) or NONE
    else:
        found[at] = {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


def differing(before: Meeting, after: Meeting) -> tuple[CorrectedEntry, ...]:
    """The entries that differ, in the order of the record."""
    was, now = entries(before), entries(after)
    places = (*was, *(place for place in now if place not in was))
    return tuple(
        CorrectedEntry(place=one, was=was.get(one), now=now.get(one)) for one in places if was.get(one) != now.get(one)
    )  # fmt: skip


def as_announced(stored: Meeting, said: Meeting) -> Meeting:
    """What is said of the record, with what was announced of it: the result, the decision and its conditions stay, and who
    keeps the record."""
    results = {one.candidate: one.result for one in stored.candidate_votes or ()}
    votes = said.candidate_votes and tuple(replace(one, result=results.get(one.candidate)) for one in said.candidate_votes)
    return replace(
        said, recorder=stored.recorder, result=stored.result, decision_text=stored.decision_text, conditions=stored.conditions,
        candidate_votes=votes, corrections=stored.corrections,
    )  # fmt: skip


def decides_otherwise(stored: Meeting, said: Meeting) -> bool:
    """Whether another result, decision or condition is said than was announced."""
    was, now = entries(stored), entries(said)
    return any(_DECIDED.fullmatch(place) and now[place] != was.get(place) for place in now)


_OWN = "本议题自己的发言、表决、回避等仍可更正"
_EXPLAINED = f"{_OWN}；各议题共有的内容有误的，由秘书上传更正说明，随案卷归档"


def fixed_by(dossier: Dossier, place: int, state: State) -> Fixed | None:
    """By what the record of this meeting is fixed, so that what the meeting has once can be altered in no other topic alone:
    an announced result, a signature given by it, a closed file, a later meeting. `None` while nothing was announced."""
    meetings = dossier.meetings or ()
    if meetings[place].result is None:
        return None
    if approvals := live_approvals(dossier):
        signed = day(max(filter(None, (one.on for one in approvals)), default=None))
        way = "另立新事项，由会议重新决定" if state is State.APPROVED else "由尚未签批的人不同意签批，主要负责人收回后另行开会"
        told = f"{_OWN}；各议题共有的内容有误，影响决定的，{way}；不影响决定的，由秘书上传更正说明，随案卷归档"
        return Fixed(f"它已有签批意见{f'（{signed}）' if signed else ''}，签批以当时的记录为准，不能再更正", told)
    if dossier.archive and dossier.archive.closed_on:
        return Fixed(f"它的案卷已于{day(dossier.archive.closed_on)}立卷，不能再更正", _EXPLAINED)
    if place != len(meetings) - 1:
        return Fixed("它以后又经会议讨论，这次会议的记录不能再更正", _EXPLAINED)
    return Fixed("它已宣布结果", "共有的内容有误的，由它的记录人在会议页面用“更正会议记录”更正，未宣布结果的议题随之更正")


def corrected(before: Dossier, place: int, after: Meeting, *, reason: str, by: str, on: date) -> Meeting:
    """The corrected record with what was corrected; the same record where nothing was."""
    stored = (before.meetings or ())[place]
    found = differing(stored, after)
    if not found:
        return stored
    made = Correction(
        entries=found, reason=reason, corrected_by=by, corrected_on=on,
        minutes_differ=_minutes(before, place) != _minutes(with_meeting(before, place, after), place),
    )  # fmt: skip
    return replace(after, corrections=(*(stored.corrections or ()), made))


def with_meeting(dossier: Dossier, place: int, meeting: Meeting) -> Dossier:
    meetings = dossier.meetings or ()
    return replace(dossier, meetings=(*meetings[:place], meeting, *meetings[place + 1 :]))


def _minutes(dossier: Dossier, place: int) -> str:
    return draft([Discussed(dossier, place)]).text


def computed_otherwise(before: Dossier, after: Dossier, place: int) -> tuple[str, ...]:
    """What is counted of the meeting otherwise after the correction than when its result was announced, in words: attendance,
    majority, and what the head's decision rests on. Then the result would be another, or rest on another count."""
    was, now = _counted(before, place), _counted(after, place)
    return tuple(f"{what}由“{_word(what, was.get(what))}”变为“{_word(what, now.get(what))}”"
                 for what in dict.fromkeys((*was, *now)) if was.get(what) != now.get(what))  # fmt: skip


_HEADS = "行政首长的决定与多数人意见一致或者已说明理由"


def _word(what: str, reached: Truth) -> str:
    """A share is reached; what a head decided is borne out or not."""
    yes, no = ("是", "否") if what == _HEADS else ("达到", "未达到")
    return "无法判定" if reached is None else yes if reached else no



def _counted(dossier: Dossier, place: int) -> dict[str, Truth]:
    meeting = (dossier.meetings or ())[place]
    counted = tally(meeting, dossier.unit.parameters)
    found: dict[str, Truth] = {f"到会人数{one.label}": one.reached for one in quorums(dossier, meeting, counted)}
    for vote in counted.votes or ():
        names = {one.id: one.name or one.id for one in dossier.matter.candidates or ()}
        about = f"（{names.get(vote.candidate, vote.candidate)}）" if vote.candidate else ""
        found[f"赞成票过半数{about}"] = vote.majority
    if head := heads_decision(dossier, meeting, counted):
        found[_HEADS] = head.borne_out
    return found


def correction_faults(dossier: Dossier) -> Iterator[Fault]:
    """What the corrections of a record deny: that a result had been announced, the day of the meeting, the order of the
    corrections, and what the record says now."""
    for place, meeting in enumerate(dossier.meetings or ()):
        root, made = f"/meetings/{place}/corrections", meeting.corrections or ()
        if made and meeting.result is None:
            yield Fault(root, "没有宣布结果的会议记录没有更正：结果宣布以前直接改写记录")
        yield from _of_days(root, meeting, made)
        yield from _of_entries(root, meeting, made)


def _of_days(root: str, meeting: Meeting, made: tuple[Correction, ...]) -> Iterator[Fault]:
    before = None
    for row, one in enumerate(made):
        on, at = one.corrected_on, f"{root}/{row}/corrected_on"
        if on and meeting.held_on and on < meeting.held_on:
            yield Fault(at, "早于会议日期：会议召开以前没有记录可以更正")
        if on and before and on < before:
            yield Fault(at, "早于前一次更正：日期的先后不可能")
        before = on or before


def _of_entries(root: str, meeting: Meeting, made: tuple[Correction, ...]) -> Iterator[Fault]:
    last: dict[str, tuple[str, CorrectedEntry]] = {}
    for row, one in enumerate(made):
        for number, entry in enumerate(one.entries or ()):
            before, at = last.get(entry.place), f"{root}/{row}/entries/{number}"
            if before is not None and before[1].now != entry.was:
                yield Fault(f"{at}/was", "与前一次更正的内容不一致")
            last[entry.place] = (at, entry)
    stands = entries(meeting) if last else {}
    for place, (at, entry) in last.items():
        if stands.get(place) != entry.now:
            yield Fault(f"{at}/now", "与会议记录现在的内容不一致")


__all__ = [
    "NONE", "as_announced", "computed_otherwise", "corrected", "correction_faults", "decides_otherwise", "differing", "entries",
    "with_meeting",
]  # fmt: skip
