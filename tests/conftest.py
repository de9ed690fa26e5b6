"""What most tests need: the shipped rulebook and examples, a real store, a desk with a clock that tests set."""

import gc
import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from sqlalchemy import Connection, Engine, event

from forms.dossier import read_plain
from forms.labels import label
from review import config, demo
from review.app import engine, load_rulebook
from review.demo_advisers import KEEPERS, enter_registers
from review.documents import compare
from review.domain.dossier import Dossier
from review.domain.plain import to_plain
from review.domain.rulebook import Rulebook
from review.record import print_record
from review.service.desk import Desk
from review.store import FolderFiles, SqlStore, connections, create_account, create_person, create_unit
from review.web import signin
from tests.databases import Database, Databases
from tests.once import once
from tests.stored import Stored, stored_records

EXAMPLES = config.EXAMPLES
settings.register_profile("unhurried", deadline=None)  # a busy machine is not a fault
settings.load_profile("unhurried")
gc.set_threshold(50_000, 20, 20)
"""The rulebook and its cases stay for the whole run: looking them over for rubbish again and again took a twentieth of it."""
CHEAP_HASH = {"argon2__rounds": 1, "argon2__memory_cost": 64, "argon2__parallelism": 1}
"""Hundreds of sign-ins; what the product's own setting costs an attacker is tested in tests/web/test_sign_in.py."""
signin.SETTINGS["SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS"] = CHEAP_HASH


class Statements(dict[Any, Any]):
    """Compiled statements by what they say: every test opens a database of its own and would compile all of them anew, which
    took a tenth of what a test of the service or the pages takes. The first of a key is the dialect, another one for each."""

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get(key[1:], default)

    def __setitem__(self, key: Any, value: Any) -> None:
        super().__setitem__(key[1:], value)


STATEMENTS = {"sqlite": Statements(), "postgresql": Statements()}


@event.listens_for(Engine, "engine_connect")
def share_statements(connection: Connection) -> None:
    connection.execution_options(compiled_cache=STATEMENTS[connection.dialect.name])


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """The tests themselves are no rubbish either."""
    gc.collect()
    gc.freeze()


def example_text(start: str) -> bytes:
    """The example dossier whose file name starts so."""
    return next(EXAMPLES.glob(f"{start}-*.json")).read_bytes()


def place(plain: Any, pointer: str) -> tuple[Any, Any]:
    """The container and key that a JSON pointer names."""
    *path, last = pointer.strip("/").split("/")
    for step in path:
        plain = plain[int(step)] if isinstance(plain, list) else plain[step]
    return plain, int(last) if isinstance(plain, list) else last


@pytest.fixture(scope="session", autouse=True)
def own_var(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A `var/` in which no rulebook was activated, also for the processes that tests start."""
    os.environ["REVIEW_VAR"] = str(tmp_path_factory.mktemp("var"))


DURABLE = connections.SQLITE_PRAGMAS
"""As the service sets them; the processes that tests kill set them so too."""


@pytest.fixture(scope="session", autouse=True)
def no_waiting_for_the_disk() -> Iterator[None]:
    """The databases of the tests need not outlive a power failure, and each act would wait for the disk three times."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connections, "SQLITE_PRAGMAS", tuple(one.replace("= FULL", "= OFF") for one in DURABLE))
        yield


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    return load_rulebook()


@pytest.fixture(scope="session")
def changed() -> Callable[..., Dossier]:
    """`changed("01", {"/pointer": value, …})`: an example with places changed; `None` removes one."""

    def change(start: str, changes: dict[str, Any] | None = None) -> Dossier:
        plain = json.loads(example_text(start))
        for pointer, value in (changes or {}).items():
            container, key = place(plain, pointer)
            if value is None:
                del container[key]
            else:
                container[key] = value
        return read_plain(plain)

    return change


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    with ExitStack() as stack:
        yield Databases(tmp_path_factory.mktemp("databases"), stack)


@pytest.fixture
def kind() -> str:
    """Of which kind `database` is; where both are tested, it is made a parameter."""
    return "sqlite"


def register(store: SqlStore) -> None:
    """Enter the units of the examples, their people and accounts."""
    shipped = demo.examples()
    for code in dict.fromkeys(one.unit.code for one in shipped):
        own = [one for one in shipped if one.unit.code == code]
        session = store.session()
        create_unit(session, to_plain(own[0].unit))
        for person in demo.register_of(own):
            create_person(session, code or "", person)
        for one in demo.ACCOUNTS:
            if one.unit == code:
                create_account(session, one.username, "no password", one.unit, one.person, one.roles)
        session.commit()
        store.session.remove()
        set_registers(store, own)


def set_registers(store: SqlStore, own: Sequence[Dossier]) -> None:
    """Enter and confirm the unit's advisers and lists of matters, which takes a store and a clock only."""
    clock = demo.DayClock()
    desk = Desk(store=store, rulebook=None, engine=None, clock=clock, files=None, compare=None, label=str)
    people, unit = demo.register_of(own), own[0].unit.code or ""
    enter_registers(desk, clock.turn_to, *(demo.actor(role, unit, people) for role in KEEPERS))


@pytest.fixture
def database(databases: Databases, kind: str) -> Iterator[Database]:
    with databases.copy(kind, register) as made:
        yield made


@pytest.fixture
def store(database: Database) -> Iterator[SqlStore]:
    opened = SqlStore(database.url)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def stored(databases: Databases, rulebook: Rulebook, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stored]:
    """`stored(2)`: the record of the third example as the services led it, with its trail."""
    with stored_records(databases, register, rulebook, tmp_path_factory.mktemp("files")) as made:
        yield made


@pytest.fixture(scope="session")
def printed_stored(stored: Stored, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The PDF of `stored(0)`; only to be read."""

    def write(folder: Path) -> None:
        (folder / "record.pdf").write_bytes(print_record(stored(0)))

    return once(tmp_path_factory, "printed stored", write) / "record.pdf"


@pytest.fixture
def clock() -> demo.DayClock:
    return demo.DayClock()


@pytest.fixture
def desk(store: SqlStore, clock: demo.DayClock, rulebook: Rulebook, tmp_path: Path) -> Desk:
    files = FolderFiles(tmp_path / "files")
    return Desk(store=store, rulebook=rulebook, engine=engine(), clock=clock, files=files, compare=compare, label=label)
