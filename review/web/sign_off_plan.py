"""Holds the pages of planning the sign-off (送签批): fix who endorses, change it, replace whoever can sign no more."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from flask import Blueprint, request

from review.domain.approvals import standing_plan
from review.domain.vocabulary import SignOffOrder
from review.domain.workflow import Action
from review.service import sign_off_plan as service
from review.service.ports import Matter
from review.service.sign_off_plan import GONE, LEADERS, ORDER, REASON
from review.web.fields import Option, Sheet, by_place, typed
from review.web.refusals import Refusal, answer, attempt, opened, posted_to, revision, stored
from review.web.session import actor, desk

blueprint = Blueprint("sign_off_plan", __name__)

Answer = tuple[str, int]
Values = Mapping[str, list[str]]


@blueprint.get("/matters/<number>/send-for-sign-off")
def planning(number: str) -> Answer:
    return _plan_form(opened(number, Action.SEND_FOR_SIGN_OFF), Action.SEND_FOR_SIGN_OFF, {})


@blueprint.post("/matters/<number>/send-for-sign-off")
def send(number: str) -> Any:
    action = Action.SEND_FOR_SIGN_OFF
    matter = posted_to(number, action)
    done = attempt(partial(service.send, desk(), actor(), number, revision(), _leaders(), _order()), asks=(LEADERS, ORDER))
    return _plan_form(matter, action, typed(request.form), done) if isinstance(done, Refusal) else stored(done, "已送签批。")


@blueprint.get("/matters/<number>/change-sign-off")
def changing(number: str) -> Answer:
    matter = opened(number, Action.CHANGE_SIGN_OFF)
    plan = standing_plan(matter.dossier)
    filled = {f"{LEADERS}/{place}": [one.id] for place, one in enumerate((plan.leaders if plan else None) or ())}
    return _plan_form(matter, Action.CHANGE_SIGN_OFF, filled | ({ORDER: [plan.order.value]} if plan and plan.order else {}))


@blueprint.post("/matters/<number>/change-sign-off")
def change(number: str) -> Any:
    action = Action.CHANGE_SIGN_OFF
    matter, withdrawn = posted_to(number, action), request.form.get("do") == "withdraw"
    leaders, reason = () if withdrawn else _leaders(), request.form.get(REASON, "")
    if not leaders and not withdrawn:
        leaders = ("",)  # nobody chosen is no withdrawal, which has a button of its own
    changing = partial(service.change, desk(), actor(), number, revision(), leaders, _order(), reason)
    done = attempt(changing, asks=(LEADERS, ORDER, REASON))
    if isinstance(done, Refusal):
        return _plan_form(matter, action, typed(request.form), done)
    return stored(done, "送签批已撤销。" if withdrawn else "送签批已调整。")


@blueprint.get("/matters/<number>/replace-signer")
def choosing(number: str) -> Answer:
    return _replace_form(opened(number, Action.REPLACE_SIGNER), {})


@blueprint.post("/matters/<number>/replace-signer")
def replace_signer(number: str) -> Any:
    matter = posted_to(number, Action.REPLACE_SIGNER)
    given = [request.form.get(place, "") for place in (GONE, f"{LEADERS}/0", REASON)]
    done = attempt(partial(service.replace_signer, desk(), actor(), number, revision(), *given), asks=(GONE, LEADERS, REASON))
    return _replace_form(matter, typed(request.form), done) if isinstance(done, Refusal) else stored(done, "签批人已更换。")


def _leaders() -> tuple[str, ...]:
    """The leaders in the places of the form, without the places that are left free."""
    places = sorted((name for name in request.form if name.startswith(f"{LEADERS}/")), key=lambda name: (len(name), name))
    return tuple(one for name in places if (one := request.form.get(name, "")))


def _order() -> SignOffOrder | None:
    return next((one for one in SignOffOrder if one.value == request.form.get(ORDER)), None)


def _plan_form(matter: Matter, action: Action, values: Values, refusal: Refusal | None = None) -> Answer:
    able, others = _choices(matter)
    if refusal is not None:  # the places that were left free move to the end, as the faults count them
        free: Values = {f"{LEADERS}/{place}": [] for place, _ in enumerate(able)}
        values = {**values, **free, **{f"{LEADERS}/{place}": [one] for place, one in enumerate(_leaders())}}
    sheet = Sheet(values=values, faults=by_place(refusal.faults if refusal else ()), needed=frozenset({REASON}))
    return answer(
        "sign_off/plan.html", refusal, s=sheet, matter=matter, title=action.label, changes=action is Action.CHANGE_SIGN_OFF,
        offered=able, others=others, orders=SignOffOrder, plan=standing_plan(matter.dossier),
    )  # fmt: skip


def _replace_form(matter: Matter, values: Values, refusal: Refusal | None = None) -> Answer:
    gone = service.gone(desk(), actor(), matter)
    plan = standing_plan(matter.dossier)
    named = {one.id for one in (plan.leaders if plan else None) or ()}
    able, others = _choices(matter)
    sheet = Sheet(values=values or {GONE: [one.id for one, _ in gone[:1]]}, faults=by_place(refusal.faults if refusal else ()),
                  needed=frozenset({GONE, REASON}))  # fmt: skip
    return answer(
        "sign_off/replace.html", refusal, s=sheet, matter=matter, plan=plan, others=others,
        gone=[Option(one.id, f"{one.name or one.id}（{why}）") for one, why in gone],
        offered=[one for one in able if one.value not in named],
    )  # fmt: skip


def _choices(matter: Matter) -> tuple[list[Option], list[Option]]:
    """The leaders who can be named, and those who cannot, each with why."""
    found = service.choices(desk(), actor(), matter)
    able = [Option(one.person.id, f"{one.person.name}（{one.person.post}）") for one in found if not one.objection]
    return able, [Option(one.person.name, one.objection) for one in found if one.objection]
