"""Holds the store: units of work, each one transaction for one unit; what is in the tables is read by its parts.

Leaving a unit of work without `commit` rolls everything back, whether by an exception or by forgetting.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import scoped_session, sessionmaker

from review.domain.errors import Stale
from review.service.ports import (
    AccessLog,
    Advisers,
    Catalogues,
    Delegations,
    FileList,
    HandOvers,
    KeptStamps,
    Matters,
    Notices,
    Register,
    RegisterTrail,
    Rulebooks,
    Trail,
    UnitOfWork,
)
from review.store.access import SqlAccess
from review.store.advisers import SqlAdvisers
from review.store.catalogues import SqlCatalogues
from review.store.connections import AccountSession, connect, for_reading, for_writing, is_busy
from review.store.delegations import SqlDelegations
from review.store.file_list import SqlFileList
from review.store.handovers import SqlHandOvers
from review.store.matters import SqlMatters
from review.store.notices import SqlNotices
from review.store.register import SqlRegister, no_such_unit
from review.store.register_trail import SqlRegisterTrail
from review.store.rulebooks import SqlRulebooks
from review.store.tables import RulebookRow, UnitRow
from review.store.time_stamps import SqlTimeStamps
from review.store.trail import SqlTrail

BUSY = "系统正忙，刚才的操作没有保存，请稍候片刻再试一次"


class Unrecorded(RuntimeError):
    """What is stored without its event, or an event without what it tells of: a fault of the program; nothing is stored."""


class SqlUnitOfWork:
    """One transaction for one unit."""

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
    access: AccessLog
    rulebooks: Rulebooks
    time_stamps: KeptStamps

    def __init__(self, connection: Connection, unit: str) -> None:
        self._connection = connection
        self.matters = self._matters = SqlMatters(connection, unit)
        self.trail = self._trail = SqlTrail(connection, unit)
        self.register = SqlRegister(connection, unit)
        self.catalogues = self._catalogues = SqlCatalogues(connection, unit)
        self.advisers = self._advisers = SqlAdvisers(connection, unit)
        self.delegations = self._delegations = SqlDelegations(connection, unit)
        self.handovers = self._handovers = SqlHandOvers(connection, unit)
        self.register_trail = self._register_trail = SqlRegisterTrail(connection, unit)
        self.files = SqlFileList(connection, unit)
        self.notices = SqlNotices(connection, unit)
        self.access = SqlAccess(connection, unit)
        self.rulebooks = SqlRulebooks(connection)
        self.time_stamps = SqlTimeStamps(connection, unit)

    def commit(self) -> None:
        """Store everything; refuses revisions and entries of the register that do not belong together with their events, one
        to one, by the hash of their content."""
        _paired(self._matters.stored, self._trail.told)
        kept = (self._catalogues, self._advisers, self._delegations, self._handovers)
        _paired({subject: hashed for one in kept for subject, hashed in one.stored.items()}, self._register_trail.told)
        self._connection.commit()
        for stored in (self._matters.stored, *(one.stored for one in kept)):
            stored.clear()
        for trail in (self._trail, self._register_trail):
            trail.told.clear()


def _paired(stored: Mapping[Any, str], told: Mapping[Any, str]) -> None:
    if unpaired := stored.items() ^ told.items():
        raise Unrecorded(f"what is stored and its event do not match: {sorted({key for key, _ in unpaired})}")


class SqlReading(SqlUnitOfWork):
    """A unit of work that looks only: it holds no write lock, so what it writes may not be kept."""

    def commit(self) -> None:
        raise RuntimeError("a reading unit of work cannot commit; open it with `writing`")


class SqlStore:
    """The database at `url`; threads share it, processes open their own."""

    def __init__(self, url: str) -> None:
        self.engine = connect(url)
        self.session = scoped_session(sessionmaker(self.engine, class_=AccountSession))
        """The session of the current thread for accounts; `app` removes it when a request ends."""

    @contextmanager
    def reading(self, unit: str) -> Iterator[UnitOfWork]:
        """What the unit had stored when the context was entered and first read, unmoved by writers."""
        with _told_when_busy(), for_reading(self.engine, unit) as connection:
            yield SqlReading(connection, unit)

    @contextmanager
    def writing(self, unit: str) -> Iterator[UnitOfWork]:
        """One writer at a time: SQLite locks the whole database, PostgreSQL the unit."""
        with _told_when_busy(), for_writing(self.engine, unit) as connection:
            if connection.scalar(select(UnitRow.code).where(UnitRow.code == unit)) is None:
                raise no_such_unit(unit)
            yield SqlUnitOfWork(connection, unit)

    def is_empty(self) -> bool:
        """Whether no unit is registered yet."""
        with self.engine.connect() as connection:
            return connection.scalar(select(UnitRow.code).limit(1)) is None

    def units(self) -> list[str]:
        """The codes of the registered units."""
        with for_reading(self.engine) as connection:
            return sorted(connection.scalars(select(UnitRow.code)))

    def rulebooks(self) -> frozenset[str]:
        """The hashes of the rulebooks by which any stored matter was judged."""
        with for_reading(self.engine) as connection:
            return frozenset(connection.scalars(select(RulebookRow.sha256)))

    def close(self) -> None:
        """Give back every connection."""
        self.session.remove()
        self.engine.dispose()


@contextmanager
def _told_when_busy() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        if is_busy(error):
            raise Stale(BUSY) from error
        raise
