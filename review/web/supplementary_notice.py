"""Holds the page on which a meeting is notified to the members whom its notice has not reached (补发会议通知)."""

from collections.abc import Collection, Iterable
from typing import Any

from flask import Blueprint, flash, redirect, request

from review.domain.dossier import Meeting, Member
from review.domain.errors import WrongState
from review.domain.sitting import Sitting, sitting_of
from review.domain.supplementary_notice import Untold
from review.domain.workflow import Action
from review.service import oversight
from review.service import sitting as sittings
from review.service import supplementary_notice as service
from review.service.ports import Matter
from review.web import posted_meeting, posted_sitting
from review.web.agenda import must, type_of
from review.web.fields import Sheet, by_place, typed
from review.web.posted_sitting import WHOLE
from review.web.presentation import sitting_path as path
from review.web.refusals import Refusal, answer, attempt, opened, relocated
from review.web.session import actor, desk

blueprint = Blueprint("supplementary_notice", __name__)

Answer = tuple[str, int]
Values = dict[str, list[str]]
SENT, GIVEN = f"{WHOLE}/notice/sent_to", f"{WHOLE}/notice/papers_to"


@blueprint.get("/matters/<number>/notify-members")
def of_matter(number: str) -> Any:
    """The meeting of this topic, which is notified for all of its topics."""
    named = sitting_of((opened(number, Action.NOTIFY_MEMBERS).dossier.meetings or (Meeting(),))[-1])
    if named is None:
        raise WrongState("会议还没有编号和日期，不能补发通知。")
    return redirect(f"{path(named)}/notify", 303)


@blueprint.get("/meetings/<kind>/<int:year>/<path:number>/notify")
def notifying(kind: str, year: int, number: str) -> Answer:
    must(Action.NOTIFY_MEMBERS)
    named = Sitting(type_of(kind), year, number)
    return _form(named, sittings.show(desk(), actor(), named), _lacking(named), {})


@blueprint.post("/meetings/<kind>/<int:year>/<path:number>/notify")
def notify(kind: str, year: int, number: str) -> Any:
    must(Action.NOTIFY_MEMBERS)
    named = Sitting(type_of(kind), year, number)
    matters, lacking = sittings.show(desk(), actor(), named), service.untold_of(desk(), actor(), named)
    if request.form.get("do") == "all_told":
        everybody = posted_meeting.all_told(WHOLE, [one.id for one in lacking.members])
        return _form(named, matters, lacking, typed(request.form) | everybody)
    sent = [number for number in request.form.getlist("topic") if number in {one.number for one in matters}]
    revisions = {number: posted_sitting.revision(request.form, number) for number in sent}
    notice, papers = (
        tuple(one for one in request.form.getlist(at) if one and one not in {other.id for other in had})
        for at, had in ((SENT, _only(lacking.papers, lacking.notice)), (GIVEN, _only(lacking.notice, lacking.papers)))
    )  # fmt: skip
    done = attempt(lambda: service.supplement(desk(), actor(), named, revisions, notice, papers), asks=(SENT, GIVEN))
    if isinstance(done, Refusal):
        return _form(named, matters, lacking, typed(request.form), relocated(done, posted_sitting.of_notice))
    flash(f"已登记补发会议通知，议题{len(done)}项一并登记。")
    return redirect(path(named), 303)


def _only(members: Iterable[Member], others: Collection[Member]) -> list[Member]:
    """Who lacks the one and has the other already, whose tick there says nothing new."""
    return [one for one in members if one not in others]


def _lacking(named: Sitting) -> Untold:
    found = service.untold_of(desk(), actor(), named)
    if not found:
        raise WrongState("会议通知、材料都已送达各应到会成员，或者会议已经召开，不能补发。")
    return found


def _form(
    named: Sitting, matters: tuple[Matter, ...], lacking: Untold, values: Values, refusal: Refusal | None = None
) -> Answer:
    people = oversight.people(desk(), actor())
    sheet = Sheet(values=values, faults=by_place(refusal.faults if refusal else ()), people=people)
    return answer(
        "sitting/supplement.html", refusal, s=sheet, root=WHOLE, named=named, matters=matters, path=path(named),
        whole=sittings.on_agenda(desk(), actor(), named)[0].meeting, members=lacking.members, lacking=lacking,
        posts={one.id: one.post for one in people}, early=in_advance(named), announced=False,
    )  # fmt: skip


def in_advance(named: Sitting) -> str:
    """What the days that are left mean for a notice that is sent today (MTG-04), in words."""
    (meeting,) = (one.meeting for one in sittings.on_agenda(desk(), actor(), named)[:1])
    parameters, calendar = oversight.unit(desk(), actor()).parameters, desk().rulebook.calendar
    if meeting.held_on is None:
        return ""
    left = calendar.between(desk().today(), meeting.held_on).days
    asked = ((parameters.notice_workdays, "通知"), (parameters.paper_delivery_workdays, "送达材料"))
    short = [f"提前{days}个工作日{what}" for days, what in asked if days is not None and left < days]
    if not short:
        return f"今天通知、送达的，提前{left}个工作日。"
    return (
        f"今天通知、送达的，只提前{left}个工作日，少于本单位规定的{'、'.join(short)}：登记后MTG-04提示天数不足，不妨碍会议表决；"
        "要留足天数的，办理会议改期，或者在会上暂缓表决。"
    )
