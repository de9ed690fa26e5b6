"""The difference of two drafts is shown on a page of its own and where a new draft is confirmed, or why it cannot be."""

import hashlib
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from review.web.difference import between
from tests.papers import docx, scanned

from .conftest import signed_in, text, visited
from .road import NUMBER, ROAD, filled
from .test_uploads import sent

OLD = docx("关于目录的通知", *(f"第{place}条　照旧办理。" for place in range(9)), "金额为 680,000.00 元。")
NEW = docx("关于目录的通知", *(f"第{place}条　照旧办理。" for place in range(9)), "金额为 860,000.00 元。", "<b>另加一条。</b>")
OLD_HASH, NEW_HASH = (hashlib.sha256(one).hexdigest() for one in (OLD, NEW))
PAGE = f"/matters/{NUMBER}/drafts/compare"
EDITORIAL = {"/matter/draft/version": "送审稿3", "/matter/draft/change": "EDITORIAL"}


def replaced(client: FlaskClient, content: bytes, name: str, **says: Any) -> None:
    answer = sent(client, f"/matters/{NUMBER}/revise-draft", {**EDITORIAL, **says}, "", draft=(content, name))
    assert answer.status_code == 303, text(answer)


@pytest.fixture(scope="module")
def replaced_twice(road: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the database and the files of a matter with two more drafts."""
    folder = tmp_path_factory.mktemp("two")
    with visited(Path(shutil.copy(road["confirm-topic"], folder / "stand.sqlite")), ROAD[7]) as (app, _):
        mishu = signed_in(app, "mishu")
        replaced(mishu, OLD, "二稿.docx", **{"/matter/draft/version": "送审稿2", "/matter/draft/change": "MATERIAL"})
        replaced(mishu, NEW, "三稿.docx")
    return folder


@pytest.fixture
def two(replaced_twice: Path, tmp_path: Path) -> Any:
    """A matter on whose first draft, of paper, opinion and review were given, with two more drafts as files."""
    shutil.copytree(replaced_twice, tmp_path, dirs_exist_ok=True)
    with visited(tmp_path / "stand.sqlite", ROAD[7]) as (app, _):
        yield app


def test_two_drafts_are_compared_paragraph_by_paragraph(two: Any) -> None:
    for username in ("mishu", "guwen", "shencha", "shenji"):
        page = text(signed_in(two, username).get(PAGE))
        assert re.search(r"改动 <span class=\"strong\">1</span> 段　增加 <span class=\"strong\">1</span> 段", page)
        assert "<del>680,000.00</del>" in page
        assert "<ins>860,000.00</ins>" in page
        assert "&lt;b&gt;另加一条。" in page
        assert "未改的 9 段" in page


@pytest.mark.heavy
def test_the_drafts_are_linked_from_the_matter_and_any_two_can_be_chosen(two: Any) -> None:
    client = signed_in(two, "guwen")
    shown = text(client.get(f"/matters/{NUMBER}"))
    assert f"{PAGE}?from={OLD_HASH}&amp;to={NEW_HASH}" in shown
    assert "<ins>680,000.00</ins>" in text(client.get(f"{PAGE}?from={NEW_HASH}&to={OLD_HASH}"))
    assert "同一个文件" in text(client.get(f"{PAGE}?from={NEW_HASH}&to={NEW_HASH}"))


def test_of_a_draft_without_a_file_it_is_said_that_only_its_hash_is_there(two: Any) -> None:
    client = signed_in(two, "guwen")
    (paper,) = set(re.findall(r'<option value="([0-9a-f]{64})"', text(client.get(PAGE)))) - {OLD_HASH, NEW_HASH}
    answer = client.get(f"{PAGE}?from={paper}&to={NEW_HASH}")
    assert answer.status_code == 200
    assert "前一稿没有上传文件，只登记了校验值" in text(answer)


def test_a_scanned_page_is_told_as_not_compared(replaced_twice: Path, tmp_path: Path) -> None:
    shutil.copytree(replaced_twice, tmp_path, dirs_exist_ok=True)
    with visited(tmp_path / "stand.sqlite", ROAD[7]) as (app, _):
        mishu = signed_in(app, "mishu")
        for place, amount in ((4, "680,000"), (5, "860,000")):
            says = {"/matter/draft/version": f"送审稿{place}"}
            replaced(mishu, scanned(("Article one.",), None, (f"{amount} yuan.",)), f"{place}.pdf", **says)
        page = text(mishu.get(PAGE))
        assert "<ins>860,000</ins>" in page
        assert "没有读取 1 页" in page
        assert "（第2页没有文字，只有图像，系统没有读取）" in page


@pytest.mark.parametrize("asked", ["ab" * 32, "../../etc/passwd", "<script>", "\u202e"])
def test_what_is_no_draft_of_the_matter_is_not_there(two: Any, asked: str) -> None:
    assert signed_in(two, "guwen").get(PAGE, query_string={"from": asked, "to": NEW_HASH}).status_code == 404
    assert signed_in(two, "guwen-xian").get(PAGE).status_code == 404


def test_whoever_confirms_a_change_sees_it_there(stand: Callable[[str], Path]) -> None:
    with visited(stand("confirm-topic"), ROAD[7]) as (app, _):
        replaced(signed_in(app, "mishu"), NEW, "二稿.docx")
        page = text(signed_in(app, "guwen").get(f"/matters/{NUMBER}/confirm-draft"))
        assert "前后两稿的不同" in page
        assert "前一稿没有上传文件，只登记了校验值。请下载两稿，人工逐处比对。" in page


def test_a_matter_with_one_draft_has_nothing_to_compare(stand: Callable[[str], Path]) -> None:
    with visited(stand("commission-opinion"), ROAD[1]) as (_, client):
        answer = client.get(PAGE)
        assert answer.status_code == 404
        assert "只有一稿" in text(answer)


@pytest.mark.parametrize("username", ["guwen", "shencha"])
def test_after_a_material_change_the_paper_is_told_as_outdated_and_a_new_one_is_asked_for(two: Any, username: str) -> None:
    author, mishu = signed_in(two, username), signed_in(two, "mishu")
    for page in (text(author.get("/")), text(author.get(f"/matters/{NUMBER}")), text(mishu.get(f"/matters/{NUMBER}"))):
        assert "已过时" in page.split('role="note"')[1].split("</ul>")[0]
    assert "commission-opinion" in text(mishu.get("/"))


@pytest.mark.heavy
def test_after_an_editorial_change_there_is_only_a_warning(stand: Callable[[str], Path]) -> None:
    with visited(stand("confirm-topic"), ROAD[7]) as (app, _):
        replaced(signed_in(app, "mishu"), NEW, "二稿.docx")
        assert "待确认" in text(signed_in(app, "guwen").get(f"/matters/{NUMBER}"))
        for username in ("guwen", "shencha"):
            author, path = signed_in(app, username), f"/matters/{NUMBER}/confirm-draft"
            assert author.post(path, data=filled(text(author.get(path)), {}, "")).status_code == 303
        for username in ("guwen", "shencha", "shuji"):
            page = text(signed_in(app, username).get(f"/matters/{NUMBER}"))
            note = page.split('role="note"')[1].split("</ul>")[0]
            assert "经确认继续适用" in note
            assert "针对送审稿1" in note
            assert "已过时" not in note
        assert "继续适用" in text(signed_in(app, "guwen").get("/"))
        assert "确定议题" in text(signed_in(app, "shuji").get("/"))


@pytest.mark.parametrize(("old", "new"), [("", OLD_HASH), (OLD_HASH, ""), ("", "")], ids=["old", "new", "both"])
def test_where_a_hash_is_not_known_it_is_said(old: str, new: str) -> None:
    assert between(NUMBER, old, new).cause == "没有登记两稿的校验值"
