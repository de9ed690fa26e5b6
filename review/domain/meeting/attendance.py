"""Counts who should attend, who came and who stepped aside, against half and two thirds; holds no rule."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from review.domain.dossier import Meeting, Member, Parameters
from review.domain.kleene import Truth, given
from review.domain.vocabulary import ExactHalf


@dataclass(frozen=True, slots=True)
class Number:
    """A number of people or votes, known exactly or between two bounds."""

    low: int
    high: int

    @property
    def exact(self) -> int | None:
        return self.low if self.low == self.high else None

    def __str__(self) -> str:
        return str(self.low) if self.low == self.high else f"{self.low}至{self.high}"


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who should attend and who came; the counts are `None` when the list of members is not known."""

    members: int | None
    expected: Number | None
    """The base of quorum and majority (应到会); recused members are in it if the unit's parameter says so."""
    present: Number | None
    """Members present who were not recused (计入到会)."""
    absent: int | None
    recused: int | None
    half: Truth
    """半数以上到会: at least half; exactly half as the unit's parameter `quorum_exact_half` says."""
    exactly_half: Truth
    two_thirds: Truth
    """三分之二以上到会: at least two thirds."""

    @property
    def half_needed(self) -> int | None:
        base = self.expected.exact if self.expected else None
        return (base + 1) // 2 if base else None

    @property
    def two_thirds_needed(self) -> int | None:
        base = self.expected.exact if self.expected else None
        return (2 * base + 2) // 3 if base else None


def attendance(meeting: Meeting, parameters: Parameters) -> Attendance:
    """Count one meeting for one topic.

    党组工作条例: 半数以上 / 三分之二以上党组成员到会. Exact integers only: `2 * present >= expected`,
    `3 * present >= 2 * expected`. Of a meeting that perhaps nobody should attend neither is known: nobody is a body. Nor
    is it where more than half of the list is said not to count: it is then open who should attend.
    """
    return attendance_of(seated(meeting), parameters)


def attendance_of(meeting: Meeting, parameters: Parameters) -> Attendance:
    """The same of a meeting whose members are already `seated`."""
    members, in_base = meeting.members, parameters.recused_counts_in_base
    left_out = [is_left_out(member) for member in members or ()]
    gone = left_out.count(True)
    few = members is None or gone == len(members) or 2 * gone <= len(members)
    options = None if members is None else Counter(
        _options(out, member.recused, member.present, in_base, few) for member, out in zip(members, left_out, strict=True)
    )  # fmt: skip
    expected = _sum(options, 0, 1)
    weighed = options if expected and expected.low else None
    half, exactly = _half(_sum(weighed, 2, -1), parameters.quorum_exact_half)
    return Attendance(
        members=None if members is None else len(members) - gone,
        expected=expected,
        present=_sum(options, 1, 0),
        absent=None if members is None else sum(
            member.present is False and not out for member, out in zip(members, left_out, strict=True)
        ),
        recused=None if members is None else sum(member.recused is True for member in members),
        half=half,
        exactly_half=exactly,
        two_thirds=_at_least_zero(_sum(weighed, 3, -2)),
    )  # fmt: skip


def seated(meeting: Meeting) -> Meeting:
    """The meeting with each member as he was there for the topic (`present`), by when he left and returned.

    Who left and is not said to have returned before the end was there at the vote or not: when a topic begins and ends is
    not recorded. Who left no later than the meeting began was not there; who left at its end was.
    """
    if meeting.members is None:
        return meeting
    there = tuple(_stayed(member, meeting) for member in meeting.members)
    if there == tuple(member.present for member in meeting.members):
        return meeting
    return replace(meeting, members=tuple(map(_with_presence, meeting.members, there)))


def _with_presence(member: Member, present: Truth) -> Member:
    return replace(member, present=present)


def _stayed(member: Member, meeting: Meeting) -> Truth:
    left, back, start, end = member.left_at, member.returned_at, meeting.started_at, meeting.ended_at
    if not member.present or member.recused or left is None or (end and left >= end):
        return member.present
    if back is not None and (end is None or back < end):
        return True
    return False if start and left <= start else None


def left_before(member: Member, meeting: Meeting) -> bool:
    """Whether one who is said to have attended left no later than the meeting began, and did not return."""
    left, start = member.left_at, meeting.started_at
    if not member.present or member.recused or left is None or start is None:
        return False
    return member.returned_at is None and left <= start


def is_left_out(member: Member) -> Truth:
    """Whether the member does not count as one who should attend (不计入应到会): said so with a reason, and not there."""
    if member.counted is not False or member.present:
        return False
    return True if member.present is False and given(member.not_counted_reason) else None


Options = tuple[tuple[int, int], ...]
"""The possible (in the base, counted as present) of one member."""


@cache
def _options(left_out: Truth, recused: Truth, present: Truth, in_base: bool | None, few: bool) -> Options:
    """Who is absent and not counted for a stated reason (长期不能参加的) is neither in the base nor present; without the reason,
    or where not only a `few` are left out so, it is open whether he counts."""
    gone = ((0, 0),) if left_out is not False else ()
    if left_out and few:
        return gone
    return gone + tuple(
        (int(counted), int(there and not aside))
        for aside in ((True, False) if recused is None else (recused,))
        for there in ((True, False) if present is None else (present,))
        for counted in ((True, False) if aside and in_base is None else (not aside or bool(in_base),))
    )


def _sum(options: Mapping[Options, int] | None, presence: int, base: int) -> Number | None:
    """The bounds of `presence * present + base * in_base` over all members, given how many have which options; exact because
    members are independent."""
    if not options:
        return None
    low = high = 0
    for choices, members in options.items():
        least, most = _bounds(choices, presence, base)
        low, high = low + members * least, high + members * most
    return Number(low, high)


@cache
def _bounds(choices: Options, presence: int, base: int) -> tuple[int, int]:
    """Of one member with these options."""
    weighed = [base * b + presence * p for b, p in choices]
    return min(weighed), max(weighed)


def _half(margin: Number | None, exact: ExactHalf | None) -> tuple[Truth, Truth]:
    if margin is None:
        return None, None
    at_zero: Truth = None if exact is None else exact is ExactHalf.ALLOW
    possible: set[Truth] = set()
    if margin.low < 0:
        possible.add(False)
    if margin.high > 0:
        possible.add(True)
    if margin.low <= 0 <= margin.high:
        possible.add(at_zero)
    exactly = margin.low == 0 if margin.low == margin.high else None if margin.low <= 0 <= margin.high else False
    return (possible.pop() if len(possible) == 1 else None), exactly


def _at_least_zero(margin: Number | None) -> Truth:
    if margin is None:
        return None
    return True if margin.low >= 0 else False if margin.high < 0 else None
