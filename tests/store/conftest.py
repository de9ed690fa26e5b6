"""Holds the databases of these tests, of each kind: migrated, with two units and their people."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from review.store import SqlStore, create_person, create_unit
from tests.databases import ON_BOTH, Database, Databases

from .examples import HEAD, OTHER, SECRETARY, UNIT, plain_unit


@pytest.fixture(params=ON_BOTH)
def kind(request: pytest.FixtureRequest) -> str:
    return request.param


def register(store: SqlStore) -> None:
    for unit in (UNIT, OTHER):
        create_unit(store.session, plain_unit(unit))
        create_person(store.session, unit, HEAD)
        create_person(store.session, unit, SECRETARY)
    store.session.commit()


@pytest.fixture
def database(databases: Databases, kind: str) -> Iterator[Database]:
    with databases.copy(kind, register) as made:
        yield made


@pytest.fixture
def path(database: Database) -> Path:
    return database.path
