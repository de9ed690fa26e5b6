"""The separation of duties on one matter is proven by its dossier and its trail; what is not on record is no separation."""

from dataclasses import replace
from itertools import combinations

import pytest

from review import demo
from review.domain.dossier import Approval, Dossier, Drafter, LegalityReview, Mandate, Meeting, Reference
from review.domain.duties import APART, Side, on_record
from review.domain.duties_apart import Pair, Separation, separation_of
from review.domain.trail import Event
from review.domain.vocabulary import Outcome, Role
from review.domain.workflow import Action, State
from tests.sampling import some

EXAMPLE = demo.examples()[0]
MEETING = (EXAMPLE.meetings or ())[0]
REVIEW = EXAMPLE.legality_review or LegalityReview()
DRAFTED, ADVISED, REVIEWED, DECIDED, VOTED, RECORDED = Side


def pair(found: Separation, one: Side, other: Side) -> Pair:
    return next(each for each in found.pairs if (each.one, each.other) == (one.label, other.label))


def drafted_by(person: str, name: str) -> Dossier:
    return replace(EXAMPLE, matter=replace(EXAMPLE.matter, drafters=(Drafter(id=person, name=name),)))


def event(actor: str, role: Role, acting_for: str | None = None) -> Event:
    return Event(
        unit="SL-ZSJ", seq=1, at=demo.DayClock().now(), matter="1", revision=1, action=Action.FOLLOW_UP, from_state=State.DECIDED,
        to_state=State.DECIDED, actor=actor, actor_name="某人", role=role, acting_for=acting_for, acting_for_name=acting_for,
        dossier_after="0" * 64,
    )  # fmt: skip


@pytest.mark.parametrize("example", demo.examples(), ids=lambda one: one.matter.number)
def test_an_example_is_met_for_every_pair_of_duties_that_has_somebody_on_both_sides(example: Dossier) -> None:
    found = separation_of(example)
    held = {duty.side.label for duty in on_record(example)}
    lacking = {(one.one, one.other) for one in found.pairs if one.outcome is Outcome.not_applicable}
    of_steps = set() if example.approvals else {(found.pairs[-1].one, found.pairs[-1].other)}
    assert {one.outcome for one in found.pairs} <= {Outcome.met, Outcome.not_applicable}
    assert lacking == {(one.label, other.label) for one, other in combinations(Side, 2) if frozenset((one, other)) in APART
                       and not {one.label, other.label} <= held} | of_steps
    assert len(found.pairs) == len(APART) + 1, "each pair of sides, and the steps of the sign-off"
    assert all(one.name != one.id for one in found.people), "everybody has his name"


@pytest.mark.parametrize(("person", "one", "other"), some([
    ("a01", DRAFTED, ADVISED), ("r01", DRAFTED, REVIEWED), ("r02", DRAFTED, REVIEWED), ("p01", DRAFTED, DECIDED),
], 2))  # fmt: skip
def test_who_has_both_is_named_with_what_he_did_as_the_one_and_as_the_other(person: str, one: Side, other: Side) -> None:
    found = separation_of(drafted_by(person, "某人"))
    broken = pair(found, one, other)
    assert (found.outcome, broken.outcome) == (Outcome.not_met, Outcome.not_met)
    assert "：起草，又" in broken.said


def test_a_member_may_have_drafted_for_that_is_no_pair() -> None:
    found = separation_of(drafted_by("p03", "成员丙"))
    assert found.outcome is Outcome.met


def test_what_the_trail_tells_counts_as_what_the_dossier_says() -> None:
    assert pair(separation_of(EXAMPLE, [event("p02", Role.SECRETARY)]), DRAFTED, DECIDED).outcome is Outcome.not_met
    assert pair(separation_of(EXAMPLE, [event("x", Role.SECRETARY, "p02")]), DRAFTED, DECIDED).outcome is Outcome.not_met
    assert separation_of(EXAMPLE, [event("s01", Role.SECRETARY)]).outcome is Outcome.met


def test_who_has_somebody_act_in_his_place_has_the_duty_as_well() -> None:
    signed = Approval(
        step=1, role="分管领导", person=Reference(id="p03", name="成员丙"),
        mandate=Mandate(person=Reference(id="a01", name="法律顾问甲")), decision=(EXAMPLE.approvals or ())[0].decision,
    )  # fmt: skip
    broken = pair(separation_of(replace(EXAMPLE, approvals=(signed,))), ADVISED, DECIDED)
    assert broken.outcome is Outcome.not_met
    assert "由他人代行分管领导签批" in broken.said


@pytest.mark.parametrize(("lacking", "one", "other", "told"), some([
    (replace(EXAMPLE, matter=replace(EXAMPLE.matter, submitted_by=None)), DRAFTED, ADVISED, "提交事项"),
    (replace(EXAMPLE, legality_review=replace(REVIEW, reviewers=None)), REVIEWED, VOTED, "审查"),
    (replace(EXAMPLE, meetings=(replace(MEETING, members=None),)), ADVISED, VOTED, "成员"),
    (replace(EXAMPLE, meetings=(replace(MEETING, recorder=None),)), VOTED, RECORDED, "记录"),
], 2))  # fmt: skip
def test_a_duty_of_whom_it_is_not_known_who_has_it_leaves_its_pairs_undetermined(
    lacking: Dossier, one: Side, other: Side, told: str
) -> None:
    found = separation_of(lacking)
    assert (found.outcome, pair(found, one, other).outcome) == (Outcome.undetermined, Outcome.undetermined)
    assert told in pair(found, one, other).said
    assert "没有记载姓名" in [who.name for who in found.people]


def test_two_of_one_name_are_not_taken_for_two_people() -> None:
    found = separation_of(drafted_by("x99", "法律顾问甲"))
    assert pair(found, DRAFTED, ADVISED).outcome is Outcome.undetermined
    assert "同名" in pair(found, DRAFTED, ADVISED).said


def test_where_nobody_has_a_duty_yet_nothing_is_green() -> None:
    found = separation_of(demo.examples()[6])
    assert found.outcome is Outcome.not_applicable
    assert pair(found, DRAFTED, ADVISED).said == "还没有“法律顾问”"
    no_meeting = separation_of(replace(EXAMPLE, meetings=(Meeting(),), approvals=None))
    assert pair(no_meeting, VOTED, RECORDED).outcome is Outcome.not_applicable


def test_one_person_who_signs_two_steps_is_found() -> None:
    first, second = EXAMPLE.approvals or ()
    found = separation_of(replace(EXAMPLE, approvals=(first, replace(second, person=first.person))))
    assert (found.pairs[-1].outcome, found.pairs[-1].rule) == (Outcome.not_met, "MTG-26")
    unknown = separation_of(replace(EXAMPLE, approvals=(first, replace(second, person=None))))
    assert unknown.pairs[-1].outcome is Outcome.undetermined
