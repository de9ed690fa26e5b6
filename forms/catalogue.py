"""Reads a version of the list of matters from the cells of a sheet, every fault at once by row and column."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from forms.catalogue_sheet import COLUMNS, REVIEWED, WHOLE
from forms.flat import without_commas
from forms.schema import FIRST_YEAR, LAST_YEAR
from review.domain.catalogue import Item, Version
from review.domain.errors import Fault
from review.domain.table import Cell, CellKind, Table, column_letters
from review.domain.vocabulary import Category, FundKind, MeetingType

MOST_SIGNS = 300
BETWEEN = re.compile(r"[、，,;；\n]+|→|->")
DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
AMOUNT = re.compile(r"\d{1,15}(\.\d{1,2})?")
ASKED = {
    CellKind.FORMULA: "是公式，系统不计算；请改填公式的结果", CellKind.ERROR: "是出错的值；请改填正确的内容",
}  # fmt: skip


class CellFault(NamedTuple):
    """What is wrong in one place of a sheet and what to do; `place` is 第8行C列（类别）."""

    place: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A version as far as it could be read, with the faults of what could not, by pointer; `rows` are those of its lines."""

    version: Version
    faults: tuple[Fault, ...]
    rows: tuple[int, ...]
    columns: Mapping[str, int]
    above: Mapping[str, int]

    def cells(self, more: Iterable[Fault]) -> list[CellFault]:
        """All faults, with `more` that are not about a place told already, in the order of the sheet."""
        told = {fault.pointer for fault in self.faults}
        every = [*self.faults, *(fault for fault in more if fault.pointer not in told)]
        every = [fault for fault in every if not self._lacks_column(fault.pointer)]
        placed = [(self._at(fault.pointer), fault.message) for fault in every]
        return [CellFault(said, message) for (_, said), message in sorted(placed, key=lambda one: one[0][0])]

    def _lacks_column(self, pointer: str) -> bool:
        """Whether it is of a column that the sheet lacks, which is told once beside the heads."""
        at, _, key = pointer.removeprefix("/items/").partition("/")
        return pointer.startswith("/items/") and at.isdigit() and key in COLUMNS.values() and key not in self.columns

    def _at(self, pointer: str) -> tuple[tuple[int, int], str]:
        parts = pointer.strip("/").split("/")
        if parts[0] == "items" and len(parts) > 2:
            row, key = self.rows[int(parts[1])], "/".join(parts[2:])
            head = next((one for one, field in COLUMNS.items() if field == key), "")
            column = self.columns.get(key, 0)
            return (row, column), f"第{row}行{column_letters(column)}列（{head}）"
        if parts[0] == "cell":
            row, column = int(parts[1]), int(parts[2])
            return (row, column), f"第{row}行{column_letters(column)}列" if column else f"第{row}行"
        word = next((one for one, field in WHOLE.items() if field == parts[0]), "")
        row = self.above.get(parts[0], 0)
        return (row, 0), (f"第{row}行B列（{word}）" if row else word) or "全表"


def read(table: Table, today: date) -> Read:
    """The version that the sheet says; raises nothing, for everything wrong is among its faults."""
    faults = [Fault(f"/cell/{_first_row(area)}/0", f"有合并单元格{area}，请取消合并后逐格填写") for area in table.merged]
    head = next((row for row, cells in table.rows.items() if _text(cells.get(1)) == "编号"), None)
    above = {}
    for row, cells in table.rows.items():
        if head is None or row < head:
            key = WHOLE.get(_text(cells.get(1)))
            if key is not None and key not in above:
                above[key] = row
            faults += [Fault(f"/cell/{row}/{place}", "不是清单表格的内容；请用导出的表格填写")
                       for place in cells if key is None or place > 2]  # fmt: skip
    columns, wrong_heads = _columns(table.rows.get(head, {}) if head else {}, head)
    reader = _Reader(faults + wrong_heads)
    rows = tuple(row for row in table.rows if head is not None and row > head)
    items = tuple(_item(reader, f"/items/{place}", table.rows[row], columns, row) for place, row in enumerate(rows))
    values = {key: table.rows[row].get(2) for key, row in above.items()}
    start = reader.day("/effective_from", values.get("effective_from"))
    if start is None and values.get("effective_from") is None:
        reader.faults.append(Fault("/effective_from", "没有写明施行日期，请填写，例如2025-01-01"))
    version = Version(
        number=0, name=reader.text("/name", values.get("name")), basis=reader.text("/basis", values.get("basis")),
        effective_from=start or today, effective_to=reader.day("/effective_to", values.get("effective_to")), items=items,
    )  # fmt: skip
    return Read(version=version, faults=tuple(reader.faults), rows=rows, columns=columns, above=above)


def _text(cell: Cell | None) -> str:
    return cell.text.strip() if cell is not None and cell.kind is CellKind.TEXT else ""


def _first_row(area: str) -> str:
    match = re.match(r"[A-Z]+(\d+)", area)
    return match[1] if match else "1"


def _columns(heads: Mapping[int, Cell], row: int | None) -> tuple[dict[str, int], list[Fault]]:
    """By field the column that its head stands over; without a row of heads all are wanting."""
    if row is None:
        wanted = "、".join(COLUMNS)
        return {}, [Fault("/items", f"没有找到表头（第一列为“编号”的一行）；请用导出的表格填写，表头依次是：{wanted}")]
    columns: dict[str, int] = {}
    faults = []
    for place, cell in heads.items():
        key = COLUMNS.get(_text(cell))
        if key is None or key in columns:
            faults.append(Fault(f"/cell/{row}/{place}", f"表头“{cell.text[:20]}”{'重复' if key else '不认识'}，请删去这一列"))
        else:
            columns[key] = place
    missing = [head for head, key in COLUMNS.items() if key not in columns]
    if missing:
        faults.append(Fault(f"/cell/{row}/0", f"缺少{'、'.join(missing)}列；请用导出的表格填写"))
    return columns, faults


def _item(reader: "_Reader", at: str, cells: Mapping[int, Cell], columns: Mapping[str, int], row: int) -> Item:
    def cell(key: str) -> Cell | None:
        return cells.get(columns.get(key, 0))

    stray = [place for place in cells if place not in columns.values()]
    if columns:
        reader.faults += [Fault(f"/cell/{row}/{place}", "在表头以外，请删去或者移到有表头的列") for place in stray]
    amounts = {kind: reader.amount(f"{at}/thresholds/{kind.value}", cell(f"thresholds/{kind.value}")) for kind in FundKind}
    return Item(
        code=reader.text(f"{at}/code", cell("code"), number=True), name=reader.text(f"{at}/name", cell("name")),
        category=reader.one_of(f"{at}/category", cell("category"), {one.label: one for one in Category}),
        meetings=reader.meetings(f"{at}/meetings", cell("meetings")),
        legality_review=reader.one_of(f"{at}/legality_review", cell("legality_review"), REVIEWED, needed=True) is not False,
        thresholds={kind: amount for kind, amount in amounts.items() if amount is not None},
    )  # fmt: skip


@dataclass(slots=True)
class _Reader:
    """Reads cells by what they should be, and gathers what is wrong."""

    faults: list[Fault]

    def _refuse(self, at: str, why: str) -> None:
        self.faults.append(Fault(at, why))

    def _usable(self, at: str, cell: Cell | None, *kinds: CellKind, wanted: str) -> str | None:
        if cell is None:
            return None
        if cell.kind in kinds:
            return cell.text.replace("\r\n", "\n").replace("\r", "\n").strip()
        told = {CellKind.DATE: "被当成了日期", CellKind.NUMBER: "是数字", CellKind.COUNT: "是数字", CellKind.TRUTH: "是逻辑值",
                CellKind.TEXT: "是文字"}  # fmt: skip
        self._refuse(at, ASKED.get(cell.kind) or f"“{cell.text[:20]}”{told[cell.kind]}；{wanted}")
        return None

    def text(self, at: str, cell: Cell | None, *, number: bool = False) -> str:
        kinds = (CellKind.TEXT, CellKind.NUMBER) if number and cell and cell.text.isdecimal() else (CellKind.TEXT,)
        found = self._usable(at, cell, *kinds, wanted="请把单元格设为文本格式后重新填写") or ""
        if len(found) > MOST_SIGNS:
            self._refuse(at, f"最多{MOST_SIGNS}字，现有{len(found)}字，请缩短")
        return found

    def one_of(self, at: str, cell: Cell | None, words: Mapping[str, Any], *, needed: bool = False) -> Any:
        found = self._usable(at, cell, CellKind.TEXT, wanted=f"应当是：{'、'.join(words)}")
        if found is not None and found not in words:
            self._refuse(at, f"“{found[:20]}”不认识；应当是：{'、'.join(words)}")
        elif cell is None and needed:
            self._refuse(at, f"没有填写；应当是：{'、'.join(words)}")
        return words.get(found or "")

    def meetings(self, at: str, cell: Cell | None) -> tuple[MeetingType, ...]:
        words = {one.label: one for one in MeetingType}
        wanted = f"应当是：{'、'.join(words)}；先后几个会议的，用顿号隔开"
        found = self._usable(at, cell, CellKind.TEXT, wanted=wanted) or ""
        named = [one.strip() for one in BETWEEN.split(found) if one.strip()]
        if strange := [one for one in named if one not in words]:
            self._refuse(at, f"“{'、'.join(strange)[:40]}”不认识；{wanted}")
        return tuple(words[one] for one in named if one in words)

    def amount(self, at: str, cell: Cell | None) -> Decimal | None:
        wanted = "应当是以元为单位的金额，不为负，最多两位小数；没有标准的留空"
        found = self._usable(at, cell, CellKind.TEXT, CellKind.NUMBER, wanted=wanted)
        if not found:
            return None
        try:
            amount = Decimal(without_commas(re.sub(r"\s|元$", "", found)))
            if AMOUNT.fullmatch(f"{amount:f}"):
                return amount.quantize(Decimal("0.01"))
        except InvalidOperation:
            pass
        self._refuse(at, f"“{found[:20]}”{wanted}")
        return None

    def day(self, at: str, cell: Cell | None) -> date | None:
        wanted = "应当是日期，例如2025-01-01"
        found = self._usable(at, cell, CellKind.DATE, CellKind.TEXT, wanted=wanted)
        if not found:
            return None
        if match := DAY.fullmatch(found):
            try:
                day = date(*map(int, match.groups()))
                if FIRST_YEAR <= day.year <= LAST_YEAR:
                    return day
            except ValueError:
                pass
        self._refuse(at, f"“{found[:20]}”{wanted}，并且确有这一天")
        return None
