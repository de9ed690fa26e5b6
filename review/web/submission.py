"""Holds the pages of the submission stage: new matter with its 预检, supplement, recall, withdraw.

What may be submitted is decided by the service; what a form says is turned into a submission here.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import uuid4

from flask import Blueprint, request

from forms import flat
from review.domain import vocabulary
from review.domain.checklist import Finding, Judgement
from review.domain.dossier import Draft, Matter, Preparation
from review.domain.errors import Forbidden
from review.domain.plain import to_plain
from review.domain.vocabulary import FundKind, Gate, Outcome, Role
from review.domain.workflow import Action, State
from review.service import oversight, ports
from review.service import submission as service
from review.service.submission import Submission
from review.web import posted
from review.web.fields import (
    Refusal,
    Sheet,
    answer,
    attempt,
    by_place,
    compacted,
    lacking,
    linked,
    opened,
    posted_to,
    required,
    revision,
    stored,
    typed,
)
from review.web.posted import ITEMS, LISTS, REASONS, with_no
from review.web.presentation import money
from review.web.session import actor, desk

blueprint = Blueprint("submission", __name__)

AHEAD = (Gate.SUBMISSION, Gate.LEGALITY_REVIEW)
"""The gates shown beside the form: the one before submitting, and what can be done ahead for the next."""

LIMIT = 6
"""How many gaps of a gate are shown before the rest is folded."""

ON_FORM = ("/matter/", "/preparation", "/justifications")

Answer = tuple[str, int]


@blueprint.get("/matters/new")
def new() -> Answer:
    """An empty form, or with `?copy=` one filled from an earlier matter of one's own."""
    _only_secretaries()
    number = request.args.get("copy")
    copied = _copied(number) if number else Matter()
    return _form(flat.flatten(copied, "/matter") | _items(copied), Submission(matter=copied), checked=bool(number))


@blueprint.post("/matters/new")
def create() -> Any:
    _only_secretaries()
    form, key = _tidied(), request.form.get("key") or str(uuid4())
    read = attempt(lambda: _submission(form, None))
    if isinstance(read, Refusal):
        return _form(typed(form), None, refusal=read, key=key)
    if form.get("do") == "submit":
        # The number is given by the service, never by the form.
        unnumbered = replace(read, matter=replace(read.matter, number=None))
        done = attempt(lambda: service.submit(desk(), actor(), unnumbered, key=key), Gate.SUBMISSION)
        if not isinstance(done, Refusal):
            return stored(done, f"已提交，编号{done.number}。")
        return _form(typed(form), read, refusal=done, key=key, checked=True)
    return _form(typed(form), read, key=key, checked=True)


@blueprint.get("/matters/<number>/supplement")
def supplement(number: str) -> Answer:
    matter = opened(number, Action.SUPPLEMENT)
    dossier = matter.dossier
    values = flat.flatten(dossier.matter, "/matter") | flat.flatten(
        dossier.preparation or Preparation(), "/preparation"
    )
    as_stored = Submission(
        matter=dossier.matter, preparation=dossier.preparation, justifications=dossier.justifications
    )
    return _form(values | _items(dossier.matter), as_stored, matter=matter, checked=True)


@blueprint.post("/matters/<number>/supplement")
def add(number: str) -> Any:
    form, matter = _tidied(), posted_to(number, Action.SUPPLEMENT)
    read = attempt(lambda: _submission(form, matter.dossier.matter))
    if isinstance(read, Refusal):
        return _form(typed(form), None, matter=matter, refusal=read)
    if form.get("do") == "submit":
        done = attempt(lambda: service.supplement(desk(), actor(), number, revision(), read))
        if not isinstance(done, Refusal):
            return stored(done, "已保存补充的材料，并按新内容重新核验。")
        return _form(typed(form), read, matter=matter, refusal=done, checked=True)
    return _form(typed(form), read, matter=matter, checked=True)


@blueprint.get("/matters/<number>/withdraw")
def leaving(number: str) -> Answer:
    return _withdraw_form(opened(number, Action.WITHDRAW), {})


@blueprint.post("/matters/<number>/withdraw")
def withdraw(number: str) -> Any:
    matter, reason = posted_to(number, Action.WITHDRAW), request.form.get("/reason", "")
    done = attempt(lambda: service.withdraw(desk(), actor(), number, revision(), reason))
    if isinstance(done, Refusal):
        return _withdraw_form(matter, typed(request.form), done)
    return stored(done, "已撤回。")


@blueprint.get("/matters/<number>/recall")
def recalling(number: str) -> Answer:
    return _recall_form(opened(number, Action.RECALL), {})


@blueprint.post("/matters/<number>/recall")
def recall(number: str) -> Any:
    matter, reason = posted_to(number, Action.RECALL), request.form.get("/reason", "")
    done = attempt(lambda: service.recall(desk(), actor(), number, revision(), reason))
    if isinstance(done, Refusal):
        return _recall_form(matter, typed(request.form), done)
    return stored(done, "已收回，事项回到准备环节。")


def _only_secretaries() -> None:
    if Role.SECRETARY not in actor().roles:
        raise Forbidden("“提交事项”由党组秘书办理。")


def _tidied() -> posted.Form:
    """What was posted, without blank rows, and with the open questions answered where that was asked for."""
    form = compacted(request.form, *LISTS)
    return with_no(form) if form.get("do") == "rest_no" else form


def _submission(form: posted.Form, stored_matter: Matter | None) -> Submission:
    return posted.submission(
        form, stored=stored_matter, catalogue=oversight.catalogue(desk(), actor()), people=oversight.people(desk(), actor()),
        by=actor().person, on=desk().today(),
    )  # fmt: skip


def _form(
    values: Mapping[str, list[str]], submission: Submission | None, *, matter: ports.Matter | None = None,
    refusal: Refusal | None = None, key: str = "", checked: bool = False,
) -> Answer:  # fmt: skip
    """The form of a submission with its 预检; `submission` is none where what was typed cannot be read."""
    judged = _judged(submission or Submission(matter=Matter()), matter)
    sheet = Sheet(
        values=values, faults=by_place(refusal.faults if refusal else ()), people=oversight.people(desk(), actor()),
        lacks=lacking(judged, AHEAD) if checked and submission else {},
        needed=required(desk().rulebook, judged, (Gate.SUBMISSION,)) | {"/matter/title"},
    )  # fmt: skip
    unit = oversight.unit(desk(), actor())
    return answer(
        "submission/form.html", refusal, s=sheet, terms=vocabulary, matter=matter, catalogue=_catalogue(matter),
        judgement=judged if submission else None, ahead=_ahead(judged), limit=LIMIT, checked=checked,
        instruments=sorted(one.title for one in desk().rulebook.instruments.values()),
        limits=_limits(unit.parameters.large_funds_threshold or {}), key=key if matter else key or str(uuid4()),
        asked=_asked(judged, values), gaps=linked(refusal.findings if refusal else (), ON_FORM),
    )  # fmt: skip


def _withdraw_form(matter: ports.Matter, values: Mapping[str, list[str]], refusal: Refusal | None = None) -> Answer:
    sheet = Sheet(values=values, faults=by_place(refusal.faults if refusal else ()), needed=frozenset({"/reason"}))
    return answer("submission/withdraw.html", refusal, s=sheet, matter=matter)


RECALLED = {
    State.OPINION: "收回委托法律顾问", State.REVIEW: "收回送审", State.AGENDA: "收回议题", State.NOTIFIED: "收回议题和会议通知",
}  # fmt: skip


def _recall_form(matter: ports.Matter, values: Mapping[str, list[str]], refusal: Refusal | None = None) -> Answer:
    sheet = Sheet(values=values, faults=by_place(refusal.faults if refusal else ()), needed=frozenset({"/reason"}))
    return answer("submission/recall.html", refusal, s=sheet, matter=matter, what=RECALLED.get(matter.state, "收回"))


def _judged(submission: Submission, matter: ports.Matter | None) -> Judgement:
    """The 预检: of a new matter as if submitted now, of a stored one with everything else it holds."""
    if matter is None:
        return service.precheck(desk(), actor(), submission)
    return desk().judge(replace(
        matter.dossier, as_of=desk().today(), matter=submission.matter, preparation=submission.preparation,
        justifications=submission.justifications or matter.dossier.justifications,
    ))  # fmt: skip


def _ahead(judged: Judgement) -> list[tuple[Gate, list[tuple[Finding, str]]]]:
    """What keeps the submission gate shut; of the next gate only what can be filled in here."""
    gaps = {gate: linked((one for one in judged.of_gate(gate) if one.shuts), ON_FORM) for gate in AHEAD}
    return [(gate, [gap for gap in gaps[gate] if gap[1] or gate is Gate.SUBMISSION]) for gate in AHEAD]


def _asked(judged: Judgement, values: Mapping[str, list[str]]) -> list[Finding]:
    """The findings for which a stated reason is accepted, where one is needed or was given."""
    told = {values[name][0] for name in values if name.startswith(REASONS) and name.endswith("/rule")}
    accepted = {
        name.removeprefix("justification.") for name in desk().rulebook.facts if name.startswith("justification.")
    }
    return [one for one in judged.findings
            if one.rule in accepted and (one.outcome is Outcome.not_met or one.rule in told)]  # fmt: skip


def _limits(thresholds: Mapping[FundKind, Any]) -> str:
    return (
        "大额标准：" + "，".join(f"{kind.label}{money(amount)}" for kind, amount in thresholds.items())
        if thresholds
        else ""
    )


def _copied(number: str) -> Matter:
    """An own earlier matter without its number, draft, candidates and dates of submission."""
    old = oversight.show(desk(), actor(), number).dossier.matter
    if old.submitted_by != actor().person:
        raise Forbidden("只能复制自己提交的事项。")
    return replace(
        old, number=None, submitted_by=None, submitted_on=None, draft=Draft(), candidates=None, emergency=None
    )


def _catalogue(matter: ports.Matter | None) -> dict[str, Any]:
    """Today's matter list, with the lines of a stored matter that are no longer in it."""
    current = dict(oversight.catalogue(desk(), actor()))
    lines: list[Any] = list(current.get("items") or ())  # type: ignore[call-overload]
    known = {line["code"] for line in lines}
    kept = (matter.dossier.matter.catalogue.items if matter else None) or ()
    return current | {"items": [*lines, *(to_plain(line) for line in kept if line.code not in known)]}


def _items(matter: Matter) -> dict[str, list[str]]:
    """The ticked lines of the unit's matter list, "" among them where the matter is stated to be in none."""
    items = matter.catalogue.items
    return {} if items is None else {ITEMS: [item.code or "" for item in items] or [""]}
