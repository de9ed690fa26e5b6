"""批量移交: everything that waits for one person goes to one successor in one step, what cannot go is told with what to do, and
nothing is done by halves."""

from dataclasses import replace
from datetime import timedelta

import pytest

from review import demo
from review.domain.errors import DossierRefused, Forbidden, NotFound, Stale
from review.domain.handover import AT, Capacity, Order
from review.domain.register_trail import RegisterAction
from review.domain.trail import first_broken
from review.domain.vocabulary import CountersignView, NoticeKind, ReviewConclusion, Role, SignOffOrder
from review.domain.workflow import HANDING_ON, Action, State
from review.service import advisers, countersign, handover, legality, notices, oversight, sign_off_plan, submission
from review.service.desk import Desk
from review.service.ports import Actor
from review.service.turns import holders
from tests.sampling import some

from .conftest import Walk
from .decided import EXAMPLE, UNIT, leaves
from .handed import (
    Numbers,
    busy,
    do,
    hands_over,
    now,
    order,
    书记,
    审查丙,
    审查乙,
    审查甲,
    审计,
    秘书,
    秘书乙,
    记录人,
    记录人乙,
    顾问乙,
    顾问甲,
)


@pytest.fixture
def numbers(walk: Walk) -> Numbers:
    found: Numbers = walk(busy)
    return found


def revisions(desk: Desk) -> dict[str, int]:
    return {line.number: line.revision for line in oversight.lines(desk, 秘书)}


def offered(desk: Desk, by: Actor, person: str, successor: str = "") -> dict[tuple[str, Capacity], str | None]:
    """What the preview says of each task: nothing where it can be handed over, or why not."""
    return {one.place: one.objection for one in handover.preview(desk, by, person, successor)}


def refused(desk: Desk, by: Actor, given: Order) -> dict[str, str]:
    """What is wrong by place; nothing is stored by it."""
    before, done = revisions(desk), handover.all_done(desk, 秘书)
    with pytest.raises(DossierRefused) as why:
        handover.hand_over(desk, by, given)
    assert (revisions(desk), handover.all_done(desk, 秘书)) == (before, done)
    return {fault.pointer.removeprefix(f"{AT}/"): fault.message for fault in why.value.faults}


def told(desk: Desk, person: str, number: str) -> list[str]:
    found = notices.to_me(desk, replace(秘书, person=person))
    return [one.text for one in found if one.matter == number and one.kind is NoticeKind.HANDED_OVER]


def test_秘书调离批量移交_经办和执行任务一次交给接办的秘书_此后由其知悉结果(desk: Desk, numbers: Numbers) -> None:
    before = revisions(desk)
    done = hands_over(desk, 秘书, 秘书.person, 秘书乙.person, reason="调任县区")
    assert {one.capacity for one in done.done} == {Capacity.UNDERTAKING, Capacity.EXECUTION}
    assert {one.matter for one in done.done} == set(before), "every open matter of the unit was submitted by him"
    assert revisions(desk) == {number: revision + 1 for number, revision in before.items()}, "one act a matter"
    passed = now(desk, numbers.decided)
    assert passed.dossier.matter.submitted_by == 秘书.person, "what he did stays his"
    assert passed.dossier.matter.followed_by == 秘书乙.person
    assert [one.person for one in passed.dossier.execution.tasks] == [秘书乙.person, "u03"]
    assert passed.dossier.execution.person == "u03"
    event = oversight.trail(desk, 秘书, numbers.decided)[-1]
    assert (event.action, event.role, event.actor) == (Action.HAND_ON, Role.SECRETARY, 秘书.person)
    assert "经办、执行责任人由秘书甲移交秘书乙，自2023年3月22日起：调任县区" in event.note
    assert told(desk, 秘书乙.person, numbers.decided) == ["秘书甲的经办、执行责任人已移交给您"]
    assert told(desk, 秘书.person, numbers.decided) == ["您的经办、执行责任人已移交给秘书乙"]
    assert offered(desk, 秘书, 秘书.person) == {}, "nothing waits for him by name any more"
    again = submission.Submission(matter=now(desk, numbers.desk).dossier.matter, preparation=EXAMPLE.preparation)
    again = replace(again, matter=replace(again.matter, problem="另补说明", followed_by=None))
    kept = do(desk, 秘书乙, now(desk, numbers.desk), submission.supplement, again)
    assert kept.dossier.matter.followed_by == 秘书乙.person, "no form takes that back"
    submission.withdraw(desk, 秘书, numbers.desk, kept.revision, "不办了")
    results = {one.recipient for who in (秘书, 秘书乙) for one in notices.to_me(desk, who)
               if one.matter == numbers.desk and one.kind is NoticeKind.RESULT}  # fmt: skip
    assert results == {秘书乙.person}, "the successor is told how it went, the one who left is not"
    with desk.store.reading(UNIT) as work:
        assert first_broken(work.trail.all()) is None
        assert first_broken(work.register_trail.all()) is None
        assert work.register_trail.last().action is RegisterAction.HAND_OVER_TASKS


def test_审查人员离岗_由同事移交_退回补正的事项补正后送到接办人(desk: Desk, numbers: Numbers) -> None:
    assert set(offered(desk, 审查乙, 审查甲.person).values()) == {"审查人员甲仍担任合法性审查人员，由其本人移交"}
    leaves(desk, 审查甲.person)
    done = hands_over(desk, 审查乙, 审查甲.person, 审查丙.person)
    assert {one.matter for one in done.done} == {numbers.review, numbers.countersign, numbers.returned}
    back = now(desk, numbers.returned)
    assert (back.state, back.dossier.legality_review.handler) == (State.RETURNED, 审查丙.person)
    supplied = ("缺依据",)
    back = do(desk, 秘书, back, legality.send, back.dossier.legality_review, supplied)
    with desk.store.reading(UNIT) as work:
        assert set(holders(back, work, desk.today())) == {审查丙.person}
    do(desk, 审查丙, back, legality.return_for_supplement, ("缺资金来源",))
    with pytest.raises(Forbidden, match="由审查人员丙承办"):
        do(desk, 审查乙, now(desk, numbers.review), legality.return_for_supplement, ("缺依据",))


def test_承办审查只由审查人员移交_承办单位和决定的人都不能替审查人员选接办人(desk: Desk, numbers: Numbers) -> None:
    leaves(desk, 审查甲.person)
    for by in (秘书, 书记, 顾问乙):
        assert offered(desk, by, 审查甲.person, 审查丙.person)[numbers.review, Capacity.REVIEW] == (
            "审查人员甲已不能办理，由合法性审查人员移交"
        )
        given = Order(person=审查甲.person, successor=审查丙.person, effective_on=desk.today(), reason="离岗",
                      tasks=(f"{numbers.review}:{now(desk, numbers.review).revision}:REVIEW",))  # fmt: skip
        assert "由合法性审查人员移交" in refused(desk, by, given)["tasks"]


@pytest.mark.heavy
def test_会签可以移交_接办人会签后承办人出具意见(desk: Desk, numbers: Numbers) -> None:
    done = hands_over(desk, 审查乙, 审查乙.person, 审查丙.person)
    assert [(one.matter, one.capacity) for one in done.done] == [(numbers.countersign, Capacity.COUNTERSIGN)]
    matter = now(desk, numbers.countersign)
    with pytest.raises(Forbidden, match="没有请您会签"):
        do(desk, 审查乙, matter, countersign.give, CountersignView.AGREE, "")
    matter = do(desk, 审查丙, matter, countersign.give, CountersignView.AGREE, "")
    (given,) = matter.dossier.legality_review.countersigns
    assert (given.person.id, given.asked_by, given.question) == (审查丙.person, 审查甲.person, "是否须经评估")


@pytest.mark.heavy
def test_法律顾问聘期届满_由秘书移交其未出具的意见_委托的日期不变(desk: Desk, clock: demo.DayClock, numbers: Numbers) -> None:
    asked = now(desk, numbers.opinion).dossier.legal_opinions[-1].commissioned_on
    assert "由其本人移交" in offered(desk, 秘书, 顾问甲.person)[numbers.opinion, Capacity.OPINION]
    while in_term := advisers.roll(desk, 秘书).in_term(顾问甲.person, desk.today()):
        advisers.end(desk, 书记, in_term.number, "合同到期")
    hands_over(desk, 秘书, 顾问甲.person, 顾问乙.person)
    given = now(desk, numbers.opinion).dossier.legal_opinions[-1]
    assert (given.adviser.id, given.commissioned_on, given.issued_on) == (顾问乙.person, asked, None)


def test_法律顾问本人移交_在轨迹中是转办法律意见(desk: Desk, numbers: Numbers) -> None:
    hands_over(desk, 顾问甲, 顾问甲.person, 顾问乙.person)
    event = oversight.trail(desk, 秘书, numbers.opinion)[-1]
    assert (event.action, event.role) == (Action.TRANSFER_OPINION, Role.LEGAL_ADVISER)
    assert any(one.kind is NoticeKind.TASK for one in notices.to_me(desk, 顾问乙) if one.matter == numbers.opinion)
    assert told(desk, 顾问甲.person, numbers.opinion) == ["您的出具法律意见已移交给法律顾问乙"]


@pytest.mark.heavy
def test_会议记录人移交_同一次会议的议题一起移交(desk: Desk, numbers: Numbers) -> None:
    given = order(desk, 记录人, 记录人.person, 记录人乙.person)
    assert "同一次会议只有一个" in refused(desk, 记录人, replace(given, tasks=given.tasks[:1]))["tasks"]
    handover.hand_over(desk, 记录人, given)
    assert {now(desk, one).dossier.meetings[-1].recorder for one in numbers.notified} == {记录人乙.person}
    assert oversight.trail(desk, 秘书, numbers.notified[0])[-1].action is Action.HAND_ON_RECORDING


def test_预览以后变动的事项_告知而不移交_一项也不移交(desk: Desk, numbers: Numbers) -> None:
    given = order(desk, 审查甲, 审查甲.person, 审查丙.person)
    do(desk, 审查甲, now(desk, numbers.review), countersign.ask, (审查乙.person,), "")
    before = revisions(desk)
    with pytest.raises(Stale) as why:
        handover.hand_over(desk, 审查甲, given)
    assert "一项都没有移交" in str(why.value)
    assert any(numbers.review in one and "加签" in one for one in why.value.changes)
    assert revisions(desk) == before


@pytest.mark.heavy
def test_再点一次什么也不重办_并告知已经移交(desk: Desk, numbers: Numbers) -> None:
    given = order(desk, 秘书, 秘书.person, 秘书乙.person)
    handover.hand_over(desk, 秘书, given)
    before = revisions(desk)
    with pytest.raises(Stale, match=r"这些任务已经移交（第1号），已经保存；这一次没有再办理"):
        handover.hand_over(desk, 秘书, given)
    assert (revisions(desk), len(handover.all_done(desk, 秘书))) == (before, 1)


def test_清单载明移交了什么_没有移交什么_为什么_怎么办(desk: Desk, numbers: Numbers) -> None:
    given = order(desk, 秘书, 秘书.person, 秘书乙.person, only=(Capacity.EXECUTION,))
    done = handover.hand_over(desk, 秘书, given)
    assert handover.show(desk, 审计, done.number) == done, "the auditor sees the list"
    assert [(one.matter, one.what) for one in done.done] == [(numbers.decided, "签订合同")]
    assert done.left
    assert {(one.objection, one.advice) for one in done.left} == {("这一次没有选择", "需要移交的，请再次办理批量移交")}
    with pytest.raises(NotFound):
        handover.show(desk, 秘书, 9)


def test_随岗位的不移交_指向委托代行(desk: Desk, numbers: Numbers) -> None:
    (task,) = [one for one in handover.preview(desk, 书记, 书记.person) if one.matter.number == numbers.decided]
    assert (task.capacity, task.action) == (Capacity.OFFICE, None)
    assert "随岗位、不随人移交" in (task.objection or "")
    assert "委托代行" in task.advice


@pytest.mark.heavy
def test_送签批已定的签批人不随人移交_由秘书更换签批人(desk: Desk, numbers: Numbers) -> None:
    passed = now(desk, numbers.decided)
    sign_off_plan.send(desk, 秘书, passed.number, passed.revision, ("p02", "p03"), SignOffOrder.IN_TURN)
    for leader in ("p02", "p03"):
        (task,) = [one for one in handover.preview(desk, 秘书, leader, "p04") if one.matter.number == numbers.decided]
        assert (task.capacity, task.action, task.objection) == (Capacity.ENDORSEMENT, None, "送签批已定由其签批，不随人移交")
        assert "请党组秘书更换签批人" in task.advice


@pytest.mark.heavy
def test_办结的事项和已经完成的任务不变(desk: Desk, numbers: Numbers) -> None:
    matter = do(desk, 秘书, now(desk, numbers.desk), submission.withdraw, "不办了")
    given = offered(desk, 秘书, 秘书.person)
    assert matter.number not in {number for number, _ in given}
    review = now(desk, numbers.countersign)
    do(desk, 审查乙, review, countersign.give, CountersignView.AGREE, "")
    assert offered(desk, 审查乙, 审查乙.person) == {}, "a countersign that was given does not change hands"


@pytest.mark.parametrize(("said", "place", "words"), some([
    ({"reason": " "}, "reason", "请写明移交的理由"), ({"effective_on": None}, "effective_on", "请填写移交的生效日期"),
    ({"effective_on": 1}, "effective_on", "不能晚于今天"), ({"effective_on": -1}, "effective_on", "还办理过所选的事项"),
    ({"tasks": ()}, "tasks", "请选择要移交的任务"), ({"tasks": None}, "tasks", "请选择要移交的任务"),
    ({"tasks": ("什么",)}, "tasks", "不能识别"), ({"person": ""}, "person", "请选择移交人"),
    ({"person": "x99"}, "person", "本单位名册中没有此人"), ({"successor": ""}, "successor", "请选择接办人"),
    ({"successor": "x99"}, "successor", "本单位名册中没有此人"), ({"successor": "s01"}, "successor", "不能是移交人本人"),
], 4))  # fmt: skip
def test_an_order_is_refused_with_the_place_of_what_is_wrong(
    desk: Desk, numbers: Numbers, said: dict, place: str, words: str
) -> None:
    given = order(desk, 秘书, 秘书.person, 秘书乙.person)
    if isinstance(said.get("effective_on"), int):
        said = {"effective_on": desk.today() + timedelta(said["effective_on"])}
    assert words in refused(desk, 秘书, replace(given, **said))[place]


def test_the_auditor_hands_nothing_over_and_a_strange_matter_is_not_found(desk: Desk, numbers: Numbers) -> None:
    given = order(desk, 秘书, 秘书.person, 秘书乙.person)
    for act in (lambda: handover.hand_over(desk, 审计, given), lambda: handover.preview(desk, 审计, 秘书.person)):
        with pytest.raises(Forbidden, match="审计人员只能查看"):
            act()
    with pytest.raises(NotFound):
        handover.hand_over(desk, 秘书, replace(given, tasks=("SL-XZF-2023-0021:1:UNDERTAKING",)))


def test_who_hands_over_is_kept_from_it_by_the_separation_of_duties_too(desk: Desk, numbers: Numbers) -> None:
    """A clerk who countersigned in another role has nothing to hand on for the undertaking unit."""
    both = replace(审查乙, roles=frozenset({Role.SECRETARY, Role.LEGALITY_REVIEWER}))
    leaves(desk, 秘书.person)
    found = offered(desk, both, 秘书.person, 秘书乙.person)
    assert "您是本事项的合法性审查人员" in (found[numbers.countersign, Capacity.UNDERTAKING] or "")
    assert found[numbers.desk, Capacity.UNDERTAKING] is None


@pytest.mark.heavy
def test_after_a_hand_over_the_matter_goes_on_to_its_review(desk: Desk, numbers: Numbers) -> None:
    hands_over(desk, 审查甲, 审查甲.person, 审查丙.person)
    matter = now(desk, numbers.review)
    assert matter.dossier.legality_review.conclusion is not ReviewConclusion.UNLAWFUL
    assert Action.ISSUE_REVIEW in {row.action for row in desk.options(审查丙, matter)}
    assert Action.ISSUE_REVIEW not in {row.action for row in desk.options(审查甲, matter)}
    assert oversight.trail(desk, 秘书, numbers.review)[-1].action in HANDING_ON
