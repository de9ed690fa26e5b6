"""不同意签批: what a leader or the head refuses to sign goes, with the reason, to another discussion."""

from dataclasses import replace
from datetime import timedelta

import pytest

from review.domain.approvals import live_approvals, standing_approvals
from review.domain.course import Course, course_of
from review.domain.delegations import Delegation
from review.domain.dossier import Approval, Dossier, Meeting, Reference
from review.domain.sign_off import refusal, signers
from review.domain.vocabulary import ApprovalDecision, Gate, MeetingResult, MeetingType, Role
from review.domain.workflow import Action, State
from review.service import delegations, oversight, sign_off, submission
from review.service.desk import Desk
from review.service.next_steps import awaited_of, next_actions
from review.service.turns import holders
from tests.sampling import some

from .conftest import Walk
from .decided import EXAMPLE, SIGNED_ON, UNIT, Story, decided, 丙, 乙, 书记, 秘书

WHY = "中标价格与表决时的预算不一致"


@pytest.fixture
def story(desk: Desk, clock, walk: Walk) -> Story:
    return Story(desk, clock, walk(decided))


def declines(story: Story, by, step: Action, why: str = WHY) -> Story:
    return story.do(by, sign_off.decline, why, step)


def test_分管领导不同意_写明理由_由书记收回提请复议_不能越过他签发(story: Story) -> None:
    declines(story, 乙, Action.ENDORSE)
    (refused,) = story.matter.dossier.approvals or ()
    assert (refused.decision, refused.comment, refused.role) == (ApprovalDecision.REJECT, WHY, "分管领导")
    assert story.matter.state is State.DECIDED
    assert course_of(story.matter.dossier, story.matter.state) is Course.REFUSED
    assert next_actions(story.matter) == (Action.RECALL,)
    assert awaited_of(story.matter) == ((Role.GROUP_SECRETARY, None),)
    with story.desk.store.reading(UNIT) as work:
        assert set(holders(story.matter, work, SIGNED_ON)) == {"p01"}
        assert "收回" in [one.text for one in work.notices.to_person("p01", 50)]
    assert "审批关未开" in story.refused_to_sign(书记, Action.SIGN)
    assert "审批关未开" in story.refused_to_sign(丙, Action.ENDORSE), "another leader does not outvote him"
    event = oversight.trail(story.desk, 秘书, story.matter.number)[-1]
    assert (event.action, event.note) == (Action.DECLINE_ENDORSEMENT, WHY)
    story.do(书记, submission.recall, "提请复议")
    assert story.matter.state is State.PREPARING
    assert refusal(story.matter.dossier) == refused, "it stays on record"


def test_问题解决以后_不同意的同一步骤可以重新签批(story: Story) -> None:
    declines(story, 乙, Action.ENDORSE).sign(乙, "问题已经解决，同意")
    assert [(one.step, one.decision) for one in story.matter.dossier.approvals or ()] == [
        (1, ApprovalDecision.REJECT), (1, ApprovalDecision.APPROVE),
    ]  # fmt: skip
    assert refusal(story.matter.dossier) is None
    story.sign(书记)
    assert story.matter.state is State.APPROVED
    assert story.matter.judgement.gates[Gate.APPROVAL].open
    assert (story.matter.dossier.approvals or ())[-1].step == 2


def test_主要负责人不同意_退回承办单位_复议通过以后各步骤重新签批(story: Story) -> None:
    story.sign(乙)
    assert "已有签批，不能收回" in story.refused(书记, submission.recall, "再议")
    declines(story, 书记, Action.SIGN)
    assert story.matter.state is State.PREPARING
    assert not story.may(书记, Action.SIGN)
    held = (story.matter.dossier.meetings or ())[-1]
    again = replace(held, held_on=SIGNED_ON + timedelta(7), result=MeetingResult.PASSED)
    decided_again = replace(story.matter.dossier, meetings=(held, again))
    assert (live_approvals(decided_again), signers(decided_again), refusal(decided_again)) == ((), frozenset(), None)


@pytest.mark.parametrize("why", some(("", "  ", "无")))
def test_不同意而不写理由的_不予登记(story: Story, why: str) -> None:
    for by, step in ((乙, Action.ENDORSE), (书记, Action.SIGN)):
        assert "不同意的，请写明理由" in story.refused(by, sign_off.decline, why, step)


def test_已经签批的不能再表示不同意_已有不同意的不必再表示(story: Story) -> None:
    story.sign(乙)
    assert "已经签批过本事项" in story.refused(乙, sign_off.decline, WHY, Action.ENDORSE)
    declines(story, 丙, Action.ENDORSE)
    assert "已有不同意签批的意见" in story.refused(书记, sign_off.decline, WHY, Action.SIGN)


def test_受托人代书记表示不同意_同样退回_并载明代谁(story: Story) -> None:
    story.sign(乙)
    delegations.delegate(story.desk, 书记, Delegation(
        role=Role.GROUP_SECRETARY, person="p03", starts=SIGNED_ON, ends=SIGNED_ON, reason="出国访问",
    ))  # fmt: skip
    declines(story, 丙, Action.SIGN)
    refused = refusal(story.matter.dossier)
    assert refused is not None
    assert refused.mandate is not None
    assert (story.matter.state, refused.mandate.person.id) == (State.PREPARING, "p01")


def test_only_who_signs_may_refuse_to(story: Story) -> None:
    for by, step in ((秘书, Action.ENDORSE), (乙, Action.SIGN), (书记, Action.ENDORSE)):
        assert "办理" in story.refused(by, sign_off.decline, WHY, step)


FIRST, LATER = SIGNED_ON - timedelta(1), SIGNED_ON + timedelta(7)


def signed(person: str, step: int, decision: ApprovalDecision, day: int | None) -> Approval:
    on = None if day is None else SIGNED_ON + timedelta(day)
    return Approval(step=step, role="签批", person=Reference(id=person), decision=decision, on=on)


def with_meetings(approvals: tuple[Approval, ...], *days: int) -> Dossier:
    held = tuple(Meeting(held_on=SIGNED_ON + timedelta(day), result=MeetingResult.PASSED) for day in days)
    return replace(EXAMPLE, approvals=approvals, meetings=held)


YES, NO = ApprovalDecision.APPROVE, ApprovalDecision.REJECT


@pytest.mark.parametrize(("approvals", "days", "live"), some([
    ((signed("a", 1, YES, 0), signed("b", 2, NO, 1)), (-1,), 2),  # no other meeting yet
    ((signed("a", 1, YES, 0), signed("b", 2, NO, 1)), (-1, 7), 0),  # decided again: all is signed anew
    ((signed("b", 1, NO, 1), signed("a", 1, YES, 8)), (-1, 7), 1),
    ((signed("a", 1, YES, 0),), (-1, 7), 1),  # of meetings of no known kind: it is too early, and stays so
    ((signed("b", 1, NO, 7),), (-1, 7), 1),  # a meeting of the day of the refusal may have been before it
    ((signed("b", 1, NO, None),), (-1, 7), 1),  # of no day: never over
], 3))  # fmt: skip
def test_a_refused_sign_off_is_over_only_when_a_later_meeting_decided_again(
    approvals: tuple[Approval, ...], days: tuple[int, ...], live: int
) -> None:
    dossier = with_meetings(approvals, *days)
    assert len(live_approvals(dossier)) == live
    assert set(standing_approvals(dossier)) <= set(live_approvals(dossier))


GROUP, DIRECTOR = MeetingType.PARTY_GROUP_MEETING, MeetingType.DIRECTOR_MEETING
PUT_OFF = MeetingResult.DEFERRED


@pytest.mark.parametrize(("on", "held", "live"), some([
    (0, ((GROUP, -1), (GROUP, 7)), False),  # decided again by the same body
    (0, ((GROUP, -1), (DIRECTOR, 7)), True),  # before the second meeting of the list: too early
    (0, ((GROUP, -2), (DIRECTOR, -1), (GROUP, 7)), False),
    (0, ((GROUP, -2), (DIRECTOR, -1), (GROUP, 7), (DIRECTOR, 8)), False),
    (8, ((GROUP, -1), (GROUP, 7)), True),  # signed after the last meeting
    (0, ((GROUP, 0), (GROUP, 7)), False),  # signed on the day of the first one
    (7, ((GROUP, -1), (GROUP, 7)), True),  # on the day of the last one
    (0, ((GROUP, 1), (GROUP, 7)), True),  # before the first one: too early
    (None, ((GROUP, -1), (GROUP, 7)), True),  # of no day: never over
    (0, ((GROUP, -1, PUT_OFF), (GROUP, 7)), True),  # the first one decided nothing
    (0, ((GROUP, -1), (GROUP, 7, PUT_OFF)), True),  # nor did the last one
    (0, ((GROUP, -1), (GROUP, 7, None)), True),  # its result is not known
    (0, ((GROUP, -1), (None, 7)), True),  # its kind is not known
], 3))  # fmt: skip
def test_a_signature_is_over_once_a_meeting_of_the_kind_that_had_decided_decides_again(on, held, live) -> None:
    meetings = tuple(Meeting(type=kind, held_on=SIGNED_ON + timedelta(day), result=(*result, MeetingResult.PASSED)[0])
                     for kind, day, *result in held)  # fmt: skip
    dossier = replace(EXAMPLE, approvals=(signed("a", 1, YES, on),), meetings=meetings)
    assert (signers(dossier) == {"a"}) is live
