"""代行开始时告知已有的待办: whoever stands in is told once what waits already, also where that begins on a later day."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest

from review.domain.vocabulary import NoticeKind, Role
from review.service import delegations, notices
from review.service.desk import Desk
from review.service.standing_in import begin

from .conftest import Walk
from .decided import SIGNED_ON, UNIT, Story, decided, 丁, 丙, 乙, 书记
from .test_delegations import 出差

SAYS = "主要负责人签批，代成员甲（依2023年3月22日委托）"


@pytest.fixture
def story(desk: Desk, clock, walk: Walk) -> Story:
    """A matter that waits for the head's signature."""
    return Story(desk, clock, walk(decided)).sign(乙)


def told(story: Story, person: str = 丙.person) -> list[str]:
    """What this person was told to do in somebody's place."""
    found = notices.to_me(story.desk, replace(书记, person=person))
    return [one.text for one in found
            if one.kind is NoticeKind.TASK and one.matter == story.matter.number and "，代" in one.text]  # fmt: skip


def test_委托当日开始_受托人即被告知已有的待办_只告知一次(story: Story) -> None:
    assert told(story) == []
    delegations.delegate(story.desk, 书记, 出差)
    assert told(story) == [SAYS]
    assert begin(story.desk, UNIT) == 0, "he knows"
    story.clock.turn_to(SIGNED_ON + timedelta(2))
    assert begin(story.desk, UNIT) == 0
    assert told(story) == [SAYS]


def test_委托以后开始_到开始之日由系统告知_以前和以后都不再告知(story: Story) -> None:
    later = replace(出差, starts=SIGNED_ON + timedelta(2), ends=SIGNED_ON + timedelta(5))
    delegations.delegate(story.desk, 书记, later)
    assert (begin(story.desk, UNIT), told(story)) == (0, [])
    told_on = []
    for days in range(1, 8):
        story.clock.turn_to(SIGNED_ON + timedelta(days))
        told_on += [days] * begin(story.desk, UNIT)
    assert told_on == [2]
    assert told(story) == [SAYS]


@pytest.mark.heavy
def test_开始之日系统没有运行的_以后补告_已经结束的不再告知(story: Story) -> None:
    delegations.delegate(story.desk, 书记, replace(出差, starts=SIGNED_ON + timedelta(1), ends=SIGNED_ON + timedelta(3)))
    delegations.delegate(story.desk, 乙, replace(出差, role=Role.LEADER, person=丁.person, starts=SIGNED_ON + timedelta(1),
                                                ends=SIGNED_ON + timedelta(1)))  # fmt: skip
    story.clock.turn_to(SIGNED_ON + timedelta(3))
    assert begin(story.desk, UNIT) == 1
    assert told(story, 丁.person) == []


def test_撤销的委托和已经签批的事项不告知(story: Story) -> None:
    entered = delegations.delegate(story.desk, 书记, replace(出差, starts=SIGNED_ON + timedelta(1)))
    story.sign(书记)
    story.clock.turn_to(SIGNED_ON + timedelta(1))
    assert begin(story.desk, UNIT) == 0, "nothing waits"
    delegations.revoke(story.desk, 书记, entered.number, "提前返回")
    assert begin(story.desk, UNIT) == 0


@pytest.mark.heavy
def test_代行期间新到的待办由办理本身告知_系统不再告知(desk: Desk, clock, walk: Walk) -> None:
    story = Story(desk, clock, walk(decided))
    delegations.delegate(story.desk, 书记, 出差)
    assert told(story) == [SAYS], "the signature waits beside the endorsement"
    story.sign(乙)
    assert begin(story.desk, UNIT) == 0


def test_自己已经签批的受托人不能代签_也不告知(desk: Desk, clock, walk: Walk) -> None:
    story = Story(desk, clock, walk(decided)).sign(丙)
    delegations.delegate(story.desk, 书记, 出差)
    assert told(story) == []


@pytest.mark.heavy
def test_几个进程同时告知_每人只被告知一次(story: Story) -> None:
    delegations.delegate(story.desk, 书记, replace(出差, starts=SIGNED_ON + timedelta(1)))
    story.clock.turn_to(SIGNED_ON + timedelta(1))
    barrier = Barrier(4)

    def at_once(_: int) -> int:
        barrier.wait(timeout=60)
        return begin(story.desk, UNIT)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(at_once, range(4)))
    begin(story.desk, UNIT)
    assert told(story) == [SAYS]
