"""Holds a sheet of a workbook as plain cells: what kind of content each has, in which row and column; no workbook."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class CellKind(StrEnum):
    """What a cell holds. Of a formula its text is kept and never its result: nobody has seen how that came about."""

    TEXT = "text"
    NUMBER = "number"
    COUNT = "count"
    DATE = "date"
    TRUTH = "truth"
    FORMULA = "formula"
    ERROR = "error"


class Cell(NamedTuple):
    """The content of a cell as a text; a number in decimals, a count in digits, a date as YYYY-MM-DD. A blank cell is no cell.
    `link` is the place in the same workbook to which it leads."""

    kind: CellKind
    text: str
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The rows of a sheet by row number, each with its cells by column number, both counted from one as a sheet shows them;
    `merged` are the areas of merged cells (A3:B5). `head` is the row with the heads of the columns, `widths` are theirs."""

    rows: dict[int, dict[int, Cell]]
    merged: tuple[str, ...] = ()
    head: int | None = None
    widths: tuple[int, ...] = ()


Line = list[Cell | None]
"""A row, cell by cell."""


def worded(text: str) -> Cell | None:
    """A cell with this text; none where there is none."""
    return Cell(CellKind.TEXT, text) if text else None


def counted(number: int) -> Cell:
    return Cell(CellKind.COUNT, str(number))


def numbered(lines: Sequence[Line]) -> dict[int, dict[int, Cell]]:
    """The rows of a table from its lines, without the blank cells."""
    return {
        number: cells for number, line in enumerate(lines, 1)
        if (cells := {column: cell for column, cell in enumerate(line, 1) if cell is not None})
    }  # fmt: skip


def column_letters(column: int) -> str:
    """How a sheet names a column: A for 1, AA for 27."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
