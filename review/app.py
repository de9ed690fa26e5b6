"""Wires the adapters to the use cases; the only module that knows them all. It decides nothing.

Adapters are imported where they are needed: `review check` must not wait for a web framework.
"""

from __future__ import annotations

import os
import threading
import time
from datetime import date, datetime
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from forms.labels import label
from review import config
from review.domain.rulebook import Rulebook
from review.domain.trail import ChainHash
from review.rulebooks import Shelf, Watch, load, shipped
from review.service.desk import Desk
from review.service.ports import Clock, Engine, Files, Store
from review.service.record import CHINA

if TYPE_CHECKING:
    from flask import Flask

    from review.record import PrintPool
    from review.record.seals import KeySeals
    from review.record.stamping import Authority
    from review.store import SqlStore


class SystemClock:
    """The machine's clock, in Beijing time."""

    def now(self) -> datetime:
        return datetime.now(CHINA)


class Told(NamedTuple):
    """How many people were told without anybody's act (of a day, or of what waits for whom they stand in), how many mails the
    mail server took and how many it did not."""

    warned: int
    mailed: int
    refused: int


class NoStore:
    """Stands for the store and for the files where a use case needs neither (`review check`): reading in their libraries
    takes longer than judging."""

    def __getattr__(self, name: str) -> object:
        raise RuntimeError("this command has no store")


def load_rulebook(folder: Path = config.RULES) -> Rulebook:
    """The rulebook in a folder, by default the one that came with the program; raises RulebookRefused."""
    return (shipped() if folder == config.RULES else load(folder)).rulebook


def shelf() -> Shelf:
    """The rulebooks that were activated in this installation."""
    return Shelf(config.var())


def active_rulebook() -> Rulebook:
    """The rulebook that everything judges by which is given no other; raises RulebookRefused."""
    return shelf().load().rulebook


@cache
def engine() -> Engine:
    """The process's one rule engine."""
    from review.engine import DurableEngine

    return DurableEngine()


def files() -> Files:
    """The files of this installation; nothing is made for looking into them."""
    from review.store.files import FolderFiles

    return FolderFiles(config.var() / "files")


def seals(unit: str, kept_in: Path | None = None, stamps: Authority | None = None) -> KeySeals:
    """What signs with the key of this unit, and knows its certificates; `stamps` puts time stamps over signatures."""
    from review.record.seals import KeySeals, Token

    said = config.signing(kept_in or config.var(), unit)
    token = said.token and Token(said.token.module, said.token.label, said.token.pin, unit)
    return KeySeals(said.key, said.passphrase, said.certificates, config.write_new, token, stamps, said.stamped)


def time_stamps() -> Authority:
    """The time-stamping authority that this installation asks, and those that it trusts."""
    from review.record.stamping import Authority

    said = config.time_stamping()
    return Authority(said.url, said.trusted)


def open_desk(store: Store | None = None, clock: Clock | None = None, rulebook: Rulebook | None = None,
              chained_by: ChainHash = ChainHash.SHA256, stamps: Authority | None = None) -> Desk:  # fmt: skip
    """The desk of the use cases: with a store for the service, without one for a single dossier; by the active rulebook
    unless by another."""
    from review.documents import compare

    return Desk(
        store=store or NoStore(),  # type: ignore[arg-type]
        files=files() if store else NoStore(),  # type: ignore[arg-type]
        rulebook=rulebook or active_rulebook(), engine=engine(), clock=clock or SystemClock(),
        compare=compare, label=label, chained_by=chained_by, stamps=stamps,
    )  # fmt: skip


def create_serving_app() -> Flask:
    """The application for `review serve`: a print process reads its libraries before anybody waits for a record."""
    from review.record import PrintPool

    end_with(os.getppid())
    printer = PrintPool()
    app = create_app(printer=printer)
    printer.prepare()
    return app


def end_with(parent: int) -> None:
    """End this process as soon as the one that started it is gone. One that is killed (kill -9, out of memory) can end nobody:
    what it leaves behind would go on serving, by a program that may since be another, and keep the port from the next."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os._exit(1)

    threading.Thread(target=watch, name="end with the service", daemon=True).start()


def create_app(
    settings: config.Settings | None = None, store: SqlStore | None = None, printer: PrintPool | None = None
) -> Flask:
    """The web application: migrated store, warm rule engine, printing in its own processes, the chains of every unit proven from
    their beginning. It judges by the rulebook that is active, from the next request on when another is activated."""
    from werkzeug.middleware.proxy_fix import ProxyFix

    from review import api
    from review.documents.binder import ProcessBinder
    from review.record import PrintPool
    from review.store import SignIn, SqlStore, make_ready
    from review.web import create_web, session

    settings = settings or config.settings()
    make_ready(settings.database_url)
    store = store or SqlStore(settings.database_url)
    active = watch(settings)
    stamps = time_stamps()
    desk = open_desk(store, rulebook=active().rulebook, chained_by=settings.chained_by, stamps=stamps)
    for unit in store.units():
        desk.chains.look(store, unit, desk.today())
    sealed_by = partial(seals, kept_in=settings.var, stamps=stamps)
    app = create_web(settings, desk, printer or PrintPool(), sealed_by, ProcessBinder(), store, active)
    if settings.proxies:  # otherwise everybody behind them would sign in from one address
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies)  # type: ignore[method-assign]
    api.install(app, session.desk, SignIn(store, desk.clock))
    return app


def watch(settings: config.Settings) -> Watch:
    """The active rulebook as a service follows it, told to the log; raises RulebookRefused."""
    clock, kept = SystemClock(), Shelf(settings.var)

    def compile_now(rulebook: Rulebook) -> None:
        """Before anybody waits for it; every worker process has its own engine."""
        for rules in rulebook.in_force(clock.now().date()):
            engine()(rules, {})

    watched = Watch(kept, compile_now)
    kept.note(watched(), clock.now())
    return watched


def prepare(settings: config.Settings) -> None:
    """Before the workers start: a database that is ready, and a rulebook that can be judged by; what is wrong is told at once."""
    from review.store import FolderFiles, make_ready

    config.signing(settings.var, ""), config.time_stamping()
    make_ready(settings.database_url)
    FolderFiles(settings.var / "files").clear()
    watch(settings)


class Notifier:
    """Tells the people of every unit what comes without anybody's act: once a day of the days that come or have passed, and of
    what waits for whom they stand in from that day on; and by mail, where a mail server is set, what waits in the outbox."""

    def __init__(self, settings: config.Settings) -> None:
        self._settings = settings
        self._active: Watch | None = None
        self._warned: date | None = None

    def __call__(self) -> Told:
        """One round. Raises what the database raises; then the next round does it again."""
        from review.mail import SmtpMailer
        from review.service.notices import deliver
        from review.service.standing_in import begin
        from review.service.warning import warn
        from review.store import SqlStore

        settings = self._settings
        store = SqlStore(settings.database_url)
        try:
            self._active = self._active or Watch(Shelf(settings.var), lambda _: None)
            desk, warned = open_desk(store, rulebook=self._active().rulebook), 0
            if self._warned != desk.today():
                warned = sum(warn(desk, unit) + begin(desk, unit) for unit in store.units())
                self._warned = desk.today()
            mail = SmtpMailer(settings.smtp_url, settings.mail_from) if settings.smtp_url else None
            mailed = [deliver(desk, unit, mail, settings.public_url) for unit in store.units()] if mail else []
        finally:
            store.close()
        return Told(warned, sum(taken for taken, _ in mailed), sum(refused for _, refused in mailed))
