"""Who may use the interface, and what happens to one who guesses."""

import pytest

from tests.api.conftest import PASSWORD, Web, basic, serving
from tests.conftest import example_text

URL = "/api/v1/checks"


def status(client, headers, **more) -> int:
    return client.post(URL, data=b"{}", headers=headers, content_type="application/json", **more).status_code


@pytest.mark.parametrize("name", ["mishu", "somebody"])
def test_after_five_wrong_passwords_a_name_is_told_when_to_come_back(own: Web, name: str) -> None:
    client = own.app.test_client()
    assert [status(client, basic(name, "wrong")) for _ in range(5)] == [401] * 5
    answer = client.post(URL, data=b"{}", headers=basic(name), content_type="application/json")
    assert (answer.status_code, answer.mimetype) == (429, "application/problem+json")
    assert 0 < int(answer.headers["Retry-After"]) <= 15 * 60
    assert answer.json["detail"].startswith("登录失败次数过多，请于")
    assert status(client, basic("nobody")) == 403


def test_a_right_password_forgets_the_wrong_ones(own: Web) -> None:
    client = own.app.test_client()
    for _ in range(2):
        assert [status(client, basic("mishu", "wrong")) for _ in range(4)] == [401] * 4
        assert status(client, basic("mishu")) == 422


def test_the_pages_and_the_interface_count_together(own: Web) -> None:
    client = own.app.test_client()
    assert [status(client, basic("mishu", "wrong")) for _ in range(5)] == [401] * 5
    page = client.get("/sign-in").get_data(as_text=True)
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    answer = client.post("/sign-in", data={"csrf_token": token, "username": "mishu", "password": PASSWORD})
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert "登录失败次数过多，请于" in answer.get_data(as_text=True)
    assert client.get("/matters").status_code == 302


def test_an_account_without_a_role_is_refused_with_words(client) -> None:
    answer = client.post(URL, data=example_text("01"), headers=basic("nobody"), content_type="application/json")
    assert (answer.status_code, answer.json["detail"]) == (403, "您的账号没有设置岗位，不能查看，也不能办理。请联系系统管理员。")


@pytest.mark.parametrize(
    "sent", ["Basic", "Basic %%%", "Basic bWlzaHU=", "Basic Og==", "Basic /w==", "Bearer x", "Digest username=mishu"]
)
def test_what_is_no_name_and_password_is_asked_for_them(client, sent: str) -> None:
    assert status(client, {"Authorization": sent}) == 401


def test_a_token_is_no_way_in(client) -> None:
    answer = client.post(URL + "?auth_token=x", json={"auth_token": "x"}, headers={"Authentication-Token": "x"})
    assert answer.status_code == 401


@pytest.mark.parametrize(("proxies", "shut"), [(0, True), (1, False)])
def test_behind_a_proxy_the_address_is_that_which_the_proxy_tells(tmp_path, proxies: int, shut: bool) -> None:
    client = serving(tmp_path, proxies).app.test_client()
    for number in range(20):
        status(client, basic(f"name-{number}", "wrong") | {"X-Forwarded-For": f"192.0.2.{number}"})
    assert (status(client, basic("mishu") | {"X-Forwarded-For": "198.51.100.1"}) == 429) is shut
