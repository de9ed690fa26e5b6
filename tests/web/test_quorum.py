"""The attendance that is asked for is one truth: the page of the meeting says what the record and the rules say."""

from dataclasses import replace
from typing import Any

import pytest

from review import demo
from review.domain.dossier import Dossier, Meeting
from review.domain.meeting import tally
from review.domain.quorum import quorums
from review.domain.rulebook import Rulebook
from review.domain.sitting import Sitting
from review.domain.vocabulary import ExactHalf, MeetingResult, MeetingType, Outcome
from review.record.view.people import People
from review.record.view.tally import thresholds
from review.web.presentation import sitting_path
from tests.domain.judging import judge
from tests.sampling import some

from .conftest import SignIn, text

HELD = [(one, meeting) for one in demo.examples() if one.unit.code == "SL-ZSJ" for meeting in one.meetings or ()]
APPOINTMENT = demo.examples()[3]


def named(meeting: Meeting) -> Sitting:
    assert meeting.type and meeting.held_on and meeting.number
    return Sitting(meeting.type, meeting.held_on.year, meeting.number)


def asked(dossier: Dossier, meeting: Meeting) -> list[tuple[str, int | None, Any]]:
    counted = tally(meeting, dossier.unit.parameters)
    return [(one.label, one.needed, one.reached) for one in quorums(dossier, meeting, counted)]


@pytest.mark.parametrize(("dossier", "meeting"), some(HELD, 3), ids=[meeting.number for _, meeting in HELD])
def test_the_page_asks_for_the_attendance_that_the_record_asks_for(dossier: Dossier, meeting: Meeting, sign_in: SignIn) -> None:
    page = text(sign_in("shenji").get(sitting_path(named(meeting))))
    lines = thresholds(dossier, meeting, tally(meeting, dossier.unit.parameters), People(dossier))
    printed = [(one["label"], one["needed"]) for one in lines if one["label"].endswith("到会")]
    assert printed == [(f"{label}到会", f"{needed}人") for label, needed, _ in asked(dossier, meeting)]
    for label, share in (("半数以上", "半数以上到会"), ("三分之二以上", "三分之二以上到会")):
        said = [f"{label}，须 {needed.removesuffix('人')} 人" for one, needed in printed if one == share]
        assert all(one in page for one in said) and (bool(said) or f"{label}，须" not in page)


def test_an_appointment_asks_for_two_thirds_so_that_four_of_seven_are_too_few() -> None:
    (meeting,) = APPOINTMENT.meetings or ()
    assert asked(APPOINTMENT, meeting) == [("三分之二以上", 5, True)]
    members = tuple(replace(one, present=place < 4, recused=False) for place, one in enumerate(meeting.members or ()))
    assert asked(APPOINTMENT, replace(meeting, members=members)) == [("三分之二以上", 5, False)]


@pytest.mark.parametrize("setting", list(ExactHalf))
@pytest.mark.parametrize("present", [3, 4, 5])
def test_of_an_even_body_page_and_record_ask_for_as_many_as_the_rule(
    rulebook: Rulebook, setting: ExactHalf, present: int
) -> None:
    """Exactly half was not enough, and still 须4人 stood beside 到会4人: the finding asked for five."""
    example = demo.examples()[0]
    (meeting,) = example.meetings or ()
    *_, last = meeting.members or ()
    eight = (*(meeting.members or ()), replace(last, id="p08", name="成员辛"))
    members = tuple(replace(one, present=place < present, recused=False) for place, one in enumerate(eight))
    unit = replace(example.unit, parameters=replace(example.unit.parameters, quorum_exact_half=setting))
    dossier = replace(example, unit=unit, meetings=(replace(meeting, members=members),))
    ((_, needed, reached),) = asked(dossier, dossier.meetings[0])
    (found,) = [one for one in judge(dossier, rulebook).findings if one.rule == "MTG-06"]
    assert f"应到8人，到会{present}人，须{needed}人以上" in found.observed
    assert (found.outcome is Outcome.met) is reached


@pytest.mark.parametrize("change", [{"type": MeetingType.EXECUTIVE_MEETING}, {"result": MeetingResult.DEFERRED}])
def test_where_the_party_group_does_not_vote_nobody_is_counted_against_a_share(change: dict[str, Any]) -> None:
    (meeting,) = APPOINTMENT.meetings or ()
    assert asked(APPOINTMENT, replace(meeting, **change)) == []


def test_both_are_shown_where_it_is_not_known_which() -> None:
    (meeting,) = APPOINTMENT.meetings or ()
    unsaid = replace(APPOINTMENT.matter, category=None, secondary_categories=None, candidates=None)
    assert [one for one, _, _ in asked(replace(APPOINTMENT, matter=unsaid), meeting)] == ["半数以上", "三分之二以上"]
