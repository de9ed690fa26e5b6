"""Holds the pages of the unit's list of matters: its versions, one version, its confirmation."""

from typing import Any

from flask import Blueprint, flash, redirect

from review.domain.catalogue import Version, in_force, last_day, standing
from review.service import catalogue as service
from review.web.fields import Refusal, answer, attempt
from review.web.session import actor, desk

blueprint = Blueprint("catalogue", __name__)


@blueprint.get("/catalogue")
def versions() -> tuple[str, int]:
    there, today = service.versions(desk(), actor()), desk().today()
    rows = [(one, standing(one, there, today), last_day(one, there)) for one in reversed(there)]
    return answer("catalogue/versions.html", None, versions=rows, current=in_force(there, today))


@blueprint.get("/catalogue/<int:number>")
def version(number: int) -> tuple[str, int]:
    return _version(number)


@blueprint.post("/catalogue/<int:number>/confirm")
def confirm(number: int) -> Any:
    done = attempt(lambda: service.confirm(desk(), actor(), number))
    if isinstance(done, Refusal):
        return _version(number, done)
    assert isinstance(done, Version)
    flash(f"清单“{done.name}”已确认施行。")
    return redirect(f"/catalogue/{number}", 303)


def _version(number: int, refusal: Refusal | None = None) -> tuple[str, int]:
    shown, events = service.show(desk(), actor(), number)
    there = service.versions(desk(), actor())
    return answer(
        "catalogue/version.html", refusal, version=shown, events=events, standing=standing(shown, there, desk().today()),
        last=last_day(shown, there), may_confirm=shown.confirmed_on is None and service.CONFIRMS in actor().roles,
    )  # fmt: skip
