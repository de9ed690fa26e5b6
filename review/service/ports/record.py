"""The printed record: what it is made of, and what prints it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from review.domain.checklist import Judgement
from review.domain.dossier import Dossier
from review.domain.emergency import Ratification
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
    ratification: Ratification | None = None
    """Of what was done first in an emergency, on the judged day."""
    made_at: datetime
    """The instant of the last event, or the start of the judged day: never the clock, so that bytes repeat."""
    rules: Mapping[str, bytes] | None = None
    """The files of the rules that it was judged by; nothing where they are no longer kept."""


class Printer(Protocol):
    """Prints a record as PDF; the same record gives the same bytes. Raises RecordNotPrintable."""

    def __call__(self, record: Record) -> bytes: ...
