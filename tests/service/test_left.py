"""Somebody by whose name a task waits has left (已离岗): it waits for him no more, and whoever can hand it on is told, warned,
urged, and finds it on his desk; nothing waits where nobody sees it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from review import demo
from review.domain.delegations import Delegation
from review.domain.handover import Capacity
from review.domain.vocabulary import NoticeKind, Role
from review.domain.workflow import Action, State
from review.service import delegations, left, notices, opinion, sign_off_plan, submission
from review.service.desk import Desk
from review.service.ports import Actor
from review.service.turns import holders
from review.service.warning import warn
from review.store import create_account, create_person

from . import decided
from .conftest import Walk
from .decided import leaves
from .handed import COLLEAGUES, Numbers, busy, hands_over, now, 书记, 审查乙, 审查甲, 秘书, 秘书乙, 顾问乙
from .tabled import UNIT


@pytest.fixture
def numbers(walk: Walk) -> Numbers:
    made: Numbers = walk(busy)
    return made


def turn(desk: Desk, number: str) -> dict[str, tuple[Action, ...]]:
    with desk.store.reading(UNIT) as work:
        return holders(now(desk, number), work, desk.today())


def told(desk: Desk, by: Actor, number: str) -> list[str]:
    (said,) = left.of_each(desk, by, [now(desk, number)])
    return [one.why for one in said]


def test_审查人员离岗_同事得到移交的任务_催办和超期提醒也到他(desk: Desk, clock: demo.DayClock, numbers: Numbers) -> None:
    leaves(desk, 审查甲.person)
    assert turn(desk, numbers.review) == dict.fromkeys(("p09", "r02", "r03"), (Action.HAND_ON_REVIEW,))
    assert "审查人员甲" not in notices.remind(desk, 秘书, numbers.review)
    clock.turn_to(desk.today() + timedelta(days=60))
    assert warn(desk, UNIT)
    assert any(one.matter == numbers.review and one.text == "移交审查" for one in notices.to_me(desk, 审查乙))


def test_没有一个审查人员在岗_超期告知承办单位_而不是谁也不告知(desk: Desk, clock: demo.DayClock, numbers: Numbers) -> None:
    for person in ("r01", "r02", "r03", "p09"):
        leaves(desk, person)
    assert turn(desk, numbers.review) == {}
    clock.turn_to(desk.today() + timedelta(days=60))
    assert warn(desk, UNIT)
    assert [one.text for one in notices.to_me(desk, 秘书) if one.matter == numbers.review and one.due] == ["出具审查意见"]
    assert any("现在没有人担任合法性审查人员" in one for one in told(desk, 秘书, numbers.review))


def test_审查人员离岗_事项和待办写明谁离岗_由谁移交(desk: Desk, numbers: Numbers) -> None:
    leaves(desk, 审查甲.person)
    said = ["审查人员甲现在不担任合法性审查人员，不能承办审查：请其他合法性审查人员办理批量移交"]
    for by in (审查乙, 秘书, 书记):
        assert told(desk, by, numbers.review) == said
        assert told(desk, by, numbers.returned) == said, "also of a review that is out for supplement"
    hands_over(desk, 审查乙, 审查甲.person, 审查乙.person, only=(Capacity.REVIEW,))
    assert told(desk, 审查乙, numbers.review) == []
    assert turn(desk, numbers.review) == {审查乙.person: (Action.ISSUE_REVIEW,)}


def test_会签人离岗_承办人也得到移交的任务(desk: Desk, numbers: Numbers) -> None:
    leaves(desk, 审查乙.person)
    assert 审查甲.person in turn(desk, numbers.countersign)
    assert 审查乙.person not in turn(desk, numbers.countersign)
    assert any("不能会签" in one for one in told(desk, 审查甲, numbers.countersign))


def test_法律顾问的账号停用而聘期未满_秘书得到更换的任务(desk: Desk, numbers: Numbers) -> None:
    leaves(desk, "a01")
    assert turn(desk, numbers.opinion) == dict.fromkeys(("p09", "s01", "s03"), (Action.REPLACE_ADVISER,))
    (why,) = opinion.unable(desk, 秘书, [now(desk, numbers.opinion)])
    assert "现在不担任法律顾问" in "".join(why)
    matter = now(desk, numbers.opinion)
    opinion.replace_adviser(desk, 秘书, matter.number, matter.revision, "a01", 顾问乙.person, "离职")
    assert turn(desk, numbers.opinion) == {顾问乙.person: (Action.GIVE_OPINION,)}


def test_会议记录人在通知以后离岗_其他记录人和秘书都得到任务_谁都可以办(desk: Desk, numbers: Numbers) -> None:
    number = numbers.notified[0]
    leaves(desk, "s02")
    assert turn(desk, number) == {
        "s04": (Action.RECORD_MEETING,), "p09": (Action.RECORD_MEETING, Action.HAND_ON),
        **dict.fromkeys(("s01", "s03"), (Action.HAND_ON,)),
    }  # fmt: skip
    (said,) = told(desk, 秘书, number)
    assert said.startswith("记录人甲现在不担任会议记录人，不能记录会议：请其他会议记录人接替记录")


def test_经办的秘书离岗_其他秘书的待办写明由谁接办(desk: Desk, numbers: Numbers) -> None:
    leaves(desk, 秘书.person)
    assert any("不能经办" in one for one in told(desk, 秘书乙, numbers.desk))
    hands_over(desk, 秘书乙, 秘书.person, 秘书乙.person, only=(Capacity.UNDERTAKING,))
    assert told(desk, 秘书乙, numbers.desk) == []


def test_没有人担任主要负责人_写明须设置岗位_而不是无声地等待(desk: Desk, numbers: Numbers) -> None:
    for person in ("p01", "p02", "p03", "p04"):
        leaves(desk, person)
    assert any("现在没有人担任党组书记（主要负责人）" in one for one in told(desk, 秘书, numbers.decided))


def test_只列的一位离任而没有其他分管领导_由秘书更换或者撤销安排_不说成无人能办(
    desk: Desk, clock: demo.DayClock, walk: Walk
) -> None:
    story = decided.Story(desk, clock, walk(decided.decided))
    story.do(秘书, sign_off_plan.send, ("p02",), None)
    for person in ("p02", "p03", "p04"):
        leaves(desk, person)
    assert told(desk, 秘书, story.matter.number) == []
    assert turn(desk, story.matter.number)[秘书.person] == (Action.REPLACE_SIGNER,)


def test_签批过的分管领导接任主要负责人_不能再签_由其收回复议(desk: Desk, clock: demo.DayClock, walk: Walk) -> None:
    story = decided.Story(desk, clock, walk(decided.decided)).sign(decided.乙)
    assert not story.may(书记, Action.RECALL)
    leaves(desk, 书记.person)
    becomes_head(desk, decided.乙.person)
    new = replace(decided.乙, roles=frozenset({Role.LEADER, Role.GROUP_SECRETARY}))
    assert "一人只签批一次" in story.refused_to_sign(new, Action.SIGN)
    assert turn(desk, story.matter.number)[new.person] == (Action.RECALL,)
    assert any("请其收回" in one for one in told(desk, 秘书, story.matter.number))
    clock.turn_to(desk.today() + timedelta(1))
    assert story.do(new, submission.recall, "接任主要负责人，须重新签批").matter.state is State.PREPARING


def becomes_head(desk: Desk, person: str) -> None:
    session = desk.store.session()  # type: ignore[attr-defined]
    create_account(session, f"head-{person}", "no password", UNIT, person, frozenset({Role.GROUP_SECRETARY}))
    session.commit()
    desk.store.session.remove()  # type: ignore[attr-defined]


出差 = Delegation(
    role=Role.GROUP_SECRETARY, person="p03", starts=decided.SIGNED_ON, ends=decided.SIGNED_ON + timedelta(3), reason="出国访问",
)  # fmt: skip


@pytest.mark.parametrize(("gone", "why"), [
    ("p01", "成员甲现在不担任党组书记（主要负责人）"), ("p03", "成员丙没有可以办理的账号"),
])  # fmt: skip
def test_委托人或者受托人离岗_委托不再显示为有效_也不再通知受托人(
    desk: Desk, clock: demo.DayClock, walk: Walk, gone: str, why: str
) -> None:
    story = decided.Story(desk, clock, walk(decided.decided)).sign(decided.乙)
    number = delegations.delegate(desk, 书记, 出差).number
    assert delegations.void(desk, 秘书) == {}
    assert "p03" in turn(desk, story.matter.number)
    leaves(desk, gone)
    assert delegations.void(desk, 秘书) == {number: why}
    assert "p03" not in turn(desk, story.matter.number)


def test_经办的秘书离岗_事项的结果告知其他秘书(desk: Desk, clock: demo.DayClock, walk: Walk) -> None:
    story = decided.Story(desk, clock, walk(decided.decided)).sign(decided.乙)
    colleague = joins(desk)
    leaves(desk, 秘书.person)
    story.sign(书记)
    assert any(one.kind is NoticeKind.RESULT and one.matter == story.matter.number for one in notices.to_me(desk, colleague))


def joins(desk: Desk) -> Actor:
    person, roles = COLLEAGUES[0]
    session = desk.store.session()  # type: ignore[attr-defined]
    create_person(session, UNIT, person)
    create_account(session, f"in-{person.id}", "no password", UNIT, person.id, frozenset(roles))
    session.commit()
    desk.store.session.remove()  # type: ignore[attr-defined]
    return Actor(unit=UNIT, person=person.id, name=person.name, roles=frozenset(roles))


def test_谁都在岗的_什么也不说(desk: Desk, numbers: Numbers) -> None:
    matters = [now(desk, one) for one in (numbers.review, numbers.opinion, numbers.desk, *numbers.notified, numbers.decided)]
    assert set(left.of_each(desk, 秘书, matters)) == {()}
