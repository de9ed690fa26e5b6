"""Holds the pages of the annual report: the numbers of a year, the rows behind each, and the same as workbook and PDF."""

import hashlib
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, redirect, request, send_file

from review.domain.annual import COLUMNS, COUNTED_BY, SECTIONS, TOLD, Annual, Figure, Row
from review.domain.errors import NotFound
from review.domain.files import FileType
from review.service import annual as service
from review.web.annual_sheet import laid_out
from review.web.refusals import answer
from review.web.session import actor, desk, hands_out, printer, seals

blueprint = Blueprint("annual", __name__)

PAGE = 100
"""How many rows stand on one page."""


@dataclass(frozen=True, slots=True)
class Rows:
    """One page of the rows behind a number, and the ways to the others."""

    year: int
    what: Figure
    column: str | None
    rows: tuple[Row, ...]
    asked: int

    @property
    def pages(self) -> int:
        return max(1, -(-len(self.rows) // PAGE))

    @property
    def page(self) -> int:
        return min(max(1, self.asked), self.pages)

    @property
    def start(self) -> int:
        return (self.page - 1) * PAGE

    @property
    def shown(self) -> tuple[Row, ...]:
        return self.rows[self.start : self.start + PAGE]

    def address(self, page: int) -> str:
        return address(self.year, self.what, self.column, page)


def address(year: int, what: Figure, column: str | None = None, page: int = 1) -> str:
    """Where the rows behind a number are listed."""
    of = {"of": what.value} | ({"class": column} if column else {}) | ({"page": str(page)} if page > 1 else {})
    return f"/annual/{year}/rows?{urlencode(of)}"


@blueprint.get("/annual")
def choose() -> Any:
    """To the year that is asked for, or to the last one in which anything was done."""
    said = request.args.get("year", "")
    year = service.year_of(desk(), actor(), said) if said else service.latest(desk(), actor())
    return redirect(f"/annual/{year}")


@blueprint.get("/annual/<year>")
def report(year: str) -> tuple[str, int]:
    paper = service.compose(desk(), actor(), year)
    years = service.years(desk(), actor())
    return answer(
        "annual/report.html", None, paper=paper, report=paper.report, sections=SECTIONS, counted_by=COUNTED_BY,
        years=sorted({*years, paper.report.year}, reverse=True), running=paper.report.year == desk().today().year,
        address=address, days_known=Figure.DAYS_KNOWN, most=PAGE,
    )  # fmt: skip


@blueprint.get("/annual/<year>/rows")
def rows(year: str) -> tuple[str, int]:
    """The rows behind one number."""
    found = service.compose(desk(), actor(), year).report
    said, column = request.args.get("of", ""), request.args.get("class") or None
    what = next((one for one in Figure if one.value == said), None)
    if what is None or (column is not None and column not in COLUMNS):
        raise NotFound("年度报告没有这项数字，请从报告页面点击数字进入。")
    listed = Rows(found.year, what, column, found.behind(what, column), request.args.get("page", 1, type=int))
    section = next(one for one in SECTIONS if what in dict(one.lines))
    return answer("annual/rows.html", None, listed=listed, count=found.count(what, column), unit=section.unit_of(what),
                  section=section, told=TOLD[what], columns=COLUMNS)  # fmt: skip


@blueprint.get("/annual/<year>/report.xlsx")
def workbook(year: str) -> Response:
    # Its library takes a while to load, which other pages need not wait for.
    from review.documents.workbook import write

    paper, trail = service.compose(desk(), actor(), year), service.trail_of(desk(), actor())
    return _handed(write(laid_out(paper, None if trail.broken is None else str(trail))), FileType.XLSX.value, paper, "xlsx")


@blueprint.get("/annual/<year>/report.pdf")
def print_report(year: str) -> Response:
    paper = service.compose_to_print(desk(), actor(), year)
    return _handed(seals(actor().unit).sign(printer()(paper)), FileType.PDF.value, paper, "pdf")


def _handed(content: bytes, kind: str, paper: Annual, ending: str) -> Response:
    """As a file, after it was noted who takes it."""
    name = f"{paper.unit.name or paper.unit.code}{paper.report.year}年度报告（重大决策部分）.{ending}"
    if hands_out():
        service.note_taking(desk(), actor(), paper, hashlib.sha256(content).hexdigest(), name)
    return send_file(BytesIO(content), kind, as_attachment=True, download_name=name)
