"""Who is let in and what he then may see: failed sign-ins, accounts without a role, matters of another unit."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from argon2 import Type, extract_parameters
from flask import Flask
from flask.testing import FlaskClient
from flask_security.utils import hash_password
from sqlalchemy import text as sql
from werkzeug.test import TestResponse

from review.demo import DayClock
from review.domain.errors import Forbidden
from review.domain.vocabulary import Role
from review.service import catalogue, oversight, record
from review.service.desk import Desk
from review.service.record import CHINA
from review.store import SqlStore
from review.web import signin
from tests.sampling import some

from .conftest import PASSWORD, SignIn, opened, person, post, signed_in_anew, text

NINE = datetime(2024, 6, 3, 9, tzinfo=CHINA)
OURS, THEIRS, NOBODYS = "SL-ZSJ-2024-0009", "SL-XZF-2023-0021", "SL-XZF-2023-9999"
PAGES = ("/", "/matters", f"/matters/{OURS}", f"/matters/{OURS}/record.pdf",
         f"/matters/{OURS}/package.zip", "/matters/new", "/rules", "/no-such-page")


@pytest.fixture
def sign_in(app: Flask) -> SignIn:
    """Each time anew: here it is what is tested."""
    return partial(signed_in_anew, app)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> DayClock:
    """The clock of the application, standing still at nine."""
    clock = DayClock(NINE)
    monkeypatch.setattr(DayClock, "now", lambda _: clock.instant)
    return clock


def words(answer: TestResponse, without: str) -> str:
    """The page without its form token and without this word."""
    return re.sub(r'name="csrf_token" value="[^"]+"', "", text(answer)).replace(without, "")


def attempt(client: FlaskClient, name: str, password: str = "wrong") -> int:
    return post(client, "/sign-in", {"username": name, "password": password}).status_code


@pytest.mark.parametrize("name", ["mishu", "nobody"])
def test_after_five_failures_the_page_says_when_to_come_back(visitor: FlaskClient, clock: DayClock, name: str) -> None:
    assert [attempt(visitor, name) for _ in range(5)] == [200] * 5
    answer = post(visitor, "/sign-in", {"username": name, "password": PASSWORD})
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "900")
    assert "登录失败次数过多，请于09:15以后再试。" in text(answer)
    assert visitor.get("/").status_code == 302
    clock.instant = NINE + timedelta(minutes=15)
    assert attempt(visitor, name, PASSWORD) == (302 if name == "mishu" else 200)


def test_guessing_a_stolen_password_costs_memory_and_time(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At least what OWASP's Password Storage Cheat Sheet asks of Argon2id; all other tests hash more cheaply."""
    monkeypatch.delitem(signin.SETTINGS, "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS")
    app, store = opened(path)
    with app.app_context():
        cost = extract_parameters(hash_password(PASSWORD))
    store.close()
    assert cost.type is Type.ID
    assert cost.memory_cost >= 19 * 1024
    assert cost.time_cost >= 2


def test_the_pages_for_known_and_unknown_names_are_the_same(visitor: FlaskClient, clock: DayClock) -> None:
    def shown(name: str) -> list[str]:
        return [words(post(visitor, "/sign-in", {"username": name, "password": "wrong"}), name) for _ in range(6)]

    assert shown("mishu") == shown("nobody")


def test_who_is_signed_in_already_works_on(app: Flask, sign_in: SignIn, clock: DayClock) -> None:
    client, guesser = sign_in("mishu"), app.test_client()
    for _ in range(6):
        attempt(guesser, "mishu")
    assert client.get("/matters").status_code == 200


@pytest.mark.parametrize("page", some(["/matters", f"/matters/{OURS}", f"/matters/{OURS}/record.pdf"], 3))
def test_a_cookie_copied_before_signing_out_is_worth_nothing(app: Flask, sign_in: SignIn, page: str) -> None:
    client, copied, colleague = sign_in("mishu"), app.test_client(), sign_in("guwen")
    cookie = client.get_cookie("review")
    assert cookie is not None
    copied.set_cookie("review", cookie.value)
    assert copied.get(page).status_code == 200
    answer = post(client, "/sign-out", {}, "/matters")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/sign-in?signed-out=1")
    for browser in (client, copied):
        answer = browser.get(page)
        assert (answer.status_code, answer.headers["Location"]) == (302, f"/sign-in?next=%2F{page[1:].replace('/', '%2F')}")
    assert colleague.get(page).status_code == 200


def test_signing_out_ends_the_other_sessions_too_and_says_so(sign_in: SignIn) -> None:
    here, elsewhere = sign_in("mishu"), sign_in("mishu")
    said = "在其他浏览器、其他设备上的登录也已同时退出"
    assert said in text(here.get(post(here, "/sign-out", {}, "/matters").headers["Location"]))
    assert elsewhere.get("/matters").status_code == 302
    assert said not in text(here.get("/sign-in"))
    assert sign_in("mishu").get("/matters").status_code == 200


def test_failures_are_not_of_the_record_and_name_nobody(visitor: FlaskClient, app: Flask, clock: DayClock) -> None:
    attempt(visitor, "my-password-typed-here")
    store: SqlStore = app.extensions["review"].desk.store
    with store.engine.connect() as connection:
        rows = connection.execute(sql("SELECT * FROM failed_sign_in")).all()
    assert len(rows) == 1
    assert "my-password" not in str(rows)


@pytest.fixture
def without_role(app: Flask, sign_in: SignIn) -> FlaskClient:
    """A browser in which an account is signed in that has lost its role."""
    client = sign_in("mishu")
    store: SqlStore = app.extensions["review"].desk.store
    with store.engine.begin() as connection:
        connection.execute(sql("DELETE FROM account_role WHERE account = (SELECT id FROM account WHERE username = 'mishu')"))
    return client


@pytest.mark.parametrize("page", some(PAGES, 8))
def test_an_account_without_a_role_sees_nothing_and_is_told_why(without_role: FlaskClient, page: str) -> None:
    answer = without_role.get(page)
    assert answer.status_code == 403
    assert "您的账号没有设置岗位" in text(answer)
    assert OURS not in text(answer).replace("没有", "")
    assert "示例市" not in text(answer)


def test_an_account_without_a_role_does_nothing_but_sign_out(without_role: FlaskClient) -> None:
    for page in ("/matters/new", f"/matters/{OURS}/withdraw"):
        assert post(without_role, page, {"/reason": "x", "revision": "1"}, "/no-such-page").status_code == 403
    assert post(without_role, "/sign-out", {}, "/no-such-page").status_code == 302
    assert without_role.get("/").location.startswith("/sign-in")


def test_the_use_cases_themselves_show_nothing_to_an_account_without_a_role(desk: Desk) -> None:
    nobody = replace(person(desk, Role.SECRETARY), roles=frozenset())
    for read in (oversight.lines, oversight.people, catalogue.versions, oversight.unit):
        with pytest.raises(Forbidden, match="没有设置岗位"):
            read(desk, nobody)
    for read_one in (oversight.show, oversight.trail, record.compose):
        with pytest.raises(Forbidden, match="没有设置岗位"):
            read_one(desk, nobody, OURS)


PARTS = ("", "/record.pdf", "/package.zip", "/supplement", "/revise-draft", "/withdraw", "/give-opinion", "/issue-review",
         "/meeting", "/sign")  # fmt: skip


@pytest.mark.parametrize("who", some(["mishu", "guwen", "shencha", "shuji", "fenguan", "jilu", "shenji"], 4))
def test_a_matter_of_another_unit_is_answered_like_one_that_is_not_there(sign_in: SignIn, who: str) -> None:
    client = sign_in(who)
    for part in PARTS:
        theirs, nobodys = (client.get(f"/matters/{number}{part}") for number in (THEIRS, NOBODYS))
        assert (theirs.status_code, nobodys.status_code) == (404, 404), part
        assert words(theirs, THEIRS) == words(nobodys, NOBODYS), part
        assert dict(theirs.headers).keys() == dict(nobodys.headers).keys()


@pytest.mark.parametrize("who", some(["mishu", "guwen", "shuji"], 3))
def test_nothing_is_done_to_a_matter_of_another_unit_and_nothing_told_of_it(sign_in: SignIn, who: str) -> None:
    client = sign_in(who)
    for part in PARTS[2:]:
        answers = [
            post(client, f"/matters/{number}{part}", {"revision": "1", "/reason": "x"}, "/matters")
            for number in (THEIRS, NOBODYS)
        ]
        assert answers[0].status_code == answers[1].status_code, part
        assert words(answers[0], THEIRS) == words(answers[1], NOBODYS), part


def test_the_list_and_the_search_show_matters_of_the_own_unit_only(sign_in: SignIn) -> None:
    for page in ("/", "/matters", "/matters?text=XZF", f"/matters?text={THEIRS}"):
        assert THEIRS not in text(sign_in("mishu").get(page)).replace(f'value="{THEIRS}"', "").replace(f"text={THEIRS}", "")
