"""Reads a sheet of an Excel workbook as plain cells, and writes one; opens no macro, no link, computes no formula.

A text that looks like a formula is written as a text, marked as one (quotePrefix), so that no program computes it, neither
when the workbook is opened nor when it is saved as another kind of file.
"""

import io
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, BinaryIO
from zipfile import BadZipFile, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink

from review.documents.unreadable import Unreadable
from review.domain.table import Cell, CellKind, Table, column_letters

MOST_UNPACKED = 40 * 1024 * 1024
MOST_PARTS = 500
MOST_ROWS, MOST_COLUMNS = 2000, 60
MOST_SIGNS = 4000
"""Of one cell; a dossier keeps no longer text."""

NO_WORKBOOK = "不是 Excel 工作簿（.xlsx）；.xls、.et 文件请另存为 .xlsx，加了密码的请先取消密码"

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""How a workbook writes a sign that XML has none for; literally written, its first sign stands for itself."""


def read(content: BinaryIO, sheet: str) -> Table:
    """The sheet of this name, or the only one; raises Unreadable with what to do."""
    try:
        _look_inside(content)
        title = _title(content, sheet)
        rows = _rows(content, title)
        whole = load_workbook(content, data_only=False, keep_links=False)[title]
        return Table(rows=rows, merged=tuple(sorted(str(area) for area in whole.merged_cells.ranges)))
    except (Unreadable, MemoryError):
        raise
    except (BadZipFile, InvalidFileException) as error:
        raise Unreadable(NO_WORKBOOK) from error
    except Exception as error:  # whatever a hostile workbook makes its reader raise
        raise Unreadable("文件损坏或者结构特殊；请用 Excel 或者 WPS 打开后另存为新的 .xlsx 再上传") from error


def _look_inside(content: BinaryIO) -> None:
    """Refuse by its directory what is no workbook, has macros, or would be too large when unpacked."""
    with ZipFile(content) as packed:
        parts = packed.infolist()
    names = [part.filename.lower() for part in parts]
    if "xl/workbook.xml" not in names:
        raise Unreadable(NO_WORKBOOK)
    if any(name.endswith("vbaproject.bin") for name in names):
        raise Unreadable("工作簿带有宏；请另存为不带宏的 .xlsx")
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Unreadable("解压后过大；请只保留清单一张工作表后另存为新的 .xlsx")


def _title(content: BinaryIO, sheet: str) -> str:
    book = load_workbook(content, read_only=True, keep_links=False)
    titles = [one.title for one in book.worksheets]
    if sheet in titles:
        return sheet
    if len(titles) == 1:
        return str(titles[0])
    raise Unreadable(f"没有名为“{sheet}”的工作表；请把清单所在的工作表改为这个名称")


def _rows(content: BinaryIO, title: str) -> dict[int, dict[int, Cell]]:
    """The cells that are not blank; read row by row, so that a sheet with too many is refused before it is all in memory."""
    sheet = load_workbook(content, read_only=True, data_only=False, keep_links=False)[title]
    sheet.reset_dimensions()  # what the sheet says of its own size need not be true
    rows: dict[int, dict[int, Cell]] = {}
    for number, row in enumerate(sheet.iter_rows(), 1):
        if number > MOST_ROWS:
            raise Unreadable(f"工作表超过{MOST_ROWS}行；请删去清单以外的行（包括只有格式的空行）后再上传")
        cells = {place: cell for place, one in enumerate(row, 1) if (cell := _cell(one)) is not None}
        if max(cells, default=0) > MOST_COLUMNS:
            raise Unreadable(f"第{number}行超过{MOST_COLUMNS}列；请删去清单以外的列后再上传")
        if cells:
            rows[number] = cells
    return rows


def _cell(cell: Any) -> Cell | None:
    value = cell.value
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if cell.data_type in ("f", "e"):
        kind = CellKind.FORMULA if cell.data_type == "f" else CellKind.ERROR
        return Cell(kind, str(getattr(value, "text", None) or value)[:MOST_SIGNS])
    if isinstance(value, bool):
        return Cell(CellKind.TRUTH, "是" if value else "否")
    if isinstance(value, datetime):
        at_midnight = value.time() == time()
        return Cell(CellKind.DATE, value.date().isoformat() if at_midnight else value.isoformat(" ", "minutes"))
    if isinstance(value, int | float):
        return Cell(CellKind.NUMBER, f"{Decimal(repr(value)).normalize():f}")
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value))
    if len(text) > MOST_SIGNS:
        raise Unreadable(f"单元格{cell.coordinate}超过{MOST_SIGNS}字；请缩短后再上传")
    return Cell(CellKind.TEXT, text)


def write(sheets: Mapping[str, Table], choices: Mapping[int, Sequence[str]] | None = None) -> bytes:
    """A workbook of these sheets, each with its head in bold and the rest moving under it. `choices` are the words to choose
    from in the first, by column."""
    book = Workbook()
    book.remove(book.active)
    for title, table in sheets.items():
        _write(book.create_sheet(title), table)
    for column, words in (choices or {}).items():
        allowed = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True)
        below = (next(iter(sheets.values())).head or 0) + 1
        allowed.add(f"{column_letters(column)}{below}:{column_letters(column)}{below + 499}")
        book.worksheets[0].add_data_validation(allowed)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _write(sheet: Any, table: Table) -> None:
    styles: dict[tuple[Any, ...], Any] = {}
    for number, cells in table.rows.items():
        for column, said in cells.items():
            cell = sheet.cell(number, column)
            if said.kind is CellKind.NUMBER:
                cell.value = float(said.text)
            elif said.kind is CellKind.COUNT:
                cell.value = int(said.text)
            elif said.kind is CellKind.DATE:
                cell.value = date.fromisoformat(said.text)
            else:
                cell.value = _ESCAPED.sub(lambda found: f"_x005F{found[0]}", said.text)
                cell.data_type = "s"
            if said.link:
                cell.hyperlink = Hyperlink(ref=cell.coordinate, location=said.link)
            _style(cell, said, number == table.head, styles)
    for column, width in enumerate(table.widths, 1):
        sheet.column_dimensions[column_letters(column)].width = width
    if table.head:
        sheet.freeze_panes = sheet.cell(table.head + 1, 1)


FORMATS = {CellKind.NUMBER: "#,##0.00", CellKind.COUNT: "0", CellKind.DATE: "yyyy-mm-dd"}


def _style(cell: Any, said: Cell, is_head: bool, styles: dict[tuple[Any, ...], Any]) -> None:
    """Give the cell its look; like cells share one, for looking each up takes longer than all the rest."""
    like_a_formula = cell.data_type == "s" and said.text[:1] in "=+-@\t\r"
    key = (said.kind, like_a_formula, bool(said.link), is_head)
    if key in styles:
        cell._style = styles[key]
        return
    cell.number_format, cell.quotePrefix = FORMATS.get(said.kind, "@"), like_a_formula
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    if is_head:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E8EDF4")
    elif said.link:
        cell.font = Font(color="1B3F6B", underline="single")
    styles[key] = cell._style
