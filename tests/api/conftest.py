"""Holds the whole application over a freshly loaded demonstration, as `create_app` wires it."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask

from review import install
from review.app import create_app
from review.config import Settings

PASSWORD = "a password of the tests"


@dataclass(frozen=True)
class Web:
    app: Flask
    password: str


@pytest.fixture(scope="session")
def web(tmp_path_factory: pytest.TempPathFactory) -> Web:
    var: Path = tmp_path_factory.mktemp("var")
    settings = Settings(
        database_url=f"sqlite:///{var / 'review.sqlite'}", secret_key="a secret", password_salt="a salt",
        secure_cookies=False, var=var,
    )  # fmt: skip
    install.load(settings, PASSWORD)
    return Web(create_app(settings), PASSWORD)
