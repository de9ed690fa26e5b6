"""Every order in which the people of one matter can act, searched to the end: no task is lost, the legality review is never
skipped, and every way leads to an end. The acts are the real use cases on real dossiers, judged by the real rules.

Each search is complete within its bounds (how many opinions on a draft, returns and countersigns of a review, drafts,
meetings, hand-overs). Two situations are the same when they differ in days and wording only.
"""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

import pytest

from review import demo
from review.domain import evaluator
from review.domain.approvals import standing_plans
from review.domain.checklist import Judgement
from review.domain.dossier import (
    DecisionCondition,
    Dossier,
    Draft,
    Emergency,
    Execution,
    ExecutionTask,
    LegalityReview,
    LegalOpinion,
    Meeting,
    Notice,
    OpinionRating,
    Reference,
    ReviewMaterials,
)
from review.domain.errors import DossierRefused, Forbidden, GateShut, WrongState
from review.domain.handover import PERSONAL, handed_on, waiting_by_name
from review.domain.review_clock import is_stopped
from review.domain.rulebook import Rulebook
from review.domain.sign_off import refusal, signers
from review.domain.sitting import sitting_of
from review.domain.tasks import asked, open_countersigns, open_review, opposing
from review.domain.vocabulary import (
    ApprovalDecision,
    Choice,
    CountersignView,
    DraftChange,
    Grade,
    MeetingResult,
    Role,
    SignOffOrder,
    Stance,
)
from review.domain.workflow import Action, State
from review.service import (
    correcting,
    countersign,
    deliberation,
    draft,
    emergency,
    execution,
    legality,
    opinion,
    rescheduling,
    sign_off,
    sign_off_plan,
    submission,
)
from review.service.correcting import Corrections
from review.service.deliberation import last_meeting
from review.service.desk import Desk
from review.service.desk import act as act_of
from review.service.ports import Actor, Matter
from review.service.record import CHINA
from review.service.rescheduling import NewDay
from review.service.sitting import Part
from review.service.takers import Takers

from .memory import Memory

EXAMPLE = demo.examples()[2]
PEOPLE = demo.register_of(one for one in demo.examples() if one.unit.code == EXAMPLE.unit.code)
UNIT = EXAMPLE.unit.code or ""
ENDS = (State.APPROVED, State.REJECTED, State.WITHDRAWN)
AFTER_THE_GATE = (State.AGENDA, State.NOTIFIED, State.DECIDED, State.APPROVED, State.REJECTED)
HELD = (EXAMPLE.meetings or ())[0]
TABLED = HELD.topic.confirmed_on or EXAMPLE.as_of
REFUSALS = (WrongState, Forbidden, GateShut, DossierRefused)

Act = Callable[[Desk, Matter], Matter]


ACTED = Emergency(reason="抢修机房", measures="先行采购备用电源", decided_by="p01", decided_on=TABLED, reported_to="党组",
                  reported_on=TABLED)  # fmt: skip


DIVIDED = Execution(unit="办公室", person="u07", deadline=date(2099, 12, 31), tasks=(
    ExecutionTask(text="签订合同", unit="办公室", person="u07", deadline=date(2099, 6, 30)),), conditions=(
    DecisionCondition(text="先取得财政部门同意", unit="办公室"),))  # fmt: skip
"""An execution divided into tasks, on a condition."""


@dataclass(frozen=True)
class Bounds:
    """How often each thing may happen in one search."""

    opinions: int = 1
    handed_over: bool = False
    returns: int = 0
    countersigns: int = 0
    drafts: int = 1
    meetings: int = 1
    moves: int = 0
    """How often the day of a notified meeting may be changed."""
    corrections: int = 0
    """How often the record of a meeting may be corrected after its result was announced."""
    emergency: bool = False
    refusals: int = 0
    plans: int = 0
    """How often the sign-off is planned: which of three leaders endorse."""
    leaves: bool = False
    """Whether one of them may leave office at any time after that."""


SEARCHES = {
    "one adviser, who may hand over": Bounds(handed_over=True),
    "several advisers side by side, who may hand over": Bounds(opinions=2, handed_over=True),
    "returns for supplement with new opinions meanwhile": Bounds(opinions=2, returns=2),
    "countersigns, returns and hand-overs of one review": Bounds(returns=1, countersigns=2, handed_over=True),
    "a second draft, material or editorial, and returns": Bounds(drafts=2, returns=1),
    "a second draft and a meeting that puts it off": Bounds(drafts=2, meetings=2),
    "a meeting that is moved to another day, twice, and puts it off": Bounds(meetings=2, moves=2),
    "a record that is corrected, a meeting that puts it off, a signature": Bounds(meetings=2, corrections=1),
    "a signature that is refused, and a meeting that decides again": Bounds(meetings=2, refusals=1),
    "an action taken first, at any time, and a meeting that puts it off": Bounds(meetings=2, emergency=True),
}


def actor(person: str, role: Role) -> Actor:
    name = next(one.name for one in PEOPLE if one.id == person)
    return Actor(unit=UNIT, person=person, name=name, roles=frozenset({role}))


SECRETARY, HEAD = actor("s01", Role.SECRETARY), actor("p01", Role.GROUP_SECRETARY)
ADVISERS = (actor("a01", Role.LEGAL_ADVISER), actor("a02", Role.LEGAL_ADVISER))
REVIEWERS = (actor("r01", Role.LEGALITY_REVIEWER), actor("r02", Role.LEGALITY_REVIEWER))
RECORDER, LEADER = actor("s02", Role.MEETING_RECORDER), actor("p02", Role.LEADER)
OTHERS = (actor("p03", Role.LEADER), actor("p04", Role.LEADER))
"""The further leaders of a unit that plans its sign-offs; the second one is who leaves."""
LEAVING = OTHERS[1]
PLANS = ((("p02", "p04"), SignOffOrder.IN_TURN), (("p04", "p02"), SignOffOrder.IN_TURN), (("p02", "p04"), SignOffOrder.AT_ONCE),
         (("p04",), SignOffOrder.IN_TURN))  # fmt: skip
FIRST_DRAFT, SECOND_DRAFT = "1" * 64, "2" * 64


@dataclass(frozen=True)
class Node:
    """One situation: the matter, who did what so far, and the day."""

    matter: Matter
    done: frozenset[tuple[str, Role]]
    today: date
    left: frozenset[str] = frozenset()

    @property
    def key(self) -> tuple[Any, ...]:
        return (self.matter.state, picture(self.matter.dossier), self.done, self.left)


def picture(dossier: Dossier) -> tuple[Any, ...]:
    """What distinguishes one situation from another, without days and wording."""
    reviews = (*(dossier.legality_review.earlier or ()), dossier.legality_review) if dossier.legality_review else ()
    given = dossier.matter.draft
    return (
        given.sha256, given.change, frozenset(given.confirmed_by or ()),
        tuple(sorted(_opinion(one) for one in dossier.legal_opinions or ())), tuple(map(_review, reviews)),
        tuple((one.result, one.held_on is not None, len(one.earlier_days or ()), len(one.corrections or ()))
              for one in dossier.meetings or ()),
        tuple((one.person.id, one.decision) for one in dossier.approvals or () if one.person), dossier.reporting is not None,
        tuple((one.order, tuple(each.id for each in one.leaders or ())) for one in dossier.sign_off_plans or ()),
        len(standing_plans(dossier)),
        dossier.matter.emergency and (dossier.matter.emergency.ratified, dossier.matter.emergency.ratified_on is not None),
    )  # fmt: skip


def _opinion(one: LegalOpinion) -> tuple[str, ...]:
    answered = all(point.response for point in one.suggestions or ())
    return (one.adviser.id if one.adviser else "", str(one.conclusion), one.draft_sha256 or "", str(answered))


def _review(one: LegalityReview) -> tuple[Any, ...]:
    views = tuple((each.person.id if each.person else "", each.view) for each in one.countersigns or ())
    stops = tuple(stop.resupplied_on is None for stop in one.returns or ())
    return (one.handler, one.conclusion, one.draft_sha256, stops, tuple(sorted(views, key=str)))


def times_refused(dossier: Dossier) -> int:
    return sum(one.decision is ApprovalDecision.REJECT for one in dossier.approvals or ())


def moves(node: Node, bounds: Bounds) -> Iterator[tuple[str, Act]]:
    """Everything that somebody might try now, within the bounds; what is not allowed is refused by the use cases."""
    dossier = node.matter.dossier
    opinions, review = dossier.legal_opinions or (), dossier.legality_review
    current = [one for one in opinions if one.draft_sha256 == dossier.matter.draft.sha256]
    if len(current) < bounds.opinions:
        for adviser in ADVISERS:
            yield f"委托{adviser.name}", do(SECRETARY, opinion.commission, adviser.person)
    for adviser, other in (ADVISERS, ADVISERS[::-1]):
        if bounds.handed_over:
            yield f"{adviser.name}转办", do(adviser, opinion.transfer, other.person, "出差")
            yield f"更换法律顾问{adviser.name}", do(SECRETARY, opinion.replace_adviser, adviser.person, other.person, "离任")
        yield f"{adviser.name}出具意见", lambda desk, m, by=adviser: opinion.give(desk, by, m.number, m.revision, _given(m, by))
    if not review or review.draft_sha256 != dossier.matter.draft.sha256 or review.issued_on is None:
        yield "送审", partial(_send)
    for reviewer, other in (REVIEWERS, REVIEWERS[::-1]):
        if review and len(review.returns or ()) < bounds.returns:
            yield f"{reviewer.name}退回", do(reviewer, legality.return_for_supplement, ("缺依据",))
        if review and len(review.countersigns or ()) < bounds.countersigns:
            yield f"{reviewer.name}加签", do(reviewer, countersign.ask, (other.person,), "")
        yield f"{reviewer.name}撤销加签", do(reviewer, countersign.cancel, other.person, "不必")
        for view in (CountersignView.DISAGREE, CountersignView.RETURNED):
            yield f"{reviewer.name}会签{view.label}", do(reviewer, countersign.give, view, "另有看法")
        if bounds.handed_over:
            yield f"{reviewer.name}转办审查", do(reviewer, countersign.transfer, other.person, "休假")
            yield f"{reviewer.name}移交", do(reviewer, hand_on, other.person)
        issued = (_issued(dossier), _ratings(dossier), _settlements(review))
        yield f"{reviewer.name}出具审查意见", do(reviewer, legality.issue, *issued)
        yield f"{reviewer.name}确认改稿", do(reviewer, draft.confirm)
    for adviser in ADVISERS:
        yield f"{adviser.name}确认改稿", do(adviser, draft.confirm)
    if 1 + len(dossier.matter.draft.earlier or ()) < bounds.drafts:
        for change in (DraftChange.MATERIAL, DraftChange.EDITORIAL):
            new = Draft(version="2", sha256=SECOND_DRAFT, changed_on=node.today, change=change)
            yield f"更换送审稿{change.label}", do(SECRETARY, draft.revise, new)
    yield "收回", do(SECRETARY, submission.recall, "重办")
    if node.matter.state is not State.DECIDED or len(dossier.meetings or ()) < bounds.meetings:
        yield "书记收回", do(HEAD, submission.recall, "改日再议")
    if len(dossier.meetings or ()) < bounds.meetings:
        yield "确定议题", do(HEAD, deliberation.confirm_topic, HELD)
    yield "发通知", do(SECRETARY, deliberation.give_notice, _invited(dossier))
    if len(last_meeting(dossier).earlier_days or ()) < bounds.moves:
        yield "会议改期", partial(_another_day)
    if len(last_meeting(dossier).corrections or ()) < bounds.corrections:
        yield "更正会议记录", partial(_corrected)
    for result in MeetingResult:
        if result is not MeetingResult.DEFERRED or len(dossier.meetings or ()) < bounds.meetings:
            yield f"宣布{result.label}", do(RECORDER, deliberation.announce, _meeting(dossier, result))
    if bounds.emergency:
        yield "登记先行处置", do(SECRETARY, emergency.register, ACTED)
        yield "更正先行处置", do(SECRETARY, emergency.strike, "登记有误")
    yield "登记请示报告", do(SECRETARY, execution.follow_up, execution.FollowUp(reporting=EXAMPLE.reporting))
    if times_refused(dossier) < bounds.refusals and len(dossier.meetings or ()) < bounds.meetings:
        yield "分管不同意", do(LEADER, sign_off.decline, "资金来源有变", Action.ENDORSE)
        yield "书记不同意", do(HEAD, sign_off.decline, "情况有变", Action.SIGN)
    yield from planning(dossier, bounds)
    yield "分管签批", do(LEADER, sign_off.approve, "")
    yield "书记签批", do(HEAD, sign_off.approve, "")
    yield "撤回", do(SECRETARY, submission.withdraw, "不办了")


def planning(dossier: Dossier, bounds: Bounds) -> Iterator[tuple[str, Act]]:
    """送签批, its changes, and what the further leaders might try."""
    if not bounds.plans:
        return
    offered = PLANS if bounds.leaves else PLANS[::2]  # by whom it is signed matters less where nobody leaves
    for leaders, order in offered if len(dossier.sign_off_plans or ()) < bounds.plans else ():
        yield f"送签批{order.label}", do(SECRETARY, sign_off_plan.send, leaders, order)
        yield f"调整送签批{order.label}", do(SECRETARY, sign_off_plan.change, leaders, order, "分工调整")
    yield "撤销送签批", do(SECRETARY, sign_off_plan.change, (), None, "分工调整")
    for by in ("", "p03"):
        yield "更换签批人", do(SECRETARY, sign_off_plan.replace_signer, LEAVING.person, by, "调离")
    for leader in OTHERS:
        yield f"{leader.name}签批", do(leader, sign_off.approve, "")
        if times_refused(dossier) < bounds.refusals and len(dossier.meetings or ()) < bounds.meetings:
            yield f"{leader.name}不同意", do(leader, sign_off.decline, "资金来源有变", Action.ENDORSE)


PATIENT = replace(EXAMPLE.unit, parameters=replace(EXAMPLE.unit.parameters, ratification_workdays=60))
"""A unit that leaves time enough for the ratification, so that a second meeting is not too late for it."""


def do(by: Actor, use_case: Callable[..., Matter], *given: object) -> Act:
    return lambda desk, matter: use_case(desk, by, matter.number, matter.revision, *given)


def hand_on(desk: Desk, by: Actor, number: str, revision: int, to: str) -> Matter:
    """What a hand-over of everything (批量移交) does to one matter: by its act, where its preview offers it."""
    successor = next(one for one in PEOPLE if one.id == to)
    with desk.store.reading(UNIT) as work:
        matter, takers = work.matters.get(number), Takers(work, by, by.person, desk.today())
        mine = [one for one, who in waiting_by_name(matter.dossier, matter.state) if who == by.person and one not in PERSONAL]
        ways = {takers.way(one, matter).action for one in mine}
        if not mine or None in ways or any(takers.objection(one, matter, successor) for one in mine):
            raise WrongState("没有可以移交的")
    (action,) = filter(None, ways)
    given = Reference(id=successor.id, name=successor.name)
    return act_of(desk, by, number, revision, action, lambda dossier, _: handed_on(dossier, mine, by.person, given))


def _given(matter: Matter, by: Actor) -> LegalOpinion:
    """An opinion without suggestions, numbered as the next one."""
    (shown,) = (EXAMPLE.legal_opinions or ())[:1]
    number = f"{1 + sum(one.issued_on is not None for one in matter.dossier.legal_opinions or ())}号"
    return replace(shown, number=number, suggestions=(), adviser=replace(shown.adviser, id=by.person) if shown.adviser else None)


def _send(desk: Desk, matter: Matter) -> Matter:
    due, _ = desk.rulebook.calendar.after(desk.today(), 7)
    advised = any(one.issued_on for one in matter.dossier.legal_opinions or ())
    sending = LegalityReview(complete_on=desk.today(), due_on=due, materials=ReviewMaterials(
        draft=True, basis=True, procedure_statement=True, adviser_opinions=advised))  # fmt: skip
    stopped = matter.dossier.legality_review
    supplied = (stopped.returns or ())[-1].gaps if stopped and is_stopped(stopped) else None
    return legality.send(desk, SECRETARY, matter.number, matter.revision, sending, supplied or ())


def _ratings(dossier: Dossier) -> dict[int, OpinionRating]:
    good = OpinionRating(facts=Grade.GOOD, basis=Grade.GOOD, reasoning=Grade.GOOD, use=Grade.GOOD)
    return dict.fromkeys(legality.to_be_rated(dossier), good)


def _settlements(review: LegalityReview | None) -> dict[int, str]:
    return {} if review is None else dict.fromkeys(opposing(review), "经研究，已补充依据")


def _issued(dossier: Dossier) -> LegalityReview:
    """A review that finds the matter lawful and considered every opinion that was given."""
    shown, asked = EXAMPLE.legality_review, dossier.legality_review
    assert shown is not None
    given = tuple(one.number for one in dossier.legal_opinions or () if one.number)
    number = f"审{len(asked.earlier or ()) if asked else 0}号"
    return replace(shown, number=number, required_changes=(), opinions_considered=given)


def _invited(dossier: Dossier) -> Meeting:
    """The meeting of the example, each further one a week later."""
    held, weeks = len(dossier.meetings or ()), timedelta(7 * (len(dossier.meetings or ()) - 1))
    moved = {name: day + weeks for name in ("held_on", "started_at", "ended_at") if (day := getattr(HELD, name))}
    return replace(HELD, number=f"第{held}号", notice=Notice(), **moved)


def _as_moved(invited: Meeting, planned: Meeting) -> Meeting:
    """The meeting on the day to which it was moved."""
    days = timedelta(len(planned.earlier_days or ()))
    names = ("held_on", "started_at", "ended_at")
    return replace(invited, **{name: day + days for name in names if (day := getattr(invited, name))})


def _another_day(desk: Desk, matter: Matter) -> Matter:
    """The meeting a day later."""
    planned = last_meeting(matter.dossier)
    named = sitting_of(planned)
    if named is None or planned.held_on is None:
        raise WrongState("还没有通知")
    everybody = tuple(one.id for one in planned.members or ())
    told = Notice(sent_to=everybody, papers_to=everybody)
    new = NewDay(
        revisions={matter.number: matter.revision}, meeting=replace(planned, held_on=planned.held_on + timedelta(1), notice=told),
        reason="另有安排",
    )  # fmt: skip
    seen = frozenset(key for one in rescheduling.preview(desk, SECRETARY, named, new) for key in one.problems)
    return rescheduling.reschedule(desk, SECRETARY, named, replace(new, seen=seen))[0]


def _corrected(desk: Desk, matter: Matter) -> Matter:
    """The record with another place of the disagreements."""
    meeting = last_meeting(matter.dossier)
    named = sitting_of(meeting)
    if named is None:
        raise WrongState("还没有通知")
    said = replace(meeting, disagreements=f"更正{len(meeting.corrections or ())}")
    new = Corrections(parts=(Part(matter.number, matter.revision, said),), reason="听错")
    seen = frozenset(key for one in correcting.preview(desk, RECORDER, named, new) for key in one.problems)
    return correcting.correct(desk, RECORDER, named, replace(new, seen=seen))[0]


def _meeting(dossier: Dossier, result: MeetingResult) -> Meeting:
    """The meeting with this result, the votes to match."""
    held, vote = _as_moved(_invited(dossier), last_meeting(dossier)), HELD.vote
    if vote is not None and result is MeetingResult.REJECTED:
        against = tuple(replace(one, choice=Choice.OPPOSE) for one in vote.ballots or ())
        counts = replace(vote.counts, approve=0, oppose=len(against), abstain=0)
        said = tuple(replace(one, stance=Stance.OPPOSE) for one in held.statements or ())
        held = replace(held, statements=said, vote=replace(vote, counts=counts, ballots=against or None))
    return replace(held, result=result)


class Searching(Desk):
    """A desk that judges situations that are the same only once."""

    __slots__ = ()
    judged: dict[Any, Judgement] = {}  # noqa: RUF012

    def judge(self, dossier: Dossier, *rest: Any) -> Judgement:
        key = (picture(dossier), dossier.matter.submitted_on is not None)
        if key not in self.judged:
            self.judged[key] = super().judge(dossier, *rest)
        return self.judged[key]


@dataclass
class Search:
    """Every situation that can be reached, and what leads from each to which."""

    desk: Searching
    clock: demo.DayClock
    memory: Memory
    bounds: Bounds
    nodes: dict[Any, Node]
    ways: dict[Any, list[tuple[str, Any]]]

    def run(self, start: Node) -> None:
        self.nodes[start.key] = start
        waiting = deque([start])
        while waiting:
            node = waiting.popleft()
            found = self.ways[node.key] = []
            if node.matter.state in ENDS:
                continue
            for name, act in moves(node, self.bounds):
                after = self.after(node, act)
                if after is None:
                    continue
                found.append((name, after.key))
                self.comes_to(after, waiting)
            if self.bounds.leaves and node.matter.dossier.sign_off_plans and not node.left:
                gone = replace(node, left=frozenset({LEAVING.person}))
                found.append(("离任", gone.key))
                self.comes_to(gone, waiting)

    def comes_to(self, after: Node, waiting: deque[Node]) -> None:
        if after.key not in self.nodes:
            self.nodes[after.key] = after
            waiting.append(after)

    def after(self, node: Node, act: Act) -> Node | None:
        """What the act leads to, or nothing where it is refused; a refused one leaves everything as it was."""
        memory = self.memory
        memory.matter, memory.done, memory.left, memory.events = node.matter, node.done, node.left, ()
        self.clock.instant = datetime.combine(node.today, time(18), CHINA)  # the meetings of the day are over
        try:
            matter = act(self.desk, node.matter)
        except REFUSALS:
            assert (memory.matter, memory.done) == (node.matter, node.done)
            return None
        days = [last_meeting(one.dossier).held_on for one in (node.matter, matter)]
        notified = matter.state is State.NOTIFIED and days[0] != days[1]
        today = days[1] if notified else node.today
        return Node(matter, memory.done, today or node.today, node.left)


def searched(rulebook: Rulebook, bounds: Bounds, first_acts: tuple[str, ...] = ()) -> Search:
    """Everything that can follow after these acts, each done by the first who may."""
    clock = demo.DayClock()
    memory = Memory(EXAMPLE, PEOPLE)
    memory.also = frozenset((one.person, Role.LEADER) for one in OTHERS if bounds.plans)
    desk = Searching(
        store=memory, rulebook=rulebook, engine=evaluator.outcomes, clock=clock, files=None, compare=None, label=str  # type: ignore[arg-type]
    )
    given = EXAMPLE.matter
    first = replace(given.draft, version="1", sha256=FIRST_DRAFT, change=DraftChange.FIRST, earlier=None, adopts=None,
                    confirmed_by=None)  # fmt: skip
    dossier = replace(
        EXAMPLE, unit=PATIENT if bounds.emergency else EXAMPLE.unit, as_of=TABLED, edition_on=given.submitted_on,
        matter=replace(given, draft=first), legal_opinions=None, legality_review=None, meetings=None,
        approvals=None, reporting=None, publication=None, execution=None, archive=None,
    )  # fmt: skip
    matter = Matter(
        id="m", unit=UNIT, number=given.number or "", state=State.PREPARING, revision=1, dossier=dossier,
        judgement=desk.judge(dossier), changed_at=clock.now(),
    )  # fmt: skip
    found = Search(desk, clock, memory, bounds, {}, {})
    start = Node(matter, frozenset({("s01", Role.SECRETARY)}), TABLED)
    for name in first_acts:
        tried = (found.after(start, act) for called, act in moves(start, bounds) if name in called)
        start = next(filter(None, tried))
    found.run(start)
    return found


@pytest.fixture(scope="module", params=[
    pytest.param(bounds, marks=[pytest.mark.heavy] if place else [], id=name)
    for place, (name, bounds) in enumerate(SEARCHES.items())
])  # fmt: skip
def search(request: pytest.FixtureRequest, rulebook: Rulebook) -> Search:
    return searched(rulebook, request.param)


def leading_to(search: Search, ends: set[Any]) -> set[Any]:
    """Every situation from which one of these can be reached."""
    before: dict[Any, set[Any]] = {}
    for key, ways in search.ways.items():
        for _, after in ways:
            before.setdefault(after, set()).add(key)
    found, waiting = set(ends), list(ends)
    while waiting:
        for key in before.get(waiting.pop(), ()):
            if key not in found:
                found.add(key)
                waiting.append(key)
    return found


def test_every_state_is_visited(search: Search) -> None:
    visited = {node.matter.state for node in search.nodes.values()}
    never = {State.NEW} | ({State.RETURNED} if not search.bounds.returns else set())
    assert visited == set(State) - never


def test_from_every_situation_the_matter_can_still_be_signed_or_has_ended(search: Search) -> None:
    signed = {key for key, node in search.nodes.items() if node.matter.state is State.APPROVED}
    stuck = {key for key, node in search.nodes.items() if node.matter.state not in ENDS} - leading_to(search, signed)
    assert not [search.nodes[key].matter for key in list(stuck)[:1]]


def test_no_order_of_acts_brings_a_matter_to_a_meeting_without_opinion_and_review_of_its_draft(search: Search) -> None:
    for node in search.nodes.values():
        if node.matter.state in AFTER_THE_GATE:
            dossier = node.matter.dossier
            review, own = dossier.legality_review, dossier.matter.draft
            current = {own.sha256} | ({FIRST_DRAFT} if own.change is DraftChange.EDITORIAL else set())
            assert review is not None
            assert review.conclusion is not None
            assert review.draft_sha256 in current
            assert any(one.issued_on and one.draft_sha256 in current for one in dossier.legal_opinions or ())
            assert all(stop.resupplied_on for stop in review.returns or ())
            assert not any(one.view is None for one in review.countersigns or ())


def test_what_was_done_first_is_signed_only_if_the_meeting_ratified_it(search: Search) -> None:
    acted = [node for node in search.nodes.values() if node.matter.dossier.matter.emergency]
    assert bool(acted) is search.bounds.emergency
    for node in acted:
        dossier, state = node.matter.dossier, node.matter.state
        action = dossier.matter.emergency
        ended = {State.DECIDED: True, State.APPROVED: True, State.REJECTED: False, State.WITHDRAWN: False}
        passed = {one.held_on for one in dossier.meetings or () if one.result is MeetingResult.PASSED}
        ratified = ended[state] if state in ended else action.ratified and bool(passed)  # it stays so while it is taken back
        assert action == replace(ACTED, ratified=ratified, ratified_on=action.ratified_on)
        assert (action.ratified_on in passed) if ratified else action.ratified_on is None


def test_what_was_refused_is_signed_only_when_the_step_signs_after_all_or_a_meeting_decided_again(search: Search) -> None:
    refused = [node for node in search.nodes.values() if times_refused(node.matter.dossier)]
    assert bool(refused) is bool(search.bounds.refusals)
    for node in refused:
        dossier = node.matter.dossier
        if node.matter.state is State.APPROVED:
            assert refusal(dossier) is None
            assert signers(dossier) == {"p01", "p02"}


def test_nobody_who_was_asked_is_forgotten(search: Search) -> None:
    """Who was asked and has not answered stays asked, unless the act was his own, or takes the request back by name."""
    given_back = ("收回", "撤销加签", "撤回", "转办", "更换法律顾问")
    for key, ways in search.ways.items():
        before = waiting_for(search.nodes[key].matter)
        for name, after in ways:
            lost = before - waiting_for(search.nodes[after].matter)
            own = {person for person in lost if name.startswith(next(one.name for one in PEOPLE if one.id == person[1]))}
            assert not lost - own or any(word in name for word in given_back), (name, lost)


def test_who_is_replaced_loses_his_task_to_one_other_and_nobody_else_loses_his(search: Search) -> None:
    names, replaced = {one.name: one.person for one in ADVISERS}, 0
    for key, ways in search.ways.items():
        before = waiting_for(search.nodes[key].matter)
        for name, after in ways:
            if name.startswith("更换法律顾问"):
                now, gone = waiting_for(search.nodes[after].matter), names[name.removeprefix("更换法律顾问")]
                assert before - now == {(Action.GIVE_OPINION, gone)}
                assert len(now - before) == 1
                replaced += 1
    assert bool(replaced) is search.bounds.handed_over


def waiting_for(matter: Matter) -> set[tuple[Action, str]]:
    acts = (Action.GIVE_OPINION, Action.COUNTERSIGN)
    found = {(action, one.id) for action in acts for one in asked(action, matter.dossier) or ()}
    review = open_review(matter.dossier)
    return found | ({(Action.ISSUE_REVIEW, review.handler)} if review and review.handler else set())


def test_whoever_is_asked_can_act_where_the_matter_waits_for_him(search: Search) -> None:
    for node in search.nodes.values():
        dossier, state = node.matter.dossier, node.matter.state
        search.memory.matter, search.memory.done, search.memory.left = node.matter, node.done, node.left
        turn = {State.OPINION: Action.GIVE_OPINION, State.REVIEW: Action.COUNTERSIGN}.get(state)
        if turn is None:
            continue
        if turn is Action.COUNTERSIGN and not open_countersigns(dossier):
            turn = Action.ISSUE_REVIEW
        able = [one for one in (*ADVISERS, *REVIEWERS)
                if turn in {row.action for row in search.desk.options(one, node.matter)}]  # fmt: skip
        named = asked(turn, dossier)
        assert {one.person for one in able} == {one.id for one in named} if named else able, (state, turn)
