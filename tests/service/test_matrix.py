"""Every role × state × action, generated from TRANSITIONS: what the table does not allow is refused and leaves nothing."""

from dataclasses import replace
from datetime import date

import pytest

from review import demo
from review.domain.dossier import (
    Adviser,
    Archive,
    Contract,
    Countersign,
    Dossier,
    EarlierDraft,
    LegalityReview,
    LegalOpinion,
    Meeting,
    Notice,
    Person,
    Reference,
    RequiredChange,
    SignOffPlan,
    Suggestion,
)
from review.domain.errors import Forbidden, GateShut, WrongState
from review.domain.tasks import stands_in
from review.domain.trail import Event
from review.domain.vocabulary import DraftChange, MeetingResult, MeetingType, Role
from review.domain.workflow import TRANSITIONS, Action, State, Transition, diagram, transition
from review.service.desk import Desk, act, event
from review.service.ports import Actor, Matter
from tests.sampling import some

UNIT = "SL-ZSJ"


ADVISER = "a01"
"""An adviser of the unit's roll: nobody else advises."""


def person(role: Role) -> Actor:
    key = ADVISER if role is Role.LEGAL_ADVISER else f"x-{role.value}"
    return Actor(unit=UNIT, person=key, name=f"某{role.label}", roles=frozenset({role}))


def with_everything_to_do(base: Dossier) -> Dossier:
    """The dossier with an opinion asked for, one to answer, a review to answer, a new draft to be confirmed, a closed file."""
    adviser, reviewer = person(Role.LEGAL_ADVISER).person, person(Role.LEGALITY_REVIEWER).person
    old, on = "a" * 64, date(2024, 5, 8)
    draft = replace(base.matter.draft, change=None, earlier=(EarlierDraft(sha256=old, change=DraftChange.FIRST),))
    return replace(
        base, matter=replace(base.matter, draft=draft), archive=Archive(closed_on=on),
        legal_opinions=(
            LegalOpinion(number="1号", adviser=Adviser(id=adviser, name="某法律顾问"), draft_sha256=old, issued_on=on,
                         suggestions=(Suggestion(number=1, text="补充依据"),)),
            LegalOpinion(adviser=Adviser(id=adviser, name="某法律顾问")),
        ),
        legality_review=LegalityReview(
            number="2号", reviewers=(Reference(id=reviewer, name="某审查人员"),), draft_sha256=old, issued_on=on,
            required_changes=(RequiredChange(number=1, text="修改第三条"),),
        ),
    )  # fmt: skip


def with_a_countersign_asked_for(dossier: Dossier) -> Dossier:
    reviewer = person(Role.LEGALITY_REVIEWER)
    asked = Countersign(person=Reference(id=reviewer.person, name=reviewer.name), asked_on=dossier.as_of)
    return replace(dossier, legality_review=LegalityReview(draft_sha256="b" * 64, countersigns=(asked,)))


def with_a_plan(dossier: Dossier) -> Dossier:
    """By it somebody endorses who holds no office any more, so that it may be changed, and he be replaced."""
    plan = SignOffPlan(leaders=(Reference(id="x-gone", name="某离任领导"),), fixed_on=dossier.as_of)
    return replace(dossier, sign_off_plans=(plan,))


def with_a_record(dossier: Dossier) -> Dossier:
    """Its meeting passed it, and nobody has signed."""
    recorder = person(Role.MEETING_RECORDER)
    meeting = Meeting(number="1号", result=MeetingResult.PASSED, recorder=recorder.person)
    people = {**(dossier.people or {}), recorder.person: Person(name=recorder.name)}
    return replace(dossier, meetings=(meeting,), people=people)


def with_a_notice(dossier: Dossier) -> Dossier:
    """Of a meeting to come, which reached none of its members."""
    notice = Notice(sent_on=dossier.as_of, sent_to=(), papers_to=())
    meeting = Meeting(number="1号", type=MeetingType.PARTY_GROUP_MEETING, held_on=date(2024, 5, 20), notice=notice)
    return replace(dossier, meetings=(meeting,))


def with_a_contract(dossier: Dossier) -> Dossier:
    """Signed though no meeting passed the matter: it is set right also where that has ended."""
    return replace(dossier, meetings=(), matter=replace(dossier.matter, contract=Contract(signed_on=dossier.as_of)))


OF_THEIR_OWN = {
    Action.COUNTERSIGN: with_a_countersign_asked_for, Action.CANCEL_COUNTERSIGN: with_a_countersign_asked_for,
    Action.CHANGE_SIGN_OFF: with_a_plan, Action.REPLACE_SIGNER: with_a_plan,
    Action.CORRECT_MEETING: with_a_record, Action.NOTIFY_MEMBERS: with_a_notice, Action.FOLLOW_UP: with_a_contract,
}  # fmt: skip
"""What is done only while somebody is asked to countersign, or where a plan of the sign-off was made: then no review is issued,
and no plan is made."""


@pytest.fixture
def placed(desk: Desk, clock):
    """`placed(state)`: the number of a new stored matter that stands in this state."""
    clock.turn_to(date(2024, 5, 8))
    base = demo.examples()[6]
    judgement = desk.judge(base)
    judgement = replace(judgement, findings=judgement.findings[:3])  # the gates decide here; what is stored is read a lot

    def place(state: State, action: Action | None = None) -> str:
        number, dossier = f"T-{state.value}", with_everything_to_do(base)
        if action in OF_THEIR_OWN:
            number, dossier = f"T-{action.value}", OF_THEIR_OWN[action](base)
        matter = Matter(
            id=number, unit=UNIT, number=number, state=state, revision=1,
            dossier=replace(dossier, matter=replace(dossier.matter, number=number)), judgement=judgement,
            changed_at=clock.now(),
        )  # fmt: skip
        row = Transition(State.NEW, Action.SUBMIT, state, Role.SECRETARY)
        with desk.store.writing(UNIT) as work:
            work.matters.add(matter)
            work.trail.append(event(desk, person(Role.SECRETARY), row, None, matter, work))
            work.commit()
        return number

    return place


def stored(desk: Desk, number: str) -> tuple[Matter, tuple[Event, ...]]:
    with desk.store.reading(UNIT) as work:
        return work.matters.get(number), work.trail.of_matter(number)


@pytest.mark.parametrize("state", some((state for state in State if state is not State.NEW), 5))
def test_in_each_state_each_role_may_do_what_the_table_says_and_nothing_else(desk, placed, state):
    usual = placed(state)
    for action in Action:
        row = transition(state, action)
        number = placed(state, action) if action in OF_THEIR_OWN else usual
        before = stored(desk, number)
        for role in Role:
            revision = before[0].revision
            try:
                act(desk, person(role), number, revision, action, lambda dossier, _: dossier)
            except WrongState:
                assert row is None, (action, role)
            except Forbidden:
                assert row is not None, (action, role)
                assert row.role is not role, (action, role)
            except GateShut:
                assert row is not None
                assert row.role is role
                assert row.gate is not None
            else:
                assert row is not None
                assert row.role is role
                after, events = stored(desk, number)
                assert (after.state, after.revision, len(events)) == (
                    stands_in(row, after.dossier), revision + 1, revision + 1
                )  # fmt: skip
                before = _again(desk, state, number)
        assert stored(desk, number) == before, action


def _again(desk, state, number):
    """The matter as it is stored, brought back to the state where the action led out of it."""
    if stored(desk, number)[0].state is state:
        return stored(desk, number)
    with desk.store.writing(UNIT) as work:
        now = work.matters.get(number)
        back = replace(now, state=state, revision=now.revision + 1)
        row = Transition(now.state, Action.SUPPLEMENT, state, Role.SECRETARY)
        work.matters.append(back)
        work.trail.append(event(desk, person(Role.SECRETARY), row, now.dossier, back, work))
        work.commit()
    return stored(desk, number)


def test_the_auditor_writes_nothing():
    assert all(row.role is not Role.AUDITOR for row in TRANSITIONS)


def test_the_table_has_one_line_for_a_state_and_an_action():
    assert len({(row.state, row.action) for row in TRANSITIONS}) == len(TRANSITIONS)


def test_every_state_can_be_reached_and_every_open_state_can_be_left():
    reached, waiting = {State.NEW}, [State.NEW]
    while waiting:
        state = waiting.pop()
        for row in TRANSITIONS:
            if row.state is state and row.next not in reached:
                reached.add(row.next)
                waiting.append(row.next)
    assert reached == set(State)
    ends = set(State) - {row.state for row in TRANSITIONS if row.next is not row.state}
    assert ends == {State.APPROVED, State.REJECTED, State.WITHDRAWN}


def test_the_meeting_is_reached_only_through_the_agenda_gate():
    assert all(row.gate is not None for row in TRANSITIONS if row.next is State.AGENDA is not row.state)


def test_the_readme_shows_the_table():
    from review.config import HOME

    assert diagram() in (HOME / "README.md").read_text()
