"""Holds how the database is reached: engine settings, the two kinds of transaction, what its errors mean; no table.

A reading transaction sees one moment of the database. A writing one takes its lock before it reads: a transaction that
reads first and asks for the lock later is refused, or would write over what it has not seen. SQLite locks the database
(BEGIN IMMEDIATE), PostgreSQL the unit; there each transaction of a unit also says whose it is, for the policies that hide
every other unit's rows.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from review.domain.errors import ReviewError

SQLITE_PRAGMAS = (
    "PRAGMA busy_timeout = 10000",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
)
"""The waiting time stands first, so that the others already wait for a lock."""

SQLITE_PATIENCE = 10.0
"""Seconds."""

SQLITE_BUSY_CODES = frozenset({5, 6})
"""SQLITE_BUSY and SQLITE_LOCKED, the low byte of every extended code of theirs."""

POSTGRESQL_PATIENCE = "10s"
"""How long a transaction waits for a lock that another one holds."""

SAY = "SELECT set_config('app.unit', %(unit)s, true)"
SAY_AND_LOCK = f"{SAY}, pg_advisory_xact_lock(hashtextextended(%(unit)s, 0))"
"""What a transaction of a unit begins with: whose it is, and that no other one of that unit may write meanwhile."""

POSTGRESQL_BUSY_STATES = frozenset({"40001", "40P01", "55P03"})
"""serialization_failure, deadlock_detected, lock_not_available."""


AS_MANY_AS_ASKED = -1
"""Connections beyond those that are kept. A request holds one for the account and asks for another for the matter: with a
limit, as many requests as there are connections would wait for one another until all give up. The server's threads are the
limit."""


class NotUsable(ReviewError):
    """The database cannot be reached, is of another form, or lets the service do what it must never do."""


class _Hinting(SQLiteCompiler):
    """Writes which index a statement is to use (`INDEXED BY`), which SQLAlchemy leaves out for SQLite without a word."""

    def get_from_hint_text(self, table: Any, text: str | None) -> str | None:
        return text


@contextmanager
def readable() -> Iterator[None]:
    """For whoever only looks: what the database refuses is told. Raises NotUsable."""
    try:
        yield
    except DBAPIError as error:
        raise NotUsable(f"数据库不能读取：{error.orig}") from error


def connect(url: str) -> Engine:
    """The engine for a database address; SQLite is set to lose nothing that it has confirmed. Raises NotUsable."""
    kind = _kind(url)
    if kind == "sqlite":
        engine = create_engine(url, max_overflow=AS_MANY_AS_ASKED)
        engine.dialect.statement_compiler = _Hinting
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    elif kind == "postgresql":
        # A server that was started anew has closed every connection of the pool; that is found out before one is used.
        engine = create_engine(url, isolation_level="READ COMMITTED", pool_pre_ping=True, max_overflow=AS_MANY_AS_ASKED)
        event.listen(engine, "connect", _set_up_postgresql)
        event.listen(engine, "begin", _begin_postgresql)
    else:
        raise NotUsable("REVIEW_DATABASE_URL 不是可用的数据库地址，应以 sqlite:/// 或者 postgresql:// 开头。")
    return engine


def _kind(url: str) -> str:
    try:
        made = make_url(url)
        return made.get_backend_name() if made.drivername in ("sqlite", "postgresql", "postgresql+psycopg") else ""
    except ArgumentError:
        return ""


def for_reading(engine: Engine, unit: str | None = None) -> Connection:
    """A connection whose transactions see one moment, of the matters only those of this unit."""
    one_moment = {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
    return engine.connect().execution_options(unit=unit, **one_moment)


def for_writing(engine: Engine, unit: str | None = None) -> Connection:
    """A connection whose transactions write; those of one unit come one after another."""
    return engine.connect().execution_options(writing=True, unit=unit)


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # Python's driver then begins nothing by itself
    for pragma in SQLITE_PRAGMAS:
        _patiently(connection, pragma)


def _patiently(connection: Any, pragma: str) -> None:
    """Set it even where another process is just turning the same new file to WAL: SQLite then answers at once that it is
    busy, whatever waiting time is set."""
    last_try = time.monotonic() + SQLITE_PATIENCE
    while True:
        try:
            connection.execute(pragma)
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in SQLITE_BUSY_CODES or time.monotonic() > last_try:
                raise
            time.sleep(0.02)


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN DEFERRED")


def _set_up_postgresql(connection: Any, _record: Any) -> None:
    connection.execute("SELECT set_config('lock_timeout', %s, false)", [POSTGRESQL_PATIENCE])
    connection.commit()


def _begin_postgresql(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("unit") is not None:
        writing = options.get("writing", False)
        connection.exec_driver_sql(SAY_AND_LOCK if writing else SAY, {"unit": options["unit"]})


def is_busy(error: DBAPIError) -> bool:
    """Whether the database refused only because somebody else was writing at that moment."""
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        return code & 0xFF in SQLITE_BUSY_CODES
    return getattr(error.orig, "sqlstate", None) in POSTGRESQL_BUSY_STATES


def violated(error: IntegrityError) -> str:
    """The name of the constraint that refused the row.

    SQLite names the columns of a unique constraint instead, but the triggers of the append-only tables speak first
    and name the constraint.
    """
    diagnosis = getattr(error.orig, "diag", None)
    if diagnosis is not None:
        return diagnosis.constraint_name or ""
    return str(error.orig).rpartition(": ")[2]


class AccountSession(Session):
    """The session in which accounts are read at sign-in, and now and then changed (a new password)."""


@event.listens_for(AccountSession, "before_flush")
def _begin_to_write(session: Session, _context: Any, _instances: Any) -> None:
    """End the reading transaction and begin a writing one before its first change, on SQLite only."""
    connection = session.connection()
    if connection.dialect.name == "sqlite" and session.info.get("writing") is not session.get_transaction():
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        session.info["writing"] = session.get_transaction()
