"""What was typed is not lost where the session ended meanwhile, or the page is of an earlier one."""

import io
import re
from collections.abc import Callable
from functools import partial
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from .conftest import PASSWORD, SignIn, post, signed_in, signed_in_anew, text, token, visited
from .road import NUMBER, ROAD, filled

HERE = {"Origin": "http://localhost"}
"""What a browser says beside a form of this site."""

NEW, TITLE, LONG = "/matters/new", "会话过期以后提交的事项", "第一行\r\n“第二行”，<b>不是标签</b>"
TYPED = {"/matter/title": TITLE, "/matter/problem": LONG, "/matter/secondary_categories": ["LARGE_FUNDS", "MAJOR_PROJECT"]}


@pytest.fixture
def sign_in(app: Flask) -> SignIn:
    return partial(signed_in_anew, app)


@pytest.fixture
def ended(sign_in: SignIn) -> FlaskClient:
    """A browser whose session ended while its page was open."""
    client, elsewhere = sign_in("mishu"), sign_in("mishu")
    post(elsewhere, "/sign-out", {}, "/matters")
    return client


def hidden(page: str) -> MultiDict[str, str]:
    """The hidden fields of the page's own form, as a browser sends them."""
    main = page.split("<main", 1)[1]
    return MultiDict(
        (unescape(name), unescape(value))
        for name, value in re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', main)
    )


def typed(client: FlaskClient, **more: Any) -> TestResponse:
    return client.post(NEW, data={"csrf_token": "of the ended session", "do": "precheck", **TYPED, **more}, headers=HERE)


def signing_in(client: FlaskClient, page: str, password: str = PASSWORD) -> TestResponse:
    return client.post("/sign-in", data=hidden(page) | {"username": "mishu", "password": password}, headers=HERE)


def test_what_was_typed_goes_through_signing_in_and_is_sent_again_as_it_was(ended: FlaskClient) -> None:
    asked = typed(ended)
    assert asked.status_code == 401
    assert "填写的内容没有丢失" in text(asked) and TITLE in text(asked)
    mistyped = signing_in(ended, text(asked), "wrong")
    assert "用户名或者密码不正确" in text(mistyped) and TITLE in text(mistyped)
    resumed = signing_in(ended, text(mistyped))
    assert resumed.status_code == 200, text(resumed)
    assert f'action="{NEW}"' in text(resumed) and "秘书甲" in text(resumed)
    again = hidden(text(resumed))
    assert {name: again.getlist(name) for name in TYPED} == {
        name: value if isinstance(value, list) else [value] for name, value in TYPED.items()
    }  # fmt: skip
    shown = ended.post(NEW, data=again, headers=HERE)
    assert shown.status_code in (200, 422)
    assert TITLE in text(shown) and "&lt;b&gt;不是标签" in text(shown)


def test_a_page_of_an_earlier_session_is_sent_again_without_typing(app: Flask, sign_in: SignIn) -> None:
    asked = typed(sign_in("mishu"))
    assert asked.status_code == 400
    assert "填写的内容没有丢失" in text(asked)
    shown = sign_in("mishu").get("/matters")
    assert shown.status_code == 200
    client = sign_in("mishu")
    again = client.post(NEW, data=hidden(text(typed(client))), headers=HERE)
    assert TITLE in text(again) and again.status_code in (200, 422)


def test_who_signed_in_beside_it_meanwhile_loses_nothing_either(ended: FlaskClient) -> None:
    page = text(typed(ended))
    ended.post("/sign-in", data={"csrf_token": token(ended), "username": "mishu", "password": PASSWORD})
    resumed = signing_in(ended, page)
    assert f'action="{NEW}"' in text(resumed) and TITLE in text(resumed)


def test_files_have_to_be_chosen_again_and_it_says_which(ended: FlaskClient) -> None:
    page = text(typed(ended, **{"/matter/draft/file": (io.BytesIO(b"x" * 3_000_000), "送审稿.docx")}))
    assert "送审稿.docx" in page and TITLE in page
    assert "送审稿.docx" in text(signing_in(ended, page))


@pytest.mark.parametrize("headers", [{}, {"Origin": "null"}, {"Origin": "http://localhost", "Sec-Fetch-Site": "none"}])
def test_only_a_form_said_to_be_of_this_site_is_kept(ended: FlaskClient, sign_in: SignIn, headers: dict[str, str]) -> None:
    answer = ended.post(NEW, data=TYPED, headers=headers)
    assert TITLE not in text(answer)
    assert TITLE not in text(sign_in("guwen").post(NEW, data=TYPED, headers=headers))


def test_another_site_is_refused_as_before_and_a_password_is_never_carried(ended: FlaskClient, visitor: FlaskClient) -> None:
    foreign = ended.post(NEW, data=TYPED, headers={"Origin": "http://elsewhere.example"})
    assert foreign.status_code == 403 and TITLE not in text(foreign)
    stale = visitor.post("/sign-in", data={"username": "mishu", "password": "secret-of-mishu"}, headers=HERE)
    assert stale.status_code == 400
    assert "secret-of-mishu" not in text(stale)


@pytest.mark.parametrize("headers", [{}, {"Origin": "null"}, {"Origin": "null", "Sec-Fetch-Site": "cross-site"}])
def test_no_other_site_puts_words_into_the_page_of_signing_in(
    visitor: FlaskClient, sign_in: SignIn, headers: dict[str, str]
) -> None:  # fmt: skip
    """As the page would carry them itself: behind it waits a button by which they are sent in somebody's name."""
    words = {"typed-at": "/matters/SL-ZSJ-2024-0009/withdraw", "typed:/reason": "别人替您写的理由"}
    for client in (visitor, sign_in("mishu")):
        for name in (token(visitor), "none"):
            said = {"csrf_token": name, "username": "mishu", "password": PASSWORD, **words}
            assert "别人替您写的理由" not in text(client.post("/sign-in", data=said, headers=headers))


@pytest.mark.parametrize("where", ["//elsewhere.example/", "https://elsewhere.example/", "/\\elsewhere.example", "matters"])
def test_what_was_typed_is_sent_to_no_other_place(visitor: FlaskClient, where: str) -> None:
    data = {"csrf_token": token(visitor), "username": "mishu", "password": PASSWORD, "typed-at": where, "typed:x": "y"}
    answer = visitor.post("/sign-in", data=data, headers=HERE)
    assert answer.status_code == 302 and "elsewhere" not in answer.headers["Location"]


def test_a_record_of_a_topic_that_was_taken_back_meanwhile_is_shown_to_be_copied(stand: Callable[[str], Path]) -> None:
    stop = next(one for one in ROAD if one.name == "meeting")
    with visited(stand(stop.name), stop) as (app, recorder):
        data = filled(text(recorder.get(stop.path)), stop.says, stop.button)
        head, page = signed_in(app, "shuji"), f"/matters/{NUMBER}/recall"
        assert head.post(page, data=filled(text(head.get(page)), {"/reason": "改日再议"}, "")).status_code == 303
        refused = recorder.post(stop.path, data=data, headers=HERE)
        assert refused.status_code == 409
        assert "收回" in text(refused) and "同意该方案。" in text(refused)


def test_what_was_typed_stands_on_every_page_of_refusal(sign_in: SignIn) -> None:
    client = sign_in("mishu")
    data = {"csrf_token": token(client, "/matters"), "/reason": "需要重新测算以后再提交"}
    for path, status in (("/matters/SL-ZSJ-2099-0001/withdraw", 404), ("/matters/SL-ZSJ-2024-0009/issue-review", 403)):
        refused = client.post(path, data=data, headers=HERE)
        assert refused.status_code == status
        assert "需要重新测算以后再提交" in text(refused)
