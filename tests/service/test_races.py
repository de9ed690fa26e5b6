"""Sixteen who approve, record and return one matter at once: one act is stored, fifteen are told, nothing is lost."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier

import pytest

from review import demo
from review.domain.dossier import Meeting, Publication
from review.domain.errors import Stale
from review.domain.trail import first_broken
from review.domain.vocabulary import Role, SignOffOrder
from review.domain.workflow import Action, State
from review.service import deliberation, execution, sign_off, sign_off_plan, submission
from review.service.desk import Desk, fingerprint
from review.service.execution import FollowUp
from review.service.ports import Matter

THREADS = 16
EXAMPLE = demo.examples()[0]
UNIT = EXAMPLE.unit.code or ""
PEOPLE = demo.register_of(one for one in demo.examples() if one.unit.code == UNIT)
Act = Callable[[], Matter]


class Race:
    """Matters taken along the road, one after the other; each return to the secretary's desk costs them a week."""

    def __init__(self, desk: Desk, clock: demo.DayClock) -> None:
        self.desk, self.clock, self.matters, self.decided = desk, clock, 0, 0

    def submitted(self) -> Matter:
        """The example under a number of its own, with its lawyers' papers, ready to be made a topic."""
        self.matters += 1
        number = f"{UNIT}-2022-{self.matters:04}"
        example = replace(EXAMPLE, matter=replace(EXAMPLE.matter, number=number), meetings=None, approvals=None,
                          reporting=None, publication=None, execution=None, archive=None)  # fmt: skip
        self.weeks = 0
        return demo.drive(self.desk, self.clock, example, PEOPLE)

    def meeting(self) -> Meeting:
        """The meeting of the example in this week."""
        (held,) = EXAMPLE.meetings or ()
        return replace(
            held, number=f"{held.number}第{self.weeks}周",
            held_on=self.later(held.held_on), started_at=held.started_at + timedelta(weeks=self.weeks),
            ended_at=held.ended_at + timedelta(weeks=self.weeks),
            topic=replace(held.topic, confirmed_on=self.later(held.topic.confirmed_on)),
            notice=replace(held.notice, sent_on=self.later(held.notice.sent_on),
                           papers_sent_on=self.later(held.notice.papers_sent_on)),
        )  # fmt: skip

    def later(self, day: date) -> date:
        return day + timedelta(weeks=self.weeks)

    def acts(self, matter: Matter) -> tuple[Act, ...]:
        """What may be done to the matter as it stands, on the day on which the clock is set for it."""
        meeting, has_met = self.meeting(), any(
            member.present for held in matter.dossier.meetings or () for member in held.members or ()
        )  # fmt: skip

        def act(role: Role, use_case: Callable[..., Matter], *given: object) -> Act:
            by = demo.actor(role, UNIT, PEOPLE)
            return lambda: use_case(self.desk, by, matter.number, matter.revision, *given)

        recall = act(Role.GROUP_SECRETARY, submission.recall, "会期有变")
        if matter.state is State.AGENDA:
            self.clock.turn_to(meeting.notice.sent_on)
            return act(Role.SECRETARY, deliberation.give_notice, meeting), recall
        if matter.state is State.NOTIFIED:
            self.clock.turn_to(meeting.ended_at)
            record = act(Role.MEETING_RECORDER, deliberation.record, meeting)
            announce = act(Role.MEETING_RECORDER, deliberation.announce, meeting)
            return (record, announce) if has_met else (record, announce, recall)
        if matter.state is State.DECIDED:
            self.clock.turn_to(meeting.held_on + timedelta(days=1))
            there, had = Publication(url=f"https://example.gov.cn/{matter.revision}"), matter.dossier.publication
            told = FollowUp(reporting=EXAMPLE.reporting, publication=there, reason="网址有误" if had else "")
            report = act(Role.SECRETARY, execution.follow_up, told)
            if matter.dossier.reporting is None:
                return (report,)
            signer = Role.GROUP_SECRETARY if matter.dossier.approvals else Role.LEADER
            plan = act(Role.SECRETARY, sign_off_plan.send, ("p02",), SignOffOrder.IN_TURN)
            planning = () if matter.dossier.approvals or matter.dossier.sign_off_plans else (plan,)
            self.decided += 1
            if planning and self.decided % 2:
                return planning  # it looks at most before it stores, and would never win against the others
            return report, act(signer, sign_off.approve, "同意"), *planning
        self.clock.turn_to(meeting.topic.confirmed_on)
        return (act(Role.GROUP_SECRETARY, deliberation.confirm_topic, meeting),)

    def run(self, pool: ThreadPoolExecutor, acts: tuple[Act, ...]) -> list[Matter | Stale]:
        """All of them at the same moment, each act by as many."""
        barrier = Barrier(THREADS)

        def attempt(thread: int) -> Matter | Stale:
            barrier.wait(timeout=60)
            try:
                return acts[thread % len(acts)]()
            except Stale as stale:
                return stale

        return list(pool.map(attempt, range(THREADS)))


@pytest.mark.parametrize("rounds", [2, pytest.param(200, marks=[pytest.mark.heavy, pytest.mark.timeout(900)])])
def test_of_sixteen_who_act_on_the_same_revision_exactly_one_is_stored(desk: Desk, clock: demo.DayClock, rounds: int) -> None:
    race, won = Race(desk, clock), Counter[Action]()
    matter = race.submitted()
    with ThreadPoolExecutor(THREADS) as pool:
        for _ in range(rounds):
            results = race.run(pool, race.acts(matter))
            (stored,) = [one for one in results if isinstance(one, Matter)]
            assert all(isinstance(one, Stale) for one in results if one is not stored)
            assert stored.revision == matter.revision + 1
            with desk.store.reading(UNIT) as work:
                assert work.matters.get(matter.number) == stored
                won[work.trail.last().action] += 1
            race.weeks += stored.state is State.PREPARING
            matter = race.submitted() if stored.state is State.APPROVED else stored
    assert won.total() == rounds
    whole(desk)
    if rounds == 200:
        assert won.keys() >= {Action.RECORD_MEETING, Action.PASS, Action.RECALL, Action.ENDORSE, Action.SIGN,
                              Action.SEND_FOR_SIGN_OFF}


def whole(desk: Desk) -> None:
    """Every matter's revisions follow one another without a gap, each with the event that tells of its dossier."""
    with desk.store.reading(UNIT) as work:
        events = list(work.trail.all())
        assert first_broken(events) is None
        assert [event.seq for event in events] == list(range(1, len(events) + 1))
        for line in work.matters.lines():
            own = [event for event in events if event.matter == line.number]
            assert [event.revision for event in own] == list(range(1, line.revision + 1))
            for event in own:
                assert fingerprint(work.matters.revision(line.number, event.revision).dossier) == event.dossier_after
