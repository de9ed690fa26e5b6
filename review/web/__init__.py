"""Holds the web edge: `create_web` puts the pages together; each page is in the module of its stage."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Flask, g, request

from review.config import TEMPLATES, Settings
from review.rulebooks import Loaded
from review.service import annual as annuals
from review.service import oversight as reading
from review.service.chains import WHAT_TO_DO, Kept
from review.service.desk import Desk
from review.service.ports import Actor, Binder, Printer
from review.service.signatures import SealsOf
from review.store.unit_of_work import SqlStore
from review.web import (
    adviser_numbers,
    advisers,
    agenda,
    annual,
    archiving,
    catalogue,
    correcting,
    countersign,
    delegations,
    deliberation,
    difference,
    draft,
    edition,
    emergency,
    errors,
    execution,
    files,
    guard,
    handovers,
    home,
    kept,
    legality,
    minutes,
    notices,
    opinion,
    oversight,
    papers,
    preparation,
    presentation,
    proof,
    record,
    rescheduling,
    retract,
    rules,
    session,
    sign_off,
    sign_off_plan,
    signin,
    sitting,
    submission,
    supplementary_notice,
)

STAGES = (
    home, notices, submission, preparation, draft, edition, emergency, retract, opinion, legality, countersign, deliberation,
    agenda, sitting, rescheduling, supplementary_notice, correcting, minutes, sign_off, sign_off_plan, execution, archiving,
    oversight, files, difference, record, papers, proof, catalogue, advisers, adviser_numbers, delegations, handovers, annual,
    rules,
)  # fmt: skip
WEEKDAYS = "一二三四五六日"


def create_web(
    settings: Settings, desk: Desk, printer: Printer, seals: SealsOf, binder: Binder, store: SqlStore,
    active: Callable[[], Loaded],
) -> Flask:
    """The application with every page, behind signing in; `active` is asked for the rulebook once a request."""
    app = Flask("review", template_folder=str(TEMPLATES), static_folder=str(TEMPLATES / "static"))
    app.config.update(SECRET_KEY=settings.secret_key, SESSION_COOKIE_SECURE=settings.secure_cookies)
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.extensions[session.EXTENSION] = session.Tools(desk, printer, seals, binder, active)
    guard.install(app)
    signin.install(app, store, desk.clock, settings.password_salt)
    errors.install(app)
    kept.install(app)
    presentation.install(app)
    app.context_processor(shell)
    for stage in STAGES:
        app.register_blueprint(stage.blueprint)
    return app


def shell() -> dict[str, Any]:
    """What the bar and the foot of every page show."""
    desk = session.desk()
    today = desk.today()
    words = [f"规则库 {desk.rulebook.id}（校验码 {desk.rulebook.sha256[:8]}）", f"今天是 {_weekday(today)}"]
    if not session.is_signed_in():
        return {"who": None, "menu": (), "foot": "　·　".join(words)}
    actor = session.actor()
    if not actor.roles:
        return {"who": actor, "menu": (), "foot": "　·　".join(words)}
    unit = reading.unit(desk, actor).name or actor.unit
    mandate = g.get("mandate")
    chains = session.chains()
    broken = [one for one in chains.values() if one.broken is not None]
    shown = {"trail_stands": chains.get(Kept.TRAIL), "broken_chains": broken, "what_to_do": WHAT_TO_DO}
    return shown | {"who": actor, "menu": menu(actor), "mandate": mandate, "foot": "　·　".join((unit, *words))}


def menu(actor: Actor) -> list[dict[str, Any]]:
    """The entries of the bar; who only reads has no tasks."""
    entries = [("/matters", "事项"), ("/meetings", "会议"), ("/catalogue", "事项清单"), ("/advisers", "法律顾问"),
               ("/delegations", "委托代行"), ("/rules", "规则库")]
    if annuals.may_read(actor):
        entries.insert(-1, ("/annual", "年度报告"))
    if not actor.only_reads:
        entries = [("/", "待办"), ("/notices", "通知"), *entries]
    here = max((href for href, _ in entries if _is_in(request.path, href)), key=len, default=None)
    return [{"href": href, "word": word, "here": href == here} for href, word in entries]


def _is_in(path: str, href: str) -> bool:
    return path == href or (href != "/" and path.startswith(f"{href}/"))


def _weekday(day: date) -> str:
    return f"{presentation.day(day)} 星期{WEEKDAYS[day.weekday()]}"
