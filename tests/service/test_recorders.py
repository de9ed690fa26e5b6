"""Who keeps the record of a meeting: whom the notice names, or another who says that he takes over; never the presider."""

from dataclasses import replace

import pytest

from review import demo
from review.domain.errors import DossierRefused
from review.domain.vocabulary import MeetingResult
from review.service import deliberation, sitting
from review.service.desk import Desk
from review.service.ports import Matter

from .conftest import Walk
from .tabled import HELD, RECORDER, UNIT, held, last, notice, notified, parts, tabled

OTHER = replace(RECORDER, person="s03", name="记录人乙")


@pytest.fixture
def three(clock: demo.DayClock, walk: Walk) -> list[Matter]:
    """Three topics of one meeting, which has just ended."""
    matters: list[Matter] = walk(notified)
    clock.turn_to(HELD.ended_at or HELD.held_on)
    return matters


def note_of_last(desk: Desk) -> str:
    with desk.store.reading(UNIT) as work:
        event = work.trail.last()
        assert event is not None
        return event.note


def test_the_presider_is_not_named_as_the_recorder_of_his_own_meeting(desk: Desk, clock: demo.DayClock) -> None:
    with pytest.raises(DossierRefused) as told:
        notice(desk, clock, tabled(desk, clock, ("权责清单目录编制规则",)), replace(HELD, recorder=HELD.presider.id))
    (fault,) = told.value.faults
    assert fault.pointer == "/topics/0/meeting/recorder"
    assert "主持人不能记录自己主持的会议" in fault.message


def test_a_recorder_whom_the_notice_does_not_name_takes_over_only_by_naming_himself(desk: Desk, three: list[Matter]) -> None:
    given = [held(one, None) for one in three]
    with pytest.raises(DossierRefused, match="不是您：由您接替记录的，请把记录人改为您本人"):
        sitting.record(desk, OTHER, parts(three, given))
    now = sitting.record(desk, OTHER, parts(three, [replace(one, recorder=OTHER.person) for one in given]))
    assert {last(one.dossier).recorder for one in now} == {OTHER.person}
    assert note_of_last(desk).startswith("接替")
    with pytest.raises(DossierRefused, match="不是您"):
        sitting.record(desk, RECORDER, parts(now, [replace(one, recorder=None) for one in given]))


def test_whom_the_notice_names_records_without_a_word_about_it(desk: Desk, three: list[Matter]) -> None:
    sitting.record(desk, RECORDER, parts(three, [held(one, None) for one in three]))
    assert note_of_last(desk) == ""


@pytest.mark.heavy
def test_a_recorder_may_be_relieved_once_a_topic_of_the_meeting_is_announced(desk: Desk, three: list[Matter]) -> None:
    first, *rest = three
    sitting.record(desk, RECORDER, parts([first], [held(first, MeetingResult.PASSED)]))
    taken = [replace(held(one, MeetingResult.PASSED), recorder=OTHER.person) for one in rest]
    now = sitting.record(desk, OTHER, parts(rest, taken))
    assert {last(one.dossier).recorder for one in now} == {OTHER.person}


def test_the_same_holds_for_a_meeting_recorded_by_its_only_topic(desk: Desk, three: list[Matter]) -> None:
    one = three[0]
    with pytest.raises(DossierRefused, match="不是您"):
        deliberation.record(desk, OTHER, one.number, one.revision, held(one, None))
    presided = replace(held(one, None), presider=replace(HELD.presider, id=RECORDER.person))
    with pytest.raises(DossierRefused, match="主持人不能记录自己主持的会议"):
        deliberation.record(desk, RECORDER, one.number, one.revision, presided)
