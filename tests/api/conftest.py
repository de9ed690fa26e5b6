"""Holds the whole application as `create_app` wires it, over a unit with a secretary and an account without a role."""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_security.utils import hash_password

from review.app import create_app
from review.config import Settings
from review.domain.vocabulary import Role
from review.store import SqlStore, create_account, create_person, create_unit
from tests.store.examples import HEAD, SECRETARY, UNIT, plain_unit

PASSWORD = "a password of the tests"


@dataclass(frozen=True)
class Web:
    app: Flask
    password: str = PASSWORD


def basic(name: str, password: str = PASSWORD) -> dict[str, str]:
    """The header of HTTP Basic."""
    return {"Authorization": "Basic " + b64encode(f"{name}:{password}".encode()).decode()}


def serving(var: Path, proxies: int = 0) -> Web:
    settings = Settings(
        database_url=f"sqlite:///{var / 'review.sqlite'}", secret_key="a secret", password_salt="a salt",
        secure_cookies=False, var=var, proxies=proxies,
    )  # fmt: skip
    store = SqlStore(settings.database_url)
    app = create_app(settings, store)
    with app.app_context():
        session, hashed = store.session(), hash_password(PASSWORD)
        create_unit(session, plain_unit())
        create_person(session, UNIT, SECRETARY)
        create_person(session, UNIT, HEAD)
        create_account(session, "mishu", hashed, UNIT, SECRETARY.id, [Role.SECRETARY])
        create_account(session, "nobody", hashed, UNIT, HEAD.id, [])
        session.commit()
    return Web(app)


@pytest.fixture(scope="session")
def web(tmp_path_factory: pytest.TempPathFactory) -> Web:
    """One application for the tests that count nothing."""
    return serving(tmp_path_factory.mktemp("var"))


@pytest.fixture
def own(tmp_path: Path) -> Web:
    """An application of the test's own, because failures are counted."""
    return serving(tmp_path)


@pytest.fixture
def client(web: Web) -> Iterator[FlaskClient]:
    """The application of the pages with the interface beside them."""
    with web.app.test_client() as client:
        yield client


@pytest.fixture
def allowed() -> dict[str, str]:
    return basic("mishu")
