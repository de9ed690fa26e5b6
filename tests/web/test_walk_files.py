"""Uploads, exchanges, downloads and compares drafts in chromium, without JavaScript, and looks at each of the pages."""

from pathlib import Path
from typing import Any

import pytest

from tests.papers import docx, pdf

from .road import NUMBER, ROAD
from .test_walk import Desk, walk

pytestmark = pytest.mark.heavy

__all__ = ["walk"]

BODY = [
    f"第{place}条　各县（市、区）应当结合本地承接能力，从指导目录中选取事项，分批下放，并开展业务培训。"
    for place in "一二三四五六"
]
OLD = docx("关于印发目录的通知", *BODY, "合同金额为 680,000.00 元，期限三年。", "自印发之日起施行。")
NEW = docx("关于印发目录的通知", *BODY, "合同金额为 860,000.00 元，期限五年。", "由办公室负责解释。", "自印发之日起施行。")


@pytest.fixture
def papers(tmp_path: Path) -> dict[str, str]:
    made = {"送审稿1.docx": OLD, "送审稿2.docx": NEW, "风险评估报告.pdf": pdf(("Risk",)), "程序.pdf": b"MZ\0\0"}
    for name, content in made.items():
        (tmp_path / name).write_bytes(content)
    return {name: str(tmp_path / name) for name in made}


def choose(desk: Desk, name: str, path: str) -> None:
    desk.page.set_input_files(f'main [name="{name}"]', path)


def test_drafts_and_evidence_are_uploaded_compared_and_downloaded(walk: tuple[Any, Any], papers: dict[str, str]) -> None:
    walking, clock = walk
    first = {name: value for name, value in ROAD[0].says.items() if name != "/matter/draft/sha256"}
    with walking.by("mishu") as desk:
        desk.page.goto("/matters/new")
        for name, value in first.items():
            desk.say(name, value)
        choose(desk, "/matter/draft/file", papers["送审稿1.docx"])
        desk.say("/attachments/0/kind", "RISK_REPORT")
        choose(desk, "/attachments/0/file", papers["风险评估报告.pdf"])
        choose(desk, "/attachments/1/file", papers["程序.pdf"])
        desk.press("submit")
        desk.look("refused-file")
        desk.press("submit")
        desk.arrived()
        desk.open(f"/matters/{NUMBER}#files", "matter-files")
        with desk.page.expect_download() as download:
            desk.page.get_by_role("link", name="送审稿1.docx").click()
        assert Path(download.value.path()).read_bytes() == OLD
        assert download.value.suggested_filename == "送审稿1.docx"
    for stop in ROAD[1:4]:
        clock.turn_to(stop.on)
        with walking.by(stop.by) as desk:
            desk.page.goto(stop.path)
            for name, value in stop.says.items():
                desk.say(name, value)
            desk.press(stop.button)
            desk.arrived()
    with walking.by("mishu") as desk:
        desk.page.goto(f"/matters/{NUMBER}/revise-draft")
        desk.say("/matter/draft/version", "送审稿2")
        desk.say("/matter/draft/change", "EDITORIAL")
        choose(desk, "/matter/draft/file", papers["送审稿2.docx"])
        desk.press("")
        desk.arrived()
        desk.look("after-revise-draft")
        desk.open(f"/matters/{NUMBER}/drafts/compare", "compare")
        assert desk.page.locator("del").all_inner_texts() == ["680,000.00", "三"]
    with walking.by("guwen") as desk:
        desk.open(f"/matters/{NUMBER}/confirm-draft", "confirm-draft")
        desk.press("")
        desk.open("/", "home-of-adviser")
    assert walking.errors == []
