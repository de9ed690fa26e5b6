"""Hostile workbooks are refused in a plain sentence, in a process with limits; no formula in one is computed."""

import io
import zipfile
from collections.abc import Callable

import pytest
from openpyxl import Workbook

from review.documents import read_table
from review.domain.errors import FileRefused
from review.domain.table import Cell, CellKind, column_letters
from tests.sampling import some

SHEET = "事项清单"


def book(*rows: list[object], title: str = SHEET) -> io.BytesIO:
    made = Workbook()
    made.active.title = title
    for row in rows:
        made.active.append(row)
    kept = io.BytesIO()
    made.save(kept)
    return kept


def changed(parts: dict[str, bytes | None], start: io.BytesIO | None = None) -> io.BytesIO:
    """A workbook with parts replaced, added, or taken out."""
    kept = io.BytesIO()
    with zipfile.ZipFile(start or book(["甲"])) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            if content is not None:
                new.writestr(name, content)
    return kept


def sheet_of(rows: str) -> bytes:
    return (
        '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<dimension ref="A1:A1"/><sheetData>{rows}</sheetData></worksheet>'
    ).encode()


PART = "xl/worksheets/sheet1.xml"
LINE = '<row r="{0}"><c r="A{0}" t="inlineStr"><is><t>x</t></is></c></row>'
ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "0123456789">'
    + "".join(f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True))
    + ']><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
    '<c r="A1" t="inlineStr"><is><t>&i;</t></is></c></row></sheetData></worksheet>'
).encode()
LYING = changed({PART: sheet_of("".join(map(LINE.format, range(1, 100_001))))}).getvalue()

HOSTILE: dict[str, tuple[Callable[[], io.BytesIO], str]] = {
    "no file at all": (lambda: io.BytesIO(b""), "不是 Excel 工作簿"),
    "a text": (lambda: io.BytesIO("编号,事项".encode()), "不是 Excel 工作簿"),
    "an old or locked workbook": (lambda: io.BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 99), "取消密码"),
    "a Word document": (lambda: changed({"xl/workbook.xml": None, "word/document.xml": b"<x/>"}), "不是 Excel 工作簿"),
    "half a workbook": (lambda: io.BytesIO(book(["甲"]).getvalue()[:2000]), "不是 Excel 工作簿"),
    "macros": (lambda: changed({"xl/vbaProject.bin": b"x"}), "宏"),
    "a bomb": (lambda: changed({"xl/media/x.bin": bytes(60 * 1024 * 1024)}), "解压后过大"),
    "a bomb of parts": (lambda: changed({f"xl/x{number}": b"" for number in range(600)}), "解压后过大"),
    "a hundred thousand rows": (lambda: io.BytesIO(LYING), "超过2000行"),
    "a row at the far end": (lambda: changed({PART: sheet_of(LINE.format(1_048_576))}), "超过2000行"),
    "a hundred columns": (lambda: book([1] * 100), "超过60列"),
    "a text without end": (lambda: book(["长" * 5000]), "超过4000字"),
    "two sheets, none of that name": (lambda: changed({}, _two_sheets()), "没有名为“事项清单”的工作表"),
    "entities of entities": (lambda: changed({PART: ENTITIES}), "损坏"),
    "broken XML": (lambda: changed({PART: b"<worksheet><sheetData>"}), "损坏"),
    "no sheet": (lambda: changed({PART: None}), "没有名为"),
    "too large": (lambda: io.BytesIO(bytes(2 * 1024 * 1024)), "超过1 MB"),
}


def _two_sheets() -> io.BytesIO:
    made = Workbook()
    made.create_sheet("第二张")
    kept = io.BytesIO()
    made.save(kept)
    return kept


@pytest.mark.parametrize(("made", "said"), some(HOSTILE.values(), 8), ids=HOSTILE)
def test_a_hostile_workbook_is_refused_in_a_sentence(made: Callable[[], io.BytesIO], said: str) -> None:
    with pytest.raises(FileRefused, match=said) as refused:
        read_table(made(), SHEET)
    assert "Traceback" not in str(refused.value)


def test_a_reader_that_does_not_come_to_an_end_is_stopped() -> None:
    with pytest.raises(FileRefused, match="限定的时间和内存"):
        read_table(book(["甲"]), SHEET, seconds=0.01)


def test_cells_are_told_by_their_kind_and_no_formula_is_computed() -> None:
    table = read_table(book([" 甲 ", 1.5, True, "=1+1", None, "#REF!", 1e20], [], ["乙"], title="别的名称"), SHEET)
    assert table.rows == {
        1: {1: Cell(CellKind.TEXT, " 甲 "), 2: Cell(CellKind.NUMBER, "1.5"), 3: Cell(CellKind.TRUTH, "是"),
            4: Cell(CellKind.FORMULA, "=1+1"), 6: Cell(CellKind.ERROR, "#REF!"),
            7: Cell(CellKind.NUMBER, "100000000000000000000")},
        3: {1: Cell(CellKind.TEXT, "乙")},
    }  # fmt: skip


def test_columns_are_named_as_a_sheet_names_them() -> None:
    assert [column_letters(number) for number in (1, 26, 27, 702, 703)] == ["A", "Z", "AA", "ZZ", "AAA"]
