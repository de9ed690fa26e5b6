"""Matters that take more than one meeting, driven through the real services: in the order listed, put off, not quorate."""

from dataclasses import replace
from datetime import timedelta

import pytest

from review import demo
from review.demo_lists import lists_of
from review.domain.dossier import Dossier, Meeting
from review.domain.errors import DossierRefused, GateShut, WrongState
from review.domain.vocabulary import Gate, MeetingResult, Role
from review.domain.workflow import State
from review.service import deliberation, execution, oversight, sign_off
from review.service.ports import Matter
from tests.sampling import some

EXAMPLES = demo.examples()
AFTER_THE_REVIEW = dict.fromkeys(("meetings", "approvals", "reporting", "publication", "execution", "archive"))
TWO_MEETINGS, APPOINTMENT, PUT_OFF = EXAMPLES[1], EXAMPLES[3], EXAMPLES[4]


def driven(desk, clock, example: Dossier) -> Matter:
    return demo.drive(desk, clock, example, people_of(example))


def reviewed(desk, clock) -> Matter:
    return driven(desk, clock, replace(demo.examples()[2], **AFTER_THE_REVIEW))


def people_of(example: Dossier):
    return demo.register_of(one for one in EXAMPLES if one.unit.code == example.unit.code)


def on_the_days_of(meeting: Meeting, other: Meeting) -> Meeting:
    """The meeting, prepared and held when the other one was."""
    topic = replace(meeting.topic, confirmed_on=other.topic.confirmed_on)
    return replace(
        meeting, topic=topic, notice=other.notice, held_on=other.held_on, started_at=other.started_at,
        ended_at=other.ended_at,
    )  # fmt: skip


def without_quorum(meeting: Meeting) -> Meeting:
    """The meeting as it was put off because only two members came."""
    members = tuple(
        replace(member, present=place < 2, absence_reason=None if place < 2 else "因公外出")
        for place, member in enumerate(meeting.members or ())
    )
    return replace(
        meeting, members=members, statements=None, vote=None, candidate_votes=None, result=MeetingResult.DEFERRED
    )


@pytest.mark.heavy
def test_between_two_listed_meetings_the_sign_off_is_shown_shut_and_refused(desk, clock):
    first = (TWO_MEETINGS.meetings or ())[:1]
    matter = driven(
        desk, clock, replace(TWO_MEETINGS, meetings=first, approvals=None, execution=None, publication=None)
    )
    assert matter.state is State.DECIDED
    assert matter.judgement.gates[Gate.MEETING].open
    shown = matter.judgement.gates[Gate.APPROVAL]
    assert "MTG-26" in shown.shut_by
    for role in (Role.LEADER, Role.GROUP_SECRETARY):
        signer = demo.actor(role, matter.unit, people_of(TWO_MEETINGS))
        with pytest.raises(GateShut) as refused:
            sign_off.approve(desk, signer, matter.number, matter.revision, "同意")
        assert refused.value.judgement.gates[Gate.APPROVAL].shut_by == shown.shut_by


@pytest.mark.heavy
def test_a_list_that_has_another_body_meet_before_the_party_group_can_be_walked(desk, clock):
    group, board = TWO_MEETINGS.meetings or ()
    matter = TWO_MEETINGS.matter
    line = next(item for version in lists_of("SL-ZSJ") if (item := version.item("C-04")))
    assert line.meetings == (board.type, group.type)
    example = replace(
        TWO_MEETINGS, matter=replace(matter, catalogue=replace(matter.catalogue, items=(line.in_dossier(),))),
        meetings=(on_the_days_of(board, group), on_the_days_of(group, board)),
    )  # fmt: skip
    stored = driven(desk, clock, example)
    assert stored.state is State.APPROVED
    assert stored.judgement.sound


def test_a_meeting_without_quorum_is_recorded_as_put_off_and_another_one_decides(desk, clock):
    first, second = PUT_OFF.meetings or ()
    stored = driven(desk, clock, replace(PUT_OFF, meetings=(without_quorum(first), second)))
    assert stored.state is State.APPROVED
    kept = (stored.dossier.meetings or ())[0]
    assert sum(member.present is True for member in kept.members or ()) == 2


@pytest.mark.heavy
def test_an_appointment_can_be_put_off(desk, clock):
    (meeting,) = APPOINTMENT.meetings or ()
    candidates = tuple(replace(one, appointed_on=None, publicity=replace(one.publicity, from_=None, to=None))
                       for one in APPOINTMENT.matter.candidates or ())  # fmt: skip
    example = replace(
        APPOINTMENT, meetings=(without_quorum(meeting),), matter=replace(APPOINTMENT.matter, candidates=candidates),
        approvals=None, execution=None, publication=None, reporting=None,
    )  # fmt: skip
    stored = driven(desk, clock, example)
    assert stored.state is State.PREPARING
    assert stored.judgement.gates[Gate.MEETING].open
    assert not stored.judgement.gates[Gate.APPROVAL].open


@pytest.mark.heavy
def test_the_head_signs_after_the_leader_in_charge_and_is_told_so(desk, clock):
    """His signature ends the sign-off: who comes after it could not sign any more."""
    example = demo.examples()[2]
    matter = driven(desk, clock, replace(example, approvals=None, publication=None, execution=None, archive=None))
    head, leader, secretary = (
        demo.actor(role, matter.unit, people_of(example)) for role in (Role.GROUP_SECRETARY, Role.LEADER, Role.SECRETARY)
    )
    given = execution.FollowUp(reporting=example.reporting)
    matter = execution.follow_up(desk, secretary, matter.number, matter.revision, given)
    assert oversight.to_endorse(desk, head, matter) == ("成员乙",)
    with pytest.raises(WrongState, match="分管领导（成员乙）还没有签批"):
        sign_off.approve(desk, head, matter.number, matter.revision, "同意")
    endorsed = sign_off.approve(desk, leader, matter.number, matter.revision, "同意")
    assert oversight.to_endorse(desk, head, endorsed) == ()
    assert sign_off.approve(desk, head, endorsed.number, endorsed.revision, "同意").state is State.APPROVED


@pytest.mark.parametrize(("left_out", "said"), some([
    ({"main_question": None}, "主要问题"), ({"main_question": " "}, "主要问题"), ({"proposed_by": None}, "提出议题的人"),
], 3))  # fmt: skip
def test_a_topic_without_its_question_or_proposer_is_refused_for_no_result_could_be_announced(desk, clock, walk, left_out, said):
    example, matter = demo.examples()[2], walk(reviewed)
    held = (example.meetings or ())[0]
    clock.turn_to(held.topic.confirmed_on)
    head = demo.actor(Role.GROUP_SECRETARY, matter.unit, people_of(example))
    with pytest.raises(DossierRefused, match=said):
        deliberation.confirm_topic(
            desk, head, matter.number, matter.revision, replace(held, topic=replace(held.topic, **left_out))
        )


def test_a_meeting_that_began_before_its_topic_was_confirmed_cannot_be_recorded(desk, clock, walk):
    """Opinion, review and topic made afterwards, on the same day, do not open what was decided without them."""
    example, matter = demo.examples()[2], walk(reviewed)
    held, people = (example.meetings or ())[0], people_of(example)
    head, secretary, recorder = (
        demo.actor(role, matter.unit, people) for role in (Role.GROUP_SECRETARY, Role.SECRETARY, Role.MEETING_RECORDER)
    )
    clock.instant = held.started_at + timedelta(hours=1)
    matter = deliberation.confirm_topic(desk, head, matter.number, matter.revision, held)
    matter = deliberation.give_notice(desk, secretary, matter.number, matter.revision, held)
    clock.instant = held.ended_at + timedelta(hours=8)
    with pytest.raises(DossierRefused, match="早于确定议题的时间"):
        deliberation.record(desk, recorder, matter.number, matter.revision, held)
