"""Holds the pages of the sign-off (签批): sign or refuse, each in the step that is this person's now."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from flask import Blueprint, request

from review.domain.dissent import Dissent, dissent_of
from review.domain.dossier import Dossier, Meeting
from review.domain.heads_decision import HeadsDecision, heads_decision
from review.domain.meeting import Tally, tally
from review.domain.vocabulary import Gate
from review.domain.workflow import Action
from review.service import next_steps, oversight
from review.service import sign_off as service
from review.service.ports import Matter
from review.web.fields import Sheet, by_place, linked, typed
from review.web.presentation import names_in
from review.web.refusals import Refusal, answer, attempt, opened, posted_to, revision, stored
from review.web.session import actor, desk, names

blueprint = Blueprint("sign_off", __name__)

Answer = tuple[str, int]
Values = Mapping[str, list[str]]


@blueprint.get("/matters/<number>/sign")
def deciding(number: str) -> Answer:
    step = _step(number)
    return _sign_form(opened(number, step), step, {})


@blueprint.post("/matters/<number>/sign")
def sign(number: str) -> Any:
    step = next((one for one in service.TITLES if one == request.form.get("step")), None) or _step(number)
    matter, comment = posted_to(number, step), request.form.get("/approvals/comment", "")
    declined = request.form.get("do") == "decline"
    use_case = service.decline if declined else partial(service.approve, knowing=bool(request.form.get(service.KNOWING)))
    signing = partial(use_case, desk(), actor(), number, revision(), comment, step)
    done = attempt(signing, Gate.APPROVAL, ("/approvals/comment", service.KNOWING))
    if isinstance(done, Refusal):
        return _sign_form(matter, step, typed(request.form), done)
    return stored(done, DECLINED_SAID[step] if declined else "已签批。")


DECLINED_SAID = {
    Action.ENDORSE: "已登记不同意签批；等待书记收回，提请会议复议。",
    Action.SIGN: "已登记不同意签批；事项退回承办单位，提请会议复议。",
}  # fmt: skip


def _step(number: str) -> Action:
    """The step of the sign-off that the page is for: the one that this person would do now."""
    return service.signing(desk(), actor(), oversight.show(desk(), actor(), number))


def _sign_form(matter: Matter, step: Action, values: Values, refusal: Refusal | None = None) -> Answer:
    findings = refusal.findings if refusal and refusal.findings else next_steps.in_the_way(
        matter, Gate.APPROVAL, "/approvals"
    )  # fmt: skip
    sheet = Sheet(values=values, faults=by_place(refusal.faults if refusal else ()))
    return answer(
        "sign_off/sign.html", refusal, s=sheet, matter=matter, people=names() | names_in(matter.dossier),
        given_up=service.of_endorsing(desk(), actor(), matter) if step is Action.ENDORSE else None, knowing=service.KNOWING,
        step=step, by_head=step is Action.SIGN, first=oversight.to_endorse(desk(), actor(), matter),
        gaps=linked(findings, (), matter),
        meetings=[_counted(one, matter.dossier) for one in matter.dossier.meetings or () if one.result],
    )  # fmt: skip


def _counted(meeting: Meeting, dossier: Dossier) -> tuple[Meeting, Tally, Dissent, HeadsDecision | None]:
    counted, known = tally(meeting, dossier.unit.parameters), names() | names_in(dossier)
    dissent = dissent_of(dossier, meeting, counted, lambda one: known.get(one, one))
    return meeting, counted, dissent, heads_decision(dossier, meeting, counted)
