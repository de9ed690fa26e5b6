"""The form of a new matter and its 预检: what is missing, what would open the gate, what a copy takes over."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from forms.labels import label
from review.domain.vocabulary import Role
from review.service import oversight

from .conftest import person, signed_in, text, visited
from .road import BESIDE, NUMBER, ROAD, filled


def test_the_precheck_stores_nothing_and_leads_to_each_gap(stand: Callable[[str], Path]) -> None:
    stop = ROAD[0]
    with visited(stand("new"), stop) as (app, client):
        before = len(
            oversight.lines(app.extensions["review"].desk, person(app.extensions["review"].desk, Role.SECRETARY))
        )
        page = text(client.get(stop.path))
        answer = client.post(
            stop.path, data=filled(page, {"/matter/title": "甲", "/matter/category": "LARGE_FUNDS"}, "precheck")
        )
        shown = text(answer)
        assert answer.status_code == 200
        for pointer in re.findall(r'<a href="#(/[^"]+)"', shown):
            assert f'id="{pointer}"' in shown, pointer
        assert re.search(r"CLS-07[^<]*无法判定", shown)
        desk = app.extensions["review"].desk
        assert len(oversight.lines(desk, person(desk, Role.SECRETARY))) == before


def test_the_precheck_says_the_fewest_changes_that_open_the_submission_gate(stand: Callable[[str], Path]) -> None:
    """The whole form but one answer: that answer is all that is asked for, and with it there is nothing left to do."""
    stop = ROAD[0]
    with visited(stand("new"), stop) as (_, client):
        page = text(client.get(stop.path))
        whole = {**stop.says, "/matter/state_secret_free": ""}
        shown = text(client.post(stop.path, data=filled(page, whole, "precheck")))
        assert "最少办 1 项，提交关即可开启" in shown
        assert f"如实登记“{label('/matter/state_secret_free')}”：为“是”即可" in shown
        again = text(client.post(stop.path, data=filled(page, stop.says, "precheck")))
        assert "提交关即可开启" not in again


def test_the_precheck_says_what_could_not_be_submitted(stand: Callable[[str], Path]) -> None:
    """The rules are shown with it, but nobody takes them for what would be found of a matter that cannot be stored."""
    place, stop = "/preparation/research_done_on", ROAD[0]
    with visited(stand("new"), stop) as (_, client):
        wrong = filled(text(client.get(stop.path)), {**stop.says, place: "2099-01-01"}, "precheck")
        answer = client.post(stop.path, data=wrong)
        assert answer.status_code == 422
        assert f'<a href="#{place}">' in text(answer)
        assert "尚未到来的日期不能登记" in text(answer)


def test_the_precheck_of_a_supplement_says_what_could_not_be_stored(stand: Callable[[str], Path]) -> None:
    place, stop = "/preparation/research_done_on", next(one for one in BESIDE if one.page == "supplement")
    with visited(stand("supplement"), stop) as (_, client):
        wrong = filled(text(client.get(stop.path)), {place: "2099-01-01"}, "precheck")
        answer = client.post(stop.path, data=wrong)
        assert answer.status_code == 422
        assert f'<a href="#{place}">' in text(answer)


def test_what_is_not_met_tells_what_was_found_and_splitting_names_the_matter_on_record(stand: Callable[[str], Path]) -> None:
    """Before its submission a matter has no page of its own on which the finding could be read."""
    stop, of_funds = ROAD[0], "/matter/funds/"
    spent = dict.fromkeys(("amount", "same_payee_total", "same_item_total", "same_project_total"), "300000")
    stated = {**stop.says, **{of_funds + name: value for name, value in {**spent, "payee": "示例软件公司"}.items()}}
    with visited(stand("new"), stop) as (_, client):
        page = text(client.get(stop.path))
        assert client.post(stop.path, data=filled(page, stated, "submit")).status_code == 303
        shown = text(client.post(stop.path, data=filled(page, stated, "precheck") | {"key": "another"}))
        told = re.findall(r"CLS-08　[^<]*</span><br>\s*<span class=\"small\">实际：([^<]*)</span>", shown)
        assert len(told) == 1
        assert "600,000.00" in told[0]
        assert NUMBER in told[0]


@pytest.mark.heavy
def test_no_question_of_the_scope_is_answered_but_by_the_person_himself(stand: Callable[[str], Path]) -> None:
    """A no switches rules off: none is given for what was left open, by any button (docs/decisions/0043)."""
    stop = ROAD[0]
    with visited(stand("new"), stop) as (_, client):
        page = text(client.get(stop.path))
        assert "19 题未答" in page
        assert 'value="rest_no"' not in page
        shown = text(client.post(stop.path, data=filled(page, {"/matter/scope/contract": "true"}, "rest_no")))
        assert "18 题未答" in shown
        again = filled(shown, {}, "precheck")
        answers = {name: again[name] for name in again if name.startswith("/matter/scope/") and name.count("/") == 3}
        assert {name for name, given in answers.items() if given} == {"/matter/scope/contract"}
        whole = text(client.post(stop.path, data=filled(page, stop.says, "precheck")))
        assert "已逐题回答" in whole


def test_a_copy_takes_what_was_written_but_not_number_and_draft(stand: Callable[[str], Path]) -> None:
    with visited(stand("commission-opinion"), ROAD[1]) as (app, client):
        again = filled(text(client.get(f"/matters/new?copy={NUMBER}")), {}, "")
        assert again["/matter/title"] == "历史档案数字化服务采购"
        assert again["/matter/draft/sha256"] == ""
        assert signed_in(app, "shuji").get(f"/matters/new?copy={NUMBER}").status_code == 403


def test_a_matter_that_was_withdrawn_leads_to_its_copy_and_one_on_its_way_does_not(stand: Callable[[str], Path]) -> None:
    with visited(stand("withdraw"), next(stop for stop in BESIDE if stop.page == "withdraw")) as (app, client):
        page, copy = f"/matters/{NUMBER}", f'href="/matters/new?copy={NUMBER}"'
        assert copy not in text(client.get(page))
        form = filled(text(client.get(f"{page}/withdraw")), {"/reason": "重新测算"}, "")
        assert client.post(f"{page}/withdraw", data=form).status_code == 303
        assert copy in text(client.get(page))
        assert copy not in text(signed_in(app, "shuji").get(page))
