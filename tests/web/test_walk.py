"""Walks the whole road as six people in chromium, without JavaScript, against a served app, and downloads the record.

Every page is looked at: width, labels, ids, links within the page, console. Set WALK_PICTURES to a folder to keep a
picture of each. Which refusal says what is tested in `test_stages`.
"""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from pathlib import Path
from typing import Any

import pytest
from werkzeug.serving import make_server

from review.record import print_record
from review.service.record import CHINA

from .conftest import PASSWORD, chromium, opened
from .road import BESIDE, NUMBER, PROCEDURES, ROAD, Stop

playwright = pytest.importorskip("playwright.sync_api")

pytestmark = pytest.mark.heavy

CHROMIUM = {
    "executable_path": chromium(),
    "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--lang=zh-CN"],
}
SCREEN = {"width": 1366, "height": 768}

UNLABELLED = """() => [...document.querySelectorAll('input, select, textarea')]
  .filter(one => one.type !== 'hidden' && !one.labels.length && !one.getAttribute('aria-label'))
  .map(one => one.name || one.id)"""
TWICE = """() => { const ids = [...document.querySelectorAll('[id]')].map(one => one.id)
  return ids.filter((id, at) => ids.indexOf(id) !== at) }"""
DEAD = """() => [...document.querySelectorAll('a[href^="#"]')].map(one => decodeURIComponent(one.hash.slice(1)))
  .filter(id => id && !document.getElementById(id))"""
KIND = "one => one.tagName === 'INPUT' ? one.type : one.tagName"
FOLDS = """one => { const shut = []
  for (let at = one.parentElement; at; at = at.parentElement) if (at.tagName === 'DETAILS' && !at.open) shut.unshift(at)
  return shut.length }"""

REFUSED_EMPTY = ("new", "commission-opinion", "give-opinion", "issue-review", "confirm-topic", "give-notice", "meeting")
"""The pages that nobody can send without filling anything in."""


@dataclass
class Walk:
    """The browser of one person after another, and what went wrong on the pages."""

    browser: Any
    address: str
    pictures: Path
    taken: int = 0
    errors: list[str] = field(default_factory=list)

    @contextmanager
    def by(self, username: str) -> Iterator["Desk"]:
        context = self.browser.new_context(
            viewport=SCREEN, java_script_enabled=False, locale="zh-CN", base_url=self.address
        )
        page = context.new_page()
        page.on("console", lambda said: self.errors.append(f"{page.url}: {said.text}") if complains(said) else None)
        page.on("pageerror", lambda error: self.errors.append(f"{page.url}: {error}"))
        page.goto("/sign-in")
        page.fill("[name=username]", username)
        page.fill("[name=password]", PASSWORD)
        page.click("main button[type=submit]")
        yield Desk(self, page)
        context.close()


def complains(said: Any) -> bool:
    """Whether the browser complains of something else than a refusal that the walk asked for."""
    return said.type == "error" and "responded with a status of 4" not in said.text


@dataclass
class Desk:
    """What a person does with a page: look at it, fill in a field by its name, press a button."""

    walk: Walk
    page: Any

    def look(self, name: str) -> None:
        self.walk.taken += 1
        self.page.screenshot(path=self.walk.pictures / f"{self.walk.taken:02}-{name}.png", full_page=True)
        wide = self.page.evaluate("() => document.documentElement.scrollWidth")
        assert wide <= SCREEN["width"], f"{name}: {wide} px wide"
        for wrong in (UNLABELLED, TWICE, DEAD):
            assert self.page.evaluate(wrong) == [], name
        assert self.page.locator("h1").count() == 1, name

    def open(self, path: str, name: str) -> None:
        self.page.goto(path)
        self.look(name)

    def say(self, name: str, value: str | list[str]) -> None:
        """Fill in one field as its kind asks for; a tick or choice is made on its label, as a person does."""
        control = self.page.locator(f'main [name="{name}"]').first
        while control.evaluate(FOLDS):
            control.locator("xpath=ancestor::details[not(@open)]").first.locator("> summary").click()
        kind = control.evaluate(KIND)
        if kind == "SELECT":
            control.select_option(value)
        elif kind in ("radio", "checkbox"):
            for one in [value] if isinstance(value, str) else value:
                box = self.page.locator(f'main [name="{name}"][value="{one}"]')
                if not box.is_checked():
                    named = box.get_attribute("id")
                    self.page.click(f'label[for="{named}"]') if named else box.check()
        else:
            control.fill(value)

    def press(self, button: str) -> None:
        """Press the button that sends the form of the page, by what it does."""
        named = f'[name=do][value="{button}"]' if button else ""
        wanted = f"main form[method=post] button[type=submit]{named}"
        self.page.locator(wanted).last.click()

    def arrived(self) -> None:
        assert self.page.url.endswith(f"/matters/{NUMBER}"), self.page.locator("main").inner_text()[:2000]


@pytest.fixture
def walk(path: Path, tmp_path: Path) -> Iterator[tuple[Walk, Any]]:
    app, store = opened(path, ROAD[0].on)
    tools = app.extensions["review"]
    app.extensions["review"] = replace(tools, printer=print_record)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    pictures = Path(os.environ.get("WALK_PICTURES") or tmp_path / "pictures")
    pictures.mkdir(parents=True, exist_ok=True)
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(**CHROMIUM)
        yield Walk(browser, f"http://127.0.0.1:{server.server_port}", pictures), tools.desk.clock
        browser.close()
    server.shutdown()
    thread.join()
    store.close()


def test_a_matter_goes_the_whole_road_in_a_browser_without_script(walk: tuple[Walk, Any]) -> None:
    walking, clock = walk
    for stop in ROAD:
        clock.turn_to(datetime.combine(stop.on, time(18), CHINA))  # the meetings of the day are over
        with walking.by(stop.by) as desk:
            visit(desk, stop)
            desk.look(f"after-{stop.name}")
            for beside in BESIDE if stop.page == "new" else ():
                desk.open(beside.path, beside.page)
    with walking.by("mishu") as desk:
        desk.page.goto(f"/matters/{NUMBER}")
        with desk.page.expect_download() as download:
            desk.page.get_by_role("link", name="审查记录").first.click()
        assert Path(download.value.path()).read_bytes().startswith(b"%PDF-")
    assert walking.errors == []


def test_every_procedure_is_registered_in_a_browser_without_script(walk: tuple[Walk, Any]) -> None:
    """Submitted by the form of a new matter, prepared page by page with a precheck before each, and the statement taken."""
    walking, _ = walk
    pages = [page for page, *_ in PROCEDURES]
    with walking.by("mishu") as desk:
        visit(desk, ROAD[0])
        for stop in (one for one in BESIDE if one.page in pages):
            visit(desk, stop)
        desk.look("after-preparing")
        for page in pages:
            desk.open(f"/matters/{NUMBER}/{page}", f"{page}-registered")
        with desk.page.expect_download() as download:
            desk.page.get_by_role("link", name="意见采纳情况表").first.click()
        assert Path(download.value.path()).read_bytes().startswith(b"%PDF-")
    assert walking.errors == []


def visit(desk: Desk, stop: Stop) -> None:
    """Look at the page, be refused with nothing filled in, fill it in, check it where that can be done, send it."""
    desk.open(stop.path, stop.page)
    if stop.page in REFUSED_EMPTY:
        desk.press(stop.button)
        desk.look(f"{stop.page}-refused")
    for name, value in stop.says.items():
        desk.say(name, value)
    prechecked = dict.fromkeys(("new", *(page for page, *_ in PROCEDURES)), "precheck")
    between = {**prechecked, "send-for-review": "count", "meeting": "save"}.get(stop.page)
    if between:
        desk.press(between)
        desk.look(f"{stop.page}-{between}")
    desk.press(stop.button)
    desk.arrived()
