"""Holds the download of the signed review record; composing, printing and signing it are done elsewhere."""

from urllib.parse import quote

from flask import Blueprint, Response

from review.service import record as service
from review.web.session import actor, desk, printer, seals

blueprint = Blueprint("record", __name__)


@blueprint.get("/matters/<number>/record.pdf")
def download(number: str) -> Response:
    """The record of the newest revision, as a file named by the matter's number."""
    record = service.compose(desk(), actor(), number)
    answer = Response(seals(actor().unit).sign(printer()(record)), mimetype="application/pdf")
    name = f"{number}-第{record.revision}版-审查记录.pdf" if record.revision else f"{number}-审查记录.pdf"
    answer.headers["Content-Disposition"] = f"attachment; filename=\"{_ascii(number)}.pdf\"; filename*=UTF-8''{quote(name)}"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _ascii(number: str) -> str:
    """The number as an old browser takes it for a file name."""
    return "".join(sign if sign.isascii() and (sign.isalnum() or sign in "-_.") else "_" for sign in number)
