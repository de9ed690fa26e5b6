"""Of a day that comes or has passed whoever holds the matter is told by itself: once when it comes near, once when it is over."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier

import pytest

from review import demo
from review.domain.dossier import Emergency
from review.domain.vocabulary import NoticeKind, Role
from review.service import emergency, submission
from review.service.desk import Desk
from review.service.notices import letter, to_me
from review.service.ports import Matter
from review.service.warning import KINDS, SENDER, warn

from .conftest import Walk
from .signed import COMPLETED, Story, signed
from .tabled import EXAMPLE, by, notified, tabled

UNIT = EXAMPLE.unit.code or ""
秘书, 记录人 = by(Role.SECRETARY), by(Role.MEETING_RECORDER)
先行处置 = Emergency(
    reason="台风登陆，当晚必须处置", measures="紧急调用应急通信车两台", decided_by="p01", decided_on=date(2022, 9, 14),
    reported_to="党组", reported_on=date(2022, 9, 14),
)  # fmt: skip
THREADS = 6


def told(desk: Desk, person: str, matter: Matter) -> list[tuple[NoticeKind, str, date | None]]:
    """What this person was warned of in this matter, the first in front."""
    found = [one for one in reversed(to_me(desk, replace(秘书, person=person))) if one.matter == matter.number]
    return [(one.kind, one.text, one.due) for one in found if one.kind in KINDS.values()]


@pytest.fixture
def 待开会(walk: Walk) -> Matter:
    """A matter whose meeting is notified, to be recorded on the day on which it is held."""
    matter: Matter = walk(notified)[0]
    return matter


def test_who_holds_a_matter_is_warned_when_the_day_comes_near_and_when_it_is_over_each_once(
    desk: Desk, clock: demo.DayClock, 待开会: Matter
) -> None:
    held = (待开会.dossier.meetings or ())[-1].held_on
    assert held is not None
    near, over = (NoticeKind.NEARING, "记录会议", held), (NoticeKind.OVERDUE, "记录会议", held)
    expected: list[tuple[NoticeKind, str, date | None]] = []
    day = desk.today()
    while day < held + timedelta(days=5):
        clock.turn_to(day)
        left = desk.rulebook.calendar.between(day, held).days
        expected += [near] if left <= 2 and day <= held and near not in expected else []
        expected += [over] if day > held and over not in expected else []
        warn(desk, UNIT)
        assert told(desk, 记录人.person, 待开会) == expected, day
        assert warn(desk, UNIT) == 0, "nobody is told twice"
        day += timedelta(days=1)
    assert expected == [near, over]
    assert told(desk, 秘书.person, 待开会) == [], "it is the recorder's turn"
    assert {one.sender for one in to_me(desk, 记录人) if one.kind in KINDS.values()} == {SENDER}


def test_紧急先行处置未及时追认_期满前后系统自动提醒提交人(desk: Desk, clock: demo.DayClock, walk: Walk) -> None:
    甲, *_ = walk(tabled)
    emergency.register(desk, 秘书, 甲.number, 甲.revision, 先行处置, "")
    limit = date(2022, 9, 21)
    for day, kinds in (
        (date(2022, 9, 16), []), (date(2022, 9, 19), [NoticeKind.NEARING]), (limit, [NoticeKind.NEARING]),
        (date(2022, 9, 22), [NoticeKind.NEARING, NoticeKind.OVERDUE]),
    ):  # fmt: skip
        clock.turn_to(day)
        warn(desk, UNIT)
        assert told(desk, 秘书.person, 甲) == [(kind, "追认先行处置", limit) for kind in kinds], day


@pytest.mark.heavy
def test_what_runs_after_the_decision_is_warned_of_each_by_its_own_name(
    desk: Desk, clock: demo.DayClock, walk: Walk
) -> None:
    story = Story(desk, walk(signed)).follow(execution=replace(COMPLETED, completed_on=None, deadline=date(2024, 12, 31)))
    clock.turn_to(date(2024, 12, 30))
    assert warn(desk, UNIT) > 0
    assert (NoticeKind.NEARING, "执行办结", date(2024, 12, 31)) in told(desk, 秘书.person, story.matter)
    story.follow(execution=replace(COMPLETED, completed_on=date(2024, 12, 30), deadline=date(2024, 12, 31)))
    clock.turn_to(date(2025, 1, 6))
    warn(desk, UNIT)
    assert not [one for one in told(desk, 秘书.person, story.matter) if one[0] is NoticeKind.OVERDUE], "it was done in time"


@pytest.mark.parametrize("withdrawn", [False, True])
def test_nobody_is_warned_of_a_matter_that_was_withdrawn(desk: Desk, clock: demo.DayClock, *, withdrawn: bool) -> None:
    clock.turn_to(先行处置.decided_on or EXAMPLE.as_of)
    first = submission.Submission(matter=EXAMPLE.matter, preparation=EXAMPLE.preparation)
    matter = submission.submit(desk, 秘书, first, key="warning")
    matter = emergency.register(desk, 秘书, matter.number, matter.revision, 先行处置, "")
    if withdrawn:
        submission.withdraw(desk, 秘书, matter.number, matter.revision, "不再需要")
    clock.turn_to(date(2023, 1, 1))
    assert warn(desk, UNIT) == (0 if withdrawn else 1)


@pytest.mark.heavy
def test_who_warns_at_the_same_moment_tells_each_once(desk: Desk, clock: demo.DayClock, 待开会: Matter) -> None:
    clock.turn_to(date(2023, 1, 1))
    barrier = Barrier(THREADS)

    def at_once(_: int) -> int:
        barrier.wait(timeout=60)
        return warn(desk, UNIT)

    with ThreadPoolExecutor(THREADS) as pool:
        counted = sum(pool.map(at_once, range(THREADS)))
    warn(desk, UNIT)  # who met another who told something else comes again
    own = [one for one in to_me(desk, 记录人) if one.kind in KINDS.values()]
    assert len({(one.matter, one.kind, one.due, one.text) for one in own}) == len(own) > 0
    assert counted <= len(own)


@pytest.mark.parametrize(("kind", "says"), [(NoticeKind.NEARING, "即将到期"), (NoticeKind.OVERDUE, "已经超期")])
def test_a_warning_by_mail_says_what_and_until_when(desk: Desk, 待开会: Matter, kind: NoticeKind, says: str) -> None:
    given = replace(to_me(desk, 记录人)[0], kind=kind, text="记录会议", due=date(2022, 9, 20))
    subject, body, _ = letter(given, "")
    assert subject == f"【{kind.label}】{given.matter}：记录会议"
    assert f"{says}，请您办理：记录会议，期限2022年9月20日。" in body
