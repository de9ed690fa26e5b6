"""Holds the pages of the roll of legal advisers: who is on it, one adviser, entering, confirming, ending; declared interests."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flask import Blueprint, flash, redirect, request

from forms import flat
from forms.flat import LINES
from review.domain.adviser_faults import AT, OF_INTEREST
from review.domain.advisers import CONFIRM_BY, AdviserStanding, Appointment, Interest
from review.domain.vocabulary import AdviserKind, Role
from review.service import advisers as service
from review.service import oversight
from review.web.fields import Sheet, by_place, typed
from review.web.refusals import Refusal, answer, attempt
from review.web.session import actor, desk

blueprint = Blueprint("advisers", __name__)

Answer = tuple[str, int]

ENTERED = frozenset(f"{AT}/{name}" for name in ("person", "kind", "licence_no", "firm", "fields", "basis", "starts"))
DECLARED = frozenset(f"{OF_INTEREST}/{name}" for name in ("party", "reason", "since"))


@blueprint.get("/advisers")
def roll() -> Answer:
    whole, today = service.roll(desk(), actor()), desk().today()
    people = {one.id: one for one in oversight.people(desk(), actor())}
    on_it = dict.fromkeys(one.person for one in whole.appointments)
    rows = [(people[one], whole.in_term(one, today) or whole.of(one)[-1], whole.declared_by(one)) for one in on_it]
    waiting = [one for one in whole.appointments if one.standing(today) is AdviserStanding.UNCONFIRMED]
    return answer("advisers/roll.html", None, rows=rows, waiting=waiting, people=people, today=today, year=today.year,
                  may_enter=Role.SECRETARY in actor().roles)  # fmt: skip


@blueprint.get("/advisers/new")
def new() -> Answer:
    service.permit_entering(actor())
    person = request.args.get("person", "")
    last = next(iter(reversed(service.roll(desk(), actor()).of(person))), None)
    kept = {} if last is None else flat.flatten(replace(last.as_entered, starts=None, ends=None), AT)
    return _form({**kept, f"{AT}/person": [person]})


@blueprint.post("/advisers/new")
def enter() -> Any:
    service.permit_entering(actor())
    done = attempt(lambda: service.enter(desk(), actor(), flat.read(Appointment, request.form, AT)))
    if isinstance(done, Refusal):
        return _form(typed(request.form), done)
    return _done(done.person, f"已登记，请{CONFIRM_BY.label}确认；确认后，在聘期内可以委托。")


@blueprint.get("/advisers/person/<person>")
def show(person: str) -> Answer:
    return _page(person)


@blueprint.post("/advisers/person/<person>/confirm/<int:number>")
def confirm(person: str, number: int) -> Any:
    return _acted(person, lambda: service.confirm(desk(), actor(), number), "已确认聘任。")


@blueprint.post("/advisers/person/<person>/end/<int:number>")
def end(person: str, number: int) -> Any:
    return _acted(person, lambda: service.end(desk(), actor(), number, request.form.get("/reason", "")), "已解聘。")


@blueprint.post("/advisers/person/<person>/lift/<int:number>")
def lift(person: str, number: int) -> Any:
    return _acted(person, lambda: service.lift(desk(), actor(), number, request.form.get("/reason", "")), "已解除。")


@blueprint.post("/advisers/person/<person>/interest")
def declare(person: str) -> Any:
    def act() -> Interest:
        return service.declare(desk(), actor(), replace(flat.read(Interest, request.form, OF_INTEREST), person=person))

    return _acted(person, act, "已申报利害关系，即时生效：有关事项不能再委托。")


def _acted(person: str, act: Callable[[], Any], said: str) -> Any:
    done = attempt(act)
    return _page(person, done) if isinstance(done, Refusal) else _done(person, said)


def _done(person: str, said: str) -> Any:
    flash(said)
    return redirect(f"/advisers/person/{person}", 303)


def _form(values: dict[str, list[str]], refusal: Refusal | None = None) -> Answer:
    able = oversight.holders(desk(), actor(), Role.LEGAL_ADVISER)
    faults = by_place(refusal.faults if refusal else ())
    sheet = Sheet(values=values, faults=faults, needed=ENTERED, people=able)
    return answer("advisers/new.html", refusal, s=sheet, root=AT, kinds=AdviserKind, lines=LINES)


def _page(person: str, refusal: Refusal | None = None) -> Answer:
    who, part, events = service.show(desk(), actor(), person)
    by = actor()
    sheet = Sheet(values=typed(request.form), faults=by_place(refusal.faults if refusal else ()), needed=DECLARED)
    return answer(
        "advisers/person.html", refusal, s=sheet, root=OF_INTEREST, adviser=who, roll=part, events=events,
        today=desk().today(), year=desk().today().year, may_enter=Role.SECRETARY in by.roles,
        may_confirm=CONFIRM_BY in by.roles, may_end=any(role in by.roles for role in service.ENDS),
        may_declare=service.may_declare(by, person),
    )  # fmt: skip
