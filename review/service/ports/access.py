"""The log of who read what and took what away."""

from datetime import date
from typing import Protocol

from review.domain.access import AccessEvent


class AccessLog(Protocol):
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

    def first_broken(self) -> int | None:
        """The `seq` of the first event that does not follow from the one before it, or `None`: the chain is whole."""
        ...
