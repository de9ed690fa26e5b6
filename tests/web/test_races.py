"""Sixteen who send a page of one matter at once, over HTTP: one is stored, fifteen are told 409 with what happened."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from review.domain.trail import first_broken
from review.domain.vocabulary import Role
from review.service import oversight
from tests.sampling import some

from .conftest import person, signed_in, text, visited
from .road import BESIDE, NUMBER, ROAD, Stop, filled

CLIENTS = 16
STOPS = [stop for stop in (*ROAD, *BESIDE) if stop.name != "new"]


def at_once(sending: list[Callable[[], TestResponse]]) -> list[TestResponse]:
    """All of these, each in a thread of its own, let go at the same moment."""
    gate = Barrier(len(sending))

    def one(send: Callable[[], TestResponse]) -> TestResponse:
        gate.wait()
        return send()

    with ThreadPoolExecutor(len(sending)) as pool:
        return list(pool.map(one, sending))


def ready(client: FlaskClient, stop: Stop) -> Callable[[], TestResponse]:
    """The page, opened and filled in, which only has to be sent."""
    data = filled(text(client.get(stop.path)), stop.says, stop.button)
    return lambda: client.post(stop.path, data=data)


def stands(app: Flask) -> tuple[Any, ...]:
    desk = app.extensions["review"].desk
    auditor = person(desk, Role.AUDITOR)
    matter = oversight.show(desk, auditor, NUMBER)
    with desk.store.reading(auditor.unit) as work:
        events = list(work.trail.all())
    assert first_broken(events) is None
    return matter.revision, len(events)


@pytest.mark.parametrize("stop", some(STOPS, 16), ids=lambda stop: stop.name)
def test_of_sixteen_who_send_a_page_at_once_one_is_stored_and_the_others_are_told(
    stop: Stop, stand: Callable[[str], Path]
) -> None:
    with visited(stand(stop.name), stop) as (app, _):
        before = stands(app)
        answers = at_once([ready(signed_in(app, stop.by), stop) for _ in range(CLIENTS)])
        assert Counter(one.status_code for one in answers) == {303: 1, 409: CLIENTS - 1}
        assert stands(app) == tuple(number + 1 for number in before)
        told = next(text(one) for one in answers if one.status_code == 409)
        assert "没有保存" in told or "已经保存" in told


@pytest.mark.heavy
def test_of_those_who_do_different_things_at_once_one_wins_and_the_others_are_told_what_he_did(
    stand: Callable[[str], Path]
) -> None:
    """The reviewer issues, returns, hands over and asks a colleague in four windows, the secretary takes the matter back."""
    names = ("issue-review", "return-for-supplement", "transfer-review", "ask-countersign")
    acts = [next(stop for stop in STOPS if stop.name == name) for name in names]
    with visited(stand("issue-review"), acts[0]) as (app, _):
        before = stands(app)
        answers = at_once([ready(signed_in(app, stop.by), stop) for stop in acts for _ in range(4)])
        assert Counter(one.status_code for one in answers) == {303: 1, 409: 15}
        assert stands(app) == tuple(number + 1 for number in before)
