"""Follows the trail of a record over its bytes as they stand: what fits the canonical form of an event is hashed as it is. To
read it as JSON, to build events and to write them again costs ten times as much.

It says yes or nothing: a trail that it does not follow to its end, `record` reads act by act, and says where it was touched, or
that it is whole all the same: an act in another's place does not have the common form.
"""

import hashlib
import re
from datetime import date, datetime
from functools import cache, lru_cache
from operator import lt
from typing import Any, NamedTuple

from review.domain.event_form import HASH, form_of
from review.domain.trail import GENESIS, Event, canonical, is_hash
from review.domain.workflow import TRANSITIONS, State

OPENING = b',"trail":['
"""What stands before the first act: the trail is the last of a record by the order of the keys, and within a text no quotation
mark stands without a backslash."""
_CONTROLS = bytes(range(0x20))
"""What canonical JSON has nowhere; to leave it out of the pattern takes longer than to look for it in what was found."""
_PLAIN, _ESCAPED = rb'[^"]*+', rb'[^"\\]*+(?:\\(?:["\\bfnrt]|u00(?:0[0-7bef]|1[0-9a-f]))[^"\\]*+)*+'
"""A text of a record in which no backslash stands, and of any; the first is found in half the time."""
_INSTANT = (rb"\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.(?!0{6})\d{6})?"
            rb"(?:\+(?:[01]\d|2[0-3]):[0-5]\d)?")  # fmt: skip
"""An instant, but for what days there are."""
_DAY = 10
"""Bytes of the day that an instant begins with."""
_HASHES, _HEX = frozenset({"dossier_after", "dossier_before", "previous"}), b"0123456789abcdef"
"""What is 64 of these, which is looked at for all together: a pattern takes as long for one as for everything else."""
AT_ONCE = 60_000
"""How many bytes are compared at a time, to the end of the act: few enough to stay in the cache of the processor."""
_NEXT, _BETWEEN = b'},{"action":', b'"hash":"",,'
"""Where another act begins, which no text can hold, for in it a backslash stands before each quotation mark; and what of an
act stands around its hash and behind it."""


class Walked(NamedTuple):
    """Where a trail is: how many acts there were, and what the last one left."""

    acts: int
    seq: int
    head: bytes
    at: bytes
    state: bytes
    dossier: bytes
    unit: bytes


def walked(content: bytes, start: int, number: str) -> Walked | None:
    """Where the trail of this matter ends whose first act stands here in the record; `None` where it has none or was touched."""
    pattern = _pattern(canonical(number)[1:-1], content.find(b"\\", start) >= 0)
    at, last = Walked(0, 0, b"", b"", State.NEW.encode(), GENESIS.encode(), b""), len(content) - len(b"]}")
    try:
        while start < last:
            end = content.find(_NEXT, start + AT_ONCE) + len(b"},")
            if end < AT_ONCE:
                end = len(content)
            further = _followed(at, pattern.findall(content, start, end), end - start - (end == len(content)))
            if further is None or (at.acts and further.unit != at.unit):
                return None
            at, start = further, end
    except ValueError:
        return None
    return at if at.acts and content.endswith(b"]}") and at.state.decode() in set(State) else None


def _followed(last: Walked, acts: list[tuple[bytes, ...]], size: int) -> Walked | None:
    """Where the trail is after these acts; `None` unless they are all there is in so many bytes, and each is sealed, may be done,
    and begins where the one before ended. Raises ValueError for an instant that is none."""
    if not acts:
        return None
    (before_hash, action, actor, name, at, after, before, from_state, hashed, behind_hash, note, previous, revision, role, seq,
     to_state, unit) = zip(*acts)  # noqa: B905  # fmt: skip
    for day in {one[:_DAY] for one in at}:
        date.fromisoformat(day.decode())
    contents = [one + other for one, other in zip(before_hash, behind_hash, strict=True)]
    places, revisions = [last.seq, *map(int, seq)], range(last.acts + 1, last.acts + 1 + len(acts))
    texts = b"".join((*actor, *name, *note, unit[0]))
    follows = (
        from_state == (last.state, *to_state[:-1]) and before == (last.dossier, *after[:-1])
        and revision == tuple(map(b"%d".__mod__, revisions)) and len({*unit}) == 1
        and _known().issuperset(zip(action, from_state, role, strict=True))
        and len(texts.translate(None, _CONTROLS)) == len(texts)
        and not b"".join((*after, *previous)).translate(None, _HEX) and _linked(places, (last.head, *hashed), previous)
        and sum(map(len, contents)) + len(acts) * (len(GENESIS) + len(_BETWEEN)) == size and _sealed(hashed, contents)
    )  # fmt: skip
    return Walked(last.acts + len(acts), places[-1], hashed[-1], at[-1], to_state[-1], after[-1], unit[-1]) if follows else None


def _linked(places: list[int], heads: tuple[bytes, ...], previous: tuple[bytes, ...]) -> bool:
    """Whether each act has a later place than the one before, and names it where it is the next: between two acts on one matter
    there are those on others."""
    if heads[0] and previous == heads[:-1] and places == [*range(places[0], places[0] + len(places))]:
        return True
    linked = zip(places, places[1:], heads, previous, strict=False)
    return all(map(lt, places, places[1:])) and not any(
        one + 1 == next_one and head and head != named for one, next_one, head, named in linked
    )


def _sealed(hashed: tuple[bytes, ...], contents: list[bytes]) -> bool:
    """Whether each hash is that of the content; all at once, for nearly all are of one kind."""
    sha256 = hashlib.sha256
    if b"".join(hashed) == "".join([sha256(one).hexdigest() for one in contents]).encode():
        return True
    return all(is_hash(own.decode(), one) for own, one in zip(hashed, contents, strict=True))


@cache
def _known() -> frozenset[tuple[bytes, ...]]:
    return frozenset((row.action.encode(), row.state.encode(), row.role.encode()) for row in TRANSITIONS)


@lru_cache(8)
def _pattern(matter: bytes, escaped: bool) -> re.Pattern[bytes]:
    """The canonical form of an act on this matter and what stands behind it. What is before and behind its hash is what it is
    sealed over."""
    types, text = form_of(Event).types, _ESCAPED if escaped else _PLAIN
    parts = [b'"%b":%b' % (name.encode(), _value(name, kind, text, matter)) for name, kind in types.items()]
    at = sum(name < HASH for name in types)
    before, behind = b",".join(parts[:at]), b",".join(parts[at:])
    return re.compile(rb'(\{%b,)"hash":"(.{64})",(%b\})(?:,|\]\}\Z)' % (before, behind), re.DOTALL)


def _value(name: str, kind: Any, text: bytes, matter: bytes) -> bytes:
    if name == "matter":
        return b'"%b"' % re.escape(matter)
    if kind is int:
        return rb"(0|[1-9]\d{0,17})"
    if name in _HASHES:
        return b'"(.{64})"'
    if kind is datetime:
        return b'"(%b)"' % _INSTANT
    return b'"(%b)"' % text
