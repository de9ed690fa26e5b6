"""Holds the trail: append-only events, each sealed with the hash of the one before; storing them is `store`.

An event is sealed over its canonical JSON, so that anyone can recompute the chain without this program.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from itertools import islice
from typing import Any, NamedTuple, Protocol, TypeVar

from review.domain.dossier import Mandate, Reference
from review.domain.event_form import form_of
from review.domain.plain import to_plain
from review.domain.sm3 import sm3
from review.domain.vocabulary import Role
from review.domain.workflow import Action, State

GENESIS = "0" * 64
"""What the first event of a unit names as the hash before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One act on one matter: who, when, what, and the dossier's hash before and after; and in whose place, by the delegation of
    which day, where he did not act for himself."""

    unit: str
    seq: int
    at: datetime
    matter: str
    revision: int
    action: Action
    from_state: State
    to_state: State
    actor: str
    actor_name: str
    role: Role
    acting_for: str | None = None
    acting_for_name: str | None = None
    delegated_on: date | None = None
    note: str = ""
    dossier_before: str = GENESIS
    dossier_after: str
    previous: str = GENESIS
    hash: str = ""

    @property
    def mandate(self) -> Mandate | None:
        """In whose place it was done."""
        if self.acting_for is None:
            return None
        return Mandate(person=Reference(id=self.acting_for, name=self.acting_for_name), delegated_on=self.delegated_on)


def canonical(value: Any) -> bytes:
    """The one byte form of JSON data: UTF-8, keys sorted, no spaces. Hashes are over this form."""
    return _CANONICAL.encode(value).encode()


_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(value: Any) -> str:
    """SHA-256 of the canonical form of JSON data."""
    return sha256(canonical(value)).hexdigest()


class Sealed(Protocol):
    """An event of a chain: its place in it, the hash before it, and its own."""

    @property
    def seq(self) -> int: ...
    @property
    def previous(self) -> str: ...
    @property
    def hash(self) -> str: ...


E = TypeVar("E", bound=Sealed)


class ChainHash(StrEnum):
    """By which hash the events of an installation are chained: SHA-256, or SM3 (GB/T 32905-2016) where it has to be that."""

    SHA256 = "sha256"
    SM3 = "sm3"

    @property
    def label(self) -> str:
        """As it is named to whoever computes it again."""
        return "SM3" if self is ChainHash.SM3 else "SHA-256"


def seal(event: E, by: ChainHash = ChainHash.SHA256) -> E:
    """The event with its hash over everything else in it, the previous hash included."""
    content = sealed_over(event)
    hashed = sha256(content).hexdigest() if by is ChainHash.SHA256 else sm3(content)
    return replace(event, hash=hashed)  # type: ignore[type-var]


def is_sealed(event: Sealed) -> bool:
    """Whether its hash is that of its content, by either hash: an installation may have changed from one to the other."""
    return is_hash(event.hash, sealed_over(event))


def sealed_by(event: Sealed) -> ChainHash:
    """By which hash this event, which is sealed, was."""
    return ChainHash.SHA256 if event.hash == sha256(sealed_over(event)).hexdigest() else ChainHash.SM3


def sealed_over(event: Sealed) -> bytes:
    """The canonical form of everything in it but its hash."""
    form = form_of(type(event))
    if form.fits(event):
        return form.of(event)
    content = to_plain(event)
    del content["hash"]
    return canonical(content)


def is_hash(hashed: str, content: bytes) -> bool:
    """Whether it is the hash of these bytes, by either hash."""
    return hashed == sha256(content).hexdigest() or hashed == sm3(content)


AT_ONCE = 100
"""How many events of a chain are looked at together: few enough to stay in the cache of the processor."""
Links = tuple[Sequence[int], Sequence[bytes], Sequence[bytes], Sequence[bytes]]
"""What of some events makes the chain: of each its `seq`, the hash before it, its own, and what that is over."""


@dataclass(frozen=True, slots=True)
class Head:
    """Where a chain stands: the number of an event of it, and its hash. Number 0 is before the first."""

    seq: int = 0
    hash: str = GENESIS


BEGINNING = Head()


class Walked(NamedTuple):
    """What came of following a chain."""

    head: Head
    """The last event up to which each follows from the one before it."""
    broken: int | None
    """The `seq` of the first event that does not, or is gone; `None` where the chain is whole."""


def first_broken(events: Iterable[Sealed]) -> int | None:
    """The `seq` of the first event that does not follow from the one before it, or `None`: the chain is whole."""
    return walk(links(events)).broken


def links(events: Iterable[Sealed]) -> Iterator[Links]:
    """What of these events makes the chain, some at a time."""
    rest = iter(events)
    while part := list(islice(rest, AT_ONCE)):
        previous, hashes = [one.previous.encode() for one in part], [one.hash.encode() for one in part]
        yield [one.seq for one in part], previous, hashes, list(map(sealed_over, part))


def walk(parts: Iterable[Links], since: Head = BEGINNING) -> Walked:
    """Follow a chain by what makes it alone, from behind an event up to which it was followed before, part by part: where a part
    is whole, as nearly all are, it is looked at as one."""
    before, expected = since.hash.encode(), since.seq + 1
    for seqs, previous, hashes, contents in parts:
        linked = (*seqs,) == (*range(expected, expected + len(seqs)),) and (*previous,) == (before, *hashes[:-1])
        if not (linked and "\n".join([sha256(one).hexdigest() for one in contents]).encode() == b"\n".join(hashes)):
            heads = (before, *hashes)
            each = zip(seqs, previous, heads, hashes, contents, strict=False)
            for place, (seq, named, head, hashed, content) in enumerate(each, expected):
                if seq != place or named != head or not is_hash(hashed.decode(), content):
                    return Walked(Head(place - 1, head.decode()), place)
        before, expected = hashes[-1], expected + len(seqs)
    return Walked(Head(expected - 1, before.decode()), None)
