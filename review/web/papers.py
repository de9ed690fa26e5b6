"""Holds the downloads of reading copies: opinions, reviews, agenda and minutes of a meeting, and the folder of a matter; each
marked with who reads it and when. Whose own document it is gets it without the mark as well, to sign on paper.
"""

from collections.abc import Iterable
from hashlib import file_digest
from io import BytesIO
from os import SEEK_END
from typing import BinaryIO

from flask import Blueprint, Response, request
from werkzeug.wsgi import wrap_file

from review.domain.access import AccessAction
from review.domain.files import FileType
from review.domain.sitting import Sitting
from review.service import access, copies
from review.service import papers as service
from review.service.ports import Paper, Record
from review.web.adoption_sheet import SHEET, laid_out
from review.web.agenda import type_of
from review.web.files import CHUNK, HARMLESS, disposition
from review.web.session import actor, desk, hands_out, press, viewer

blueprint = Blueprint("papers", __name__)

OF_SITTING = "/meetings/<kind>/<int:year>/<path:number>"


@blueprint.get("/matters/<number>/adoption.pdf")
def adoption(number: str) -> Response:
    """The statement of which opinions were adopted."""
    return _saved(service.adoption(desk(), actor(), number), number)


@blueprint.get("/matters/<number>/adoption.xlsx")
def adoption_sheet(number: str) -> Response:
    """The same rows as a workbook, to be worked on."""
    # Its library takes a while to load, which other pages need not wait for.
    from review.documents.workbook import write

    paper = service.adoption(desk(), actor(), number)
    content, name = BytesIO(write({SHEET: laid_out(paper.records[0].dossier)})), f"{service.name(paper)}（Excel）"
    _note(AccessAction.TAKE_PAPER, paper.records, content, name)
    return _sent(content, f"{number}-{service.name(paper)}.xlsx", "adoption", FileType.XLSX.value)


@blueprint.get("/matters/<number>/opinions/<int:place>.pdf")
def opinion(number: str, place: int) -> Response:
    """The legal opinion at this place, the first being 1."""
    return _saved(service.opinion(desk(), actor(), number, place - 1), f"{number}-{place}")


@blueprint.get("/matters/<number>/reviews/<int:place>.pdf")
def review(number: str, place: int) -> Response:
    """The legality review at this place, the oldest being 1."""
    return _saved(service.review(desk(), actor(), number, place - 1), f"{number}-{place}")


@blueprint.get(f"{OF_SITTING}/agenda.pdf")
def agenda(kind: str, year: int, number: str) -> Response:
    return _saved(service.agenda(desk(), actor(), Sitting(type_of(kind), year, number)), number)


@blueprint.get(f"{OF_SITTING}/minutes.pdf")
def minutes(kind: str, year: int, number: str) -> Response:
    return _saved(service.minutes(desk(), actor(), Sitting(type_of(kind), year, number)), number)


@blueprint.get("/matters/<number>/folder.pdf")
def folder(number: str) -> Response:
    """The whole folder of the newest revision as one file."""
    record, content = copies.folder(desk(), actor(), number, viewer(), press())
    revision = f"-第{record.revision}版" if record.revision else ""
    _note(AccessAction.TAKE_FOLDER, [record], content)
    return _sent(content, f"{number}{revision}-全卷阅览副本.pdf", "folder")


def _saved(paper: Paper, number: str) -> Response:
    """The reading copy; or, where it is asked for, the document to sign on paper, which has no mark."""
    name, content = service.name(paper), _content(paper)
    if _to_sign():
        name += f"（{service.PRINTED_AS[paper.kind]}）"
    _note(AccessAction.TAKE_PAPER, paper.records, content, name)
    return _sent(content, f"{number}-{name}.pdf", paper.kind.value.lower())


def _content(paper: Paper) -> BinaryIO:
    if _to_sign():
        return BytesIO(press().printer(service.for_signing(paper, actor())))
    return copies.marked(paper, viewer(), press())


def _to_sign() -> bool:
    return request.args.get("for") == "signing"


def _note(action: AccessAction, records: Iterable[Record], content: BinaryIO, name: str = "") -> None:
    matters = [(one.dossier.matter.number or "", one.revision or 0) for one in records]
    if hands_out():
        access.note_taking_of_several(desk(), actor(), action, matters, file_digest(content, "sha256").hexdigest(), name)


def _sent(content: BinaryIO, name: str, otherwise: str, kind: str = "application/pdf") -> Response:
    answer = Response(wrap_file(request.environ, content, CHUNK), mimetype=kind, direct_passthrough=True)
    answer.content_length = content.seek(0, SEEK_END)
    content.seek(0)
    answer.headers["Content-Disposition"] = disposition(name.replace("/", "_"), otherwise)
    answer.headers["Content-Security-Policy"] = HARMLESS
    return answer
