"""会议改期: the day of a notified meeting is changed once for all of its topics; what each had stays, and each is judged anew."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from review import demo
from review.domain.dossier import Meeting, Notice
from review.domain.errors import DossierRefused, Forbidden, NotFound, Stale
from review.domain.sitting import Sitting
from review.domain.vocabulary import Gate, MeetingType, NoticeKind, Outcome, Role
from review.domain.workflow import Action, State
from review.service import deliberation, rescheduling, sitting, submission
from review.service.desk import Desk
from review.service.ports import Actor, Matter
from review.service.record import CHINA
from review.service.rescheduling import NewDay
from tests.databases import Database
from tests.sampling import some

from .conftest import Walk
from .tabled import HELD, TITLES, UNIT, by, held, last, notice, notified, parts, tabled
from .test_sittings import RECORDER, SITTING, stored

SECRETARY = by(Role.SECRETARY)
LATER = date(2022, 9, 23)
EVERYBODY = tuple(one.id for one in HELD.members or ())
OF_ALL = Notice(sent_to=EVERYBODY, papers_to=EVERYBODY)


@pytest.fixture
def three(clock: demo.DayClock, walk: Walk) -> list[Matter]:
    """Three topics of one meeting that was notified for the 20th; it is the 19th."""
    matters: list[Matter] = walk(notified)
    clock.turn_to(date(2022, 9, 19))
    return matters


def new_day(
    matters: list[Matter], seen: frozenset[str] = frozenset(), reason: str = "主要负责人赴省里开会", **said: object
) -> NewDay:  # fmt: skip
    to = Meeting(**{"number": HELD.number, "held_on": LATER, "place": HELD.place, "notice": OF_ALL, **said})  # type: ignore[arg-type]
    return NewDay(revisions={one.number: one.revision for one in matters}, meeting=to, reason=reason, seen=seen)


def refused(desk: Desk, error: type[Exception], new: NewDay, actor: Actor = SECRETARY, of: Sitting = SITTING) -> Exception:
    """What is refused leaves no trace, neither when it is looked at."""
    before = stored(desk)
    for use_case in (rescheduling.preview, rescheduling.reschedule):
        with pytest.raises(error) as why:
            use_case(desk, actor, of, new)
        assert stored(desk) == before
    return why.value


def test_the_new_day_is_that_of_every_topic_and_what_each_had_stays(desk: Desk, three: list[Matter]) -> None:
    after = rescheduling.reschedule(desk, SECRETARY, SITTING, new_day(three, place="二楼会议室"))
    assert [one.number for one in sitting.show(desk, SECRETARY, SITTING)] == [one.number for one in three]
    for before, now in zip(three, after, strict=True):
        was, planned = last(before.dossier), last(now.dossier)
        assert (now.state, now.revision) == (State.NOTIFIED, before.revision + 1)
        assert (planned.held_on, planned.place, planned.topic) == (LATER, "二楼会议室", was.topic)
        assert (planned.notice.sent_on, planned.notice.papers_sent_on) == (date(2022, 9, 19), was.notice.papers_sent_on)
        (old,) = planned.earlier_days or ()
        assert (old.planned_on, old.place, old.notice) == (was.held_on, was.place, was.notice)
        assert (old.moved_on, old.moved_by, old.reason) == (date(2022, 9, 19), SECRETARY.person, "主要负责人赴省里开会")
        with desk.store.reading(UNIT) as work:
            event = work.trail.of_matter(now.number)[-1]
        assert (event.action, event.role) == (Action.RESCHEDULE_MEETING, Role.SECRETARY)
        assert event.note == "由2022年9月20日改为2022年9月23日，地点由三楼会议室改为二楼会议室。主要负责人赴省里开会"


def test_it_is_recorded_on_the_new_day_and_on_no_other(desk: Desk, clock: demo.DayClock, three: list[Matter]) -> None:
    after = rescheduling.reschedule(desk, SECRETARY, SITTING, new_day(three))
    hours = {"started_at": datetime(2022, 9, 23, 9, tzinfo=CHINA), "ended_at": datetime(2022, 9, 23, 11, tzinfo=CHINA)}
    clock.turn_to(hours["ended_at"])
    kept = [replace(held(one), held_on=LATER, **hours) for one in after]
    with pytest.raises(DossierRefused, match="请先办理“会议改期”"):
        sitting.record(desk, RECORDER, parts(after, [replace(one, held_on=date(2022, 9, 20)) for one in kept]))
    announced = sitting.record(desk, RECORDER, parts(after, kept))
    assert {one.state for one in announced} == {State.DECIDED}
    assert [last(one.dossier).earlier_days for one in announced] == [last(one.dossier).earlier_days for one in after]


def test_the_days_beforehand_count_from_the_notice_of_the_new_day(desk: Desk, three: list[Matter]) -> None:
    found = rescheduling.preview(desk, SECRETARY, SITTING, new_day(three, held_on=date(2022, 9, 19)))
    assert {one.rule for one in found[0].worse} == {"MTG-04"}
    assert not found[0].shut
    with pytest.raises(DossierRefused, match="请先预览"):
        rescheduling.reschedule(desk, SECRETARY, SITTING, new_day(three, held_on=date(2022, 9, 19)))
    seen = frozenset(key for one in found for key in one.problems)
    after = rescheduling.reschedule(desk, SECRETARY, SITTING, new_day(three, seen, held_on=date(2022, 9, 19)))
    assert {one.outcome for one in after[0].judgement.findings if one.rule == "MTG-04"} == {Outcome.not_met}


def test_where_only_the_place_is_another_the_day_has_been_known_since_the_first_notice(desk: Desk, three: list[Matter]) -> None:
    after = rescheduling.reschedule(desk, SECRETARY, SITTING, new_day(three, held_on=HELD.held_on, place="二楼会议室"))
    assert last(after[0].dossier).notice.sent_on == date(2022, 9, 16)


def test_what_is_looked_at_is_what_is_done_and_is_not_stored(desk: Desk, three: list[Matter]) -> None:
    before = stored(desk)
    found = rescheduling.preview(desk, SECRETARY, SITTING, new_day(three))
    assert stored(desk) == before
    assert not any(one.problems for one in found)
    after = rescheduling.reschedule(desk, SECRETARY, SITTING, new_day(three))
    assert [(one.matter.number, one.matter.dossier) for one in found] == [(one.number, one.dossier) for one in after]


def test_a_gate_that_shuts_by_the_new_day_is_shown_before_and_does_not_stay_green(
    desk: Desk, database: Database, three: list[Matter]
) -> None:  # fmt: skip
    """The adviser joins the party group before the new day: then he would vote on what he advised on."""
    database.run(f"UPDATE person SET group_office = 'MEMBER', group_since = '2022-09-22' WHERE unit = '{UNIT}' AND id = 'a01'")
    everybody = (*EVERYBODY, "a01")
    told = Notice(sent_to=everybody, papers_to=everybody)
    found = rescheduling.preview(desk, SECRETARY, SITTING, new_day(three, notice=told))
    assert [{one.rule for one in topic.shut} for topic in found] == [{"LAD-08"}] * 3
    assert all(one.judgement.gates[Gate.AGENDA].open for one in three)
    seen = frozenset(key for one in found[:2] for key in one.problems)
    with pytest.raises(DossierRefused, match=f"议题“{TITLES[2]}”有不符合规定之处"):
        rescheduling.reschedule(desk, SECRETARY, SITTING, new_day(three, seen, notice=told))
    seen = frozenset(key for one in found for key in one.problems)
    after = rescheduling.reschedule(desk, SECRETARY, SITTING, new_day(three, seen, notice=told))
    assert not any(one.judgement.gates[gate].open for one in after for gate in (Gate.AGENDA, Gate.MEETING))
    with desk.store.reading(UNIT) as work:
        assert work.matters.get(three[0].number).judgement.gates[Gate.AGENDA].shut_by == ("LAD-08",)


def test_the_members_are_those_of_the_new_day(desk: Desk, database: Database, three: list[Matter]) -> None:
    database.run(f"UPDATE person SET group_until = '2022-09-21' WHERE unit = '{UNIT}' AND id = 'p07'")
    why = refused(desk, DossierRefused, new_day(three))
    assert "“成员庚”在会议当日（2022年9月23日）不是应到会成员" in str(why)
    told = Notice(sent_to=EVERYBODY[:-1], papers_to=EVERYBODY[:-1])
    after = rescheduling.reschedule(desk, SECRETARY, SITTING, new_day(three, notice=told))
    assert [[one.id for one in last(matter.dossier).members or ()] for matter in after] == [list(EVERYBODY[:-1])] * 3


def test_papers_that_somebody_is_given_only_now_are_delivered_today(desk: Desk, clock: demo.DayClock, walk: Walk) -> None:
    first = replace(HELD, notice=replace(HELD.notice, sent_to=EVERYBODY, papers_to=EVERYBODY[:-1]))
    matters = notice(desk, clock, walk(tabled), first)
    clock.turn_to(date(2022, 9, 19))
    after = rescheduling.reschedule(desk, SECRETARY, SITTING, new_day(matters))
    assert last(after[0].dossier).notice.papers_sent_on == date(2022, 9, 19)


SAID = {
    "no day": ({"held_on": None}, "/held_on", "请填写改到的日期"),
    "a day that is over": ({"held_on": date(2022, 9, 16)}, "/held_on", "会议不能改到已经过去的日期"),
    "nothing changed": ({"held_on": HELD.held_on}, "/held_on", "都没有变化"),
    "no place": ({"place": " "}, "/place", "请填写地点"),
    "nobody was told": ({"notice": Notice(sent_to=(), papers_to=EVERYBODY)}, "/notice/sent_to", "应当通知"),
    "nobody has the papers": ({"notice": Notice(sent_to=EVERYBODY, papers_to=())}, "/notice/papers_to", "没有勾选已送达"),
}  # fmt: skip


@pytest.mark.parametrize(("said", "place", "why"), some(SAID.values(), 3))
def test_a_new_day_that_cannot_be_is_refused_with_its_place(
    desk: Desk, three: list[Matter], said: dict[str, object], place: str, why: str
) -> None:  # fmt: skip
    error = refused(desk, DossierRefused, new_day(three, **said))
    assert isinstance(error, DossierRefused)
    assert any(one.pointer == f"/topics/0/meeting{place}" and why in one.message for one in error.faults)


def test_who_came_to_the_unit_after_the_matter_is_named_with_the_change(desk: Desk, three: list[Matter]) -> None:
    newcomer = replace(SECRETARY, person="s77", name="秘书新")
    (*_, after) = rescheduling.reschedule(desk, newcomer, SITTING, new_day(three))
    assert (after.dossier.people or {})["s77"].name == "秘书新"


def test_it_needs_a_reason_and_the_secretary(desk: Desk, three: list[Matter]) -> None:
    assert "请写明理由" in str(refused(desk, DossierRefused, new_day(three, reason=" ")))
    assert "由党组秘书办理" in str(refused(desk, Forbidden, new_day(three), by(Role.MEETING_RECORDER)))
    refused(desk, NotFound, new_day(three), of=Sitting(MeetingType.PARTY_GROUP_MEETING, 2022, "没有"))


def test_once_anything_is_recorded_of_one_topic_or_its_day_is_over_the_day_is_fixed(
    desk: Desk, clock: demo.DayClock, three: list[Matter]
) -> None:  # fmt: skip
    clock.turn_to(date(2022, 9, 21))
    assert "会议日期（2022年9月20日）已过，不能改期" in str(refused(desk, DossierRefused, new_day(three)))
    clock.turn_to(HELD.ended_at or HELD.held_on)
    assert rescheduling.cannot(desk, SECRETARY, SITTING) is None
    kept = deliberation.record(desk, RECORDER, three[1].number, three[1].revision, held(three[1], None))
    why = refused(desk, DossierRefused, new_day([three[0], kept, three[2]]))
    assert "会议已有记录，不能改期" in str(why)
    assert "会议已有记录" in (rescheduling.cannot(desk, SECRETARY, SITTING) or "")


def test_all_topics_are_moved_or_none(desk: Desk, three: list[Matter]) -> None:
    assert "议题有了增减" in str(refused(desk, Stale, new_day(three[:2])))
    taken = submission.recall(desk, by(Role.GROUP_SECRETARY), three[2].number, three[2].revision, "暂不上会")
    assert taken.state is State.PREPARING
    refused(desk, Stale, new_day(three))
    assert len(rescheduling.reschedule(desk, SECRETARY, SITTING, new_day(three[:2]))) == 2


def test_what_was_changed_meanwhile_is_told_topic_by_topic(desk: Desk, three: list[Matter]) -> None:
    rescheduling.reschedule(desk, SECRETARY, SITTING, new_day(three))
    why = refused(desk, Stale, new_day(three, held_on=date(2022, 9, 26)))
    assert isinstance(why, Stale)
    assert {change.partition("：")[0] for change in why.changes} == {f"议题“{title}”" for title in TITLES}


def test_the_day_can_be_changed_again_and_each_earlier_one_is_kept(desk: Desk, three: list[Matter]) -> None:
    once = rescheduling.reschedule(desk, SECRETARY, SITTING, new_day(three))
    twice = rescheduling.reschedule(desk, SECRETARY, SITTING, new_day(list(once), held_on=date(2022, 9, 26)))
    assert [one.planned_on for one in last(twice[0].dossier).earlier_days or ()] == [HELD.held_on, LATER]


def test_a_number_that_the_other_year_has_already_is_refused(desk: Desk, clock: demo.DayClock, walk: Walk) -> None:
    first, second = walk(tabled)[:2]
    others = notice(desk, clock, [first], replace(HELD, held_on=date(2023, 1, 5)))
    matters = notice(desk, clock, [second])
    error = refused(desk, DossierRefused, new_day(matters, held_on=date(2023, 1, 6)))
    assert "2023年已有编号为" in str(error)
    moved = new_day(matters, held_on=date(2023, 1, 6), number="党组会〔2023〕1号")
    seen = frozenset(key for one in rescheduling.preview(desk, SECRETARY, SITTING, moved) for key in one.problems)
    rescheduling.reschedule(desk, SECRETARY, SITTING, replace(moved, seen=seen))
    named = Sitting(MeetingType.PARTY_GROUP_MEETING, 2023, "党组会〔2023〕1号")
    assert [one.number for one in sitting.show(desk, SECRETARY, named)] == [second.number]
    assert [one.number for one in sitting.show(desk, SECRETARY, replace(SITTING, year=2023))] == [others[0].number]


def test_members_recorder_and_whoever_follows_a_topic_are_told_each_once(desk: Desk, three: list[Matter]) -> None:
    rescheduling.reschedule(desk, SECRETARY, SITTING, new_day(three))
    with desk.store.reading(UNIT) as work:
        told = [work.notices.of_matter(matter.number, NoticeKind.RESCHEDULED) for matter in three]
    assert sorted(one.recipient for one in told[0]) == sorted((*EVERYBODY, RECORDER.person))
    assert {one.text for one in told[0]} == {"会议改期，由2022年9月20日改为2022年9月23日"}
    assert not any(told[1:])  # the secretary follows them himself
