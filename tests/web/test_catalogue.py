"""The pages of the list of matters: everybody reads, the secretary of the party group confirms, and the form shows its lines."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from werkzeug.test import TestResponse

from review.demo_lists import lists_of
from review.domain.vocabulary import Role
from review.service import catalogue
from review.service.desk import Desk
from tests.sampling import some

from .conftest import UNIT, SignIn, person, post, text

EVERYONE = ("mishu", "guwen", "shencha", "shuji", "fenguan", "jilu", "shenji")


@pytest.fixture
def waiting(desk: Desk) -> int:
    """A version that the clerk has entered and nobody confirmed."""
    later = replace(list(lists_of(UNIT))[-1], name="2024-07", effective_from=date(2024, 7, 1))
    return catalogue.enter(desk, person(desk, Role.SECRETARY), later).number


@pytest.mark.parametrize("who", some(EVERYONE, 7))
def test_everyone_reads_every_version_and_only_the_secretary_can_confirm(sign_in: SignIn, waiting: int, who: str) -> None:
    client = sign_in(who)
    shown = text(client.get("/catalogue"))
    assert all(name in shown for name in ("2022-01", "2023-01", "2024-01", "2024-07", "待确认", "现行", "已停用"))
    one = text(client.get(f"/catalogue/{waiting}"))
    assert "录入事项清单" in one and "党组会议 → 局长办公会" in one
    assert (f'action="/catalogue/{waiting}/confirm"' in one) == (who == "shuji")
    answer = post(client, f"/catalogue/{waiting}/confirm", {}, "/catalogue/1" if who != "shuji" else f"/catalogue/{waiting}")
    assert answer.status_code == (303 if who == "shuji" else 403)


def test_a_confirmed_version_waits_for_its_day(sign_in: SignIn, waiting: int) -> None:
    client = sign_in("shuji")
    post(client, f"/catalogue/{waiting}/confirm", {}, f"/catalogue/{waiting}")
    shown = text(client.get("/catalogue"))
    assert "待施行" in shown and "2024年6月30日" in shown
    assert post(client, f"/catalogue/{waiting}/confirm", {}, f"/catalogue/{waiting}").status_code == 409


def test_the_other_unit_has_its_own_list_and_no_other_version_is_found(sign_in: SignIn, waiting: int) -> None:
    client = sign_in("mishu-xian")
    assert "国有资产处置" in text(client.get("/catalogue")) and "2024-07" not in text(client.get("/catalogue"))
    assert client.get(f"/catalogue/{waiting}").status_code == 404


def test_the_form_offers_the_lines_in_force_and_says_what_those_chosen_ask_for_together(sign_in: SignIn) -> None:
    client = sign_in("mishu")
    assert "C-01　政府投资建设项目" in text(client.get("/matters/new"))
    of_project = {"/matter/title": "甲", "/matter/category": "MAJOR_PROJECT"}
    form = {"do": "precheck", **of_project, "/matter/catalogue/items": ["C-01", "D-04"]}
    shown = text(post(client, "/matters/new", form, "/matters/new"))
    assert "所选条目合并后的要求" in shown and "党组会议 → 局长办公会" in shown
    assert "资产处置 100,000.00 元" in shown
    refused = text(post(client, "/matters/new", {**form, "do": "submit"}, "/matters/new"))
    assert "所选条目属于大额度资金使用，主类别或者次类别应当包括它" in refused


def test_a_version_that_would_begin_before_another_is_not_confirmed_and_it_is_said_what_to_do(
    sign_in: SignIn, desk: Desk, waiting: int
) -> None:
    """The refusal named a field that the page has not, in English, and said that what was filled in stands below."""
    later = replace(list(lists_of(UNIT))[-1], name="2024-08", effective_from=date(2024, 8, 1))
    other = catalogue.enter(desk, person(desk, Role.SECRETARY), later).number
    client = sign_in("shuji")
    assert post(client, f"/catalogue/{other}/confirm", {}, f"/catalogue/{other}").status_code == 303
    refused = post(client, f"/catalogue/{waiting}/confirm", {}, f"/catalogue/{waiting}")
    shown = text(refused)
    assert refused.status_code == 422
    assert "没有确认施行：与“2024-08”重叠：该版自2024年8月1日起施行，本版自2024年7月1日起，应当在该版之后施行" in shown
    assert "请以该日之后的施行日期录入，或者在该日之后办理（自确认之日起施行）" in shown
    assert "effective_from" not in shown and "填写的内容都在下面" not in shown


def exported(client: FlaskClient, address: str = "/catalogue/3.xlsx") -> Any:
    answer = client.get(address)
    assert answer.status_code == 200 and answer.mimetype.endswith("spreadsheetml.sheet")
    return load_workbook(BytesIO(answer.data))


def sent(client: FlaskClient, book: Any) -> TestResponse:
    kept = BytesIO()
    book.save(kept)
    kept.seek(0)
    return post(client, "/catalogue/new", {"file": (kept, "清单.xlsx")}, "/catalogue/new")


@pytest.mark.heavy
def test_an_exported_list_is_changed_and_entered_as_a_new_version(sign_in: SignIn, desk: Desk) -> None:
    client = sign_in("mishu")
    book = exported(client)
    book["事项清单"]["B1"].value, book["事项清单"]["B3"].value = "2025-01", "2025年1月1日"
    book["事项清单"].append(["Z-01", "新的事项", "重大事项决策", "党组会议、局长办公会", "须审查", 10000])
    done = sent(client, book)
    assert done.status_code == 303
    shown = text(client.get(done.location))
    assert all(word in shown for word in ("待确认", "2025年1月1日", "Z-01", "预算内支出 10,000.00 元"))
    there = catalogue.versions(desk, person(desk, Role.AUDITOR))
    assert len(there[-1].items) == len(there[-2].items) + 1
    assert there[-1].items[:-1] == there[-2].items


def test_a_workbook_with_faults_is_told_by_row_and_column_and_nothing_is_stored(sign_in: SignIn, desk: Desk) -> None:
    client = sign_in("mishu")
    book = exported(client)
    sheet = book["事项清单"]
    sheet["B4"].value, sheet["C8"].value, sheet["F9"].value = "2024-02-01", "重大事项", "=1+1"
    answer = sent(client, book)
    shown = text(answer)
    assert answer.status_code == 422
    assert all(word in shown for word in (
        "有4处需要更正", "第1行B列（版本）", "已有名为", "第4行B列（有效期至）", "第8行C列（类别）",
        "第9行F列（预算内支出（元））",
    ))  # fmt: skip
    assert len(catalogue.versions(desk, person(desk, Role.AUDITOR))) == 3


@pytest.mark.parametrize("content", some([b"PK\x03\x04", b"", b"text"], 3))
def test_what_is_no_workbook_is_refused(sign_in: SignIn, content: bytes) -> None:
    client = sign_in("mishu")
    answer = post(client, "/catalogue/new", {"file": (BytesIO(content), "清单.xlsx")}, "/catalogue/new")
    assert answer.status_code == 422 and "不是 Excel 工作簿" in text(answer)
    assert "没有选择工作簿" in text(post(client, "/catalogue/new", {}, "/catalogue/new"))


@pytest.mark.parametrize("who", some(EVERYONE, 7))
def test_everyone_may_export_and_only_the_clerk_enters(sign_in: SignIn, who: str) -> None:
    client = sign_in(who)
    assert exported(client)["事项清单"]["B1"].value == "2024-01"
    assert exported(client, "/catalogue/template.xlsx")["事项清单"]["A6"].value == "编号"
    assert client.get("/catalogue/new").status_code == (200 if who == "mishu" else 403)
    assert post(client, "/catalogue/new", {}, "/catalogue").status_code == (422 if who == "mishu" else 403)
    assert ("/catalogue/new" in text(client.get("/catalogue"))) == (who == "mishu")
