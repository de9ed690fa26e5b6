"""The clock of a review, against a clock that walks day by day: whatever stops there are, days are counted once."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from review.domain import review_clock
from review.domain.dossier import LegalityReview, Reference, ReviewReturn
from review.domain.review_clock import Turn
from review.domain.rulebook import Rulebook
from review.domain.workdays import Calendar
from review.service.next_steps import until
from tests.sampling import some

START = date(2024, 4, 25)
"""Before the holidays of May 2024 with their make-up days."""


def walked(calendar: Calendar, review: LegalityReview, until: date) -> int:
    """The working days used up to `until`, day after day: the day of a stop still counts, the day of a resumption does not."""
    assert review.complete_on is not None
    used, day = 0, review.complete_on
    while day < until:
        day += timedelta(1)
        stopped = any(
            stop.on is not None and stop.on < day and (stop.resupplied_on is None or day <= stop.resupplied_on)
            for stop in review.returns or ()
        )
        used += calendar.is_workday(day) and not stopped
    return used


def some_review(dice: random.Random, calendar: Calendar) -> LegalityReview:
    due, _ = calendar.after(START, dice.randint(1, 12))
    review, day = LegalityReview(complete_on=START, due_on=due, returns=()), START
    for _ in range(dice.randint(0, 3)):
        day += timedelta(dice.randint(0, 6))
        review = replace(review, returns=(*(review.returns or ()), ReviewReturn(on=day, by="r1", gaps=("缺",))))
        if dice.random() < 0.2:
            break
        day += timedelta(dice.randint(0, 12))
        shifted = review_clock.due_after_supplement(review, calendar, day)
        *before, last = review.returns or ()
        review = replace(review, due_on=shifted, returns=(*before, replace(last, resupplied_on=day)))
    return review


@pytest.mark.parametrize("seed", some(range(300), 5))
def test_used_and_left_are_what_walking_day_by_day_gives(rulebook: Rulebook, seed: int) -> None:
    calendar, dice = rulebook.calendar, random.Random(seed)
    review = some_review(dice, calendar)
    today = START + timedelta(dice.randint(0, 50))
    last = max([stop.resupplied_on or stop.on or START for stop in review.returns or ()], default=START)
    today = max(today, last)
    clock = review_clock.read(review, calendar, today)
    assert clock is not None
    assert clock.used == walked(calendar, review, today)
    stop = review.returns[-1] if review.returns and review.returns[-1].resupplied_on is None else None
    until, due = (min(today, stop.on) if stop and stop.on else today), review.due_on
    assert due is not None
    left = clock.allowed - clock.used
    assert clock.left == (min(left, -1) if due < until else left)
    assert clock.stopped is bool(review.returns and review.returns[-1].resupplied_on is None)
    turns = [entry.turn for entry in clock.ledger]
    stops = [turn for stop in review.returns or () for turn in (Turn.STOP, *((Turn.RESUME,) if stop.resupplied_on else ()))]
    assert turns == [Turn.START, *stops]
    assert [entry.used for entry in clock.ledger] == [walked(calendar, review, entry.on) for entry in clock.ledger]


@pytest.mark.parametrize("seed", some(range(300), 5))
def test_no_return_for_supplement_makes_the_time_for_review_longer_or_shorter(rulebook: Rulebook, seed: int) -> None:
    calendar, dice = rulebook.calendar, random.Random(seed)
    first, _ = calendar.after(START, allowed := dice.randint(1, 12))
    review, day = LegalityReview(complete_on=START, due_on=first, returns=()), START
    for _ in range(dice.randint(1, 3)):
        day += timedelta(dice.randint(0, 4))
        *before, stop = *(review.returns or ()), ReviewReturn(on=day)
        back = day + timedelta(dice.randint(0, 12))
        due = review_clock.due_after_supplement(replace(review, returns=(*before, stop)), calendar, back)
        review = replace(review, due_on=due, returns=(*before, replace(stop, resupplied_on=back)))
        day = back
    counted = review_clock.allowed(review, calendar)
    assert counted is not None
    assert counted.days == allowed


def test_on_a_day_of_rest_after_the_last_day_the_review_is_late_on_its_clock_as_on_the_desk(rulebook: Rulebook) -> None:
    friday, saturday = date(2024, 5, 17), date(2024, 5, 18)
    review = LegalityReview(complete_on=START, due_on=friday, returns=())
    left = {}
    for today in (friday, saturday, date(2024, 5, 19), date(2024, 5, 20), date(2024, 5, 21)):
        clock = review_clock.read(review, rulebook.calendar, today)
        assert clock is not None
        left[today] = clock.left
        assert clock.left == until(friday, rulebook.calendar, today).left
    assert list(left.values()) == [0, -1, -1, -1, -2]
    late = review_clock.read(replace(review, issued_on=saturday), rulebook.calendar, date(2024, 6, 3))
    assert late is not None and late.left == -1


def test_a_time_limit_that_had_run_out_stays_where_it_was(rulebook: Rulebook) -> None:
    late = LegalityReview(complete_on=date(2024, 6, 3), due_on=date(2024, 6, 6), returns=(ReviewReturn(on=date(2024, 6, 12)),))
    assert review_clock.due_after_supplement(late, rulebook.calendar, date(2024, 6, 20)) == date(2024, 6, 6)
    clock = review_clock.read(late, rulebook.calendar, date(2024, 6, 20))
    assert clock is not None
    assert (clock.used, clock.left, clock.stopped) == (6, -3, True)


def test_an_issued_review_stands_still_and_names_who_ended_it(rulebook: Rulebook) -> None:
    done = LegalityReview(complete_on=date(2024, 6, 3), due_on=date(2024, 6, 14), issued_on=date(2024, 6, 6), returns=(),
                          reviewers=(Reference(id="r1"),))  # fmt: skip
    clock = review_clock.read(done, rulebook.calendar, date(2024, 7, 1))
    assert clock is not None
    assert (clock.used, clock.left) == (3, 5)
    assert [(entry.turn, entry.by) for entry in clock.ledger] == [(Turn.START, None), (Turn.END, "r1")]


def test_past_the_calendar_the_clock_says_that_it_is_provisional(rulebook: Rulebook) -> None:
    beyond = max(rulebook.calendar.years) + 1
    review = LegalityReview(complete_on=date(beyond, 3, 1), due_on=date(beyond, 3, 15), returns=())
    clock = review_clock.read(review, rulebook.calendar, date(beyond, 3, 5))
    assert clock is not None
    assert clock.provisional


@pytest.mark.parametrize("lacking", ["complete_on", "due_on"])
def test_without_one_of_its_days_there_is_no_clock(rulebook: Rulebook, lacking: str) -> None:
    review = replace(LegalityReview(complete_on=START, due_on=START, returns=()), **{lacking: None})
    assert review_clock.read(review, rulebook.calendar, START) is None
