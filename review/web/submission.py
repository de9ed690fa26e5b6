"""Holds the pages of the submission stage: new matter with its 预检, and supplement.

What may be submitted is decided by the service; what a form says is turned into a submission here.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import Any
from uuid import uuid4

from flask import Blueprint, request

from forms import flat
from forms.further import Input, grouped, inputs
from review.domain import vocabulary
from review.domain.catalogue import Item, Version
from review.domain.catalogue_faults import demanded
from review.domain.checklist import Finding, Judgement
from review.domain.classification import families
from review.domain.dossier import Catalogue, CatalogueItem, Dossier, Draft, Matter, Preparation
from review.domain.errors import Forbidden
from review.domain.passing import passings
from review.domain.procedures import OTHERS, PLACES, ROOT
from review.domain.vocabulary import FundKind, Gate, Role
from review.domain.workflow import Action, State
from review.service import oversight, ports
from review.service import submission as service
from review.service.catalogue import governing_today
from review.service.submission import Submission
from review.web import competition, posted, uploads
from review.web.classification import ALSO, GUIDED, put_together
from review.web.classification import REASONS as REASONS_OF_SCOPE
from review.web.fields import Sheet, by_place, compacted, lacking, linked, required, typed
from review.web.posted import ITEMS, LISTS
from review.web.presentation import money
from review.web.procedures import ABOUT, overview
from review.web.progress import PROCEDURE_PAGES
from review.web.questions import ANSWERS, REASONS, as_asked, questions, reasons, told_in, without
from review.web.refusals import Refusal, answer, attempt, opened, posted_to, revision, stored
from review.web.rules import FAMILIES
from review.web.session import actor, desk

blueprint = Blueprint("submission", __name__)

AHEAD = (Gate.SUBMISSION, Gate.LEGALITY_REVIEW)
"""The gates shown beside the form: the one before submitting, and what can be done ahead for the next."""

QUESTIONED = (Gate.SUBMISSION, Gate.LEGALITY_REVIEW, Gate.AGENDA, Gate.MEETING)
"""The gates whose questions are answered on this form; the later ones on that of the follow-up."""

LIMIT = 6
"""How many gaps of a gate are shown before the rest is folded."""

ASKED = ("/matter", "/preparation", "/document_review", "/justifications", "/answers", "/attachments")
"""The places that this form asks for."""

ON_FORM = ("/matter/", "/preparation", "/document_review", "/justifications", "/answers")
"""What is filled in on the form of a new matter."""

ON_SUPPLEMENT = ("/matter/", *(f"{ROOT}/{name}" for name in OTHERS), "/document_review", "/justifications", "/answers")
"""What is filled in on the form of a stored one, where each procedure has a page of its own."""

PLACED = {one: tuple(f"{ROOT}/{at}" for at in places) for one, places in PLACES.items()}

Answer = tuple[str, int]


@blueprint.get("/matters/new")
def new() -> Answer:
    """An empty form, or with `?copy=` one filled from an earlier matter of one's own, with `?adjusts=` from a decided one
    that is to be decided again."""
    _only_secretaries()
    adjusted = request.args.get("adjusts")
    number = adjusted or request.args.get("copy")
    copied = _again(adjusted) if adjusted else _copied(number) if number else Matter()
    values = put_together(flat.flatten(copied, "/matter"), copied.scope)
    return _form(values | _items(copied), Submission(matter=copied), checked=bool(number))


@blueprint.post("/matters/new")
def create() -> Any:
    _only_secretaries()
    files, key = uploads.Arrival(), request.form.get("key") or str(uuid4())
    form = _tidied(files.form)
    read = attempt(lambda: _submission(form, None), asks=ASKED)
    if (refusal := files.refusal(read)) or isinstance(read, Refusal):
        return _form(typed(form), None, refusal=refusal, key=key)
    if form.get("do") == "submit":
        # The number is given by the service, never by the form.
        unnumbered = replace(read, matter=replace(read.matter, number=None))
        done = attempt(lambda: service.submit(desk(), actor(), unnumbered, key=key), Gate.SUBMISSION)
        if not isinstance(done, Refusal):
            return stored(done, f"已提交，编号{done.number}。")
        return _form(typed(form), read, refusal=done, key=key, checked=True)
    return _form(typed(form), read, refusal=_contradicted(read, None), key=key, checked=True)


@blueprint.get("/matters/<number>/supplement")
def supplement(number: str) -> Answer:
    matter = opened(number, Action.SUPPLEMENT)
    dossier = matter.dossier
    values = flat.flatten(dossier.matter, "/matter") | flat.flatten(
        dossier.preparation or Preparation(), "/preparation"
    ) | flat.flatten(dossier.document_review, "/document_review")  # fmt: skip
    as_stored = Submission(
        matter=dossier.matter, preparation=dossier.preparation, document_review=dossier.document_review,
        justifications=dossier.justifications, answers=dossier.answers or (),
    )  # fmt: skip
    return _form(
        put_together(values, dossier.matter.scope) | _items(dossier.matter), as_stored, matter=matter, checked=True
    )  # fmt: skip


@blueprint.post("/matters/<number>/supplement")
def add(number: str) -> Any:
    matter, files = posted_to(number, Action.SUPPLEMENT), uploads.Arrival()
    form = _tidied(files.form)
    read = attempt(lambda: _submission(form, matter.dossier), asks=ASKED)
    if (refusal := files.refusal(read)) or isinstance(read, Refusal):
        return _form(typed(form), None, matter=matter, refusal=refusal)
    if form.get("do") == "submit":
        done = attempt(lambda: service.supplement(desk(), actor(), number, revision(), read))
        if not isinstance(done, Refusal):
            return stored(done, "已保存补充的材料，并按新内容重新核验。")
        return _form(typed(form), read, matter=matter, refusal=done, checked=True)
    return _form(typed(form), read, matter=matter, refusal=_contradicted(read, matter), checked=True)


def _contradicted(submission: Submission, matter: ports.Matter | None) -> Refusal | None:
    """What 预检 has to say before anything that it judges."""
    done = attempt(lambda: service.refuse_contradicted(desk(), actor(), matter, submission))
    return done if isinstance(done, Refusal) else None


def _only_secretaries() -> None:
    if Role.SECRETARY not in actor().roles:
        raise Forbidden("“提交事项”由党组秘书办理。")


def _tidied(form: posted.Form) -> posted.Form:
    """What was posted, without blank rows."""
    return competition.answered(compacted(form, *LISTS))


def _submission(form: posted.Form, held: Dossier | None) -> Submission:
    return posted.submission(
        form, stored=held, people=oversight.people(desk(), actor()), by=actor().person, on=desk().today(),
    )  # fmt: skip


def _form(
    values: Mapping[str, list[str]], submission: Submission | None, *, matter: ports.Matter | None = None,
    refusal: Refusal | None = None, key: str = "", checked: bool = False,
) -> Answer:  # fmt: skip
    """The form of a submission with its 预检; `submission` is none where what was typed cannot be read."""
    dossier = _as_submitted(submission or Submission(matter=Matter()), matter)
    judged = desk().judge(dossier)
    book, held = desk().rulebook, matter.dossier if matter else None
    reasoned = (held.justifications if held else None) or ()
    answers = (held.answers if held else None) or ()
    told = told_in(values, REASONS) | {one.rule for one in reasoned}
    asked = [one for one in reasons(book, judged, told) if submission or one.rule in told]
    questioned = questions(book, judged, QUESTIONED, answers)
    standards = competition.standards(book, dossier.judged_by_law_of, values)
    values = competition.in_rows(values, standards)
    sheet = Sheet(
        values=without(values, REASONS, ANSWERS) | as_asked(REASONS, asked, reasoned, values)
        | as_asked(ANSWERS, questioned, answers, values),
        faults=by_place(refusal.faults if refusal else ()), people=oversight.people(desk(), actor()),
        lacks=lacking(judged, AHEAD) if checked and submission else {},
        needed=required(book, judged, (Gate.SUBMISSION,)) | {"/matter/title"}, files=uploads.named_in(values),
    )  # fmt: skip
    unit, version = oversight.unit(desk(), actor()), governing_today(desk(), actor(), _had(matter))
    return answer(
        "submission/form.html", refusal, s=sheet, terms=vocabulary, matter=matter,
        version=version, lines=_lines(version, matter), demands=demanded(dossier.matter.catalogue, version),
        guided=GUIDED, also=ALSO, families=families(dossier, book) if submission else (), family_names=FAMILIES,
        standards=standards,
        judgement=judged if submission else None,
        way=desk().way(dossier, judged, gather=False) if checked and submission else None,
        ahead=_ahead(judged, matter), limit=LIMIT, checked=checked,
        stands=passings(dossier, judged, matter.state if matter else State.NEW),
        further=grouped(_further(sheet)), questions=questioned,
        instruments=sorted(one.title for one in book.instruments.values()),
        limits=_limits(unit.parameters.large_funds_threshold or {}), key=key if matter else key or str(uuid4()),
        attached=(held.attachments if held else None) or (), upload_hint=uploads.HINT,
        asked=asked, gaps=_linked(refusal.findings if refusal else (), matter),
        procedures=PROCEDURE_PAGES, places=PLACED, about=ABOUT, rows=overview(matter) if matter else (), alone=False,
    )  # fmt: skip


def _further(sheet: Sheet) -> Iterator[Input]:
    """The inputs for what only some matters have."""
    here = ("/matter", "/preparation", "/document_review")
    found = (one for one in inputs(Dossier, "", sheet.filled) if one.pointer.startswith(here))
    return (one for one in found if not one.pointer.startswith((REASONS_OF_SCOPE, *chain.from_iterable(PLACED.values()))))


def _as_submitted(submission: Submission, matter: ports.Matter | None) -> Dossier:
    """What 预检 judges: a new matter as if submitted now, a stored one with everything else it holds."""
    if matter is None:
        return service.precheck(desk(), actor(), submission)
    return service.precheck_supplement(desk(), actor(), matter, submission)


def _linked(findings: Iterable[Finding], matter: ports.Matter | None) -> list[tuple[Finding, str]]:
    """Each finding with where it is settled: a field of this form, or of a stored matter the page of a procedure."""
    return linked(findings, ON_SUPPLEMENT, matter) if matter else linked(findings, ON_FORM)


def _ahead(judged: Judgement, matter: ports.Matter | None) -> list[tuple[Gate, list[tuple[Finding, str]]]]:
    """What keeps the submission gate shut; of the next gate only what can be filled in here, or on the page of a procedure."""
    gaps = {gate: _linked((one for one in judged.of_gate(gate) if one.shuts), matter) for gate in AHEAD}
    return [(gate, [gap for gap in gaps[gate] if gap[1] or gate is Gate.SUBMISSION]) for gate in AHEAD]


def _limits(thresholds: Mapping[FundKind, Any]) -> str:
    return (
        "大额标准：" + "，".join(f"{kind.label}{money(amount)}" for kind, amount in thresholds.items())
        if thresholds
        else ""
    )


def _copied(number: str) -> Matter:
    """An own earlier matter without its number, draft, candidates and dates of submission."""
    old = oversight.show(desk(), actor(), number).dossier.matter
    if old.submitted_by != actor().person:
        raise Forbidden("只能复制自己提交的事项。")
    return replace(
        old, number=None, adjusts=None, submitted_by=None, submitted_on=None, followed_by=None, draft=Draft(), candidates=None,
        emergency=None, scope=replace(old.scope, emergency=None),
    )


def _again(number: str) -> Matter:
    """A decided matter to be decided again: the new one names it, and says anew what it says."""
    old = oversight.show(desk(), actor(), number).dossier.matter
    return replace(
        old, number=None, submitted_by=None, submitted_on=None, followed_by=None, draft=Draft(), candidates=None, emergency=None,
        contract=None, scope=replace(old.scope, emergency=None), title=f"调整：{old.title or number}", adjusts=number,
    )  # fmt: skip


def _had(matter: ports.Matter | None) -> Catalogue:
    return matter.dossier.matter.catalogue if matter else Catalogue()


def _lines(version: Version | None, matter: ports.Matter | None) -> list[Item | CatalogueItem]:
    """The lines of the version that governs the matter, with those that it has and are not in it."""
    kept = _had(matter).items or ()
    there = version.items if version else ()
    codes = {item.code for item in there}
    return [*there, *(item for item in kept if item.code not in codes)]


def _items(matter: Matter) -> dict[str, list[str]]:
    """The ticked lines of the unit's matter list, "" among them where the matter is stated to be in none."""
    items = matter.catalogue.items
    return {} if items is None else {ITEMS: [item.code or "" for item in items] or [""]}
