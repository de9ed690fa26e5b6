"""委托代行: who stands in for another, until when, with what said of it; and what the separation of duties asks of both."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from review.domain import trail
from review.domain.delegations import AT, Delegation, DelegationStanding, said
from review.domain.errors import DossierRefused, Forbidden, NotFound, WrongState
from review.domain.phrases import day
from review.domain.vocabulary import CountersignView, Gate, Role
from review.domain.workflow import Action, State
from review.service import (
    countersign,
    delegations,
    execution,
    legality,
    notices,
    opinion,
    oversight,
    sign_off,
    submission,
)
from review.service.desk import Desk
from review.service.ports import Actor
from review.service.turns import holders
from tests.sampling import some

from . import test_scenarios as reviewing
from .conftest import Walk
from .decided import EXAMPLE, SIGNED_ON, UNIT, Story, actor, decided, leaves, 丁, 丙, 乙, 书记, 秘书

出差 = Delegation(
    role=Role.GROUP_SECRETARY, person=丙.person, starts=SIGNED_ON, ends=SIGNED_ON + timedelta(3), reason="出国访问",
)  # fmt: skip


@pytest.fixture
def story(desk: Desk, clock, walk: Walk) -> Story:
    return Story(desk, clock, walk(decided))


def faults(desk: Desk, by, new: Delegation) -> dict[str, str]:
    with pytest.raises(DossierRefused) as refused:
        delegations.delegate(desk, by, new)
    assert delegations.delegated(desk, by)[0] == (), "nothing is stored by what is refused"
    return {fault.pointer.removeprefix(f"{AT}/"): fault.message for fault in refused.value.faults}


def test_书记出差委托班子成员签发_记录写明代谁_依何日委托(story: Story) -> None:
    story.sign(乙)
    assert not story.may(丙, Action.SIGN)
    delegations.delegate(story.desk, 书记, 出差)
    assert story.step_of(丙) is Action.SIGN
    story.sign(丙)
    assert story.matter.state is State.APPROVED
    assert story.matter.judgement.gates[Gate.APPROVAL].open
    last = (story.matter.dossier.approvals or ())[-1]
    assert (last.person.id, last.role, said(last.mandate)) == ("p03", "主要负责人", "代成员甲（依2023年3月22日委托）")
    event = oversight.trail(story.desk, 秘书, story.matter.number)[-1]
    assert (event.actor, event.role, event.mandate) == ("p03", Role.GROUP_SECRETARY, last.mandate)
    with story.desk.store.reading(UNIT) as work:
        assert trail.first_broken(work.trail.all()) is None
        assert work.trail.roles_of("p01", story.matter.number) == {Role.GROUP_SECRETARY}
        assert trail.first_broken(work.register_trail.all()) is None


@pytest.mark.parametrize("days", some((-1, 0, 3, 4), 2))
def test_委托只在期限之内有效_当日起当日止(story: Story, days: int) -> None:
    story.sign(乙)
    delegations.delegate(story.desk, 书记, replace(出差, starts=SIGNED_ON + timedelta(1), ends=SIGNED_ON + timedelta(4)))
    story.clock.turn_to(SIGNED_ON + timedelta(1 + days))
    within = 0 <= days <= 3
    assert story.may(丙, Action.SIGN) is within
    if not within:
        told = story.refused_to_sign(丙, Action.SIGN)
        assert "由党组书记（主要负责人）办理" in told
        assert ("成员甲委托您代行的期限已于2023年3月26日届满" in told) is (days > 3), "he may send a page that he opened before"


def test_委托期间本人仍可签批_撤销后受托人不能再签(story: Story) -> None:
    story.sign(乙)
    entered = delegations.delegate(story.desk, 书记, 出差)
    assert story.may(书记, Action.SIGN)
    delegations.revoke(story.desk, 书记, entered.number, "提前返回")
    assert not story.may(丙, Action.SIGN)
    assert "成员甲委托您代行，已于2023年3月22日撤销" in story.refused_to_sign(丙, Action.SIGN)
    (one,), events = delegations.delegated(story.desk, 秘书)
    assert one.standing(SIGNED_ON) is DelegationStanding.REVOKED
    assert one.as_entered == entered
    assert [(event.action.label, event.actor, event.note) for event in events] == [
        ("委托代行", "p01", "委托成员丙，2023年3月22日至2023年3月25日：出国访问"), ("撤销委托", "p01", "提前返回"),
    ]  # fmt: skip
    with pytest.raises(WrongState):
        delegations.revoke(story.desk, 丙, entered.number, "不办")


def test_受托人可以退回委托_他人不能撤销(story: Story) -> None:
    number = delegations.delegate(story.desk, 书记, 出差).number
    for stranger in (乙, 秘书):
        with pytest.raises(Forbidden, match="由委托人撤销，或者由受托人退回"):
            delegations.revoke(story.desk, stranger, number, "不妥")
    with pytest.raises(DossierRefused):
        delegations.revoke(story.desk, 丙, number, " ")
    with pytest.raises(NotFound):
        delegations.revoke(story.desk, 丙, 9, "同期住院")
    delegations.revoke(story.desk, 丙, number, "同期住院")
    assert not story.may(丙, Action.SIGN)


def test_一人在一件事项上只签批一次_无论为本人还是代人(story: Story) -> None:
    story.sign(丙)
    delegations.delegate(story.desk, 书记, 出差)
    assert "您已经签批过本事项，不能再代成员甲签批" in story.refused_to_sign(丙, Action.SIGN)
    assert not story.may(丙, Action.SIGN)
    assert "已经签批过本事项" in story.refused_to_sign(丙, Action.ENDORSE)


def test_受托人不能再委托_没有的岗位不能委托(story: Story) -> None:
    delegations.delegate(story.desk, 书记, 出差)
    with pytest.raises(DossierRefused, match="不担任党组书记") as refused:
        delegations.delegate(story.desk, 丙, replace(出差, person=丁.person))
    assert [one.pointer for one in refused.value.faults] == [f"{AT}/role"]
    with pytest.raises(Forbidden, match="本人办理"):
        delegations.delegate(story.desk, 秘书, replace(出差, role=Role.SECRETARY))
    assert len(delegations.delegated(story.desk, 秘书)[0]) == 1


@pytest.mark.parametrize(("changed", "place", "told"), some([
    ({"person": "s01"}, "person", "不是领导班子成员"), ({"person": "p01"}, "person", "不能委托给本人"),
    ({"person": ""}, "person", "请选择受托人"), ({"person": "p07"}, "person", "没有可以办理的账号"),
    ({"person": "z01"}, "person", "没有可以办理的账号"),
    ({"starts": SIGNED_ON - timedelta(1)}, "starts", "不能补办委托"),
    ({"ends": SIGNED_ON - timedelta(1)}, "ends", "不早于开始日期"),
    ({"ends": None}, "ends", "不能不定期"), ({"reason": " "}, "reason", "请写明委托的理由"),
    ({"role": Role.SECRETARY}, "role", "请选择委托哪一岗位"), ({"role": None}, "role", "请选择委托哪一岗位"),
    ({"role": Role.LEADER}, "role", "您不担任分管领导"),
], 4))  # fmt: skip
def test_a_delegation_is_refused_with_the_place_of_what_is_wrong(story: Story, changed: dict, place: str, told: str) -> None:
    assert told in faults(story.desk, 书记, replace(出差, **changed))[place]


def test_同一岗位同一时间只委托一人_一人只代行一人(story: Story) -> None:
    delegations.delegate(story.desk, 乙, replace(出差, role=Role.LEADER, person=书记.person))
    to_another = replace(出差, role=Role.LEADER, person=丁.person, starts=出差.ends, ends=date(2023, 4, 9))
    to_the_same = replace(出差, role=Role.LEADER, person=书记.person)
    for by, new, place in ((乙, to_another, "starts"), (丙, to_the_same, "person")):
        with pytest.raises(DossierRefused) as refused:
            delegations.delegate(story.desk, by, new)
        assert [one.pointer for one in refused.value.faults] == [f"{AT}/{place}"]
    later = replace(出差, role=Role.LEADER, person=丁.person, starts=date(2023, 3, 26), ends=date(2023, 4, 9))
    assert delegations.delegate(story.desk, 乙, later).number == 2


@pytest.mark.heavy
def test_委托人不再担任岗位_委托即失效(story: Story) -> None:
    story.sign(乙)
    delegations.delegate(story.desk, 书记, 出差)
    leaves(story.desk, 书记.person)
    assert not story.may(丙, Action.SIGN)
    assert "其委托不再有效" in story.refused_to_sign(丙, Action.SIGN)


HELPED = execution.FollowUp(publication=EXAMPLE.publication)


@pytest.mark.heavy
def test_受托人为承办单位办过本事项_不能代为签发(story: Story) -> None:
    story.sign(乙)
    delegations.delegate(story.desk, 书记, replace(出差, person=丁.person))
    story.do(actor("p04", Role.SECRETARY), execution.follow_up, HELPED)
    assert "您是本事项的提交、起草或者承办人，不能代成员甲" in story.refused_to_sign(丁, Action.SIGN)
    assert not story.may(丁, Action.SIGN)


def test_委托人自己不能签的_受托人也不能代其签(story: Story) -> None:
    delegations.delegate(story.desk, 乙, replace(出差, role=Role.LEADER, person=书记.person))
    assert story.may(书记, Action.ENDORSE)
    story.do(actor("p02", Role.SECRETARY), execution.follow_up, HELPED)
    assert "委托人成员乙是本事项的提交、起草或者承办人" in story.refused_to_sign(书记, Action.ENDORSE)
    assert not story.may(书记, Action.ENDORSE)


@pytest.mark.heavy
def test_轮到谁办_代行的人也通知到_也能催办(story: Story) -> None:
    delegations.delegate(story.desk, 书记, 出差)
    story.sign(乙)
    with story.desk.store.reading(UNIT) as work:
        assert set(holders(story.matter, work, SIGNED_ON)) == {"p01", "p03"}
        told = {one.recipient for one in work.notices.to_person("p03", 50)}
    assert told == {"p03"}
    assert set(notices.remind(story.desk, 秘书, story.matter.number)) == {"成员甲", "成员丙"}


def test_议题由书记本人确定_不随委托转移(story: Story) -> None:
    delegations.delegate(story.desk, 书记, 出差)
    assert not story.may(丙, Action.RECALL)
    assert not story.may(丙, Action.CONFIRM_TOPIC)
    assert story.may(书记, Action.RECALL)
    assert sign_off.signing(story.desk, 书记, story.matter) is Action.SIGN


@pytest.fixture
def under_review(desk: Desk, clock) -> reviewing.Story:
    """A matter that reviewer 甲 has asked his colleague to countersign, and is in charge of."""
    clock.turn_to(reviewing.EXAMPLE.matter.draft.changed_on or SIGNED_ON)
    first = submission.Submission(matter=reviewing.EXAMPLE.matter, preparation=reviewing.EXAMPLE.preparation)
    told = reviewing.Story(desk, clock, submission.submit(desk, 秘书, first, key="delegated"))
    told.do(秘书, opinion.commission, "a01").opinion(reviewing.顾问甲)
    return told.send(desk.rulebook.calendar.after(desk.today(), 7)[0])


def lets_review(story: reviewing.Story, by: Actor = reviewing.审查甲, person: str = "r02") -> None:
    today = story.desk.today()
    delegations.delegate(story.desk, by, Delegation(
        role=Role.LEGALITY_REVIEWER, person=person, starts=today, ends=today + timedelta(9), reason="住院",
    ))  # fmt: skip


def test_审查人员住院_受托的同事代其退回补正和出具审查意见(under_review: reviewing.Story) -> None:
    story, 甲, 乙_ = under_review, reviewing.审查甲, reviewing.审查乙
    story.do(甲, legality.return_for_supplement, ("缺采购需求",))
    story.send(story.desk.today())
    assert "由审查人员甲承办" in story.refused(乙_, legality.return_for_supplement, ("缺资金来源依据",))
    lets_review(story)
    story.do(乙_, legality.return_for_supplement, ("缺资金来源依据",)).send(story.desk.today())
    assert story.review.handler == 甲.person, "he stays in charge in whose place it was done"
    story.issue(乙_)
    review, event = story.review, oversight.trail(story.desk, 秘书, story.matter.number)[-1]
    assert (review.reviewers[0].id, said(review.mandate)) == ("r02", f"代审查人员甲（依{day(story.desk.today())}委托）")
    assert (event.actor, event.mandate) == ("r02", review.mandate)
    assert not {"LRV-10", "LRV-14"} & {one.rule for one in story.matter.judgement.findings if one.shuts}


@pytest.mark.heavy
def test_代人会签的_会签人和代谁都有记载(under_review: reviewing.Story) -> None:
    story, 公职律师 = under_review, reviewing.顾问乙
    story.do(reviewing.审查甲, countersign.ask, ("r02",), "")
    lets_review(story, reviewing.审查乙, 公职律师.person)
    story.do(公职律师, countersign.give, CountersignView.AGREE, "")
    (given,) = story.review.countersigns or ()
    assert (given.person.id, said(given.mandate).startswith("代审查负责人甲")) == ("a02", True)
    assert not story.may(公职律师, Action.COUNTERSIGN), "nobody is asked any more"


@pytest.mark.heavy
def test_一人不能代替两人审查_承办人不能代人会签自己承办的审查(under_review: reviewing.Story) -> None:
    story = under_review
    story.do(reviewing.审查乙, countersign.ask, ("r01",), "")
    lets_review(story)
    assert "一人不能代替两人审查" in story.refused(reviewing.审查乙, countersign.give, CountersignView.AGREE, "")
    story.do(reviewing.审查甲, countersign.give, CountersignView.AGREE, "")


def test_合法性审查只能委托给审查部门的人_不能委托给参加表决的成员(under_review: reviewing.Story) -> None:
    today = under_review.desk.today()
    new = Delegation(role=Role.LEGALITY_REVIEWER, person="", starts=today, ends=today, reason="住院")
    for person, told in (("p02", "参加会议决定的成员"), ("s02", "不在审查部门")):
        assert told in faults(under_review.desk, reviewing.审查甲, replace(new, person=person))["person"]
