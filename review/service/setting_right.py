"""Holds by which matter what was done first in an emergency and not ratified is set right (停止、纠正): another one of the unit,
submitted once that was clear, and signed, so that what it decides can no longer be taken back."""

from datetime import date

from review.domain.dossier import Dossier
from review.domain.emergency import lapsed_on
from review.domain.errors import NotFound
from review.domain.wording import day
from review.domain.workdays import Calendar
from review.domain.workflow import Action, State
from review.service.adjusting import ended_without
from review.service.ports import UnitOfWork


def why_not(dossier: Dossier, other: str, work: UnitOfWork, calendar: Calendar) -> str:
    """Why the other matter does not set right what was done first in this one; "" where it does."""
    if other == dossier.matter.number:
        return "纠正的事项是另行提交的事项，不是本事项"
    try:
        found = work.matters.get(other)
    except NotFound:
        return "本单位没有这件事项：请先提交纠正的事项，再填写它的编号"
    submitted, since = found.dossier.matter.submitted_on, _since(dossier, work, calendar)
    if submitted and since and submitted < since:
        told = f"事项{other}于{day(submitted)}提交，当时先行处置还不是未获追认（{day(since)}起）"
        return f"{told}：纠正的事项是此后另行提交的，请填写它的编号"
    if ended := ended_without(other, work):
        return f"事项{other}{ended.label}，没有作出纠正的决定"
    if found.state is not State.APPROVED:
        return f"事项{other}还没有由会议决定并签批，纠正尚未作出决定：签批以后再填写它的编号"
    return ""


def _since(dossier: Dossier, work: UnitOfWork, calendar: Calendar) -> date | None:
    """The day since which it is clear that the action is not ratified: the time for it was over and no meeting had decided, or
    a meeting rejected the matter, or it was withdrawn."""
    ends = [one for one in work.trail.of_matter(dossier.matter.number or "") if one.action in (Action.REJECT, Action.WITHDRAW)]
    held = dossier.meetings[-1].held_on if dossier.meetings and ends and ends[-1].action is Action.REJECT else None
    ended = held or (ends[-1].at.date() if ends else None)
    return min(filter(None, (ended, lapsed_on(dossier, calendar))), default=None)
