"""Who acts, and the register of a unit: its people, its lists of matters, its advisers, and what was entered when by whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from review.domain.advisers import Appointment, Interest, Roll
from review.domain.catalogue import Version
from review.domain.delegations import Delegation
from review.domain.handover import HandOver
from review.domain.register_trail import RegisterEvent
from review.domain.vocabulary import MeetingType, Office, Role
from review.service.ports.access import Chain


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


class Delegations(Protocol):
    """The unit's delegations; none is ever changed, each revocation adds to it."""

    def all(self) -> tuple[Delegation, ...]:
        """Everything that was entered, with what its events say became of it, in the order of entering."""
        ...

    def add(self, entered: Delegation) -> None:
        """Store what is entered; raises Stale when somebody else entered something meanwhile."""
        ...


class HandOvers(Protocol):
    """The unit's hand-overs of all that waited for somebody; none is ever changed."""

    def all(self) -> tuple[HandOver, ...]:
        """In the order of entering."""
        ...

    def add(self, entered: HandOver) -> None:
        """Store one as it was done; raises Stale when somebody else entered one meanwhile."""
        ...


class RegisterTrail(Chain, Protocol):
    """The unit's append-only chain of events on what it keeps for all its matters."""

    def last(self) -> RegisterEvent | None: ...

    def append(self, event: RegisterEvent) -> None: ...

    def all(self) -> tuple[RegisterEvent, ...]: ...
