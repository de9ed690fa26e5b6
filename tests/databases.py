"""Holds the databases of the tests, on SQLite and on PostgreSQL: each is a copy of one that was migrated and filled once."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import NullPool, create_engine, make_url

from review.store import SqlStore, migrate
from tests.cluster import OWNER, SERVICE, SUPERUSER, Cluster, running

ON_BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.heavy)]
"""The kinds of database, as parameters of the fixture `kind`."""


@dataclass(frozen=True)
class Database:
    """Its address as the service opens it; as its owner; and as somebody from whom nothing is hidden."""

    url: str
    owner: str
    unhidden: str

    @property
    def path(self) -> Path:
        """The file of a SQLite database."""
        return Path(make_url(self.url).database or "")

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """What is really there, whosever it is."""
        engine = create_engine(self.unhidden, poolclass=NullPool)
        with engine.connect() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(statement)]

    def run(self, statement: str) -> None:
        """Change something as the owner may."""
        engine = create_engine(self.owner, poolclass=NullPool)
        with engine.begin() as connection:
            connection.exec_driver_sql(statement)


class Databases:
    """Makes databases; the PostgreSQL server is started for the first that needs one."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder, self._stack, self._names = folder, stack, count(1)
        self._filled: dict[tuple[str, Callable[[SqlStore], None]], Database] = {}

    @cached_property
    def cluster(self) -> Cluster:
        return self._stack.enter_context(running())

    @contextmanager
    def copy(self, kind: str, fill: Callable[[SqlStore], None]) -> Iterator[Database]:
        """A migrated database that `fill` has filled; for as long as the context."""
        if (kind, fill) not in self._filled:
            self._filled[kind, fill] = self._fill(kind, fill)
        with self.new(kind, self._filled[kind, fill]) as made:
            yield made

    @contextmanager
    def new(self, kind: str, like: Database | None = None) -> Iterator[Database]:
        """A database that is empty or like another one; for as long as the context."""
        made = self._make(kind, like)
        yield made
        if kind == "postgresql":
            self.cluster.drop(_name(made))

    def _fill(self, kind: str, fill: Callable[[SqlStore], None]) -> Database:
        made = self._make(kind)
        migrate(made.owner, SERVICE if kind == "postgresql" else None)
        store = SqlStore(made.owner)
        fill(store)
        store.close()
        return made

    def _make(self, kind: str, like: Database | None = None) -> Database:
        if kind == "postgresql":
            name = self.cluster.create("template0" if like is None else _name(like))
            return Database(*(self.cluster.url(name, role).render_as_string() for role in (SERVICE, OWNER, SUPERUSER)))
        path = self._folder / f"{next(self._names)}.sqlite"
        if like is not None:
            shutil.copy(like.path, path)
        return Database(*[f"sqlite:///{path}"] * 3)


def _name(database: Database) -> str:
    return make_url(database.url).database or ""
