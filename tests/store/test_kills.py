"""A process or a server killed at any moment of writing leaves the revision and its event, or neither of them."""

import multiprocessing
import os
import random
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.context import ForkServerContext
from multiprocessing.sharedctypes import Synchronized
from types import SimpleNamespace

import pytest

from review.domain.trail import first_broken
from review.store import SqlStore
from tests.databases import Database, Databases

from .examples import NUMBER, UNIT, first, submit, supplement

POINTS = ("before the revision", "before the event", "before the commit", "after the commit")


@pytest.fixture(scope="module")
def context() -> ForkServerContext:
    """Children of a server that has read the program once, so that each starts in a moment."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["pytest", "review.store"])
    return context


@pytest.fixture
def matter(store: SqlStore) -> None:
    with store.writing(UNIT) as work:
        submit(work, first())
        work.commit()


def write_without_end(url: str, inside: "Synchronized[int]", stored: "Synchronized[int]") -> None:
    """Continue the matter for ever; `inside` is 1 between the first row written and the end of the commit, `stored` the
    number of commits that the database has confirmed, -1 before the first write."""
    store = SqlStore(url)
    stored.value = 0
    while True:
        with store.writing(UNIT) as work:
            before = work.matters.get(NUMBER)
            inside.value = 1
            supplement(work, before)
            work.commit()
            inside.value = 0
            stored.value += 1


def write_once_and_die(url: str, point: str) -> None:
    """Die by one's own hand at a named point of the write."""

    def die(at: str) -> None:
        if at == point:
            os.kill(os.getpid(), signal.SIGKILL)

    store = SqlStore(url)
    with store.writing(UNIT) as work:
        die("before the revision")
        append = work.trail.append
        work.trail.append = lambda event: (die("before the event"), append(event))  # type: ignore[method-assign]
        supplement(work, work.matters.get(NUMBER))
        die("before the commit")
        work.commit()
        die("after the commit")


def whole(database: Database) -> int:
    """Check that every revision has its event, the chain is whole and the file sound; the number of revisions.

    It is looked at as by a writer, who waits until PostgreSQL has noticed that the one before him is gone."""
    store = SqlStore(database.url)
    with store.writing(UNIT) as work:
        newest = work.matters.get(NUMBER).revision
        events = list(work.trail.all())
        pairs = database.rows(
            "SELECT r.revision, e.revision FROM revision r FULL JOIN event e "
            "ON e.revision = r.revision AND e.dossier_after = r.dossier_sha256"
        )
    store.close()
    assert [event.revision for event in events] == list(range(1, newest + 1))
    assert first_broken(events) is None
    assert len(pairs) == newest
    assert all(left == right for left, right in pairs)
    if database.url.startswith("sqlite"):
        assert database.rows("PRAGMA integrity_check") == [("ok",)]
    return newest


@contextmanager
def writer(context: ForkServerContext, database: Database, least: int) -> Iterator[SimpleNamespace]:
    """A process that writes without end and has been confirmed at least so many acts; killed at the end of the context."""
    inside, stored = context.Value("i", 0, lock=False), context.Value("i", -1, lock=False)
    process = context.Process(target=write_without_end, args=(database.url, inside, stored), daemon=True)
    process.start()
    try:
        while stored.value < least and process.is_alive():
            time.sleep(0.0002)
        yield SimpleNamespace(process=process, inside=inside, stored=stored)
    finally:
        process.kill()
        process.join()


@pytest.mark.parametrize("kills", [3, pytest.param(100, marks=[pytest.mark.heavy, pytest.mark.timeout(900)])])
@pytest.mark.usefixtures("matter")
def test_a_process_killed_at_a_random_moment_leaves_both_or_neither(
    database: Database, context: ForkServerContext, kills: int
) -> None:
    chance = random.Random(2019_713)
    amidst, newest = 0, 1
    for kill in range(50 * kills):
        with writer(context, database, least=kill % 2) as killed:
            time.sleep(chance.uniform(0, 0.03))
        assert killed.process.exitcode == -signal.SIGKILL
        amidst += killed.inside.value
        reached = whole(database)
        assert reached >= newest + killed.stored.value
        newest = reached
        if kill + 1 >= kills and amidst:  # when it strikes is chance, so it strikes until one has come amidst a write
            break
    assert amidst, "no kill came amidst a write: the test proved nothing"
    assert newest > 1, "no write was ever finished: the test proved nothing"


@pytest.mark.heavy
@pytest.mark.parametrize("kind", ["postgresql"])
@pytest.mark.usefixtures("matter")
def test_a_server_killed_at_a_random_moment_has_lost_nothing_that_it_confirmed(
    database: Database, databases: Databases, context: ForkServerContext
) -> None:
    chance = random.Random(2019_713)
    newest = 1
    for _ in range(5):
        with writer(context, database, least=3) as told:
            time.sleep(chance.uniform(0, 0.03))
            databases.cluster.kill()
            told.process.join()
        assert told.process.exitcode == 1, "the writer is told by an exception"
        databases.cluster.start()
        reached = whole(database)
        assert reached >= newest + told.stored.value
        newest = reached


@pytest.mark.parametrize("point", POINTS)
@pytest.mark.usefixtures("matter")
def test_a_process_killed_at_a_named_point_leaves_both_or_neither(
    database: Database, context: ForkServerContext, point: str
) -> None:
    process = context.Process(target=write_once_and_die, args=(database.url, point))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    assert whole(database) == (2 if point == "after the commit" else 1)
