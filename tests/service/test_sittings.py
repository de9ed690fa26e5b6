"""One meeting with several topics: notified, recorded and announced in one transaction for all of its matters, or for none."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from review import demo
from review.domain.dossier import Meeting
from review.domain.errors import DossierRefused, Forbidden, GateShut, NotFound, Stale, WrongState
from review.domain.meeting import tally
from review.domain.sitting import MOST_TOPICS, Sitting
from review.domain.trail import first_broken
from review.domain.vocabulary import MeetingResult, MeetingType, Role
from review.domain.workflow import Action, State
from review.service import deliberation, sitting
from review.service.desk import Desk
from review.service.ports import Matter
from review.service.record import CHINA
from tests.databases import Database
from tests.sampling import some

from .conftest import Walk
from .tabled import (
    HELD,
    TITLES,
    UNIT,
    against,
    by,
    held,
    last,
    member,
    notice,
    notified,
    parts,
    put_off,
    recused,
    tabled,
)

SITTING = Sitting(MeetingType.PARTY_GROUP_MEETING, 2022, HELD.number or "")
RECORDER = by(Role.MEETING_RECORDER)


@pytest.fixture
def three(clock: demo.DayClock, walk: Walk) -> list[Matter]:
    """Three topics of one meeting, which has just ended."""
    matters: list[Matter] = walk(notified)
    clock.turn_to(HELD.ended_at or HELD.held_on)
    return matters


def stored(desk: Desk) -> tuple[tuple[Matter, ...], int]:
    with desk.store.reading(UNIT) as work:
        events = list(work.trail.all())
        assert first_broken(events) is None
        return tuple(work.matters.get(line.number) for line in work.matters.lines()), len(events)


def refused(desk: Desk, error: type[Exception], given, use_case=sitting.record, actor=RECORDER):
    """What is refused leaves no trace."""
    before = stored(desk)
    with pytest.raises(error) as why:
        use_case(desk, actor, given)
    assert stored(desk) == before
    return why.value


def test_the_topics_of_one_type_wait_together_until_a_meeting_is_notified(
    desk: Desk, clock: demo.DayClock, walk: Walk
) -> None:  # fmt: skip
    matters, secretary = walk(tabled), by(Role.SECRETARY)
    assert list(sitting.waiting(desk, secretary, MeetingType.PARTY_GROUP_MEETING)) == matters
    assert sitting.waiting(desk, secretary, MeetingType.DIRECTOR_MEETING) == ()
    turned = notice(desk, clock, matters[::-1])
    assert sitting.waiting(desk, secretary, MeetingType.PARTY_GROUP_MEETING) == ()
    assert [one.number for one in sitting.show(desk, secretary, SITTING)] == [one.number for one in turned]
    assert [last(one.dossier).topic.order for one in turned] == [1, 2, 3]
    lines = [line for line in sitting.topics(desk, secretary) if line.sitting == SITTING]
    assert [(line.number, line.order, line.result) for line in lines] == [(m.number, n, None) for n, m in enumerate(turned, 1)]


def test_a_meeting_that_is_not_there_is_not_found(desk: Desk) -> None:
    with pytest.raises(NotFound, match="没有编号为“第9号”的党组会议"):
        sitting.show(desk, RECORDER, Sitting(MeetingType.PARTY_GROUP_MEETING, 2022, "第9号"))


def test_each_topic_has_its_own_result_and_all_are_announced_at_once(desk: Desk, three: list[Matter]) -> None:
    first, second, third = three
    announced = sitting.record(desk, RECORDER, parts(three, [held(first), put_off(held(second)), against(held(third))]))
    assert [one.state for one in announced] == [State.DECIDED, State.PREPARING, State.REJECTED]
    assert [one.revision for one in announced] == [one.revision + 1 for one in three]
    with desk.store.reading(UNIT) as work:
        events = list(work.trail.all())[-3:]
        assert [(one.matter, one.action) for one in events] == [
            (first.number, Action.PASS), (second.number, Action.DEFER), (third.number, Action.REJECT)
        ]  # fmt: skip
        assert [work.matters.get(one.number) for one in three] == list(announced)
        assert {one.number for one in work.matters.of_sitting(SITTING)} == {one.number for one in three}


@pytest.mark.heavy
def test_a_topic_put_off_can_be_tabled_again_and_stays_a_topic_of_the_first_meeting(
    desk: Desk, clock: demo.DayClock, three: list[Matter]
) -> None:  # fmt: skip
    first, second, third = three
    after = sitting.record(desk, RECORDER, parts(three, [held(first), put_off(held(second)), held(third)]))
    day = desk.rulebook.calendar.after(desk.today(), 3)[0]
    clock.turn_to(day)
    again = deliberation.confirm_topic(desk, by(Role.GROUP_SECRETARY), second.number, after[1].revision, HELD)
    assert again.state is State.AGENDA
    assert [one.number for one in sitting.show(desk, RECORDER, SITTING)] == [one.number for one in three]
    assert [one.number for one in sitting.waiting(desk, RECORDER, MeetingType.PARTY_GROUP_MEETING)] == [second.number]


@pytest.mark.heavy
def test_a_recusal_is_of_one_topic_and_counts_there_only(desk: Desk, three: list[Matter]) -> None:
    meetings = [held(three[0]), recused(held(three[1]), "p03"), held(three[2])]
    after = sitting.record(desk, RECORDER, parts(three, meetings))
    counted = [tally(last(one.dossier), one.dossier.unit.parameters) for one in after]
    assert [one.present.exact for one in counted if one.present] == [6, 5, 6]
    assert [one.votes[0].approve.exact for one in counted if one.votes and one.votes[0].approve] == [6, 5, 6]
    assert [one.state for one in after] == [State.DECIDED] * 3


def test_if_one_topic_cannot_be_announced_none_is(desk: Desk, three: list[Matter]) -> None:
    hidden = replace(held(three[1]), statements=(held(three[1]).statements or ())[:-1])
    shut = refused(desk, GateShut, parts(three, [held(three[0]), hidden, held(three[2])]))
    assert str(shut).startswith(f"议题“{TITLES[1]}”：会议关未开")
    assert {one.rule for one in shut.findings} >= {"MTG-12", "MTG-13"}
    assert all(at.startswith("/topics/1/") for one in shut.findings for at in (*one.missing, *one.evidence))


def test_what_was_changed_meanwhile_is_told_topic_by_topic(desk: Desk, three: list[Matter]) -> None:
    early = held(three[1], None)
    deliberation.record(desk, RECORDER, three[1].number, three[1].revision, early)
    stale = refused(desk, Stale, parts(three, [held(one) for one in three]))
    assert "各议题都没有保存" in str(stale)
    assert all(change.startswith(f"议题“{TITLES[1]}”：") for change in stale.changes)
    assert any("记录会议" in change for change in stale.changes)


@pytest.mark.heavy
def test_saving_writes_no_revision_of_a_topic_that_is_not_touched(desk: Desk, three: list[Matter]) -> None:
    meetings = [held(one, None) for one in three]
    assert len(sitting.record(desk, RECORDER, parts(three, meetings))) == 3
    now, _ = stored(desk)
    matters = sorted(now, key=lambda one: one.number)
    meetings[2] = replace(meetings[2], disagreements="有不同意见")
    (changed,) = sitting.record(desk, RECORDER, parts(matters, meetings))
    assert changed.number == three[2].number


FACTS = {
    "presider/id": lambda one: replace(one, presider=replace(one.presider, id="p02")),
    "place": lambda one: replace(one, place="二楼会议室"),
    "started_at": lambda one: replace(one, started_at=datetime(2022, 9, 20, 9, 30, tzinfo=CHINA)),
    "observers": lambda one: replace(one, observers=(one.observers or ())[:1]),
    "minutes/signed_by": lambda one: replace(one, minutes=replace(one.minutes, signed_by=("s02",))),
    "members/5/present": lambda one: with_member(one, "p06", present=True, absence_reason=None),
    "members/5/absence_reason": lambda one: with_member(one, "p06", absence_reason="因病请假"),
    "topic/order": lambda one: replace(one, topic=replace(one.topic, order=1)),
}


def with_member(meeting: Meeting, person: str, **said: object) -> Meeting:
    return replace(meeting, members=tuple(
        replace(one, **said) if one.id == person else one for one in meeting.members or ()))  # type: ignore[arg-type]


@pytest.mark.parametrize("place", some(FACTS, 8))
def test_topics_of_one_meeting_that_deny_each_other_are_refused_with_the_place(
    desk: Desk, three: list[Matter], place: str
) -> None:  # fmt: skip
    meetings = [held(one, None) for one in three]
    meetings[1] = FACTS[place](meetings[1])
    why = refused(desk, DossierRefused, parts(three, meetings))
    assert f"/topics/1/meeting/{place}" in {fault.pointer for fault in why.faults}
    assert all(f"“{TITLES[0]}”" in fault.message or f"“{TITLES[1]}”" in fault.message for fault in why.faults)


@pytest.mark.parametrize("place", some(FACTS, 8))
def test_a_record_of_one_topic_alone_may_not_deny_the_others_either(desk: Desk, three: list[Matter], place: str) -> None:
    sitting.record(desk, RECORDER, parts(three, [held(one, None) for one in three]))
    before, (one, *_) = stored(desk), [one for one in stored(desk)[0] if one.number == three[1].number]
    with pytest.raises(DossierRefused) as why:
        deliberation.record(desk, RECORDER, one.number, one.revision, FACTS[place](held(one, None)))
    assert f"/meeting/{place}" in {fault.pointer for fault in why.value.faults}
    assert stored(desk) == before


def test_who_leaves_before_the_second_topic_is_counted_at_the_first_only(desk: Desk, three: list[Matter]) -> None:
    left = {"present": False, "absence_reason": "中途离会", "left_at": datetime(2022, 9, 20, 10, tzinfo=CHINA)}
    away = [with_member(held(one, None, statements=None, vote=None), "p07", **left) for one in three]
    here = held(three[0], None)
    back = with_member(held(three[2], None), "p07", returned_at=datetime(2022, 9, 20, 10, 30, tzinfo=CHINA))
    why = refused(desk, DossierRefused, parts(three, [here, away[1], held(three[2], None)]))
    assert {fault.pointer for fault in why.faults} == {"/topics/2/meeting/members/6/present"}
    after = sitting.record(desk, RECORDER, parts(three, [here, away[1], back]))
    assert [member(last(one.dossier), "p07").present for one in after] == [True, False, True]


@pytest.mark.heavy
def test_a_topic_added_to_a_notified_meeting_must_have_its_day_and_presider(
    desk: Desk, clock: demo.DayClock, walk: Walk
) -> None:  # fmt: skip
    first, second, third = walk(tabled)
    notice(desk, clock, [first, second])
    elsewhere = replace(HELD, place="二楼会议室")
    with pytest.raises(DossierRefused, match="同一次会议只有一个"):
        deliberation.give_notice(desk, by(Role.SECRETARY), third.number, third.revision, elsewhere)
    another_day = replace(HELD, held_on=date(2022, 9, 23))
    with pytest.raises(DossierRefused, match=f"编号“{HELD.number}”是2022年9月20日的党组会议的编号；另一次会议请另编一个编号"):
        deliberation.give_notice(desk, by(Role.SECRETARY), third.number, third.revision, another_day)
    added = deliberation.give_notice(desk, by(Role.SECRETARY), third.number, third.revision, HELD)
    assert [one.number for one in sitting.show(desk, RECORDER, SITTING)][-1] == added.number


def test_only_who_may_record_each_topic_records_the_meeting(desk: Desk, three: list[Matter]) -> None:
    meetings = [held(one) for one in three]
    why = refused(desk, Forbidden, parts(three, meetings), actor=by(Role.SECRETARY))
    assert "由会议记录人办理" in str(why)
    sitting.record(desk, RECORDER, parts(three, meetings))
    again = [replace(one, revision=one.revision) for one in sitting.show(desk, RECORDER, SITTING)]
    assert "“已通过”环节" in str(refused(desk, WrongState, parts(again, [held(one) for one in three])))


@pytest.mark.parametrize("count", [0, MOST_TOPICS + 1])
def test_a_meeting_has_some_topics_and_not_more_than_a_page_carries(desk: Desk, three: list[Matter], count: int) -> None:
    given = parts(three[:1] * count, [HELD] * count)
    assert "请选择" in str(refused(desk, DossierRefused, given).faults[0].message)


def test_the_same_topic_stands_in_a_meeting_once(desk: Desk, three: list[Matter]) -> None:
    refused(desk, DossierRefused, parts([three[0], three[0]], [held(three[0])] * 2))


@pytest.mark.heavy
@pytest.mark.parametrize("result", MeetingResult)
def test_the_topics_of_a_meeting_are_found_whatever_became_of_them(
    desk: Desk, three: list[Matter], result: MeetingResult
) -> None:  # fmt: skip
    made = {MeetingResult.PASSED: held, MeetingResult.REJECTED: lambda m: against(held(m)),
            MeetingResult.DEFERRED: lambda m: put_off(held(m))}[result]  # fmt: skip
    sitting.record(desk, RECORDER, parts(three, [made(one) for one in three]))
    lines = [line for line in sitting.topics(desk, RECORDER) if line.sitting == SITTING]
    assert [line.result for line in lines] == [result] * 3


TERMS = {
    "no days": ({}, True), "ended the day before": ({"group_until": "2022-09-19"}, False),
    "ends on the day": ({"group_until": "2022-09-20"}, True), "begins on the day": ({"group_since": "2022-09-20"}, True),
    "begins the day after": ({"group_since": "2022-09-21"}, False), "of the other body": ({"admin_until": "2022-09-01"}, True),
}  # fmt: skip


@pytest.mark.parametrize(("days", "expected"), some(TERMS.values(), 6))
def test_the_members_of_a_meeting_are_those_in_office_on_its_day(
    desk: Desk, clock: demo.DayClock, database: Database, walk: Walk, days: dict[str, str], expected: bool
) -> None:  # fmt: skip
    """Whoever was in office when the topic was confirmed, the day of the meeting counts."""
    matters = walk(tabled)
    for key, day in days.items():
        database.run(f"UPDATE person SET {key} = '{day}' WHERE unit = '{UNIT}' AND id = 'p07'")
    told = [one.id for one in sitting.expected(desk, RECORDER, MeetingType.PARTY_GROUP_MEETING, HELD.held_on)]
    assert ("p07" in told) is expected
    for matter in notice(desk, clock, matters):
        meeting = last(matter.dossier)
        assert [one.id for one in meeting.members or ()] == told
        assert tally(meeting, matter.dossier.unit.parameters).members == (7 if expected else 6)


def test_a_notice_goes_to_every_member_in_office_on_the_day_and_to_nobody_else(
    desk: Desk, clock: demo.DayClock, database: Database, walk: Walk
) -> None:  # fmt: skip
    matters, everybody = walk(tabled), tuple(one.id for one in HELD.members or ())
    clock.turn_to(HELD.notice.sent_on)
    secretary = by(Role.SECRETARY)

    def said(sent_to: tuple[str, ...], papers_to: tuple[str, ...]) -> set[tuple[str, str]]:
        meeting = replace(HELD, notice=replace(HELD.notice, sent_to=sent_to, papers_to=papers_to))
        why = refused(desk, DossierRefused, parts(matters, [meeting] * 3), sitting.give_notice, secretary)
        return {(fault.pointer.removeprefix("/topics/0"), fault.message) for fault in why.faults if "/topics/0" in fault.pointer}

    assert said(everybody[:-1], everybody) == {("/meeting/notice/sent_to", "成员庚在会议当日在任，应当通知")}
    database.run(f"UPDATE person SET group_until = '2022-09-19' WHERE unit = '{UNIT}' AND id = 'p07'")
    stranger = "“成员庚”在会议当日（2022年9月20日）不是应到会成员"
    assert said(everybody, everybody[:2]) == {("/meeting/notice/sent_to", stranger)}
    assert said(everybody[:-1], everybody) == {("/meeting/notice/papers_to", stranger)}


def test_a_list_of_meetings_says_the_result_with_what_goes_with_it_as_page_and_record_do(
    desk: Desk, three: list[Matter]
) -> None:
    conditional = replace(held(three[0]), conditions=("先征得财政部门同意",))
    sitting.record(desk, RECORDER, parts(three, (conditional, held(three[1]), against(held(three[2])))))
    told = sitting.outcomes(desk, RECORDER, sitting.topics(desk, RECORDER))
    assert [told[one.number, SITTING] for one in three] == ["通过（附1项条件）", "通过", "未通过"]
