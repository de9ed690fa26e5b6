"""Holds the pages of the procedures before the legality review (前期程序), one a procedure: what is registered, its evidence, the
rules that judge it; 预检 judges what is typed before anything is stored.
"""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint

from forms import flat
from review.domain import vocabulary
from review.domain.adoption import tally
from review.domain.checklist import Judgement
from review.domain.dossier import Preparation
from review.domain.papers import opinions_received
from review.domain.procedures import EVIDENCE, PLACES, ROOT, Procedure, findings_of
from review.domain.vocabulary import FileKind, Gate
from review.domain.workflow import Action
from review.service import oversight
from review.service import preparation as service
from review.service.ports import Matter
from review.service.preparation import Prepared
from review.web import competition, posted, uploads
from review.web.fields import Sheet, by_place, compacted, lacking, linked, typed
from review.web.procedures import ABOUT, overview
from review.web.progress import PROCEDURE_PAGES
from review.web.refusals import (
    OF_DOSSIER,
    Refusal,
    answer,
    attempt,
    opened,
    posted_to,
    revision,
    sent_once_more,
    stored,
)
from review.web.session import actor, desk

blueprint = Blueprint("preparation", __name__)

BY_PAGE = {page: procedure for procedure, page in PROCEDURE_PAGES.items()}
PAGE = f"<any({', '.join(map(repr, BY_PAGE))}):page>"
GATES = (Gate.LEGALITY_REVIEW, Gate.AGENDA)
"""The gates before which these procedures are due."""

Answer = tuple[str, int]


@blueprint.get(f"/matters/<number>/{PAGE}")
def registering(number: str, page: str) -> Answer:
    matter = opened(number, Action.SUPPLEMENT)
    return _form(matter, BY_PAGE[page], flat.flatten(matter.dossier.preparation, ROOT), matter.judgement)


@blueprint.post(f"/matters/<number>/{PAGE}")
def register(number: str, page: str) -> Any:
    procedure, matter, files = BY_PAGE[page], posted_to(number, Action.SUPPLEMENT), uploads.Arrival()
    form = compacted(competition.answered(files.form), *posted.LISTS)
    read = attempt(lambda: _read(form, procedure), asks=OF_DOSSIER)
    if (refusal := files.refusal(read)) or isinstance(read, Refusal):
        return _form(matter, procedure, typed(form), matter.judgement, refusal)
    if form.get("do") == "precheck":
        checked = attempt(lambda: desk().judge(service.precheck(desk(), actor(), matter, read)))
        if isinstance(checked, Refusal):
            return _form(matter, procedure, typed(form), matter.judgement, checked)
        return _form(matter, procedure, typed(form), checked, checked=True)
    done = attempt(lambda: service.prepare(desk(), actor(), number, revision(), read))
    if isinstance(done, Refusal):
        matter, done = sent_once_more(matter, done, (*(f"{ROOT}/{at}" for at in PLACES[procedure]), "/attachments"))
        return _form(matter, procedure, typed(form), matter.judgement, done)
    return stored(done, f"已登记：{procedure.label}。")


def _read(form: posted.Form, procedure: Procedure) -> Prepared:
    _, said, files = posted.together(
        lambda: posted.agreed(form), lambda: flat.read(Preparation, form, ROOT, asks=PLACES[procedure]),
        lambda: posted.attachments(form),
    )  # fmt: skip
    return Prepared(procedure=procedure, said=said, attachments=files)


def _form(
    matter: Matter, procedure: Procedure, values: Mapping[str, list[str]], judged: Judgement, refusal: Refusal | None = None, *,
    checked: bool = False,
) -> Answer:  # fmt: skip
    people, book, dossier = oversight.people(desk(), actor()), desk().rulebook, matter.dossier
    standards = competition.standards(book, dossier.judged_by_law_of, values)
    values = competition.in_rows(values, standards)
    sheet = Sheet(
        values=values, faults=by_place(refusal.faults if refusal else ()), people=people,
        lacks={} if refusal else lacking(judged, GATES), files=uploads.named_in(values),
    )  # fmt: skip
    findings, opinions = findings_of(procedure, judged, book), opinions_received(dossier)
    here, kinds = tuple(f"{ROOT}/{at}" for at in PLACES[procedure]), (*EVIDENCE[procedure], FileKind.OTHER)
    return answer(
        "preparation/form.html", refusal, s=sheet, matter=matter, terms=vocabulary, procedure=procedure, checked=checked,
        page=PROCEDURE_PAGES[procedure], about=ABOUT[procedure], alone=True, standards=standards, findings=findings,
        rows=overview(matter), kinds=kinds, upload_hint=uploads.HINT,
        gaps=linked((one for one in findings if one.shuts), here, matter),
        attached=tuple(one for one in dossier.attachments or () if one.kind in kinds),
        people={person.id: person.name for person in people}, opinions=opinions, counts=tally(opinions),
        may_seal=True,
    )  # fmt: skip
