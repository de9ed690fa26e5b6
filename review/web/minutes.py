"""Holds the page of a meeting's minutes (会议纪要): the draft from the data, to be copied or downloaded, and the comparison of a
written text with the data. It stores nothing but who took the draft.
"""

import hashlib
from collections.abc import Iterable

from flask import Blueprint, Response, render_template, request

from review.domain.access import AccessAction
from review.domain.comparison import is_unread
from review.domain.errors import DossierRefused, Fault, NotComparable
from review.domain.minutes import LONGEST, Difference, Discussed, Draft, differences, draft
from review.domain.papers import is_recorded
from review.domain.sitting import Sitting, place_in
from review.service import access, oversight
from review.service import sitting as service
from review.service.minutes import ENDINGS, text_of
from review.service.papers import signs_of_meeting
from review.service.ports import Matter
from review.web.agenda import type_of
from review.web.files import disposition
from review.web.presentation import sitting_path
from review.web.refusals import Refusal, attempt
from review.web.session import actor, desk, hands_out, names

blueprint = Blueprint("minutes", __name__)

ADDRESS = "/meetings/<kind>/<int:year>/<path:number>"


@blueprint.get(f"{ADDRESS}/minutes")
def drafted(kind: str, year: int, number: str) -> tuple[str, int]:
    return _page(Sitting(type_of(kind), year, number))


@blueprint.get(f"{ADDRESS}/minutes.txt")
def download(kind: str, year: int, number: str) -> Response:
    """The draft as a text file that opens with its signs in any editor; who takes it is noted, as with every file."""
    named = Sitting(type_of(kind), year, number)
    matters, name = service.show(desk(), actor(), named), f"{named.number}纪要.txt"
    content = ("\ufeff" + _drawn(named, matters).text.replace("\n", "\r\n")).encode()
    if hands_out():
        of = [(one.number, one.revision) for one in matters]
        access.note_taking_of_several(desk(), actor(), AccessAction.TAKE_PAPER, of, hashlib.sha256(content).hexdigest(), name)
    answer = Response(content, mimetype="text/plain")
    answer.headers["Content-Disposition"] = disposition(name, "minutes")
    return answer


@blueprint.post(f"{ADDRESS}/minutes")
def compare(kind: str, year: int, number: str) -> tuple[str, int]:
    """Compare the text that was sent with the data, and say each difference with its line."""
    named = Sitting(type_of(kind), year, number)
    text = request.form.get("text", "")
    try:
        text = _uploaded() or text
    except NotComparable as cause:
        return _page(named, text, refusal=Refusal(422, "文件没有读出来。", (Fault("/file", f"文件没有读出来：{cause}"),)))
    found = attempt(lambda: _compared(_draft(named), text))
    if isinstance(found, Refusal):
        return _page(named, text, refusal=found)
    return _page(named, text, found)


def _uploaded() -> str:
    """The text of the file that was sent, "" where there is none; raises NotComparable."""
    file = request.files.get("file")
    return text_of(desk(), file.filename, file.read()) if file and file.filename else ""


def _compared(made: Draft, text: str) -> tuple[Difference, ...]:
    if not text.strip():
        raise DossierRefused((Fault("/text", "请选择会议纪要的文件，或者粘贴它的文本"),))
    if len(text) > LONGEST:
        raise DossierRefused((Fault("/text", f"文本过长，最多{LONGEST}字"),))
    return differences(made, text)


def _page(
    named: Sitting, text: str = "", found: tuple[Difference, ...] | None = None, refusal: Refusal | None = None
) -> tuple[str, int]:
    lines = text.replace("\r\n", "\n").split("\n") if found else ()
    made, known = _draft(named), names()
    return render_template(
        "sitting/minutes.html", named=named, path=sitting_path(named), draft=made.text, text=text, found=found,
        recorded=is_recorded([topic.meeting for topic in made.topics]), lines=tuple(lines),
        wrong={one.line for one in found or ()}, unread=sum(is_unread(line.strip()) for line in text.splitlines()),
        refusal=refusal, endings=ENDINGS, signs=signs_of_meeting(actor()),
        corrected=[one for topic in made.topics for one in topic.meeting.corrections or () if one.minutes_differ], people=known,
    ), refusal.status if refusal else 200  # fmt: skip


def _draft(named: Sitting) -> Draft:
    return _drawn(named, service.show(desk(), actor(), named))


def _drawn(named: Sitting, matters: Iterable[Matter]) -> Draft:
    people = {one.id: one.name for one in oversight.people(desk(), actor())}
    places = ((one.dossier, place_in(one.dossier, named)) for one in matters)
    return draft([Discussed(dossier, place, people) for dossier, place in places if place is not None])
