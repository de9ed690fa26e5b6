"""Holds how the numbers of the annual report hang together: which divide another one, and which are some of it; so whoever
changed rows of a report and its numbers with them is found where the one no longer fits the other.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from review.domain.annual.figures import Figure as F
from review.domain.annual.report import Report, Row
from review.domain.vocabulary import Category

_POINTS = ("ADOPTED", "PARTLY", "NOT_ADOPTED", "UNANSWERED")

DIVIDED: tuple[tuple[F, tuple[F, ...]], ...] = (
    (F.DECIDED, (F.PASSED, F.REJECTED, F.RESULT_OPEN)),
    (F.DECIDED, (F.REVIEWED_BEFORE, F.NOT_REVIEWED_BEFORE, F.REVIEWED_BEFORE_OPEN, F.REVIEW_NOT_DUE)),
    (F.DECIDED, (F.ADVISED_BEFORE, F.NOT_ADVISED_BEFORE, F.ADVISED_BEFORE_OPEN, F.ADVICE_NOT_DUE)),
    (F.DECIDED, (F.PRESIDED, F.NOT_PRESIDED, F.PRESIDING_OPEN)),
    (F.PASSED, (F.CONDITIONAL, F.UNCONDITIONAL, F.CONDITIONS_OPEN)),
    (F.PRESIDED, (F.SPOKE_LAST, F.NOT_LAST, F.LAST_OPEN)),
    (F.REVIEWS, (F.LAWFUL, F.LAWFUL_WITH_CHANGES, F.UNLAWFUL, F.EXPLORATORY, F.CONCLUSION_OPEN)),
    (F.REVIEWS, (F.DAYS_KNOWN, F.DAYS_OPEN)),
    (F.REVIEWS, (F.IN_TIME, F.LATE, F.TIME_OPEN)),
    *((F(points), tuple(F(f"{points}_{answer}") for answer in _POINTS)) for points in ("SUGGESTIONS", "CHANGES")),
)
"""Each number with those into which it is divided whole."""

SOME_OF: tuple[tuple[F, tuple[F, ...]], ...] = (
    (F.DECIDED, (F.GATE_SHUT, F.BREACHED, F.UNDETERMINED, F.EMERGENCY, F.EMERGENCY_OPEN, F.HEAD_DECIDES, F.MODE_OPEN)),
    (F.UNDER_REVIEW, (F.UNDER_REVIEW_LATE,)),
)
"""Each number with those that count some of it."""


def unsound(report: Report) -> str | None:
    """The first place at which the numbers, their rows and the list of the principal officer deny one another."""
    return next(_faults(report), None)


def _faults(report: Report) -> Iterator[str]:
    yield from _rows(report)
    for whole, parts in DIVIDED:
        if _weight(report.rows[whole]) != _weight(row for part in parts for row in report.rows[part]):
            yield f"“{whole.label}”的事项不是“{'”“'.join(part.label for part in parts)}”的事项之和"
    for whole, parts in SOME_OF:
        for part in parts:
            if _weight(report.rows[part]) - _weight(report.rows[whole]):
                yield f"“{part.label}”的事项不都在“{whole.label}”的事项中"
    presided = [(row.number, row.title, row.on, row.note) for row in report.rows[F.PRESIDED]]
    if sorted(presided, key=str) != sorted(((one.number, one.title, one.on, one.meeting) for one in report.presided), key=str):
        yield f"主要负责人的清单不是“{F.PRESIDED.label}”的事项"
    used = Counter(f"用时{one.days}个工作日{'（暂定）' if one.provisional else ''}" for one in report.used)
    if Counter(row.note for row in report.rows[F.DAYS_KNOWN]) != used:
        yield f"用时不是“{F.DAYS_KNOWN.label}”各件所写的"


def _rows(report: Report) -> Iterator[str]:
    """Each row counts something, in this year, of a matter that is named once and in one way."""
    told: dict[str, tuple[str, Category | None]] = {}
    sources = [one.number for one in report.sources]
    for what, rows in report.rows.items():
        for row in rows:
            if row.count < 1 or (row.on is None and what is not F.UNDATED) or (row.on and row.on.year != report.year):
                yield f"“{what.label}”中{row.number}的日期不在{report.year}年，或者不计数"
            if told.setdefault(row.number, (row.title, row.category)) != (row.title, row.category):
                yield f"“{what.label}”中{row.number}的名称或者类别与别处不同"
    if sources != sorted(told):
        yield "所列的事项及其版次，与各项数字的事项不同"


def _weight(rows: Iterable[Row]) -> Counter[tuple[str, date | None]]:
    """For how much each matter counts on each day."""
    found: Counter[tuple[str, date | None]] = Counter()
    for row in rows:
        found[row.number, row.on] += row.count
    return found
