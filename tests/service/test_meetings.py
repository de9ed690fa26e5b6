"""Matters that take more than one meeting, driven through the real services: in the order listed, put off, not quorate."""

from dataclasses import replace

import pytest

from review import demo
from review.demo_lists import lists_of
from review.domain.dossier import Dossier, Meeting
from review.domain.errors import GateShut
from review.domain.vocabulary import Gate, MeetingResult, Role
from review.domain.workflow import State
from review.service import deliberation
from review.service.ports import Matter

EXAMPLES = demo.examples()
TWO_MEETINGS, APPOINTMENT, PUT_OFF = EXAMPLES[1], EXAMPLES[3], EXAMPLES[4]


def driven(desk, clock, example: Dossier) -> Matter:
    return demo.drive(desk, clock, example, people_of(example))


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
        replace(member, present=place < 2, absence_reason="因公外出")
        for place, member in enumerate(meeting.members or ())
    )
    return replace(
        meeting, members=members, statements=None, vote=None, candidate_votes=None, result=MeetingResult.DEFERRED
    )


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
            deliberation.approve(desk, signer, matter.number, matter.revision, "同意")
        assert refused.value.judgement.gates[Gate.APPROVAL].shut_by == shown.shut_by


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
