"""Holds the pages of every refusal and fault; which words a refusal has is said where it is raised.

403, 404, 409 (wrong state, gate shut, stale), 413, 422, 400 for an expired page, and 500 with a fault number.
"""

import logging
from typing import Any
from uuid import uuid4

from flask import Flask, flash, redirect, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError

from review.domain import errors
from review.domain.checklist import Finding, Judgement
from review.domain.sitting import Sitting
from review.domain.vocabulary import Gate
from review.web import kept, presentation
from review.web.session import desk, is_signed_in

log = logging.getLogger(__name__)

Answer = tuple[str, int]

HTTP_PAGES = {403: "forbidden", 404: "not_found", 413: "too_large"}
"""The template of a refusal by Flask itself, by status; any other has the plain page."""

BARE = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>系统出现故障</title></head>
<body><h1>系统出现故障</h1><p>刚才的操作没有完成，请稍后再试。故障编号：{number}</p><p><a href="/">返回待办</a></p></body></html>
"""
"""The page of a fault when nothing else can be shown."""


def install(app: Flask) -> None:
    """Map every refusal of the domain, of Flask and of the form token to its page."""
    app.register_error_handler(errors.DossierRefused, refused)
    app.register_error_handler(errors.GateShut, gate_shut)
    app.register_error_handler(errors.Stale, stale)
    app.register_error_handler(errors.WrongState, wrong_state)
    app.register_error_handler(errors.Forbidden, forbidden)
    app.register_error_handler(errors.Renumbered, renumbered)
    app.register_error_handler(errors.NotFound, not_found)
    app.register_error_handler(errors.RecordNotPrintable, not_printable)
    app.register_error_handler(errors.RecordNotSigned, not_signed)
    app.register_error_handler(errors.TrailBroken, trail_broken)
    app.register_error_handler(CSRFError, expired)
    app.register_error_handler(HTTPException, of_http)
    app.register_error_handler(Exception, fault)


def refused(error: errors.DossierRefused) -> Answer:
    return _page("refused", 422, faults=error.faults)


def gate_shut(error: errors.GateShut) -> Answer:
    return _page("gate_shut", 409, message=str(error), findings=shutting(error), matter=address())


def shutting(error: errors.GateShut) -> tuple[Finding, ...]:
    """The findings that the refusal names, or those of the last gate come to, or else of the first that is shut."""
    if not isinstance(error.judgement, Judgement):
        return ()
    if error.findings:
        return error.findings
    judged = error.judgement
    reached = [gate for gate, state in judged.gates.items() if state.reached and gate is not Gate.ARCHIVE]
    shut = [gate for gate, state in judged.gates.items() if not state.open]
    return next((found for gate in (*reached[-1:], *shut) if (found := judged.shutting(gate))), ())


def stale(error: errors.Stale) -> Answer:
    changes = [presentation.change(one) for one in error.changes]
    return _page("stale", 409, message=str(error), changes=changes, matter=address())


def wrong_state(error: errors.WrongState) -> Answer:
    return _page("wrong_state", 409, message=str(error), matter=address())


def forbidden(error: errors.Forbidden) -> Answer:
    return _page("forbidden", 403, message=str(error))


def not_found(error: errors.NotFound) -> Answer:
    return _page("not_found", 404, message=str(error))


def renumbered(error: errors.Renumbered) -> Any:
    """A page of a meeting by its former number leads to the meeting; what was sent from one was not stored, and is not lost."""
    assert isinstance(error.now, Sitting)
    where = presentation.sitting_path(error.now)
    if request.method == "GET":
        flash(f"{error}。")
        return redirect(where, 303)
    said = f"{error}。这一次填写的没有保存；还要办理的，请返回原页面留存所填内容，再到改期后的会议页面办理。"
    return _page("plain", 409, heading="会议已改期", message=said, meeting=where)


def not_printable(error: errors.RecordNotPrintable) -> Answer:
    return _page("plain", 422, heading="不能打印", message=str(error), matter=address())


def not_signed(error: errors.RecordNotSigned) -> Answer:
    return _page("plain", 503, heading="审查记录没有签名", message=str(error), matter=address())


def trail_broken(error: errors.TrailBroken) -> Answer:
    return _page("plain", 409, heading="办理轨迹不完整", message=str(error))


def expired(_error: CSRFError) -> Answer:
    """A page of an earlier session: what was typed is kept."""
    typed = kept.refused_as_typed()
    if typed is None:
        return _page("expired", 400)
    return (kept.send_again(typed), 400) if is_signed_in() else kept.sign_in_again(typed)


def of_http(error: HTTPException) -> Any:
    """A refusal by Flask: redirects pass, the rest gets its page."""
    status = error.code or 500
    if status < 400:
        return error
    if status >= 500:
        return fault(error)
    if status in HTTP_PAGES:
        return _page(HTTP_PAGES[status], status)
    return _page("plain", status, heading="不能这样访问", message="请求的方式不正确。请从页面上的按钮和链接进入。")


def fault(error: Exception) -> Answer:
    """A fault of the program: its number is in the log beside the cause; the user sees the number only."""
    number = uuid4().hex[:8].upper()
    cause = error.original_exception if isinstance(error, InternalServerError) else error
    log.error("fault %s at %s %s", number, request.method, request.path, exc_info=cause or error)
    try:
        return _page("fault", 500, number=number, at=desk().clock.now())
    except Exception:  # the shell of the page reads the database, which may be what is broken
        log.exception("fault %s: its page cannot be shown either", number)
        return BARE.format(number=number), 500


def address() -> str | None:
    """The page of the matter that the refused request was about."""
    number = (request.view_args or {}).get("number")
    return f"/matters/{number}" if number else None


def _page(name: str, status: int, **context: Any) -> Answer:
    """The page, with what was typed into the form that it refuses."""
    return render_template(f"errors/{name}.html", typed=kept.refused_as_typed(), **context), status
