"""The transactions in which everything is stored, and the reading of all that was judged."""

from collections.abc import Collection, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from review.domain.dossier import Dossier
from review.domain.settling import Verdicts
from review.domain.workflow import State
from review.service.ports.access import AccessLog
from review.service.ports.files import FileList
from review.service.ports.matters import KeptStamps, Matters, Rulebooks, Trail
from review.service.ports.notices import Notices
from review.service.ports.register import Advisers, Catalogues, Delegations, HandOvers, Register, RegisterTrail


class UnitOfWork(Protocol):
    """One transaction for one unit: everything in it is stored with its trail event, or nothing is."""

    matters: Matters
    trail: Trail
    register: Register
    catalogues: Catalogues
    advisers: Advisers
    delegations: Delegations
    handovers: HandOvers
    register_trail: RegisterTrail
    files: FileList
    notices: Notices
    rulebooks: Rulebooks
    access: AccessLog
    time_stamps: KeptStamps

    def commit(self) -> None: ...


class Store(Protocol):
    """Opens units of work; leaving one without `commit` rolls everything back."""

    def reading(self, unit: str) -> AbstractContextManager[UnitOfWork]: ...

    def writing(self, unit: str) -> AbstractContextManager[UnitOfWork]: ...

    def units(self) -> Collection[str]:
        """The codes of the registered units."""
        ...

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
    rulebook: str | None = None
    """The hash of the rules by which this very program came to the verdicts; unknown where another one did."""


class History(Protocol):
    """The stored matters of every unit, read one after another: for whoever keeps the rulebook, not for the pages."""

    def count(self) -> int: ...

    def judged(self) -> Iterable[Judged]:
        """Each matter in its newest revision, by unit and number, however many there are."""
        ...

    def rules(self, sha256: str) -> Mapping[str, bytes] | None:
        """The files of a rulebook by which any of them was judged, by name; `None` where their texts were not kept."""
        ...
