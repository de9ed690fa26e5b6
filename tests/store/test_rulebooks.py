"""The rules by which a matter was judged are kept with it, word for word, and once."""

import threading

from review.store import SqlStore

from .examples import OTHER, UNIT

FIRST, SECOND = "a" * 64, "b" * 64
FILES = {"calendar.toml": b"", "funds.toml": "# 资金\r\n\\ \"𠮷\"\n".encode()}


def keep(store: SqlStore, unit: str, sha256: str) -> None:
    with store.writing(unit) as work:
        work.rulebooks.keep(sha256, FILES)
        work.commit()


def test_a_rulebook_comes_back_word_for_word_and_is_kept_once_for_every_unit(store: SqlStore) -> None:
    for unit in (UNIT, OTHER, UNIT):
        keep(store, unit, FIRST)
    keep(store, OTHER, SECOND)
    assert store.rulebooks() == {FIRST, SECOND}
    for unit in (UNIT, OTHER):
        with store.reading(unit) as work:
            assert work.rulebooks.files(FIRST) == work.rulebooks.files(SECOND) == FILES
            assert work.rulebooks.files("c" * 64) is None


def test_a_rulebook_is_not_kept_by_an_act_that_is_not_stored(store: SqlStore) -> None:
    with store.writing(UNIT) as work:
        work.rulebooks.keep(FIRST, FILES)
    assert store.rulebooks() == frozenset()


def test_two_units_may_keep_the_same_rulebook_at_once(store: SqlStore) -> None:
    faults: list[Exception] = []

    def kept(unit: str) -> None:
        try:
            keep(store, unit, FIRST)
        except Exception as fault:
            faults.append(fault)

    threads = [threading.Thread(target=kept, args=(unit,)) for unit in (UNIT, OTHER) * 4]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (faults, store.rulebooks()) == ([], {FIRST})
