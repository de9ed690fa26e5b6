"""What is printed: the record of a matter, the documents beside it, the annual report of a unit; and what prints them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from review.domain.annual import Annual
from review.domain.checklist import Judgement
from review.domain.copies import Viewer
from review.domain.dossier import Dossier
from review.domain.emergency import Ratification
from review.domain.papers import PaperKind
from review.domain.program import Program
from review.domain.review_clock import Clock as ReviewClock
from review.domain.sitting import Sitting
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
    time_stamp: bytes | None = None
    """Over the head of the trail that its last event left, as a time-stamping authority issued it (RFC 3161)."""
    program: Program | None = None
    """That first printed it; none where it is still to be printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A document of its own (文书), drawn from the data of a record: an opinion or a review by its `place` from 0; the agenda or
    the minutes of a meeting from the records of its topics, in their order."""

    kind: PaperKind
    records: tuple[Record, ...]
    place: int = 0
    sitting: Sitting | None = None
    excerpt: bool = False
    """Of a meeting only what concerns one matter (节录), for the folder of that matter."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Of the unit's register, for the people of a meeting whom no dossier names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A line of the index of a folder: what it is, on which sheet it begins and how many it has; or why it is not bound in."""

    title: str
    about: str = ""
    sha256: str = ""
    sheets: int | None = None
    at: int | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """The cover and index of the folder of a matter (全卷目录)."""

    record: Record
    viewer: Viewer
    leaves: tuple[Leaf, ...]
    sheets: int


Printable = Record | Paper | Contents | Viewer | Annual
"""What is printed; of a viewer it is the mark of his copies."""


class Printer(Protocol):
    """Prints a record, a document or a report as PDF; the same gives the same bytes. Raises RecordNotPrintable."""

    def __call__(self, work: Printable) -> bytes: ...
