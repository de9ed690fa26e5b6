"""Holds the printed examples, each printed once for all tests."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from review.record import print_record
from tests.once import once

from . import examples, reading


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], bytes]:
    """The PDF of an example dossier; `handled` is 01 with state and trail, `brief 04` is 04 with a few findings only,
    `OPINION 01` a document of it."""

    @cache
    def get(name: str) -> bytes:
        folder = once(tmp_path_factory, f"printed {name}", lambda folder: write(folder, name))
        return (folder / "record.pdf").read_bytes()

    def write(folder: Path, name: str) -> None:
        (folder / "record.pdf").write_bytes(print_record(examples.named(name)))

    return get


@pytest.fixture(scope="session")
def words(printed: Callable[[str], bytes]) -> Callable[[str], str]:
    """The text of a printed example."""
    return cache(lambda name: reading.text(printed(name)))


@pytest.fixture(scope="session")
def pages(printed: Callable[[str], bytes]) -> Callable[[str], list[list[str]]]:
    """Its lines, page by page; only to be read."""
    return cache(lambda name: reading.pages(printed(name)))
