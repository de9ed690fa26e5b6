"""Holds a store in memory for one matter, for searches that visit thousands of them; the register is that of the example."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from review import demo
from review.domain.advisers import Appointment, Roll
from review.domain.catalogue import Version
from review.domain.dossier import Dossier
from review.domain.errors import NotFound
from review.domain.plain import to_plain
from review.domain.sitting import Sitting, place_in
from review.domain.trail import Event
from review.domain.vocabulary import AdviserKind, Role
from review.service.ports import Matter, Notice, RegisteredPerson

ROLL = Roll(appointments=tuple(
    Appointment(
        number=number, person=person, kind=AdviserKind.GOVERNMENT_LAWYER, licence_no="1", starts=date.min, confirmed_on=date.min
    )
    for number, person in enumerate(("a01", "a02"), 1)
))  # fmt: skip


@dataclass
class Memory:
    """The stored matter and its trail; it is its own unit of work, its matters, its trail and its register."""

    example: Dossier
    people_: tuple[RegisteredPerson, ...]
    matter: Matter | None = None
    events: tuple[Event, ...] = ()
    done: frozenset[tuple[str, Role]] = frozenset()
    also: frozenset[tuple[str, Role]] = frozenset()
    """Who can sign in with which role, beside those of the demonstration."""
    left: frozenset[str] = frozenset()
    """Who left office, and can sign in no more."""
    told: frozenset[str] = frozenset()
    """Who was told that it is his turn, or how it went."""
    _pending: list[Any] = field(default_factory=list)

    @contextmanager
    def reading(self, unit: str) -> Iterator["Memory"]:
        yield self

    @contextmanager
    def writing(self, unit: str) -> Iterator["Memory"]:
        try:
            yield self
        finally:
            self._pending = []

    @property
    def matters(self) -> "Memory":
        return self

    trail = register = files = catalogues = advisers = notices = rulebooks = delegations = matters

    def roll(self) -> Roll:
        """Both advisers are appointed for good."""
        return ROLL

    def all(self) -> tuple[Version, ...]:
        return ()  # the matter keeps the lines that it has, and nobody delegated anything

    def commit(self) -> None:
        for one in self._pending:
            if isinstance(one, Matter):
                self.matter = one
            elif isinstance(one, Notice):
                self.told |= {one.recipient}
            else:
                self.events = (*self.events, one)
                self.done |= {(one.actor, one.role)}
        self._pending = []

    def get(self, number: str) -> Matter:
        if self.matter is None:
            raise NotFound(number)
        return self.matter

    def append(self, one: Matter | Event) -> None:
        self._pending.append(one)

    def tell(self, notices: Iterable[Notice]) -> None:
        self._pending += notices

    def keep(self, _sha256: str, _files: Mapping[str, bytes]) -> None:
        """One rulebook judges the whole search."""

    def last(self) -> Event | None:
        return self.events[-1] if self.events else None

    def of_matter(self, _number: str) -> tuple[Event, ...]:
        return self.events

    def roles_of(self, person: str, number: str) -> frozenset[Role]:
        return frozenset(role for who, role in self.done if who == person)

    def people(self) -> tuple[RegisteredPerson, ...]:
        return self.people_

    def holders(self, role: Role) -> frozenset[str]:
        shown = {one.person for one in demo.ACCOUNTS if one.unit == self.example.unit.code and role in one.roles}
        return frozenset({*shown, *(person for person, held in self.also if held is role)} - self.left)

    def unit(self) -> Mapping[str, object]:
        return to_plain(self.example.unit)  # type: ignore[no-any-return]

    def named(self, _hashes: object) -> dict[str, object]:
        return {}

    def of_sitting(self, sitting: Sitting) -> tuple[Matter, ...]:
        """The one matter, as the transaction left it, where the meeting is one of its own."""
        left = next((one for one in reversed(self._pending) if isinstance(one, Matter)), self.matter)
        return () if left is None or place_in(left.dossier, sitting) is None else (left,)

    def beside(self, _mine: object) -> tuple[()]:
        return ()
