"""Wires the adapters to the use cases; the only module that knows them all. It decides nothing.

Adapters are imported where they are needed: `review check` must not wait for a web framework.
"""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from review import config
from review.domain.rulebook import Rulebook
from review.domain.rulebook_reader import read_rulebook
from review.service.desk import Desk
from review.service.ports import Clock, Engine, Store
from review.service.record import CHINA

if TYPE_CHECKING:
    from flask import Flask

    from review.store import SqlStore


class SystemClock:
    """The machine's clock, in Beijing time."""

    def now(self) -> datetime:
        return datetime.now(CHINA)


class NoStore:
    """Stands for the store where a use case needs none (`review check`)."""

    def reading(self, unit: str) -> object:
        raise RuntimeError("this command has no store")

    writing = reading


@cache
def load_rulebook(folder: Path = config.RULES) -> Rulebook:
    """The rulebook in a folder; raises RulebookRefused."""
    return read_rulebook({path.name: path.read_bytes() for path in sorted(folder.glob("*.toml"))})


@cache
def engine() -> Engine:
    """The process's one rule engine."""
    from review.engine import DurableEngine

    return DurableEngine()


def open_desk(store: Store | None = None, clock: Clock | None = None, rules: Path = config.RULES) -> Desk:
    """The desk of the use cases: with a store for the service, without one for a single dossier."""
    return Desk(
        store=store or NoStore(),  # type: ignore[arg-type]
        rulebook=load_rulebook(rules), engine=engine(), clock=clock or SystemClock(),
    )  # fmt: skip


def create_app(settings: config.Settings | None = None, store: SqlStore | None = None) -> Flask:
    """The web application: migrated store, warm rule engine, printing in its own processes."""
    from werkzeug.middleware.proxy_fix import ProxyFix

    from review import api
    from review.record import PrintPool
    from review.store import SignIn, SqlStore, migrate
    from review.web import create_web

    settings = settings or config.settings()
    migrate(settings.database_url)
    store = store or SqlStore(settings.database_url)
    desk = open_desk(store)
    for rules in desk.rulebook.in_force(desk.today()):
        desk.engine(rules, {})  # compile before the first request; every worker process has its own engine
    app = create_web(settings, desk, PrintPool(), store)
    if settings.proxies:  # otherwise everybody behind them would sign in from one address
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies)  # type: ignore[method-assign]
    api.install(app, desk, SignIn(store, desk.clock))
    return app


def migrate_store(settings: config.Settings) -> None:
    """Bring the database to the newest schema before the workers start."""
    from review.store import migrate

    migrate(settings.database_url)
