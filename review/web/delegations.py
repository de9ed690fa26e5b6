"""Holds the page of delegations (委托代行): who stands in for whom until when; delegating one's own role, revoking that."""

from typing import Any

from flask import Blueprint, flash, redirect, request

from forms import flat
from review.domain.delegations import AT, Delegation, DelegationStanding
from review.service import delegations as service
from review.service import oversight
from review.web.fields import Sheet, by_place, typed
from review.web.refusals import Refusal, answer, attempt
from review.web.session import actor, desk

blueprint = Blueprint("delegations", __name__)

Answer = tuple[str, int]

NEEDED = frozenset(f"{AT}/{name}" for name in ("role", "person", "starts", "ends", "reason"))
ENTERED = ("role", "person", "starts", "ends", "reason")
STANDING = (DelegationStanding.IN_FORCE, DelegationStanding.TO_COME)


@blueprint.get("/delegations")
def delegated() -> Answer:
    roles = service.roles_to_delegate(actor())
    return _page({f"{AT}/role": [roles[0].value] if len(roles) == 1 else []})


@blueprint.post("/delegations")
def delegate() -> Any:
    done = attempt(lambda: service.delegate(desk(), actor(), flat.read(Delegation, request.form, AT, asks=ENTERED)), asks=(AT,))
    return _page(typed(request.form), done) if isinstance(done, Refusal) else _done("已登记委托，在委托的期限内有效。")


@blueprint.post("/delegations/<int:number>/revoke")
def revoke(number: int) -> Any:
    done = attempt(lambda: service.revoke(desk(), actor(), number, request.form.get("/reason", "")), asks=("/reason",))
    return _page({}, done) if isinstance(done, Refusal) else _done("已撤销委托，即时生效。")


def _done(said: str) -> Any:
    flash(said)
    return redirect("/delegations", 303)


def _page(values: dict[str, list[str]], refusal: Refusal | None = None) -> Answer:
    all_, events = service.delegated(desk(), actor())
    roles = service.roles_to_delegate(actor())
    able = service.able(desk(), actor(), roles) if roles else ()
    sheet = Sheet(values=values, faults=by_place(refusal.faults if refusal else ()), needed=NEEDED, people=able)
    return answer(
        "delegations/list.html", refusal, s=sheet, root=AT, roles=roles, delegations=all_, events=events, today=desk().today(),
        people={one.id: one for one in oversight.people(desk(), actor())}, me=actor().person, standing=STANDING,
        void=service.void(desk(), actor()),
    )  # fmt: skip
