"""Holds each adviser's numbers (履职统计): what was asked of him in a year, how long he took, how it was rated, what was adopted.

They are computed from the opinions in the stored matters and from nothing else; every number has the opinions behind it. An
opinion counts in the year in which it was asked for. One that was handed over counts for who has it, from the first asking.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from review.domain.dossier import LegalOpinion
from review.domain.shares import mean, per_cent
from review.domain.vocabulary import Grade, Response, Term
from review.domain.workdays import Calendar, Counted

SCALES = ("facts", "basis", "reasoning", "use")
POINTS = {Grade.VERY_GOOD: 4, Grade.GOOD: 3, Grade.FAIR: 2, Grade.POOR: 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Advised:
    """A stored matter with the opinions that were asked for."""

    number: str
    title: str
    opinions: tuple[LegalOpinion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One opinion that was asked for, with its matter; `days` are the working days from the asking to the issue."""

    number: str
    title: str
    opinion: LegalOpinion
    days: Counted | None = None

    def points(self, response: Response | None) -> int:
        """How many suggestions were answered so; `None`: not yet answered."""
        return sum(one.response is response for one in self.opinion.suggestions or ()) if self.opinion.issued_on else 0

    @property
    def is_rated(self) -> bool:
        return any(getattr(self.opinion.rating, scale) for scale in SCALES) if self.opinion.rating else False


class Figure(Term):
    """What a number of the statistics counts."""

    ASKED = "ASKED", "委托", "asked for"
    ISSUED = "ISSUED", "出具", "issued"
    OPEN = "OPEN", "未出具", "not issued"
    RATED = "RATED", "已评价", "rated"
    ADOPTED = "ADOPTED", "采纳", "adopted"
    PARTLY = "PARTLY", "部分采纳", "partly adopted"
    NOT_ADOPTED = "NOT_ADOPTED", "未采纳", "not adopted"
    UNANSWERED = "UNANSWERED", "未答复", "not answered"


_BEHIND: dict[Figure, Callable[[Work], bool]] = {
    Figure.ASKED: lambda _: True,
    Figure.ISSUED: lambda one: one.opinion.issued_on is not None,
    Figure.OPEN: lambda one: one.opinion.issued_on is None,
    Figure.RATED: lambda one: one.is_rated,
    Figure.ADOPTED: lambda one: one.points(Response.ADOPTED) > 0,
    Figure.PARTLY: lambda one: one.points(Response.PARTLY) > 0,
    Figure.NOT_ADOPTED: lambda one: one.points(Response.NOT_ADOPTED) > 0,
    Figure.UNANSWERED: lambda one: one.points(None) > 0,
}
RESPONSES = {Figure.ADOPTED: Response.ADOPTED, Figure.PARTLY: Response.PARTLY, Figure.NOT_ADOPTED: Response.NOT_ADOPTED,
             Figure.UNANSWERED: None}  # fmt: skip
"""The numbers that count suggestions; the others count opinions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """One adviser's numbers of one year."""

    adviser: str
    name: str
    works: tuple[Work, ...]

    def behind(self, what: Figure) -> tuple[Work, ...]:
        """The opinions behind a number."""
        return tuple(one for one in self.works if _BEHIND[what](one))

    def count(self, what: Figure) -> int:
        if what in RESPONSES:
            return sum(one.points(RESPONSES[what]) for one in self.works)
        return len(self.behind(what))

    @property
    def mean_days(self) -> Decimal | None:
        """Working days from asking to issue, on the average, to one place."""
        return mean([one.days.days for one in self.works if one.days])

    @property
    def provisional(self) -> bool:
        """Whether days lie in a year whose holidays are not yet known."""
        return any(one.days.provisional for one in self.works if one.days)

    def mean(self, scale: str) -> Decimal | None:
        """The average of one scale, from 4 (好) to 1 (差), to one place."""
        grades = (getattr(one.opinion.rating, scale) for one in self.works if one.opinion.rating)
        return mean([POINTS[grade] for grade in grades if grade])

    @property
    def adoption(self) -> Decimal | None:
        """The adoption rate per cent, to one place."""
        return per_cent(*taken_of_answered(*map(self.count, (Figure.ADOPTED, Figure.PARTLY, Figure.NOT_ADOPTED))))


def taken_of_answered(adopted: int, partly: int, not_adopted: int) -> tuple[int, int]:
    """The adoption rate (采纳率): adopted suggestions, those in part included, among those answered."""
    return adopted + partly, adopted + partly + not_adopted


def numbers_of(matters: Iterable[Advised], calendar: Calendar, year: int) -> tuple[Numbers, ...]:
    """The numbers of every adviser who was asked for an opinion in the year, by id."""
    names: dict[str, str] = {}
    works: dict[str, list[Work]] = {}
    for matter in matters:
        for one in matter.opinions:
            if one.adviser is None or one.commissioned_on is None or one.commissioned_on.year != year:
                continue
            names[one.adviser.id] = one.adviser.name or names.get(one.adviser.id) or one.adviser.id
            days = None if one.issued_on is None else calendar.between(one.commissioned_on, one.issued_on)
            work = Work(number=matter.number, title=matter.title, opinion=one, days=days)
            works.setdefault(one.adviser.id, []).append(work)
    return tuple(Numbers(adviser=key, name=names[key], works=tuple(works[key])) for key in sorted(works))


def years_of(matters: Iterable[Advised]) -> tuple[int, ...]:
    """The years in which opinions were asked for, the last first."""
    asked = {one.commissioned_on.year for matter in matters for one in matter.opinions if one.commissioned_on}
    return tuple(sorted(asked, reverse=True))

