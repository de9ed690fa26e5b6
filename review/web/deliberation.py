"""Holds the pages of collective discussion: confirm the topic, give notice, record the meeting, announce.

The arithmetic shown is `domain.meeting`'s, the same that the rules and the record use.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from flask import Blueprint, flash, redirect, request

from forms.further import Input, grouped, inputs
from review.domain import vocabulary
from review.domain.checklist import Finding
from review.domain.dossier import Meeting, Member
from review.domain.heads_decision import head_decides, heads_decision, only_prepares, result_told
from review.domain.meeting import tally
from review.domain.order_of_meetings import order_told
from review.domain.quorum import quorums
from review.domain.sitting import sitting_of
from review.domain.vocabulary import Gate, MeetingResult, Outcome
from review.domain.workflow import Action
from review.service import deliberation as service
from review.service import next_steps, oversight, sitting, supplementary_notice
from review.service.ports import Matter
from review.web import posted_meeting
from review.web.fields import Option, Sheet, by_place, compacted, linked, typed
from review.web.posted import Form, place_in
from review.web.presentation import sitting_path as path
from review.web.refusals import Refusal, answer, attempt, opened, placed, posted_to, revision, stored
from review.web.session import actor, desk, names

blueprint = Blueprint("deliberation", __name__)

MEETINGS = "/meetings"
SEATS = ("present", "open", "recused", "absent")
WRITTEN = (Option("true", "有书面意见"), Option("false", "没有书面意见"))
ABSENCES = ("因公外出", "因病请假", "因事请假", "学习培训")
ANNOUNCED = ("save", *MeetingResult)
"""What a button of the meeting page does with the record; any other only fills in the form."""

NOTICE = ("number", "form", "held_on", "place", "presider/id", "recorder", "notice/papers_sent_on")
RECORD = (
    "started_at", "ended_at", "members/*/present", "members/*/conflict", "members/*/recused", "statements/*/stance",
    "vote/method", "vote/item_by_item", "opinion_read_out", "disagreements", "decision_text", "minutes/dissent_recorded",
    "minutes/signed_by",
)  # fmt: skip
"""What the record of a meeting must state by MTG-05 to MTG-23; marked with a red star."""

Answer = tuple[str, int]
Values = Mapping[str, list[str]]


@blueprint.get("/matters/<number>/confirm-topic")
def planning(number: str) -> Answer:
    return _topic_form(opened(number, Action.CONFIRM_TOPIC), {})


@blueprint.post("/matters/<number>/confirm-topic")
def confirm_topic(number: str) -> Any:
    matter = posted_to(number, Action.CONFIRM_TOPIC)
    root = _next(matter)
    done = attempt(lambda: service.confirm_topic(
        desk(), actor(), number, revision(), posted_meeting.topic(request.form, root)
    ), Gate.AGENDA, (root,))  # fmt: skip
    if isinstance(done, Refusal):
        return _topic_form(matter, typed(request.form), placed(done, {"/meeting": root}))
    return stored(done, "议题已确定。")


@blueprint.get("/matters/<number>/give-notice")
def announcing(number: str) -> Answer:
    matter = opened(number, Action.GIVE_NOTICE)
    root = _current(matter)
    return _notice_form(matter, {f"{root}/notice/papers_sent_on": [desk().today().isoformat()]})


@blueprint.post("/matters/<number>/give-notice")
def give_notice(number: str) -> Any:
    matter = posted_to(number, Action.GIVE_NOTICE)
    root = _current(matter)
    if request.form.get("do") == "all_told":
        everybody = [member.id for member in _expected(matter, typed(request.form))]
        return _notice_form(matter, typed(request.form) | posted_meeting.all_told(root, everybody))
    done = attempt(lambda: service.give_notice(
        desk(), actor(), number, revision(), posted_meeting.notice(request.form, root, _meeting(matter).type)
    ), asks=(root,))  # fmt: skip
    if isinstance(done, Refusal):
        return _notice_form(matter, typed(request.form), placed(done, {"/meeting": root}))
    return stored(done, f"会议通知已登记。{presiding_told(_meeting(done))}")


def presiding_told(meeting: Meeting) -> str:
    """What is said beside a notice whose presider could announce no result; it is no refusal, since the record may still name
    who charged him."""
    if not service.without_delegation(meeting):
        return ""
    return "主持人不是主要负责人，又没有写明由其委托：请在记录会议时补填委托人，否则不能宣布结果（MTG-05）。"


@blueprint.get("/matters/<number>/meeting")
def attending(number: str) -> Any:
    """The record of the one topic; a meeting with several is recorded as a whole."""
    matter = opened(number, Action.RECORD_MEETING)
    meeting = _meeting(matter)
    if (named := sitting_of(meeting)) and len(sitting.show(desk(), actor(), named)) > 1:
        return redirect(f"{path(named)}/record", 303)
    return _meeting_form(matter, posted_meeting.as_typed(meeting, _current(matter), _candidates(matter)), meeting)


@blueprint.post("/matters/<number>/meeting")
def record_meeting(number: str) -> Any:
    """Fill in (stores nothing), save and count, or announce one of the three results."""
    matter = posted_to(number, Action.RECORD_MEETING)
    root, do = _current(matter), request.form.get("do", "")
    if _is_gone(matter, root):  # stale; as a meeting without members and day the form could not be shown
        service.record(desk(), actor(), number, revision(), Meeting())
    form = _filled(compacted(request.form, f"{root}/observers"), matter)
    read = attempt(lambda: posted_meeting.recorded(form, root, _meeting(matter), _candidates(matter), names()), asks=(root,))
    if isinstance(read, Refusal):
        return _meeting_form(matter, typed(form), _meeting(matter), read if do in ANNOUNCED else None)
    shown = replace(read, type=_meeting(matter).type)
    if do not in ANNOUNCED:
        return _meeting_form(matter, typed(form), shown)
    if do == "save":
        done = attempt(lambda: service.record(desk(), actor(), number, revision(), read))
        if not isinstance(done, Refusal):
            flash("已保存，按现在的记录核算如下。")
            return redirect(request.path, 303)
    else:
        result = MeetingResult(do)
        done = attempt(lambda: service.announce(
            desk(), actor(), number, revision(), replace(read, result=result)
        ), Gate.MEETING)  # fmt: skip
        if not isinstance(done, Refusal):
            return stored(done, f"会议结果：{result_told(shown.type, result)}。")
    return _meeting_form(matter, typed(form), shown, placed(done, {"/meeting": root}))


def _topic_form(matter: Matter, values: Values, refusal: Refusal | None = None) -> Answer:
    root = _next(matter)
    findings = refusal.findings if refusal and refusal.findings else next_steps.in_the_way(matter, Gate.AGENDA, MEETINGS)
    needed = ("type", "topic/proposed_by", "topic/main_question")
    return answer(
        "deliberation/confirm_topic.html", refusal, s=_sheet(values, refusal, needed), root=root,
        matter=matter, terms=vocabulary, people=names(), gaps=linked(findings, (root,), matter),
        order_told=order_told(matter.dossier),
    )  # fmt: skip


def _expected(matter: Matter, values: Values) -> tuple[Member, ...]:
    """Who should attend on the day that is typed, or today while none is."""
    kind = _meeting(matter).type
    on = posted_meeting.held_on(values, _current(matter)) or desk().today()
    return sitting.expected(desk(), actor(), kind, on) if kind else _meeting(matter).members or ()


def _notice_form(matter: Matter, values: Values, refusal: Refusal | None = None) -> Answer:
    parameters, calendar = matter.dossier.unit.parameters, desk().rulebook.calendar
    days, kind = parameters.notice_workdays, _meeting(matter).type
    return answer(
        "deliberation/give_notice.html", refusal, s=_sheet(values, refusal, NOTICE), root=_current(matter),
        matter=matter, meeting=_meeting(matter), forms=posted_meeting.forms_of(kind), people=names(), days=days,
        members=_expected(matter, values), posts={one.id: one.post for one in oversight.people(desk(), actor())},
        beside=len(sitting.waiting(desk(), actor(), kind)) - 1 if kind else 0,
        earliest=None if days is None else calendar.after(desk().today(), days)[0],
    )  # fmt: skip


def _meeting_form(matter: Matter, values: Values, shown: Meeting, refusal: Refusal | None = None) -> Answer:
    root, planned = _current(matter), _meeting(matter)
    chosen, sheet = _candidates(matter), _sheet(values, refusal, to_be_recorded(planned))
    counted = tally(shown, matter.dossier.unit.parameters)
    return answer(
        "deliberation/meeting.html", refusal, s=sheet, root=root, matter=matter,
        meeting=planned, counted=counted, head=heads_decision(matter.dossier, shown, counted),
        prepares=only_prepares(matter.dossier, planned), quorums=quorums(matter.dossier, shown, counted),
        seats=_seats(shown), in_office=supplementary_notice.register_told(desk(), actor(), matter), unsaved=shown is not planned,
        terms=vocabulary, people=names(),
        absences=ABSENCES, written=WRITTEN, order=posted_meeting.order, votes=posted_meeting.votes_of(root, chosen),
        candidates=[one for one in matter.dossier.matter.candidates or () if one.id in chosen],
        signers=signers(planned), further=grouped(further_inputs(sheet, root, planned)),
        posts={person.id: person.post for person in oversight.people(desk(), actor())},
        checks=_checks(matter, root), gaps=linked(refusal.findings if refusal else (), (root,), matter, fixed(root)),
    )  # fmt: skip


def fixed(root: str) -> tuple[str, ...]:
    """What the record of a meeting shows as it was notified, without a field of its own."""
    return tuple(f"{root}/{name}" for name in ("type", "number", "form", "held_on", "place"))


def to_be_recorded(planned: Meeting) -> tuple[str, ...]:
    """What the record of this meeting must state: nothing of a vote where the head decides."""
    return tuple(name for name in RECORD if not (head_decides(planned) and name.startswith("vote/")))


def further_inputs(sheet: Sheet, root: str, planned: Meeting) -> Iterator[Input]:
    """The inputs for what only some meetings have; those of a member under his name."""
    members, at = planned.members or (), f"{root}/members"
    for one in inputs(Meeting, root, lambda place: range(len(members)) if place == at else sheet.filled(place)):
        of_member = one.number if one.pointer.startswith(f"{at}/") else None
        yield replace(one, title=members[of_member - 1].name or "") if of_member else one


def _sheet(values: Values, refusal: Refusal | None, needed: tuple[str, ...]) -> Sheet:
    return Sheet(
        values=values, faults=by_place(refusal.faults if refusal else ()), people=oversight.people(desk(), actor()),
        needed=frozenset(f"/meetings/*/{name}" for name in needed),
    )  # fmt: skip


def _filled(form: Form, matter: Matter) -> Form:
    """The form with what a button fills in at one stroke: 全部到会, 全体赞成."""
    root, members, do = _current(matter), len(_meeting(matter).members or ()), form.get("do", "")
    if do == "all_present":
        return posted_meeting.with_all_present(form, root, members)
    if do.startswith("approve:"):
        return posted_meeting.with_all_approving(form, root, members, do.removeprefix("approve:"))
    return form


def _checks(matter: Matter, root: str) -> list[Finding]:
    """What the rules say of this meeting as it was last saved; what is wrong or open first."""
    order = (Outcome.not_met, Outcome.undetermined, Outcome.met)
    found = [
        one for one in matter.judgement.of_gate(Gate.MEETING) if one.subject in ("", root) and one.outcome in order
    ]
    return sorted(found, key=lambda one: order.index(one.outcome))


def _candidates(matter: Matter) -> list[str]:
    return posted_meeting.voted_on(_meeting(matter), matter.dossier.matter.candidates)


def _next(matter: Matter) -> str:
    """The place of the meeting to be planned, or that the sent form is about."""
    return f"{MEETINGS}/{place_in(request.form, MEETINGS, len(matter.dossier.meetings or ()))}"


def _current(matter: Matter) -> str:
    """The place of the meeting planned last, or that the sent form is about."""
    return f"{MEETINGS}/{place_in(request.form, MEETINGS, max(0, len(matter.dossier.meetings or ()) - 1))}"


def _is_gone(matter: Matter, root: str) -> bool:
    """Whether the meeting that the sent form is about was taken back with its topic."""
    return int(root.rpartition("/")[2]) >= len(matter.dossier.meetings or ())


def _meeting(matter: Matter) -> Meeting:
    planned, place = matter.dossier.meetings or (Meeting(),), int(_current(matter).rpartition("/")[2])
    return planned[place] if place < len(planned) else planned[-1]


def _seats(meeting: Meeting) -> list[tuple[str, str]]:
    """Each member's seat in the drawing: those counted as present first, then those of whom it is not yet known."""
    seats = [
        ("recused", "回避") if one.recused else ("absent", "缺席") if one.present is False
        else ("present", (one.name or one.id)[-1]) if one.present and one.recused is False else ("open", "未定")
        for one in meeting.members or ()
    ]  # fmt: skip
    return sorted(seats, key=lambda seat: SEATS.index(seat[0]))


def signers(meeting: Meeting) -> list[Option]:
    """Who can sign the minutes: the recorder and the members."""
    known = names()
    signing = [person for person in (meeting.recorder, *(member.id for member in meeting.members or ())) if person]
    return [Option(person, known.get(person, person)) for person in signing]
