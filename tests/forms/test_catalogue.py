"""A list survives its workbook without loss, and a workbook that is not as it should be is told by row and column at once."""

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from forms.catalogue import CellFault, read
from forms.catalogue_sheet import CHOICES, COLUMNS, HEAD, SHEET, laid_out
from review.demo_lists import lists_of
from review.documents import workbook
from review.domain.catalogue import Item, Version
from review.domain.catalogue_faults import faults_of
from review.domain.table import Cell, CellKind, Table, column_letters
from review.domain.vocabulary import Category, FundKind, MeetingType
from review.domain.writing import unwritable
from tests.sampling import some

TODAY = date(2024, 5, 7)
LIST = replace(list(lists_of("SL-ZSJ"))[-1], number=0)
SIGNS = st.characters(exclude_characters="\r", exclude_categories=("Cs",))
TEXTS = st.text(SIGNS, min_size=1, max_size=40).map(str.strip).filter(lambda text: text and not unwritable(text))
AMOUNTS = st.decimals(0, 10**15 - 1, places=2).map(lambda amount: amount.quantize(Decimal("0.01")))
ITEMS = st.builds(
    Item, code=TEXTS, name=TEXTS, category=st.sampled_from(Category), legality_review=st.booleans(),
    meetings=st.permutations(list(MeetingType)).flatmap(lambda all_: st.integers(1, 5).map(lambda many: tuple(all_[:many]))),
    thresholds=st.dictionaries(st.sampled_from(FundKind), AMOUNTS),
)  # fmt: skip
DAYS = st.dates(date(1900, 3, 1), date(2199, 12, 31))
VERSIONS = st.builds(
    Version, number=st.just(0), name=TEXTS, basis=TEXTS, effective_from=DAYS, effective_to=st.none() | DAYS,
    items=st.lists(ITEMS, max_size=4).map(tuple),
)  # fmt: skip


def saved(version: Version | None) -> io.BytesIO:
    return io.BytesIO(workbook.write(laid_out(version), CHOICES))


def odd(text: str) -> Version:
    return replace(LIST, name=text, basis=text, items=(replace(LIST.items[0], code=text, name=text),))


@settings(max_examples=8)
@given(VERSIONS)
@example(odd("=1+1")).via("a formula")
@example(odd("@SUM(1)")).via("a formula of old")
@example(odd("_x0041_")).via("an escape")
@example(odd("-1")).via("a number")
@example(odd("2024-01-01")).via("a day")
@example(odd("TRUE")).via("a truth")
@example(replace(LIST, items=(replace(LIST.items[0], thresholds={FundKind.PROJECT: Decimal("999999999999999.99")}),))).via("much")
def test_a_list_survives_its_workbook_without_loss(version: Version) -> None:
    survives(version)


@pytest.mark.heavy
@settings(max_examples=60)
@given(VERSIONS)
def test_any_list_survives_its_workbook_without_loss(version: Version) -> None:
    survives(version)


def survives(version: Version) -> None:
    found = read(workbook.read(saved(version), SHEET), TODAY)
    assert found.faults == ()
    assert found.version == version


def test_an_empty_template_is_a_list_without_lines_and_says_what_is_missing() -> None:
    found = read(workbook.read(saved(None), SHEET), TODAY)
    assert [place for place, _ in found.cells(faults_of(found.version, (), TODAY))] == [
        "全表", "第1行B列（版本）", "第2行B列（依据文件）", "第3行B列（施行日期）",
    ]  # fmt: skip


def test_no_text_of_an_exported_workbook_is_a_formula() -> None:
    book = load_workbook(saved(odd("=HYPERLINK(\"http://x\")")))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    guarded = [cell for cell in cells if str(cell.value).startswith("=")]
    assert len(guarded) == 4 and all(cell.quotePrefix for cell in guarded)


def filled(changes: dict[str, Any]) -> io.BytesIO:
    """The demonstration's workbook with cells changed as a person changes them: a text with = is a formula."""
    book = load_workbook(saved(LIST))
    for place, value in changes.items():
        book[SHEET][place].value = value
    kept = io.BytesIO()
    book.save(kept)
    kept.seek(0)
    return kept


def told(changes: dict[str, Any]) -> list[CellFault]:
    found = read(workbook.read(filled(changes), SHEET), TODAY)
    return found.cells(faults_of(found.version, (), TODAY))


ROW = HEAD + 1
WRONG = {
    "a formula": ("A", "=1+1", "是公式"), "a formula for an amount": ("F", "=500000*2", "是公式"),
    "a code that became a day": ("A", date(2024, 1, 2), "被当成了日期"), "a code with decimals": ("A", 1.5, "是数字"),
    "a number as name": ("B", 12, "是数字"), "a name too long": ("B", "长" * 301, "最多300字"),
    "no name": ("B", None, "请填写"), "a class that is none": ("C", "重大事项", "不认识"),
    "no class": ("C", None, "没有写明类别"), "a meeting that is none": ("D", "党组会议、碰头会", "“碰头会”不认识"),
    "no meeting": ("D", None, "没有写明讨论的会议"), "a meeting twice": ("D", "党组会议、党组会议", "写了两次"),
    "a review that is none": ("E", "可能", "不认识"), "no review": ("E", None, "没有填写"), "a truth": ("E", True, "是逻辑值"),
    "an amount below nothing": ("F", -1, "不为负"), "an amount of words": ("F", "五十万", "金额"),
    "an amount with three decimals": ("F", 0.001, "两位小数"), "an amount that is no number": ("F", "NaN", "金额"),
    "a comma for a point": ("F", "1,5", "1,5"), "commas anywhere": ("F", "15,00,00", "金额"),
    "an amount in 万": ("F", "15万", "金额"),
    "an amount without end": ("F", 1e300, "金额"), "an error": ("F", "#REF!", "出错"),
    "a code of a line before": ("A", "A-02", "重复"), "a text beside the list": ("K", "备注", "表头以外"),
}  # fmt: skip


@pytest.mark.parametrize(("column", "value", "said"), some(WRONG.values(), 4), ids=WRONG)
def test_what_is_wrong_is_told_with_row_and_column_and_what_to_do(column: str, value: Any, said: str) -> None:
    (fault,) = told({f"{column}{ROW}": value})
    assert fault.place.startswith(f"第{ROW + 1 if '重复' in said else ROW}行{column}列")
    assert said in fault.message


OF_THE_WHOLE = {
    "a day as text that is none": ("B3", "明年", "应当是日期"), "a day that is not there": ("B3", "2024-02-30", "确有这一天"),
    "a truth for a day": ("B3", True, "应当是日期"), "an end before the beginning": ("B4", "2023-01-01", "早于"),
    "no name": ("B1", None, "请填写"), "a formula as document": ("B2", "=A1", "是公式"),
    "a title above": ("C1", "清单", "不是清单表格的内容"),
}  # fmt: skip


@pytest.mark.parametrize(("place", "value", "said"), some(OF_THE_WHOLE.values()), ids=OF_THE_WHOLE)
def test_what_is_wrong_above_the_lines_is_told(place: str, value: Any, said: str) -> None:
    (fault,) = told({place: value})
    assert fault.place.startswith(f"第{place[1]}行") and said in fault.message


@pytest.mark.parametrize("value", ["2025年1月2日", "2025/1/2", "2025.01.02", date(2025, 1, 2), "2025-1-2"])
def test_a_day_may_be_written_in_several_ways(value: Any) -> None:
    assert read(workbook.read(filled({"B3": value}), SHEET), TODAY).version.effective_from == date(2025, 1, 2)


@pytest.mark.parametrize(("value", "amount"), [
    ("30,000.50元", "30000.50"), (30000, "30000.00"), ("0", "0.00"), ("1.5e5", "150000.00"), ("1,500,000.00", "1500000.00"),
    ("1，500，000", "1500000.00"),
])  # fmt: skip
def test_an_amount_may_be_written_in_several_ways(value: Any, amount: str) -> None:
    found = read(workbook.read(filled({f"F{ROW}": value}), SHEET), TODAY)
    assert found.faults == ()
    assert found.version.items[0].thresholds == {FundKind.BUDGETED: Decimal(amount)}


def test_faults_of_many_cells_are_told_at_once_in_the_order_of_the_sheet() -> None:
    places = [place for place, _ in told({f"E{ROW + 3}": "x", "B3": "x", f"A{ROW}": "=1", f"C{ROW}": "x"})]
    assert [place[:4] for place in places] == ["第3行B", "第7行A", "第7行C", "第10行"]


def test_a_blank_row_between_the_lines_is_left_out_and_the_rows_are_told_as_they_stand() -> None:
    book = load_workbook(saved(LIST))
    book[SHEET].insert_rows(ROW + 1, 3)
    book[SHEET].cell(ROW + 4, 5).value = "x"
    kept = io.BytesIO()
    book.save(kept)
    found = read(workbook.read(kept, SHEET), TODAY)
    assert len(found.version.items) == len(LIST.items)
    assert [place for place, _ in found.cells(())] == [f"第{ROW + 4}行E列（合法性审查）"]


@pytest.mark.parametrize("head", some(COLUMNS, 4))
def test_a_column_that_is_missing_unknown_or_there_twice_is_told(head: str) -> None:
    column = column_letters(list(COLUMNS).index(head) + 1)
    messages = [message for _, message in told({f"{column}{HEAD}": "别的"})]
    wanted = "没有找到表头" if head == "编号" else "“别的”不认识"
    assert any(wanted in message for message in messages)
    if head != "编号":
        assert any(f"缺少{head}" in message for message in messages)
        lacking = told({f"{column}{HEAD}": None})
        assert [message for _, message in lacking if "缺少" in message] == [f"缺少{head}列；请用导出的表格填写"]
        assert not any("列（" in place or "行列" in place for place, _ in lacking), "told once, not row by row"
        twice = [message for _, message in told({f"{column}{HEAD}": "编号"})]
        assert any("“编号”重复" in message for message in twice)


def test_merged_cells_are_told() -> None:
    book = load_workbook(saved(LIST))
    book[SHEET].merge_cells("B8:B9")
    kept = io.BytesIO()
    book.save(kept)
    found = read(workbook.read(kept, SHEET), TODAY)
    assert ("第8行", "有合并单元格B8:B9，请取消合并后逐格填写") in found.cells(())


def test_a_sheet_of_something_else_is_told_and_never_taken_for_a_list() -> None:
    book = Workbook()
    book.active.append(["姓名", "职务"])
    kept = io.BytesIO()
    book.save(kept)
    found = read(workbook.read(kept, SHEET), TODAY)
    assert any("没有找到表头" in message for _, message in found.cells(()))


PLACES = st.integers(1, 12)
SAID = st.text(max_size=9) | st.sampled_from([*COLUMNS, "版本", "1e9", "-0", "2024-13-01"])
CELLS = st.builds(Cell, st.sampled_from(CellKind), SAID)


@pytest.mark.parametrize("tries", [20, pytest.param(200, marks=pytest.mark.heavy)])
def test_whatever_the_cells_hold_is_read_or_told(tries: int) -> None:
    settings(max_examples=tries)(given(st.dictionaries(PLACES, st.dictionaries(PLACES, CELLS, max_size=5)))(is_read_or_told))()


def is_read_or_told(rows: dict[int, dict[int, Cell]]) -> None:
    found = read(Table(rows=dict(sorted(rows.items()))), TODAY)
    assert found.cells(faults_of(found.version, (), TODAY))
