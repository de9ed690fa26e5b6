"""The print processes: none before the first print, no record takes another down with it, and nothing stays behind."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pytest

from review.domain.errors import RecordNotPrintable
from review.record import PrintPool
from review.record.pool import _Process

from . import examples


def waiting(pool: PrintPool) -> list[_Process]:
    return [process for process in pool._places.queue if process is not None]


def test_a_pool_costs_nothing_before_the_first_print() -> None:
    start = time.perf_counter()
    pool = PrintPool()
    assert time.perf_counter() - start < 0.1
    assert not waiting(pool)


@pytest.mark.heavy
def test_a_prepared_pool_has_a_process_that_prints_as_any_other(printed: Any) -> None:
    pool = PrintPool(processes=2)
    try:
        pool.prepare()
        (first,) = waiting(pool)
        pool.prepare()
        assert waiting(pool) == [first], "one is enough until two print at once"
        assert pool(examples.record("04")) == printed("04")
        assert waiting(pool) == [first]
    finally:
        pool.close()


def test_a_print_that_takes_too_long_is_stopped_and_said() -> None:
    pool = PrintPool(processes=1, seconds=0.2)
    with pytest.raises(RecordNotPrintable, match=r"超过0\.2秒"):
        pool(examples.record("04"))
    assert not waiting(pool)


@pytest.mark.heavy
def test_a_process_that_cannot_work_is_tried_twice_and_said() -> None:
    with pytest.raises(RecordNotPrintable, match="两次异常退出"):
        PrintPool(processes=1, address_space=150 << 20)(examples.record("04"))


@pytest.mark.heavy
def test_a_lost_process_is_replaced_and_the_record_printed(printed: Any) -> None:
    pool = PrintPool(processes=1)
    try:
        assert pool(examples.record("04")) == printed("04")
        (first,) = waiting(pool)
        first._process.kill()
        first._process.join()
        assert pool(examples.record("04")) == printed("04")
        assert waiting(pool) != [first]
    finally:
        pool.close()


@pytest.fixture
def passing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of passing files, of this process and of those it starts."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


def left(folder: Path) -> list[Path]:
    return [*folder.glob("review-print-*"), *folder.glob("weasyprint-*")]


@pytest.mark.heavy
def test_the_fonts_copied_for_a_print_do_not_stay_behind(passing: Path) -> None:
    pool = PrintPool(processes=1)
    pool(examples.record("04"))
    assert list(passing.glob("review-print-*/weasyprint-*")), "the fonts are somewhere else: what is tested here?"
    pool.close()
    assert not left(passing)


COMMAND = """
from review.record import print_record
from tests.record import examples
print_record(examples.record("04"))
"""
SERVICE = """
from review.record import PrintPool
from tests.record import examples
pool = PrintPool(processes=1)
pool(examples.record("04"))
print("printed", flush=True)
input()
"""


@pytest.mark.heavy
def test_the_fonts_do_not_stay_behind_when_the_service_is_killed(passing: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", SERVICE], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as service:
        assert service.stdout is not None
        assert service.stdout.readline() == b"printed\n"
        assert left(passing)
        os.kill(service.pid, signal.SIGKILL)
    waited = time.monotonic() + 30
    while left(passing) and time.monotonic() < waited:
        time.sleep(0.1)
    assert not left(passing)


@pytest.mark.heavy
def test_the_fonts_do_not_stay_behind_when_the_service_ends_by_itself(passing: Path) -> None:
    """It ends what it started by a signal, without closing the pipe first."""
    with subprocess.Popen([sys.executable, "-c", SERVICE], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as service:
        assert service.stdin is not None and service.stdout is not None
        assert service.stdout.readline() == b"printed\n"
        assert left(passing)
        service.stdin.write(b"\n")
        service.stdin.flush()
    assert service.returncode == 0
    assert not left(passing)


@pytest.mark.heavy
def test_the_fonts_do_not_stay_behind_when_a_command_has_printed(passing: Path) -> None:
    subprocess.run([sys.executable, "-c", COMMAND], check=True)
    assert not left(passing)


@pytest.mark.heavy
def test_processes_are_replaced_after_their_number_of_records() -> None:
    pool = PrintPool(processes=1, records_per_process=2)
    try:
        pool(examples.record("04"))
        assert len(waiting(pool)) == 1
        pool(examples.record("04"))
        assert not waiting(pool)
    finally:
        pool.close()


def test_a_missing_library_is_said_with_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    from review.record import libraries

    libraries.require_libraries()
    monkeypatch.setattr(libraries, "_loadable", lambda library: False)
    with pytest.raises(RecordNotPrintable, match=r"apt-get install libpango-1\.0-0 libpangoft2-1\.0-0"):
        libraries.require_libraries()
