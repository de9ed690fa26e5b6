"""Holds the annual report of one unit: its numbers by class with the rows behind them, and the rates made of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from review.domain.adviser_numbers import taken_of_answered
from review.domain.annual.counting import Presided, Told, counted
from review.domain.annual.figures import COLUMNS, UNCLASSED, Figure, Section, column_of
from review.domain.annual.rows import OnFile, Row, Source
from review.domain.shares import median, per_cent
from review.domain.workdays import Calendar, Counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """A share of something; `open` are those of the whole of which it is not known, which do not count as done."""

    title: str
    done: Figure
    part: int
    whole: int
    open: int
    unit: str

    @property
    def per_cent(self) -> Decimal | None:
        return per_cent(self.part, self.whole)

    @property
    def said(self) -> str:
        """92.1%, 100%; — of nothing."""
        share = self.per_cent
        return "—" if share is None else f"{share.to_integral() if share == share.to_integral() else share}%"


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """Working days used by the reviews: the least, the one in the middle, the most; `open` are the reviews of which they
    cannot be computed."""

    counted: int
    open: int
    least: int | None
    middle: Decimal | None
    most: int | None
    provisional: int
    """How many of them rest on a year whose holidays are not yet known."""


@dataclass(frozen=True, kw_only=True)
class Report:
    """The numbers of one year."""

    year: int
    rows: Mapping[Figure, tuple[Row, ...]]
    presided: tuple[Presided, ...]
    """The decisions of meetings over which the principal officer presided, by day."""
    used: tuple[Counted, ...]
    sources: tuple[Source, ...] = ()
    """The matters behind the numbers, by number, each in the revision that was counted."""

    def behind(self, what: Figure, column: str | None = None) -> tuple[Row, ...]:
        """The rows behind a number, of one class or of all."""
        return tuple(row for row in self.rows[what] if column is None or column_of(row.category) == column)

    def count(self, what: Figure, column: str | None = None) -> int:
        return self._counts[what].get(column, 0)

    @cached_property
    def _counts(self) -> Mapping[Figure, Mapping[str | None, int]]:
        found: dict[Figure, dict[str | None, int]] = {}
        for what, rows in self.rows.items():
            of: dict[str | None, int] = {None: sum(row.count for row in rows)}
            for row in rows:
                column = column_of(row.category)
                of[column] = of.get(column, 0) + row.count
            found[what] = of
        return found

    @property
    def columns(self) -> Mapping[str, str]:
        """The classes, and the column of those without one where there are any."""
        return {key: word for key, word in COLUMNS.items() if key != UNCLASSED or any(
            key in of for of in self._counts.values()
        )}  # fmt: skip

    def shown(self, section: Section) -> tuple[tuple[Figure, int], ...]:
        """The lines of a section to be shown: what is not known is left out where there is nothing of it."""
        return tuple((what, depth) for what, depth in section.lines if not what.is_open or self.rows[what])

    @property
    def is_empty(self) -> bool:
        return not any(self.rows.values())

    @property
    def rates(self) -> tuple[Rate, ...]:
        """The shares that the report states."""
        return (
            self._of_decided("会前合法性审查率", Figure.REVIEWED_BEFORE, Figure.NOT_REVIEWED_BEFORE, Figure.REVIEWED_BEFORE_OPEN),
            self._of_decided("会前听取法律意见率", Figure.ADVISED_BEFORE, Figure.NOT_ADVISED_BEFORE, Figure.ADVISED_BEFORE_OPEN),
            self._adoption("法律意见建议采纳率", "SUGGESTIONS"),
            self._adoption("审查要求修改采纳率", "CHANGES"),
        )

    def _of_decided(self, title: str, done: Figure, not_done: Figure, open_: Figure) -> Rate:
        yes, no, unknown = map(self.count, (done, not_done, open_))
        return Rate(title=title, done=done, part=yes, whole=yes + no + unknown, open=unknown, unit="件")

    def _adoption(self, title: str, points: str) -> Rate:
        of = [Figure(f"{points}_{answer}") for answer in ("ADOPTED", "PARTLY", "NOT_ADOPTED", "UNANSWERED")]
        *answered, unanswered = map(self.count, of)
        part, whole = taken_of_answered(*answered)
        return Rate(title=title, done=Figure(points), part=part, whole=whole, open=unanswered, unit="条")

    @property
    def days(self) -> Days:
        used = sorted(one.days for one in self.used)
        return Days(
            counted=len(used), open=self.count(Figure.DAYS_OPEN), least=used[0] if used else None, middle=median(used),
            most=used[-1] if used else None, provisional=sum(one.provisional for one in self.used),
        )  # fmt: skip


def report_of(matters: Iterable[OnFile], year: int, calendar: Calendar, until: date) -> Report:
    """The report of this year, by the matters as they stood on the day `until`; they are gone through once."""
    told, read = Told(), []
    for matter in matters:
        counted(matter, year, calendar, until, told)
        read.append(Source(number=matter.number, revision=matter.revision, sha256=matter.sha256))
    behind = {row.number for rows in told.rows.values() for row in rows}
    return Report(
        year=year, rows={what: tuple(sorted(told.rows.get(what, ()), key=_by_day)) for what in Figure},
        presided=tuple(sorted(told.presided, key=lambda one: (one.on, one.number))), used=tuple(told.used),
        sources=tuple(sorted((one for one in read if one.number in behind), key=lambda one: one.number)),
    )  # fmt: skip


def _by_day(row: Row) -> tuple[date, str, str]:
    return row.on or date.max, row.number, row.note


__all__ = ["Days", "OnFile", "Presided", "Rate", "Report", "Row", "Source", "report_of"]
