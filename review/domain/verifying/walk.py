"""Follows the trail of a record over its bytes as they stand: what fits the canonical form of an event is hashed as it is. To
read it as JSON, to build events and to write them again costs ten times as much.

It says yes or nothing: a trail that it does not follow to its end, `record` reads act by act, and says where it was touched, or
that it is whole all the same: an act in another's place does not have the common form.
"""

import re
from datetime import datetime
from functools import cache
from itertools import islice
from operator import lt
from typing import Any, NamedTuple

from review.domain.event_form import HASH, form_of
from review.domain.trail import GENESIS, Event, canonical, is_hash
from review.domain.workflow import TRANSITIONS, State

OPENING = b',"trail":['
"""What stands before the first act: the trail is the last of a record by the order of the keys, and within a text no quotation
mark stands without a backslash."""
_CONTROLS = bytes(range(0x20))
"""What canonical JSON has nowhere."""
_PLAIN, _ESCAPED = rb'[^"]*+', rb'[^"\\]*+(?:\\(?:["\\bfnrt]|u00(?:0[0-7bef]|1[0-9a-f]))[^"\\]*+)*+'
"""A text of a record in which no backslash stands, and of any; the first is found in half the time."""
_INSTANT = rb"\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):\d\d:\d\d(?:\.(?!0{6})\d{6})?(?:\+\d\d:\d\d)?"
_UNUSED = frozenset({"actor", "actor_name", "note"})
"""What is compared with nothing else in the record."""
AT_ONCE = 100
"""How many acts are compared at a time: few enough to stay in the cache of the processor."""


_Whose = set[tuple[bytes, bytes]]


class Walked(NamedTuple):
    """Where a trail is: how many acts there were, and what the last one left."""

    acts: int
    seq: int
    head: bytes
    at: bytes
    state: bytes
    dossier: bytes
    unit: bytes = b""


def walked(content: bytes, start: int, number: str) -> Walked | None:
    """Where the trail of this matter ends whose first act stands here in the record; `None` where it has none or was touched."""
    if len(content.translate(None, _CONTROLS)) != len(content):
        return None
    acts = _pattern(content.find(b"\\", start) >= 0).finditer(content, start)
    at, matter, whose = Walked(0, 0, b"", b"", State.NEW.encode(), GENESIS.encode()), canonical(number)[1:-1], _Whose()
    try:
        while part := list(islice(acts, AT_ONCE)):
            ends = [one.end() for one in part]
            further = _followed(at, [one.groups() for one in part], whose)
            if further is None or [one.start() for one in part] != [start, *ends[:-1]]:
                return None
            at, start = further, ends[-1]
    except ValueError:
        return None
    whole = start == len(content) and {of for of, _ in whose} == {matter} and len(whose) == 1 and at.state.decode() in set(State)
    return at._replace(unit=whose.pop()[1]) if whole else None


def _followed(last: Walked, acts: list[tuple[bytes, ...]], whose: _Whose) -> Walked | None:
    """Where the trail is after these acts; `None` unless each is sealed, may be done, and begins where the one before ended.
    Whose they are, matter and unit, is added. Raises ValueError for an instant that is none."""
    (before_hash, action, at, after, before, from_state, hashed, behind_hash, matter, previous, revision, role, seq, to_state,
     unit) = zip(*acts, strict=True)  # fmt: skip
    whose |= set(zip(matter, unit, strict=True))
    places = [last.seq, *map(int, seq)]
    linked = zip(places, places[1:], (last.head, *hashed), previous, strict=False)
    for one in at:
        datetime.fromisoformat(one.decode())
    follows = (
        from_state == (last.state, *to_state[:-1]) and before == (last.dossier, *after[:-1])
        and revision == tuple(b"%d" % place for place in range(last.acts + 1, last.acts + 1 + len(acts)))
        and all(map(lt, places, places[1:])) and _known().issuperset(zip(action, from_state, role, strict=True))
        and not any(one + 1 == next_one and head and head != named for one, next_one, head, named in linked)
        and all(is_hash(own.decode(), one + other) for own, one, other in zip(hashed, before_hash, behind_hash, strict=True))
    )  # fmt: skip
    return Walked(last.acts + len(acts), places[-1], hashed[-1], at[-1], to_state[-1], after[-1]) if follows else None


@cache
def _known() -> frozenset[tuple[bytes, ...]]:
    return frozenset((row.action.encode(), row.state.encode(), row.role.encode()) for row in TRANSITIONS)


@cache
def _pattern(escaped: bool) -> re.Pattern[bytes]:
    """The canonical form of an act and what stands behind it. What is before and behind its hash is what it is sealed over."""
    types, text = form_of(Event).types, _ESCAPED if escaped else _PLAIN
    parts = [b'"%b":%b' % (name.encode(), _value(name, kind, text)) for name, kind in types.items()]
    at = sum(name < HASH for name in types)
    before, behind = b",".join(parts[:at]), b",".join(parts[at:])
    return re.compile(rb'(\{%b,)"hash":"([^"]*+)",(%b\})(?:,|\]\}\Z)' % (before, behind))


def _value(name: str, kind: Any, text: bytes) -> bytes:
    if kind is int:
        return rb"(0|[1-9]\d{0,17})"
    if kind is datetime:
        return b'"(%b)"' % _INSTANT
    return (b'"%b"' if name in _UNUSED else b'"(%b)"') % text
