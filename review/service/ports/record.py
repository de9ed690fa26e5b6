"""What is printed: the record of a matter and the annual report of a unit, what each is made of, and what prints them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from review.domain.annual import Report
from review.domain.checklist import Judgement
from review.domain.dossier import Dossier, Unit
from review.domain.review_clock import Clock as ReviewClock
from review.domain.trail import Event
from review.domain.workflow import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What the printed record shows and embeds: the judged dossier, its state, and its part of the trail."""

    dossier: Dossier
    judgement: Judgement
    state: State | None = None
    revision: int | None = None
    trail: tuple[Event, ...] = ()
    clocks: tuple[ReviewClock | None, ...] = ()
    """Of its legality reviews, the oldest first."""
    made_at: datetime
    """The instant of the last event, or the start of the judged day: never the clock, so that bytes repeat."""
    rules: Mapping[str, bytes] | None = None
    """The files of the rules that it was judged by; nothing where they are no longer kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Annual:
    """The annual report of a unit, with the place in its trail up to which it knows what was done."""

    unit: Unit
    report: Report
    events: int
    """The number of the last event; 0 before there is one."""
    head: str
    """Its hash, on which the next event will rest."""
    made_at: datetime
    """The instant of the last event, or the start of the year: never the clock, so that bytes repeat."""
    rulebook: Mapping[str, str]
    """Id and hash of the rules whose calendar counted the days."""


class Printer(Protocol):
    """Prints a record or a report as PDF; the same one gives the same bytes. Raises RecordNotPrintable."""

    def __call__(self, paper: Record | Annual) -> bytes: ...
