"""What happens to a matter, told as a secretary would tell it; each test is one story from beginning to end, by the real
services over a real store."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pytest

from review import demo
from review.domain import review_clock
from review.domain.dossier import Draft, LegalityReview, LegalOpinion, OpinionRating, ReviewMaterials
from review.domain.errors import DossierRefused, Forbidden
from review.domain.review_clock import Turn
from review.domain.vocabulary import CountersignView, DraftChange, Gate, Grade, ReviewConclusion, Role
from review.domain.workflow import Action, State
from review.service import countersign, draft, legality, opinion, oversight, submission
from review.service.desk import Desk
from review.service.ports import Actor, Matter

EXAMPLE = demo.examples()[2]
PEOPLE = demo.register_of(one for one in demo.examples() if one.unit.code == EXAMPLE.unit.code)
UNIT = EXAMPLE.unit.code or ""
GOOD = OpinionRating(facts=Grade.GOOD, basis=Grade.GOOD, reasoning=Grade.GOOD, use=Grade.GOOD)


def actor(person: str, role: Role) -> Actor:
    name = next(one.name for one in PEOPLE if one.id == person)
    return Actor(unit=UNIT, person=person, name=name, roles=frozenset({role}))


秘书 = actor("s01", Role.SECRETARY)
顾问甲, 顾问乙 = actor("a01", Role.LEGAL_ADVISER), actor("a02", Role.LEGAL_ADVISER)
审查甲, 审查乙 = actor("r01", Role.LEGALITY_REVIEWER), actor("r02", Role.LEGALITY_REVIEWER)


class Story:
    """One matter, told act by act; the acts are done on the day to which the clock was turned."""

    def __init__(self, desk: Desk, clock: demo.DayClock, matter: Matter) -> None:
        self.desk, self.clock, self.matter = desk, clock, matter

    def on(self, day: date) -> "Story":
        self.clock.turn_to(day)
        return self

    def do(self, by: Actor, use_case: Callable[..., Matter], *given: object) -> "Story":
        self.matter = use_case(self.desk, by, self.matter.number, self.matter.revision, *given)
        return self

    def refused(self, by: Actor, use_case: Callable[..., Matter], *given: object) -> str:
        with pytest.raises((Forbidden, DossierRefused)) as why:
            use_case(self.desk, by, self.matter.number, self.matter.revision, *given)
        return str(why.value)

    def may(self, by: Actor, action: Action) -> bool:
        return action in {row.action for row in self.desk.options(by, self.matter)}

    @property
    def review(self) -> LegalityReview:
        assert self.matter.dossier.legality_review is not None
        return self.matter.dossier.legality_review

    @property
    def clock_of_review(self) -> review_clock.Clock:
        found = review_clock.read(self.review, self.desk.rulebook.calendar, self.desk.today())
        assert found is not None
        return found

    def opinion(self, by: Actor) -> "Story":
        shown = (EXAMPLE.legal_opinions or ())[0]
        number = f"法顾{1 + sum(one.issued_on is not None for one in self.matter.dossier.legal_opinions or ())}号"
        return self.do(by, opinion.give, replace(shown, number=number, suggestions=()))

    def send(self, due: date) -> "Story":
        sending = LegalityReview(complete_on=self.desk.today(), due_on=due, materials=ReviewMaterials(
            draft=True, basis=True, procedure_statement=True, adviser_opinions=True))  # fmt: skip
        stopped = self.matter.dossier.legality_review
        returned = stopped.returns[-1].gaps if stopped and review_clock.is_stopped(stopped) and stopped.returns else None
        return self.do(秘书, legality.send, sending, returned or ())

    def issue(self, by: Actor, settled: Mapping[int, str] = MappingProxyType({})) -> "Story":
        assert EXAMPLE.legality_review is not None
        given = tuple(one.number for one in self.matter.dossier.legal_opinions or () if one.number)
        number = f"合审{1 + len(self.review.earlier or ())}号"
        shown = replace(EXAMPLE.legality_review, number=number, required_changes=(), opinions_considered=given)
        ratings = dict.fromkeys(legality.to_be_rated(self.matter.dossier), GOOD)
        return self.do(by, legality.issue, shown, ratings, settled)


@pytest.fixture
def story(desk: Desk, clock: demo.DayClock) -> Story:
    """The example's matter as submitted, with its first draft, on its own day."""
    given = EXAMPLE.matter
    clock.turn_to(given.draft.changed_on or given.submitted_on or EXAMPLE.as_of)
    first = submission.Submission(matter=given, preparation=EXAMPLE.preparation)
    return Story(desk, clock, submission.submit(desk, 秘书, first, key="story"))


def test_审查中退回补正_补齐后直接送回退回人_期限相应顺延(story: Story) -> None:
    start = story.desk.today()
    story.do(秘书, opinion.commission, 顾问甲.person).opinion(顾问甲)
    due, _ = story.desk.rulebook.calendar.after(start, 7)
    story.send(due).on(second := story.desk.rulebook.calendar.after(start, 2)[0])
    story.do(审查甲, legality.return_for_supplement, ("缺采购需求", "缺资金来源依据"))
    assert story.matter.state is State.RETURNED
    story.on(back := story.desk.rulebook.calendar.after(start, 6)[0])
    assert story.clock_of_review.stopped
    assert (story.clock_of_review.used, story.clock_of_review.left) == (2, 5)
    story.send(due)
    assert story.review.due_on == story.desk.rulebook.calendar.after(back, 5)[0]
    assert [(entry.turn, entry.on) for entry in story.clock_of_review.ledger] == [
        (Turn.START, start), (Turn.STOP, second), (Turn.RESUME, back)
    ]  # fmt: skip
    assert story.review.handler == 审查甲.person
    assert "由审查人员甲承办" in story.refused(审查乙, legality.issue, story.review)
    story.issue(审查甲)
    assert story.matter.state is State.REVIEWED
    assert "LRV-07" not in {one.rule for one in story.matter.judgement.findings if one.shuts}



@pytest.mark.heavy
def test_审查意见不得沿用以前的编号(story: Story) -> None:
    due, _ = story.desk.rulebook.calendar.after(story.desk.today(), 7)
    story.do(秘书, opinion.commission, 顾问甲.person).opinion(顾问甲).send(due).issue(审查甲)
    changed = Draft(version="送审稿九", sha256="9" * 64, change=DraftChange.MATERIAL, changed_on=story.desk.today())
    story.do(秘书, draft.revise, changed).do(秘书, opinion.commission, 顾问甲.person).opinion(顾问甲).send(due)
    said = story.refused(审查甲, legality.issue, replace(story.review, number="合审1号", conclusion=ReviewConclusion.UNLAWFUL))
    assert "/review/number：审查意见编号“合审1号”已经用于本事项以前的审查意见" in said


@pytest.mark.heavy
def test_退回后一项也没有补正_不能送回_补正了哪些记入办理过程(story: Story) -> None:
    story.do(秘书, opinion.commission, 顾问甲.person).opinion(顾问甲).send(date(2099, 1, 5))
    story.do(审查甲, legality.return_for_supplement, ("缺采购需求", "缺资金来源依据"))
    said = story.refused(秘书, legality.send, story.review)
    assert "/supplied：还没有补正，不能送回：请补齐以后勾选（缺采购需求；缺资金来源依据）" in said
    assert "没有要求“缺别的”" in story.refused(秘书, legality.send, story.review, ("缺别的",))
    assert story.matter.state is State.RETURNED
    story.do(秘书, legality.send, story.review, ("缺采购需求",))
    assert oversight.trail(story.desk, 秘书, story.matter.number)[-1].note == "已经补正：缺采购需求"


def test_退回补正没有写明缺什么_不能退回(story: Story) -> None:
    story.do(秘书, opinion.commission, 顾问甲.person).opinion(顾问甲).send(date(2099, 1, 5))
    assert "请逐条写明" in story.refused(审查甲, legality.return_for_supplement, (" ", "、"))
    assert story.matter.state is State.REVIEW


@pytest.mark.heavy
@pytest.mark.parametrize("workdays", [0, 2])
def test_退回后实质改稿_重新听取法律意见_再送回原审查人(story: Story, workdays: int) -> None:
    story.do(秘书, opinion.commission, 顾问甲.person).opinion(顾问甲).send(date(2099, 1, 5))
    story.do(审查甲, legality.return_for_supplement, ("第三条超越权限，请修改",))
    story.on(story.desk.rulebook.calendar.after(story.desk.today(), workdays)[0])
    new = Draft(version="送审稿2", sha256="2" * 64, changed_on=story.desk.today(), change=DraftChange.MATERIAL)
    story.do(秘书, draft.revise, new).do(秘书, opinion.commission, 顾问甲.person).opinion(顾问甲)
    assert story.matter.state is State.ADVISED
    story.send(date(2099, 1, 5))
    assert (story.review.draft_sha256, story.review.handler) == ("2" * 64, 审查甲.person)
    assert len(story.review.returns or ()) == 1
    assert story.issue(审查甲).matter.state is State.REVIEWED
    assert story.matter.judgement.gates[Gate.LEGALITY_REVIEW].open


@pytest.mark.heavy
def test_会签中有人退回_承办人另请他人_全部会签后才能出具(story: Story) -> None:
    story.do(秘书, opinion.commission, 顾问甲.person).opinion(顾问甲).send(date(2099, 1, 5))
    story.do(审查甲, countersign.ask, (审查乙.person,), "采购方式")
    assert "尚未会签" in story.refused(审查甲, legality.issue, story.review)
    assert "请写明理由" in story.refused(审查乙, countersign.give, CountersignView.RETURNED, " ")
    story.do(审查乙, countersign.give, CountersignView.RETURNED, "材料里没有采购文件")
    assert not story.may(审查乙, Action.COUNTERSIGN)
    story.do(审查甲, countersign.ask, (审查乙.person,), "已补采购文件")
    story.do(审查乙, countersign.give, CountersignView.DISAGREE, "单一来源理由不足")
    views = [(one.view, one.text) for one in story.review.countersigns or ()]
    assert views == [(CountersignView.RETURNED, "材料里没有采购文件"), (CountersignView.DISAGREE, "单一来源理由不足")]
    with pytest.raises(DossierRefused) as unsettled:
        story.issue(审查甲)
    assert [(one.pointer, one.message) for one in unsettled.value.faults] == [(
        "/review/countersigns/1/settlement",
        "审查负责人甲会签不同意，请写明协调处理情况；尚未协调一致的，可以再次加签，或者退回补正",
    )]  # fmt: skip
    with pytest.raises(DossierRefused, match="不需要协调处理"):
        story.issue(审查甲, {0: "已经解释", 1: "已补采购理由"})
    story.issue(审查甲, {1: "经审查部门研究，已补采购理由"})
    assert [one.id for one in story.review.reviewers or ()] == [审查甲.person, 审查乙.person]
    first, second = story.review.countersigns or ()
    assert first.settlement is None
    assert (second.view, second.settlement, second.settled_by, second.settled_on) == (
        CountersignView.DISAGREE, "经审查部门研究，已补采购理由", 审查甲.person, story.desk.today(),
    )  # fmt: skip


@pytest.mark.parametrize("change", [DraftChange.MATERIAL, DraftChange.EDITORIAL])
def test_会签后退回补正_换了送审稿_会签人要对现稿重新会签(story: Story, change: DraftChange) -> None:
    """He had agreed to another draft: the opinion on the new one was issued with his agreement, unread."""
    story.do(秘书, opinion.commission, 顾问甲.person).opinion(顾问甲).send(date(2099, 1, 5))
    story.do(审查甲, countersign.ask, (审查乙.person,), "采购方式")
    story.do(审查乙, countersign.give, CountersignView.AGREE, "同意")
    story.do(审查甲, legality.return_for_supplement, ("缺采购需求",))
    changed = Draft(version="送审稿九", sha256="9" * 64, change=change, changed_on=story.desk.today())
    story.do(秘书, draft.revise, changed)
    if change is DraftChange.MATERIAL:
        story.do(秘书, opinion.commission, 顾问甲.person).opinion(顾问甲)
    else:
        story.do(顾问甲, draft.confirm)
    story.send(date(2099, 1, 5))
    before, again = story.review.countersigns or ()
    assert (before.view, before.text) == (CountersignView.AGREE, "同意")
    assert (again.person, again.asked_by, again.asked_on, again.view) == (
        before.person, 审查甲.person, story.desk.today(), None
    )  # fmt: skip
    assert "送审稿已更换" in (again.question or "")
    assert story.may(审查乙, Action.COUNTERSIGN)
    assert "尚未会签" in story.refused(审查甲, legality.issue, story.review)
    story.do(审查乙, countersign.give, CountersignView.AGREE, "").issue(审查甲)
    assert story.matter.state is State.REVIEWED


def test_会签后退回补正_送审稿没有更换_会签仍然有效(story: Story) -> None:
    story.do(秘书, opinion.commission, 顾问甲.person).opinion(顾问甲).send(date(2099, 1, 5))
    story.do(审查甲, countersign.ask, (审查乙.person,), "采购方式")
    story.do(审查乙, countersign.give, CountersignView.AGREE, "同意")
    story.do(审查甲, legality.return_for_supplement, ("缺采购需求",)).send(date(2099, 1, 5))
    assert len(story.review.countersigns or ()) == 1
    assert story.issue(审查甲).matter.state is State.REVIEWED


@pytest.mark.heavy
def test_会签人久未办理_承办人撤销加签后出具(story: Story) -> None:
    story.do(秘书, opinion.commission, 顾问甲.person).opinion(顾问甲).send(date(2099, 1, 5))
    story.do(审查甲, countersign.ask, (审查乙.person,), "").do(审查甲, countersign.cancel, 审查乙.person, "出差未归")
    assert not story.may(审查乙, Action.COUNTERSIGN)
    assert story.issue(审查甲).matter.state is State.REVIEWED


def test_审查人员转办_期限不变_原承办人不能再出具(story: Story) -> None:
    story.do(秘书, opinion.commission, 顾问甲.person).opinion(顾问甲).send(due := date(2099, 1, 5))
    assert "请写明理由" in story.refused(审查甲, countersign.transfer, 审查乙.person, "")
    assert "不是合法性审查人员" in story.refused(审查甲, countersign.transfer, 顾问乙.person, "休假")
    story.do(审查甲, countersign.transfer, 审查乙.person, "休假")
    assert (story.review.handler, story.review.due_on) == (审查乙.person, due)
    assert not story.may(审查甲, Action.ISSUE_REVIEW)
    assert story.issue(审查乙).matter.state is State.REVIEWED


def test_审查人员开始办理后_秘书不能再收回送审(story: Story) -> None:
    story.do(秘书, opinion.commission, 顾问甲.person).opinion(顾问甲).send(date(2099, 1, 5))
    assert story.may(秘书, Action.RECALL)
    story.do(审查甲, countersign.ask, (审查乙.person,), "")
    assert "已经开始办理" in story.refused(秘书, submission.recall, "想改一改")


def test_同时委托两名法律顾问_都出具后才进入下一环节(story: Story) -> None:
    story.do(秘书, opinion.commission, 顾问甲.person).do(秘书, opinion.commission, 顾问乙.person)
    assert "意见尚未出具" in story.refused(秘书, opinion.commission, 顾问乙.person)
    assert story.opinion(顾问乙).matter.state is State.OPINION
    assert not story.may(顾问乙, Action.GIVE_OPINION)
    assert story.opinion(顾问甲).matter.state is State.ADVISED


def test_法律顾问转办给同事_委托日期不变_原顾问不能转任审查(story: Story) -> None:
    story.do(秘书, opinion.commission, 顾问甲.person)
    asked = (story.matter.dossier.legal_opinions or ())[0]
    story.on(story.desk.rulebook.calendar.after(story.desk.today(), 1)[0]).do(顾问甲, opinion.transfer, 顾问乙.person, "出差")
    handed: LegalOpinion = (story.matter.dossier.legal_opinions or ())[0]
    assert handed.adviser is not None
    assert (handed.adviser.id, handed.commissioned_on) == (顾问乙.person, asked.commissioned_on)
    assert "没有委托您" in story.refused(顾问甲, opinion.give, handed)
    assert story.opinion(顾问乙).matter.state is State.ADVISED


@pytest.mark.heavy
def test_文字修改经一方确认_另一方重新审查后_意见继续有效(story: Story) -> None:
    story.do(秘书, opinion.commission, 顾问甲.person).opinion(顾问甲).send(date(2099, 1, 5)).issue(审查甲)
    new = Draft(version="送审稿2", sha256="2" * 64, changed_on=story.desk.today(), change=DraftChange.EDITORIAL)
    story.do(秘书, draft.revise, new).do(顾问甲, draft.confirm)
    assert story.matter.dossier.matter.draft.change is None
    story.send(date(2099, 1, 5))
    assert story.matter.dossier.matter.draft.change is None, "the sending may still be recalled"
    story.issue(审查乙)
    assert story.matter.dossier.matter.draft.change is DraftChange.EDITORIAL
    assert "LAD-01" not in {one.rule for one in story.matter.judgement.findings if one.shuts}


