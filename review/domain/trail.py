"""Holds the trail: append-only events, each sealed with the hash of the one before; storing them is `store`.

An event is sealed over its canonical JSON, so that anyone can recompute the chain without this program.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol, TypeVar

from review.domain.plain import to_plain
from review.domain.vocabulary import Role
from review.domain.workflow import Action, State

GENESIS = "0" * 64
"""What the first event of a unit names as the hash before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One act on one matter: who, when, what, and the dossier's hash before and after."""

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
    note: str = ""
    dossier_before: str = GENESIS
    dossier_after: str
    previous: str = GENESIS
    hash: str = ""


def canonical(value: Any) -> bytes:
    """The one byte form of JSON data: UTF-8, keys sorted, no spaces. Hashes are over this form."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(value: Any) -> str:
    """SHA-256 of the canonical form of JSON data."""
    return hashlib.sha256(canonical(value)).hexdigest()


class Sealed(Protocol):
    """An event of a chain: its place in it, the hash before it, and its own."""

    @property
    def seq(self) -> int: ...
    @property
    def previous(self) -> str: ...
    @property
    def hash(self) -> str: ...


E = TypeVar("E", bound=Sealed)


def seal(event: E) -> E:
    """The event with its hash over everything else in it, the previous hash included."""
    content = to_plain(replace(event, hash=""))  # type: ignore[type-var]
    content.pop("hash", None)
    return replace(event, hash=digest(content))  # type: ignore[type-var]


def first_broken(events: Iterable[Sealed]) -> int | None:
    """The `seq` of the first event that does not follow from the one before it, or `None`: the chain is whole."""
    previous = GENESIS
    for seq, event in enumerate(events, 1):
        if event.seq != seq or event.previous != previous or seal(event).hash != event.hash:
            return seq
        previous = event.hash
    return None
