"""Holds the pages of the opinion stage: commission the adviser, give the opinion, answer its suggestions.

Who may advise on which matter, and what an opinion needs, is decided by the service and the rules.
"""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, request

from forms import flat
from review.domain import vocabulary
from review.domain.dossier import LegalOpinion
from review.domain.errors import DossierRefused, Fault
from review.domain.standing import current_opinions
from review.domain.workflow import Action
from review.service import opinion as service
from review.service import oversight
from review.service.ports import Matter
from review.web import posted
from review.web.fields import Option, Sheet, by_place, compacted, typed
from review.web.refusals import Refusal, answer, attempt, opened, placed, posted_to, revision, sent_once_more, stored
from review.web.session import actor, desk

blueprint = Blueprint("opinion", __name__)

OPINIONS = posted.OPINIONS
LISTS = ("legal_basis", "risks", "suggestions")
NEEDED = (
    "number", "conclusion", "facts_relied_on", "materials", "legal_basis", "risks", "conflict_free", "signed", "suggestions",
)
"""What an opinion must have by LAD-05, LAD-07 and LAD-08."""

GONE, REASON = "/replaced_adviser", "/reason"

Answer = tuple[str, int]
Values = Mapping[str, list[str]]


@blueprint.get("/matters/<number>/commission-opinion")
def choosing(number: str) -> Answer:
    return _commission_form(opened(number, Action.COMMISSION_OPINION), {})


@blueprint.post("/matters/<number>/commission-opinion")
def commission(number: str) -> Any:
    matter = posted_to(number, Action.COMMISSION_OPINION)
    done = attempt(lambda: service.commission(desk(), actor(), number, revision(), _one_adviser()), asks=("/adviser",))
    if isinstance(done, Refusal):
        return _commission_form(matter, typed(request.form), done)
    return stored(done, "已委托法律顾问。")


def _one_adviser() -> str:
    """The one adviser who was chosen; raises DossierRefused where there are several, of whom only one would be asked."""
    chosen = request.form.getlist("/adviser")
    if len(chosen) > 1:
        raise DossierRefused((Fault("/adviser", "一次委托一位法律顾问；委托几位的，逐位办理"),))
    return chosen[0] if chosen else ""


@blueprint.get("/matters/<number>/replace-adviser")
def replacing(number: str) -> Answer:
    return _replace_form(opened(number, Action.REPLACE_ADVISER), {})


@blueprint.post("/matters/<number>/replace-adviser")
def replace_adviser(number: str) -> Any:
    matter = posted_to(number, Action.REPLACE_ADVISER)
    gone, reason = (request.form.get(place, "") for place in (GONE, REASON))
    done = attempt(
        lambda: service.replace_adviser(desk(), actor(), number, revision(), gone, _one_adviser(), reason),
        asks=(GONE, "/adviser", REASON),
    )
    return _replace_form(matter, typed(request.form), done) if isinstance(done, Refusal) else stored(done, "法律顾问已更换。")


@blueprint.get("/matters/<number>/give-opinion")
def writing(number: str) -> Answer:
    return _opinion_form(opened(number, Action.GIVE_OPINION), {})


@blueprint.post("/matters/<number>/give-opinion")
def give(number: str) -> Any:
    matter = posted_to(number, Action.GIVE_OPINION)
    root = f"{OPINIONS}/{_asked(matter)}"
    form = compacted(request.form, *(f"{root}/{name}" for name in LISTS))
    done = attempt(lambda: service.give(desk(), actor(), number, revision(), posted.opinion(form, root)), asks=(root,))
    if isinstance(done, Refusal):
        matter, done = sent_once_more(matter, done)
        return _opinion_form(matter, typed(form), placed(done, {"/opinion": root}))
    return stored(done, "已出具法律意见。")


@blueprint.get("/matters/<number>/answer-opinion")
def reading(number: str) -> Answer:
    matter = opened(number, Action.ANSWER_OPINION)
    return _answer_form(matter, flat.flatten(matter.dossier, ""))


@blueprint.post("/matters/<number>/answer-opinion")
def answer_suggestions(number: str) -> Any:
    matter = posted_to(number, Action.ANSWER_OPINION)
    place, one = _chosen(matter)
    numbers = {row: point.number or row + 1 for row, point in enumerate(one.suggestions or ())}
    done = attempt(lambda: service.answer(
        desk(), actor(), number, revision(), one.number or "",
        posted.answers(request.form, f"{OPINIONS}/{place}/suggestions", numbers),
    ), asks=posted.answered(f"{OPINIONS}/{place}/suggestions", numbers))  # fmt: skip
    if isinstance(done, Refusal):
        return _answer_form(matter, typed(request.form), done)
    return stored(done, "已登记意见采纳情况。")


def _commission_form(matter: Matter, values: Values, refusal: Refusal | None = None) -> Answer:
    sheet = Sheet(values=values, faults=by_place(refusal.faults if refusal else ()), needed=frozenset({"/adviser"}))
    return answer(
        "opinion/commission.html", refusal, s=sheet, matter=matter, choices=service.choices(desk(), actor(), matter),
        people={one.id: one.name for one in oversight.people(desk(), actor())},
    )  # fmt: skip


def _replace_form(matter: Matter, values: Values, refusal: Refusal | None = None) -> Answer:
    """Who is asked, those first who can give no opinion any more, and who could be asked instead."""
    asked = [(one, why) for one, why in service.awaited(desk(), actor(), matter)]
    sheet = Sheet(
        values=values or {GONE: [one.id for one, why in asked[:1] if why or len(asked) == 1]},
        faults=by_place(refusal.faults if refusal else ()), needed=frozenset({GONE, "/adviser", REASON}),
    )  # fmt: skip
    return answer(
        "opinion/replace.html", refusal, s=sheet, matter=matter,
        gone=[Option(one.id, f"{one.name or one.id}（{why}）" if why else one.name or one.id) for one, why in asked],
        choices=[one for one in service.choices(desk(), actor(), matter) if one.person.id not in {had.id for had, _ in asked}],
    )  # fmt: skip


def _opinion_form(matter: Matter, values: Values, refusal: Refusal | None = None) -> Answer:
    place, people = _asked(matter), oversight.people(desk(), actor())
    root = f"{OPINIONS}/{place}"
    earlier = [one for one in (matter.dossier.legal_opinions or ())[:place] if one.number]
    sheet = Sheet(
        values=values, faults=by_place(refusal.faults if refusal else ()), people=people,
        needed=frozenset(f"{OPINIONS}/*/{name}" for name in NEEDED),
    )  # fmt: skip
    return answer(
        "opinion/give.html", refusal, s=sheet, root=root, matter=matter, terms=vocabulary, earlier=earlier,
        people={one.id: one.name for one in people}, appointment=service.standing_of(desk(), actor()),
        instruments=sorted(one.title for one in desk().rulebook.instruments.values()),
    )  # fmt: skip


def _answer_form(matter: Matter, values: Values, refusal: Refusal | None = None) -> Answer:
    place, one = _chosen(matter)
    sheet = Sheet(
        values=values, faults=by_place(refusal.faults if refusal else ()),
        needed=frozenset({f"{OPINIONS}/*/suggestions/*/response"}),
    )  # fmt: skip
    return answer(
        "opinion/answer.html", refusal, s=sheet, root=f"{OPINIONS}/{place}/suggestions", matter=matter, opinion=one,
        others=[other for other in matter.dossier.legal_opinions or () if other.suggestions and other is not one],
        people={}, terms=vocabulary,
    )  # fmt: skip


def _asked(matter: Matter) -> int:
    """The place of the opinion that this adviser is asked for, or that the sent form is about."""
    opinions = matter.dossier.legal_opinions or ()
    mine = (place for place, one in enumerate(opinions)
            if one.issued_on is None and one.adviser and one.adviser.id == actor().person)  # fmt: skip
    return posted.place_in(request.form, OPINIONS, next(mine, len(opinions)))


def _chosen(matter: Matter) -> tuple[int, LegalOpinion]:
    """The opinion that the sent form is about, or asked for by `?opinion=`; else the first on the present draft with a suggestion
    that is not answered, or the last with suggestions; its place."""
    opinions = list(enumerate(matter.dossier.legal_opinions or ()))
    sent = posted.place_in(request.form, OPINIONS, -1)
    if 0 <= sent < len(opinions):
        return opinions[sent]
    wanted = request.args.get("opinion")
    named = [pair for pair in opinions if wanted and pair[1].number == wanted]
    told = [pair for pair in opinions if pair[1].suggestions]
    standing = current_opinions(matter.dossier)
    waiting = [
        (place, one) for place, one in told
        if standing and one in standing.opinions and any(point.response is None for point in one.suggestions or ())
    ]  # fmt: skip
    return (named or waiting[:1] or told or opinions or [(0, LegalOpinion())])[-1]
