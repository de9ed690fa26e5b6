"""The pages of the list of matters: everybody reads, the secretary of the party group confirms, and the form shows its lines."""

from dataclasses import replace
from datetime import date

import pytest

from review.demo_lists import lists_of
from review.domain.vocabulary import Role
from review.service import catalogue
from review.service.desk import Desk

from .conftest import UNIT, SignIn, person, post, text

EVERYONE = ("mishu", "guwen", "shencha", "shuji", "fenguan", "jilu", "shenji")


@pytest.fixture
def waiting(desk: Desk) -> int:
    """A version that the clerk has entered and nobody confirmed."""
    later = replace(list(lists_of(UNIT))[-1], name="2024-07", effective_from=date(2024, 7, 1))
    return catalogue.enter(desk, person(desk, Role.SECRETARY), later).number


@pytest.mark.parametrize("who", EVERYONE)
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
