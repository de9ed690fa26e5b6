"""The HTTP interface: the same judgement as the command line; problems with pointers; nothing is stored."""

import json

import pytest

from forms import MOST_BYTES
from review.app import engine, load_rulebook
from review.demo import DayClock
from review.domain.report import judgement_as_plain
from review.service.desk import Desk
from tests.api.conftest import basic
from tests.conftest import example_text

URL = "/api/v1/checks"


def post(client, body, headers, mimetype="application/json"):
    return client.post(URL, data=body, headers=headers, content_type=mimetype)


def test_a_dossier_is_judged_as_on_the_command_line(client, allowed, changed):
    answer = post(client, example_text("01"), allowed)
    desk = Desk(store=None, rulebook=load_rulebook(), engine=engine(), clock=DayClock(), files=None, compare=None, label=str)
    assert answer.status_code == 200
    assert answer.json == json.loads(json.dumps(judgement_as_plain(desk.judge(changed("01")))))


def test_without_an_account_nothing_is_judged(client):
    answer = post(client, example_text("01"), {})
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Basic")
    assert answer.mimetype == "application/problem+json"


def test_a_wrong_password_is_refused(own):
    assert post(own.app.test_client(), example_text("01"), basic("mishu", "wrong")).status_code == 401


def test_faults_come_as_a_problem_with_all_pointers(client, allowed):
    plain = json.loads(example_text("01"))
    plain["matter"]["colour"] = "red"
    plain["as_of"] = "2022-02-31"
    answer = post(client, json.dumps(plain), allowed)
    assert answer.status_code == 422
    assert answer.mimetype == "application/problem+json"
    assert {error["pointer"] for error in answer.json["errors"]} == {"/matter/colour", "/as_of"}


@pytest.mark.parametrize(
    ("body", "mimetype", "status"),
    [
        (b"", "application/json", 422), (b"{", "application/json", 422), (b"\xff", "application/json", 422),
        (b"x=1", "application/x-www-form-urlencoded", 415), (b" " * (MOST_BYTES + 1), "application/json", 413),
    ],
)  # fmt: skip
def test_bad_input_gets_its_status(client, allowed, body, mimetype, status):
    answer = post(client, body, allowed, mimetype)
    assert answer.status_code == status
    assert answer.json["status"] == status


def test_other_methods_and_places_are_told(client, allowed):
    refused = client.get(URL, headers=allowed)
    assert (refused.status_code, refused.headers["Allow"]) == (405, "POST, OPTIONS")
    assert client.get("/api/v1/nothing", headers=allowed).status_code == 404


def test_another_site_cannot_post_here(client, allowed):
    answer = post(client, example_text("01"), allowed | {"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
