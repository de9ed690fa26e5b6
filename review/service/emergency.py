"""Holds the use case of an emergency (紧急先行处置): register what was done ahead of the meeting, add to it, correct it.

The matter goes on through every gate as it did: opinion, review and collective decision are not spared, only the notice of the
meeting is (MTG-03, MTG-04). Whether the action is ratified is said by the meeting alone (`deliberation`).
"""

from dataclasses import replace

from review.domain.changes import altered
from review.domain.course import ENDS
from review.domain.dossier import Attachment, Dossier, Emergency
from review.domain.emergency import corrected, taken, unratified
from review.domain.errors import DossierRefused, Fault
from review.domain.kleene import given
from review.domain.standing import passed
from review.domain.workflow import Action, State
from review.service import setting_right
from review.service.desk import Desk, act, saying
from review.service.files import attached
from review.service.ports import Actor, Matter, UnitOfWork
from review.service.registered import correction

PLACE = "/matter/emergency"

ASKED = {
    "reason": "请写明为什么来不及开会", "measures": "请写明已经采取的措施", "decided_by": "请选择决定先行处置的人",
    "decided_on": "请填写决定先行处置的日期",
}  # fmt: skip
"""What is stated of the action at once; the report may follow."""

SET_RIGHT = ("correction", "correcting_matter")
"""What is stated of an action that was not ratified."""

FORM, STRUCK = "先行处置", "并未先行处置"
"""What the trail calls that something was registered, and that a registration was struck out."""

_DECIDED = "会议已就先行处置作出决定，决定时已经登记的不能再改，只能补填没有填写的"
_RATIFIED = f"{_DECIDED}；确有错误的，请书记收回提请复议，更正以后由会议重新追认，届时已过追认期限的，按逾期追认核验"
_OVER = "事项已经终结，不能再登记先行处置；确有先行处置的，另行提交事项，由会议决定"
_TOO_LATE = "会议作出决定时没有登记先行处置，决定不能当作追认；确有先行处置的，请先收回，提请会议复议并追认"


def register(
    desk: Desk, actor: Actor, number: str, revision: int, action: Emergency, why: str = "",
    attachments: tuple[Attachment, ...] = (),
) -> Matter:  # fmt: skip
    """Register what was done first (登记先行处置), complete it, or correct it with a reason; the trail keeps both, with what
    stood. What a meeting ratified is corrected only once the matter was taken back (复议), and the next meeting ratifies it
    anew; what was added since may be corrected. Raises what `act` does, with every place that lacks something."""

    def change(dossier: Dossier, work: UnitOfWork) -> Dossier:
        had, state = dossier.matter.emergency or Emergency(), work.matters.get(number).state
        new = replace(action, ratified=had.ratified, ratified_on=had.ratified_on)
        if state in ENDS and not unratified(dossier):
            raise DossierRefused((Fault(PLACE, _OVER),))
        decided = _as_decided(number, had, work)
        faults = (*_lacking(new), *_not_now(dossier, state, decided, had, new), *_set_right(desk, dossier, had, new, work))
        if faults:
            raise DossierRefused(tuple(faults))
        before, new = _with(dossier, had, in_one=True), corrected(decided, new)
        notes.append(correction(desk, before, _with(dossier, new, in_one=True), why))
        return replace(_with(dossier, new, in_one=True), attachments=attached(dossier, attachments, work))

    notes = [FORM]
    return act(
        desk, actor, number, revision, Action.REGISTER_EMERGENCY, saying(change), note=lambda _: "".join(notes), form=FORM
    )


def strike(desk: Desk, actor: Actor, number: str, revision: int, why: str) -> Matter:
    """Strike out a registration that was a mistake (并未先行处置), with a reason; the trail keeps it, and all that stood."""

    def change(dossier: Dossier, work: UnitOfWork) -> Dossier:
        had = dossier.matter.emergency
        if not taken(dossier):
            raise DossierRefused((Fault(PLACE, "本事项没有登记先行处置"),))
        if had is not None and is_fixed(had, work.matters.get(number).state):
            raise DossierRefused((Fault(PLACE, _told_of(had)),))
        after = _with(dossier, None, in_one=False)
        notes.append(correction(desk, dossier, after, why))
        return after

    notes = [STRUCK]
    return act(desk, actor, number, revision, Action.REGISTER_EMERGENCY, change, note=lambda _: "".join(notes), form=STRUCK)


def _with(dossier: Dossier, action: Emergency | None, *, in_one: bool) -> Dossier:
    """The dossier with this action, as a matter in which one acted first or as one in which nobody did."""
    about = dossier.matter
    return replace(dossier, matter=replace(about, emergency=action, scope=replace(about.scope, emergency=in_one)))


def is_fixed(had: Emergency, state: State) -> bool:
    """Whether a meeting decided on the action: that it is not ratified, or that it is, unless the matter was taken back since."""
    return had.ratified is False or (had.ratified is True and state is State.DECIDED)


def _told_of(had: Emergency) -> str:
    return _RATIFIED if had.ratified else _DECIDED


def _lacking(new: Emergency) -> list[Fault]:
    faults = [Fault(f"{PLACE}/{name}", told) for name, told in ASKED.items() if not _said(getattr(new, name))]
    if new.reported_on is not None and not given(new.reported_to):
        faults.append(Fault(f"{PLACE}/reported_to", "请写明向谁报告"))
    if new.reported_on is not None and new.decided_on is not None and new.reported_on < new.decided_on:
        faults.append(Fault(f"{PLACE}/reported_on", "报告日期早于先行处置的日期，请核对"))
    return faults


def _said(value: object) -> bool:
    return bool(given(value)) if isinstance(value, str) else value is not None


def _set_right(desk: Desk, dossier: Dossier, had: Emergency, new: Emergency, work: UnitOfWork) -> list[Fault]:
    """What is wrong with how an action that was not ratified is set right."""
    said = [name for name in SET_RIGHT if given(getattr(new, name))]
    if had.ratified is not False:
        return [Fault(f"{PLACE}/{name}", "未获追认的先行处置，才登记停止、纠正的情况") for name in said]
    other = (new.correcting_matter or "").strip()
    if not other or other == (had.correcting_matter or "").strip():
        return []
    why = setting_right.why_not(dossier, other, work, desk.rulebook.calendar)
    return [Fault(f"{PLACE}/correcting_matter", why)] if why else []


def _not_now(dossier: Dossier, state: State, decided: Emergency, had: Emergency, new: Emergency) -> list[Fault]:
    """What may no longer be registered, or changed."""
    if state is State.DECIDED and passed(dossier) and not taken(dossier):
        return [Fault(PLACE, _TOO_LATE)]
    handed = dossier.archive.handed_over_on if dossier.archive else None
    places = altered(had, new) if handed else [at for at in altered(decided, new) if at.removeprefix("/") not in SET_RIGHT]
    return [Fault(f"{PLACE}{at}", _told_of(had)) for at in places] if is_fixed(had, state) else []


def _as_decided(number: str, had: Emergency, work: UnitOfWork) -> Emergency:
    """What was registered of the action when it was decided whether it is ratified: what was added since no meeting knew of."""
    for one in work.trail.of_matter(number) if had.ratified is not None else ():
        if one.action in (Action.PASS, Action.REJECT, Action.WITHDRAW):
            then = work.matters.revision(number, one.revision).dossier.matter.emergency
            if then is not None and (then.ratified, then.ratified_on) == (had.ratified, had.ratified_on):
                return then
    return had
