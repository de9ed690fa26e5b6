"""批量移交, capacity by capacity: who hands a task on, his own or of one who has left, and who may take it; and of those who
act at the same moment one is stored and the others are told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest

from review import demo
from review.domain.advisers import Interest
from review.domain.dossier import Candidate
from review.domain.errors import DossierRefused, Stale
from review.domain.handover import Capacity, HandOver, Order
from review.domain.trail import first_broken
from review.domain.vocabulary import CountersignView, Role
from review.service import advisers, countersign, handover, legality, opinion
from review.service.desk import Desk
from review.service.ports import Actor, Matter
from review.service.takers import Takers
from tests.sampling import some

from .conftest import Walk
from .decided import UNIT, leaves
from .handed import (
    Numbers,
    busy,
    do,
    now,
    order,
    书记,
    审查丙,
    审查乙,
    审查甲,
    班子成员,
    秘书,
    秘书乙,
    记录人,
    记录人乙,
    顾问乙,
    顾问甲,
)
from .test_handover import revisions

C = Capacity
PLACES: dict[Capacity, Callable[[Numbers], str]] = {
    C.UNDERTAKING: lambda n: n.desk, C.OPINION: lambda n: n.opinion, C.REVIEW: lambda n: n.review,
    C.COUNTERSIGN: lambda n: n.countersign, C.RECORDING: lambda n: n.notified[0], C.EXECUTION: lambda n: n.decided,
}  # fmt: skip
HOLDERS = {
    C.UNDERTAKING: 秘书, C.OPINION: 顾问甲, C.REVIEW: 审查甲, C.COUNTERSIGN: 审查乙, C.RECORDING: 记录人, C.EXECUTION: 秘书,
}  # fmt: skip
TAKERS = {
    C.UNDERTAKING: {"s03", "p09"}, C.OPINION: {"a02"}, C.REVIEW: {"r02", "r03"}, C.COUNTERSIGN: {"r03"},
    C.RECORDING: {"s04"}, C.EXECUTION: {"s03", "s04", "a01", "a02", "r01", "r02", "r03", "p01", "p09", "u07"},
}  # fmt: skip
"""Who may take the task of each capacity, of all whom the register has; whoever else is asked for is refused."""
SUCCESSORS = ("s03", "s04", "a01", "a02", "r01", "r02", "r03", "p01", "p09", "u07", "z01")
COLLEAGUES = {
    C.UNDERTAKING: 秘书乙, C.OPINION: 秘书, C.REVIEW: 审查乙, C.COUNTERSIGN: 审查甲, C.RECORDING: 秘书, C.EXECUTION: 秘书乙,
}  # fmt: skip
"""Who hands on what waits for one who has left."""


@pytest.fixture
def numbers(walk: Walk) -> Numbers:
    found: Numbers = walk(busy)
    return found


def of(capacity: Capacity, number: str, tasks: tuple[handover.Task, ...]) -> handover.Task:
    return next(one for one in tasks if one.place == (number, capacity))


@pytest.mark.parametrize("capacity", some(TAKERS, 3))
def test_a_task_goes_to_those_who_may_have_it_and_to_nobody_else(desk: Desk, numbers: Numbers, capacity: Capacity) -> None:
    by, number = HOLDERS[capacity], PLACES[capacity](numbers)
    for successor in SUCCESSORS:
        if successor == by.person:
            continue
        task = of(capacity, number, handover.preview(desk, by, by.person, successor))
        assert (task.action is not None) is (successor in TAKERS[capacity]), (successor, task.objection)
        assert bool(task.objection and task.advice) is (task.action is None)


@pytest.mark.parametrize("capacity", some(TAKERS, 6))
def test_what_the_preview_refuses_is_refused_by_the_act_with_the_same_words(
    desk: Desk, numbers: Numbers, capacity: Capacity
) -> None:
    by, number, before = HOLDERS[capacity], PLACES[capacity](numbers), revisions(desk)
    for successor in SUCCESSORS:
        if successor in TAKERS[capacity] or successor == by.person:
            continue
        task = of(capacity, number, handover.preview(desk, by, by.person, successor))
        given = Order(person=by.person, successor=successor, effective_on=desk.today(), reason="调动", tasks=(task.key,))
        with pytest.raises(DossierRefused) as why:
            handover.hand_over(desk, by, given)
        assert task.objection in str(why.value)
    assert revisions(desk) == before


@pytest.mark.parametrize("capacity", some(TAKERS, 6))
@pytest.mark.parametrize("left", [False, True])
def test_his_own_task_everybody_hands_on_himself_and_a_colleague_only_after_he_left(
    desk: Desk, numbers: Numbers, capacity: Capacity, left: bool
) -> None:
    holder, number = HOLDERS[capacity], PLACES[capacity](numbers)
    if left:
        leaves(desk, holder.person)
    everybody = (秘书, 秘书乙, 顾问甲, 顾问乙, 审查甲, 审查乙, 审查丙, 记录人, 记录人乙, 书记)
    able = {by.person for by in everybody if of(capacity, number, handover.preview(desk, by, holder.person)).action}
    secretaries, reviewers = {秘书.person, 秘书乙.person}, {审查甲.person, 审查乙.person, 审查丙.person}
    if capacity is C.EXECUTION:
        assert able == secretaries, "the secretary registers who carries it out"
    elif not left:
        assert able == {holder.person}
    else:
        colleagues = reviewers if capacity in (C.REVIEW, C.COUNTERSIGN) else secretaries
        assert able >= colleagues - {holder.person}
        assert able <= colleagues | {holder.person}


@pytest.mark.parametrize("capacity", some(TAKERS, 3))
def test_a_colleague_hands_on_what_waits_for_one_who_has_left(desk: Desk, numbers: Numbers, capacity: Capacity) -> None:
    holder, by, number = HOLDERS[capacity], COLLEAGUES[capacity], PLACES[capacity](numbers)
    if capacity is not C.EXECUTION:
        leaves(desk, holder.person)
    successor = sorted(TAKERS[capacity])[-1]
    done = handover.hand_over(desk, by, order(desk, by, holder.person, successor, only=(capacity,)))
    assert number in {one.matter for one in done.done}
    found = {one.place for one in handover.preview(desk, by, successor)}
    assert (number, capacity) in found
    assert (done.by.id, done.person.id, done.successor.id) == (by.person, holder.person, successor)


@pytest.mark.heavy
def test_一人审查_不能把承办的审查移交给正在会签的人(desk: Desk, numbers: Numbers) -> None:
    task = of(C.REVIEW, numbers.countersign, handover.preview(desk, 审查甲, 审查甲.person, 审查乙.person))
    assert "正在会签本事项" in (task.objection or "")
    task = of(C.COUNTERSIGN, numbers.countersign, handover.preview(desk, 审查乙, 审查乙.person, 审查甲.person))
    assert "正在承办本事项的审查" in (task.objection or "")


def test_有利害关系的法律顾问和办过本事项的人不能接办(desk: Desk, numbers: Numbers) -> None:
    advisers.declare(desk, 秘书, Interest(person="a02", party=numbers.opinion, reason="曾任其顾问", since=desk.today()))
    task = of(C.OPINION, numbers.opinion, handover.preview(desk, 顾问甲, 顾问甲.person, 顾问乙.person))
    assert "利害关系" in (task.objection or "")
    advised = of(C.UNDERTAKING, numbers.review, handover.preview(desk, 秘书, 秘书.person, 顾问乙.person))
    assert "不担任党组秘书" in (advised.objection or "")
    review = of(C.REVIEW, numbers.review, handover.preview(desk, 审查甲, 审查甲.person, 班子成员.person))
    assert "参加会议决定的成员不能参加" in (review.objection or "")


def test_与拟任人选有近亲属关系的_不能接办(desk: Desk, numbers: Numbers) -> None:
    related = (Candidate(id="u09", related_members=("s03", "r03")),)
    for capacity, by, successor in ((C.UNDERTAKING, 秘书, "s03"), (C.REVIEW, 审查甲, "r03"), (C.EXECUTION, 秘书, "s03")):
        matter = now(desk, PLACES[capacity](numbers))
        matter = replace(matter, dossier=replace(matter.dossier, matter=replace(matter.dossier.matter, candidates=related)))
        with desk.store.reading(UNIT) as work:
            person = next(one for one in work.register.people() if one.id == successor)
            told = Takers(work, by, by.person, desk.today()).objection(capacity, matter, person)
        assert told is not None
        assert "有利害关系，应当回避" in told[0]


@pytest.mark.heavy
def test_兼任审查的秘书不能接办自己审查过的事项(desk: Desk, numbers: Numbers) -> None:
    """Whoever countersigned the review of a matter does not follow it for the undertaking unit, whatever roles he has."""
    do(desk, 审查乙, now(desk, numbers.countersign), countersign.give, CountersignView.AGREE, "")
    give_role(desk, 审查乙, Role.SECRETARY)
    found = {one.place: one for one in handover.preview(desk, 秘书, 秘书.person, 审查乙.person)}
    assert "是本事项的合法性审查人员，不能接办" in (found[numbers.countersign, C.UNDERTAKING].objection or "")
    assert found[numbers.desk, C.UNDERTAKING].action is not None
    done = handover.hand_over(desk, 秘书, order(desk, 秘书, 秘书.person, 审查乙.person))
    assert numbers.countersign in {one.matter for one in done.left}, "the rest goes, and the list tells what did not"


def give_role(desk: Desk, who: Actor, role: Role) -> None:
    from review.store import create_account

    session = desk.store.session()  # type: ignore[attr-defined]
    create_account(session, f"also-{who.person}", "no password", UNIT, who.person, frozenset({role}))
    session.commit()
    desk.store.session.remove()  # type: ignore[attr-defined]


def raced(desk: Desk, acts: tuple[Callable[[], Matter | HandOver], ...], threads: int = 8) -> list[Matter | HandOver | Stale]:
    barrier = Barrier(threads)

    def attempt(place: int) -> Matter | HandOver | Stale:
        barrier.wait(timeout=60)
        try:
            return acts[place % len(acts)]()
        except Stale as stale:
            return stale

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(attempt, range(threads)))


def returned(desk: Desk, number: str, revision: int) -> Matter:
    return legality.return_for_supplement(desk, 审查甲, number, revision, ("缺依据",))


def given(desk: Desk, number: str, revision: int) -> Matter:
    return opinion.transfer(desk, 顾问甲, number, revision, 顾问乙.person, "出差")


@pytest.mark.parametrize(("by", "to", "act", "place"), [
    (审查甲, 审查丙, returned, C.REVIEW), (顾问甲, 顾问乙, given, C.OPINION),
])  # fmt: skip
def test_本人正在办理时被移交_只有一个成功_其余告知(
    desk: Desk, clock: demo.DayClock, numbers: Numbers, by: Actor, to: Actor, act: Callable[..., Matter], place: Capacity
) -> None:
    number = PLACES[place](numbers)
    before, sent = revisions(desk), order(desk, by, by.person, to.person)
    acts = (lambda: handover.hand_over(desk, by, sent), lambda: act(desk, number, before[number]))
    results = raced(desk, acts)
    (won,) = [one for one in results if not isinstance(one, Stale)]
    after = revisions(desk)
    assert after[number] == before[number] + 1
    touched = {one.matter for one in won.done} if isinstance(won, HandOver) else {number}
    assert {one for one in after if after[one] != before[one]} == touched
    assert len(handover.all_done(desk, 秘书)) == isinstance(won, HandOver)
    with desk.store.reading(UNIT) as work:
        assert first_broken(work.trail.all()) is None
        assert first_broken(work.register_trail.all()) is None


@pytest.mark.heavy
def test_两人同时把一人的任务移交给两人_只有一个成功(desk: Desk, numbers: Numbers) -> None:
    leaves(desk, 审查甲.person)
    before = revisions(desk)
    one, other = (order(desk, 审查乙, 审查甲.person, to, only=(C.REVIEW,)) for to in (审查丙.person, 审查乙.person))
    other = replace(other, tasks=tuple(key for key in one.tasks or () if key in (other.tasks or ())))
    results = raced(desk, (lambda: handover.hand_over(desk, 审查乙, one), lambda: handover.hand_over(desk, 审查丙, other)))
    (won,) = [one for one in results if isinstance(one, HandOver)]
    assert all(isinstance(one, Stale) for one in results if one is not won)
    after = revisions(desk)
    assert {number for number in after if after[number] != before[number]} == {entry.matter for entry in won.done}
    handlers = {now(desk, entry.matter).dossier.legality_review.handler for entry in won.done}
    assert handlers == {won.successor.id}
