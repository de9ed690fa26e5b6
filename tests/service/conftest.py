"""The use cases are walked on both kinds of database; on SQLite a road that many tests begin with is walked once."""

import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from review.demo import DayClock
from review.service.desk import Desk
from tests.databases import ON_BOTH, Database

Walk = Callable[..., Any]


@pytest.fixture(params=ON_BOTH)
def kind(request: pytest.FixtureRequest) -> str:
    return request.param


@dataclass(frozen=True)
class End:
    """Where a road ended: what it returned, the time by then, and a folder with the database and the files."""

    found: Any
    instant: datetime
    folder: Path


@pytest.fixture(scope="session")
def ends() -> dict[tuple[Any, ...], End]:
    return {}


@pytest.fixture
def walk(
    desk: Desk, clock: DayClock, database: Database, kind: str, ends: dict[tuple[Any, ...], End], tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Walk:  # fmt: skip
    """`walk(road, *given)`: what `road(desk, clock, *given)` returns and leaves, as the first act on the test's database."""

    def walked(road: Walk, *given: Any) -> Any:
        if kind != "sqlite":
            return road(desk, clock, *given)
        if (road, *given) not in ends:
            found, folder = road(desk, clock, *given), tmp_path_factory.mktemp("end")
            copied(database.path, folder / "review.sqlite")
            if (tmp_path / "files").exists():
                shutil.copytree(tmp_path / "files", folder / "files")
            ends[road, *given] = End(found, clock.instant, folder)
            return found
        end = ends[road, *given]
        copied(end.folder / "review.sqlite", database.path)
        if (end.folder / "files").exists():
            shutil.copytree(end.folder / "files", tmp_path / "files")
        clock.instant = end.instant
        return end.found

    return walked


def copied(one: Path, other: Path) -> None:
    """Copy a database, with what is still in its journal, over one that may be open."""
    with sqlite3.connect(one) as source, sqlite3.connect(other) as target:
        source.backup(target)
    source.close()
    target.close()
