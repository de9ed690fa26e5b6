"""Holds the page on which a matter is moved to the rules in force today, with what would be found otherwise."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import Blueprint, request

from review.domain.checklist import Finding
from review.domain.vocabulary import Outcome
from review.domain.workflow import Action
from review.service import ports
from review.service import submission as service
from review.web.fields import Sheet, by_place, typed
from review.web.refusals import Refusal, answer, attempt, opened, posted_to, revision, stored
from review.web.session import actor, desk

blueprint = Blueprint("edition", __name__)

Answer = tuple[str, int]


@blueprint.get("/matters/<number>/update-edition")
def choosing(number: str) -> Answer:
    return _form(opened(number, Action.UPDATE_EDITION), {})


@blueprint.post("/matters/<number>/update-edition")
def update(number: str) -> Any:
    matter, reason = posted_to(number, Action.UPDATE_EDITION), request.form.get("/reason", "")
    done = attempt(lambda: service.update_edition(desk(), actor(), number, revision(), reason), asks=("/reason",))
    if isinstance(done, Refusal):
        return _form(matter, typed(request.form), done)
    return stored(done, "已改用现行规定核验。")


def _form(matter: ports.Matter, values: Mapping[str, list[str]], refusal: Refusal | None = None) -> Answer:
    sheet = Sheet(values=values, faults=by_place(refusal.faults if refusal else ()), needed=frozenset({"/reason"}))
    return answer("submission/update_edition.html", refusal, s=sheet, matter=matter, changed=_changed(matter))


def _changed(matter: ports.Matter) -> tuple[tuple[Outcome | None, Finding], ...]:
    """The findings by today's rules that differ in outcome from those of today by the rules of the matter, with these."""
    today = replace(matter.dossier, as_of=desk().today())
    before = {(one.rule, one.subject): one.outcome for one in desk().judge(today).findings}
    after = desk().judge(replace(today, edition_on=today.as_of)).findings
    return tuple(
        (before.get((one.rule, one.subject)), one) for one in after if before.get((one.rule, one.subject)) is not one.outcome
    )
