"""异议成立后重新上会: what a notice of an appointment (任前公示) brought up against it goes back to the meeting."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from review import demo
from review.domain import after
from review.domain.after import objected_to
from review.domain.approvals import standing_approvals
from review.domain.days import BEIJING
from review.domain.dossier import Candidate, CandidateVote, Dossier, Objection, Publicity, Reconsideration
from review.domain.errors import DossierRefused
from review.domain.publicity_faults import publicity_faults
from review.domain.sign_off import signers
from review.domain.vocabulary import MeetingResult, NoticeKind, PublicityExemption, PublicityResult, Role
from review.domain.workflow import Action, State
from review.service import deliberation, execution, submission
from review.service.desk import Desk
from review.service.next_steps import awaited_of, next_actions
from review.service.notices import to_me
from review.service.ports import Matter
from review.service.stated import before_publicity
from tests.service.decided import Story, 书记, 秘书

from .conftest import Walk

EXAMPLE = demo.examples()[3]
PEOPLE = demo.register_of(one for one in demo.examples() if one.unit.code == EXAMPLE.unit.code)
分管, 记录 = (demo.actor(role, EXAMPLE.unit.code or "", PEOPLE) for role in (Role.LEADER, Role.MEETING_RECORDER))
DECIDED_ON = (EXAMPLE.meetings or ())[-1].held_on or date.min
BEGAN, ENDED = date(2023, 11, 13), date(2023, 11, 17)


def decided(desk: Desk, clock: demo.DayClock) -> Matter:
    """The appointment as the meeting decided it, not announced yet."""
    unpublished = tuple(replace(one, publicity=Publicity(), appointed_on=None) for one in EXAMPLE.matter.candidates or ())
    road = replace(EXAMPLE, matter=replace(EXAMPLE.matter, candidates=unpublished), approvals=None, reporting=None,
                   publication=None, execution=None, archive=None)  # fmt: skip
    return demo.drive(desk, clock, road, PEOPLE)


@pytest.fixture
def story(desk: Desk, clock: demo.DayClock, walk: Walk) -> Story:
    return Story(desk, clock, walk(decided))


def announced(story: Story, result: PublicityResult, began: date = BEGAN) -> Story:
    (candidate, *others) = story.matter.dossier.matter.candidates or (Candidate(),)
    ended = began + (ENDED - BEGAN)
    said = Publicity(exempt=PublicityExemption.NONE, from_=began, to=ended, content_true=True, result=result, objections=(
        Objection(received_on=began + timedelta(days=2), text="违规兼职取酬", handling="经核查"),))  # fmt: skip
    story.clock.turn_to(ended + timedelta(days=3))
    told = execution.FollowUp(candidates=(replace(candidate, publicity=said), *others))
    return story.do(秘书, execution.follow_up, told)


def test_公示结果影响任职_由书记收回提请重新讨论_并通知他(story: Story) -> None:
    announced(story, PublicityResult.AFFECTS)
    assert next_actions(story.matter) == (Action.RECALL,)
    assert awaited_of(story.matter) == ((Role.GROUP_SECRETARY, None),)
    assert next((one.kind, one.text) for one in to_me(story.desk, 书记)) == (NoticeKind.TASK, "收回")
    assert "审批关未开" in story.refused_to_sign(书记, Action.SIGN)
    story.do(书记, submission.recall, "公示期间异议成立，提请重新讨论")
    assert story.matter.state is State.PREPARING


def noticed(story: Story, said: Publicity, on: date) -> Story:
    """What is registered of the notice on this day."""
    story.clock.turn_to(on)
    (candidate, *others) = story.matter.dossier.matter.candidates or (Candidate(),)
    return story.do(秘书, execution.follow_up, execution.FollowUp(candidates=(replace(candidate, publicity=said), *others)))


RUNNING = Publicity(exempt=PublicityExemption.NONE, from_=BEGAN, to=ENDED, content_true=True)
OBJECTED = replace(RUNNING, objections=(Objection(received_on=BEGAN, text="违规兼职取酬"),))
SETTLED = (Objection(received_on=BEGAN, text="违规兼职取酬", handling="经核查没有此事"),)


def wrong(story: Story, said: Publicity, on: date) -> str:
    with pytest.raises(DossierRefused) as refused:
        noticed(story, said, on)
    return "；".join(f"{one.pointer} {one.message}" for one in refused.value.faults)


def test_已登记的异议不能删除_改写_只能写明处理情况(story: Story) -> None:
    """Struck out, with 没有收到异议 in its place, it opened the sign-off, and the record knew of no objection."""
    noticed(story, OBJECTED, BEGAN)
    later = ENDED + timedelta(days=3)
    for objections in (None, (), (Objection(received_on=BEGAN, text="没有意见", handling="无"),)):
        gone = replace(RUNNING, objections=objections, objections_handled=True, result=PublicityResult.NO_EFFECT)
        assert "已登记的异议“违规兼职取酬”不能删除、改写" in wrong(story, gone, later)
    special = replace(OBJECTED, exempt=PublicityExemption.SPECIAL_POST)
    assert "/publicity/exempt 公示期间已有异议，不能改为免予公示" in wrong(story, special, later)
    two = (*SETTLED, Objection(received_on=ENDED, text="另一条", handling="不属实"))
    noticed(story, replace(RUNNING, objections=two, result=PublicityResult.NO_EFFECT), later)
    assert (story.matter.dossier.matter.candidates or ())[0].publicity.objections == two


def test_公示期满以前不能登记不影响任职_可以登记影响任职(story: Story) -> None:
    """Registered on the first day it made the notice met by the mere lapse of its days."""
    early = replace(RUNNING, objections=(), result=PublicityResult.NO_EFFECT)
    assert "/publicity/result 公示到2023年11月17日才期满" in wrong(story, early, ENDED - timedelta(days=1))
    noticed(story, replace(OBJECTED, result=PublicityResult.AFFECTS), ENDED - timedelta(days=1))
    assert next_actions(story.matter) == (Action.RECALL,)


def test_有异议没有处理的_不能以重新公示代替处理(story: Story) -> None:
    noticed(story, OBJECTED, BEGAN)
    again = replace(RUNNING, from_=ENDED + timedelta(days=3), to=ENDED + timedelta(days=9))
    assert "上一次公示期间的异议还没有写明处理情况" in wrong(story, again, ENDED + timedelta(days=3))
    noticed(story, replace(OBJECTED, objections=SETTLED), ENDED + timedelta(days=3))
    noticed(story, again, ENDED + timedelta(days=3))
    (earlier,) = (story.matter.dossier.matter.candidates or ())[0].earlier_publicities or ()
    assert earlier.objections == SETTLED


def test_公示结果不影响任职_不必收回(story: Story) -> None:
    announced(story, PublicityResult.NO_EFFECT)
    assert not objected_to(story.matter.dossier)
    assert next_actions(story.matter) != (Action.RECALL,)


def test_签批以后公示异议成立_次日收回重新讨论通过_以前的签批不再作数_原签批人重新签批(story: Story) -> None:
    endorsed(story)
    announced(story, PublicityResult.AFFECTS, BEGAN + timedelta(days=7))
    assert "审批关未开" in story.refused_to_sign(书记, Action.SIGN)
    story.do(书记, submission.recall, "公示期间异议成立，提请重新讨论")
    assert signers(story.matter.dossier) == {分管.person}
    met_again(story, DECIDED_ON + timedelta(days=28))
    assert story.matter.state is State.DECIDED
    assert signers(story.matter.dossier) == frozenset()
    announced(story, PublicityResult.NO_EFFECT, DECIDED_ON + timedelta(days=32))  # a Monday
    story.sign(分管).sign(书记)
    assert story.matter.state is State.APPROVED
    assert [one.step for one in story.matter.dossier.approvals or ()] == [1, 1, 2], "what was signed before stays on record"
    assert [one.step for one in standing_approvals(story.matter.dossier)] == [1, 2]


def test_当天有签批的_次日才能收回_以分清签批在重新讨论之前还是之后(story: Story) -> None:
    endorsed(story)
    assert "已有签批，不能收回" in story.refused(书记, submission.recall, "再议")
    (candidate, *others) = story.matter.dossier.matter.candidates or ()
    found = replace(candidate.publicity, result=PublicityResult.AFFECTS)
    told = execution.FollowUp(candidates=(replace(candidate, publicity=found), *others), reason="公示期间异议经查属实")
    story.do(秘书, execution.follow_up, told)
    assert "请在次日收回" in story.refused(书记, submission.recall, "公示异议成立")
    story.clock.turn_to(story.desk.today() + timedelta(days=1))
    assert story.do(书记, submission.recall, "公示异议成立").matter.state is State.PREPARING


def endorsed(story: Story) -> None:
    announced(story, PublicityResult.NO_EFFECT)
    story.do(秘书, execution.follow_up, execution.FollowUp(reporting=EXAMPLE.reporting)).sign(分管)


def met_again(story: Story, on: date) -> None:
    """The meeting takes the matter up again on this day, and passes it as it did."""
    held = (EXAMPLE.meetings or ())[-1]
    sent, begin, end = (datetime.combine(on - timedelta(days=3), time(9), BEIJING), *(
        datetime.combine(on, one.timetz()) for one in (held.started_at, held.ended_at) if one))  # fmt: skip
    agreed = Reconsideration(of_meeting=held.number, consented=len(held.members or ()))
    again = replace(held, number="党组会〔2023〕20号", reconsideration=agreed, held_on=on, started_at=begin, ended_at=end,
                    notice=replace(held.notice, sent_on=sent.date(), papers_sent_on=sent.date()),
                    topic=replace(held.topic, confirmed_on=sent.date()))  # fmt: skip
    story.clock.turn_to(sent.date())
    story.do(书记, deliberation.confirm_topic, again).do(秘书, deliberation.give_notice, again)
    story.clock.turn_to(end)
    story.do(记录, deliberation.announce, again)


def test_会议重新讨论以后_以前的公示不再要求收回(story: Story) -> None:
    dossier = announced(story, PublicityResult.AFFECTS).matter.dossier
    assert objected_to(dossier)
    assert not objected_to(decided_again(dossier))


def decided_again(dossier: Dossier) -> Dossier:
    again = replace((dossier.meetings or ())[-1], number="党组会〔2023〕20号", held_on=date(2023, 11, 27))
    return replace(dossier, meetings=(*(dossier.meetings or ()), again))


def test_会议重新讨论以后再公示_以前的公示和异议原样保留(story: Story) -> None:
    dossier = decided_again(announced(story, PublicityResult.AFFECTS).matter.dossier)
    (had,) = dossier.matter.candidates or ()
    new = Publicity(exempt=PublicityExemption.NONE, from_=date(2023, 11, 28), to=date(2023, 12, 4), content_true=True,
                    objections=(), result=PublicityResult.NO_EFFECT)  # fmt: skip
    kept = after.announced(had, replace(had, publicity=new), dossier)
    assert kept.publicity == new
    assert kept.earlier_publicities == (had.publicity,)
    assert had.publicity.objections
    corrected = after.announced(kept, replace(kept, publicity=replace(new, to=date(2023, 12, 5))), dossier)
    assert corrected.earlier_publicities == kept.earlier_publicities  # a correction of the notice that runs is no other one


def test_重新公示以后_以前的公示和异议原样保留_不算在新的公示里(story: Story) -> None:
    announced(story, PublicityResult.NO_EFFECT)
    (first, *_) = story.matter.dossier.matter.candidates or ()
    announced(story, PublicityResult.NO_EFFECT, BEGAN + timedelta(days=7))
    (again, *_) = story.matter.dossier.matter.candidates or ()
    assert again.earlier_publicities == (first.publicity,)
    both = (*(first.publicity.objections or ()), *(again.publicity.objections or ()))
    typed = replace(first, publicity=replace(again.publicity, objections=both))
    assert after.announced(first, typed, story.matter.dossier).publicity == again.publicity


def test_重新决定而没有再公示的_以前的公示不算已经公示(story: Story) -> None:
    dossier = announced(story, PublicityResult.NO_EFFECT).matter.dossier
    (candidate, *_) = dossier.matter.candidates or ()
    assert not after.announced_before(candidate, dossier)
    assert after.announced_before(candidate, decided_again(dossier))


def test_修改送审内容_不能改动公示(story: Story) -> None:
    announced(story, PublicityResult.NO_EFFECT)
    announced(story, PublicityResult.NO_EFFECT, BEGAN + timedelta(days=7))
    stored = story.matter.dossier.matter.candidates
    told = tuple(replace(one, earlier_publicities=None, publicity=Publicity()) for one in stored or ())
    assert before_publicity(told, stored) == stored
    assert before_publicity(stored) == tuple(
        replace(one, publicity=Publicity(exempt=one.publicity.exempt), earlier_publicities=None, appointed_on=None)
        for one in stored or ()
    )  # fmt: skip


def of_two(story: Story, result: MeetingResult) -> Dossier:
    """The decision as it stood for two candidates, of whom the second was turned down."""
    (first, *_) = story.matter.dossier.matter.candidates or (Candidate(),)
    second = replace(first, id="c02", name="拟任人选乙")
    (meeting,) = story.matter.dossier.meetings or ()
    votes = (CandidateVote(candidate=first.id, result=MeetingResult.PASSED), CandidateVote(candidate="c02", result=result))
    return replace(
        story.matter.dossier, matter=replace(story.matter.dossier.matter, candidates=(first, second)),
        meetings=(replace(meeting, candidate_votes=votes),),
    )  # fmt: skip


@pytest.mark.parametrize("result", [MeetingResult.REJECTED, MeetingResult.DEFERRED])
def test_会议没有通过的人选_不能登记公示_也不催办公示结果(story: Story, result: MeetingResult) -> None:
    dossier = of_two(story, result)
    first, second = dossier.matter.candidates or ()
    given = replace(second, publicity=RUNNING)
    (fault,) = publicity_faults(second, given, dossier, "/matter/candidates/1/publicity")
    assert fault.pointer == "/matter/candidates/1/publicity/from"
    assert "会议没有通过这一人选，没有可以公示的" in fault.message
    assert list(publicity_faults(first, replace(first, publicity=RUNNING), dossier, "/a")) == []
    stored = replace(dossier, matter=replace(dossier.matter, candidates=(first, given)))
    assert not [one for one in after.running(stored) if one.part is after.Part.PUBLICITY]
    bad = replace(given, publicity=replace(RUNNING, result=PublicityResult.AFFECTS))
    assert not objected_to(replace(dossier, matter=replace(dossier.matter, candidates=(first, bad))))
    assert list(publicity_faults(given, second, stored, "/a")) == [], "误登记的可以清空"
    assert list(publicity_faults(given, given, stored, "/a")) == [], "没有改动的不妨碍其他登记"


def test_重新讨论未通过的_以前的公示仍是以前的(story: Story) -> None:
    announced(story, PublicityResult.AFFECTS)
    dossier = story.matter.dossier
    (candidate,) = dossier.matter.candidates or ()
    (first,) = dossier.meetings or ()
    again = replace(first, held_on=ENDED + timedelta(days=5), result=MeetingResult.REJECTED)
    later = replace(dossier, meetings=(first, again))
    assert after.turned_down(candidate, later)
    assert not after.announced_all_the_same(candidate, later)
