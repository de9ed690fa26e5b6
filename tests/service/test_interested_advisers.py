"""An opinion by an adviser whom the unit's own roll knows to have had an interest in the matter when he gave it is no legal
opinion to table the matter with, whatever he declared in it (LAD-08); the way out is another adviser, or the interest lifted."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from review import demo
from review.domain.advisers import Interest
from review.domain.checklist import Finding
from review.domain.dossier import RegisteredInterest
from review.domain.errors import GateShut
from review.domain.vocabulary import Outcome, Role
from review.domain.workflow import Action, State
from review.service import advisers, next_steps, opinion, oversight
from review.service.desk import Desk
from review.service.ports import Matter

from .conftest import Walk
from .tabled import EXAMPLE, HELD, PEOPLE, TITLES, by, confirmed

CLERK, HEAD = by(Role.SECRETARY), by(Role.GROUP_SECRETARY)
GIVEN = (EXAMPLE.legal_opinions or ())[-1]
GIVEN_ON = GIVEN.issued_on or EXAMPLE.as_of
SETTLED_ON = HELD.topic.confirmed_on or EXAMPLE.as_of


def reviewed(desk: Desk, clock: demo.DayClock) -> Matter:
    about = replace(EXAMPLE.matter, title=TITLES[0])
    bare = replace(EXAMPLE, matter=about, meetings=None, approvals=None, reporting=None, publication=None, execution=None,
                   archive=None)  # fmt: skip
    return demo.drive(desk, clock, bare, PEOPLE)


@pytest.fixture
def matter(walk: Walk) -> Matter:
    return walk(reviewed)


def declared(desk: Desk, clock: demo.DayClock, matter: Matter, since: date) -> Interest:
    clock.turn_to(SETTLED_ON)
    assert GIVEN.adviser is not None
    about = Interest(person=GIVEN.adviser.id, party=matter.number, reason="曾任供应商的顾问", since=since)
    return advisers.declare(desk, CLERK, about)


def lined(desk: Desk, matter: Matter) -> Matter:
    """The matter as the list shows it."""
    (line,) = (one for one in oversight.lines(desk, CLERK) if one.number == matter.number)
    ((_, found),) = oversight.matters_of(desk, CLERK, [line])
    return found


def independence(desk: Desk, matter: Matter) -> Finding:
    """What is found of the advisers today, as page, API and lists show it."""
    return next(one for one in oversight.show(desk, CLERK, matter.number).judgement.findings if one.rule == "LAD-08")


def test_what_an_adviser_with_a_declared_interest_wrote_does_not_let_the_topic_be_settled(
    desk: Desk, clock: demo.DayClock, matter: Matter
) -> None:  # fmt: skip
    declared(desk, clock, matter, GIVEN_ON - timedelta(30))
    with pytest.raises(GateShut):
        confirmed(desk, clock, matter, SETTLED_ON)
    found = independence(desk, matter)
    assert (found.outcome, found.observed) == (
        Outcome.not_met, f"不独立的法律顾问：法律顾问甲“{matter.number}”（出具时在法律顾问名册上登记有利害关系）"
    )  # fmt: skip
    assert next_steps.next_actions(oversight.show(desk, CLERK, matter.number)) == (Action.COMMISSION_OPINION,)
    assert lined(desk, matter).judgement == oversight.show(desk, CLERK, matter.number).judgement


def test_an_interest_of_a_later_day_and_one_that_was_lifted_stand_against_nothing(
    desk: Desk, clock: demo.DayClock, matter: Matter
) -> None:  # fmt: skip
    later = declared(desk, clock, matter, GIVEN_ON + timedelta(1))
    assert independence(desk, matter).outcome is Outcome.met
    assert oversight.show(desk, CLERK, matter.number) == matter
    advisers.lift(desk, HEAD, later.number, "已经离职")
    early = declared(desk, clock, matter, GIVEN_ON)
    assert independence(desk, matter).outcome is Outcome.not_met
    advisers.lift(desk, HEAD, early.number, "经核实没有利害关系")
    assert confirmed(desk, clock, matter, SETTLED_ON).state is State.AGENDA


def test_the_opinion_of_another_adviser_opens_the_way(desk: Desk, clock: demo.DayClock, matter: Matter) -> None:
    declared(desk, clock, matter, GIVEN_ON)
    asked = opinion.commission(desk, CLERK, matter.number, matter.revision, "a02")
    other = replace(by(Role.LEGAL_ADVISER), person="a02", name="法律顾问乙")
    another = replace(GIVEN, number="法顾〔2022〕99号", adviser=None, supersedes=None)
    advised = opinion.give(desk, other, asked.number, asked.revision, another)
    first, second = advised.dossier.legal_opinions or ()
    assert [(one.party, one.since) for one in first.registered_interests or ()] == [(matter.number, GIVEN_ON)]
    assert second.registered_interests == ()
    assert "；独立的法律顾问：法律顾问乙，" in independence(desk, advised).observed


def test_nobody_says_in_a_form_what_the_roll_has(desk: Desk, clock: demo.DayClock, matter: Matter) -> None:
    """As with related matters: what the service finds replaces whatever stood there."""
    told = replace(GIVEN, number="法顾〔2022〕99号", adviser=None, registered_interests=(RegisteredInterest(party="甲"),))
    asked = opinion.commission(desk, CLERK, matter.number, matter.revision, "a02")
    other = replace(by(Role.LEGAL_ADVISER), person="a02", name="法律顾问乙")
    advised = opinion.give(desk, other, asked.number, asked.revision, told)
    assert (advised.dossier.legal_opinions or ())[-1].registered_interests == ()


def test_a_topic_that_was_settled_before_is_not_taken_back_by_a_later_declaration(
    desk: Desk, clock: demo.DayClock, matter: Matter
) -> None:  # fmt: skip
    """As with related matters (0019): a meeting decides on what was tabled; the head takes it back where he finds so."""
    settled = confirmed(desk, clock, matter, SETTLED_ON)
    declared(desk, clock, settled, GIVEN_ON)
    assert oversight.show(desk, CLERK, settled.number) == settled
    assert independence(desk, settled).outcome is Outcome.met
