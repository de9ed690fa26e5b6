"""The calendar of working days against the published table of another project, day by day and over spans."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.domain.rulebook import Rulebook
from review.domain.workdays import Calendar, Counted

FIRST, LAST = date(2015, 1, 1), date(2026, 12, 31)
DAYS = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
PUBLISHED = [day for day in DAYS if chinese_calendar.is_workday(day)]
TABLE_DAYS = st.dates(FIRST, LAST)
AROUND_DAYS = st.dates(date(2012, 1, 1), date(2030, 12, 31))


@pytest.fixture(scope="module")
def calendar(rulebook: Rulebook) -> Calendar:
    return rulebook.calendar


@pytest.mark.parametrize("year", range(2015, 2027))
def test_every_day_of_the_table_is_worked_or_free_as_published(calendar: Calendar, year: int):
    days = [day for day in DAYS if day.year == year]
    assert [day for day in days if calendar.is_workday(day)] == [day for day in PUBLISHED if day.year == year]


def test_the_table_has_the_years_2015_to_2026_and_no_day_outside_them(calendar: Calendar):
    assert calendar.years == frozenset(range(2015, 2027))
    assert {day.year for day in calendar.holidays | calendar.makeup_days} <= calendar.years


def test_holidays_are_weekdays_and_makeup_days_are_saturdays_and_sundays(calendar: Calendar):
    assert all(day.weekday() < 5 for day in calendar.holidays)
    assert all(day.weekday() >= 5 for day in calendar.makeup_days)


@settings(deadline=None)
@given(TABLE_DAYS, TABLE_DAYS)
def test_a_span_has_the_days_after_its_start_up_to_and_including_its_end(rulebook: Rulebook, one: date, other: date):
    start, end = sorted((one, other))
    published = sum(start < day <= end for day in PUBLISHED)
    assert rulebook.calendar.between(start, end) == Counted(published, provisional=False)


@settings(deadline=None)
@given(AROUND_DAYS, AROUND_DAYS, AROUND_DAYS)
def test_spans_add_up_and_backwards_they_are_negative(rulebook: Rulebook, one: date, two: date, three: date):
    between = rulebook.calendar.between
    assert between(one, two).days + between(two, three).days == between(one, three).days
    assert between(two, one).days == -between(one, two).days


@settings(deadline=None)
@given(AROUND_DAYS, st.integers(1, 60))
def test_after_so_many_working_days_comes_the_first_day_by_which_they_have_passed(
    rulebook: Rulebook, start: date, workdays: int
):
    calendar = rulebook.calendar
    day, provisional = calendar.after(start, workdays)
    assert calendar.between(start, day) == Counted(workdays, provisional)
    assert calendar.is_workday(day)


def test_no_days_pass_on_the_start_day_itself(calendar: Calendar):
    assert calendar.between(date(2022, 9, 1), date(2022, 9, 1)) == Counted(0)
    assert calendar.after(date(2022, 9, 1), 0) == (date(2022, 9, 1), False)


FIXED = {(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)}


@settings(deadline=None)
@given(st.dates(date(2027, 1, 1), date(2035, 12, 31)))
def test_past_the_table_monday_to_friday_are_worked_but_for_the_holidays_of_every_year(rulebook: Rulebook, day: date):
    assert rulebook.calendar.is_workday(day) is (day.weekday() < 5 and (day.month, day.day) not in FIXED)


@settings(deadline=None)
@given(AROUND_DAYS, AROUND_DAYS)
def test_a_span_beyond_the_table_has_the_days_that_are_worked_one_by_one(rulebook: Rulebook, one: date, other: date):
    start, end = sorted((one, other))
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    assert rulebook.calendar.between(start, end).days == sum(map(rulebook.calendar.is_workday, days))


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (date(2026, 12, 30), date(2027, 1, 8), 6),  # 1 January 2027 is a Friday
        (date(2026, 12, 30), date(2027, 1, 11), 7),
        (date(2028, 4, 28), date(2028, 5, 3), 1),  # 1 and 2 May are Monday and Tuesday
        (date(2029, 9, 28), date(2029, 10, 8), 3),  # 1 to 3 October are Monday to Wednesday
        (date(2014, 4, 30), date(2014, 5, 5), 2),  # 2 May was no holiday before 2025
    ],
)
def test_a_holiday_of_every_year_is_not_worked_in_a_year_without_a_table(
    calendar: Calendar, start: date, end: date, days: int
):
    assert calendar.between(start, end) == Counted(days, provisional=True)


@pytest.mark.parametrize(
    ("start", "end", "provisional"),
    [
        (date(2026, 12, 28), date(2026, 12, 31), False),
        (date(2026, 12, 31), date(2027, 1, 1), True),
        (date(2027, 3, 1), date(2027, 3, 10), True),
        (date(2014, 12, 31), date(2015, 1, 5), True),
        (date(2015, 1, 1), date(2015, 1, 5), False),
        (date(2014, 1, 1), date(2027, 12, 31), True),
    ],
)
def test_a_span_that_leaves_the_years_of_the_table_is_provisional(
    calendar: Calendar, start: date, end: date, provisional: bool
):
    assert calendar.between(start, end).provisional is provisional
    assert calendar.between(end, start).provisional is provisional


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (date(2022, 8, 31), date(2022, 9, 9), 7),
        (date(2022, 9, 5), date(2022, 9, 14), 6),  # over the mid-autumn holiday, 10 to 12 September
        (date(2022, 9, 5), date(2022, 9, 15), 7),
        (date(2022, 9, 30), date(2022, 10, 14), 7),  # the 8th and 9th, a weekend, are worked
        (date(2023, 12, 29), date(2024, 1, 2), 1),
    ],
)
def test_spans_over_holidays_counted_by_hand(calendar: Calendar, start: date, end: date, days: int):
    assert calendar.between(start, end).days == days
