"""Tests the stage pages: the whole road by five people, and every refusal, generated over the pages of `road`."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from forms import flat, read_dossier
from review.domain.dossier import Dossier, Preparation
from review.domain.vocabulary import Role
from review.domain.workflow import State
from review.service import oversight
from review.service.ports import Matter
from review.web import posted, posted_meeting

from .conftest import PASSWORD, opened, person, post, text
from .road import BESIDE, MEETING, NUMBER, OPINION, REVIEW, ROAD, Stop, filled, send

EVERYBODY = ("mishu", "guwen", "shencha", "shuji", "fenguan", "jilu", "shenji")
EXAMPLES = sorted((Path(__file__).parent.parent / "dossiers").glob("*.json"))
STOPS = [*ROAD, *BESIDE]


@contextmanager
def visited(path: Path, stop: Stop) -> Iterator[tuple[Flask, FlaskClient]]:
    """The application on the day of the stop, and the browser of the person whose turn it is."""
    app, store = opened(path, stop.on)
    yield app, signed_in(app, stop.by)
    store.close()


def signed_in(app: Flask, username: str) -> FlaskClient:
    client = app.test_client()
    assert post(client, "/sign-in", {"username": username, "password": PASSWORD}).status_code == 302
    return client


@pytest.fixture(scope="session")
def road(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The whole road, walked once; the database as it stood before each page was sent."""
    folder = tmp_path_factory.mktemp("road")
    path, before = Path(shutil.copy(loaded, folder / "road.sqlite")), {}
    for stop in ROAD:
        before[stop.page] = Path(shutil.copy(path, folder / f"{stop.page}.sqlite"))
        with visited(path, stop) as (_, client):
            answer = send(client, stop)
            assert (answer.status_code, answer.headers.get("Location")) == (303, f"/matters/{NUMBER}"), text(answer)
    before["end"] = path
    for stop in BESIDE:
        before[stop.page] = before["commission-opinion"]
    return before


@pytest.fixture
def stand(road: dict[str, Path], tmp_path: Path) -> Callable[[str], Path]:
    """A copy of the database as it stood before a page."""
    return lambda page: Path(shutil.copy(road[page], tmp_path / "stand.sqlite"))


def stored(app: Flask) -> Matter:
    desk = app.extensions["review"].desk
    return oversight.show(desk, person(desk, Role.SECRETARY), NUMBER)


def named(stop: Stop) -> str:
    return stop.page


def test_a_matter_goes_the_whole_road_by_forms(road: dict[str, Path]) -> None:
    with visited(road["end"], ROAD[-1]) as (app, _):
        matter = stored(app)
        assert matter.state is State.APPROVED
        assert matter.revision == len(ROAD)
        assert [gate.value for gate, state in matter.judgement.gates.items() if state.reached and not state.open] == []
        meeting = (matter.dossier.meetings or ())[0]
        assert [said.member for said in meeting.statements or ()] == ["p02", "p03", "p05", "p07", "p01"]
        assert meeting.vote is not None
        assert (meeting.vote.counts.approve, meeting.vote.counts.oppose) == (5, 0)
        assert str(meeting.started_at) == "2024-05-24 09:00:00+08:00"


@pytest.mark.parametrize("stop", STOPS, ids=named)
def test_a_second_click_stores_nothing_more(stop: Stop, stand: Callable[[str], Path]) -> None:
    with visited(stand(stop.page), stop) as (app, client):
        data = filled(text(client.get(stop.path)), stop.says, stop.button)
        assert client.post(stop.path, data=data).status_code == 303
        once = stored(app)
        again = client.post(stop.path, data=data)
        assert stored(app).revision == once.revision
        if stop.page == "new":
            assert again.headers["Location"] == f"/matters/{NUMBER}"
        else:
            assert again.status_code == 409
            assert "打开最新内容" in text(again)
            assert "（" in text(again).split('id="refused"')[1]


@pytest.mark.parametrize("stop", STOPS, ids=named)
def test_only_the_right_role_sees_and_sends_a_page(stop: Stop, stand: Callable[[str], Path]) -> None:
    allowed = {stop.by, "fenguan"} if stop.page == "sign" else {stop.by}
    with visited(stand(stop.page), stop) as (app, client):
        data = filled(text(client.get(stop.path)), stop.says, stop.button)
        for username in EVERYBODY:
            if username not in allowed:
                other = signed_in(app, username)
                fresh = data.copy()
                fresh["csrf_token"] = re.findall(r'name="csrf_token" value="([^"]+)"', text(other.get("/matters")))[0]
                assert other.get(stop.path).status_code == 403, username
                assert other.post(stop.path, data=fresh).status_code == 403, username
        assert client.post(stop.path, data=data).status_code == 303


@pytest.mark.parametrize("stop", [stop for stop in STOPS if stop.wrong], ids=named)
def test_a_wrong_field_is_marked_and_nothing_typed_is_lost(stop: Stop, stand: Callable[[str], Path]) -> None:
    with visited(stand(stop.page), stop) as (_, client):
        data = filled(text(client.get(stop.path)), {**stop.says, **stop.wrong}, stop.button)
        answer = client.post(stop.path, data=data)
        page = text(answer)
        assert answer.status_code == 422
        summary = page.split('id="refused"')[1].split("</ol>")[0]
        marked = re.findall(r'href="#([^"]+)"', summary)
        assert marked
        for pointer in marked:
            assert pointer in stop.wrong
            assert f'id="{pointer}~h"' in page
            assert re.search(rf'id="{re.escape(pointer)}"', page)
        again = filled(page, {}, stop.button)
        kept = {name: value for name, value in data.items(multi=True) if value.strip() and name not in ("csrf_token", "do")}
        assert {name: again.get(name) for name in kept if "drafters" not in name and "[" not in name} | rows(kept) == kept


def rows(kept: dict[str, str]) -> dict[str, str]:
    """The rows of lists: blank ones before them are taken out, so that their numbers move."""
    return {name: value for name, value in kept.items() if re.search(r"/(legal_basis|suggestions|required_changes|items)/\d", name)}


GATES = (
    ("new", {"/matter/state_secret_free": None}, "submit", "CLS-09"),
    ("send-for-review", {f"{REVIEW}/materials/draft": None}, "send", "LRV-05"),
    ("meeting", {f"{MEETING}/members/0/present": ""}, "PASSED", "MTG-06"),
    ("meeting", {f"{MEETING}/vote/ballots/{row}/choice": "OPPOSE" for row in (1, 2)}, "PASSED", "MTG-16"),
)


@pytest.mark.parametrize(("page", "without", "button", "rule"), GATES)
def test_a_shut_gate_names_its_rules_and_keeps_what_was_typed(
    page: str, without: dict[str, str | None], button: str, rule: str, stand: Callable[[str], Path]
) -> None:
    stop = next(stop for stop in ROAD if stop.page == page)
    with visited(stand(page), stop) as (_, client):
        data = filled(text(client.get(stop.path)), {**stop.says, **without}, button)
        answer = client.post(stop.path, data=data)
        shown = text(answer)
        assert answer.status_code == 409
        summary = shown.split('id="refused"')[1].split("</ol>")[0]
        assert rule in summary
        again = filled(shown, {}, button)
        assert [name for name, value in data.items(multi=True) if value and value not in again.getlist(name)
                and name not in ("do", "csrf_token") and not rows({name: value}) and "/vote/counts/" not in name] == []  # fmt: skip


def test_confirming_a_topic_without_opinion_and_review_names_what_is_missing(stand: Callable[[str], Path]) -> None:
    stop = next(stop for stop in ROAD if stop.page == "confirm-topic")
    with visited(stand("commission-opinion"), stop) as (_, client):
        answer = send(client, stop)
        assert answer.status_code == 409
        assert {"LAD-01", "LRV-01"} <= set(re.findall(r"[A-Z]{3}-\d\d", text(answer).split('id="refused"')[1]))


def test_the_precheck_stores_nothing_and_leads_to_each_gap(stand: Callable[[str], Path]) -> None:
    stop = ROAD[0]
    with visited(stand("new"), stop) as (app, client):
        before = len(oversight.lines(app.extensions["review"].desk, person(app.extensions["review"].desk, Role.SECRETARY)))
        page = text(client.get(stop.path))
        answer = client.post(stop.path, data=filled(page, {"/matter/title": "甲", "/matter/category": "LARGE_FUNDS"}, "precheck"))
        shown = text(answer)
        assert answer.status_code == 200
        for pointer in re.findall(r'<a href="#(/[^"]+)"', shown):
            assert f'id="{pointer}"' in shown, pointer
        assert "CLS-07 无法判定" in shown
        desk = app.extensions["review"].desk
        assert len(oversight.lines(desk, person(desk, Role.SECRETARY))) == before


def test_open_questions_can_be_answered_no_at_one_stroke(stand: Callable[[str], Path]) -> None:
    stop = ROAD[0]
    with visited(stand("new"), stop) as (_, client):
        page = text(client.get(stop.path))
        shown = text(client.post(stop.path, data=filled(page, {"/matter/scope/contract": "true"}, "rest_no")))
        again = filled(shown, {}, "precheck")
        answers = {again[name] for name in again if name.startswith("/matter/scope/") and name.count("/") == 3}
        assert answers == {"true", "false", "NONE", ""}
        assert again["/matter/scope/contract"] == "true"


def test_a_copy_takes_what_was_written_but_not_number_and_draft(stand: Callable[[str], Path]) -> None:
    with visited(stand("commission-opinion"), ROAD[1]) as (app, client):
        again = filled(text(client.get(f"/matters/new?copy={NUMBER}")), {}, "")
        assert again["/matter/title"] == "历史档案数字化服务采购"
        assert again["/matter/draft/sha256"] == ""
        assert signed_in(app, "shuji").get(f"/matters/new?copy={NUMBER}").status_code == 403


@pytest.mark.parametrize("stop", STOPS, ids=named)
def test_hostile_text_stays_text(stop: Stop, stand: Callable[[str], Path]) -> None:
    hostile = "\"><script>alert(1)</script>{{ 7 * 7 }}"
    with visited(stand(stop.page), stop) as (_, client):
        data = filled(text(client.get(stop.path)), stop.says, "precheck" if stop.page == "new" else stop.button)
        data.update({name: hostile for name in data if name.endswith(("reason", "text", "title", "number", "comment"))})
        data["revision"] = "1"
        shown = text(client.post(stop.path, data=data))
        assert "<script>" not in shown
        assert "49" not in unescape(shown).split("alert(1)")[-1][:40]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_what_a_form_shows_of_a_matter_reads_back_as_the_same(path: Path) -> None:
    dossier = read_dossier(path.read_bytes())
    values = flat.flatten(dossier.matter, "/matter") | flat.flatten(dossier.preparation or Preparation(), "/preparation")
    form = MultiDict((name, value) for name, many in values.items() for value in many if "catalogue" not in name)
    form.setlist(posted.ITEMS, [item.code or "" for item in dossier.matter.catalogue.items or ()])
    read = posted.submission(
        form, draft=dossier.matter.draft, catalogue=flat.to_plain(dossier.matter.catalogue), people=(), by="s01", on=dossier.as_of
    )
    assert read.matter == dossier.matter
    assert read.preparation == dossier.preparation


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_what_a_form_shows_of_a_meeting_reads_back_as_the_same(path: Path) -> None:
    dossier: Dossier = read_dossier(path.read_bytes())
    candidates = [one.id for one in dossier.matter.candidates or ()]
    for place, meeting in enumerate(dossier.meetings or ()):
        root = f"/meetings/{place}"
        values = posted_meeting.as_typed(meeting, root, candidates)
        form = MultiDict((name, value) for name, many in values.items() for value in many)
        assert posted_meeting.recorded(form, root, meeting, candidates, {}) == meeting
