"""Holds the page on which what was done first in an emergency is registered, completed, corrected or struck out."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, request

from forms import flat
from review.domain import vocabulary
from review.domain.dossier import Attachment, Emergency
from review.domain.emergency import unratified
from review.domain.workflow import Action
from review.service import emergency as service
from review.service import oversight
from review.service.files import ATTACHMENTS
from review.service.ports import Matter
from review.web import uploads
from review.web.fields import Sheet, by_place, typed
from review.web.posted import Form, attachments, together
from review.web.refusals import Refusal, answer, attempt, opened, posted_to, revision, stored
from review.web.session import actor, desk
from review.web.urgency import afterwards, urgency

blueprint = Blueprint("emergency", __name__)

PLACE = service.PLACE
SHOWN = ("reason", "measures", "decided_by", "decided_on", "reported_to", "reported_on", *service.SET_RIGHT)
"""What the secretary states of it; whether it is ratified is the meeting's."""

Answer = tuple[str, int]


@blueprint.get("/matters/<number>/register-emergency")
def registering(number: str) -> Answer:
    matter = opened(number, Action.REGISTER_EMERGENCY)
    return _form(matter, flat.flatten(matter.dossier.matter.emergency, PLACE))


@blueprint.post("/matters/<number>/register-emergency")
def register(number: str) -> Any:
    matter, files = posted_to(number, Action.REGISTER_EMERGENCY), uploads.Arrival()
    why = request.form.get("/reason", "")
    if request.form.get("do") == "strike":
        done = attempt(lambda: service.strike(desk(), actor(), number, revision(), why), asks=(PLACE, "/reason"))
        return _form(matter, typed(files.form), done) if isinstance(done, Refusal) else stored(done, "已更正：并未先行处置。")
    read = attempt(lambda: _read(files.form), asks=(PLACE, ATTACHMENTS, "/reason"))
    if (refusal := files.refusal(read)) or isinstance(read, Refusal):
        return _form(matter, typed(files.form), refusal)
    told, added = read
    done = attempt(lambda: service.register(desk(), actor(), number, revision(), told, why, added))
    if isinstance(done, Refusal):
        return _form(matter, typed(files.form), done)
    found = urgency(done)
    return stored(done, f"已登记。{found.flag if found else ''}。")


def _read(form: Form) -> tuple[Emergency, tuple[Attachment, ...]]:
    told, added = together(lambda: flat.read(Emergency, form, PLACE, asks=SHOWN), lambda: attachments(form))
    return told or Emergency(), added


def _form(matter: Matter, values: Mapping[str, list[str]], refusal: Refusal | None = None) -> Answer:
    people, had = oversight.people(desk(), actor()), matter.dossier.matter.emergency
    sheet = Sheet(
        values=values, faults=by_place(refusal.faults if refusal else ()), people=people,
        needed=frozenset(f"{PLACE}/{name}" for name in service.ASKED), files=uploads.named_in(values),
    )  # fmt: skip
    return answer(
        "emergency/register.html", refusal, s=sheet, root=PLACE, matter=matter, terms=vocabulary, urgent=urgency(matter),
        registered=had is not None, decided=had is not None and service.is_fixed(had, matter.state),
        unratified=unratified(matter.dossier), afterwards=afterwards(matter),
        limit=matter.dossier.unit.parameters.ratification_workdays, people={one.id: one.name for one in people},
        attached=matter.dossier.attachments or (), upload_hint=uploads.HINT,
    )  # fmt: skip
