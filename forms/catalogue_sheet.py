"""Holds how a version of the list of matters stands in a workbook, and lays one out; `catalogue` reads it.

What is laid out is what is read: the same rows and columns, so that an exported list can be changed and entered as a new one.
"""

from datetime import date
from decimal import Decimal

from review.domain.catalogue import Item, Version
from review.domain.table import Cell, CellKind, Table
from review.domain.vocabulary import Category, FundKind, MeetingType

SHEET = "事项清单"

WHOLE = {"版本": "name", "依据文件": "basis", "施行日期": "effective_from", "有效期至": "effective_to"}
"""What stands above the lines: the word in the first column, the value in the second."""

COLUMNS = {
    "编号": "code", "事项": "name", "类别": "category", "讨论的会议（按先后）": "meetings", "合法性审查": "legality_review",
    **{f"{kind.label}（元）": f"thresholds/{kind.value}" for kind in FundKind},
}  # fmt: skip
"""The columns of the lines, by their heads."""

REVIEWED = {"须审查": True, "不要求": False}
EXACT = 15
"""The digits of a number that a sheet keeps; an amount with more is laid out as text."""


def laid_out(version: Version | None) -> dict[str, Table]:
    """The sheets of a version, or of none: the list, and how to fill it in."""
    above = [[_said(word), _whole(getattr(version, key)) if version else None] for word, key in WHOLE.items()]
    lines = [_cells(item) for item in version.items] if version else []
    rows: list[list[Cell | None]] = [*above, [], [_said(head) for head in COLUMNS], *lines]
    told = Table(rows={row: {1: Cell(CellKind.TEXT, text)} for row, text in enumerate(NOTES, 1)})
    filled = {row: cells for row, line in enumerate(rows, 1) if (cells := {at: cell for at, cell in enumerate(line, 1) if cell})}
    return {SHEET: Table(rows=filled, head=HEAD, widths=WIDTHS), "填写说明": told}


def _whole(value: str | date | None) -> Cell | None:
    if isinstance(value, date):
        return Cell(CellKind.DATE, value.isoformat())
    return _said(value) if value else None


def _said(text: str) -> Cell | None:
    return Cell(CellKind.TEXT, text) if text else None


def _cells(item: Item) -> list[Cell | None]:
    amounts = (item.thresholds.get(kind) for kind in FundKind)
    return [
        _said(item.code), _said(item.name), _said(item.category.label if item.category else ""),
        _said("、".join(one.label for one in item.meetings)),
        _said(next(word for word, truth in REVIEWED.items() if truth is item.legality_review)),
        *(None if one is None else _amount(one) for one in amounts),
    ]  # fmt: skip


def _amount(amount: Decimal) -> Cell:
    exact = len(amount.as_tuple().digits) <= EXACT
    return Cell(CellKind.NUMBER, f"{amount.normalize():f}") if exact else Cell(CellKind.TEXT, f"{amount:f}")


CHOICES = {3: [one.label for one in Category], 5: list(REVIEWED)}
HEAD = len(WHOLE) + 2
WIDTHS = (12, 36, 16, 30, 12, *(16 for _ in FundKind))

NOTES = (
    "每行一个条目，编号不能重复；表头和各列不要改动，不要合并单元格，不要使用公式。",
    f"类别填：{'、'.join(one.label for one in Category)}。",
    f"讨论的会议按先后填写，用顿号隔开，可用：{'、'.join(one.label for one in MeetingType)}。",
    "合法性审查填：须审查、不要求。",
    "金额标准以元为单位：达到该金额的属于本条；没有标准的留空，按本单位的大额资金标准。",
    "施行日期填新版开始施行的日期；没有期限的，有效期至留空。新版施行，前版停用。",
    "录入后由党组书记（主要负责人）确认，确认以后才施行。",
)
