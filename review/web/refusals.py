"""Turns what a form sent into an act, and a refusal of the act back into the page it came from, with its status and faults.

Reads no field (`fields`, `posted*` do) and decides nothing (the use cases do).
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

from flask import flash, g, redirect, render_template, request
from werkzeug.wrappers import Response

from forms import labels
from forms.flat import LINES, UNREAD
from review.domain.checklist import Finding, Judgement
from review.domain.delegations import DELEGATED
from review.domain.dossier import Dossier, Mandate
from review.domain.errors import DossierRefused, Fault, Forbidden, GateShut, Stale, WrongState
from review.domain.vocabulary import Gate
from review.domain.workflow import TRANSITIONS, Action, not_here, transition
from review.service import oversight
from review.service.ports import Matter
from review.web.session import actor, desk

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why the form comes back: the status of the answer, a sentence, and what belongs to it."""

    status: int
    message: str
    faults: tuple[Fault, ...] = ()
    findings: tuple[Finding, ...] = ()
    changes: tuple[str, ...] = ()
    stale: bool = False
    beside: bool = False
    """That all that was done since left the matter in its stage."""
    places: tuple[str, ...] = ()
    """Which places of the dossier it changed."""
    once_more: bool = False
    """That the form is shown again from the newest revision, and can be sent as it is."""


OF_DOSSIER = tuple(f"/{one.name}" for one in fields(Dossier))
"""Every place of the dossier, for a form that asks for much of it; its reader refuses what it does not ask for."""


def attempt(act: Callable[[], T], gate: Gate | None = None, asks: Collection[str] | None = None) -> T | Refusal:
    """What the use case returns, or why it refused; 403 and 404 are pages of their own and pass through.

    `asks` are the places that the page asks for, each with all below it: what is filled in elsewhere is refused, as nothing
    would become of it.
    """
    try:
        if asks is not None:
            _refuse_unasked(asks)
        return act()
    except DossierRefused as refused:
        return Refusal(422, "有填写不正确的地方，没有保存。", faults=refused.faults)
    except GateShut as shut:
        judged = shut.judgement
        findings = shut.findings or (judged.shutting(gate) if isinstance(judged, Judgement) and gate else ())
        return Refusal(409, str(shut), findings=findings)
    except Stale as stale:
        changes = tuple(re.sub(r"/[a-z0-9_/]+$", lambda at: labels.label(at[0]), change) for change in stale.changes)
        return Refusal(409, str(stale), changes=changes, stale=True, beside=stale.beside, places=stale.places)
    except WrongState as wrong:
        return Refusal(409, str(wrong))


def _refuse_unasked(asks: Collection[str]) -> None:
    """Raise DossierRefused for every filled field of the request that names a place the page does not ask for."""
    named = (name for name, values in request.form.lists() if name.startswith("/") and any(values))
    strange = [name for name in named if not f"{name.removesuffix(LINES)}/".startswith(tuple(f"{place}/" for place in asks))]
    if strange:
        raise DossierRefused(tuple(Fault(name, UNREAD) for name in strange))


def answer(template: str, refusal: Refusal | None, **context: Any) -> tuple[str, int]:
    """A page with its status: that of the refusal it explains, or 200."""
    return render_template(template, refusal=refusal, **context), refusal.status if refusal else 200


def placed(refusal: Refusal, moved: Mapping[str, str]) -> Refusal:
    """The refusal with the places of its faults as this page names them: `/meeting` is the meeting that it shows."""

    def at(pointer: str) -> str:
        return next((new + pointer[len(old) :] for old, new in moved.items() if pointer.startswith(f"{old}/")), pointer)

    return relocated(refusal, at)


def sent_once_more(matter: Matter, refusal: Refusal, own: Collection[str] = ()) -> tuple[Matter, Refusal]:
    """For the form of what somebody writes of his own (opinion, review, countersign; a procedure, whose places are `own`), which
    others may do at the same time: where that is all that was done since, and changed nothing of his own, it is shown again from
    the newest revision, so that having seen it he sends it once more."""
    touched = any(f"{at}/".startswith(f"{one}/") or f"{one}/".startswith(f"{at}/") for at in refusal.places for one in own)
    if not refusal.beside or touched:
        return matter, refusal
    newest = oversight.show(desk(), actor(), matter.number).revision
    return replace(matter, revision=newest), replace(refusal, once_more=True)


def relocated(refusal: Refusal, at: Callable[[str], str]) -> Refusal:
    """The refusal with every place of its faults and findings as `at` names it."""
    faults = dict.fromkeys(replace(fault, pointer=at(fault.pointer)) for fault in refusal.faults)
    findings = (one._replace(missing=tuple(map(at, one.missing)), evidence=tuple(map(at, one.evidence)))
                for one in refusal.findings)  # fmt: skip
    return replace(refusal, faults=tuple(faults), findings=tuple(findings))


def opened(number: str, action: Action) -> Matter:
    """The matter for a form that this person may use now; raises NotFound, WrongState, Forbidden as the act would."""
    matter = oversight.show(desk(), actor(), number)
    row = transition(matter.state, action)
    if row is None:
        raise WrongState(not_here(matter.state, action))
    g.mandate = desk().mandate(actor(), matter, row)
    return matter


def posted_to(number: str, *actions: Action) -> Matter:
    """The matter that a form was sent for; raises Forbidden before anything is read for whom no such act is meant."""
    matter = oversight.show(desk(), actor(), number)
    meant = {row.role for row in TRANSITIONS if row.action in actions}
    stands_in = (role for role in desk().stands_in_as(actor()) if DELEGATED[role].intersection(actions))
    if not meant.intersection((*actor().roles, *stands_in)):
        ended = desk().stood_in(actor(), matter, actions[0])
        raise Forbidden(f"“{actions[0].label}”由{'、'.join(role.label for role in meant)}办理。{ended}")
    g.mandate = next(filter(None, (_mandate(matter, action) for action in actions)), None)
    return replace(matter, revision=revision())  # a form shown again keeps the revision that it was made from


def _mandate(matter: Matter, action: Action) -> Mandate | None:
    """In whose place this person would do it, for the form that is shown again; nobody's where he may not: the act says so."""
    row = transition(matter.state, action)
    try:
        return desk().mandate(actor(), matter, row) if row else None
    except Forbidden:
        return None


def revision() -> int:
    """The revision that the page was made from; 0, which is always old, where the form does not say."""
    said = request.form.get("revision", "")
    return int(said) if said.isdecimal() and len(said) < 10 else 0


def stored(matter: Matter, said: str) -> Response:
    """After a successful step: to the matter's page, where the next act is."""
    flash(said)
    return redirect(f"/matters/{matter.number}", 303)
