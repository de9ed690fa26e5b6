"""The stored matters of one unit with their trail, and the rules by which they were judged."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from review.domain.adviser_numbers import Advised
from review.domain.annual import OnFile
from review.domain.checklist import Judgement
from review.domain.dossier import Dossier
from review.domain.related import Spending
from review.domain.sitting import Sitting
from review.domain.trail import Event
from review.domain.vocabulary import Category, MeetingResult, MeetingType, Role
from review.domain.workflow import State
from review.service.ports.access import Chain


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A stored matter in its newest revision, with the judgement made when that revision was stored."""

    id: str
    unit: str
    number: str
    state: State
    revision: int
    dossier: Dossier
    judgement: Judgement
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterLine:
    """A matter in a list."""

    number: str
    title: str
    category: Category | None
    state: State
    revision: int
    amount: str | None
    changed_at: datetime
    changed_by: str
    shut: tuple[str, ...]
    """The gates that the matter has come to and that are shut."""
    closed: bool | None
    """Whether nothing of it waits for anybody; `None` where only the matter itself can tell."""
    closed_on: date | None
    """The day of the end of one that is closed, where the dossier has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicLine:
    """A matter as a topic of a meeting, in a list: of one that is notified or was held (`sitting`), or still waiting for one."""

    number: str
    title: str
    state: State
    type: MeetingType
    sitting: Sitting | None
    held_on: date | None
    order: int | None
    result: MeetingResult | None


class Matters(Protocol):
    """The stored matters of one unit; nothing is ever overwritten, each change adds a revision."""

    def get(self, number: str) -> Matter: ...  # raises NotFound

    def each(self, numbers: Iterable[str]) -> Iterator[Matter]:
        """These matters in their newest revision, in this order, read many at once; raises NotFound as `get` does."""
        ...

    def revision(self, number: str, revision: int) -> Matter: ...  # raises NotFound

    def by_submission_key(self, key: str) -> str | None:
        """The number of the matter that this submission key stored before, if it did."""
        ...

    def next_number(self, category: Category, year: int) -> str:
        """The number after the last of the unit's class and year; nobody else is given it while this transaction writes."""
        ...

    def add(self, matter: Matter, *, submission_key: str | None = None) -> None:
        """Store the first revision of a new matter."""
        ...

    def append(self, matter: Matter) -> None:
        """Store the next revision; raises Stale when somebody else stored it first."""
        ...

    def lines(self) -> tuple[MatterLine, ...]: ...

    def beside(self, mine: Spending) -> tuple[Spending, ...]:
        """What the unit's other stored matters of the same budget year spend that have a payee, item or project in common
        with this one, or do not say which they have; without those that were withdrawn or rejected."""
        ...

    def advised(self) -> tuple[Advised, ...]:
        """Every matter for which a legal opinion was asked, with its opinions as the newest revision has them, by number."""
        ...

    def of_year(self, year: int, until: int | None = None) -> Iterable[OnFile]:
        """Every matter of which something may count to this year, one after another, as it stood after the event `until` of the
        trail; or as its newest revision has it."""
        ...

    def years(self) -> tuple[int, ...]:
        """The years in which anything was done, the last first."""
        ...

    def topics(self) -> tuple[TopicLine, ...]:
        """Every meeting of every matter as it stands in its newest revision, by meeting and agenda, those to come first."""
        ...

    def of_sitting(self, sitting: Sitting) -> tuple[Matter, ...]:
        """The matters that are topics of this meeting, in their newest revision; also as this transaction left them."""
        ...

    def once_of_sitting(self, sitting: Sitting) -> tuple[Matter, ...]:
        """The matters that are or were topics of a meeting of this number and year, in their newest revision."""
        ...


class Trail(Chain, Protocol):
    """The unit's append-only chain of events."""

    def last(self) -> Event | None: ...

    def at(self, seq: int) -> Event | None:
        """The event of this number, where there is one."""
        ...

    def append(self, event: Event) -> None: ...

    def of_matter(self, number: str) -> tuple[Event, ...]: ...

    def done_by(self, person: str) -> Mapping[str, frozenset[Role]]:
        """The roles in which this person acted, or somebody in his place, by the number of the matter."""
        ...

    def roles_of(self, person: str, number: str) -> frozenset[Role]:
        """The roles in which this person acted on the matter, or somebody in his place."""
        ...

    def all(self) -> Iterable[Event]: ...

    def unkept(self) -> int | None:
        """The number of the first act whose dossier, as it left it, is not kept any more; that of the act to come where a dossier
        is kept that no act left; `None` where they belong together, one to one. No dossier is hashed again."""
        ...


class KeptStamps(Protocol):
    """The time stamps over heads of the unit's trail, each by the number of the event that left the head."""

    def of(self, seq: int) -> bytes | None: ...

    def add(self, seq: int, token: bytes) -> None:
        """Keep the one time stamp of this head."""
        ...


class Rulebooks(Protocol):
    """The rulebooks by which stored matters were judged, whichever is active now."""

    def keep(self, sha256: str, files: Mapping[str, bytes]) -> None:
        """Keep its files, unless they are kept."""
        ...

    def files(self, sha256: str) -> Mapping[str, bytes] | None:
        """Its files as they were; nothing where they were not kept, which is so of what was judged before this was."""
        ...
