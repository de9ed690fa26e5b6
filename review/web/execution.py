"""Holds the pages after the decision, one form a part: report upward, publicity, publication, execution, evaluation, others.
The archive has pages of its own (`archiving`)."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from flask import Blueprint

from forms import flat
from forms.further import Input, every_input, grouped, inputs
from review.domain import overturned, vocabulary
from review.domain.after import Part, announced_before, turned_down
from review.domain.dossier import (
    Archive,
    Contract,
    Dossier,
    Matter,
    Project,
    Publicity,
    Registration,
    Reporting,
)
from review.domain.vocabulary import ExecutionChangeKind
from review.domain.workflow import Action
from review.service import execution as service
from review.service import oversight
from review.service.ports import Matter as Stored
from review.web import after, posted_after, uploads
from review.web.fields import Sheet, by_place, compacted, lacking, linked, typed
from review.web.posted import rows
from review.web.posted_after import CANDIDATES, REASON, REGISTRATION
from review.web.questions import ANSWERS, REASONS, as_asked, questions, reasons, told_in, without
from review.web.refusals import OF_DOSSIER, Refusal, answer, attempt, opened, posted_to, revision, stored
from review.web.session import actor, desk

blueprint = Blueprint("execution", __name__)

TASKS = "/execution/tasks"
LISTS = (TASKS, "/execution/conditions", "/execution/reports", "/execution/problems")
AHEAD = service.AFTERWARDS

FORMS = f"<any({', '.join(repr(page) for part, page in after.PAGES.items() if part is not Part.CLOSE_FILE)}):page>"

Answer = tuple[str, int]


@blueprint.get(f"/matters/<number>/{FORMS}")
def registering(number: str, page: str) -> Answer:
    matter = opened(number, Action.FOLLOW_UP)
    return _form(matter, after.BY_PAGE[page], _stored_values(matter.dossier))


@blueprint.post(f"/matters/<number>/{FORMS}")
def register(number: str, page: str) -> Any:
    part, matter, files = after.BY_PAGE[page], posted_to(number, Action.FOLLOW_UP), uploads.Arrival()
    form = compacted(files.form, *LISTS)
    form = compacted(form, *(f"{TASKS}/{row}/reports" for row in rows(form, TASKS)))
    form = compacted(form, *(f"{CANDIDATES}/{row}/publicity/objections" for row in rows(form, CANDIDATES)))
    read = attempt(lambda: posted_after.follow_up(form, part, matter.dossier), asks=(*OF_DOSSIER, REASON))
    if (refusal := files.refusal(read)) or isinstance(read, Refusal):
        return _form(matter, part, typed(form), refusal)
    done = attempt(lambda: service.follow_up(desk(), actor(), number, revision(), read))
    if isinstance(done, Refusal):
        return _form(matter, part, typed(form), done)
    return stored(done, f"已登记：{part.label}。")


def _stored_values(dossier: Dossier) -> dict[str, list[str]]:
    about, document = dossier.matter, dossier.document_review
    candidates = tuple(  # a notice of an earlier decision is shown as one, and never typed over
        replace(one, publicity=Publicity(exempt=one.publicity.exempt)) if announced_before(one, dossier) else one
        for one in about.candidates or ()
    )  # fmt: skip
    parts = {
        CANDIDATES: candidates, "/matter/contract": about.contract, "/matter/project": about.project,
        "/matter/funds": about.funds, REGISTRATION: document.registration if document else None,
        "/reporting": dossier.reporting, "/publication": dossier.publication, "/execution": dossier.execution,
        "/archive": dossier.archive,
    }  # fmt: skip
    return {name: told for at, part in parts.items() for name, told in flat.flatten(part, at).items()}


def _form(matter: Stored, part: Part, values: Mapping[str, list[str]], refusal: Refusal | None = None) -> Answer:
    people, told, why = oversight.people(desk(), actor()), matter.dossier.answers or (), matter.dossier.justifications or ()
    here_too = part is Part.FOLLOW_UP
    questioned = questions(desk().rulebook, matter.judgement, AHEAD, told) if here_too else []
    known = told_in(values, REASONS) | {one.rule for one in why}
    asked = [one for one in reasons(desk().rulebook, matter.judgement, known) if one.gate in AHEAD] if here_too else []
    sheet = Sheet(
        values=without(values, ANSWERS, REASONS) | as_asked(ANSWERS, questioned, told, values)
        | as_asked(REASONS, asked, why, values),
        faults=by_place(refusal.faults if refusal else ()), people=people,
        lacks={} if refusal else lacking(matter.judgement, AHEAD), files=uploads.named_in(values),
    )  # fmt: skip
    here = tuple(start for start, of in after.PLACES if of is part)
    waiting = [one for gate in AHEAD for one in matter.judgement.of_gate(gate) if one.shuts
               and next(filter(None, map(after.part_of, one.missing or one.evidence)), None) is part]  # fmt: skip
    return answer(
        "execution/form.html", refusal, s=sheet, matter=matter, terms=vocabulary, part=part, page=after.PAGES[part],
        candidates=matter.dossier.matter.candidates or (), earlier=earlier_publicities(matter.dossier),
        turned_down={one.id for one in matter.dossier.matter.candidates or () if turned_down(one, matter.dossier)},
        gaps=linked(waiting, here),
        people={person.id: person.name for person in people}, questions=questioned, asked=asked,
        further=grouped(_further(part, matter.dossier, sheet)), rows=after.overview(matter),
        attached=matter.dossier.attachments or (), upload_hint=uploads.HINT, may_decide_again=decides_again(matter.dossier),
    )  # fmt: skip


def earlier_publicities(dossier: Dossier) -> Mapping[str, tuple[Publicity, ...]]:
    """By candidate, the notices that the one to be registered follows."""
    return {
        one.id: (*(one.earlier_publicities or ()), *((one.publicity,) if announced_before(one, dossier) else ()))
        for one in dossier.matter.candidates or ()
    }


def decides_again(dossier: Dossier) -> bool:
    """Whether a registered change or stop waits for the new matter by which it is decided."""
    change = dossier.execution.change if dossier.execution else None
    if overturned.carried_out(dossier):
        return False
    kinds = (ExecutionChangeKind.MAJOR, ExecutionChangeKind.STOP)
    return change is not None and change.kind in kinds and change.new_matter is None


def _further(part: Part, dossier: Dossier, sheet: Sheet) -> Iterator[Input]:
    """The inputs for what only some matters have; of a candidate and of a project, for what follows the decision."""
    if part is Part.REPORT_UPWARD:
        yield from (one for one in inputs(Reporting, "/reporting", sheet.filled) if one.widget == "part")
    elif part is Part.PUBLICITY:
        yield from _of_candidates(sheet)
    elif part is Part.FOLLOW_UP:
        yield from _others(dossier, sheet)


def _of_candidates(sheet: Sheet) -> Iterator[Input]:
    for one in inputs(Matter, "/matter", sheet.filled):
        if one.pointer.startswith(f"{CANDIDATES}/"):
            yield replace(one, inputs=tuple(part for part in one.inputs if part.pointer.split("/")[4] in service.FOLLOWS))


def _others(dossier: Dossier, sheet: Sheet) -> Iterator[Input]:
    yield from every_input(Contract, "/matter/contract", sheet.filled)
    if dossier.matter.project is not None:
        for one in inputs(Project, "/matter/project", sheet.filled):
            if one.pointer.split("/")[3] in service.PROJECT_FOLLOWS:
                yield one
    if dossier.matter.funds is not None:
        yield Input("/matter/funds/first_paid_on", "day")
    yield from every_input(Registration, REGISTRATION, sheet.filled)
    for one in inputs(Archive, "/archive", sheet.filled):
        if one.pointer.startswith(("/archive/audit_requests", "/archive/destroyed_on")):
            yield one
