"""Follows the trail of a record over its bytes as they stand: what fits the canonical form of an event is hashed as it is. To
read it as JSON, to build events and to write them again costs ten times as much.

It says yes or nothing: a trail that it does not follow to its end, `record` reads act by act, and says where it was touched, or
that it is whole all the same: an act in another's place does not have the common form.

An act is taken apart into what each act has for itself and the runs of text between: who did what, in which state, in which role,
what it left. The pattern looks at these for their length only, for there are few different ones, and each of them is read once.
"""

import hashlib
import re
from datetime import date
from functools import cache, lru_cache
from operator import lt
from typing import NamedTuple

from review.domain.event_form import form_of
from review.domain.trail import GENESIS, Event, canonical, is_hash
from review.domain.workflow import TRANSITIONS, State

OPENING = b',"trail":['
"""What stands before the first act: the trail is the last of a record by the order of the keys, and within a text no quotation
mark stands without a backslash."""
AT_ONCE = 120_000
"""How many bytes are compared at a time, to the end of the act: few enough to stay in the cache of the processor."""
_NEXT = b'},{"action":'
"""Where another act begins, which no text can hold, for in it a backslash stands before each quotation mark."""

_VALUE = b"%s"
_LEADS = form_of(Event).around.encode().split(_VALUE)
_WHO = _VALUE.join(_LEADS[:4])
_AFTER, _BEFORE, _FROM, _MATTER, _NOTE, _PREVIOUS, _REVISION = _LEADS[4:11]
_STATE, _MATTER = _FROM + _VALUE + _MATTER[:2], _MATTER[2:]
_ROLE, _LEFT = _VALUE.join(_LEADS[11:13]), _VALUE.join(_LEADS[13:])
"""The form of an act in pieces. Its hash, over which it is not sealed, stands between the state and the matter."""
_SEALED = b'"hash":"', b'",'

_PLAIN, _ESCAPED = rb'[^"]*+', rb'[^"\\]*+(?:\\(?:["\\bfnrt]|u00(?:0[0-7bef]|1[0-9a-f]))[^"\\]*+)*+'
"""A text of a record in which no backslash stands, and of any; the first is found in half the time."""
_CONTROLS, _HEX = bytes(range(0x20)), b"0123456789abcdef"
"""What canonical JSON has nowhere, and what a hash consists of: looked for in many texts at once, cheaper than by a pattern."""
_HOUR = re.compile(rb"(\d{4}-\d\d-\d\d)T(?:[01]\d|2[0-3])")
_MINUTES = re.compile(rb":[0-5]\d:[0-5]\d(?:\.(?!0{6})\d{6})?(?:\+(?:[01]\d|2[0-3]):[0-5]\d)?")
"""An instant, but for what days there are: to its hour, of which many acts share one, and from there."""
_ZEROS, _COMMON = bytes.maketrans(b"123456789", b"000000000"), (b":00:00+00:00", b":00:00.000000+00:00")
"""All digits as 0, and what minutes come to by that."""
_BELOW, _WITHIN = [b"%d" % number for number in range(1000)], [b"%03d" % number for number in range(1000)]
_NOTHING = hashlib.sha256()
"""To copy it costs half of what it takes to begin a hash."""
Column = tuple[bytes, ...]


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
    walk, last = _Walk(_forms(canonical(number)[1:-1], content.find(b"\\", start) >= 0)), len(content) - len(b"]}")
    try:
        while start < last:
            end = content.find(_NEXT, start + AT_ONCE) + len(b"}") or last
            if not walk.follows(content[start:end] + b","):
                return None
            start = end + len(b",")
        return walk.end() if content.endswith(b"]}") else None
    except ValueError:
        return None


class _Forms(NamedTuple):
    """The form of the acts on one matter, loosely, and exactly those of the runs of text in it. Whatever else stands between acts
    is found as one in which nothing stands, and is not sealed."""

    act: re.Pattern[bytes]
    runs: tuple[re.Pattern[bytes], ...]


@lru_cache(8)
def _forms(matter: bytes, escaped: bool) -> _Forms:
    text = _ESCAPED if escaped else _PLAIN

    def loosely(run: bytes) -> bytes:
        return text.join(b".{%d}+" % len(piece) for piece in run.split(_VALUE))

    before = rb"(%b)(.{13}+)(%b)%b(.{64}+)%b(.{64}+)(%b)" % (loosely(_WHO), text, _AFTER, _BEFORE, loosely(_STATE))
    named = len(_PREVIOUS) + len(GENESIS) + len(_REVISION)
    behind = rb"%b(%b)(.{%d}+)(\d++)(%b)(\d++)(%b)" % (
        re.escape(_MATTER + matter + _NOTE), text, named, loosely(_ROLE), loosely(_LEFT))  # fmt: skip
    act = rb"(%b)%b(.{%d}+)(%b),|." % (before, _SEALED[0], len(GENESIS) + len(_SEALED[1]), behind)
    exactly = [(b"(%b)" % text).join(map(re.escape, run.split(_VALUE))) for run in (_LEFT, _WHO, _STATE, _ROLE)]
    return _Forms(re.compile(act, re.DOTALL), tuple(map(re.compile, exactly)))


class _Walk:
    """The walk along one trail: where it is, and what was looked at already of what many acts share."""

    def __init__(self, forms: _Forms) -> None:
        self._forms = forms
        self._acts = self._seq = 0
        self._head, self._dossier = "", GENESIS.encode()
        self._unit = self._left = self._at = b""
        self._hours: set[bytes] = set()
        self._runs: set[Column] = set()

    def follows(self, part: bytes) -> bool:
        """Whether these are acts and nothing else, each is sealed, may be done, and begins where the one before ended. Raises
        ValueError for a day that is none and for bytes that are no text."""
        acts = self._forms.act.findall(part)
        (content, who, hour, minutes, after, before, state, sealed, behind, note, previous, revision, role, seq,
         left) = zip(*acts)  # noqa: B905  # fmt: skip
        heads = _heads(content, behind, sealed)
        if heads is None:
            return False
        follows = (
            self._may_be(left, who, state, role) and self._are_instants(hour, minutes) and _is_text(note)
            and not b"".join(after).translate(None, _HEX) and before == (self._dossier, *after[:-1])
            and b",".join(revision) == _numbers(self._acts + 1, len(acts)) and self._are_linked(seq, previous, heads)
        )  # fmt: skip
        self._acts, self._seq, self._head = self._acts + len(acts), int(seq[-1]), heads[-1]
        self._left, self._at, self._dossier = left[-1], hour[-1] + minutes[-1], after[-1]
        return follows

    def end(self) -> Walked | None:
        """Where the trail is, once all of it was followed; `None` where it had no act, or left a state that is none."""
        last = self._forms.runs[0].fullmatch(self._left)
        if not last or last[2] != self._unit or last[1].decode() not in set(State):
            return None
        return Walked(self._acts, self._seq, self._head.encode(), self._at, last[1], self._dossier, self._unit)

    def _may_be(self, left: Column, who: Column, state: Column, role: Column) -> bool:
        """Whether each act may be done in its state, which is the one before left, and all are of one unit."""
        if not self._acts and (first := self._forms.runs[0].fullmatch(left[0])):
            self._unit = first[2]
            self._left = _LEFT % (State.NEW.encode(), self._unit)
        came = (self._left, *left[:-1])
        if self._runs.issuperset(zip(came, who, state, role, strict=True)):
            return True
        for runs in {*zip(came, who, state, role, strict=True)} - self._runs:
            found = [form.fullmatch(run) for form, run in zip(self._forms.runs, runs, strict=True)]
            if not all(found) or not _is_text(runs):
                return False
            (reached, unit), (action, *_), (stated,), (acting,) = [one.groups() for one in found if one]
            if reached != stated or unit != self._unit or (action, stated, acting) not in _known():
                return False
            self._runs.add(runs)
        return True

    def _are_instants(self, hour: Column, minutes: Column) -> bool:
        if not self._hours.issuperset(hour):
            for one in {*hour} - self._hours:
                if not (found := _HOUR.fullmatch(one)):
                    return False
                date.fromisoformat(found[1].decode())
                self._hours.add(one)
        joined, shape = b"".join(minutes), minutes[0].translate(_ZEROS)
        width = len(shape)
        tens = joined[1::width] + joined[4::width] + joined[width - 2 :: width]
        return (
            shape in _COMMON and joined.translate(_ZEROS) == shape * len(minutes) and b".000000" not in joined
            and not tens.translate(None, b"012345") and not joined[width - 5 :: width].translate(None, b"01")
        ) or all(map(_MINUTES.fullmatch, minutes))  # fmt: skip

    def _are_linked(self, seq: Column, previous: Column, heads: list[str]) -> bool:
        """Whether each act has a later place than the one before, and names it where it is the next: between two acts on one
        matter there are those on others."""
        named, between = b"".join(previous), (_REVISION + _PREVIOUS).decode()
        before = [self._head, *heads[:-1]]
        if named == _PREVIOUS + between.join(before).encode() + _REVISION and b",".join(seq) == _numbers(self._seq + 1, len(seq)):
            return True
        places, each = [self._seq, *map(int, seq)], [one[len(_PREVIOUS) : -len(_REVISION)] for one in previous]
        if b",".join(map(b"%d".__mod__, places[1:])) != b",".join(seq) or b"".join(each).translate(None, _HEX):
            return False
        if named != _PREVIOUS + (_REVISION + _PREVIOUS).join(each) + _REVISION or not all(map(lt, places, places[1:])):
            return False
        linked = zip(places, places[1:], before, each, strict=False)
        return not any(one + 1 == next_one and head and head.encode() != own for one, next_one, head, own in linked)


def _heads(content: Column, behind: Column, sealed: Column) -> list[str] | None:
    """The hashes of acts of which this stands before and behind them, and they so; `None` where one is another."""
    heads, begin = [], _NOTHING.copy
    for one, other in zip(content, behind, strict=True):
        hashed = begin()
        hashed.update(one)
        hashed.update(other)
        heads.append(hashed.hexdigest())
    end = _SEALED[1].decode()
    if (end.join(heads) + end).encode() == b"".join(sealed):
        return heads
    stated = [one.decode().removesuffix(end) for one in sealed]
    each = zip(stated, sealed, content, behind, strict=True)
    return stated if all(own + end == one.decode() and is_hash(own, before + after) for own, one, before, after in each) else None


def _is_text(values: Column) -> bool:
    """Whether none of them holds a control character. Raises ValueError for bytes that are no text."""
    joined = b" ".join(values)
    joined.decode()
    return len(joined.translate(None, _CONTROLS)) == len(joined)


def _numbers(first: int, count: int) -> bytes:
    """So many numbers from the first, with commas: those within a thousand put together at once."""
    parts = []
    while count > 0:
        thousand, rest = divmod(first, 1000)
        lead, some = (b"%d" % thousand, _WITHIN[rest : rest + count]) if thousand else (b"", _BELOW[rest : rest + count])
        parts.append(lead + (b"," + lead).join(some))
        first, count = first + len(some), count - len(some)
    return b",".join(parts)


@cache
def _known() -> frozenset[Column]:
    return frozenset((row.action.encode(), row.state.encode(), row.role.encode()) for row in TRANSITIONS)
