"""Holds the clock of the legality review: working days allowed, used and left, and every start and stop; no rule.

The clock starts when the materials are complete, stops on the day on which they are returned for supplement (退回补正),
and goes on when what was lacking has been supplied (第二十六条第一款; that the clock stops is a rule of design).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from review.domain.dossier import Dossier, LegalityReview
from review.domain.kleene import Truth
from review.domain.vocabulary import Term
from review.domain.workdays import Calendar, Counted


class Turn(Term):
    """What happens to the clock."""

    START = "START", "起算"
    STOP = "STOP", "中止"
    RESUME = "RESUME", "恢复"
    END = "END", "办结"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger (期限台账): what happened to the clock on this day, by whom, and the working days used and
    left by then."""

    turn: Turn
    on: date
    by: str | None
    used: int
    left: int
    gaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Clock:
    """How the time of a review stands on a day, in working days; `left` is negative when it has run out, also on a day of rest
    after the last day."""

    allowed: int
    used: int
    left: int
    stopped: bool
    provisional: bool
    ledger: tuple[Entry, ...]


def allowed(review: LegalityReview, calendar: Calendar) -> Counted | None:
    """LRV-07, 第二十六条第二款: working days from complete materials to the due day, less those during which the matter lay
    returned for supplement; the start day is not counted. A stop that still lasts has moved no due day yet. `None` where
    one of the days is not known."""
    start, due = review.complete_on, review.due_on
    if start is None or due is None:
        return None
    whole = calendar.between(start, due)
    stopped = _stopped(review, calendar, due)
    return None if stopped is None else Counted(whole.days - stopped.days, whole.provisional or stopped.provisional)


def due_after(review: LegalityReview, calendar: Calendar, workdays: int) -> date | None:
    """The first due day by which so many working days are allowed; `None` where a day that counts is not known."""
    if review.complete_on is None:
        return None
    due = calendar.after(review.complete_on, workdays)[0]
    while (allows := allowed(replace(review, due_on=due), calendar)) is not None and allows.days < workdays:
        due = calendar.after(due, workdays - allows.days)[0]
    return None if allows is None else due


def read(review: LegalityReview | None, calendar: Calendar, today: date) -> Clock | None:
    """The clock as it stands `today`, or as it stood when the opinion was issued; `None` where it cannot be read."""
    if review is None or review.complete_on is None or (total := allowed(review, calendar)) is None:
        return None
    until = _runs_until(review, review.issued_on or today)
    used = _used(review, calendar, until)
    left = total.days - used.days
    if review.due_on is not None and review.due_on < until:
        left = min(left, -1)
    ledger = tuple(_ledger(review, calendar, total.days))
    return Clock(total.days, used.days, left, is_stopped(review), total.provisional or used.provisional, ledger)


def of_each(dossier: Dossier, calendar: Calendar, today: date) -> tuple[Clock | None, ...]:
    """The clocks of the matter's legality reviews, the oldest first, the current one last."""
    newest = dossier.legality_review
    return tuple(read(one, calendar, today) for one in ((*(newest.earlier or ()), newest) if newest else ()))


def in_time(review: LegalityReview) -> Truth:
    """LRV-10, 第二十八条: whether the opinion was issued in time, that is by its due day."""
    return None if review.issued_on is None or review.due_on is None else review.issued_on <= review.due_on


def is_stopped(review: LegalityReview | None) -> bool:
    """Whether the materials lie returned with the undertaking unit and have not come back."""
    returns = review.returns or () if review is not None and review.issued_on is None else ()
    return bool(returns) and returns[-1].resupplied_on is None


def supplied_on(review: LegalityReview) -> date | None:
    """The day on which what was lacking was supplied last (第二十六条第一款); `None` where nothing was returned and came back."""
    return max(filter(None, (stop.resupplied_on for stop in review.returns or ())), default=None)


def complete_since(review: LegalityReview) -> date | None:
    """Since when the materials that are reviewed are complete: what was returned is so again once it has come back."""
    first, again = review.complete_on, supplied_on(review)
    return first if first is None or again is None else max(first, again)


def due_after_supplement(review: LegalityReview, calendar: Calendar, resupplied_on: date) -> date | None:
    """The due day once the materials are back: as many working days after that day as were left when the clock stopped. A
    time limit that had run out before the return stays where it was."""
    stop, due = review.returns[-1].on if review.returns else None, review.due_on
    if stop is None or due is None or due < stop:
        return due
    return calendar.after(resupplied_on, calendar.between(stop, due).days)[0]


def _stopped(review: LegalityReview, calendar: Calendar, until: date) -> Counted | None:
    """The working days up to and including `until` during which the clock stood still by stops that have ended."""
    days, provisional = 0, False
    for stop in review.returns or ():
        if stop.on is None:
            return None
        if stop.resupplied_on is None or review.complete_on is None:
            continue
        start, end = max(stop.on, review.complete_on), min(stop.resupplied_on, until)
        if start < end:
            counted = calendar.between(start, end)
            days, provisional = days + counted.days, provisional or counted.provisional
    return Counted(days, provisional)


def _runs_until(review: LegalityReview, until: date) -> date:
    """This day, or the one on which the clock was stopped and has not gone on."""
    last = review.returns[-1] if review.returns else None
    return min(until, last.on) if last is not None and last.on is not None and last.resupplied_on is None else until


def _used(review: LegalityReview, calendar: Calendar, until: date) -> Counted:
    """The working days during which the clock has run up to and including `until`; none on a day before it started."""
    assert review.complete_on is not None
    until = _runs_until(review, until)
    run = calendar.between(review.complete_on, max(until, review.complete_on))
    stopped = _stopped(review, calendar, until) or Counted(0)
    return Counted(run.days - stopped.days, run.provisional or stopped.provisional)


def _ledger(review: LegalityReview, calendar: Calendar, total: int) -> Iterator[Entry]:
    def entry(turn: Turn, on: date, by: str | None, gaps: tuple[str, ...] = ()) -> Entry:
        used = _used(review, calendar, on).days
        return Entry(turn, on, by, used, total - used, gaps)

    assert review.complete_on is not None
    yield entry(Turn.START, review.complete_on, None)
    for stop in review.returns or ():
        if stop.on is not None:
            yield entry(Turn.STOP, stop.on, stop.by, stop.gaps or ())
        if stop.resupplied_on is not None:
            yield entry(Turn.RESUME, stop.resupplied_on, None)
    if review.issued_on is not None:
        yield entry(Turn.END, review.issued_on, review.reviewers[0].id if review.reviewers else None)
