"""Holds the annual report as it is handed out: the numbers of a unit with the place in its trail at which they were counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from review.domain.annual.report import Report
from review.domain.dossier import Unit
from review.domain.program import Program


@dataclass(frozen=True, slots=True, kw_only=True)
class Annual:
    """The annual report of a unit, with the place in its trail up to which it knows what was done: its checkpoint."""

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
    time_stamp: bytes | None = None
    """Over that hash, as a time-stamping authority issued it (RFC 3161)."""
    program: Program | None = None
    """That counted and printed it; none where that is still to be done."""
