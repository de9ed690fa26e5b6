"""Threads that write at the same moment: one wins each revision, the others are told, nothing is lost."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from review.domain.errors import Stale
from review.domain.trail import first_broken
from review.store import SqlStore

from .examples import MATTERS, NUMBER, OTHER, UNIT, first, submit, supplement

THREADS = 8


@pytest.mark.parametrize("rounds", [15, pytest.param(500, marks=pytest.mark.heavy)])
def test_of_eight_who_continue_the_same_page_exactly_one_wins_each_revision(store: SqlStore, rounds: int) -> None:
    with store.writing(UNIT) as work:
        submit(work, first())
        work.commit()
    barrier = Barrier(THREADS)

    def continue_in_every_round(_thread: int) -> list[int]:
        won = []
        for _ in range(rounds):
            with store.reading(UNIT) as work:
                seen = work.matters.get(NUMBER)
            barrier.wait(timeout=60)
            try:
                with store.writing(UNIT) as work:
                    won.append(supplement(work, seen).revision)
                    work.commit()
            except Stale:
                pass
            barrier.wait(timeout=60)
        return won

    with ThreadPoolExecutor(THREADS) as pool:
        wins = [revision for won in pool.map(continue_in_every_round, range(THREADS)) for revision in won]
    assert sorted(wins) == list(range(2, rounds + 2))
    with store.reading(UNIT) as work:
        assert work.matters.get(NUMBER).revision == rounds + 1
        events = list(work.trail.all())
        assert [event.revision for event in events] == list(range(1, rounds + 2))
        assert first_broken(events) is None


@pytest.mark.heavy
def test_eight_who_each_load_and_continue_lose_nothing(store: SqlStore) -> None:
    each = 5
    with store.writing(UNIT) as work:
        submit(work, first())
        work.commit()

    def continue_it(_thread: int) -> None:
        for _ in range(each):
            with store.writing(UNIT) as work:
                supplement(work, work.matters.get(NUMBER))
                work.commit()

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(continue_it, range(THREADS)))
    with store.reading(UNIT) as work:
        assert work.matters.get(NUMBER).revision == 1 + THREADS * each
        assert first_broken(work.trail.all()) is None


def test_of_eight_who_submit_with_one_key_exactly_one_stores_a_matter(store: SqlStore) -> None:
    barrier = Barrier(THREADS)

    def submit_it(_thread: int) -> str:
        barrier.wait(timeout=60)
        try:
            with store.writing(UNIT) as work:
                submit(work, first(number=work.matters.next_number(MATTERS, 2022)), key="key-1")
                work.commit()
        except Stale:
            return "stale"
        return "stored"

    with ThreadPoolExecutor(THREADS) as pool:
        assert Counter(pool.map(submit_it, range(THREADS))) == {"stored": 1, "stale": THREADS - 1}
    with store.reading(UNIT) as work:
        assert len(work.matters.lines()) == 1


def test_units_that_write_at_once_get_numbers_and_chains_without_gaps(store: SqlStore) -> None:
    each = 4

    def submit_some(thread: int) -> None:
        unit = (UNIT, OTHER)[thread % 2]
        for _ in range(each):
            with store.writing(unit) as work:
                submit(work, first(unit=unit, number=work.matters.next_number(MATTERS, 2022)))
                work.commit()

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(submit_some, range(THREADS)))
    for unit in (UNIT, OTHER):
        with store.reading(unit) as work:
            expected = [f"{unit}-A-2022-{running:04}" for running in range(1, each * THREADS // 2 + 1)]
            assert [event.matter for event in work.trail.all()] == expected
            assert first_broken(work.trail.all()) is None
