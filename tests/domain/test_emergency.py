"""How the ratification of an emergency action stands: the one word on every page, in record and on the command line says what the
rule finds."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest

from review import demo
from review.domain.checklist import judge
from review.domain.dossier import Dossier, Emergency, Meeting
from review.domain.emergency import (
    Ratifying,
    corrected,
    given_up,
    is_ratified,
    lapsed_on,
    ratification_of,
    resolved,
    runs_until,
)
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
    Ratifying.UNKNOWN: {Outcome.undetermined, Outcome.not_met}, Ratifying.REOPENED: {Outcome.undetermined},
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


PASSED, REJECTED, DEFERRED = MeetingResult.PASSED, MeetingResult.REJECTED, MeetingResult.DEFERRED
IN_TIME, TOO_LATE = date(2022, 9, 19), date(2022, 9, 22)
"""Of a first meeting; the last day is 21 September."""
COURSES = [
    course for many in (1, 2, 3, 4) for course in product((PASSED, REJECTED, DEFERRED), repeat=many)
    if REJECTED not in course[:-1]
]  # fmt: skip
"""Every course of meetings on a matter: what is rejected is not discussed again."""


def planned(dossier: Dossier, on: date) -> Dossier:
    """The matter with another meeting to come: it was put off, or taken back (收回), or the head refused to sign."""
    return replace(dossier, meetings=(*(dossier.meetings or ()), replace(MEETING, held_on=on, result=None)))


def announced(dossier: Dossier, result: MeetingResult) -> Dossier:
    *before, last = dossier.meetings or ()
    return resolved(replace(dossier, meetings=(*before, replace(last, result=result))))


@pytest.mark.parametrize("begins", [IN_TIME, TOO_LATE])
@pytest.mark.parametrize("course", COURSES, ids=lambda course: "-".join(one.value for one in course))
def test_what_a_meeting_ratified_stands_until_another_rejects_it(
    rulebook: Rulebook, course: tuple[MeetingResult, ...], begins: date
) -> None:
    """The ratification of 22 May was overwritten by that of 24 May, and was late for ever; nothing could mend it."""
    given = replace(urgent(acted()), meetings=None)
    rule = replace(rulebook, rules=tuple(one for one in rulebook.rules if one.id == "MTG-24"))
    first: date | None = None
    for after, result in enumerate(course):
        on = begins + timedelta(7 * after)
        given = planned(replace(given, as_of=on), on)
        waiting = ratification_of(given, rulebook.calendar)
        assert waiting is not None
        if first is not None:
            assert (waiting.on, waiting.stands) == (first, Ratifying.REOPENED if first == IN_TIME else Ratifying.LATE)
        given = announced(given, result)
        first = first or (on if result is PASSED else None)
        found, action = ratification_of(given, rulebook.calendar), given.matter.emergency
        assert found is not None and action is not None
        outcome = judge(given, rule).findings[0].outcome
        late = first is not None and first > date(2022, 9, 21)
        if result is REJECTED:
            assert (action.ratified, action.ratified_on, found.stands) == (False, None, Ratifying.REFUSED)
        elif first is None:
            assert (action.ratified, action.ratified_on) == (None, None)
            assert found.stands is (Ratifying.PENDING if on <= date(2022, 9, 21) else Ratifying.OVERDUE)
        else:
            assert (action.ratified, action.ratified_on, found.on) == (True, first, first)
            open_again = Ratifying.REOPENED if result is DEFERRED else Ratifying.IN_TIME
            assert found.stands is (Ratifying.LATE if late else open_again)
        assert outcome in SAYS[found.stands]
        assert (outcome is Outcome.met) is (found.stands is Ratifying.IN_TIME)


@pytest.mark.parametrize("second", RESULTS)
@pytest.mark.parametrize("first", RESULTS)
def test_of_a_dossier_from_a_file_the_meeting_named_has_to_have_decided_and_its_decision_to_stand(
    first: MeetingResult | None, second: MeetingResult | None
) -> None:
    two = (replace(MEETING, held_on=IN_TIME, result=first), replace(MEETING, held_on=date(2022, 9, 26), result=second))
    given = replace(urgent(acted(ratified=True, on=IN_TIME)), meetings=two)
    expected = {PASSED: {PASSED: True, REJECTED: False, DEFERRED: None, None: None}, None: {REJECTED: False}}
    unknown = None if first is None else False
    assert is_ratified(given) is expected.get(first, {}).get(second, unknown)
    assert is_ratified(replace(given, meetings=())) is False
    assert is_ratified(replace(given, meetings=None)) is None
    unnamed = replace(given, meetings=tuple(replace(one, type=None) for one in two))
    assert is_ratified(unnamed) is not True


def test_the_meeting_that_only_prepares_ratifies_nothing_after_the_matter_was_taken_back() -> None:
    """It was registered after the head's meeting; the party group passed the matter again, and that was said to ratify it on the
    day of the meeting before."""
    by_head = replace(SIGNED, matter=replace(SIGNED.matter, decision_mode=DecisionMode.HEAD_DECIDES))
    held = replace(MEETING, type=MeetingType.EXECUTIVE_MEETING, held_on=IN_TIME)
    again = replace(MEETING, held_on=date(2022, 9, 21))
    waiting = replace(urgent(acted(), by_head), meetings=(held, again))
    assert resolved(waiting) == waiting
    last = replace(held, held_on=date(2022, 9, 21))
    assert resolved(replace(waiting, meetings=(held, again, last))).matter.emergency == acted(ratified=True, on=last.held_on)
    known = replace(waiting, matter=replace(waiting.matter, emergency=acted(ratified=True, on=IN_TIME)))
    assert resolved(known) == known
    assert is_ratified(known) is True
    against = replace(known, meetings=(held, replace(again, result=REJECTED)))
    assert is_ratified(against) is False
    assert resolved(against) == given_up(against)


def test_what_was_reported_only_after_the_ratification_is_ratified_by_the_next_meeting() -> None:
    late = replace(acted(ratified=True, on=IN_TIME), reported_on=date(2022, 9, 20))
    two = (replace(MEETING, held_on=IN_TIME), replace(MEETING, held_on=date(2022, 9, 21)))
    after = resolved(replace(urgent(late), meetings=two)).matter.emergency
    assert after == replace(late, ratified_on=date(2022, 9, 21))
    unsaid = replace(late, reported_on=None)
    assert resolved(replace(urgent(unsaid), meetings=two)).matter.emergency == unsaid


def test_a_correction_of_what_was_ratified_takes_the_ratification_back_and_a_completion_does_not() -> None:
    had = replace(acted(ratified=True, on=IN_TIME), reported_on=None)
    added = replace(had, reported_on=ACTED, reported_to="党组")
    assert corrected(had, added) == added
    assert corrected(had, replace(had, measures="另一措施")) == replace(had, measures="另一措施")
    for other in (replace(had, decided_on=LATE), replace(had, reason=None), replace(added, decided_by="p02")):
        assert corrected(had, other) == replace(other, ratified=None, ratified_on=None)
    waiting = replace(had, ratified=None, ratified_on=None)
    assert corrected(waiting, replace(waiting, decided_on=LATE)).decided_on == LATE


def test_from_which_day_it_is_clear_that_nobody_ratified_it(rulebook: Rulebook) -> None:
    for result, on, since in (
        (PASSED, IN_TIME, None), (PASSED, date(2022, 9, 21), None), (PASSED, TOO_LATE, TOO_LATE),
        (REJECTED, IN_TIME, TOO_LATE), (DEFERRED, IN_TIME, TOO_LATE), (None, IN_TIME, TOO_LATE), (PASSED, None, None),
    ):  # fmt: skip
        given = replace(urgent(acted()), meetings=(replace(MEETING, held_on=on, result=result),))
        assert lapsed_on(given, rulebook.calendar) == since, (result, on)
    assert lapsed_on(urgent(acted(decided_on=None)), rulebook.calendar) is None
