"""Who should attend is who is in office on the day of the meeting: also whoever left, or took office, between its notice and that
day. The record says so by the register before anything is counted, and what was recorded of the others stays."""

from dataclasses import replace
from datetime import timedelta

import pytest

from review import demo
from review.domain.dossier import Meeting
from review.domain.errors import DossierRefused
from review.domain.sitting import Sitting
from review.domain.vocabulary import MeetingResult, MeetingType, Office, Role
from review.service import deliberation, sitting, supplementary_notice
from review.service.desk import Desk
from review.service.ports import Matter, RegisteredPerson
from review.store import create_person
from review.store.tables import PersonRow

from .conftest import Walk
from .tabled import HELD, PEOPLE, RECORDER, UNIT, by, held, last, notice, notified, parts, tabled, without

GONE, SECRETARY = "p07", by(Role.SECRETARY)
SITTING = Sitting(MeetingType.PARTY_GROUP_MEETING, 2022, HELD.number or "")
DAY_BEFORE = HELD.held_on - timedelta(1)  # type: ignore[operator]
NEW = RegisteredPerson(id="p20", name="新任成员", post="副局长", department="局党组", group_office=Office.MEMBER)


@pytest.fixture
def three(clock: demo.DayClock, walk: Walk) -> list[Matter]:
    """Three topics of one meeting, which has just ended."""
    matters: list[Matter] = walk(notified)
    clock.turn_to(HELD.ended_at or HELD.held_on)
    return matters


def leaves_office(desk: Desk, person: str) -> None:
    session = desk.store.session()  # type: ignore[attr-defined]
    session.query(PersonRow).filter_by(unit=UNIT, id=person).one().group_until = DAY_BEFORE.isoformat()
    session.commit()
    desk.store.session.remove()  # type: ignore[attr-defined]


def takes_office(desk: Desk, person: str = NEW.id) -> None:
    session = desk.store.session()  # type: ignore[attr-defined]
    if person == NEW.id:
        create_person(session, UNIT, replace(NEW, group_since=HELD.held_on))
    else:
        row = session.query(PersonRow).filter_by(unit=UNIT, id=person).one()
        row.group_office, row.group_since = Office.MEMBER.value, HELD.held_on.isoformat()  # type: ignore[union-attr]
    session.commit()
    desk.store.session.remove()  # type: ignore[attr-defined]


def ids(meeting: Meeting) -> list[str]:
    return [one.id for one in meeting.members or ()]


def note_of_last(desk: Desk) -> str:
    with desk.store.reading(UNIT) as work:
        event = work.trail.last()
        assert event is not None
        return event.note


def test_通知以后离任的成员_保存记录时不再列为应到会成员_其余的记录不变(desk: Desk, three: list[Matter]) -> None:
    assert GONE in ids(last(three[0].dossier))
    leaves_office(desk, GONE)
    given = [without(held(one, None), GONE) for one in three]
    now = sitting.record(desk, RECORDER, parts(three, given))
    for one in now:
        assert GONE not in ids(last(one.dossier))
        assert all(member.present is not None for member in last(one.dossier).members or ())
    name = next(one.name for one in PEOPLE if one.id == GONE)
    assert f"{name}在会议当日不在任，不再列为应到会成员" in note_of_last(desk)


def test_名册变动以后_先保存并核算_才能宣布结果(desk: Desk, three: list[Matter]) -> None:
    leaves_office(desk, GONE)
    given = [without(held(one, MeetingResult.PASSED), GONE) for one in three]
    with pytest.raises(DossierRefused) as told:
        sitting.record(desk, RECORDER, parts(three, given))
    assert {fault.pointer for fault in told.value.faults} == {f"/topics/{place}/meeting/members" for place in range(3)}
    assert "请先保存并核算" in told.value.faults[0].message
    saved = sitting.record(desk, RECORDER, parts(three, [replace(one, result=None) for one in given]))
    again = [replace(one, members=last(matter.dossier).members) for one, matter in zip(given, saved, strict=True)]
    done = sitting.record(desk, RECORDER, parts(saved, again))
    assert all(last(one.dossier).result is MeetingResult.PASSED for one in done)


def test_通知以后到任的成员_列为应到会成员_未收到通知的如实认定(desk: Desk, three: list[Matter]) -> None:
    takes_office(desk)
    saved = sitting.record(desk, RECORDER, parts(three, [held(one, None) for one in three]))
    assert NEW.id in ids(last(saved[0].dossier))
    assert "增列新任成员" in note_of_last(desk)


def test_一个议题单独记录的也一样(desk: Desk, three: list[Matter]) -> None:
    leaves_office(desk, GONE)
    one = three[0]
    with pytest.raises(DossierRefused, match="先保存并核算"):
        deliberation.announce(desk, RECORDER, one.number, one.revision, without(held(one), GONE))


def test_有议题宣布结果以后_名册再变动也不改已有的应到会成员(desk: Desk, three: list[Matter]) -> None:
    first, *rest = three
    sitting.record(desk, RECORDER, parts([first], [held(first, MeetingResult.PASSED)]))
    leaves_office(desk, GONE)
    now = sitting.record(desk, RECORDER, parts(rest, [held(one, MeetingResult.PASSED) for one in rest]))
    assert all(GONE in ids(last(one.dossier)) for one in now)


def test_名册没有变动的_什么也不说(desk: Desk, three: list[Matter]) -> None:
    assert supplementary_notice.register_told(desk, RECORDER, three[0]) == ""
    leaves_office(desk, GONE)
    assert "不在任" in supplementary_notice.register_told(desk, RECORDER, three[0])


def test_成员到任以后给这次会议增加议题的_先补发会议通知(desk: Desk, clock: demo.DayClock, walk: Walk) -> None:
    matters = walk(tabled)
    first = notice(desk, clock, matters[:2])
    takes_office(desk)
    everybody = (*ids(last(first[0].dossier)), NEW.id)
    told = replace(HELD, notice=replace(HELD.notice, sent_to=everybody, papers_to=everybody), topic=replace(HELD.topic, order=3))
    with pytest.raises(DossierRefused, match="请先在会议页面补发会议通知"):
        sitting.give_notice(desk, SECRETARY, parts(matters[2:], [told]))
    revisions = {one.number: one.revision for one in first}
    supplementary_notice.supplement(desk, SECRETARY, SITTING, revisions, (NEW.id,), (NEW.id,))
    (added,) = sitting.give_notice(desk, SECRETARY, parts(matters[2:], [told]))
    assert NEW.id in ids(last(added.dossier))
