"""Bodies of members for the tests of a meeting's arithmetic, and every way in which it may have been; holds no test."""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product
from typing import Any

from review.domain.dossier import Ballot, Counts, Meeting, Member, Minutes, Presider, Statement, Vote
from review.domain.kleene import Truth
from review.domain.vocabulary import Choice, Conflict, MeetingType, Office, Stance, VoteMethod

Kind = tuple[bool | None, bool | None]
"""A member's `present` and `recused`; `None` is not known."""

CAME, AWAY, LEFT, UNSURE, MAY_LEAVE, OPEN = (
    (True, False), (False, False), (True, True), (None, False), (True, None), (None, None),
)  # fmt: skip
KINDS: tuple[Kind, ...] = tuple(product((True, False, None), repeat=2))

Turnout = tuple[int, int]
"""How many should have attended, how many were there for the topic."""


def members(kinds: Iterable[Kind]) -> tuple[Member, ...]:
    return tuple(
        Member(id=f"p{place:02}", present=present, recused=recused) for place, (present, recused) in enumerate(kinds)
    )


def possible(kind: Kind) -> Iterator[tuple[bool, bool]]:
    """Every way in which it may have been with one member: present, recused."""
    for present, recused in product((True, False), repeat=2):
        if kind[0] in (present, None) and kind[1] in (recused, None):
            yield present, recused


@cache
def turnouts(kinds: tuple[Kind, ...], in_base: bool | None) -> frozenset[Turnout]:
    """Every turnout that may have been; where the setting is not known, of either setting."""
    if in_base is None:
        return turnouts(kinds, True) | turnouts(kinds, False)
    if not kinds:
        return frozenset({(0, 0)})
    return frozenset(
        (expected + (in_base or not recused), there + (present and not recused))
        for expected, there in turnouts(kinds[:-1], in_base) for present, recused in possible(kinds[-1])
    )  # fmt: skip


def agreed(answers: Iterable[Truth]) -> Truth:
    """The one answer of all worlds; unknown where they differ or one does not know."""
    seen = set(answers)
    return seen.pop() if len(seen) == 1 else None


def bodies(size: int, kinds: tuple[Kind, ...] = KINDS) -> Iterator[tuple[Kind, ...]]:
    """Every body of this size, up to the order of its members."""
    if len(kinds) == 1:
        yield kinds * size
        return
    for first in range(size + 1):
        for rest in bodies(size - first, kinds[1:]):
            yield (kinds[0],) * first + rest


def meeting(**changes: Any) -> Meeting:
    """A party group of three who all came, spoke in turn and voted; p00 presides."""
    body = tuple(
        Member(id=f"p{n:02}", office=office, present=True, recused=False, conflict=Conflict.NONE)
        for n, office in enumerate((Office.GROUP_SECRETARY, Office.MEMBER, Office.MEMBER))
    )
    plain: dict[str, Any] = {
        "type": MeetingType.PARTY_GROUP_MEETING, "presider": Presider(id="p00"), "members": body,
        "statements": said("p01", "p02", "p00"),
        "vote": Vote(
            method=VoteMethod.SHOW_OF_HANDS, ballots=cast("p00", "p01", "p02"),
            counts=Counts(approve=3, oppose=0, abstain=0),
        ),
        "minutes": Minutes(),
    }  # fmt: skip
    return Meeting(**{**plain, **changes})


def member(place: int, **changes: Any) -> Member:
    own = meeting().members
    assert own is not None
    fields = {name: getattr(own[place], name) for name in ("id", "office", "present", "recused", "conflict")}
    return Member(**{**fields, **changes})


def said(*people: str) -> tuple[Statement, ...]:
    return tuple(Statement(member=one, stance=Stance.APPROVE) for one in people)


def cast(*people: str) -> tuple[Ballot, ...]:
    return tuple(Ballot(member=one, choice=Choice.APPROVE) for one in people)
