"""Holds the downloads of the signed review record, alone and in its archive package; both are put together elsewhere."""

import hashlib
from urllib.parse import quote

from flask import Blueprint, Response

from review.domain.access import AccessAction
from review.service import access, package
from review.service import record as service
from review.service.ports import Record
from review.web.session import actor, desk, hands_out, printer, seals

blueprint = Blueprint("record", __name__)


@blueprint.get("/matters/<number>/record.pdf")
def download(number: str) -> Response:
    """The record of the newest revision, as a file named by the matter's number."""
    record = service.compose(desk(), actor(), number)
    pdf = _signed(record)
    _note(AccessAction.TAKE_RECORD, record, pdf)
    return _saved(Response(pdf, mimetype="application/pdf"), record, "审查记录", ".pdf")


@blueprint.get("/matters/<number>/package.zip")
def download_package(number: str) -> Response:
    """The archive package of the newest revision; it is written while it is sent."""
    record = service.compose(desk(), actor(), number)
    pdf = _signed(record)
    pieces = package.pack(desk(), actor(), record, pdf)
    _note(AccessAction.TAKE_PACKAGE, record, pdf)
    return _saved(Response(pieces, mimetype="application/zip"), record, "归档包", ".zip")


def _note(action: AccessAction, record: Record, pdf: bytes) -> None:
    number = record.dossier.matter.number or ""
    if hands_out():
        access.note_taking(desk(), actor(), action, number, record.revision or 0, hashlib.sha256(pdf).hexdigest())


def _signed(record: Record) -> bytes:
    return seals(actor().unit).sign(printer()(record))


def _saved(answer: Response, record: Record, what: str, ending: str) -> Response:
    """As a file named by the matter's number; an old browser takes the number in plain letters. Where the trail of the unit is
    broken the name says so, for the bytes of the record are those that they always were (docs/decisions/0071)."""
    number = record.dossier.matter.number or ""
    plain = "".join(sign if sign.isascii() and (sign.isalnum() or sign in "-_.") else "_" for sign in number)
    broken = desk().chains.trail(desk().store, actor().unit, desk().today()).broken
    what += "" if broken is None else f"（本单位办理轨迹第{broken}号起不完整）"
    name = f"{number}-第{record.revision}版-{what}{ending}" if record.revision else f"{number}-{what}{ending}"
    answer.headers["Content-Disposition"] = f"attachment; filename=\"{plain}{ending}\"; filename*=UTF-8''{quote(name)}"
    answer.headers["Cache-Control"] = "no-store"
    return answer
