"""What people were told of, and what of it was mailed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from review.domain.vocabulary import NoticeKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What a person of the unit is told of a matter: that it is his turn, that somebody waits, how it went."""

    unit: str
    seq: int = 0
    """Counted in the unit from 1; the store gives it."""
    at: datetime
    matter: str
    revision: int
    kind: NoticeKind
    recipient: str
    """The id of the person who is told."""
    sender: str
    """The name of the person whose act it follows, or who reminds."""
    text: str
    """What is to be done, or what was done, in the words of the pages."""
    due: date | None = None
    day: date | None = None
    """Of a reminder: the day on which it counts, one a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A notice that is still to be mailed."""

    notice: Notice
    address: str
    tries: int
    last_try: datetime | None


class Notices(Protocol):
    """What the people of one unit were told, and what of it was mailed (outbox); only ever added to."""

    def tell(self, notices: Iterable[Notice]) -> None: ...

    def tell_once(self, notices: Iterable[Notice]) -> int:
        """Tell those that this person was not told yet of this matter, kind, day due and text; how many. Raises Stale where
        somebody else tells at this moment."""
        ...

    def to_person(self, person: str, most: int) -> tuple[Notice, ...]:
        """The newest first."""
        ...

    def of_matter(self, number: str, kind: NoticeKind) -> tuple[Notice, ...]:
        """In order."""
        ...

    def outgoing(self, since: datetime) -> tuple[Outgoing, ...]:
        """Those told since then to people with an address that no mail server has taken yet, in order."""
        ...

    def note(self, notice: Notice, address: str, at: datetime, refusal: str | None) -> None:
        """A try to mail it: taken by the mail server, or refused and why."""
        ...
