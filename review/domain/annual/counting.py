"""Puts one matter to the numbers of a year: its submission, its decision, its reviews and opinions, each by its own day."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from review.domain import review_clock
from review.domain.annual.decided import Presided, decision
from review.domain.annual.figures import Figure
from review.domain.annual.rows import OnFile, Row
from review.domain.dossier import LegalityReview
from review.domain.finishing import Handling, finish_of
from review.domain.phrases import day
from review.domain.vocabulary import Response, ReviewConclusion, ReviewKind
from review.domain.workdays import Calendar, Counted
from review.domain.workflow import State

_RESULTS = {conclusion: Figure(conclusion.value) for conclusion in ReviewConclusion}
_TIMES = {True: Figure.IN_TIME, False: Figure.LATE, None: Figure.TIME_OPEN}
_ANSWERS = {
    points: {**{one: Figure(f"{points}_{one.value}") for one in Response}, None: Figure(f"{points}_UNANSWERED")}
    for points in ("SUGGESTIONS", "CHANGES")
}  # fmt: skip


@dataclass
class Told:
    """What was found so far."""

    rows: dict[Figure, list[Row]] = field(default_factory=dict)
    presided: list[Presided] = field(default_factory=list)
    used: list[Counted] = field(default_factory=list)


Put = Callable[..., None]
"""Puts the matter behind a number: `put(figure, day, note, count)`."""


def counted(matter: OnFile, year: int, calendar: Calendar, until: date, told: Told) -> None:
    """Put the matter behind every number of the year to which it counts."""
    about = matter.dossier.matter

    def put(what: Figure, on: date | None, note: str = "", count: int = 1) -> None:
        row = Row(number=matter.number, title=about.title or "", category=about.category, on=on, note=note, count=count)
        told.rows.setdefault(what, []).append(row)

    if about.submitted_on is None:
        put(Figure.UNDATED, None, "提交之日没有登记")
    elif about.submitted_on.year == year:
        put(Figure.SUBMITTED, about.submitted_on, f"现在的环节：{matter.state.label}")
    if matter.withdrawn_on is not None and matter.withdrawn_on.year == year:
        put(Figure.WITHDRAWN, matter.withdrawn_on)
    if presided := decision(matter, year, put):
        told.presided.append(presided)
    _opinions(matter, year, put)
    _reviews(matter, year, calendar, until, put, told)


def _opinions(matter: OnFile, year: int, put: Put) -> None:
    for one in matter.dossier.legal_opinions or ():
        if one.issued_on is not None and one.issued_on.year == year:
            points = None if one.suggestions is None else [point.response for point in one.suggestions]
            _points("SUGGESTIONS", points, put, one.issued_on, f"法律意见{one.number or '没有编号'}")


def _reviews(matter: OnFile, year: int, calendar: Calendar, until: date, put: Put, told: Told) -> None:
    """The reviews issued in the year, each with its clock; and the one that is under way since it was sent in the year."""
    dossier, newest = matter.dossier, matter.dossier.legality_review
    if newest is None:
        return
    clocks = review_clock.of_each(dossier, calendar, until)
    for one, clock in zip((*(newest.earlier or ()), newest), clocks, strict=True):
        if one.issued_on is None or one.issued_on.year != year:
            continue
        said = f"审查意见{one.number or '没有编号'}"
        if one.kind is not ReviewKind.REVIEW:
            put(Figure.NO_REVIEW, one.issued_on, f"{said}，{one.kind.label if one.kind else '审查方式没有登记'}")
            continue
        put(Figure.REVIEWS, one.issued_on, said)
        put(Figure.CONCLUSION_OPEN if one.conclusion is None else _RESULTS[one.conclusion], one.issued_on, said)
        _time(one, clock, put, told, said)
        points = None if one.required_changes is None else [point.response for point in one.required_changes]
        _points("CHANGES", points, put, one.issued_on, said)
    if newest.issued_on is None and newest.sent_on is not None and newest.sent_on.year == year:
        _under_review(matter, newest.sent_on, newest.due_on, until, put)


def _time(review: LegalityReview, clock: review_clock.Clock | None, put: Put, told: Told, said: str) -> None:
    if clock is None:
        put(Figure.DAYS_OPEN, review.issued_on, said)
    else:
        provisional = "（暂定）" if clock.provisional else ""
        put(Figure.DAYS_KNOWN, review.issued_on, f"用时{clock.used}个工作日{provisional}")
        told.used.append(Counted(clock.used, clock.provisional))
    due = f"，期限{day(review.due_on)}" if review.due_on else ""
    put(_TIMES[review_clock.in_time(review)], review.issued_on, said + due)


def _under_review(matter: OnFile, sent: date, due: date | None, until: date, put: Put) -> None:
    if matter.state not in (State.REVIEW, State.RETURNED):
        return
    note = f"{matter.state.label}，{f'期限{day(due)}' if due else '期限没有登记'}"
    put(Figure.UNDER_REVIEW, sent, note)
    if matter.state is State.REVIEW and finish_of(matter.dossier, matter.state, until).handling is Handling.LATE:
        put(Figure.UNDER_REVIEW_LATE, sent, note)


def _points(points: str, responses: list[Response | None] | None, put: Put, on: date, said: str) -> None:
    """The suggestions of one opinion, or the changes that one review requires, by how each was answered."""
    if responses is None:
        put(Figure.POINTS_OPEN, on, said)
        return
    if responses:
        put(Figure(points), on, said, len(responses))
    for response, what in _ANSWERS[points].items():
        if number := sum(one is response for one in responses):
            put(what, on, said, number)


__all__ = ["Presided", "Told", "counted"]
