"""The log of who read what and took what away, and what every chain of the unit can be asked."""

from datetime import date
from typing import Protocol

from review.domain.access import AccessEvent
from review.domain.trail import BEGINNING, Head, Walked


class Chain(Protocol):
    """A chain of sealed events of the unit, as it can be proven."""

    def first_broken(self) -> int | None:
        """The `seq` of the first event that does not follow from the one before it, or `None`: the chain is whole."""
        ...

    def walked(self, since: Head = BEGINNING) -> Walked:
        """How far the chain is whole, every hash computed again behind this event."""
        ...

    def holds(self, head: Head) -> bool:
        """Whether this event is there with its hash, and as many as there have to be up to it; of none the hash is computed."""
        ...


class AccessLog(Chain, Protocol):
    """The unit's append-only chain of readings and downloads."""

    def last(self) -> AccessEvent | None: ...

    def append(self, event: AccessEvent) -> None: ...

    def of_matter(self, number: str, most: int, before: int | None = None) -> tuple[AccessEvent, ...]:
        """What was read and taken of one matter, before this number of the log where it is given, the newest first, at most so
        many."""
        ...

    def was_read(self, number: str, revision: int, person: str, day: date) -> bool:
        """Whether it is noted that this person read this revision on this day."""
        ...
