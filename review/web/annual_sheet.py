"""Lays the annual report out as a workbook: the numbers, the rows behind each, the list of the principal officer, the counting.

Every number leads to the first of its rows; a text that begins as a formula does stays a text, which the writer sees to.
"""

from collections.abc import Iterator
from datetime import date
from itertools import chain

from review.domain.annual import COLUMNS, COUNTED_BY, SECTIONS, TOLD, Annual, Figure, Presided, Report, Row, column_of
from review.domain.table import Cell, CellKind, Line, Table, counted, numbered, worded
from review.domain.vocabulary import Outcome
from review.domain.wording import day

NUMBERS, ROWS, PRINCIPAL, COUNTING = "数字", "事项明细", "主要负责人", "计算办法"
"""The sheets."""

ROW_HEADS = ("数字", "事项编号", "事项名称", "类别", "归入之日", "计", "说明")
PRINCIPAL_HEADS = ("会议日期", "会议", "事项编号", "事项名称", "结果", "主要负责人", "末位表态", "会前合法性审查")
LAST = {True: "是", False: "否", None: "未定"}
BEFORE = {Outcome.met: "已经审查", Outcome.not_met: "没有审查", Outcome.undetermined: "未定", Outcome.not_applicable: "不要求"}
"""How the list of the principal officer says what was before the meeting."""

Places = dict[tuple[Figure, str | None], int]
"""The first row behind each number, of one class or of all, in the sheet of rows."""


def laid_out(paper: Annual, broken: str | None = None) -> dict[str, Table]:
    """The sheets of a report; above the numbers how the trail is broken, where it is."""
    rows, places = _rows(paper.report)
    above = [*([[worded("注意"), worded(f"{broken}；以下数字可能不全，没有证实")]] if broken else []), *_above(paper)]
    head: Line = [*map(worded, ("部分", "数字", "单位", *COLUMNS.values(), "合计"))]
    numbers = [*above, head, *_numbers(paper.report, places), [], *_rates(paper.report)]
    presided = [[worded(word) for word in PRINCIPAL_HEADS], *map(_presided, paper.report.presided)]
    counting = [[worded(one)] for one in COUNTED_BY] + [[]] + [[worded(f"{what.label}：{told}")] for what, told in TOLD.items()]
    return {
        NUMBERS: Table(rows=numbered(numbers), head=len(above) + 1, widths=(34, 40, 6, *(14 for _ in COLUMNS), 10)),
        ROWS: Table(rows=numbered([[worded(word) for word in ROW_HEADS], *rows]), head=1,
                    widths=(44, 20, 44, 16, 12, 6, 48)),
        PRINCIPAL: Table(rows=numbered(presided), head=1, widths=(12, 22, 20, 40, 10, 14, 10, 16)),
        COUNTING: Table(rows=numbered(counting), widths=(120,)),
    }  # fmt: skip


def _above(paper: Annual) -> Iterator[Line]:
    unit, until = paper.unit.name or paper.unit.code or "", "还没有办理过事项"
    if paper.events:
        at = paper.made_at
        until = f"{day(at.date())} {at.hour}:{at.minute:02}（办理轨迹第{paper.events}号，校验值{paper.head}）"
    yield [worded(f"{unit}{paper.report.year}年度报告（重大决策部分）")]
    yield [worded("数据截至"), worded(until)]
    yield [worded("规则库"), worded(f"{paper.rulebook['id']}（校验值{paper.rulebook['sha256']}）")]
    yield []


def _numbers(report: Report, places: Places) -> Iterator[Line]:
    for section in SECTIONS:
        for what, depth in section.lines:
            counts = (_number(report, places, what, column) for column in (*COLUMNS, None))
            yield [worded(section.title), worded("　" * depth + what.label), worded(section.unit_of(what)), *counts]


def _number(report: Report, places: Places, what: Figure, column: str | None) -> Cell:
    at = places.get((what, column))
    return Cell(CellKind.COUNT, str(report.count(what, column)), f"'{ROWS}'!A{at}" if at else "")


def _rates(report: Report) -> Iterator[Line]:
    yield [worded("指标"), None, None, *map(worded, ("分子", "分母", "百分比", "未定"))]
    for rate in report.rates:
        share = worded("没有可以计算的") if rate.per_cent is None else Cell(CellKind.NUMBER, str(rate.per_cent))
        yield [worded(rate.title), None, worded(rate.unit), counted(rate.part), counted(rate.whole), share, counted(rate.open)]
    days = report.days
    yield []
    heads = ("最少", "中位", "最多", "计算的份数", "其中暂定", "未定")
    yield [worded("合法性审查用时（工作日）"), None, None, *map(worded, heads)]
    known = (None if one is None else Cell(CellKind.NUMBER, str(one)) for one in (days.least, days.middle, days.most))
    yield [None, None, None, *known, counted(days.counted), counted(days.provisional), counted(days.open)]


def _rows(report: Report) -> tuple[list[Line], Places]:
    """The rows behind every number, by class; and where those of each begin."""
    lines: list[Line] = []
    places: Places = {}
    for section in SECTIONS:
        for what, _ in section.lines:
            head = worded(f"{section.title.rpartition('：')[2]}：{what.label}")
            for row in chain.from_iterable(report.behind(what, column) for column in COLUMNS):
                at = len(lines) + 2  # under the heads
                places.setdefault((what, None), at)
                places.setdefault((what, column_of(row.category)), at)
                lines.append([head, *_row(row)])
    return lines, places


def _row(row: Row) -> Line:
    category = COLUMNS[column_of(row.category)]
    return [worded(row.number), worded(row.title), worded(category), _day(row.on), counted(row.count), worded(row.note)]


def _presided(one: Presided) -> Line:
    return [
        _day(one.on), worded(one.meeting), worded(one.number), worded(one.title), worded(one.result.label), worded(one.person),
        worded(LAST[one.spoke_last]), worded(BEFORE[one.reviewed]),
    ]  # fmt: skip


def _day(on: date | None) -> Cell | None:
    return worded("没有登记") if on is None else Cell(CellKind.DATE, on.isoformat())
