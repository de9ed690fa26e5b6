"""送签批: which leaders endorse is fixed before the first signature, one after the other or at once; the head signs last."""

from dataclasses import replace
from datetime import timedelta

import pytest

from review import demo
from review.domain.approvals import standing_plan, standing_plans
from review.domain.course import Course, course_of
from review.domain.delegations import Delegation
from review.domain.dossier import Meeting
from review.domain.duties_apart import separation_of
from review.domain.errors import Stale
from review.domain.sign_off import in_turn, is_complete, yet_to_endorse
from review.domain.vocabulary import Conflict, Gate, MeetingResult, Outcome, Role, SignOffOrder
from review.domain.workflow import Action, State
from review.service import delegations, execution, notices, oversight, sign_off, sign_off_plan, submission
from review.service.desk import Desk
from review.service.next_steps import awaited_of, next_actions
from review.service.turns import holders
from review.store import create_account
from tests.sampling import some

from .conftest import Walk
from .decided import (
    EXAMPLE,
    PEOPLE,
    SIGNED_ON,
    UNIT,
    Story,
    actor,
    decided,
    leaves,
    with_leaders,
    丁,
    丙,
    乙,
    书记,
    秘书,
)

依次, 并行 = SignOffOrder.IN_TURN, SignOffOrder.AT_ONCE
又一秘书 = actor("u07", Role.SECRETARY)
离任 = "成员丙调离"


@pytest.fixture
def story(desk: Desk, clock, walk: Walk) -> Story:
    return Story(desk, clock, walk(decided))


def sends(story: Story, *leaders, order: SignOffOrder | None = 依次) -> Story:
    return story.do(秘书, sign_off_plan.send, tuple(one.person for one in leaders), order)


def changes(story: Story, *leaders, order: SignOffOrder | None = 依次, why: str = "分工调整") -> Story:
    return story.do(秘书, sign_off_plan.change, tuple(one.person for one in leaders), order, why)


def replaces(story: Story, gone, by=None, why: str = 离任) -> Story:
    return story.do(秘书, sign_off_plan.replace_signer, gone.person, by.person if by else "", why)


def turn(story: Story) -> dict[str, tuple[Action, ...]]:
    with story.desk.store.reading(UNIT) as work:
        return holders(story.matter, work, SIGNED_ON)


def told(story: Story, person: str) -> list[str]:
    with story.desk.store.reading(UNIT) as work:
        return [one.text for one in work.notices.to_person(person, 50) if one.revision == story.matter.revision]


def names(story: Story) -> list[str | None]:
    plan = standing_plan(story.matter.dossier)
    return [one.name for one in plan.leaders or ()] if plan else []


def test_依次签批_前一位签批后才轮到后一位_主要负责人最后签批(story: Story) -> None:
    sends(story, 丙, 乙)
    (plan,) = story.matter.dossier.sign_off_plans or ()
    assert (plan.order, plan.fixed_by.name, plan.fixed_on, plan.reason) == (依次, "秘书甲", SIGNED_ON, None)
    assert oversight.trail(story.desk, 秘书, story.matter.number)[-1].note == "依次：成员丙、成员乙"
    assert "成员丙签批后才轮到您" in story.refused_to_sign(乙, Action.ENDORSE)
    assert "由成员丙、成员乙签批，您不在其中" in story.refused_to_sign(丁, Action.ENDORSE)
    assert "分管领导（成员丙、成员乙）还没有签批" in story.refused_to_sign(书记, Action.SIGN)
    assert turn(story) == {"p03": (Action.ENDORSE,)}
    story.sign(丙)
    assert (turn(story), told(story, "p02"), told(story, "p01")) == ({"p02": (Action.ENDORSE,)}, ["分管领导签批"], [])
    assert "分管领导（成员乙）还没有签批" in story.refused_to_sign(书记, Action.SIGN)
    story.sign(乙)
    assert (turn(story), told(story, "p01")) == ({"p01": (Action.SIGN,)}, ["主要负责人签批"])
    story.sign(书记)
    assert story.matter.state is State.APPROVED
    assert story.matter.judgement.gates[Gate.APPROVAL].open
    assert [(one.step, one.person.id) for one in story.matter.dossier.approvals or ()] == [(1, "p03"), (2, "p02"), (3, "p01")]


def test_并行签批_不分先后_同时通知各位(story: Story) -> None:
    sends(story, 乙, 丙, order=并行)
    assert turn(story) == {"p02": (Action.ENDORSE,), "p03": (Action.ENDORSE,)}
    assert awaited_of(story.matter) == ((Role.LEADER, "成员乙"), (Role.LEADER, "成员丙"))
    story.sign(丙)
    assert turn(story) == {"p02": (Action.ENDORSE,)}
    story.sign(乙).sign(书记)
    assert story.matter.state is State.APPROVED


@pytest.mark.heavy
def test_报告以前送签批的_到能签批时只通知轮到的人(desk: Desk, clock, walk: Walk) -> None:
    with_leaders(desk)
    road = replace(EXAMPLE, approvals=None, reporting=None, publication=None, execution=None, archive=None)
    story = Story(desk, clock, demo.drive(desk, clock, road, PEOPLE))
    sends(story, 丙, 乙)
    assert next_actions(story.matter) == (Action.FOLLOW_UP,)
    story.do(秘书, execution.follow_up, execution.FollowUp(reporting=EXAMPLE.reporting))
    assert (told(story, "p03"), told(story, "p02"), told(story, "p04"), told(story, "p01")) == (["分管领导签批"], [], [], [])


def test_没有送签批的_仍由一位分管领导签批(story: Story) -> None:
    story.sign(丁).sign(书记)
    assert story.matter.state is State.APPROVED
    assert is_complete(story.matter.dossier)


def test_签批以前可以调整_写明理由_原来的安排留在案卷(story: Story) -> None:
    sends(story, 乙, 丙)
    assert "已经送签批，由成员乙、成员丙签批" in story.refused(秘书, sign_off_plan.send, ("p04",), 依次)
    assert "请写明理由" in story.refused(秘书, sign_off_plan.change, ("p04",), 依次, " ")
    changes(story, 丁)
    first, second = story.matter.dossier.sign_off_plans or ()
    assert ([one.id for one in first.leaders], [one.id for one in second.leaders]) == (["p02", "p03"], ["p04"])
    event = oversight.trail(story.desk, 秘书, story.matter.number)[-1]
    assert (event.action, event.note) == (Action.CHANGE_SIGN_OFF, "成员丁。分工调整")
    assert (told(story, "p04"), turn(story)) == (["分管领导签批"], {"p04": (Action.ENDORSE,)})
    story.sign(丁).sign(书记)
    assert story.matter.judgement.gates[Gate.APPROVAL].open


@pytest.mark.heavy
def test_签批以前可以撤销安排_撤销后按没有安排办理_也可以重新安排(story: Story) -> None:
    assert "还没有送签批" in story.refused(秘书, sign_off_plan.change, ("p04",), 依次, "分工调整")
    changes(sends(story, 乙, 丙))
    assert standing_plan(story.matter.dossier) is None
    assert story.may(丁, Action.ENDORSE)
    assert "送签批已经撤销" in story.refused(秘书, sign_off_plan.change, (), 依次, "分工调整")
    assert "送签批已经撤销" in story.refused(秘书, sign_off_plan.send, ("p04",), 依次)
    changes(story, 丁, why="班子研究后重新安排").sign(丁).sign(书记)
    assert story.matter.judgement.gates[Gate.APPROVAL].open


def test_第一位签批以后_安排不再变动_没有安排的也不再安排(story: Story) -> None:
    story.sign(乙)
    assert "签批已经开始" in story.refused(秘书, sign_off_plan.send, ("p03",), 依次)
    assert not story.may(秘书, Action.SEND_FOR_SIGN_OFF)


def test_有安排的_第一位签批以后也不再调整(story: Story) -> None:
    sends(story, 乙, 丙).sign(乙)
    assert "签批已经开始" in story.refused(秘书, sign_off_plan.change, ("p02", "p04"), 依次, "分工调整")
    assert "都还能签批" in story.refused(秘书, sign_off_plan.replace_signer, "p03", "p04", 离任)
    assert not story.may(秘书, Action.REPLACE_SIGNER)


def test_两位秘书同时送签批_后一位被告知(story: Story) -> None:
    before = story.matter
    sends(story, 乙)
    with pytest.raises(Stale):
        sign_off_plan.send(story.desk, 又一秘书, before.number, before.revision, ("p03",), 依次)
    with pytest.raises(Stale):
        sign_off.approve(story.desk, 丁, before.number, before.revision, "同意", Action.ENDORSE)
    assert names(story) == ["成员乙"]


@pytest.mark.parametrize(("leaders", "order", "said"), some([
    ((), 依次, "请选择由哪些分管领导签批"), (("p02", "p02"), 依次, "同一人列了两次"),
    (("p02", "p03"), None, "依次签批还是并行签批"), (("p01",), 依次, "现在不担任分管领导"),
    (("p05",), 依次, "成员戊现在不担任分管领导"),
    (("nobody",), 依次, "nobody现在不担任"), (("r01",), 依次, "现在不担任分管领导"),
], 4))  # fmt: skip
def test_不能签批的人_不能列入(story: Story, leaders, order, said: str) -> None:
    assert said in story.refused(秘书, sign_off_plan.send, leaders, order)


def also(story: Story, person: str, *roles: Role) -> None:
    session = story.desk.store.session()  # type: ignore[attr-defined]
    create_account(session, f"also-{person}", "no password", UNIT, person, frozenset(roles))
    session.commit()
    story.desk.store.session.remove()  # type: ignore[attr-defined]


@pytest.mark.parametrize(("person", "said"), some([
    ("u03", "提交、起草或者承办人"), ("a01", "法律顾问"), ("r01", "合法性审查人员"), ("s02", "会议记录人"),
    ("p01", "最后签批的主要负责人"),
], 5))  # fmt: skip
def test_在本事项中有不相容职责的_即使担任分管领导也不能列入(story: Story, person: str, said: str) -> None:
    also(story, person, Role.LEADER)
    told_ = {one.person.id: one.objection for one in sign_off_plan.choices(story.desk, 秘书, story.matter)}
    assert said in told_[person]
    assert (told_["p02"], told_["p03"]) == ("", "")
    assert said in story.refused(秘书, sign_off_plan.send, ("p02", person), 并行)


def test_列入的签批人_不能再为承办单位办理本事项(story: Story) -> None:
    sends(story, 乙, 丙)
    follow = execution.FollowUp(publication=EXAMPLE.publication)
    assert "签批的负责人" in story.refused(actor("p03", Role.SECRETARY), execution.follow_up, follow)
    proof = separation_of(story.matter.dossier, oversight.trail(story.desk, 秘书, story.matter.number))
    assert proof.outcome is not Outcome.not_met
    assert any("所列的签批人" in words for one in proof.people if one.id == "p03" for _, words in one.capacities)


def test_列出的人以外没有主要负责人的_不能送签批(story: Story) -> None:
    leaves(story.desk, "p01")
    assert "没有能够最后签批的主要负责人" in story.refused(秘书, sign_off_plan.send, ("p02",), 依次)


@pytest.mark.heavy
def test_受托人代所列的分管领导签批_所列的人不能互相代签(story: Story) -> None:
    sends(story, 乙, 丙)
    also(story, "p05", Role.SECRETARY)
    away = Delegation(role=Role.LEADER, person="p04", starts=SIGNED_ON, ends=SIGNED_ON, reason="出国访问")
    delegations.delegate(story.desk, 丙, replace(away, person="p05"))
    delegations.delegate(story.desk, 乙, away)
    assert set(turn(story)) == {"p02", "p04"}
    story.sign(丁)
    signed = (story.matter.dossier.approvals or ())[-1]
    assert (signed.person.id, signed.mandate.person.id) == ("p04", "p02")
    assert yet_to_endorse(story.matter.dossier)[0].id == "p03"
    assert set(turn(story)) == {"p03", "p05"}
    story.sign(actor("p05")).sign(书记)
    assert story.matter.state is State.APPROVED


@pytest.mark.heavy
def test_所列的人还要自己签批的_不能代另一人签批(story: Story) -> None:
    sends(story, 乙, 丙)
    delegations.delegate(story.desk, 乙, Delegation(
        role=Role.LEADER, person="p03", starts=SIGNED_ON, ends=SIGNED_ON, reason="出国访问",
    ))  # fmt: skip
    assert "还要由您本人签批" in story.refused_to_sign(丙, Action.ENDORSE)
    assert set(turn(story)) == {"p02"}


@pytest.mark.heavy
def test_所列一位不同意_等待书记收回_复议通过后重新安排(story: Story) -> None:
    sends(story, 乙, 丙, order=并行)
    story.do(丙, sign_off.decline, "预算不一致", Action.ENDORSE)
    assert next_actions(story.matter) == (Action.RECALL,)
    assert "审批关未开" in story.refused_to_sign(乙, Action.ENDORSE)
    for use_case, given in ((sign_off_plan.change, (("p02",), 依次, "改")), (sign_off_plan.replace_signer, ("p03", "", "改"))):
        assert story.refused(秘书, use_case, *given)
    story.do(书记, submission.recall, "提请复议")
    assert story.matter.state is State.PREPARING
    held = (story.matter.dossier.meetings or ())[-1]
    again: Meeting = replace(held, held_on=SIGNED_ON + timedelta(7), result=MeetingResult.PASSED)
    assert standing_plans(replace(story.matter.dossier, meetings=(held, again))) == ()


def test_所列一位不同意_问题解决后本人签批_其余照安排(story: Story) -> None:
    sends(story, 乙, 丙)
    story.do(乙, sign_off.decline, "预算不一致", Action.ENDORSE).sign(乙, "已解决，同意").sign(丙).sign(书记)
    assert story.matter.state is State.APPROVED


@pytest.mark.heavy
def test_书记收回以后_再次通过的会议之前的安排不再有效(story: Story) -> None:
    sends(story, 乙)
    story.do(书记, submission.recall, "再议")
    assert story.matter.state is State.PREPARING
    held = (story.matter.dossier.meetings or ())[-1]
    again = replace(held, held_on=SIGNED_ON + timedelta(7))
    assert standing_plans(replace(story.matter.dossier, meetings=(held, again))) == ()
    assert len(standing_plans(replace(story.matter.dossier, meetings=(held, replace(held, held_on=SIGNED_ON))))) == 1


def test_所列一位离任_他人签批后由秘书更换_写明理由_已签批的不变(story: Story) -> None:
    sends(story, 乙, 丙).sign(乙)
    leaves(story.desk, "p03")
    assert turn(story) == {"s01": (Action.REPLACE_SIGNER,)}
    assert story.may(秘书, Action.REPLACE_SIGNER)
    assert "催办" not in notices.remind(story.desk, 书记, story.matter.number)
    ((gone, why),) = sign_off_plan.gone(story.desk, 秘书, story.matter)
    assert (gone.name, why) == ("成员丙", "现在不担任分管领导")
    for who, by, why, said in (
        ("p02", "p04", 离任, "请选择不能再签批"), ("p03", "p02", 离任, "已经签批过"), ("p03", "p05", 离任, "不担任分管领导"),
        ("p03", "p04", "", "请写明理由"),
    ):  # fmt: skip
        assert said in story.refused(秘书, sign_off_plan.replace_signer, who, by, why)
    replaces(story, 丙, 丁)
    assert names(story) == ["成员乙", "成员丁"]
    event = oversight.trail(story.desk, 秘书, story.matter.number)[-1]
    assert (event.action, event.note) == (Action.REPLACE_SIGNER, "依次：成员乙、成员丁。成员丙调离")
    assert (turn(story), told(story, "p04")) == ({"p04": (Action.ENDORSE,)}, ["分管领导签批"])
    story.sign(丁).sign(书记)
    assert story.matter.judgement.gates[Gate.APPROVAL].open


@pytest.mark.heavy
def test_所列一位离任_没有人接替的_由其余的人签批(story: Story) -> None:
    sends(story, 丙, 乙)
    leaves(story.desk, "p03")
    assert not story.may(乙, Action.ENDORSE)
    replaces(story, 丙).sign(乙).sign(书记)
    assert story.matter.state is State.APPROVED


@pytest.mark.heavy
def test_轮到离任的人时_秘书收到通知(story: Story) -> None:
    sends(story, 乙, 丙)
    leaves(story.desk, "p03")
    story.sign(乙)
    assert told(story, "s01") == ["更换签批人"]


@pytest.mark.heavy
def test_只列一位而他离任_须有人接替_或者撤销安排(story: Story) -> None:
    sends(story, 丙)
    leaves(story.desk, "p03")
    assert "只有此人签批" in story.refused(秘书, sign_off_plan.replace_signer, "p03", "", 离任)
    for person in ("p02", "p04"):
        leaves(story.desk, person)
    changes(story, why=离任).sign(书记)
    assert story.matter.state is State.APPROVED, "nobody can endorse any more, and the head signs alone"


@pytest.mark.heavy
def test_接替的人已经代人签批过的_不能列入(story: Story) -> None:
    sends(story, 乙, 丙)
    delegations.delegate(story.desk, 乙, Delegation(
        role=Role.LEADER, person="p04", starts=SIGNED_ON, ends=SIGNED_ON, reason="出国访问",
    ))  # fmt: skip
    story.sign(丁)
    leaves(story.desk, "p03")
    assert "成员丁已经签批过本事项" in story.refused(秘书, sign_off_plan.replace_signer, "p03", "p04", 离任)
    replaces(story, 丙).sign(书记)
    assert story.matter.judgement.gates[Gate.APPROVAL].open


def test_唯一的主要负责人_不能先作为分管领导签批(story: Story) -> None:
    also(story, "p01", Role.LEADER)
    both = actor("p01", Role.LEADER, Role.GROUP_SECRETARY)
    assert "没有人能够最后签批" in story.refused(both, sign_off.approve, "同意", Action.ENDORSE)
    story.sign(乙).sign(both)
    assert story.matter.state is State.APPROVED


@pytest.mark.heavy
def test_分管领导都不能签批的_主要负责人不必再等(story: Story) -> None:
    for person in ("p03", "p04"):
        leaves(story.desk, person)
    story.do(actor("p02", Role.SECRETARY), execution.follow_up, execution.FollowUp(publication=EXAMPLE.publication))
    assert oversight.to_endorse(story.desk, 书记, story.matter) == ()
    story.sign(书记)
    assert story.matter.state is State.APPROVED


def test_事项送审签批是否完成_按安排判断(story: Story) -> None:
    sends(story, 乙, 丙).sign(乙)
    dossier = story.matter.dossier
    assert (is_complete(dossier), course_of(dossier, None)) == (False, Course.DECIDED)
    story.sign(丙)
    assert course_of(story.matter.dossier, None) is Course.DECIDED, "the head has not signed"
    story.sign(书记)
    assert (is_complete(story.matter.dossier), course_of(story.matter.dossier, None)) == (True, Course.SIGNED)
    assert in_turn(story.matter.dossier) == ()


def test_有利害关系的分管领导_不能列入(story: Story) -> None:
    held = (story.matter.dossier.meetings or ())[-1]
    members = tuple(replace(one, conflict=Conflict.OTHER) if one.id == "p03" else one for one in held.members or ())
    matter = replace(story.matter, dossier=replace(story.matter.dossier, meetings=(replace(held, members=members),)))
    why = {one.person.id: one.objection for one in sign_off_plan.choices(story.desk, 秘书, matter)}
    assert (why["p03"], why["p04"]) == ("在本事项中有利害关系，应当回避", "")
