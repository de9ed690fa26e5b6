"""Opening a matter's page and taking something of it away leaves a line, or nothing is shown and handed out."""

import hashlib
import re
import sqlite3
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from flask import Flask, url_for

from review.domain.access import AccessAction
from review.domain.errors import Stale
from review.domain.vocabulary import Role
from review.service import access
from review.service.desk import Desk
from review.service.ports import Printable, Record
from review.store.access import SqlAccess
from review.web.session import EXTENSION
from tests.carrying import carrying
from tests.sampling import some
from tests.stored import carried

from .conftest import SignIn, person, text
from .test_papers import DONE, PAPERS

NUMBER = "SL-ZSJ-2022-0007"
HEADS = {"shenji": 200, "shuji": 200, "mishu": 200, "guwen": 403, "shencha": 403, "jilu": 403, "fenguan": 403}


def told(page: str) -> list[tuple[str, ...]]:
    """Name, act and hash of each line, the newest first."""
    rows = (re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.DOTALL) for row in page.partition("<tbody>")[2].split("</tr>"))
    return [(unescape(row[2]), row[3].partition("<")[0], row[5]) for row in rows if len(row) > 5]


def test_who_opened_the_page_and_took_the_record_and_the_package_is_listed(app: Flask, sign_in: SignIn) -> None:
    app.extensions[EXTENSION] = replace(app.extensions[EXTENSION], printer=lambda record: carrying(carried(record)))
    auditor, reviewer = sign_in("shenji"), sign_in("shencha")
    assert "还没有人查阅" in text(auditor.get(f"/matters/{NUMBER}/access"))
    for _ in range(2):
        assert reviewer.get(f"/matters/{NUMBER}").status_code == 200
    record = auditor.get(f"/matters/{NUMBER}/record.pdf").data
    assert auditor.get(f"/matters/{NUMBER}/package.zip").data
    lines = told(text(auditor.get(f"/matters/{NUMBER}/access")))
    assert [act for _, act, _ in lines] == ["下载归档包", "下载审查记录", "查阅事项"]
    assert hashlib.sha256(record).hexdigest().startswith(lines[1][2].rstrip("…"))
    assert lines[2][0].startswith("审查人员")


def test_earlier_lines_are_one_click_away_and_the_head_of_the_log_can_be_written_down(
    desk: Desk, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is cut off the end of the log leaves a whole chain behind: only who wrote its head down finds that."""
    monkeypatch.setattr(access, "MOST", 2)
    auditor = sign_in("shenji")
    for at in range(3):
        access.note_taking(desk, person(desk, Role.AUDITOR), AccessAction.TAKE_RECORD, NUMBER, 1, f"{at}" * 64)
    first = text(auditor.get(f"/matters/{NUMBER}/access"))
    head = access.of_matter(desk, person(desk, Role.AUDITOR), NUMBER).head
    assert head and f"到第{head.seq}号为止，校验值" in first and head.hash in first
    assert len(told(first)) == 2
    (link,) = re.findall(r'href="([^"]+)">更早的记录', first)
    earlier = text(auditor.get(link))
    assert len(told(earlier)) == 1 and "更早的记录" not in earlier and "最近的记录" in earlier


def test_who_compared_the_drafts_has_read_the_matter(sign_in: SignIn) -> None:
    """The page shows the whole text of two drafts; whoever had its address read them without being noted."""
    number = "SL-ZSJ-2024-0003"
    assert sign_in("shencha").get(f"/matters/{number}/drafts/compare").status_code == 200
    lines = told(text(sign_in("shenji").get(f"/matters/{number}/access")))
    assert [act for _, act, _ in lines] == ["查阅事项"]


OF_NO_MATTER = ("/catalogue", "/advisers", "/rules", "/static", "/delegations", "/meetings/notice", "/review-verify.pyz")
"""Pages and files that tell of none."""


def test_whatever_is_handed_out_as_a_file_of_a_matter_is_noted_before(app: Flask, sign_in: SignIn) -> None:
    """Each address that there is, asked for by the auditor: the draft of the minutes, all votes in it, was taken unnoted."""

    def printer(printed: Printable) -> bytes:
        return carrying(carried(printed)) if isinstance(printed, Record) else b"%PDF"

    app.extensions[EXTENSION] = replace(app.extensions[EXTENSION], printer=printer)
    auditor, taken = sign_in("shenji"), []
    held = {"kind": "PARTY_GROUP_MEETING", "year": 2024, "number": "党组会〔2024〕6号"}
    of_matter = {"number": DONE, "place": 1, "year": "2024", "sha256": "0" * 64}
    for rule in app.url_map.iter_rules():
        of_none = rule.rule.startswith(OF_NO_MATTER)
        if of_none or "GET" not in (rule.methods or ()) or "page" in rule.arguments:  # pages of this name are forms
            continue
        with app.test_request_context():
            address = url_for(rule.endpoint, **(held if rule.rule.startswith("/meetings/<kind>") else of_matter))
        if "attachment" in auditor.get(address).headers.get("Content-Disposition", ""):
            taken.append(rule.rule.rpartition("/")[2])
            noted = [act for _, act, _ in told(text(auditor.get(f"/matters/{DONE}/access"))) if act.startswith("下载")]
            assert len(noted) == len(taken), address
    assert {"record.pdf", "package.zip", "folder.pdf", "minutes.txt", "minutes.pdf", "report.pdf", "report.xlsx"} <= {*taken}


def test_asking_for_the_headers_only_takes_nothing_and_is_not_noted(app: Flask, sign_in: SignIn) -> None:
    app.extensions[EXTENSION] = replace(app.extensions[EXTENSION], printer=lambda record: carrying(carried(record)))
    auditor = sign_in("shenji")
    for what in ("", "/record.pdf", "/package.zip"):
        answer = auditor.head(f"/matters/{NUMBER}{what}")
        assert (answer.status_code, answer.data) == (200, b"")
    assert "还没有人查阅" in text(auditor.get(f"/matters/{NUMBER}/access"))


@pytest.mark.parametrize("change", [
    "UPDATE access SET sealed = json_set(sealed, '$.actor_name', '别人') WHERE seq = 2", "DELETE FROM access WHERE seq = 2",
])  # fmt: skip
def test_whoever_looks_at_the_list_is_told_whether_it_is_whole(app: Flask, sign_in: SignIn, tmp_path: Path, change: str) -> None:
    """It said that the lines are chained by hashes, and nobody computed them again."""
    for who in ("shencha", "guwen", "jilu"):
        sign_in(who).get(f"/matters/{NUMBER}")
    auditor = sign_in("shenji")
    assert "校验值均已重新计算，逐条相连，没有发现改动或者删除" in text(auditor.get(f"/matters/{NUMBER}/access"))
    with sqlite3.connect(tmp_path / "review.sqlite") as raw:
        raw.execute("DROP TRIGGER access_no_update")
        raw.execute("DROP TRIGGER access_no_delete")
        raw.execute(change)
    for number in (NUMBER, DONE):
        page = text(auditor.get(f"/matters/{number}/access"))
        assert "第2号记录起，记录被改动或者删除" in page and "均已重新计算" not in page, "the chain is that of the unit"


@pytest.mark.parametrize("who", some(HEADS, 4))
def test_only_auditor_and_secretaries_are_shown_and_offered_the_list(sign_in: SignIn, who: str) -> None:
    client = sign_in(who)
    answer = client.get(f"/matters/{NUMBER}/access")
    assert answer.status_code == HEADS[who]
    assert ("查阅和下载记录</a>" in text(client.get(f"/matters/{NUMBER}"))) is (HEADS[who] == 200)
    assert ("查阅和下载记录由审计人员" in text(answer)) is (HEADS[who] == 403)


def test_the_list_of_another_units_matter_is_not_there(sign_in: SignIn) -> None:
    assert sign_in("shenji").get("/matters/SL-XZF-2023-0031/access").status_code == 404
    assert sign_in("shenji").get("/matters/SL-XZF-2023-0031").status_code == 404


@pytest.mark.parametrize("what", ["", "/record.pdf", "/package.zip"])
def test_what_cannot_be_noted_is_not_handed_out(app: Flask, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    def refuse(*_: object) -> None:
        raise Stale("他人刚刚办理了本单位的另一项操作，请刷新页面后重试")

    monkeypatch.setattr(SqlAccess, "append", refuse)
    answer = sign_in("shenji").get(f"/matters/{NUMBER}{what}")
    assert answer.status_code == 409
    assert not answer.data.startswith((b"%PDF", b"PK"))
    assert "权责清单" not in text(answer)


def test_documents_and_the_folder_are_listed_by_their_names(sign_in: SignIn) -> None:
    auditor = sign_in("shenji")
    for address in (*PAPERS, f"/matters/{DONE}/folder.pdf"):
        assert auditor.get(address).status_code == 200
    page = text(auditor.get(f"/matters/{DONE}/access"))
    assert [act for _, act, _ in told(page)] == ["下载全卷", *["下载文书"] * len(PAPERS)]
    for kind in ("法律意见书", "合法性审查意见书", "会议议程", "会议纪要"):
        assert kind in page
