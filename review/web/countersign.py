"""Holds the pages by which lawyers share or hand on their work: hand over (转办), ask for countersigns (加签), give one
(会签), cancel one. Who may be asked is decided by the service.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, g, request

from review.domain import review_clock
from review.domain.tasks import open_countersigns
from review.domain.vocabulary import CountersignView
from review.domain.workflow import Action
from review.service import countersign as service
from review.service import opinion, oversight
from review.service.capacity import principal
from review.service.ports import Matter
from review.web.fields import Option, Sheet, by_place, typed
from review.web.refusals import Refusal, answer, attempt, opened, posted_to, revision, sent_once_more, stored
from review.web.session import actor, desk

blueprint = Blueprint("countersign", __name__)

Answer = tuple[str, int]
Values = Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class HandingOver:
    """A page that names one person and a reason: its words, whom it offers, and the use case behind it."""

    action: Action
    field: str
    title: str
    whom: str
    hint: str
    done: str
    offered: Callable[[Matter], list[Option]]
    use_case: Callable[..., Matter]
    kept_from: Callable[[Matter], list[Option]] = lambda _: []
    """Who is not offered, and why."""


def _advisers(matter: Matter) -> list[Option]:
    return _named(one.person for one in opinion.choices(desk(), actor(), matter) if one.objection is None)


def _not_able(matter: Matter) -> list[Option]:
    others = (one for one in opinion.choices(desk(), actor(), matter) if one.objection and one.person.id != actor().person)
    return [Option(one.person.name, one.objection or "") for one in others]


def _reviewers(matter: Matter) -> list[Option]:
    return _named(service.able(desk(), actor(), matter))


def _waiting(matter: Matter) -> list[Option]:
    asked = (one.person for one in open_countersigns(matter.dossier) if one.person)
    return [Option(one.id, one.name or one.id) for one in asked]


def _named(people: Iterable[Any]) -> list[Option]:
    return [Option(one.id, f"{one.name}（{one.department}，{one.post}）") for one in people]


PAGES = {
    "transfer-opinion": HandingOver(
        Action.TRANSFER_OPINION, "/adviser", "转办法律意见", "转给",
        "转办后由对方出具法律意见，委托日期不变；您以后仍不能参加本事项的合法性审查和表决。", "已转办。", _advisers,
        opinion.transfer, _not_able,
    ),
    "transfer-review": HandingOver(
        Action.TRANSFER_REVIEW, "/person", "转办审查", "转给", "转办后由对方承办审查，审查期限不变。", "已转办。",
        _reviewers, service.transfer,
    ),
    "cancel-countersign": HandingOver(
        Action.CANCEL_COUNTERSIGN, "/person", "撤销加签", "不再请谁会签", "已经作出的会签意见不受影响。", "已撤销加签。",
        _waiting, service.cancel,
    ),
}  # fmt: skip


@blueprint.get("/matters/<number>/<any('transfer-opinion', 'transfer-review', 'cancel-countersign'):page>")
def choosing(number: str, page: str) -> Answer:
    return _person_form(PAGES[page], opened(number, PAGES[page].action), {})


@blueprint.post("/matters/<number>/<any('transfer-opinion', 'transfer-review', 'cancel-countersign'):page>")
def hand_over(number: str, page: str) -> Any:
    shown = PAGES[page]
    matter, chosen, reason = posted_to(number, shown.action), request.form.get(shown.field, ""), request.form.get("/reason", "")
    done = attempt(lambda: shown.use_case(desk(), actor(), number, revision(), chosen, reason), asks=(shown.field, "/reason"))
    return _person_form(shown, matter, typed(request.form), done) if isinstance(done, Refusal) else stored(done, shown.done)


@blueprint.get("/matters/<number>/ask-countersign")
def selecting(number: str) -> Answer:
    return _ask_form(opened(number, Action.ASK_COUNTERSIGN), {})


@blueprint.post("/matters/<number>/ask-countersign")
def ask(number: str) -> Any:
    matter, people = posted_to(number, Action.ASK_COUNTERSIGN), tuple(request.form.getlist("/people"))
    question = request.form.get("/question", "")
    done = attempt(lambda: service.ask(desk(), actor(), number, revision(), people, question), asks=("/people", "/question"))
    return _ask_form(matter, typed(request.form), done) if isinstance(done, Refusal) else stored(done, "已请会签。")


@blueprint.get("/matters/<number>/countersign")
def looking(number: str) -> Answer:
    return _view_form(opened(number, Action.COUNTERSIGN), {})


@blueprint.post("/matters/<number>/countersign")
def give(number: str) -> Any:
    matter, said = posted_to(number, Action.COUNTERSIGN), request.form.get("/view", "")
    view = next((one for one in CountersignView if one.value == said), None)
    text = request.form.get("/text", "")
    done = attempt(lambda: service.give(desk(), actor(), number, revision(), view, text), asks=("/view", "/text"))
    if isinstance(done, Refusal):
        matter, done = sent_once_more(matter, done)
        return _view_form(matter, typed(request.form), done)
    return stored(done, "已会签。")


def _person_form(shown: HandingOver, matter: Matter, values: Values, refusal: Refusal | None = None) -> Answer:
    needed = frozenset({shown.field, "/reason"})
    sheet = Sheet(values=values, faults=by_place(refusal.faults if refusal else ()), needed=needed)
    return answer(
        "legality/hand_over.html", refusal, s=sheet, matter=matter, shown=shown, offered=shown.offered(matter),
        others=shown.kept_from(matter),
    )


def _ask_form(matter: Matter, values: Values, refusal: Refusal | None = None) -> Answer:
    sheet = Sheet(values=values, faults=_people_faults(refusal), needed=frozenset({"/people"}))
    return answer("legality/ask_countersign.html", refusal, s=sheet, matter=matter, offered=_reviewers(matter))


def _people_faults(refusal: Refusal | None) -> Mapping[str, tuple[str, ...]]:
    faults = by_place(refusal.faults if refusal else ())
    return {"/people" if place == "/person" else place: said for place, said in faults.items()}


def _view_form(matter: Matter, values: Values, refusal: Refusal | None = None) -> Answer:
    sheet = Sheet(values=values, faults=by_place(refusal.faults if refusal else ()), needed=frozenset({"/view"}))
    review = matter.dossier.legality_review
    who = principal(g.get("mandate"), actor())
    asked = next((one for one in open_countersigns(matter.dossier) if one.person and one.person.id == who), None)
    return answer(
        "legality/countersign.html", refusal, s=sheet, matter=matter, views=CountersignView, asked=asked, review=review,
        clock=review_clock.read(review, desk().rulebook.calendar, desk().today()),
        people={one.id: one.name for one in oversight.people(desk(), actor())},
    )  # fmt: skip
