"""Holds what a reading copy (阅览副本) is marked with: for whom it was made and when, and the number of each of its sheets."""

from dataclasses import dataclass
from datetime import datetime

from review.domain.phrases import day

UNPROVEN = "阅览副本（各文书、全卷）本身不能核验，请核验审查记录或者归档包"
"""What whoever tries to prove a copy is told."""

LONGEST_NAME = 24
"""Signs of a name that a mark has room for."""

SIGNS = "0123456789全卷第页共 "
"""The signs of which the number of a sheet is made; each is printed once and then set beside the next."""

MOST_SHEETS = 1_500
MOST_BYTES = 300 * 1024 * 1024
MOST_FILES = 150
"""What a folder takes in of the files of a matter; what is more stands in its index only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """For whom a copy is made, as the session knows him, and when."""

    name: str
    account: str
    at: datetime

    @property
    def who(self) -> str:
        """成员甲（shuji）."""
        return f"{_short(self.name)}（{_short(self.account)}）"

    @property
    def when(self) -> str:
        return f"{day(self.at.date())} {self.at.hour}:{self.at.minute:02}"


def sheet_number(place: int, of: int) -> str:
    """What stands at the foot of a sheet of a folder."""
    return f"全卷第{place}页 共{of}页"


def _short(name: str) -> str:
    words = " ".join(name.split())
    return words if len(words) <= LONGEST_NAME else f"{words[: LONGEST_NAME - 1]}…"
