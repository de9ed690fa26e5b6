"""Random walks over a real store: replaying the trail gives what is stored, and what is refused leaves no trace of itself."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta
from random import Random
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test
from sqlalchemy import text

from review import demo
from review.domain import evaluator, trail
from review.domain.delegations import Delegation, DelegationStanding
from review.domain.dossier import Archive
from review.domain.errors import ReviewError, Stale
from review.domain.trail import GENESIS, Event
from review.domain.vocabulary import Marking, Role, SignOffOrder
from review.domain.workflow import TRANSITIONS, Action, State
from review.service import (
    archive,
    countersign,
    delegations,
    draft,
    emergency,
    execution,
    legality,
    opinion,
    sign_off,
    sign_off_plan,
    submission,
)
from review.service.desk import Desk, fingerprint
from review.service.ports import Matter
from review.service.record import CHINA
from review.store.connections import for_reading
from review.store.tables import APPEND_ONLY

from . import test_interleavings as orders
from .decided import with_leaders
from .test_interleavings import ENDS, EXAMPLE, PEOPLE, SECRETARY, TABLED, UNIT, Bounds, Node, moves

HEAD = orders.actor("p01", Role.GROUP_SECRETARY)
BOUNDS = Bounds(opinions=2, handed_over=True, returns=2, countersigns=2, drafts=2, meetings=2, moves=2, corrections=2,
                emergency=True, refusals=2, plans=3, leaves=True)
ALLOWED = {(row.state, row.action, row.role) for row in TRANSITIONS}
TRIES = 10
ROAD = (
    ("委托", State.OPINION), ("出具意见", State.ADVISED), ("送审", State.REVIEW), ("出具审查意见", State.REVIEWED),
    ("确定议题", State.AGENDA), ("发通知", State.NOTIFIED), ("宣布通过", State.DECIDED), ("登记请示报告", State.DECIDED),
    ("分管签批", State.DECIDED), ("书记签批", State.APPROVED),
)  # fmt: skip
"""The acts that bring a matter to its end, each with where it leads to: the walks of one run begin some way along it, so that
whatever can follow is tried, whatever chance does."""
ENDING = ("撤回", "收回", "收回议题")
"""What may be done at almost any time, and leads back or to an end: tried more seldom, so that walks come far."""
USE_CASES: tuple[tuple[Callable[..., Matter], tuple[Any, ...]], ...] = (
    (opinion.commission, ("a01",)), (opinion.replace_adviser, ("a01", "a02", "离任")),
    (legality.return_for_supplement, (("缺依据",),)), (countersign.ask, (("r02",), "")),
    (emergency.register, (orders.ACTED,)),
    (draft.confirm, ()), (submission.recall, ("重办",)), (submission.withdraw, ("不办了",)), (sign_off.approve, ("",)),
    (sign_off.approve, ("", Action.SIGN)), (sign_off.decline, ("情况有变", Action.SIGN)),
    (sign_off.decline, ("情况有变", Action.ENDORSE)), (sign_off_plan.send, (("p02", "p03"), SignOffOrder.IN_TURN)),
    (sign_off_plan.change, ((), None, "分工调整")), (sign_off_plan.replace_signer, ("p03", "p04", "调离")),
    (execution.follow_up, (execution.FollowUp(reporting=EXAMPLE.reporting),)),
    *((execution.follow_up, (execution.FollowUp(execution=said),)) for said in (orders.DIVIDED, orders.UNFOUNDED)),
    (archive.close_file, (archive.Closing(archive=Archive(closed_on=TABLED, marking=Marking.NONE)),)), (archive.hand_over, ()),
)  # fmt: skip


OF_IT = {
    "matter": "WHERE id = :id", **dict.fromkeys(("revision", "spending", "topic"), "WHERE matter = :id"),
    **dict.fromkeys(("event", "notice"), "WHERE matter = :number"),
}  # fmt: skip
"""Which rows of a table are the matter's; the other tables are of no matter, and have few rows."""

COUNTED = text("SELECT " + ", ".join(f"(SELECT count(*) FROM {table} {OF_IT.get(table, '')})" for table in APPEND_ONLY))


def charged(one: Delegation, event: Event) -> bool:
    """Whether this delegation covers the act; on the day of its revocation it may have been before that."""
    on = event.at.date()
    revoked = one.revoked_on is not None and one.revoked_on < on
    who = (one.giver, one.person, one.role, one.entered_on) == (event.acting_for, event.actor, event.role, event.delegated_on)
    return who and not revoked and one.as_entered.standing(on) is DelegationStanding.IN_FORCE


class Walk(RuleBasedStateMachine):
    """One matter, led on by whoever tries whatever; every step is looked at in the store."""

    desk: ClassVar[Desk]
    clock: ClassVar[demo.DayClock]
    walked: ClassVar[int] = 0
    refused: ClassVar[int] = 0
    led: ClassVar[int] = 0
    """So many acts of the road are done before the walk begins."""
    seed: ClassVar[str] = ""
    """What makes one run's walks other than another's: each run walks the same ways on every machine."""

    @initialize()
    def submit(self) -> None:
        type(self).walked += 1
        self.turn(TABLED)
        first = replace(EXAMPLE.matter, number=None, draft=replace(EXAMPLE.matter.draft, version="1", sha256=orders.FIRST_DRAFT))
        form = submission.Submission(matter=first, preparation=EXAMPLE.preparation)
        self.matter = submission.submit(self.desk, SECRETARY, form, key=f"walk {self.walked}")
        for act, state in ROAD[: self.led]:
            self.do_next(act)
            assert self.matter.state is state

    def do_next(self, act: str) -> None:
        """One act of the road by the first who may do it."""
        before, today = self.matter, self.desk.today()
        for name, attempted in moves(Node(before, frozenset(), today), BOUNDS):
            if act in name and self.matter is before:
                self.attempt(name, lambda attempted=attempted: attempted(self.desk, before))  # type: ignore[misc]
        assert self.matter is not before, act
        self.to_the_meeting(before)

    def to_the_meeting(self, before: Matter) -> None:
        """To the evening of the meeting of which notice has just been given."""
        if self.matter.state is State.NOTIFIED and before.state is State.AGENDA:
            self.turn(max((self.matter.dossier.meetings or ())[-1].held_on or self.desk.today(), self.desk.today()))

    def turn(self, day: Any) -> None:
        """To the evening of the day: its meetings are over."""
        self.clock.instant = datetime.combine(day, time(18), CHINA)

    @rule(seed=st.integers(0, 10**6))
    def some_act_one_after_another(self, seed: int) -> None:
        chance = Random(f"{seed} {self.seed}")
        for _ in range(chance.randint(1, 4)):
            self.somebody_acts(chance)

    def somebody_acts(self, chance: Random) -> None:
        """Anything that somebody might try, in any order, until somebody's turn it is."""
        before, today = self.matter, self.desk.today()
        tried = [
            (name, act) for name, act in moves(Node(before, frozenset(), today), BOUNDS)
            if not name.endswith(ENDING) or chance.random() < 0.1
        ] if before.state not in ENDS else []  # fmt: skip
        for name, act in chance.sample(tried, min(TRIES, len(tried))):
            self.attempt(name, lambda act=act: act(self.desk, self.matter))  # type: ignore[misc]
            if self.matter is not before:
                break
        self.to_the_meeting(before)

    @rule(which=st.integers(0, len(USE_CASES) - 1), person=st.sampled_from(PEOPLE), role=st.sampled_from(Role))
    def anybody_tries_anything_in_any_role(self, which: int, person: Any, role: Role) -> None:
        use_case, given = USE_CASES[which]
        by = orders.actor(person.id, role)
        self.attempt(use_case.__name__, lambda: use_case(self.desk, by, self.matter.number, self.matter.revision, *given))

    @rule(days=st.integers(0, 9), revoke=st.booleans())
    def the_head_delegates_his_signature_or_takes_it_back(self, days: int, revoke: bool) -> None:
        before, today = self.rows(), self.desk.today()
        given = Delegation(role=Role.GROUP_SECRETARY, person="p03", starts=today, ends=today + timedelta(days), reason="出差")
        entered, _ = delegations.delegated(self.desk, HEAD)
        try:
            if revoke and entered:
                delegations.revoke(self.desk, HEAD, entered[-1].number, "提前返回")
            else:
                delegations.delegate(self.desk, HEAD, given)
        except ReviewError:
            assert self.rows() == before
            return
        added = {table: count - before[table] for table, count in self.rows().items() if count != before[table]}
        waits = self.matter.state is State.DECIDED and "delegation" in added
        assert added.pop("notice", 0) <= waits, "who stands in is told once of what waits already"
        assert added in ({"register_event": 1}, {"register_event": 1, "delegation": 1})

    @precondition(lambda self: self.matter.revision > 1)
    @rule(back=st.integers(1, 3))
    def somebody_acts_from_an_old_page(self, back: int) -> None:
        before, old = self.rows(), max(self.matter.revision - back, 1)
        with pytest.raises(Stale):
            submission.withdraw(self.desk, SECRETARY, self.matter.number, old, "不办了")
        assert self.rows() == before

    @rule(days=st.integers(1, 9))
    def days_pass(self, days: int) -> None:
        self.turn(self.desk.today() + timedelta(days))

    def attempt(self, name: str, act: Callable[[], Matter]) -> None:
        before = self.rows()
        try:
            after = act()
        except ReviewError:
            type(self).refused += 1
            assert self.rows() == before, f"{name}: refused, and yet something is stored"
            return
        added = {table: count - before[table] for table, count in self.rows().items()}
        assert (added["matter"], added["revision"], added["event"]) == (0, 1, 1)
        with self.desk.store.reading(UNIT) as work:
            assert work.matters.get(self.matter.number) == after
        self.matter = after

    def rows(self) -> dict[str, int]:
        """How many rows each append-only table has: as none is ever changed, whatever is stored adds one."""
        with for_reading(self.desk.store.engine, UNIT) as connection:  # type: ignore[attr-defined]
            counts = connection.execute(COUNTED, {"id": self.matter.id, "number": self.matter.number}).one()
        return dict(zip(APPEND_ONLY, counts, strict=True))

    def teardown(self) -> None:
        """What the trail says, told again from its first event, is what is stored."""
        state, before = State.NEW, GENESIS
        with self.desk.store.reading(UNIT) as work:
            matter, events = work.matters.get(self.matter.number), work.trail.of_matter(self.matter.number)
            given = work.delegations.all()
            for event in events:
                assert (event.from_state, event.action, event.role) in ALLOWED
                assert (event.from_state, event.dossier_before) == (state, before)
                if event.acting_for:
                    assert any(charged(one, event) for one in given), "who acts for another was charged with it on that day"
                stored = work.matters.revision(matter.number, event.revision)
                state, before = event.to_state, event.dossier_after
                assert (stored.state, fingerprint(stored.dossier)) == (state, before)
        assert (matter.state, matter.revision, fingerprint(matter.dossier)) == (state, len(events), before)


def heavy(kind: str, walks: int, led: int, again: int = 0) -> Any:
    marks = [pytest.mark.heavy, pytest.mark.timeout(1200)]
    return pytest.param(kind, walks, led, marks=marks, id=f"{kind}-{walks}-after-{led}-{again}")


@pytest.mark.parametrize(("kind", "walks", "led"), [
    ("sqlite", 4, 3), *(heavy("sqlite", 100, led, again) for again in range(2) for led in range(len(ROAD) + 1)),
    heavy("postgresql", 50, 0), heavy("postgresql", 50, 5),
])  # fmt: skip
def test_every_walk_can_be_told_again_from_its_trail(
    desk: Desk, clock: demo.DayClock, walks: int, led: int, request: pytest.FixtureRequest
) -> None:
    Walk.desk, Walk.clock, Walk.led = replace(desk, engine=evaluator.outcomes), clock, led
    with_leaders(desk)
    Walk.walked, Walk.refused, Walk.seed = 0, 0, request.node.name
    run_state_machine_as_test(Walk, settings=settings(
        max_examples=walks, stateful_step_count=6, deadline=None, suppress_health_check=list(HealthCheck), database=None,
        derandomize=True,
    ))  # fmt: skip
    assert Walk.walked >= walks
    assert Walk.refused > 0
    with desk.store.reading(UNIT) as work:
        assert trail.first_broken(work.trail.all()) is None
