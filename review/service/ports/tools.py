"""What the use cases need that keeps nothing: the time, the rule engine, the comparison of files, the mail server."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, Protocol

from review.domain.comparison import Piece
from review.domain.files import FileType
from review.domain.rulebook import Facts, RuleSet
from review.domain.vocabulary import Outcome


class Clock(Protocol):
    """The one source of the present instant, with its offset."""

    def now(self) -> datetime: ...


class Engine(Protocol):
    """The rule engine: the outcome of every rule of the set, by rule id. May raise; a fault shuts the gate."""

    def __call__(self, rules: RuleSet, facts: Facts) -> Mapping[str, Outcome]: ...


class Compare(Protocol):
    """Compares the texts of two files, each with its kind; raises NotComparable."""

    def __call__(self, old: tuple[FileType, BinaryIO], new: tuple[FileType, BinaryIO]) -> tuple[Piece, ...]: ...


@dataclass(frozen=True, slots=True)
class Sheets:
    """The pages of an uploaded PDF as they look, without anything that acts."""

    content: BinaryIO
    number: int
    left: tuple[str, ...]
    """What of the file was left behind: scripts, files inside it, signatures."""


class Binder(Protocol):
    """Works on PDF files where nothing else runs; what it gives is a file that is gone when it is closed. Raises NotBindable."""

    def taken_over(self, content: BinaryIO) -> Sheets:
        """The pages of an uploaded file; raises NotBindable with the cause."""
        ...

    def counted(self, contents: Sequence[BinaryIO]) -> Sequence[int]:
        """How many pages each of our own files has."""
        ...

    def marked(self, document: BinaryIO, stamp: BinaryIO) -> BinaryIO:
        """A document with the mark on every page."""
        ...

    def bound(self, title: str, parts: Sequence[tuple[str, BinaryIO]], stamp: BinaryIO) -> BinaryIO:
        """The parts one after another, each named in the outline, every page marked and numbered."""
        ...


class Mailer(Protocol):
    """Hands a mail to a mail server; raises NotMailed with the reason."""

    def __call__(self, to: str, subject: str, body: str, message_id: str) -> None: ...
