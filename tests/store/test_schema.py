"""The migrated tables are the declared ones, strict and guarded; no raw SQL changes, deletes or replaces a row."""

import io
import multiprocessing
import re
import sqlite3
from collections.abc import Iterator
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import create_engine

from review.store import GuardsMissing, SqlStore, migrate
from review.store.schema import GUARDS, alembic_config
from review.store.tables import APPEND_ONLY, Base
from tests.databases import Database, Databases
from tests.sampling import some

from .conftest import register
from .examples import FILE, SEALED, UNIT, dossier, enrol, enter, first, look, remind, submit, supplement

KEYS = {
    "matter": ("id", "number", "submission_key"), "revision": ("revision",), "spending": ("revision",),
    "topic": ("revision",), "verdicts": ("revision",),
    "event": ("seq", "revision"), "file": (), "catalogue": ("number", "name"), "register_event": (),
    "notice": ("seq", "day"), "delivery": (), "adviser": (), "adviser_interest": (), "delegation": (), "handover": (),
    "access": (),
    "time_stamp": (), "rulebook": (),
}  # fmt: skip


def with_a_row_in_each_table(store: SqlStore) -> None:
    register(store)
    with store.writing(UNIT) as work:
        matter = submit(work, first(of=dossier("03-operations-procurement")), key="key-1")
        supplement(work, matter)
        work.files.add(FILE)
        remind(work, matter)
        enter(work)
        enrol(work)
        look(work, matter.number)
        work.time_stamps.add(1, b"token")
        work.rulebooks.keep("a" * 64, {"calendar.toml": "# 日历".encode()})
        work.commit()


@pytest.fixture
def database(databases: Databases) -> Iterator[Database]:
    """What SQLite refuses; PostgreSQL has `test_postgresql`."""
    with databases.copy("sqlite", with_a_row_in_each_table) as made:
        yield made


@pytest.fixture
def raw(path: Path) -> sqlite3.Connection:
    """A connection with none of the store's settings, as any other program would open the file."""
    return sqlite3.connect(path)


def contents(raw: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    return raw.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()


def columns(table: str) -> list[str]:
    """Those that are stored; what the database computes from them takes no value."""
    return [column.name for column in Base.metadata.tables[table].columns if not column.computed]


@pytest.mark.parametrize("table", some(APPEND_ONLY, 3))
def test_no_column_can_be_updated(raw: sqlite3.Connection, table: str) -> None:
    before = contents(raw, table)
    for column in columns(table):
        for verb in ("UPDATE", "UPDATE OR REPLACE", "UPDATE OR IGNORE"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                raw.execute(f"{verb} {table} SET {column} = {column}")
    for column in Base.metadata.tables[table].columns:
        if column.computed:
            with pytest.raises(sqlite3.OperationalError, match="cannot UPDATE generated column"):
                raw.execute(f"UPDATE {table} SET {column.name} = {column.name}")
    assert contents(raw, table) == before


@pytest.mark.parametrize("table", some(APPEND_ONLY, 3))
def test_no_row_can_be_deleted(raw: sqlite3.Connection, table: str) -> None:
    before = contents(raw, table)
    for statement in (f"DELETE FROM {table}", f"DELETE FROM {table} WHERE 1 = 1 RETURNING *"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            raw.execute(statement).fetchall()
    assert contents(raw, table) == before


@pytest.mark.parametrize("verb", some(["INSERT OR REPLACE", "REPLACE", "INSERT OR IGNORE", "INSERT"]))
@pytest.mark.parametrize(("table", "free"), some([(table, key) for table in APPEND_ONLY for key in (None, *KEYS[table])]))
def test_no_row_can_be_replaced_through_any_of_its_keys(
    raw: sqlite3.Connection, table: str, free: str | None, verb: str
) -> None:
    """With each key in turn given a new value, another key still meets the row that is there."""
    before = contents(raw, table)
    new = {None: {}, "id": {"id": "'new'"}, "number": {"number": "'99'"}, "seq": {"seq": 99}}
    values = new.get(free, {free: 99 if free == "revision" else "'new'"})
    if table in SEALED and free == "revision":
        values = {"sealed": "json_set(sealed, '$.revision', 99)"}
    taken = ", ".join(str(values.get(name, name)) for name in columns(table))
    statement = f"{verb} INTO {table} SELECT {taken} FROM {table} LIMIT 1"
    if table in ("revision", "spending", "topic", "verdicts") and free == "revision":
        raw.execute(statement)  # its only key is new, so a row is added and none replaced
    else:
        with pytest.raises(sqlite3.IntegrityError, match=r"UNIQUE constraint failed: (pk|uq)_"):
            raw.execute(statement)
    assert [row for row in contents(raw, table) if row in before] == before


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_no_row_can_be_changed_by_an_upsert(raw: sqlite3.Connection, table: str) -> None:
    before = contents(raw, table)
    key = next(iter(Base.metadata.tables[table].primary_key.columns)).name
    with pytest.raises(sqlite3.IntegrityError):
        raw.execute(f"INSERT INTO {table} SELECT {', '.join(columns(table))} FROM {table} WHERE true "
                    f"ON CONFLICT DO UPDATE SET {key} = 'changed'")
    assert contents(raw, table) == before


@pytest.mark.parametrize("table", [table for table in APPEND_ONLY if table != "revision"])
def test_rows_that_have_no_rowid_cannot_be_named_by_one(raw: sqlite3.Connection, table: str) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such column: rowid"):
        raw.execute(f"SELECT rowid FROM {table}")


@pytest.mark.parametrize("verb", ["INSERT OR REPLACE", "REPLACE", "INSERT OR IGNORE", "INSERT"])
def test_no_revision_can_be_replaced_through_its_rowid(raw: sqlite3.Connection, verb: str) -> None:
    before = contents(raw, "revision")
    others = [name for name in columns("revision") if name != "revision"]
    for (rowid,) in raw.execute("SELECT rowid FROM revision").fetchall():
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            raw.execute(
                f"{verb} INTO revision (rowid, revision, {', '.join(others)}) "
                f"SELECT {rowid}, 99, {', '.join(others)} FROM revision LIMIT 1"
            )
    assert contents(raw, "revision") == before


def test_a_column_takes_only_its_type(raw: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="cannot store TEXT value in INTEGER column"):
        raw.execute("INSERT INTO person VALUES ('SL-ZSJ', 'x', 'x', 'x', 'x', NULL, NULL, 'first', NULL, NULL, NULL, NULL, NULL)")


def test_every_table_is_strict_and_every_constraint_has_a_name(raw: sqlite3.Connection) -> None:
    strict = dict(raw.execute("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'"))
    assert {table for table in Base.metadata.tables if not strict[table]} == set()
    for table in Base.metadata.tables.values():
        assert all(constraint.name for constraint in table.constraints), table.name


def test_the_migrated_tables_are_the_declared_ones(path: Path, tmp_path: Path) -> None:
    declared = tmp_path / "declared.db"
    engine = create_engine(f"sqlite:///{declared}")
    Base.metadata.create_all(engine)
    engine.dispose()
    assert shape(path) == shape(declared)


def shape(path: Path) -> dict[str, set[str]]:
    """Every table with its columns and constraints, whatever their order."""
    with sqlite3.connect(path) as raw:
        found = raw.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name <> 'alembic_version'")
        return {name: {part.strip("() \t") for part in re.split(r"[,\n]", sql)} for name, sql in found}


def test_migrating_again_changes_nothing(path: Path, raw: sqlite3.Connection) -> None:
    before = shape(path), {table: contents(raw, table) for table in Base.metadata.tables}
    migrate(f"sqlite:///{path}")
    assert (shape(path), {table: contents(raw, table) for table in Base.metadata.tables}) == before


TRIGGERS = [*(f"{table}_{guard}" for table in APPEND_ONLY for guard in GUARDS["sqlite"]), "revision_no_rowid"]


@pytest.mark.parametrize("trigger", some(TRIGGERS, 8))
def test_a_database_without_one_of_its_triggers_is_refused(path: Path, trigger: str) -> None:
    with sqlite3.connect(path) as raw:
        raw.execute(f"DROP TRIGGER {trigger}")
    with pytest.raises(GuardsMissing, match=trigger):
        migrate(f"sqlite:///{path}")


def migrate_together(url: str, barrier: Barrier) -> None:
    barrier.wait(timeout=60)
    migrate(url)


@pytest.mark.heavy
def test_several_processes_may_migrate_the_same_new_database_at_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["review.store"])
    barrier = context.Barrier(4)
    processes = [context.Process(target=migrate_together, args=(url, barrier)) for _ in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0, 0, 0]
    assert SqlStore(url).is_empty()


def test_the_postgresql_form_of_the_migration_stands_beside_and_guards_the_same_tables() -> None:
    config = alembic_config()
    config.output_buffer = io.StringIO()
    config.attributes["dialect"] = "postgresql"
    command.upgrade(config, "head", sql=True)
    written = config.output_buffer.getvalue()
    for table in Base.metadata.tables:
        assert f"CREATE TABLE {table} (" in written
    for table in APPEND_ONLY:
        assert f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}" in written
        assert f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}" in written
    assert "STRICT" not in written
