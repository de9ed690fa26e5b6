"""Holds the pages that take something back: withdraw a matter, recall what waits for another person."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, request

from review.domain.workflow import Action, State
from review.service import ports
from review.service import submission as service
from review.web.fields import Sheet, by_place, typed
from review.web.refusals import Refusal, answer, attempt, opened, posted_to, revision, stored
from review.web.session import actor, desk

blueprint = Blueprint("retract", __name__)

Answer = tuple[str, int]


@blueprint.get("/matters/<number>/withdraw")
def leaving(number: str) -> Answer:
    return _withdraw_form(opened(number, Action.WITHDRAW), {})


@blueprint.post("/matters/<number>/withdraw")
def withdraw(number: str) -> Any:
    matter, reason = posted_to(number, Action.WITHDRAW), request.form.get("/reason", "")
    done = attempt(lambda: service.withdraw(desk(), actor(), number, revision(), reason), asks=("/reason",))
    if isinstance(done, Refusal):
        return _withdraw_form(matter, typed(request.form), done)
    return stored(done, "已撤回。")


@blueprint.get("/matters/<number>/recall")
def recalling(number: str) -> Answer:
    return _recall_form(opened(number, Action.RECALL), {})


@blueprint.post("/matters/<number>/recall")
def recall(number: str) -> Any:
    matter, reason = posted_to(number, Action.RECALL), request.form.get("/reason", "")
    done = attempt(lambda: service.recall(desk(), actor(), number, revision(), reason), asks=("/reason",))
    if isinstance(done, Refusal):
        return _recall_form(matter, typed(request.form), done)
    return stored(done, "已收回，事项回到准备环节。")


def _withdraw_form(matter: ports.Matter, values: Mapping[str, list[str]], refusal: Refusal | None = None) -> Answer:
    sheet = Sheet(values=values, faults=by_place(refusal.faults if refusal else ()), needed=frozenset({"/reason"}))
    return answer("submission/withdraw.html", refusal, s=sheet, matter=matter)


RECALLED = {
    State.OPINION: "收回委托法律顾问", State.REVIEW: "收回送审", State.AGENDA: "收回议题", State.NOTIFIED: "收回议题和会议通知",
    State.DECIDED: "收回，提请会议复议",
}  # fmt: skip


def _recall_form(matter: ports.Matter, values: Mapping[str, list[str]], refusal: Refusal | None = None) -> Answer:
    sheet = Sheet(values=values, faults=by_place(refusal.faults if refusal else ()), needed=frozenset({"/reason"}))
    return answer("submission/recall.html", refusal, s=sheet, matter=matter, what=RECALLED.get(matter.state, "收回"))
