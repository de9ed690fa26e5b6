"""Holds a meeting of a unit as a whole (一次会议) with its topics (议题): which meetings of matters are one, in which order
its topics stand, what they have in common and where they deny each other; holds no arithmetic and no rule.

A meeting as a whole is stored nowhere: it is the meetings of the unit's matters that have one type, number and year. What
belongs to it (day, place, presider, who came) stands in each of them, and must agree; a recusal, the statements, the vote and
the result are of the topic.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from review.domain.dossier import Dossier, Meeting, Member
from review.domain.errors import Fault
from review.domain.vocabulary import MeetingType
from review.domain.wording import day

SHARED = ("form", "held_on", "started_at", "ended_at", "place", "recorder", "presider", "discipline_invited_on")
"""What a meeting has once, however many topics; but who records may be relieved once the result of a topic is announced."""

SHARED_OF_MEMBER = (
    "present", "absence_reason", "leave_asked_on", "written_view", "counted", "not_counted_reason",
)  # fmt: skip
"""What is said of a member once; whether he steps aside or leaves is said of each topic."""

SHARED_OF_MINUTES = ("signed_by", "confirmed_by")

MOST_TOPICS = 30
"""More topics than one page and one transaction should carry."""


@dataclass(frozen=True, slots=True, order=True)
class Sitting:
    """By what a meeting as a whole is named: its number is unique for its type in its year."""

    type: MeetingType
    year: int
    number: str


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic of a meeting: the matter's number and title, and its meeting."""

    matter: str
    title: str
    meeting: Meeting


def sitting_of(meeting: Meeting) -> Sitting | None:
    """The whole to which this meeting of a matter belongs; none before it is notified."""
    if meeting.type is None or meeting.held_on is None or not meeting.number:
        return None
    return Sitting(meeting.type, meeting.held_on.year, meeting.number)


def place_in(dossier: Dossier, sitting: Sitting) -> int | None:
    """Which meeting of the matter it is."""
    places = (place for place, one in enumerate(dossier.meetings or ()) if sitting_of(one) == sitting)
    return next(places, None)


def in_order(topics: Iterable[Topic]) -> tuple[Topic, ...]:
    """The topics as the agenda (议题安排) has them; those without a place of their own come last, by number."""
    return tuple(sorted(topics, key=lambda one: (one.meeting.topic.order is None, one.meeting.topic.order or 0, one.matter)))


def places_on(typed: Sequence[int], there: Sequence[Topic]) -> tuple[int, ...]:
    """The places on the agenda of topics for which these places were typed, in this order. A new meeting counts from 1. At a
    meeting that has topics already each keeps the place that was typed; where one of these is taken, all follow after the last.
    """
    taken = {one.meeting.topic.order or place for place, one in enumerate(there, 1)}
    if taken and taken.isdisjoint(typed):
        return tuple(typed)
    first = max(taken, default=0) + 1
    return tuple(range(first, first + len(typed)))


def taking_shared(own: Meeting, said: Meeting) -> Meeting:
    """The record of a topic with what the meeting has once, as the record of another of its topics has it. Who left one of them
    is said of each by itself."""
    others = {one.id: one for one in said.members or ()}
    members = own.members and tuple(
        one if gone(one) or one.id not in others or gone(others[one.id])
        else replace(one, **{key: getattr(others[one.id], key) for key in SHARED_OF_MEMBER}) for one in own.members
    )  # fmt: skip
    signed = {name: getattr(said.minutes, name) for name in SHARED_OF_MINUTES}
    once = {name: getattr(said, name) for name in SHARED if name != "recorder"}
    minutes = replace(own.minutes, **signed)
    return replace(own, **once, members=members, observers=said.observers, minutes=minutes)


def gone(member: Member) -> bool:
    """Whether a member who came to the meeting was not there for this topic: he left without stepping aside (中途离会)."""
    return member.present is False and member.left_at is not None


def disagreements(own: Topic, others: Iterable[Topic]) -> Iterator[Fault]:
    """Where the meeting of this topic denies what the other topics say of the same meeting, with the place in it. What one of
    them does not say yet denies nothing."""
    for other in others:
        for place, message in _denied(own, other):
            if place == "held_on" and own.meeting.type is not None:
                yield Fault("/meeting/number", _taken(own.meeting.type, other.meeting))
            yield Fault(f"/meeting/{place}", f"与同次会议的议题“{other.title}”不一致：{message}")


def _taken(kind: MeetingType, there: Meeting) -> str:
    """That the number is that of a meeting of another day, where another one may be meant."""
    on = f"{day(there.held_on)}的" if there.held_on else ""
    return f"编号“{there.number}”是{on}{kind.label}的编号；另一次会议请另编一个编号，并入那一次会议的，按它的日期、地点填写"


def _denied(own: Topic, other: Topic) -> Iterator[tuple[str, str]]:
    mine, theirs = own.meeting, other.meeting
    for name in SHARED:
        now, said = (getattr(one, name) for one in (mine, theirs))
        if name == "presider":
            name, now, said = "presider/id", now.id, said.id
        relieved = name == "recorder" and theirs.result is not None
        if _differ(now, said) and not relieved:
            yield name, "同一次会议只有一个"
    for name in SHARED_OF_MINUTES:
        if _differ(*(_set(getattr(one.minutes, name)) for one in (mine, theirs))):
            yield f"minutes/{name}", "同一次会议只有一份会议记录"
    if _differ(*(_set(one and [(o.name, o.kind) for o in one]) for one in (mine.observers, theirs.observers))):
        yield "observers", "列席人员是整次会议的"
    if mine.topic.order is not None and mine.topic.order == theirs.topic.order:
        yield "topic/order", f"两个议题都列为第{mine.topic.order}项"
    yield from _members_denied(own, other)


def _members_denied(own: Topic, other: Topic) -> Iterator[tuple[str, str]]:
    mine, theirs = own.meeting.members, other.meeting.members
    if mine is None or theirs is None:
        return
    said = {member.id: member for member in theirs}
    if said.keys() != {member.id for member in mine}:
        yield "members", (
            "应到会成员不同：会议通知以后有人到任的，请先在会议页面补发会议通知；有人离任的，先办理会议改期，或者另行召集会议"
        )
    later = in_order((own, other))[1] is own
    for row, member in enumerate(mine):
        if member.id in said:
            pair = (said[member.id], member) if later else (member, said[member.id])
            yield from ((f"members/{row}/{name}", message) for name, message in _member_denied(*pair))


def _member_denied(before: Member, after: Member) -> Iterator[tuple[str, str]]:
    """Of a member, at the earlier and at the later topic. Who left need not be there for every topic; but who left and did
    not return is not there afterwards."""
    name = after.name or after.id
    if gone(before) and after.present and before.returned_at is None and after.returned_at is None:
        yield "present", f"{name}在前一议题已经离会，没有返会时间，不能又在场"
    if gone(before) or gone(after):
        return
    for key in SHARED_OF_MEMBER:
        if _differ(getattr(before, key), getattr(after, key)):
            yield key, f"{name}是否到会、缺席原因是整次会议的"


def _set(listed: Iterable[Any] | None) -> frozenset[Any] | None:
    return None if listed is None else frozenset(listed)


def _differ(before: Any, now: Any) -> bool:
    return before is not None and now is not None and before != now


__all__ = [
    "MOST_TOPICS", "SHARED", "SHARED_OF_MEMBER", "SHARED_OF_MINUTES", "Sitting", "Topic", "disagreements", "gone", "in_order",
    "place_in", "places_on", "sitting_of", "taking_shared",
]  # fmt: skip
