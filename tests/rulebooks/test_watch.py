"""A running service takes up a newly activated rulebook with its next request, and keeps the old one where it cannot."""

import logging
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from review.domain.errors import RulebookRefused
from review.domain.rulebook import Rulebook
from review.rulebooks import Shelf, Watch, shipped

from .conftest import AT, FIRST, SECOND


def test_what_is_activated_is_prepared_and_then_taken_up(shelf: Shelf) -> None:
    prepared: list[str] = []
    watch = Watch(shelf, lambda book: prepared.append(book.sha256))
    assert watch() is shipped()
    shelf.activate(FIRST, AT)
    assert watch().rulebook.sha256 == FIRST.rulebook.sha256
    assert watch() is watch(), "read once"
    shelf.return_to_shipped(AT)
    assert watch() is shipped()
    assert prepared == [shipped().rulebook.sha256, FIRST.rulebook.sha256, shipped().rulebook.sha256]


def test_one_that_cannot_be_used_is_told_once_and_the_old_one_stays(
    shelf: Shelf, caplog: pytest.LogCaptureFixture
) -> None:
    shelf.activate(FIRST, AT)
    watch = Watch(shelf, len_of)
    shelf.activate(SECOND, AT)
    (shelf.path / SECOND.folder.sha256 / "more.toml").write_text("")
    with caplog.at_level(logging.ERROR, "review"):
        assert [watch().rulebook.sha256 for _ in range(3)] == [FIRST.rulebook.sha256] * 3
    (record,) = caplog.records
    assert SECOND.folder.sha256 in record.getMessage()
    shelf.activate(SECOND, AT)
    assert watch().rulebook.sha256 == SECOND.rulebook.sha256, "mended by activating it again"


def test_one_that_the_engine_does_not_hold_is_not_taken_up(shelf: Shelf) -> None:
    def prepare(book: Rulebook) -> None:
        if book.sha256 == FIRST.rulebook.sha256:
            raise MemoryError

    watch = Watch(shelf, prepare)
    shelf.activate(FIRST, AT)
    assert watch() is shipped()


def test_a_damaged_copy_does_not_stop_a_service_that_runs_but_no_other_one_starts(shelf: Shelf) -> None:
    shelf.activate(FIRST, AT)
    watch = Watch(shelf, len_of)
    (shelf.path / FIRST.folder.sha256 / "funds.toml").unlink()
    assert watch().rulebook.sha256 == FIRST.rulebook.sha256
    with pytest.raises(RulebookRefused):
        Watch(shelf, len_of)


def test_of_many_requests_at_once_one_reads_and_the_others_wait_for_it(shelf: Shelf) -> None:
    prepared: list[str] = []

    def prepare(book: Rulebook) -> None:
        time.sleep(0.05)
        prepared.append(book.sha256)

    watch = Watch(shelf, prepare)
    shelf.activate(FIRST, AT)
    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(lambda _: watch().rulebook.sha256, range(8)))
    assert set(taken) == {FIRST.rulebook.sha256}
    assert prepared == [shipped().rulebook.sha256, FIRST.rulebook.sha256]


def len_of(book: Rulebook) -> int:
    """Prepares nothing."""
    return len(book.rules)
