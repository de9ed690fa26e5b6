"""Holds the pages of meetings to come: the list of meetings, and the notice of one with its agenda (议题安排)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request

from review.domain.dossier import Meeting, Member
from review.domain.errors import Forbidden, NotFound
from review.domain.sitting import MOST_TOPICS, places_on, sitting_of
from review.domain.vocabulary import MeetingType
from review.domain.workflow import TRANSITIONS, Action, State
from review.service import oversight
from review.service import sitting as service
from review.service.ports import Matter
from review.service.sitting import Part
from review.web import posted_meeting, posted_sitting
from review.web.deliberation import NOTICE, presiding_told
from review.web.fields import Sheet, by_place, typed
from review.web.posted import Form
from review.web.posted_sitting import WHOLE
from review.web.presentation import sitting_path as path
from review.web.refusals import Refusal, answer, attempt, relocated
from review.web.session import actor, desk

blueprint = Blueprint("agenda", __name__)

SHOWN = 30
"""How many meetings that were held are listed."""

Answer = tuple[str, int]


@blueprint.get("/meetings")
def meetings() -> str:
    """What waits for a meeting, what is notified, what was held."""
    lines = service.topics(desk(), actor())
    waiting = [one for one in lines if one.sitting is None and one.state is State.AGENDA]
    sittings = [(named, list(topics)) for named, topics in groupby(lines, key=lambda one: one.sitting) if named]
    ahead = [one for one in sittings if any(line.result is None for line in one[1])]
    held = [one for one in sittings if one not in ahead]
    shown = (*waiting, *(line for _, topics in (*ahead, *held[:SHOWN]) for line in topics))
    return render_template(
        "sitting/list.html", waiting=[(kind, found) for kind in MeetingType
                                      if (found := [one for one in waiting if one.type is kind])],
        ahead=ahead[::-1], held=held[:SHOWN], more=len(held) - SHOWN, path=path,
        emergencies=service.emergencies(desk(), actor(), shown), outcomes=service.outcomes(desk(), actor(), shown),
        notifying=may(Action.GIVE_NOTICE), recording=may(Action.RECORD_MEETING),
    )  # fmt: skip


@blueprint.get("/meetings/notice/<kind>")
def announcing(kind: str) -> Answer:
    must(Action.GIVE_NOTICE)
    matters = service.waiting(desk(), actor(), type_of(kind))
    values = {f"order/{one.number}": [str(place)] for place, one in enumerate(matters, 1)}
    values |= {f"{WHOLE}/notice/papers_sent_on": [desk().today().isoformat()]}
    return _form(type_of(kind), matters, values)


@blueprint.post("/meetings/notice/<kind>")
def give_notice(kind: str) -> Any:
    must(Action.GIVE_NOTICE)
    chosen = request.form.getlist("topic")[:MOST_TOPICS]
    matters = [oversight.show(desk(), actor(), number) for number in chosen]
    if request.form.get("do") == "all_told":
        everybody = [member.id for member in _expected(type_of(kind), typed(request.form))]
        return _form(type_of(kind), matters, typed(request.form) | posted_meeting.all_told(WHOLE, everybody))
    done = attempt(lambda: service.give_notice(desk(), actor(), _parts(request.form, matters, type_of(kind))))
    if isinstance(done, Refusal):
        return _form(type_of(kind), matters, typed(request.form), relocated(done, posted_sitting.of_notice))
    flash(_told(done))
    named = sitting_of(_planned(done[0]))
    return redirect(path(named) if named else "/meetings", 303)


def _expected(kind: MeetingType, values: Mapping[str, list[str]]) -> tuple[Member, ...]:
    """Who should attend on the day that is typed, or today while none is."""
    return service.expected(desk(), actor(), kind, posted_meeting.held_on(values, WHOLE) or desk().today())


def _parts(form: Form, matters: Sequence[Matter], kind: MeetingType) -> list[Part]:
    """The notice for each topic that has a place on the agenda, in that order; the others wait for another meeting. Those
    that join a meeting notified before stand beside the topics that it has already."""
    meeting, order = posted_sitting.notice(form, [one.number for one in matters], kind)
    there = service.on_agenda(desk(), actor(), sitting_of(replace(meeting, type=kind)))
    return [
        Part(number, posted_sitting.revision(form, number), posted_sitting.listed(meeting, place))
        for number, place in zip(order, places_on(list(order.values()), there), strict=True)
    ]


def _told(done: Sequence[Matter]) -> str:
    """What was stored; the places of the topics are said, since those that join a meeting may stand elsewhere than typed."""
    places = "、".join(f"第{_planned(one).topic.order}项" for one in done)
    return f"会议通知已登记，议题{len(done)}项，列为{places}。{presiding_told(_planned(done[0]))}"


def _form(
    kind: MeetingType, matters: Sequence[Matter], values: Mapping[str, list[str]], refusal: Refusal | None = None
) -> Answer:
    parameters, calendar = oversight.unit(desk(), actor()).parameters, desk().rulebook.calendar
    days = parameters.notice_workdays
    people = oversight.people(desk(), actor())
    sheet = Sheet(
        values=values, faults=by_place(refusal.faults if refusal else ()), people=people,
        needed=frozenset(f"/meetings/*/{name}" for name in NOTICE),
    )  # fmt: skip
    return answer(
        "sitting/notice.html", refusal, s=sheet, root=WHOLE, kind=kind, matters=matters, planned=_planned,
        forms=posted_meeting.forms_of(kind), ahead=service.ahead(desk(), actor(), kind), path=path,
        people={one.id: one.name for one in people}, posts={one.id: one.post for one in people}, days=days,
        members=_expected(kind, values),
        earliest=None if days is None else calendar.after(desk().today(), days)[0],
    )  # fmt: skip


def _planned(matter: Matter) -> Meeting:
    return (matter.dossier.meetings or (Meeting(),))[-1]


def type_of(kind: str) -> MeetingType:
    """The type that an address names; raises NotFound."""
    if kind not in tuple(MeetingType):
        raise NotFound("没有这种会议。")
    return MeetingType(kind)


def may(action: Action) -> bool:
    """Whether this act is meant for a role of the signed-in person."""
    return bool({row.role for row in TRANSITIONS if row.action is action} & actor().roles)


def must(action: Action) -> None:
    """Raise Forbidden for whom this act is not meant."""
    if not may(action):
        meant = dict.fromkeys(row.role.label for row in TRANSITIONS if row.action is action)
        raise Forbidden(f"“{action.label}”由{'、'.join(meant)}办理。")
