"""Holds the pages over real stores: the demonstration loaded once by the real services and copied for each test.

`sign_in("mishu")` gives a browser of the demonstration's secretary; `post` sends a form with its token. Doubles stand
for the clock and the printer only.
"""

import re
import shutil
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, time
from functools import partial
from pathlib import Path
from types import CodeType
from typing import Any, ClassVar

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_security.utils import hash_password
from jinja2 import BaseLoader, Environment, Template
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from forms import read_dossier
from forms.labels import label
from review import demo
from review.app import load_rulebook, seals
from review.config import Settings
from review.demo import DayClock
from review.documents import compare
from review.domain import evaluator
from review.domain.dossier import Dossier
from review.domain.plain import to_plain
from review.domain.vocabulary import Role
from review.rulebooks import shipped
from review.service.desk import Desk
from review.service.ports import Matter, RegisteredPerson
from review.service.record import CHINA
from review.store import FolderFiles, SqlStore, create_account, create_person, create_unit, migrate
from review.web import create_web
from tests.conftest import example_text
from tests.copying import Glue, printed
from tests.once import once

from .road import BESIDE, NUMBER, ROAD, Stop, send

PASSWORD = "demo-password-1"
TODAY = date(2024, 6, 3)
UNIT = "SL-ZSJ"
DATABASE = "review.sqlite"

Examples = dict[str, Dossier]
SignIn = Callable[[str], FlaskClient]


class Compiled(BaseLoader):
    """The templates, each read and compiled once, and not anew for the application of every test."""

    kept: ClassVar[dict[str, CodeType]] = {}

    def __init__(self, real: BaseLoader) -> None:
        self.real = real

    def load(self, environment: Environment, name: str, globals: MutableMapping[str, Any] | None = None) -> Template:
        if name not in self.kept:
            source, filename, _ = self.real.get_source(environment, name)
            self.kept[name] = environment.compile(source, name, filename)
        return environment.template_class.from_code(environment, self.kept[name], globals or {})


class Route(Rule):
    """An address whose pattern is likewise compiled once for all applications."""

    kept: ClassVar[dict[object, dict[str, Any]]] = {}
    COMPILED = ("_parts", "_trace", "_converters", "arguments")

    def compile(self) -> None:
        key = self.rule, self.subdomain, tuple((self.defaults or {}).items())
        if key not in self.kept:
            super().compile()
            builders = {name: getattr(self, name).__func__ for name in ("_build", "_build_unknown")}
            self.kept[key] = {name: getattr(self, name) for name in self.COMPILED} | builders
        for name, value in self.kept[key].items():
            setattr(self, name, value if name in self.COMPILED else value.__get__(self, None))


Flask.url_rule_class = Route


def settings_for(path: Path) -> Settings:
    return Settings(
        database_url=f"sqlite:///{path}", secret_key="a secret of the tests", password_salt="a salt of the tests",
        secure_cookies=False, var=path.parent,
    )  # fmt: skip


def desk_over(store: SqlStore, clock: DayClock, folder: Path) -> Desk:
    """The desk with the evaluator in the engine's place: the tests of the pages need no second opinion."""
    return Desk(
        store=store, rulebook=load_rulebook(), engine=evaluator.outcomes, clock=clock,
        files=FolderFiles(folder / "files"), compare=compare, label=label,
    )  # fmt: skip


def opened(path: Path, today: date = TODAY) -> tuple[Flask, SqlStore]:
    store, clock = SqlStore(f"sqlite:///{path}"), DayClock()
    clock.turn_to(datetime.combine(today, time(18), CHINA))  # the meetings of the day are over
    desk, sealing = desk_over(store, clock, path.parent), partial(seals, kept_in=path.parent)
    app = create_web(settings_for(path), desk, printed, sealing, Glue(), store, shipped)
    app.jinja_env.loader = Compiled(app.jinja_env.loader)
    return app, store


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the demonstration: two units, an account for each role, every example matter."""
    return once(tmp_path_factory, "demonstration", _load) / DATABASE


def _load(folder: Path) -> None:
    path = folder / DATABASE
    migrate(f"sqlite:///{path}")
    app, store = opened(path)
    with app.app_context():
        hashed = hash_password(PASSWORD)
        clock = DayClock()
        demo.load(desk_over(store, clock, folder), clock, partial(_enrol, store, hashed))
    store.close()


def _enrol(store: SqlStore, hashed: str, own: tuple[Dossier, ...], people: tuple[RegisteredPerson, ...]) -> None:
    unit, session = own[0].unit, store.session()
    create_unit(session, to_plain(unit))
    for person in people:
        create_person(session, unit.code or "", person)
    for account in demo.ACCOUNTS:
        if account.unit == unit.code:
            create_account(session, account.username, hashed, account.unit, account.person, account.roles)
    session.commit()
    store.session.remove()


@pytest.fixture
def path(loaded: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(loaded, tmp_path / "review.sqlite"))


@pytest.fixture
def app(path: Path) -> Iterator[Flask]:
    app, store = opened(path)
    app.testing = True
    app.config["PROPAGATE_EXCEPTIONS"] = False
    yield app
    store.close()


@pytest.fixture
def desk(app: Flask) -> Desk:
    """The desk of the application, to prepare matters by the real use cases."""
    made: Desk = app.extensions["review"].desk
    return made


@pytest.fixture
def visitor(app: Flask) -> FlaskClient:
    """A browser in which nobody is signed in."""
    return app.test_client()


@pytest.fixture
def sign_in(app: Flask) -> SignIn:
    """A browser of the person with this sign-in name (`demo.ACCOUNTS`)."""

    return partial(signed_in, app)


def chromium() -> str | None:
    """The chromium or chrome of this machine that is no snap; without one playwright has brought its own."""
    found = (Path(path) for name in ("chromium", "google-chrome") if (path := shutil.which(name)))
    return next((str(path) for path in found if path.resolve().name != "snap"), None)


def token(client: FlaskClient, page: str = "/sign-in") -> str:
    """The form token of a page; any page of the same browser has the same one."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', text(client.get(page, follow_redirects=True)))
    assert found, f"{page} has no form token"
    return found[1]


def post(client: FlaskClient, path: str, data: dict[str, Any], page: str = "/sign-in") -> TestResponse:
    """Send a form as a browser does, with its token."""
    return client.post(path, data={"csrf_token": token(client, page), **data})


def text(answer: TestResponse) -> str:
    return answer.get_data(as_text=True)


def person(desk: Desk, role: Role, unit: str = UNIT) -> Any:
    """The demonstration's actor in this role, for the use cases."""
    with desk.store.reading(unit) as work:
        return demo.actor(role, unit, work.register.people())


def example(name: str) -> Dossier:
    """An example dossier by the start of its file's name: "02"."""
    return read_dossier(example_text(name))


def driven(desk: Desk, given: Dossier, number: str, **without: None) -> Matter:
    """Take an example through the stages that are left in it, under a number of its own.

    `driven(desk, example("02"), "SL-ZSJ-2024-0101", meetings=None, approvals=None)` stops after the legality review.
    """
    with desk.store.reading(given.unit.code or UNIT) as work:
        people = work.register.people()
    renamed = replace(given, matter=replace(given.matter, number=number), **without)
    clock = DayClock()
    return demo.drive(replace(desk, clock=clock), clock, renamed, people)


@contextmanager
def visited(path: Path, stop: Stop) -> Iterator[tuple[Flask, FlaskClient]]:
    """The application on the day of the stop, and the browser of the person whose turn it is."""
    app, store = opened(path, stop.on)
    yield app, signed_in(app, stop.by)
    store.close()


SESSIONS: dict[str, str] = {}
"""The session of each account of the demonstration, who signs in once: every database is a copy of the same."""


def signed_in(app: Flask, username: str) -> FlaskClient:
    if username not in SESSIONS:
        client = signed_in_anew(app, username)
        if any(username == account.username for account in demo.ACCOUNTS):
            SESSIONS[username] = client.get_cookie("review").value
        return client
    client = app.test_client()
    client.set_cookie("review", SESSIONS[username])
    return client


def signed_in_anew(app: Flask, username: str) -> FlaskClient:
    client = app.test_client()
    answer = post(client, "/sign-in", {"username": username, "password": PASSWORD})
    assert answer.status_code == 302, text(answer)
    return client


@pytest.fixture(scope="session")
def road(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The whole road, walked once; the database as it stood before each page was sent."""
    folder = once(tmp_path_factory, "road", partial(_walk, loaded))
    before = {stop: folder / f"{stop}.sqlite" for stop in (*(stop.name for stop in ROAD), "end")}
    return before | {stop.name: before[stop.instead_of] for stop in BESIDE}


def _walk(loaded: Path, folder: Path) -> None:
    path = Path(shutil.copy(loaded, folder / "end.sqlite"))
    for stop in ROAD:
        shutil.copy(path, folder / f"{stop.name}.sqlite")
        with visited(path, stop) as (_, client):
            answer = send(client, stop)
            assert (answer.status_code, answer.headers.get("Location")) == (303, f"/matters/{NUMBER}"), text(answer)


@pytest.fixture
def stand(road: dict[str, Path], tmp_path: Path) -> Callable[[str], Path]:
    """A copy of the database as it stood before a page."""
    return lambda page: Path(shutil.copy(road[page], tmp_path / "stand.sqlite"))
