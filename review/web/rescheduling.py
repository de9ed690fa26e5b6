"""Holds the page on which the day of a notified meeting is changed (会议改期): filled in, looked at, confirmed."""

from typing import Any

from flask import Blueprint, flash, redirect, request

from review.domain.dossier import Meeting
from review.domain.errors import WrongState
from review.domain.sitting import Sitting, sitting_of
from review.domain.vocabulary import Gate, Outcome
from review.domain.workflow import Action
from review.service import oversight
from review.service import rescheduling as service
from review.service import sitting as sittings
from review.service.outlook import Outlook
from review.service.ports import Matter
from review.service.rescheduling import NewDay
from review.web import posted_meeting, posted_sitting
from review.web.agenda import must, type_of
from review.web.fields import Sheet, by_place, typed
from review.web.posted_sitting import WHOLE
from review.web.presentation import sitting_path as path
from review.web.refusals import Refusal, answer, attempt, opened, relocated
from review.web.session import actor, desk

blueprint = Blueprint("rescheduling", __name__)

REASON, SEEN = "/reason", "seen"
ASKED = ("number", "held_on", "place", "notice/sent_to", "notice/papers_to")

Answer = tuple[str, int]
Values = dict[str, list[str]]


@blueprint.get("/matters/<number>/reschedule-meeting")
def of_matter(number: str) -> Any:
    """The meeting of this topic, whose day is changed for all of its topics."""
    named = sitting_of((opened(number, Action.RESCHEDULE_MEETING).dossier.meetings or (Meeting(),))[-1])
    if named is None:
        raise WrongState("会议还没有编号和日期，不能改期。")
    return redirect(f"{path(named)}/reschedule", 303)


@blueprint.get("/meetings/<kind>/<int:year>/<path:number>/reschedule")
def changing(kind: str, year: int, number: str) -> Answer:
    must(Action.RESCHEDULE_MEETING)
    named = Sitting(type_of(kind), year, number)
    matters = sittings.show(desk(), actor(), named)
    if why := service.cannot(desk(), actor(), named):
        raise WrongState(f"{why}。")
    whole = sittings.on_agenda(desk(), actor(), named)[0].meeting
    told = posted_meeting.all_told(WHOLE, whole.notice.papers_to or ())
    values = {f"{WHOLE}/number": [number], f"{WHOLE}/place": [whole.place or ""], **told}
    return _form(named, matters, {**values, f"{WHOLE}/notice/sent_to": []})


@blueprint.post("/meetings/<kind>/<int:year>/<path:number>/reschedule")
def reschedule(kind: str, year: int, number: str) -> Any:
    """Fill in or preview (both store nothing), or confirm what was previewed."""
    must(Action.RESCHEDULE_MEETING)
    named, do = Sitting(type_of(kind), year, number), request.form.get("do", "")
    matters, values = sittings.show(desk(), actor(), named), typed(request.form)
    if do == "all_told":
        on = posted_meeting.held_on(values, WHOLE) or desk().today()
        everybody = [one.id for one in sittings.expected(desk(), actor(), named.type, on)]
        return _form(named, matters, values | posted_meeting.all_told(WHOLE, everybody))
    read = attempt(lambda: _posted([one.number for one in matters]), asks=(*(f"{WHOLE}/{one}" for one in ASKED), REASON))
    if isinstance(read, Refusal):
        return _form(named, matters, values, read)
    found = attempt(lambda: service.preview(desk(), actor(), named, read))
    if isinstance(found, Refusal):
        return _form(named, matters, values, relocated(found, posted_sitting.of_notice))
    if do != "confirm":
        return _form(named, matters, values, found=found)
    done = attempt(lambda: service.reschedule(desk(), actor(), named, read))
    if isinstance(done, Refusal):
        return _form(named, matters, values, relocated(done, posted_sitting.of_notice), found)
    moved = sitting_of((done[0].dossier.meetings or (Meeting(),))[-1])
    flash(f"会议已改期，议题{len(done)}项一并变更；请通知各位成员。")
    return redirect(path(moved) if moved else "/meetings", 303)


def _posted(numbers: list[str]) -> NewDay:
    sent = [number for number in request.form.getlist("topic") if number in numbers]
    return NewDay(
        revisions={number: posted_sitting.revision(request.form, number) for number in sent},
        meeting=posted_meeting.new_day(request.form, WHOLE, ASKED), reason=request.form.get(REASON, ""),
        seen=frozenset(request.form.getlist(SEEN)),
    )  # fmt: skip


def _form(
    named: Sitting, matters: tuple[Matter, ...], values: Values, refusal: Refusal | None = None, found: tuple[Outlook, ...] = ()
) -> Answer:
    parameters, calendar = oversight.unit(desk(), actor()).parameters, desk().rulebook.calendar
    days, people = parameters.notice_workdays, oversight.people(desk(), actor())
    on = posted_meeting.held_on(values, WHOLE)
    sheet = Sheet(
        values=values, faults=by_place(refusal.faults if refusal else ()), people=people,
        needed=frozenset({REASON, *(f"/meetings/*/{name}" for name in ("number", "held_on", "place"))}),
    )  # fmt: skip
    whole = sittings.on_agenda(desk(), actor(), named)[0].meeting
    return answer(
        "sitting/reschedule.html", refusal, s=sheet, root=WHOLE, named=named, matters=matters, whole=whole, path=path(named),
        found=found, gate=Gate.AGENDA, terms=Outcome, posts={one.id: one.post for one in people},
        members=sittings.expected(desk(), actor(), named.type, on or desk().today()),
        earliest=None if days is None else calendar.after(desk().today(), days)[0], days=days,
    )  # fmt: skip
