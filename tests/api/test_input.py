"""Whatever is posted, the answer is a problem in Chinese with its place, never a page and never a fault."""

import json
import re
from io import BytesIO

import pytest
from flask.testing import FlaskClient

from forms import MOST_BYTES
from tests.conftest import example_text

URL = "/api/v1/checks"
MEGABYTE = 1024 * 1024
START = b'{"format":"dossier/1","as_of":"2024-05-08",'
EARLIER = b'{"earlier":[' * 400 + b"{}" + b"]}" * 400

REFUSED = {
    "nothing": b"",
    "an open list": b"[" * 100_000,
    "an open object": b"{",
    "objects 5,000 deep": b'{"a":' * 5_000 + b"1" + b"}" * 5_000,
    "lists 5,000 deep": b"[" * 5_000 + b"]" * 5_000,
    "reviews in reviews": START + b'"legality_review":' + EARLIER + b"}",
    "a number of 5,000 digits": START + b'"a":' + b"9" * 5_000 + b"}",
    "a number beyond all": START + b'"meetings":[{"vote":{"counts":{"approve":1e999}}}]}',
    "not a number": START + b'"a":NaN}',
    "infinity": START + b'"a":-Infinity}',
    "a key twice": START + b'"as_of":"2024-05-08"}',
    "half a character in a text": START + b'"matter":{"title":"\\ud800"}}',
    "half a character in a key": START + b'"\\ud800":1}',
    "a control character in a key": START + b'"\\u001b[31m":1}',
    "UTF-16": '{"format":"dossier/1"}'.encode("utf-16"),
    "UTF-16 without its mark": '{"format":"dossier/1"}'.encode("utf-16-be"),
    "GB18030": '{"format":"案卷"}'.encode("gb18030"),
    "a list": b"[]",
    "a text": b'"dossier"',
    "a compressed body": b"\x1f\x8b\x08\x00",
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_dossier_is_a_problem_with_422_in_chinese(client: FlaskClient, allowed, name: str) -> None:
    answer = client.post(URL, data=REFUSED[name], headers=allowed, content_type="application/json")
    assert answer.status_code == 422
    assert answer.mimetype == "application/problem+json"
    assert answer.json["errors"]
    for error in answer.json["errors"]:
        assert not re.search("[a-z]{4}", error["detail"].replace("dossier/1", "").replace("as_of", "").replace("Infinity", ""))


@pytest.mark.parametrize("name", ["an open list", "objects 5,000 deep", "half a character in a key"])
def test_who_is_not_signed_in_is_asked_to_whatever_he_posts(client: FlaskClient, name: str) -> None:
    answer = client.post(URL, data=REFUSED[name], content_type="application/json")
    assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")


def test_a_mark_of_utf_8_before_the_dossier_is_read_over(client: FlaskClient, allowed) -> None:
    body = b"\xef\xbb\xbf" + example_text("01")
    assert client.post(URL, data=body, headers=allowed, content_type="application/json").status_code == 200


@pytest.mark.parametrize(
    "mimetype", ["text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data", None]
)
def test_another_type_of_body_is_a_problem_with_415(client: FlaskClient, allowed, mimetype: str | None) -> None:
    answer = client.post(URL, data=example_text("01"), headers=allowed, content_type=mimetype)
    assert (answer.status_code, answer.json["detail"]) == (415, "请求应当是application/json。")


def test_a_body_that_is_too_large_is_told_with_its_true_size(client: FlaskClient, allowed) -> None:
    said = {"CONTENT_LENGTH": str(200 * MEGABYTE)}
    answer = client.post(URL, data=b"{}", headers=allowed, content_type="application/json", environ_overrides=said)
    assert (answer.status_code, answer.json["detail"]) == (413, "案卷过大：最多2MB，现有200.0MB")


@pytest.mark.parametrize(
    ("mimetype", "status", "detail"),
    [("application/json", 413, "案卷过大：最多2MB"), ("application/x-www-form-urlencoded", 415, "请求应当是application/json。")],
)
def test_a_body_without_a_length_is_read_no_further_than_the_limit(
    client: FlaskClient, allowed, mimetype: str, status: int, detail: str
) -> None:
    class Endless:
        given = 0

        def read(self, size: int = -1) -> bytes:
            assert size > 0
            self.given += size
            return b" " * size

        def readline(self, size: int = -1) -> bytes:
            return self.read(size)

    body = Endless()
    answer = client.post(
        URL, headers=allowed | {"Transfer-Encoding": "chunked"}, content_type=mimetype,
        environ_overrides={"wsgi.input": body, "wsgi.input_terminated": True},
    )  # fmt: skip
    assert (answer.status_code, answer.json["detail"]) == (status, detail)
    assert body.given <= MOST_BYTES + MEGABYTE


def test_a_short_body_without_a_length_is_judged(client: FlaskClient, allowed) -> None:
    answer = client.post(
        URL, headers=allowed | {"Transfer-Encoding": "chunked"}, content_type="application/json",
        environ_overrides={"wsgi.input": BytesIO(example_text("01")), "wsgi.input_terminated": True},
    )  # fmt: skip
    assert answer.status_code == 200


def test_a_request_from_another_site_is_a_problem_too(client: FlaskClient, allowed) -> None:
    headers = allowed | {"Origin": "https://example.org"}
    answer = client.post(URL, data=b"{}", headers=headers, content_type="application/json")
    assert (answer.status_code, answer.mimetype) == (403, "application/problem+json")
    assert "其他网站" in answer.json["detail"]


def test_a_fault_of_the_program_is_a_problem_with_a_number(client, allowed, monkeypatch, caplog) -> None:
    monkeypatch.setattr("review.api.judgement_as_plain", lambda _: 1 / 0)
    answer = client.post(URL, data=example_text("01"), headers=allowed, content_type="application/json")
    assert (answer.status_code, answer.mimetype) == (500, "application/problem+json")
    number = re.search("[0-9A-F]{8}", answer.json["detail"])
    assert number and number[0] in caplog.text
    assert "ZeroDivision" not in json.dumps(answer.json)


@pytest.mark.parametrize("body", [example_text("01"), b"{", b"["])
def test_every_answer_has_the_security_headers(client: FlaskClient, allowed, body: bytes) -> None:
    for headers in (allowed, {}):
        answer = client.post(URL, data=body, headers=headers, content_type="application/json").headers
        assert answer["Content-Security-Policy"].startswith("default-src 'none'")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cache-Control"] == "no-store"
