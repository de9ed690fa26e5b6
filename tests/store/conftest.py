"""Holds the databases of the tests: real SQLite files, migrated once and copied for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from review.store import SqlStore, create_person, create_unit, migrate

from .examples import CATALOGUE, HEAD, OTHER, SECRETARY, UNIT, plain_unit


@pytest.fixture(scope="session")
def registered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database with two units and their people."""
    path = tmp_path_factory.mktemp("store") / "registered.db"
    migrate(f"sqlite:///{path}")
    store = SqlStore(f"sqlite:///{path}")
    for unit in (UNIT, OTHER):
        create_unit(store.session, plain_unit(unit), CATALOGUE)
        create_person(store.session, unit, HEAD)
        create_person(store.session, unit, SECRETARY)
    store.session.commit()
    store.close()
    return path


@pytest.fixture
def path(registered: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(registered, tmp_path / "review.db"))


@pytest.fixture
def store(path: Path) -> Iterator[SqlStore]:
    store = SqlStore(f"sqlite:///{path}")
    yield store
    store.close()
