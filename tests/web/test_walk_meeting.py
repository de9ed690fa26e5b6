"""A meeting with three topics in chromium, without JavaScript: its notice, its record, its minutes, each page looked at."""

from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from review import demo
from review.service.record import CHINA
from tests.service import tabled as made

from .conftest import opened
from .test_sittings import MEETING, NOTICE, NOTIFIED, PUT_OFF, RECORD, WHOLE, topic
from .test_walk import walk

SOONER = {
    "/meetings/0/held_on": "2022-09-17", "/reason": "主要负责人出差",
    **{f"/meetings/0/notice/{key}": [f"p{row:02}" for row in range(1, 8)] for key in ("sent_to", "papers_to")},
}  # fmt: skip

MENDED = {
    "/reason": "漏记了分歧，听错了发言", "/meetings/1/disagreements": "一名成员建议缓行",
    "/meetings/1/statements/2/text": "同意，请补充实施步骤。", "/meetings/0/minutes/signed_by": ["s02", "p01"],
}  # fmt: skip

pytestmark = pytest.mark.heavy

__all__ = ["walk"]


@pytest.fixture
def path(path: Path) -> Path:
    """The demonstration with three matters that wait for one meeting."""
    app, store = opened(path, date(2022, 9, 16))
    clock = demo.DayClock()
    made.tabled(replace(app.extensions["review"].desk, clock=clock), clock)
    store.close()
    return path


def test_three_topics_are_notified_recorded_with_one_put_off_and_told_in_the_minutes(walk: tuple[Any, Any]) -> None:
    walking, clock = walk
    clock.turn_to(datetime.combine(date(2022, 9, 16), time(10), CHINA))
    with walking.by("mishu") as desk:
        desk.open("/meetings", "meetings")
        desk.open(NOTICE, "notice")
        desk.press("")
        desk.look("notice-refused")
        for name, value in NOTIFIED.items():
            desk.say(name, value)
        desk.press("")
        desk.look("meeting-notified")
        desk.open(f"{MEETING}/reschedule", "reschedule")
        for name, value in SOONER.items():
            desk.say(name, value)
        desk.press("preview")
        desk.look("reschedule-previewed")
    clock.turn_to(datetime.combine(date(2022, 9, 20), time(18), CHINA))
    with walking.by("jilu") as desk:
        desk.open(RECORD, "record")
        for name, value in WHOLE.items():
            desk.say(name, value)
        desk.press("save")
        desk.look("record-attended")
        says = {**topic(1), **topic(2), **topic(3, out=(3,))}
        for name, value in says.items():
            if not (name.startswith("/meetings/2/vote") and PUT_OFF.get(name) == "") and name != "/meetings/2/result":
                desk.say(name, value)
        desk.say("/meetings/2/result", "DEFERRED")
        desk.press("save")
        desk.look("record-saved")
        desk.press("announce")
        desk.look("meeting-announced")
        assert desk.page.locator("main").inner_text().count("暂缓表决") >= 1
        desk.open(f"{MEETING}/correct", "correct")
        for name, value in MENDED.items():
            desk.say(name, value)
        desk.press("preview")
        desk.look("correction-previewed")
        desk.press("confirm")
        desk.look("meeting-corrected")
        assert "原纪要已过时" in desk.page.locator("main").inner_text()
        desk.open(f"{MEETING}/minutes", "minutes")
        draft = desk.page.locator(".paper").inner_text()
        desk.page.fill("#text", draft.replace("赞成5票", "赞成6票"))
        desk.press("")
        desk.look("minutes-differ")
        assert "1 处不一致" in desk.page.locator("#found").inner_text()
        with desk.page.expect_download() as download:
            desk.page.get_by_role("link", name="下载草稿").click()
        assert "赞成5票" in Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert walking.errors == []
