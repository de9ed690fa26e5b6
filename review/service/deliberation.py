"""Holds the use cases of collective discussion: confirm the topic, give notice, record, announce."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from review.domain import dossier as about
from review.domain import emergency, recording
from review.domain.conditions import attached
from review.domain.days import BEIJING
from review.domain.dossier import Dossier, Meeting, Member, Notice
from review.domain.errors import DossierRefused, Fault, GateShut
from review.domain.facts.deliberation import is_chair
from review.domain.heads_decision import mixed_up
from review.domain.kleene import given
from review.domain.order_of_meetings import order_told, waits_for
from review.domain.phrases import day
from review.domain.rescheduling import another_day
from review.domain.sitting import Sitting, Topic, disagreements, in_order, place_in, sitting_of
from review.domain.vocabulary import Gate, MeetingResult, MeetingType
from review.domain.workflow import Action, State
from review.service import membership
from review.service.desk import Change, Desk, act
from review.service.membership import members
from review.service.ports import Actor, Matter, UnitOfWork


def confirm_topic(desk: Desk, actor: Actor, number: str, revision: int, meeting: Meeting) -> Matter:
    """Confirm the topic for a meeting; its members are those of the unit's register on this day, until it is notified."""

    def change(dossier: Dossier, work: UnitOfWork) -> Dossier:
        _refuse_unstated(meeting)
        assert meeting.type is not None
        if why := _not_now(meeting.type, dossier, decided=work.matters.get(number).state is State.DECIDED):
            raise DossierRefused((Fault("/meeting/type", why),))
        topic = replace(meeting.topic, confirmed_by=actor.person, confirmed_on=dossier.as_of)
        planned = Meeting(type=meeting.type, topic=topic, members=members(meeting.type, work, dossier.as_of))
        return replace(dossier, meetings=(*(dossier.meetings or ()), planned))

    return act(desk, actor, number, revision, Action.CONFIRM_TOPIC, change)


def _refuse_unstated(meeting: Meeting) -> None:
    """Raise DossierRefused for what a topic lacks and nobody can state later, without which no result could be announced."""
    stated = {
        "type": (meeting.type, "请选择会议类型"), "topic/proposed_by": (meeting.topic.proposed_by, "请选择提出议题的人"),
        "topic/main_question": (given(meeting.topic.main_question), "请写明会上要回答的主要问题"),
    }  # fmt: skip
    if faults := tuple(Fault(f"/meeting/{place}", why) for place, (value, why) in stated.items() if not value):
        raise DossierRefused(faults)


def _not_now(kind: MeetingType, dossier: Dossier, *, decided: bool) -> str | None:
    """Why this kind of meeting cannot discuss the matter, so that no topic waits where it can never be decided."""
    if decided and any(held.type is kind and held.result is MeetingResult.PASSED for held in dossier.meetings or ()):
        return f"{kind.label}已经通过本事项；需要复议的，请先收回"
    listed = [item.meeting_sequence for item in dossier.matter.catalogue.items or ()]
    prescribed = {one for sequence in listed for one in sequence or ()}
    if prescribed and None not in listed and kind not in prescribed:
        return f"事项清单规定由{'、'.join(one.label for one in MeetingType if one in prescribed)}讨论本事项"
    if (earlier := waits_for(kind, dossier)) is not None:
        return f"{_out_of_turn(kind, earlier, dossier)}；请选择{earlier.label}，它通过以后再确定{kind.label}的议题"
    return None


def _out_of_turn(kind: MeetingType, earlier: MeetingType, dossier: Dossier) -> str:
    return f"事项清单规定会议的次序为{order_told(dossier)}，{earlier.label}还没有通过本事项，{kind.label}不能先开"


def give_notice(desk: Desk, actor: Actor, number: str, revision: int, meeting: Meeting) -> Matter:
    """Notify time, place and topic, and send the papers; the topic is hereby notified beforehand."""
    return act(desk, actor, number, revision, Action.GIVE_NOTICE, notified(meeting), complete=agreeing)


def record(desk: Desk, actor: Actor, number: str, revision: int, meeting: Meeting) -> Matter:
    """Record the meeting so far (保存并核算); the result is announced apart."""
    change = recorded(replace(meeting, result=None), actor)
    note = saved_said(_stored(desk, actor, number), actor)
    return act(desk, actor, number, revision, Action.RECORD_MEETING, change, note, agreeing)


def announce(desk: Desk, actor: Actor, number: str, revision: int, meeting: Meeting) -> Matter:
    """Announce the result; the gate opens only for a result that the recorded votes and the rules bear out."""

    def complete(matter: Matter, work: UnitOfWork) -> None:
        minutes_complete(matter, work)
        agreeing(matter, work)

    action, note = announcing(meeting.result), recording.taken_over(_stored(desk, actor, number), actor.person)
    return act(desk, actor, number, revision, action, resolved(meeting, actor), lambda after: result_said(after, note), complete)


def _stored(desk: Desk, actor: Actor, number: str) -> Dossier:
    with desk.store.reading(actor.unit) as work:
        return work.matters.get(number).dossier


def saved_said(before: Dossier, by: Actor) -> Callable[[Dossier], str]:
    """What the trail notes beside a record that is saved: that another recorder than the notified one took it over, and who
    should attend otherwise than was notified."""
    taken_over = recording.taken_over(before, by.person)
    return lambda after: "；".join(filter(None, (taken_over, membership.brought_up_to(before, after))))


def announcing(result: MeetingResult | None) -> Action:
    """The act that announces this result; raises DossierRefused where none is chosen."""
    if result is None:
        raise DossierRefused((Fault("/meeting/result", "请选择结果"),))
    return _ANNOUNCING[result]


_ANNOUNCING = {
    MeetingResult.PASSED: Action.PASS, MeetingResult.REJECTED: Action.REJECT, MeetingResult.DEFERRED: Action.DEFER,
}  # fmt: skip


def without_delegation(meeting: Meeting) -> bool:
    """Whether somebody presides who is not the head, and it is not said that the head charged him with it, without which no
    result can be announced (MTG-05)."""
    presider = meeting.presider
    return is_chair(meeting, presider.id) is False and is_chair(meeting, presider.delegated_by) is not True


_NO_PAPERS = "没有勾选已送达材料的成员：请勾选；材料还没有送达任何人的，送达以后再登记会议通知"


def notified(meeting: Meeting) -> Change:
    """Writes the notice of its meeting into a matter; its members are those in office on its day."""

    def change(dossier: Dossier, work: UnitOfWork) -> Dossier:
        planned = last_meeting(dossier)
        if planned.type is not None and (earlier := waits_for(planned.type, dossier)) is not None:
            said = f"{_out_of_turn(planned.type, earlier, dossier)}；请书记收回议题，先提请{earlier.label}讨论"
            raise DossierRefused((Fault("/meeting/type", said),))
        on = meeting.held_on or dossier.as_of
        expected = members(planned.type, work, on) if planned.type else planned.members
        if faults := tuple(recording.of_presider(meeting)):
            raise DossierRefused(faults)
        refuse_wrong_addressees(meeting.notice, expected or (), on, work)
        notice = replace(
            meeting.notice, sent_on=dossier.as_of, papers_sent_on=meeting.notice.papers_sent_on or dossier.as_of
        )
        return with_last_meeting(dossier, replace(
            planned, number=meeting.number, form=meeting.form, held_on=meeting.held_on, place=meeting.place,
            presider=meeting.presider, recorder=meeting.recorder, notice=notice, members=expected,
            topic=replace(planned.topic, added_after_notice=False, order=meeting.topic.order),
        ))  # fmt: skip

    return change


def refuse_wrong_addressees(notice: Notice, expected: tuple[Member, ...], on: date, work: UnitOfWork) -> None:
    """Raise DossierRefused where it is said whom the notice went to, and that is not every member in office on the day; or that
    the papers went to nobody, who then were given them on no day."""
    names = {member.id: member.name or member.id for member in expected}
    faults = []
    if notice.sent_to is not None and (left_out := [name for one, name in names.items() if one not in notice.sent_to]):
        faults.append(Fault("/meeting/notice/sent_to", f"{'、'.join(left_out)}在会议当日在任，应当通知"))
    if notice.papers_to == ():
        faults.append(Fault("/meeting/notice/papers_to", _NO_PAPERS))
    for key, told in (("sent_to", notice.sent_to), ("papers_to", notice.papers_to)):
        if strangers := [one for one in told or () if one not in names]:
            known = {person.id: person.name for person in work.register.people()}
            said = f"“{'、'.join(known.get(one, one) for one in strangers)}”在会议当日（{day(on)}）不是应到会成员"
            faults.append(Fault(f"/meeting/notice/{key}", said))
    if faults:
        raise DossierRefused(tuple(faults))


def recorded(meeting: Meeting, by: Actor) -> Change:
    """Writes the record of its meeting into a matter, kept by whom the notice names; another takes over by naming himself.
    Raises DossierRefused where somebody else keeps it, or the presider (MTG-22)."""

    def change(dossier: Dossier, work: UnitOfWork) -> Dossier:
        _refuse_before_its_topic(meeting, dossier, work)
        kept = as_recorded(dossier, meeting)
        kept = kept if kept.recorder else replace(kept, recorder=by.person)
        if faults := (*recording.of_another(kept, dossier, by.person), *recording.of_presider(kept)):
            raise DossierRefused(faults)
        kept = replace(kept, members=_in_office(kept, work))
        people = {by.person: about.Person(name=by.name), **(dossier.people or {})}  # he may be newer than the matter
        return with_last_meeting(replace(dossier, people=people), kept)

    return change


def _in_office(meeting: Meeting, work: UnitOfWork) -> tuple[Member, ...]:
    """Who should attend by the register as it is now. Raises DossierRefused where a result is announced that was counted with
    others than these: the page showed another arithmetic."""
    expected = membership.of_its_day(meeting, work)
    if meeting.result is not None and (told := membership.changed(meeting, expected)):
        said = f"会议通知以后名册有变动：{told}。请先保存并核算，按会议当日的应到会成员补齐记录，再宣布结果"
        raise DossierRefused((Fault("/meeting/members", said),))
    return expected


def resolved(meeting: Meeting, by: Actor) -> Change:
    """Writes the record of its meeting into a matter, with its result; one that decides on what was done ahead of it
    (紧急先行处置) ratifies that or does not, and the conditions on which it passes the matter are followed from now on. Raises
    DossierRefused where such an action is to be passed and nobody registered it."""
    record = recorded(meeting, by)

    def change(dossier: Dossier, work: UnitOfWork) -> Dossier:
        if meeting.result is MeetingResult.PASSED and emergency.taken(dossier) and dossier.matter.emergency is None:
            raise DossierRefused((Fault("/matter/emergency", _NOTHING_TO_RATIFY),))
        return attached(emergency.resolved(record(dossier, work)))

    return change


_NOTHING_TO_RATIFY = (
    "本事项答为紧急情况，而先行处置没有登记，会议没有可以追认的内容：请秘书先登记先行处置；并未先行处置的，请其更正"
)


def result_said(dossier: Dossier, taken_over: str) -> str:
    """What the trail notes beside a result: who recorded in whose place, and the ratification."""
    action = dossier.matter.emergency
    if action is None or not emergency.taken(dossier):
        return taken_over
    ratified = {True: "追认先行处置", False: "先行处置未获追认", None: "先行处置尚待追认"}[action.ratified]
    if action.ratified and action.ratified_on and action.ratified_on != last_meeting(dossier).held_on:
        put_off = last_meeting(dossier).result is MeetingResult.DEFERRED
        ratified = f"先行处置{day(action.ratified_on)}的追认{'待会议再议' if put_off else '不变'}"
    return "；".join(one for one in (taken_over, ratified) if one)


def _refuse_before_its_topic(meeting: Meeting, dossier: Dossier, work: UnitOfWork) -> None:
    """Raise DossierRefused for a meeting that is said to have begun before its topic was confirmed: then it was held without
    what opens the agenda, and the papers were made afterwards."""
    confirmed = [one.at for one in work.trail.of_matter(dossier.matter.number or "") if one.action is Action.CONFIRM_TOPIC]
    if meeting.started_at and confirmed and meeting.started_at < confirmed[-1]:
        at = confirmed[-1].astimezone(BEIJING)
        said = f"会议开始的时间早于确定议题的时间（{day(at.date())}{at:%H:%M}）：议题确定以前召开的会议，不能决定本事项"
        raise DossierRefused((Fault("/meeting/started_at", said),))


def agreeing(matter: Matter, work: UnitOfWork) -> None:
    """Raise DossierRefused where the meeting of this matter denies what its other topics say of it."""
    sitting = sitting_of(last_meeting(matter.dossier))
    topics = topics_of(work.matters.of_sitting(sitting), sitting) if sitting else ()
    others = [one for one in topics if one.matter != matter.number]
    faults = tuple(fault for own in topics if own.matter == matter.number for fault in disagreements(own, others))
    if faults:
        raise DossierRefused(faults)


def topics_of(matters: Iterable[Matter], sitting: Sitting) -> tuple[Topic, ...]:
    """These matters as the topics of their meeting, in the order of the agenda."""
    return in_order(
        Topic(one.number, one.dossier.matter.title or one.number, (one.dossier.meetings or ())[place])
        for one in matters if (place := place_in(one.dossier, sitting)) is not None
    )  # fmt: skip


def minutes_complete(matter: Matter, _: UnitOfWork) -> None:
    """Refuse to announce on a record that the sign-off would find incomplete: it cannot be completed afterwards."""
    lacking = tuple(
        one for one in matter.judgement.of_gate(Gate.APPROVAL)
        if one.shuts and one.subject == f"/meetings/{len(matter.dossier.meetings or ()) - 1}"
    )  # fmt: skip
    if lacking:
        raise GateShut("会议记录还不完整，宣布结果以后不能补记，请先补齐。", matter.judgement, lacking)


def last_meeting(dossier: Dossier) -> Meeting:
    return (dossier.meetings or (Meeting(),))[-1]


def with_last_meeting(dossier: Dossier, meeting: Meeting) -> Dossier:
    return replace(dossier, meetings=(*(dossier.meetings or ())[:-1], meeting))


def as_recorded(dossier: Dossier, meeting: Meeting) -> Meeting:
    """The recorded meeting; what was confirmed and notified stays as it was, members keep names and offices."""
    planned = last_meeting(dossier)
    if faults := (*mixed_up(planned.type, meeting), *another_day(planned, meeting)):
        raise DossierRefused(faults)
    recorded = {member.id: member for member in meeting.members or ()}
    members = tuple(
        replace(recorded.get(one.id, one), name=one.name, office=one.office) for one in planned.members or ()
    )
    strangers = recorded.keys() - {one.id for one in planned.members or ()}
    if strangers:
        raise DossierRefused((Fault("/meeting/members", f"“{'、'.join(sorted(strangers))}”不是应到会成员"),))
    added = meeting.topic.added_after_notice
    topic = about.Topic(
        order=planned.topic.order if meeting.topic.order is None else meeting.topic.order,
        proposed_by=planned.topic.proposed_by, confirmed_by=planned.topic.confirmed_by,
        confirmed_on=planned.topic.confirmed_on,
        added_after_notice=planned.topic.added_after_notice if added is None else added,
        added_reason=meeting.topic.added_reason,
        main_question=planned.topic.main_question or meeting.topic.main_question,
    )  # fmt: skip
    return replace(
        meeting, type=planned.type, topic=topic, notice=_served(planned.notice, meeting.notice), members=members,
        number=meeting.number or planned.number, form=meeting.form or planned.form,
        held_on=meeting.held_on or planned.held_on, place=meeting.place or planned.place,
        recorder=meeting.recorder or planned.recorder,
        presider=meeting.presider if meeting.presider.id else planned.presider, earlier_days=planned.earlier_days,
        corrections=planned.corrections,
    )  # fmt: skip


def _served(sent: Notice, recorded: Notice) -> Notice:
    """The notice as it was sent, with who turned out to have received it."""
    return replace(sent, sent_to=recorded.sent_to or sent.sent_to, papers_to=recorded.papers_to or sent.papers_to)
