"""Holds the use case of an emergency (紧急先行处置): register what was done ahead of the meeting, add to it, correct it.

The matter goes on through every gate as it did: opinion, review and collective decision are not spared, only the notice of the
meeting is (MTG-03, MTG-04). Whether the action is ratified is said by the meeting alone (`deliberation`).
"""

from dataclasses import replace

from review.domain.changes import altered
from review.domain.course import ENDS
from review.domain.dossier import Attachment, Dossier, Emergency
from review.domain.emergency import taken, unratified
from review.domain.errors import DossierRefused, Fault, NotFound
from review.domain.kleene import given
from review.domain.standing import passed
from review.domain.workflow import Action
from review.service.adjusting import ended_without
from review.service.desk import Desk, act, stated
from review.service.files import attached
from review.service.ports import Actor, Matter, UnitOfWork

PLACE = "/matter/emergency"

ASKED = {
    "reason": "请写明为什么来不及开会", "measures": "请写明已经采取的措施", "decided_by": "请选择决定先行处置的人",
    "decided_on": "请填写决定先行处置的日期",
}  # fmt: skip
"""What is stated of the action at once; the report may follow."""

SET_RIGHT = ("correction", "correcting_matter")
"""What is stated of an action that was not ratified."""

_DECIDED = "会议已就先行处置作出决定，登记的内容不能再改，只能补填没有填写的"
_OVER = "事项已经终结，不能再登记先行处置；确有先行处置的，另行提交事项，由会议决定"
_TOO_LATE = "会议作出决定时没有登记先行处置，决定不能当作追认；确有先行处置的，请先收回，提请会议复议并追认"


def register(
    desk: Desk, actor: Actor, number: str, revision: int, action: Emergency, why: str = "",
    attachments: tuple[Attachment, ...] = (),
) -> Matter:  # fmt: skip
    """Register what was done first (登记先行处置), complete it, or correct it with a reason, which the trail keeps; what the
    meeting has decided on is not corrected. Raises what `act` does, with every place that lacks something."""

    def change(dossier: Dossier, work: UnitOfWork) -> Dossier:
        had = dossier.matter.emergency or Emergency()
        new = replace(action, ratified=had.ratified, ratified_on=had.ratified_on)
        if work.matters.get(number).state in ENDS and not unratified(dossier):
            raise DossierRefused((Fault(PLACE, _OVER),))
        faults = (*_lacking(new), *_not_now(dossier, had, new, why), *_set_right(number, had, new, work))
        if faults:
            raise DossierRefused(tuple(faults))
        about = dossier.matter
        return replace(
            dossier, matter=replace(about, emergency=new, scope=replace(about.scope, emergency=True)),
            attachments=attached(dossier, attachments, work),
        )  # fmt: skip

    note = f"更正：{why.strip()}" if why.strip() else ""
    return act(desk, actor, number, revision, Action.REGISTER_EMERGENCY, change, note=note and stated(note))


def strike(desk: Desk, actor: Actor, number: str, revision: int, why: str) -> Matter:
    """Strike out a registration that was a mistake (并未先行处置), with a reason, which the trail keeps."""

    def change(dossier: Dossier, _: UnitOfWork) -> Dossier:
        about = dossier.matter
        if not taken(dossier):
            raise DossierRefused((Fault(PLACE, "本事项没有登记先行处置"),))
        if about.emergency is not None and about.emergency.ratified is not None:
            raise DossierRefused((Fault(PLACE, _DECIDED),))
        return replace(dossier, matter=replace(about, emergency=None, scope=replace(about.scope, emergency=False)))

    stated(why)
    note = f"更正：并未先行处置。{why.strip()}"
    return act(desk, actor, number, revision, Action.REGISTER_EMERGENCY, change, note=note)


def _lacking(new: Emergency) -> list[Fault]:
    faults = [Fault(f"{PLACE}/{name}", told) for name, told in ASKED.items() if not _said(getattr(new, name))]
    if new.reported_on is not None and not given(new.reported_to):
        faults.append(Fault(f"{PLACE}/reported_to", "请写明向谁报告"))
    if new.reported_on is not None and new.decided_on is not None and new.reported_on < new.decided_on:
        faults.append(Fault(f"{PLACE}/reported_on", "报告日期早于先行处置的日期，请核对"))
    return faults


def _said(value: object) -> bool:
    return bool(given(value)) if isinstance(value, str) else value is not None


def _set_right(number: str, had: Emergency, new: Emergency, work: UnitOfWork) -> list[Fault]:
    """What is wrong with how an action that was not ratified is set right: another matter of the unit decides on that."""
    said = [name for name in SET_RIGHT if given(getattr(new, name))]
    if had.ratified is not False:
        return [Fault(f"{PLACE}/{name}", "未获追认的先行处置，才登记停止、纠正的情况") for name in said]
    other = (new.correcting_matter or "").strip()
    if not other or other == (had.correcting_matter or "").strip():
        return []
    at = f"{PLACE}/correcting_matter"
    if other == number:
        return [Fault(at, "纠正的事项是另行提交的事项，不是本事项")]
    try:
        work.matters.get(other)
    except NotFound:
        return [Fault(at, "本单位没有这件事项：请先提交纠正的事项，再填写它的编号")]
    ended = ended_without(other, work)
    return [Fault(at, f"事项{other}{ended.label}，没有作出纠正的决定")] if ended else []


def _not_now(dossier: Dossier, had: Emergency, new: Emergency, why: str) -> list[Fault]:
    """What may no longer be changed, or not without a reason."""
    handed = dossier.archive.handed_over_on if dossier.archive else None
    places = [f"{PLACE}{place}" for place in altered(had, new)]
    if had.ratified is not None:
        kept = [place for place in places if handed or place.removeprefix(f"{PLACE}/") not in SET_RIGHT]
        if places and not kept and not given(why):
            return [Fault("/reason", "更正已经登记的纠正情况，请写明理由")]
        return [Fault(place, _DECIDED) for place in kept]
    if passed(dossier) and not taken(dossier):
        return [Fault(PLACE, _TOO_LATE)]
    if places and not given(why):
        return [Fault("/reason", "更正已经登记的内容，请写明理由")]
    return []
