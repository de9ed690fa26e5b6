"""Holds the calendar of working days with holidays and make-up days (调休); holds no rule about time limits.

N working days from A to B are the working days after A up to and including B (the start day is not counted).
Outside the years of the table Monday to Friday count as working days, but for the holidays that fall on the same day every
year (《全国年节及纪念日放假办法》第二条); the result is provisional, for the lunar ones and 调休 are not known.
"""

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

FIXED = ((1, 1), (5, 1), (10, 1), (10, 2), (10, 3))
"""新年, 劳动节, 国庆节, by month and day."""
SECOND_OF_MAY_SINCE = 2025
"""The first year in which 2 May is a holiday as well (国务院令第795号)."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A number of days; `provisional` when it rests on a year whose holidays are not yet known."""

    days: int
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Calendar:
    """The holidays that fall on weekdays, and the Saturdays and Sundays that are worked, of whole years."""

    years: frozenset[int]
    holidays: frozenset[date]
    makeup_days: frozenset[date]
    _free: list[date] = field(init=False, repr=False, compare=False)
    _worked: list[date] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_free", sorted(day for day in self.holidays if day.weekday() < 5))
        object.__setattr__(self, "_worked", sorted(day for day in self.makeup_days if day.weekday() >= 5))

    def covers(self, first: date, last: date) -> bool:
        """Whether every year from `first` to `last` is in the table."""
        return all(year in self.years for year in range(first.year, last.year + 1))

    def is_workday(self, day: date) -> bool:
        """Whether `day` is worked; outside the table, whether it is Monday to Friday and no holiday that is fixed."""
        free = day in self.holidays if day.year in self.years else day in _fixed(day.year)
        return day in self.makeup_days or (day.weekday() < 5 and not free)

    def between(self, start: date, end: date) -> Counted:
        """Working days after `start` up to and including `end`; negative when `end` lies before `start`."""
        if end < start:
            back = self.between(end, start)
            return Counted(-back.days, back.provisional)
        days = _weekdays_through(end) - _weekdays_through(start)
        days -= bisect_right(self._free, end) - bisect_right(self._free, start)
        days += bisect_right(self._worked, end) - bisect_right(self._worked, start)
        days -= self._fixed_between(start, end)
        return Counted(days, not self.covers(start, end))

    def after(self, start: date, workdays: int) -> tuple[date, bool]:
        """The day on which `workdays` working days after `start` have passed, and whether it is provisional."""
        day, left = start, workdays
        while left > 0:
            day += timedelta(days=left)  # so many days hold at most as many working days: never past the answer
            left = workdays - self.between(start, day).days
        return day, not self.covers(start, day)

    def _fixed_between(self, start: date, end: date) -> int:
        """The fixed holidays on weekdays after `start` up to and including `end`, of the years outside the table."""
        outside = (year for year in range(start.year, end.year + 1) if year not in self.years)
        return sum(start < day <= end for year in outside for day in _fixed(year))


@cache
def _fixed(year: int) -> tuple[date, ...]:
    """The holidays of a year that fall on the same day every year, as far as that is Monday to Friday."""
    days = (*FIXED, (5, 2)) if year >= SECOND_OF_MAY_SINCE else FIXED
    return tuple(one for month, day in days if (one := date(year, month, day)).weekday() < 5)


def _weekdays_through(day: date) -> int:
    weeks, rest = divmod(day.toordinal(), 7)  # ordinal 1 is a Monday
    return weeks * 5 + min(rest, 5)
