"""A unit sees its own rows only, on PostgreSQL even where a query forgets to say so."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import Select, insert, select
from sqlalchemy.exc import ProgrammingError

from review.domain.related import spending_of
from review.service.ports import UnitOfWork
from review.store import SqlHistory, SqlStore
from review.store.connections import for_reading, for_writing
from review.store.tables import APPEND_ONLY, OF_ONE_UNIT, Base, MatterRow
from tests.databases import Database

from .examples import FILE, LIST, OTHER, UNIT, dossier, enrol, enter, first, look, remind, submit, supplement

BOUGHT = dossier("03-operations-procurement")
on_postgresql = pytest.mark.parametrize("kind", [pytest.param("postgresql", marks=pytest.mark.heavy)])


@pytest.fixture(autouse=True)
def two_matters(store: SqlStore) -> None:
    """A matter of each unit, under numbers that tell whose it is, with the same payee."""
    for unit in (UNIT, OTHER):
        of = replace(BOUGHT, matter=replace(BOUGHT.matter, number=f"{unit}-1"))
        with store.writing(unit) as work:
            matter = submit(work, first(f"{unit}-1", unit, of), key=f"key of {unit}")
            supplement(work, matter)
            remind(work, matter)
            work.files.add(replace(FILE, unit=unit))
            enter(work, replace(LIST, basis=unit), unit)
            enrol(work, unit)
            look(work, f"{unit}-1", unit)
            work.time_stamps.add(1, unit.encode())
            work.commit()


def units_seen(work: UnitOfWork) -> set[str]:
    """Whose rows the lists of a unit of work show."""
    mine = replace(spending_of(BOUGHT), number="another")
    return {
        *(line.number.removesuffix("-1") for line in work.matters.lines()),
        *(event.unit for event in work.trail.all()),
        *(event.unit for unit in (UNIT, OTHER) for event in work.access.of_matter(f"{unit}-1", 9)),
        *(one.number.removesuffix("-1") for one in work.matters.advised()),
        *(one.firm or "" for one in work.advisers.roll().appointments),
        *(one.reason or "" for one in work.advisers.roll().interests),
        *(one.reason or "" for one in work.delegations.all()), *(one.reason or "" for one in work.handovers.all()),
        *(version.basis for version in work.catalogues.all()), *(event.unit for event in work.register_trail.all()),
        *(spending.number.removesuffix("-1") for spending in work.matters.beside(mine)),
    }


@pytest.fixture
def forgetful(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every WHERE of the program is forgotten."""
    with monkeypatch.context() as patched:
        patched.setattr(Select, "where", lambda statement, *_: statement)
        yield


def test_a_unit_sees_its_own_matters_only(store: SqlStore) -> None:
    for unit in (UNIT, OTHER):
        with store.reading(unit) as work:
            assert units_seen(work) == {unit}


@pytest.mark.usefixtures("forgetful")
def test_where_every_where_is_forgotten_postgresql_still_shows_one_units_rows(store: SqlStore, kind: str) -> None:
    for unit in (UNIT, OTHER):
        with store.reading(unit) as work:
            seen, people = units_seen(work), work.register.people()
        assert seen == ({unit} if kind == "postgresql" else {UNIT, OTHER}), "on SQLite the WHERE is all there is"
        assert len(people) == (2 if kind == "postgresql" else 4)


@on_postgresql
@pytest.mark.parametrize("role", ["service", "owner"])
@pytest.mark.parametrize("table", OF_ONE_UNIT)
def test_a_transaction_sees_the_rows_of_the_unit_that_it_names(database: Database, table: str, role: str) -> None:
    opened = SqlStore(database.url if role == "service" else database.owner)
    everything = select(Base.metadata.tables[table])
    for unit in (UNIT, OTHER):
        with for_reading(opened.engine, unit) as connection:
            rows = connection.execute(everything).all()
            assert all(OTHER not in map(str, row) for row in rows) or unit == OTHER
            once = ("unit", "matter", "file", "catalogue", "notice", "delivery", "adviser", "adviser_interest", "delegation",
                    "handover", "access", "time_stamp")  # fmt: skip
            of_another_number = {"account": 0, "register_event": 5}
            assert len(rows) == (1 if table in once else of_another_number.get(table, 2))
    with for_reading(opened.engine) as connection:  # the connection of before, by now without a unit
        rows = connection.execute(everything).all()
        assert len(rows) == (0 if table in APPEND_ONLY else {"unit": 2, "person": 4, "account": 0}[table])
    opened.close()


@on_postgresql
def test_a_row_of_another_unit_is_refused(store: SqlStore) -> None:
    row = {"id": "new", "unit": OTHER, "number": "new", "created_at": "now"}
    for unit in (UNIT, None):
        with for_writing(store.engine, unit) as connection, pytest.raises(ProgrammingError, match="row-level security"):
            connection.execute(insert(MatterRow).values(**row))


@on_postgresql
@pytest.mark.parametrize("table", ["revision", "spending", "topic", "verdicts", "event"])
def test_nothing_is_added_to_another_units_matter(store: SqlStore, database: Database, table: str) -> None:
    columns = [column.name for column in Base.metadata.tables[table].columns if not column.computed]
    read = ", ".join(f"{table}.{column}" for column in columns)
    (row,) = database.rows(f"SELECT {read} FROM {table} JOIN matter m ON m.unit = '{OTHER}' AND "
                           f"{table}.matter IN (m.id, m.number) WHERE {table}.revision = 1")  # fmt: skip
    here = dict(zip(columns, row, strict=True))
    said = {"seq": 3, "sealed": here["sealed"].replace('"revision":1', '"revision":3')} if table == "event" else {"revision": 3}
    with for_writing(store.engine, UNIT) as connection, pytest.raises(ProgrammingError, match="row-level security"):
        connection.execute(insert(Base.metadata.tables[table]).values(**(here | said)))


def test_the_history_goes_through_the_matters_of_every_unit(store: SqlStore) -> None:
    history = SqlHistory(store)
    assert history.count() == 2
    assert [(one.unit, one.number) for one in history.judged()] == [(OTHER, f"{OTHER}-1"), (UNIT, f"{UNIT}-1")]
