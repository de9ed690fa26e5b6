"""A unit of work is stored as a whole or not at all, and its settings lose nothing."""

import pytest

from review.domain.errors import NotFound, Stale
from review.store import SqlStore, connections, migrate
from tests.conftest import DURABLE
from tests.databases import Database, Databases

from .examples import HEAD, NUMBER, SECRETARY, UNIT, first, plain_unit, submit, supplement


def rows(database: Database) -> dict[str, int]:
    return {table: database.rows(f"SELECT count(*) FROM {table}")[0][0] for table in ("matter", "revision", "event")}


NOTHING = {"matter": 0, "revision": 0, "event": 0}


def test_leaving_without_commit_leaves_nothing(store: SqlStore, database: Database) -> None:
    with store.writing(UNIT) as work:
        submit(work, first())
    assert rows(database) == NOTHING


def test_an_exception_leaves_nothing(store: SqlStore, database: Database) -> None:
    def fail_amidst() -> None:
        with store.writing(UNIT) as work:
            submit(work, first())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_amidst()
    assert rows(database) == NOTHING


def test_what_is_written_after_the_commit_is_not_stored(store: SqlStore, database: Database) -> None:
    with store.writing(UNIT) as work:
        matter = submit(work, first())
        work.commit()
        supplement(work, matter)
    assert rows(database) == {"matter": 1, "revision": 1, "event": 1}


def test_a_unit_of_work_may_commit_twice(store: SqlStore, database: Database) -> None:
    with store.writing(UNIT) as work:
        matter = submit(work, first())
        work.commit()
        supplement(work, matter)
        work.commit()
    assert rows(database) == {"matter": 1, "revision": 2, "event": 2}


def test_a_reading_unit_of_work_cannot_commit(store: SqlStore, database: Database) -> None:
    with store.reading(UNIT) as work:
        submit(work, first())
        with pytest.raises(RuntimeError, match="writing"):
            work.commit()
    assert rows(database) == NOTHING


def test_a_reader_is_neither_blocked_nor_moved_by_a_writer(store: SqlStore) -> None:
    with store.reading(UNIT) as reader:
        assert reader.matters.lines() == ()
        with store.writing(UNIT) as writer:
            submit(writer, first())
            writer.commit()
        assert reader.matters.lines() == ()
    with store.reading(UNIT) as reader:
        assert len(reader.matters.lines()) == 1


def test_a_writer_that_waits_too_long_is_told_to_try_again(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    hurried = ("PRAGMA busy_timeout = 50", *connections.SQLITE_PRAGMAS[1:])
    monkeypatch.setattr(connections, "SQLITE_PRAGMAS", hurried)
    monkeypatch.setattr(connections, "POSTGRESQL_PATIENCE", "50ms")
    store = SqlStore(database.url)
    with store.writing(UNIT) as first_comer:
        submit(first_comer, first())
        with pytest.raises(Stale, match="系统正忙"), store.writing(UNIT):
            pytest.fail("two writers at once")
        first_comer.commit()
    with store.reading(UNIT) as work:
        assert work.matters.get(NUMBER).revision == 1
    store.close()


def test_an_unregistered_unit_cannot_write_and_has_no_register(store: SqlStore) -> None:
    with pytest.raises(NotFound, match="SL-NOBODY"), store.writing("SL-NOBODY"):
        pytest.fail("a stranger wrote")
    with store.reading("SL-NOBODY") as work:
        with pytest.raises(NotFound):
            work.register.unit()
        assert work.register.people() == ()


def test_the_register_comes_back_as_it_was_entered(store: SqlStore) -> None:
    with store.reading(UNIT) as work:
        assert work.register.unit() == plain_unit()
        assert work.register.people() == (HEAD, SECRETARY)


def test_a_store_is_empty_until_a_unit_is_registered(store: SqlStore, databases: Databases, kind: str) -> None:
    with databases.new(kind) as made:
        migrate(made.owner)
        new = SqlStore(made.owner)
        assert new.is_empty()
        assert not store.is_empty()
        new.close()


@pytest.mark.parametrize("kind", ["sqlite"])
def test_every_connection_has_the_settings_that_lose_nothing(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "SQLITE_PRAGMAS", DURABLE)
    store = SqlStore(database.url)
    with store.engine.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    store.close()
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 10_000}
