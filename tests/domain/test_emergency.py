"""How the ratification of an emergency action stands: the one word on every page, in record and on the command line says what the
rule finds."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from review import demo
from review.domain.checklist import judge
from review.domain.dossier import Dossier, Emergency, Meeting
from review.domain.emergency import Ratifying, ratification_of, resolved, runs_until
from review.domain.rulebook import Rulebook
from review.domain.vocabulary import DecisionMode, MeetingResult, MeetingType, Outcome

SIGNED = demo.examples()[0]
MEETING: Meeting = (SIGNED.meetings or ())[0]
"""Held on 20 September 2022; the unit allows five working days."""
ACTED, LATE, MET = date(2022, 9, 14), date(2022, 9, 9), MEETING.held_on
TODAY = date(2022, 9, 30)
SAYS = {
    Ratifying.IN_TIME: {Outcome.met}, Ratifying.LATE: {Outcome.not_met}, Ratifying.REFUSED: {Outcome.not_met},
    Ratifying.NOT_BY_MEETING: {Outcome.not_met}, Ratifying.OVERDUE: {Outcome.not_met},
    Ratifying.PENDING: {Outcome.undetermined}, Ratifying.UNANNOUNCED: {Outcome.undetermined},
    Ratifying.UNKNOWN: {Outcome.undetermined, Outcome.not_met},
}  # fmt: skip


def urgent(action: Emergency | None, dossier: Dossier = SIGNED, as_of: date = TODAY) -> Dossier:
    about = dossier.matter
    return replace(dossier, as_of=as_of, matter=replace(
        about, emergency=action, scope=replace(about.scope, emergency=True)))  # fmt: skip


def acted(decided_on: date | None = ACTED, ratified: bool | None = None, on: date | None = None) -> Emergency:
    return Emergency(reason="防汛抢险", decided_by="p01", decided_on=decided_on, reported_on=decided_on or ACTED,
                     ratified=ratified, ratified_on=on)  # fmt: skip


RESULTS = (MeetingResult.PASSED, MeetingResult.REJECTED, MeetingResult.DEFERRED, None)


@pytest.mark.parametrize("result", RESULTS)
def test_the_word_says_what_the_rule_finds(rulebook: Rulebook, result: MeetingResult | None) -> None:
    held = replace(SIGNED, meetings=(replace(MEETING, result=result),))
    unlimited = replace(held, unit=replace(held.unit, parameters=replace(held.unit.parameters, ratification_workdays=None)))
    rule = replace(rulebook, rules=tuple(one for one in rulebook.rules if one.id == "MTG-24"))
    seen = set()
    for dossier, decided, ratified, on, as_of in product(
        (held, replace(SIGNED, meetings=None), unlimited), (ACTED, LATE, None), (True, False, None),
        (MET, date(2022, 9, 19), None), (date(2022, 9, 20), TODAY),
    ):  # fmt: skip
        given = urgent(acted(decided, ratified, on), dossier, as_of)
        found = ratification_of(given, rulebook.calendar)
        assert found is not None
        outcome = judge(given, rule).findings[0].outcome
        assert outcome in SAYS[found.stands], (found, given.matter.emergency, as_of)
        assert (outcome is Outcome.met) is (found.stands is Ratifying.IN_TIME)
        seen.add(found.stands)
    assert {Ratifying.REFUSED, Ratifying.OVERDUE} <= seen


def test_what_is_no_emergency_has_no_word_and_what_is_not_stated_neither(rulebook: Rulebook) -> None:
    assert ratification_of(SIGNED, rulebook.calendar) is None
    unsaid = replace(SIGNED, matter=replace(SIGNED.matter, scope=replace(SIGNED.matter.scope, emergency=None)))
    assert ratification_of(unsaid, rulebook.calendar) is None


def test_an_emergency_of_which_nothing_is_registered_is_unknown_never_in_time(rulebook: Rulebook) -> None:
    for action in (None, Emergency(), Emergency(ratified=True)):
        found = ratification_of(urgent(action), rulebook.calendar)
        assert found is not None
        assert (found.stands, found.by, runs_until(urgent(action), rulebook.calendar)) == (Ratifying.UNKNOWN, None, None)


def test_the_meeting_that_decides_ratifies_and_no_other(rulebook: Rulebook) -> None:
    """A matter that the head decides: the party group passes it first, which ratifies nothing."""
    by_head = replace(SIGNED, matter=replace(SIGNED.matter, decision_mode=DecisionMode.HEAD_DECIDES))
    waiting = urgent(acted(), by_head)
    assert resolved(waiting) == waiting
    held = replace(MEETING, type=MeetingType.EXECUTIVE_MEETING, held_on=date(2022, 9, 21))
    after = resolved(replace(waiting, meetings=(MEETING, held)))
    assert after.matter.emergency == acted(ratified=True, on=date(2022, 9, 21))


@pytest.mark.parametrize(("result", "ratified"), list(zip(RESULTS, (True, False, None, None), strict=True)))
def test_a_result_settles_it_and_a_deferral_leaves_it_open(result: MeetingResult | None, ratified: bool | None) -> None:
    after = resolved(replace(urgent(acted()), meetings=(replace(MEETING, result=result),)))
    assert after.matter.emergency == acted(ratified=ratified, on=MET if ratified else None)
    assert resolved(replace(SIGNED, meetings=(replace(MEETING, result=result),))).matter == SIGNED.matter
