"""Holds how the database is reached: engine settings, the two kinds of transaction, what its errors mean; no table.

On SQLite a reading transaction is DEFERRED and a writing one takes the write lock at once (IMMEDIATE): a transaction
that reads first and asks for the lock later is refused, or would write over what it has not seen.
"""

import sqlite3
import time
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

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

POSTGRESQL_BUSY_STATES = frozenset({"40001", "40P01", "55P03"})
"""serialization_failure, deadlock_detected, lock_not_available."""


def connect(url: str) -> Engine:
    """The engine for a database address; SQLite is set to lose nothing that it has confirmed."""
    engine = create_engine(url)
    if make_url(url).get_backend_name() == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def for_writing(engine: Engine) -> Connection:
    """A connection whose transactions write."""
    return engine.connect().execution_options(writing=True)


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
