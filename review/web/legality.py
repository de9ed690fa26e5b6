"""Holds the pages of the legality review: send, return for supplement, issue the review opinion, answer what it requires.

The working days shown are counted as the rules count them; what follows from them is decided there.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import Blueprint, request

from forms import flat
from forms.flat import LINES
from review.domain import review_clock, vocabulary
from review.domain.adviser_numbers import SCALES
from review.domain.checklist import Finding
from review.domain.dossier import LegalityReview
from review.domain.facts.legality import USUAL_WORKDAYS
from review.domain.review_faults import HEADS
from review.domain.standing import opinion_holds
from review.domain.tasks import opposing
from review.domain.vocabulary import Gate, Outcome
from review.domain.workflow import Action
from review.service import legality as service
from review.service import next_steps
from review.service.ports import Matter
from review.web import posted
from review.web.fields import Option, Sheet, by_place, compacted, linked, typed
from review.web.refusals import Refusal, answer, attempt, opened, placed, posted_to, revision, sent_once_more, stored
from review.web.session import actor, desk, names

blueprint = Blueprint("legality", __name__)

ROOT = "/legality_review"
HERE = (ROOT,)
SENT = frozenset(
    {f"{ROOT}/due_on"} | {f"{ROOT}/materials/{name}" for name in ("draft", "basis", "procedure_statement")}
)
ISSUED = frozenset(f"{ROOT}/{name}" for name in (
    "number", "kind", "head", "sealed", "conclusion", "opinions_considered", "required_changes",
    "countersigns/*/settlement", *(f"{part}/{head}" for part in ("findings", "findings_basis") for head in HEADS),
))  # fmt: skip
"""What sending and issuing must state by LRV-05 to LRV-12; marked with a red star."""

DAYS = frozenset({f"{ROOT}/complete_on", f"{ROOT}/due_on"})

OF_SENDING = ("materials", "complete_on", "due_on", "short_time_reason")
"""What is stated on sending; the rest of the review is the reviewer's."""

Answer = tuple[str, int]
Values = Mapping[str, list[str]]


@blueprint.get("/matters/<number>/send-for-review")
def preparing(number: str) -> Answer:
    matter, today = opened(number, Action.SEND_FOR_REVIEW), desk().today()
    usual, _ = desk().rulebook.calendar.after(today, USUAL_WORKDAYS)
    review = matter.dossier.legality_review
    if review is not None and review_clock.is_stopped(review):
        return _send_form(matter, {})  # what was supplied, and what is enclosed now, is said by whoever sends it back
    return _send_form(matter, {f"{ROOT}/complete_on": [today.isoformat()], f"{ROOT}/due_on": [usual.isoformat()]})


@blueprint.post("/matters/<number>/send-for-review")
def send(number: str) -> Any:
    matter = posted_to(number, Action.SEND_FOR_REVIEW)
    if request.form.get("do") == "count":
        return _send_form(matter, typed(request.form), _wrong_days())
    done = attempt(lambda: service.send(
        desk(), actor(), number, revision(), flat.read(LegalityReview, request.form, ROOT, asks=OF_SENDING),
        tuple(request.form.getlist("/supplied")),
    ), Gate.LEGALITY_REVIEW, (ROOT, "/supplied"))  # fmt: skip
    if isinstance(done, Refusal):
        return _send_form(matter, typed(request.form), done)
    return stored(done, "已送合法性审查。")


@blueprint.get("/matters/<number>/return-for-supplement")
def finding_gaps(number: str) -> Answer:
    return _return_form(opened(number, Action.RETURN_FOR_SUPPLEMENT), {})


@blueprint.post("/matters/<number>/return-for-supplement")
def return_for_supplement(number: str) -> Any:
    matter = posted_to(number, Action.RETURN_FOR_SUPPLEMENT)
    gaps = tuple(request.form.get(f"/gaps{LINES}", "").splitlines())
    done = attempt(lambda: service.return_for_supplement(desk(), actor(), number, revision(), gaps), asks=("/gaps",))
    if isinstance(done, Refusal):
        return _return_form(matter, typed(request.form), done)
    return stored(done, "已退回补正，审查期限中止。")


@blueprint.get("/matters/<number>/issue-review")
def examining(number: str) -> Answer:
    matter = opened(number, Action.ISSUE_REVIEW)
    return _issue_form(matter, {f"{ROOT}/kind": ["REVIEW"]})


@blueprint.post("/matters/<number>/issue-review")
def issue(number: str) -> Any:
    matter, form = posted_to(number, Action.ISSUE_REVIEW), compacted(request.form, f"{ROOT}/required_changes")
    said, settled = posted.settlements(form, ROOT, opposing(matter.dossier.legality_review or LegalityReview()))
    done = attempt(lambda: service.issue(desk(), actor(), number, revision(), *posted.together(
        lambda: posted.review(said, ROOT), lambda: posted.ratings(form)
    ), settled), asks=(ROOT, posted.OPINIONS))  # fmt: skip
    if isinstance(done, Refusal):
        matter, done = sent_once_more(matter, done)
        return _issue_form(matter, typed(form), placed(done, {"/review": ROOT}))
    return stored(done, "已出具合法性审查意见。")


@blueprint.get("/matters/<number>/answer-review")
def reading(number: str) -> Answer:
    matter = opened(number, Action.ANSWER_REVIEW)
    return _answer_form(matter, flat.flatten(matter.dossier.legality_review, ROOT))


@blueprint.post("/matters/<number>/answer-review")
def answer_changes(number: str) -> Any:
    matter = posted_to(number, Action.ANSWER_REVIEW)
    review = matter.dossier.legality_review or LegalityReview()
    numbers = {row: point.number or row + 1 for row, point in enumerate(review.required_changes or ())}
    done = attempt(lambda: service.answer(
        desk(), actor(), number, revision(), posted.answers(request.form, f"{ROOT}/required_changes", numbers)
    ), asks=posted.answered(f"{ROOT}/required_changes", numbers))  # fmt: skip
    if isinstance(done, Refusal):
        return _answer_form(matter, typed(request.form), done)
    return stored(done, "已登记修改意见的采纳情况。")


def _wrong_days() -> Refusal | None:
    """What is wrong with the days that were typed; nothing is said of one that is still blank."""
    found = attempt(lambda: service.against_the_time(desk(), flat.read(LegalityReview, request.form, ROOT, asks=OF_SENDING)))
    faults = found.faults if isinstance(found, Refusal) else found
    told = tuple(one for one in faults if one.pointer in DAYS and request.form.get(one.pointer))
    return Refusal(200, "日期填写不正确，没有核算，也还没有送审。", faults=told) if told else None


def _send_form(matter: Matter, values: Values, refusal: Refusal | None = None) -> Answer:
    sheet = Sheet(values=values, faults=by_place(refusal.faults if refusal else ()), needed=SENT)
    findings = refusal.findings if refusal and refusal.findings else next_steps.in_the_way(
        matter, Gate.LEGALITY_REVIEW, ROOT
    )  # fmt: skip
    calendar, complete, due = desk().rulebook.calendar, _day(sheet, "complete_on"), _day(sheet, "due_on")
    review = matter.dossier.legality_review
    if review is not None and review_clock.is_stopped(review):
        return answer(
            "legality/resupply.html", refusal, s=sheet, root=ROOT, matter=matter, review=review, clock=_clock(review),
            people=names(), gaps=linked(findings, HERE, matter),
            returned=[Option(gap, gap) for gap in (review.returns or ())[-1].gaps or ()],
            due=review_clock.due_after_supplement(review, calendar, desk().today()),
        )  # fmt: skip
    return answer(
        "legality/send.html", refusal, s=sheet, root=ROOT, matter=matter, usual=USUAL_WORKDAYS,
        people=names(), gaps=linked(findings, HERE, matter),
        allowed=calendar.between(complete, due) if complete and due and not DAYS & sheet.faults.keys() else None,
        earliest=calendar.after(complete, USUAL_WORKDAYS)[0] if complete else None,
        department=matter.dossier.unit.parameters.review_unit,
    )  # fmt: skip


def _return_form(matter: Matter, values: Values, refusal: Refusal | None = None) -> Answer:
    sheet = Sheet(values=values, faults=by_place(refusal.faults if refusal else ()), needed=frozenset({"/gaps"}))
    review = matter.dossier.legality_review
    return answer(
        "legality/return.html", refusal, s=sheet, matter=matter, review=review, clock=_clock(review), people=names()
    )


def _issue_form(matter: Matter, values: Values, refusal: Refusal | None = None) -> Answer:
    dossier = matter.dossier
    able = service.able_to_head(desk(), actor(), matter)
    needed = ISSUED | {f"{posted.OPINIONS}/*/rating/{scale}" for scale in SCALES}
    sheet = Sheet(values=values, faults=by_place(refusal.faults if refusal else ()), people=able, needed=needed)
    given = [
        Option(one.number, f"{one.number}（{one.conclusion.label if one.conclusion else '未出具'}）")
        for one in dossier.legal_opinions or () if one.number and opinion_holds(dossier, one) is not False
    ]  # fmt: skip
    return answer(
        "legality/issue.html", refusal, s=sheet, root=ROOT, matter=matter, terms=vocabulary, people=names(),
        review=dossier.legality_review or LegalityReview(), findings=_open_questions(matter),
        given=given, clock=_clock(dossier.legality_review), unrated=service.to_be_rated(dossier), scales=SCALES,
        against=opposing(dossier.legality_review or LegalityReview()),
    )  # fmt: skip


def _answer_form(matter: Matter, values: Values, refusal: Refusal | None = None) -> Answer:
    review = matter.dossier.legality_review or LegalityReview()
    root = f"{ROOT}/required_changes"
    sheet = Sheet(
        values=values, faults=by_place(refusal.faults if refusal else ()), needed=frozenset({f"{root}/*/response"})
    )
    return answer(
        "legality/answer.html", refusal, s=sheet, root=root, matter=matter, review=review, terms=vocabulary,
        points=review.required_changes or (),
    )  # fmt: skip


def _open_questions(matter: Matter) -> list[Finding]:
    """What the checklist found wrong or could not decide of the gates up to the review, for the reviewer to look at."""
    asked = (Gate.SUBMISSION, Gate.LEGALITY_REVIEW, Gate.AGENDA)
    return [one for gate in asked for one in matter.judgement.of_gate(gate)
            if one.outcome in (Outcome.not_met, Outcome.undetermined)
            and not all(pointer.startswith((ROOT, "/meetings")) for pointer in one.missing or ("/",))]  # fmt: skip


def _clock(review: LegalityReview | None) -> review_clock.Clock | None:
    return review_clock.read(review, desk().rulebook.calendar, desk().today())


def _day(sheet: Sheet, key: str) -> date | None:
    try:
        return date.fromisoformat(sheet.one(f"{ROOT}/{key}"))
    except ValueError:
        return None
