"""The annual report over HTTP: who reads it, that every number opens its rows on page and in workbook, years that are none."""

import io
import re
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

import pytest
from flask import Flask
from openpyxl import load_workbook

from review.documents.workbook import write
from review.domain.annual import SECTIONS, Figure, report_of
from review.domain.vocabulary import Role
from review.service import annual, submission
from review.service.desk import Desk
from review.service.ports import Actor
from review.store import SqlStore
from review.store.history import SqlHistory
from review.web.annual import PAGE, Rows
from review.web.annual_sheet import NUMBERS, PRINCIPAL, ROWS, laid_out
from tests.domain.annual.files import on_file
from tests.sampling import some

from .conftest import TODAY, UNIT, SignIn, person, text

READING = {"mishu": 200, "shencha": 200, "shuji": 200, "shenji": 200, "guwen": 403, "fenguan": 403, "jilu": 403}
NUMBER = re.compile(r'<a href="/annual/(\d+)/rows\?of=(\w+)(?:&amp;class=(\w+))?"(?: class="und")?>(\d+)</a>')


@pytest.mark.parametrize(("who", "status"), some(READING.items(), 3))
def test_who_reports_and_who_examines_reads_the_report(sign_in: SignIn, who: str, status: int) -> None:
    client = sign_in(who)
    for page in ("", "/rows?of=DECIDED", "/report.xlsx", "/report.pdf") if who in ("shuji", "fenguan") else ("",):
        assert client.get(f"/annual/2023{page}").status_code == status, page
    assert client.get("/annual").status_code == (302 if status == 200 else 403)
    assert ('href="/annual"' in text(client.get("/matters"))) == (status == 200)


def test_the_other_unit_reads_its_own_numbers_only(sign_in: SignIn) -> None:
    shown = text(sign_in("shenji-xian").get("/annual/2023"))
    assert "SL-XZF-2023-0021" in shown and "SL-ZSJ" not in shown
    assert "SL-ZSJ" not in text(sign_in("shenji-xian").get("/annual/2023/rows?of=SUBMITTED"))


@pytest.mark.parametrize("year", [2022, pytest.param(2023, marks=pytest.mark.heavy), pytest.param(2024, marks=pytest.mark.heavy)])
def test_every_number_on_the_page_opens_rows_that_add_up_to_it(sign_in: SignIn, year: int) -> None:
    client = sign_in("shenji")
    numbers = NUMBER.findall(text(client.get(f"/annual/{year}")))
    assert len(numbers) > 20
    for of, what, column, count in numbers:
        shown = text(client.get(f"/annual/{of}/rows?of={what}" + (f"&class={column}" if column else "")))
        rows = re.findall(r'<a href="/matters/([^"]+)">.*?<td class="num">(\d+)</td>', shown, re.DOTALL)
        assert sum(int(one) for _, one in rows) == int(count), what
        assert f'<h2 id="h-rows">{count} ' in shown
        assert all(number.startswith(UNIT) for number, _ in rows)


def test_the_page_says_the_shares_with_their_parts_and_the_list_of_the_principal_officer(sign_in: SignIn) -> None:
    shown = text(sign_in("shuji").get("/annual/2023"))
    assert "100%</a>" in shown and "2/2件" in shown
    assert '/annual/2023/rows?of=DAYS_KNOWN">6 / 6 / 6</a>' in shown and "最少、中位、最多，共2份" in shown
    listed = shown.split("第一责任人职责清单")[1].split("</section>")[0]
    assert listed.count('href="/matters/SL-ZSJ-2023-') == 3
    assert listed.count("</svg>是</span>") == 3 and listed.count("已经审查") == 2 and listed.count("不要求") == 1


def test_what_was_announced_as_passed_without_conditions_is_unconditional(sign_in: SignIn) -> None:
    """It was counted as 未定, and 没有附条件 as 0. A line of what is not known is left out where there is nothing of it."""
    shown = text(sign_in("shenji").get("/annual/2023"))
    assert re.search(r'>没有附条件</th>.*?>3</a>', shown, re.DOTALL)
    assert "未定：是否附条件没有登记" not in shown and "未定：没有写明结论" not in shown


@pytest.mark.parametrize(
    ("year", "said"),
    some([("0", "没有“0”这一年"), ("abc", "没有“abc”这一年"), ("99999", "没有“99999”这一年"), ("1911", "没有“1911”这一年"),
     ("²⁰²³", "这一年"), ("2031", "2031年还没有开始"), ("-2023", "这一年"), ("0000", "这一年"), ("../2023", "这一年")], 3),
)  # fmt: skip
def test_a_year_that_there_is_not_is_told_in_a_sentence(sign_in: SignIn, year: str, said: str) -> None:
    client = sign_in("shenji")
    for page in ("", "/rows?of=DECIDED", "/report.xlsx", "/report.pdf") if "/" not in year else ():
        answer = client.get(f"/annual/{year}{page}")
        assert answer.status_code == 404
        assert said in text(answer)
    chosen = client.get("/annual", query_string={"year": year}, follow_redirects=True)
    assert chosen.status_code == 404 and said in text(chosen)


@pytest.mark.parametrize("query", ["", "of=NOTHING", "of=DECIDED&class=NOTHING", "of=<b>"])
def test_a_number_that_there_is_not_is_told_in_a_sentence(sign_in: SignIn, query: str) -> None:
    answer = sign_in("shenji").get(f"/annual/2023/rows?{query}")
    assert answer.status_code == 404
    assert "没有这项数字" in text(answer)


def test_an_empty_year_has_numbers_of_zero_and_no_share(sign_in: SignIn) -> None:
    client = sign_in("shenji")
    shown = text(client.get("/annual/2021"))
    assert "2021年没有提交、审查或者决定任何事项" in shown
    assert not NUMBER.findall(shown) and "100%" not in shown and shown.count("没有可以计算的") == 5
    assert "没有。" in text(client.get("/annual/2021/rows?of=DECIDED"))
    assert client.get("/annual/2021/report.xlsx").status_code == client.get("/annual/2021/report.pdf").status_code == 200


def test_the_running_year_says_that_it_is_not_over_and_counts_no_decision_that_was_not_taken(sign_in: SignIn) -> None:
    client = sign_in("mishu")
    shown = text(client.get(f"/annual/{TODAY.year}"))
    assert "2024年还没有结束" in shown
    assert "SL-ZSJ-2024-0009" in text(client.get("/annual/2024/rows?of=SUBMITTED"))
    assert "SL-ZSJ-2024-0009" not in text(client.get("/annual/2024/rows?of=DECIDED"))


def test_one_comes_to_the_last_year_in_which_anything_was_done_and_chooses_another(sign_in: SignIn) -> None:
    client = sign_in("shenji")
    assert client.get("/annual").location == "/annual/2024"
    assert client.get("/annual?year=2022").location == "/annual/2022"
    offered = re.findall(r'<option value="(\d+)"( selected)?>', text(client.get("/annual/2021")))
    assert offered == [("2024", ""), ("2023", ""), ("2022", ""), ("2021", " selected")]


def test_a_withdrawal_counts_in_the_year_in_which_it_was_done(desk: Desk, sign_in: SignIn) -> None:
    submission.withdraw(desk, person(desk, Role.SECRETARY), "SL-ZSJ-2024-0009", 1, "资金来源有变")
    assert "SL-ZSJ-2024-0009" in text(sign_in("shenji").get("/annual/2024/rows?of=WITHDRAWN"))


@pytest.mark.parametrize("unit", [UNIT, "SL-XZF"])
def test_the_matters_read_for_a_year_are_all_that_count_to_it(app: Flask, desk: Desk, unit: str) -> None:
    store: Any = desk.store
    assert isinstance(store, SqlStore)
    with store.reading(unit) as work:
        every = {year: list(work.matters.of_year(year)) for year in range(2020, 2027)}
    whole = {one.number: one for matters in every.values() for one in matters}
    stored = {one.number: one for one in SqlHistory(store).judged() if one.unit == unit}
    assert whole.keys() == stored.keys()
    assert all((whole[key].dossier, whole[key].state, whole[key].verdicts) == (one.dossier, one.state, one.verdicts)
               for key, one in stored.items())  # fmt: skip
    calendar = desk.rulebook.calendar
    for year, matters in every.items():
        of_all = report_of(sorted(whole.values(), key=lambda one: one.number), year, calendar, TODAY)
        assert report_of(matters, year, calendar, TODAY) == of_all


def test_the_workbook_has_every_number_and_leads_from_each_to_its_rows(sign_in: SignIn) -> None:
    answer = sign_in("shencha").get("/annual/2022/report.xlsx")
    assert "2022年度报告（重大决策部分）.xlsx" in unquote(answer.headers["Content-Disposition"])
    book = load_workbook(io.BytesIO(answer.data))
    numbers, rows = book[NUMBERS], book[ROWS]
    heads = [cell.value for cell in next(line for line in numbers.iter_rows() if line[0].value == "部分")]
    lines = [line for line in numbers.iter_rows() if line[2].value in ("件", "份", "条") and line[8].value is not None]
    assert len(lines) == len(Figure)
    names = [what for section in SECTIONS for what, _ in section.lines]
    for what, line in zip(names, lines, strict=True):
        assert line[1].value.strip("　") == what.label
        total = line[heads.index("合计")]
        assert total.value == sum(cell.value for cell in line[3:8])
        for cell in line[3:9]:
            assert (cell.hyperlink is not None) == (cell.value > 0)
        if total.value:
            place = int(total.hyperlink.location.rpartition("A")[2])
            behind = [row for row in rows.iter_rows(min_row=place) if row[0].value == rows.cell(place, 1).value]
            assert rows.cell(place, 1).value.endswith(f"：{what.label}")
            assert sum(row[5].value for row in behind) == total.value
    assert book[PRINCIPAL].max_row == 2


def test_a_text_that_looks_like_a_formula_stays_a_text_in_the_workbook(app: Flask, desk: Desk) -> None:
    paper = annual.compose(desk, person(desk, Role.AUDITOR), "2022")
    odd = on_file("=1+1", matter={"title": '=HYPERLINK("http://x")'})
    report = report_of([odd], 2024, desk.rulebook.calendar, TODAY)
    book = load_workbook(io.BytesIO(write(laid_out(replace(paper, report=report)))))
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line if str(cell.value).startswith("=")]
    assert len(cells) > 10
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in cells)


def test_the_pdf_is_named_by_unit_and_year(sign_in: SignIn) -> None:
    answer = sign_in("shenji").get("/annual/2023/report.pdf")
    assert answer.data == b"%PDF annual 2023"
    assert unquote(answer.headers["Content-Disposition"]).endswith("示例市政务服务数据管理局2023年度报告（重大决策部分）.pdf")


def test_long_lists_of_rows_come_in_pages(desk: Desk) -> None:
    matters = [on_file(f"A-{number:03}") for number in range(2 * PAGE + 1)]
    rows = report_of(matters, 2024, desk.rulebook.calendar, TODAY).behind(Figure.DECIDED)
    pages = [Rows(2024, Figure.DECIDED, None, rows, asked) for asked in (-1, 1, 2, 3, 99)]
    shown = [(one.page, len(one.shown), one.start) for one in pages]
    assert shown == [(1, 100, 0), (1, 100, 0), (2, 100, 100), (3, 1, 200), (3, 1, 200)]
    assert pages[0].address(2) == "/annual/2024/rows?of=DECIDED&page=2"


def test_an_account_without_a_role_reads_nothing(desk: Desk) -> None:
    nobody = Actor(unit=UNIT, person="x", name="x", roles=frozenset())
    with pytest.raises(annual.Forbidden, match="没有设置岗位"):
        annual.compose(desk, nobody, "2023")
