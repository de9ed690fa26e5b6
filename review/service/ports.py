"""Holds what the use cases need from outside, as protocols; the adapters implement them, `app` wires them."""

from collections.abc import Collection, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO, Protocol

from review.domain.adviser_numbers import Advised
from review.domain.advisers import Appointment, Interest, Roll
from review.domain.catalogue import Version
from review.domain.checklist import Judgement
from review.domain.comparison import Piece
from review.domain.dossier import Dossier
from review.domain.files import FileType
from review.domain.register_trail import RegisterEvent
from review.domain.related import Spending
from review.domain.review_clock import Clock as ReviewClock
from review.domain.rulebook import Facts, RuleSet
from review.domain.settling import Verdicts
from review.domain.sitting import Sitting
from review.domain.trail import Event
from review.domain.vocabulary import Category, MeetingResult, MeetingType, NoticeKind, Office, Outcome, Role
from review.domain.workflow import State


class Clock(Protocol):
    """The one source of the present instant, with its offset."""

    def now(self) -> datetime: ...


class Engine(Protocol):
    """The rule engine: the outcome of every rule of the set, by rule id. May raise; a fault shuts the gate."""

    def __call__(self, rules: RuleSet, facts: Facts) -> Mapping[str, Outcome]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts, as the session knows him, never as the request says."""

    unit: str
    person: str
    name: str
    roles: frozenset[Role]

    @property
    def only_reads(self) -> bool:
        """Whether this person looks and does nothing (审计人员)."""
        return self.roles == {Role.AUDITOR}


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredPerson:
    """An entry of the unit's register (名册): a person with the offices he holds, in the party group and in the administration,
    each from its first day to its last; a day that is not entered sets no bound."""

    id: str
    name: str
    post: str
    department: str
    group_office: Office | None = None
    group_since: date | None = None
    group_until: date | None = None
    admin_office: Office | None = None
    admin_since: date | None = None
    admin_until: date | None = None
    email: str | None = None

    def office_for(self, kind: MeetingType, on: date) -> Office | None:
        """The office by which this person is a member of a meeting of this kind on this day (会议当日在任)."""
        of_group = kind is MeetingType.PARTY_GROUP_MEETING
        office = self.group_office if of_group else self.admin_office
        since, until = (self.group_since, self.group_until) if of_group else (self.admin_since, self.admin_until)
        return office if (since is None or since <= on) and (until is None or on <= until) else None


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

    def topics(self) -> tuple[TopicLine, ...]:
        """Every meeting of every matter as it stands in its newest revision, by meeting and agenda, those to come first."""
        ...

    def of_sitting(self, sitting: Sitting) -> tuple[Matter, ...]:
        """The matters that are topics of this meeting, in their newest revision; also as this transaction left them."""
        ...


class Trail(Protocol):
    """The unit's append-only chain of events."""

    def last(self) -> Event | None: ...

    def append(self, event: Event) -> None: ...

    def of_matter(self, number: str) -> tuple[Event, ...]: ...

    def roles_of(self, person: str, number: str) -> frozenset[Role]:
        """The roles in which this person acted on the matter."""
        ...

    def all(self) -> Iterable[Event]: ...


class Register(Protocol):
    """The unit's register of people and its settings."""

    def unit(self) -> Mapping[str, object]:
        """The unit as the plain `unit` object of a dossier."""
        ...

    def people(self) -> tuple[RegisteredPerson, ...]: ...

    def holders(self, role: Role) -> frozenset[str]:
        """The ids of those who can sign in with this role now."""
        ...


class Catalogues(Protocol):
    """The versions of the unit's list of matters; none is ever changed, each adjustment adds one."""

    def all(self) -> tuple[Version, ...]:
        """Every version with the day on which it was confirmed, in the order of entering."""
        ...

    def add(self, version: Version) -> None:
        """Store a version as it was entered; raises Stale when somebody else entered one meanwhile."""
        ...


class Advisers(Protocol):
    """The unit's roll of legal advisers; nothing of it is ever changed, each renewal and each interest adds to it."""

    def roll(self) -> Roll:
        """Everything that was entered, with what its events say became of it."""
        ...

    def add(self, entered: Appointment | Interest) -> None:
        """Store what is entered; raises Stale when somebody else entered something meanwhile."""
        ...


class RegisterTrail(Protocol):
    """The unit's append-only chain of events on what it keeps for all its matters."""

    def last(self) -> RegisterEvent | None: ...

    def append(self, event: RegisterEvent) -> None: ...

    def all(self) -> tuple[RegisterEvent, ...]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What the store of files took in."""

    sha256: str
    size: int
    type: FileType


class Files(Protocol):
    """The bytes of files by their SHA-256, never overwritten; which unit has which file is told by `FileList`."""

    def keep(self, content: BinaryIO, name: str) -> Kept:
        """Take a file in; on return its bytes are on the disk. Raises FileRefused, FileTooLarge, FileDamaged."""
        ...

    def open(self, sha256: str) -> BinaryIO:
        """The bytes, checked against their hash; raises NotFound, FileDamaged."""
        ...


class Compare(Protocol):
    """Compares the texts of two files, each with its kind; raises NotComparable."""

    def __call__(self, old: tuple[FileType, BinaryIO], new: tuple[FileType, BinaryIO]) -> tuple[Piece, ...]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file that a unit has: what it is called, who uploaded these bytes first, and when."""

    unit: str
    sha256: str
    name: str
    type: FileType
    size: int
    uploaded_by: str
    uploaded_at: datetime


class FileList(Protocol):
    """The files of one unit; a file of another unit is as one that is not there."""

    def add(self, file: StoredFile) -> StoredFile:
        """Note a file whose bytes are stored; where the unit has the same bytes already, what was noted then stands."""
        ...

    def named(self, hashes: Iterable[str]) -> Mapping[str, StoredFile]:
        """Those of these files that the unit has, by hash."""
        ...


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

    def to_person(self, person: str, most: int) -> tuple[Notice, ...]:
        """The newest first."""
        ...

    def of_matter(self, number: str, kind: NoticeKind) -> tuple[Notice, ...]:
        """In order."""
        ...

    def outgoing(self) -> tuple[Outgoing, ...]:
        """Those to people with an address that no mail server has taken yet, in order."""
        ...

    def note(self, notice: Notice, address: str, at: datetime, refusal: str | None) -> None:
        """A try to mail it: taken by the mail server, or refused and why."""
        ...


class Mailer(Protocol):
    """Hands a mail to a mail server; raises NotMailed with the reason."""

    def __call__(self, to: str, subject: str, body: str, message_id: str) -> None: ...


class Rulebooks(Protocol):
    """The rulebooks by which stored matters were judged, whichever is active now."""

    def keep(self, sha256: str, files: Mapping[str, bytes]) -> None:
        """Keep its files, unless they are kept."""
        ...

    def files(self, sha256: str) -> Mapping[str, bytes] | None:
        """Its files as they were; nothing where they were not kept, which is so of what was judged before this was."""
        ...


class UnitOfWork(Protocol):
    """One transaction for one unit: everything in it is stored with its trail event, or nothing is."""

    matters: Matters
    trail: Trail
    register: Register
    catalogues: Catalogues
    advisers: Advisers
    register_trail: RegisterTrail
    files: FileList
    notices: Notices
    rulebooks: Rulebooks

    def commit(self) -> None: ...


class Store(Protocol):
    """Opens units of work; leaving one without `commit` rolls everything back."""

    def reading(self, unit: str) -> AbstractContextManager[UnitOfWork]: ...

    def writing(self, unit: str) -> AbstractContextManager[UnitOfWork]: ...

    def rulebooks(self) -> Collection[str]:
        """The hashes of the rulebooks by which any stored matter was judged."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A stored matter as it stands, with the verdicts of its newest revision."""

    unit: str
    number: str
    state: State
    dossier: Dossier
    verdicts: Verdicts


class History(Protocol):
    """The stored matters of every unit, read one after another: for whoever keeps the rulebook, not for the pages."""

    def count(self) -> int: ...

    def judged(self) -> Iterable[Judged]:
        """Each matter in its newest revision, by unit and number, however many there are."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What the printed record shows and embeds: the judged dossier, its state, and its part of the trail."""

    dossier: Dossier
    judgement: Judgement
    state: State | None = None
    revision: int | None = None
    trail: tuple[Event, ...] = ()
    clocks: tuple[ReviewClock | None, ...] = ()
    """Of its legality reviews, the oldest first."""
    made_at: datetime
    """The instant of the last event, or the start of the judged day: never the clock, so that bytes repeat."""
    rules: Mapping[str, bytes] | None = None
    """The files of the rules that it was judged by; nothing where they are no longer kept."""


class Printer(Protocol):
    """Prints a record as PDF; the same record gives the same bytes. Raises RecordNotPrintable."""

    def __call__(self, record: Record) -> bytes: ...
