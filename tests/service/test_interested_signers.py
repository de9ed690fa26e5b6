"""利害关系 and the sign-off: who has an interest in a matter does not sign it, for himself or for another; the matter goes on by
the signatures of the others."""

from dataclasses import replace
from datetime import timedelta

import pytest

from review import demo
from review.domain.delegations import Delegation
from review.domain.dossier import Dossier, Meeting
from review.domain.vocabulary import Choice, Conflict, Gate, Role, Stance
from review.domain.workflow import Action, State
from review.service import delegations, sign_off
from review.service.desk import Desk
from review.service.ports import Matter

from .conftest import Walk
from .decided import EXAMPLE, SIGNED_ON, Story, decided, leaves, 丁, 丙, 乙, 书记
from .tabled import recused


def interested(*people: str) -> Dossier:
    """The example in which these members declared an interest at the meeting and stepped aside; all the others agreed."""
    (held,) = EXAMPLE.meetings or ()
    aside: Meeting = recused(unanimous(held), *people)
    if aside.presider.id in people:
        aside = presided(aside, "p03", aside.presider.id or "")
    return replace(EXAMPLE, meetings=(aside,))


def unanimous(meeting: Meeting) -> Meeting:
    """The meeting as everybody who was there agreed."""
    assert meeting.vote is not None
    ballots = tuple(replace(one, choice=Choice.APPROVE) for one in meeting.vote.ballots or ())
    counts = replace(meeting.vote.counts, approve=len(ballots), oppose=0, abstain=0)
    return replace(
        meeting, statements=tuple(replace(one, stance=Stance.APPROVE) for one in meeting.statements or ()),
        vote=replace(meeting.vote, ballots=ballots, counts=counts),
    )  # fmt: skip


def presided(meeting: Meeting, by: str, charged_by: str) -> Meeting:
    """The meeting as another presides over it, who speaks last and signs the minutes."""
    said = meeting.statements or ()
    in_turn = (*(one for one in said if one.member != by), *(one for one in said if one.member == by))
    return replace(
        meeting, presider=replace(meeting.presider, id=by, delegated_by=charged_by), statements=in_turn,
        minutes=replace(meeting.minutes, signed_by=(meeting.recorder or "", by)),
    )  # fmt: skip


def leader_aside(desk: Desk, clock: demo.DayClock) -> Matter:
    return decided(desk, clock, interested("p02"))


def head_aside(desk: Desk, clock: demo.DayClock) -> Matter:
    return decided(desk, clock, interested("p01"))


@pytest.fixture
def of_leader(desk: Desk, clock, walk: Walk) -> Story:
    return Story(desk, clock, walk(leader_aside))


@pytest.fixture
def of_head(desk: Desk, clock, walk: Walk) -> Story:
    return Story(desk, clock, walk(head_aside))


def charge(story: Story, person: str) -> None:
    delegations.delegate(story.desk, 书记, Delegation(
        role=Role.GROUP_SECRETARY, person=person, starts=SIGNED_ON, ends=SIGNED_ON + timedelta(3), reason="本事项须回避",
    ))  # fmt: skip


@pytest.mark.heavy
def test_有利害关系的分管领导不能签批_也不能表示不同意_由其他分管领导签批(of_leader: Story) -> None:
    story = of_leader
    assert not story.may(乙, Action.ENDORSE)
    assert "您在本事项中有利害关系，应当回避" in story.refused_to_sign(乙, Action.ENDORSE)
    assert "应当回避" in story.refused(乙, sign_off.decline, "不同意这样办", Action.ENDORSE)
    story.sign(丙).sign(书记)
    assert story.matter.state is State.APPROVED
    assert story.matter.judgement.gates[Gate.APPROVAL].open


def test_别无分管领导时_有利害关系的分管领导一步略过_由主要负责人签批(of_leader: Story) -> None:
    story = of_leader
    for one in (丙, 丁):
        leaves(story.desk, one.person)
    story.sign(书记)
    assert story.matter.state is State.APPROVED


def test_有利害关系的书记不能签批_由他委托的人签批(of_head: Story) -> None:
    story = of_head
    story.sign(乙)
    assert "请在“委托代行”中委托其他班子成员代您签批" in story.refused_to_sign(书记, Action.SIGN)
    charge(story, "p04")
    story.sign(丁)
    assert story.matter.state is State.APPROVED
    assert story.matter.judgement.gates[Gate.APPROVAL].open
    assert (story.matter.dossier.approvals or ())[-1].mandate.person.id == "p01"


def test_受托人自己有利害关系的_不能代行(of_leader: Story) -> None:
    story = of_leader
    story.sign(丙)
    charge(story, "p02")
    assert "您在本事项中有利害关系，应当回避，不能代成员甲" in story.refused_to_sign(乙, Action.SIGN)


def test_没有声明利害关系的成员照常签批(desk: Desk, clock, walk: Walk) -> None:
    (held,) = EXAMPLE.meetings or ()
    assert {one.conflict for one in held.members or ()} <= {None, Conflict.NONE}
    story = Story(desk, clock, walk(decided))
    assert story.sign(乙).sign(书记).matter.state is State.APPROVED
