"""The shell of every page: signing in, the form token, the origin, the sizes, the headers, the error pages."""

import logging
import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from review.domain import errors
from review.domain.vocabulary import Gate
from review.service.desk import Desk
from review.web import guard
from tests.sampling import some

from .conftest import PASSWORD, SignIn, post, text, token

READING = ("/", "/matters", "/matters/SL-ZSJ-2024-0009", "/matters/SL-ZSJ-2024-0009/record.pdf", "/rules")


@pytest.mark.parametrize("page", [*READING, "/no-such-page"])
def test_a_page_asks_to_sign_in_first(visitor: FlaskClient, page: str) -> None:
    answer = visitor.get(page)
    assert answer.status_code == 302
    assert answer.location.startswith("/sign-in")


def test_after_signing_in_one_is_brought_to_the_page_asked_for(visitor: FlaskClient) -> None:
    at = visitor.get("/matters?text=档案").location
    answer = post(visitor, "/sign-in", {"username": "mishu", "password": PASSWORD, "next": "/matters?text=%E6%A1%A3"}, at)
    assert answer.location == "/matters?text=%E6%A1%A3"


@pytest.mark.parametrize("next_page", ["https://example.org/", "//example.org/", "/\\example.org"])
def test_signing_in_leads_to_no_other_site(visitor: FlaskClient, next_page: str) -> None:
    answer = post(visitor, "/sign-in", {"username": "mishu", "password": PASSWORD, "next": next_page})
    assert not answer.headers.get("Location", "").startswith(("http", "//", "/\\"))


@pytest.mark.parametrize(("name", "password"), [("mishu", "wrong"), ("nobody", PASSWORD), ("", ""), ("mishu", "")])
def test_a_refused_sign_in_does_not_tell_which_part_was_wrong(visitor: FlaskClient, name: str, password: str) -> None:
    answer = post(visitor, "/sign-in", {"username": name, "password": password})
    assert "用户名或者密码不正确" in text(answer)
    assert visitor.get("/").status_code == 302


def test_the_sign_in_name_may_be_written_in_capitals(visitor: FlaskClient) -> None:
    assert post(visitor, "/sign-in", {"username": " MISHU ", "password": PASSWORD}).status_code == 302
    assert visitor.get("/").status_code == 200


def test_signing_out_ends_the_session(sign_in: SignIn) -> None:
    client = sign_in("mishu")
    assert post(client, "/sign-out", {}, "/").status_code == 302
    assert client.get("/").status_code == 302


@pytest.mark.parametrize("page", some(["/register", "/reset", "/change", "/not-served", "/confirm", "/login"], 3))
def test_flask_security_serves_nothing_but_signing_in_and_out(sign_in: SignIn, page: str) -> None:
    assert sign_in("mishu").get(page).status_code == 404


@pytest.mark.parametrize("page", some([*READING, "/sign-in", "/no-such-page", "/static/theme.css"], 4))
def test_every_answer_has_the_security_headers(sign_in: SignIn, page: str) -> None:
    headers = sign_in("mishu").get(page).headers
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert ("no-store" in headers["Cache-Control"]) is not page.startswith("/static")


def test_no_page_has_a_script_or_a_style_of_its_own(sign_in: SignIn) -> None:
    client = sign_in("mishu")
    for page in (*READING[:3], "/rules", "/no-such-page"):
        shown = text(client.get(page))
        assert not re.search(r"<script|<style|\sstyle=|\son\w+=|javascript:", shown), page


@pytest.mark.parametrize("to", ["/sign-out", "/matters/SL-ZSJ-2024-0009/withdraw", "/matters/new"])
def test_a_form_without_its_token_is_refused(sign_in: SignIn, to: str) -> None:
    client = sign_in("mishu")
    answer = client.post(to, data={"/reason": "不再办理", "revision": "1"})
    assert answer.status_code == 400
    assert "页面已失效" in text(answer)
    assert client.get("/").status_code == 200


def test_a_form_with_the_token_of_another_session_is_refused(sign_in: SignIn) -> None:
    client, foreign = sign_in("mishu"), token(sign_in("shuji"), "/")
    assert client.post("/sign-out", data={"csrf_token": foreign}).status_code == 400


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://example.org"}, {"Origin": "null"}],
)
def test_a_form_from_another_site_is_refused_even_with_its_token(sign_in: SignIn, headers: dict[str, str]) -> None:
    client = sign_in("mishu")
    answer = client.post("/sign-out", data={"csrf_token": token(client, "/")}, headers=headers)
    assert answer.status_code == 403
    assert "其他网站" in text(answer)


def test_a_form_from_this_site_passes(sign_in: SignIn) -> None:
    client = sign_in("mishu")
    headers = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
    assert client.post("/sign-out", data={"csrf_token": token(client, "/")}, headers=headers).status_code == 302


def test_a_form_of_more_than_two_megabytes_is_refused(sign_in: SignIn) -> None:
    answer = sign_in("mishu").post("/matters/new", data={"/matter/title": "长" * 1_000_000})
    assert answer.status_code == 413
    assert "内容过大" in text(answer)


def test_a_form_of_more_than_ten_thousand_fields_is_refused(sign_in: SignIn) -> None:
    answer = sign_in("mishu").post("/matters/new", data={f"/x/{number}": "" for number in range(10_001)})
    assert answer.status_code == 413


@pytest.mark.parametrize("body", some([b"[" * 100_000, b'{"username": "mishu"}', b""], 3))
@pytest.mark.parametrize("page", ["/sign-in", "/matters/new", "/no-such-page"])
def test_what_is_not_a_form_is_refused_unread(visitor: FlaskClient, page: str, body: bytes) -> None:
    answer = visitor.post(page, data=body, content_type="application/json", headers={"X-CSRFToken": token(visitor)})
    assert answer.status_code == 415
    assert "不能这样访问" in text(answer)


def test_a_form_without_its_length_is_refused_rather_than_read_in_part(sign_in: SignIn) -> None:
    headers = {"Transfer-Encoding": "chunked", "Content-Type": "application/x-www-form-urlencoded"}
    answer = sign_in("mishu").post("/matters/new", headers=headers, environ_overrides={"wsgi.input_terminated": True})
    assert answer.status_code == 411


def test_no_token_but_the_session_signs_in(visitor: FlaskClient) -> None:
    answer = visitor.get("/matters?auth_token=x", headers={"Authentication-Token": "x"})
    assert answer.status_code == 302
    signed_in = post(visitor, "/sign-in?include_auth_token=1", {"username": "mishu", "password": PASSWORD})
    assert signed_in.status_code == 302
    assert "authentication_token" not in text(signed_in)


@pytest.mark.parametrize(
    ("method", "page", "status"),
    some([
        ("GET", "/matters", 302), ("POST", "/matters", 405), ("GET", "/matters/SL-X", 404), ("POST", "/matters/new", 400),
        ("PUT", "/matters", 405), ("POST", "/sign-in", 400), ("GET", "/matters/SL-ZSJ-2024-0003/record.pdf", 200),
    ], 3),
)  # fmt: skip
def test_every_refusal_has_the_security_headers_too(sign_in: SignIn, app: Flask, method: str, page: str, status: int) -> None:
    client = app.test_client() if status == 302 else sign_in("mishu")
    answer = client.open(page, method=method, data={"x": "y"} if method != "GET" else None)
    assert answer.status_code == status
    for name, value in guard.HEADERS.items():
        assert answer.headers[name] == value
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_policy_of_the_pages_lets_in_no_script_and_no_frame() -> None:
    policy = dict(part.split(" ", 1) for part in guard.HEADERS["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["style-src"] == policy["form-action"] == "'self'"
    assert "unsafe" not in str(policy)


def test_over_https_the_cookie_is_secure_and_kept_from_scripts(app: Flask) -> None:
    app.config["SESSION_COOKIE_SECURE"] = True
    answer = app.test_client().get("/sign-in", base_url="https://localhost")
    assert {"Secure", "HttpOnly", "SameSite=Lax"} <= set(answer.headers["Set-Cookie"].split("; "))
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_an_unknown_page_says_so(sign_in: SignIn) -> None:
    answer = sign_in("mishu").get("/no-such-page")
    assert answer.status_code == 404
    assert "没有找到" in text(answer)


def test_a_fault_has_a_number_that_is_in_the_log_and_shows_no_cause(
    app: Flask, sign_in: SignIn, caplog: pytest.LogCaptureFixture
) -> None:
    app.add_url_rule("/broken", "broken", lambda: 1 / 0)
    with caplog.at_level(logging.ERROR):
        answer = sign_in("mishu").get("/broken")
    shown = text(answer)
    number = re.search(r"<dd class=\"strong\">([0-9A-F]{8})</dd>", shown)
    assert answer.status_code == 500
    assert number
    assert number[1] in caplog.text
    assert "ZeroDivisionError" in caplog.text
    assert "ZeroDivision" not in shown


def test_a_fault_of_the_database_itself_still_has_a_number(
    app: Flask, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sign_in("mishu")

    def broken(_self: object, _unit: str) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("review.store.unit_of_work.SqlStore.reading", broken)
    answer = client.get("/matters")
    assert answer.status_code == 500
    assert re.search("故障编号：[0-9A-F]{8}", text(answer))


@pytest.mark.parametrize(
    ("refusal", "status", "said"),
    some([
        (errors.DossierRefused((errors.Fault("/matter/title", "请填写事项名称"),)), 422, "事项名称"),
        (errors.WrongState("事项现在处于“准备”环节"), 409, "当前环节不能办理"),
        (errors.Stale("已有新的办理", ("审查人员甲出具审查意见",)), 409, "审查人员甲出具审查意见"),
        (errors.Stale("已有新的办理", ("已改动：/matter/title",)), 409, "已改动：事项名称"),
        (errors.Forbidden("由党组秘书办理。"), 403, "由党组秘书办理"),
        (errors.NotFound("没有编号为“X”的事项"), 404, "没有编号为“X”的事项"),
        (errors.RecordNotPrintable("标题有无法打印的字"), 422, "标题有无法打印的字"),
    ], 3),
)
def test_every_refusal_has_its_page(app: Flask, sign_in: SignIn, refusal: Exception, status: int, said: str) -> None:
    def refuse() -> str:
        raise refusal

    app.add_url_rule("/refused", "refused", refuse)
    answer = sign_in("mishu").get("/refused")
    assert answer.status_code == status
    assert said in text(answer)


def test_a_shut_gate_is_told_with_every_finding_that_shuts_it(app: Flask, desk: Desk, sign_in: SignIn) -> None:
    with desk.store.reading("SL-ZSJ") as work:
        judgement = work.matters.get("SL-ZSJ-2024-0009").judgement
    shut = errors.GateShut("议题关未开，不能确定议题。", judgement, judgement.shutting(Gate.AGENDA))

    def refuse() -> str:
        raise shut

    app.add_url_rule("/shut", "shut", refuse)
    answer = sign_in("mishu").get("/shut")
    shown = unescape(text(answer))
    assert answer.status_code == 409
    assert "议题关未开" in shown
    shutting = judgement.shutting(Gate.AGENDA)
    assert shutting
    for finding in shutting:
        assert finding.rule in shown
        assert finding.remedy in shown


@pytest.mark.parametrize(("place", "data"), some([("/sign-in", {"username": "mi\0shu", "password": PASSWORD}),
                                            ("/matters/SL-ZSJ-2024-0009/withdraw", {"/reason": "撤\0回", "revision": "1"}),
                                            ("/matters?text=%00", {})], 3))  # fmt: skip
def test_a_character_that_no_database_holds_is_refused(sign_in: SignIn, place: str, data: dict[str, str]) -> None:
    client = sign_in("mishu")
    answer = post(client, place, data, "/matters") if data else client.get(place)
    assert answer.status_code == 400
