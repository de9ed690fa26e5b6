"""What the use cases need that keeps nothing: the time, the rule engine, the comparison of files, the mail server."""

from collections.abc import Mapping
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


class Mailer(Protocol):
    """Hands a mail to a mail server; raises NotMailed with the reason."""

    def __call__(self, to: str, subject: str, body: str, message_id: str) -> None: ...
