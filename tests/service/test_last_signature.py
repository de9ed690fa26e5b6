"""主要负责人须回避的最后签批: the head with an interest charges another member with signing; whoever that is, and however it
comes about that he can do so no more, the matter is never in nobody's hands: who is to do what is said at once, and asked for."""


from dataclasses import replace
from datetime import timedelta

import pytest

from review.domain.delegations import Delegation
from review.domain.vocabulary import Gate, NoticeKind, Role, SignOffOrder
from review.domain.workflow import Action, State
from review.service import delegations, left, notices, sign_off, sign_off_plan, submission
from review.service.desk import Desk
from review.service.ports import Actor
from review.service.turns import awaited
from review.store import create_account
from review.store.tables import PersonRow

from .conftest import Walk
from .decided import PEOPLE, SIGNED_ON, Story, decided, leaves, 丁, 丙, 乙, 书记, 秘书
from .test_interested_signers import charge, interested


@pytest.fixture
def story(desk: Desk, clock, walk: Walk) -> Story:
    return Story(desk, clock, walk(_head_aside))


def _head_aside(desk: Desk, clock):
    return decided(desk, clock, interested("p01"))


@pytest.fixture
def two_aside(desk: Desk, clock, walk: Walk) -> Story:
    return Story(desk, clock, walk(_two_aside))


def _two_aside(desk: Desk, clock):
    session = desk.store.session()  # type: ignore[attr-defined]
    matter = decided(desk, clock, interested("p01", "p06"))
    create_account(session, "fenguan-p06", "no password", 秘书.unit, "p06", frozenset({Role.LEADER}))
    session.commit()
    desk.store.session.remove()  # type: ignore[attr-defined]
    return matter


def said(story: Story) -> str:
    (found,) = left.of_each(story.desk, 秘书, (story.matter,))
    return "；".join(one.why for one in found if one.is_for(秘书) and one.is_for(书记))


def turn(story: Story) -> dict[str, tuple[str, ...]]:
    with story.desk.store.reading(秘书.unit) as work:
        return awaited(story.matter, work, story.desk.today())


def told(story: Story, person: str, kind: NoticeKind = NoticeKind.TASK) -> list[str]:
    with story.desk.store.reading(秘书.unit) as work:
        return [one.text for one in work.notices.of_matter(story.matter.number, kind) if one.recipient == person]


def endorse_knowing(story: Story, by: Actor) -> None:
    story.matter = sign_off.approve(
        story.desk, by, story.matter.number, story.matter.revision, "同意", story.step_of(by), knowing=True
    )


def test_书记须回避_又没有委托他人的_一开始就有人知道(story: Story) -> None:
    assert "成员甲在本事项中有利害关系，应当回避，不能签批：请成员甲在“委托代行”中委托" in said(story)
    assert turn(story)["p01"] == ("委托其他班子成员代为签批",)
    assert "委托其他班子成员代为签批" in told(story, "p01")[-1]
    charge(story, "p04")
    assert said(story) == ""
    assert "p01" not in turn(story)


def test_受托人以分管领导签批以前_先被告知_不勾选的不能签批(story: Story) -> None:
    charge(story, "p02")
    assert sign_off.of_endorsing(story.desk, 乙, story.matter).said.startswith("您受成员甲委托代行；一人只签批一次")
    why = story.refused(乙, sign_off.approve, "同意")
    assert "您以分管领导签批后，不能再代成员甲签批：成员甲须回避，只能另行委托其他班子成员" in why
    assert "请由其他分管领导（成员丙、成员丁）签批，其签批后由您代成员甲签批" in why
    story.sign(丙).sign(乙)
    assert story.matter.state is State.APPROVED
    assert story.matter.judgement.gates[Gate.APPROVAL].open


def test_受托人仍以分管领导签批的_事项不落空_书记另行委托后签批(story: Story) -> None:
    charge(story, "p02")
    endorse_knowing(story, 乙)
    assert "受托的成员乙已经签批过本事项，一人只签批一次：请成员甲在“委托代行”中撤销原来的委托，另行委托" in said(story)
    assert "成员乙" not in said(story).partition("另行委托")[2]
    assert turn(story) == {"p01": ("委托其他班子成员代为签批",)}
    assert told(story, "p01")[-1] == "委托其他班子成员代为签批"
    assert notices.may_remind(story.desk, 秘书, story.matter)
    assert notices.remind(story.desk, 秘书, story.matter.number) == ("成员甲",)
    delegations.revoke(story.desk, 书记, 1, "受托人已以分管领导签批")
    charge(story, "p04")
    assert said(story) == ""
    story.sign(丁)
    assert story.matter.state is State.APPROVED


@pytest.mark.parametrize("how", ["revoked", "given back", "over", "has left", "office ended"])
def test_委托终止以后_又等书记另行委托(story: Story, how: str) -> None:
    story.sign(丙)
    charge(story, "p04")
    assert turn(story).keys() == {"p04"}
    if how == "revoked":
        delegations.revoke(story.desk, 书记, 1, "改由他人")
    elif how == "given back":
        delegations.revoke(story.desk, 丁, 1, "出差")
    elif how == "over":
        story.clock.turn_to(SIGNED_ON + timedelta(4))
    elif how == "has left":
        leaves(story.desk, "p04")
    else:
        _out_of_office(story.desk, "p04")
    assert "委托" in said(story)
    assert turn(story) == {"p01": ("委托其他班子成员代为签批",)}


def _out_of_office(desk: Desk, person: str) -> None:
    session = desk.store.session()  # type: ignore[attr-defined]
    row = session.query(PersonRow).filter_by(unit=秘书.unit, id=person).one()
    row.group_until = row.admin_until = (SIGNED_ON - timedelta(1)).isoformat()
    session.commit()
    desk.store.session.remove()  # type: ignore[attr-defined]


def test_委托尚未开始的_说明自何日起由谁签批(story: Story) -> None:
    story.sign(丙)
    delegations.delegate(story.desk, 书记, Delegation(
        role=Role.GROUP_SECRETARY, person="p04", starts=SIGNED_ON + timedelta(1), ends=SIGNED_ON + timedelta(3), reason="回避",
    ))  # fmt: skip
    assert "已委托成员丁，自2023年3月23日起代其签批" in said(story)
    story.clock.turn_to(SIGNED_ON + timedelta(1))
    assert said(story) == ""
    assert story.sign(丁).matter.state is State.APPROVED


def test_受托人自己也须回避的_说明应当另行委托(two_aside: Story) -> None:
    story = two_aside
    story.sign(乙)
    charge(story, "p06")
    assert "受托的成员己在本事项中也有利害关系" in said(story)
    assert "成员己" not in said(story).partition("另行委托")[2]
    assert turn(story) == {"p01": ("委托其他班子成员代为签批",)}


def test_只有一人能代书记签批的_他不以分管领导签批_没有别的分管领导的略过(story: Story) -> None:
    leave_all_but(story, "p01", "p02")
    assert "再没有其他人能够代其最后签批" in story.refused(乙, sign_off.approve, "同意")
    assert "委托成员乙代其签批" in said(story)
    charge(story, "p02")
    story.sign(乙)
    assert story.matter.state is State.APPROVED


def test_代分管领导签批的_也不能使最后签批落空(story: Story) -> None:
    leave_all_but(story, "p01", "p02", "p03")
    delegations.delegate(story.desk, 丙, Delegation(
        role=Role.LEADER, person="p02", starts=SIGNED_ON, ends=SIGNED_ON, reason="出差",
    ))  # fmt: skip
    leaves_as_leader(story, "p02")
    why = story.refused(replace(乙, roles=frozenset({Role.MEETING_RECORDER})), sign_off.approve, "同意", Action.ENDORSE)
    assert "再没有其他人能够代其最后签批" in why


def test_没有人能代书记签批的_由他收回复议(story: Story) -> None:
    story.sign(乙)
    leave_all_but(story, "p01", "p02")
    assert "没有其他班子成员可以代其签批" in said(story)
    assert "请系统管理员为可以代签的开通账号；没有的，请成员甲收回，提请会议复议后重新签批" in said(story)
    assert turn(story) == {"p01": ("收回",)}
    story.clock.turn_to(SIGNED_ON + timedelta(1))
    taken = submission.recall(story.desk, 书记, story.matter.number, story.matter.revision, "没有人可以最后签批")
    assert taken.state is State.PREPARING


def test_送签批不能把能代书记签批的人都列进去(story: Story) -> None:
    leave_all_but(story, "p01", "p02", "p03")
    why = story.refused(秘书, sign_off_plan.send, ("p02", "p03"), SignOffOrder.IN_TURN)
    assert "没有能够最后签批的主要负责人，也没有可以代其签批的人" in why
    story.do(秘书, sign_off_plan.send, ("p02",), SignOffOrder.IN_TURN)
    charge(story, "p02")
    assert "受托的成员乙还要在本事项中以分管领导签批，一人只签批一次：请成员甲" in said(story)
    assert "撤销原来的委托，另行委托成员丙代其签批" in said(story)
    assert turn(story).keys() == {"p01", "p02"}


def test_书记没有利害关系_只是外出的_受托人签批分管领导一步只提示(desk: Desk, clock, walk: Walk) -> None:
    story = Story(desk, clock, walk(decided))
    charge(story, "p02")
    assert not sign_off.of_endorsing(desk, 乙, story.matter).for_good
    story.sign(乙)
    assert said(story) == ""
    story.sign(书记)
    assert story.matter.state is State.APPROVED


def leaves_as_leader(story: Story, person: str) -> None:
    """He signs in with another role only, in which he can stand in for a leader."""
    leaves(story.desk, person)
    session = story.desk.store.session()  # type: ignore[attr-defined]
    create_account(session, f"kept-{person}", "no password", 秘书.unit, person, frozenset({Role.MEETING_RECORDER}))
    session.commit()
    story.desk.store.session.remove()  # type: ignore[attr-defined]


def leave_all_but(story: Story, *stay: str) -> None:
    """Everybody else of the body can sign in no more."""
    for one in PEOPLE:
        if one.id not in stay and one.id.startswith("p"):
            leaves(story.desk, one.id)
