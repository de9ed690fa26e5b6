"""补发会议通知: who joins between the notice of a meeting and its day is asked for at once and can be notified until it begins,
for all of its topics; nothing is greener by it than the days that the last member had."""

from dataclasses import replace
from datetime import date

import pytest

from review import demo
from review.domain.dossier import Meeting, Notice
from review.domain.errors import DossierRefused, Forbidden, NotFound, Stale
from review.domain.sitting import Sitting
from review.domain.supplementary_notice import is_supplement
from review.domain.vocabulary import MeetingResult, MeetingType, Outcome, Role
from review.domain.workflow import Action, State
from review.service import left, notices, rescheduling, sitting
from review.service import supplementary_notice as service
from review.service.desk import Desk
from review.service.ports import Matter
from review.service.turns import awaited
from review.store import create_account

from .conftest import Walk
from .tabled import HELD, RECORDER, UNIT, by, held, last, notice, parts, tabled
from .test_membership import NEW, takes_office
from .test_rescheduling import EVERYBODY, SECRETARY, new_day
from .test_sittings import SITTING, stored

MTG = ("MTG-03", "MTG-04")
OF_ALL = replace(HELD.notice, sent_to=EVERYBODY, papers_to=EVERYBODY)


def notified(desk: Desk, clock: demo.DayClock) -> list[Matter]:
    return notice(desk, clock, tabled(desk, clock), replace(HELD, notice=OF_ALL))


@pytest.fixture
def three(desk: Desk, clock: demo.DayClock, walk: Walk) -> list[Matter]:
    """Three topics of one meeting on the 20th, notified on the 16th; on the 19th a member for the 20th is in the register."""
    matters: list[Matter] = walk(notified)
    clock.turn_to(date(2022, 9, 19))
    takes_office(desk)
    return matters


def now(desk: Desk, matters: list[Matter]) -> list[Matter]:
    with desk.store.reading(UNIT) as work:
        return [work.matters.get(one.number) for one in matters]


ONLY = (NEW.id,)


def reach(desk: Desk, matters: list[Matter], told: tuple[str, ...] = ONLY, given: tuple[str, ...] = ONLY) -> list[Matter]:
    return list(service.supplement(desk, SECRETARY, SITTING, {one.number: one.revision for one in matters}, told, given))


def refused(desk: Desk, matters: list[Matter], error: type[Exception], *ids: tuple[str, ...]) -> str:
    before = stored(desk)
    with pytest.raises(error) as why:
        reach(desk, matters, *ids)
    assert stored(desk) == before
    return "；".join([str(why.value), *(one.message for one in getattr(why.value, "faults", ()))])


def outcomes(matter: Matter) -> dict[str, tuple[Outcome, bool]]:
    return {one.rule: (one.outcome, one.shuts) for one in matter.judgement.findings if one.rule in MTG}


def test_名册一有新成员_秘书就有待办_可以催办(desk: Desk, three: list[Matter]) -> None:
    (lacking, *others) = service.untold_each(desk, SECRETARY, three)
    assert lacking.said == "新任成员还没有通知，也没有送达材料"
    assert all(others)
    assert service.untold_of(desk, SECRETARY, SITTING) == lacking
    with desk.store.reading(UNIT) as work:
        assert awaited(three[0], work, desk.today())[SECRETARY.person] == ("补发会议通知",)
    assert notices.may_remind(desk, RECORDER, three[0])


def test_没有变动的_不提示_也不能补发(desk: Desk, clock: demo.DayClock, walk: Walk) -> None:
    matters: list[Matter] = walk(notified)
    clock.turn_to(date(2022, 9, 19))
    assert not any(service.untold_each(desk, SECRETARY, matters))
    assert Action.NOTIFY_MEMBERS not in {row.action for row in desk.options(SECRETARY, matters[0])}
    refused(desk, matters, Forbidden)


def test_各议题一并补发_原来的通知保存在案_按最后通知的日期计算天数(desk: Desk, three: list[Matter]) -> None:
    after = reach(desk, three)
    assert len(after) == 3
    for before, matter in zip(three, after, strict=True):
        meeting, had = last(matter.dossier), last(before.dossier)
        assert (matter.state, matter.revision) == (State.NOTIFIED, before.revision + 1)
        assert (meeting.number, meeting.held_on, meeting.place, meeting.topic) == (had.number, had.held_on, had.place, had.topic)
        everybody, on = (*EVERYBODY, NEW.id), date(2022, 9, 19)
        assert meeting.notice == Notice(sent_on=on, papers_sent_on=on, sent_to=everybody, papers_to=everybody)
        (kept,) = meeting.earlier_days or ()
        assert kept.notice == had.notice
        assert (kept.moved_on, kept.moved_by, kept.reason) == (
            date(2022, 9, 19), SECRETARY.person, "补发通知：新任成员；补送材料：新任成员",
        )  # fmt: skip
        assert is_supplement(meeting, 0)
        assert NEW.id in {one.id for one in meeting.members or ()}
        assert outcomes(matter) == dict.fromkeys(MTG, (Outcome.met, False)), "one working day, as the unit asks"
    assert not any(service.untold_each(desk, SECRETARY, after))
    with desk.store.reading(UNIT) as work:
        event = work.trail.last()
        assert event is not None
        assert (event.action, event.note) == (Action.NOTIFY_MEMBERS, "补发通知：新任成员；补送材料：新任成员")


def test_会议当日补发的_不妨碍表决_天数不足照样提示(desk: Desk, clock: demo.DayClock, three: list[Matter]) -> None:
    clock.turn_to(HELD.held_on)
    after = reach(desk, three)
    assert outcomes(after[0]) == {"MTG-03": (Outcome.met, False), "MTG-04": (Outcome.not_met, False)}


def test_没有补发的_会议不能表决_补发以后可以(desk: Desk, clock: demo.DayClock, three: list[Matter]) -> None:
    clock.turn_to(HELD.ended_at or HELD.held_on)
    kept = sitting.record(desk, RECORDER, parts(three, [held(one, None) for one in three]))
    assert all(outcomes(one) == dict.fromkeys(MTG, (Outcome.not_met, True)) for one in kept)


def test_会议开始以后_不能补发(desk: Desk, clock: demo.DayClock, three: list[Matter]) -> None:
    clock.turn_to(HELD.ended_at or HELD.held_on)
    kept = list(sitting.record(desk, RECORDER, parts(three, [held(one, None) for one in three])))
    assert "会议已经召开，不能再补发通知" in refused(desk, kept, DossierRefused)
    assert not service.untold_of(desk, SECRETARY, SITTING)
    clock.turn_to(date(2022, 9, 21))
    assert not any(service.untold_each(desk, SECRETARY, now(desk, three)))


def test_日期已过的_说明另行通知(desk: Desk, clock: demo.DayClock, three: list[Matter]) -> None:
    clock.turn_to(date(2022, 9, 21))
    assert "会议日期（2022年9月20日）已过，不能再补发通知" in refused(desk, three, DossierRefused)


@pytest.mark.parametrize(("told", "given"), [((NEW.id,), ()), ((), (NEW.id,))])
def test_先通知后送材料的_各算各的日期_没有送齐以前仍是待办(
    desk: Desk, three: list[Matter], told: tuple[str, ...], given: tuple[str, ...]
) -> None:  # fmt: skip
    after = reach(desk, three, told, given)
    first = last(after[0].dossier).notice
    days = (date(2022, 9, 19) if told else HELD.notice.sent_on, date(2022, 9, 19) if given else HELD.notice.papers_sent_on)
    assert (first.sent_on, first.papers_sent_on) == days
    assert outcomes(after[0])["MTG-04"] == (Outcome.not_met, True)
    (lacking, *_) = service.untold_each(desk, SECRETARY, after)
    assert lacking.said == ("新任成员还没有送达材料" if told else "新任成员还没有通知")
    whole = reach(desk, after, given, told)
    assert outcomes(whole[0]) == dict.fromkeys(MTG, (Outcome.met, False))
    assert [is_supplement(last(whole[0].dossier), place) for place in (0, 1)] == [True, True]


def test_通知时没有送达材料的原有成员_也可以补送(desk: Desk, clock: demo.DayClock, walk: Walk) -> None:
    papers = replace(OF_ALL, papers_to=EVERYBODY[:-1])
    matters = notice(desk, clock, walk(tabled), replace(HELD, notice=papers))
    assert outcomes(matters[0])["MTG-04"] == (Outcome.not_met, True)
    clock.turn_to(date(2022, 9, 19))
    after = reach(desk, matters, (), (EVERYBODY[-1],))
    assert last(after[0].dossier).notice.sent_on == HELD.notice.sent_on
    assert outcomes(after[0])["MTG-04"] == (Outcome.met, False)


WRONG = {
    "nobody": ((), ()), "a stranger": (("u01",), ()), "who was told": (EVERYBODY[:1], ()), "who has them": ((), EVERYBODY[:1]),
}  # fmt: skip


@pytest.mark.parametrize("ids", WRONG.values(), ids=WRONG)
def test_没有勾选的_勾选错的_不保存(desk: Desk, three: list[Matter], ids: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
    assert "勾选" in refused(desk, three, DossierRefused, *ids)


def test_只有秘书补发_议题有增减的_重新核对(desk: Desk, three: list[Matter]) -> None:
    revisions = {one.number: one.revision for one in three}
    with pytest.raises(Forbidden):
        service.supplement(desk, by(Role.MEETING_RECORDER), SITTING, revisions, (NEW.id,), (NEW.id,))
    assert "议题有了增减" in refused(desk, three[:2], Stale)
    with pytest.raises(NotFound):
        service.supplement(desk, SECRETARY, Sitting(MeetingType.PARTY_GROUP_MEETING, 2022, "没有"), revisions, (NEW.id,), ())


def test_补发以后改期_改期以后又有新成员_每次的安排都在案(desk: Desk, three: list[Matter]) -> None:
    after = reach(desk, three)
    everybody = (*EVERYBODY, NEW.id)
    told = Notice(sent_to=everybody, papers_to=everybody)
    moved = rescheduling.reschedule(desk, SECRETARY, SITTING, new_day(after, notice=told))
    meeting: Meeting = last(moved[0].dossier)
    assert [is_supplement(meeting, place) for place in (0, 1)] == [True, False]


def test_补发以后照常记录和宣布结果(desk: Desk, clock: demo.DayClock, three: list[Matter]) -> None:
    after = reach(desk, three)
    clock.turn_to(HELD.ended_at or HELD.held_on)
    old = {one.id: one for one in HELD.members or ()}
    came = tuple(
        old.get(one.id) or replace(one, present=False, absence_reason="赴任途中", leave_asked_on=HELD.held_on)
        for one in last(after[0].dossier).members or ()
    )  # fmt: skip
    told = [replace(held(one), members=came) for one in after]
    done = sitting.record(desk, RECORDER, parts(after, told))
    assert all(last(one.dossier).result is MeetingResult.PASSED for one in done)
    assert all(len(last(one.dossier).earlier_days or ()) == 1 for one in done)


def test_记录人成为成员的_由其他记录人接替_没有其他记录人的如实说明(desk: Desk, clock: demo.DayClock, walk: Walk) -> None:
    matters: list[Matter] = walk(notified)
    clock.turn_to(date(2022, 9, 19))
    takes_office(desk, RECORDER.person)
    after = reach(desk, matters, (RECORDER.person,), (RECORDER.person,))
    assert RECORDER.person not in _to_record(desk, after[0])
    assert "现有的会议记录人都不能记录本次会议" in left.of_each(desk, SECRETARY, after)[0][0].why
    session = desk.store.session()  # type: ignore[attr-defined]
    create_account(session, "jilu-2", "no password", UNIT, "u02", frozenset({Role.MEETING_RECORDER}))
    session.commit()
    desk.store.session.remove()  # type: ignore[attr-defined]
    assert _to_record(desk, after[0]) == {"u02"}
    assert left.of_each(desk, SECRETARY, after)[0] == ()


def _to_record(desk: Desk, matter: Matter) -> set[str]:
    with desk.store.reading(UNIT) as work:
        return {one for one, acts in awaited(matter, work, desk.today()).items() if "记录会议" in acts}
