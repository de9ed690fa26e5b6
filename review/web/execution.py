"""Holds the page after the decision: publicity of candidates, report upward, publication, execution, archive."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from flask import Blueprint

from forms import flat
from forms.further import Input, every_input, grouped, inputs
from review.domain import vocabulary
from review.domain.dossier import Archive, Execution, Matter, Publication, Registration, Reporting
from review.domain.vocabulary import Gate
from review.domain.workflow import Action
from review.service import execution as service
from review.service import oversight
from review.service.ports import Matter as Stored
from review.web import posted, uploads
from review.web.fields import (
    Refusal,
    Sheet,
    answer,
    attempt,
    by_place,
    compacted,
    lacking,
    linked,
    opened,
    posted_to,
    revision,
    stored,
    typed,
)
from review.web.questions import ANSWERS, as_asked, questions, without
from review.web.session import actor, desk

blueprint = Blueprint("execution", __name__)

PARTS = ("reporting", "publication", "execution", "archive")
REGISTRATION = "/document_review/registration"
LISTS = ("/execution/reports", "/execution/problems", "/archive/items")
HERE = (*(f"/{part}" for part in PARTS), "/matter/candidates", REGISTRATION)
AHEAD = (Gate.APPROVAL, Gate.ARCHIVE)

Answer = tuple[str, int]


@blueprint.get("/matters/<number>/follow-up")
def registering(number: str) -> Answer:
    matter = opened(number, Action.FOLLOW_UP)
    values = flat.flatten(matter.dossier.matter.candidates, "/matter/candidates")
    if document := matter.dossier.document_review:
        values |= flat.flatten(document.registration, REGISTRATION)
    for part in PARTS:
        values |= flat.flatten(getattr(matter.dossier, part), f"/{part}")
    return _form(matter, values)


@blueprint.post("/matters/<number>/follow-up")
def follow_up(number: str) -> Any:
    matter, files = posted_to(number, Action.FOLLOW_UP), uploads.Arrival()
    form = compacted(files.form, *LISTS)
    read = attempt(lambda: posted.follow_up(form, matter.dossier.matter.candidates))
    if (refusal := files.refusal(read)) or isinstance(read, Refusal):
        return _form(matter, typed(form), refusal)
    done = attempt(lambda: service.follow_up(desk(), actor(), number, revision(), read))
    if isinstance(done, Refusal):
        return _form(matter, typed(form), done)
    return stored(done, "已登记后续办理情况。")


def _form(matter: Stored, values: Mapping[str, list[str]], refusal: Refusal | None = None) -> Answer:
    people, told = oversight.people(desk(), actor()), matter.dossier.answers or ()
    questioned = questions(desk().rulebook, matter.judgement, AHEAD, told)
    sheet = Sheet(
        values=without(values, ANSWERS) | as_asked(ANSWERS, questioned, told, values),
        faults=by_place(refusal.faults if refusal else ()), people=people,
        lacks={} if refusal else lacking(matter.judgement, AHEAD), files=uploads.named_in(values),
    )  # fmt: skip
    waiting = [one for gate in AHEAD for one in matter.judgement.of_gate(gate) if one.shuts]
    return answer(
        "execution/follow_up.html", refusal, s=sheet, matter=matter, terms=vocabulary,
        candidates=matter.dossier.matter.candidates or (), gaps=linked(waiting, HERE, matter.number),
        people={person.id: person.name for person in people}, questions=questioned, further=grouped(_further(sheet)),
        attached=matter.dossier.attachments or (), upload_hint=uploads.HINT,
    )  # fmt: skip


def _further(sheet: Sheet) -> Iterator[Input]:
    """The inputs for what only some matters have; of a candidate, for what follows the decision."""
    for one in inputs(Matter, "/matter", sheet.filled):
        if one.pointer.startswith("/matter/candidates/"):
            below = tuple(part for part in one.inputs if part.pointer.split("/")[4] in service.FOLLOWS)
            yield replace(one, inputs=below)
    yield from every_input(Registration, REGISTRATION, sheet.filled)
    for kind, part in zip((Reporting, Publication, Execution, Archive), PARTS, strict=True):
        yield from inputs(kind, f"/{part}", sheet.filled)
