"""An annual report is signed and time-stamped as a record is, noted when it is taken, and proven on the page where the same is
counted again at its checkpoint."""

import io
import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from review.domain.annual import Annual
from review.domain.trail import canonical
from review.domain.verifying import NUMBERS, attached
from review.domain.verifying.annual_data import annual_of
from review.domain.vocabulary import Role
from review.record import print_record
from review.record.annual_data import numbers_of
from review.record.seals import KeySeals
from review.record.stamping import Authority
from review.service import submission
from review.service.desk import Desk
from review.web.session import EXTENSION
from tests import tsa
from tests.another_version import ANOTHER, printed_otherwise
from tests.carrying import carrying
from tests.record.reading import text as words
from tests.sealing import with_key

from .conftest import SignIn, person, text, token

REPORT = "/annual/2023/report.pdf"
GENUINE = "各项数字按本系统保存的卷宗重新计算，均相同"


@cache
def of_data(content: bytes) -> bytes:
    return carrying({NUMBERS: content})


def carried(work: Any) -> bytes:
    """Stands for the printer: a PDF with the data alone."""
    assert isinstance(work, Annual)
    return of_data(numbers_of(work)[0])


@pytest.fixture
def seals(app: Flask, tmp_path: Path) -> KeySeals:
    """The application signs from now on, and prints the data of reports alone."""
    made = with_key(tmp_path / "var")
    app.extensions[EXTENSION] = replace(app.extensions[EXTENSION], seals=lambda _: made, printer=carried)
    return made


@pytest.fixture
def report(seals: KeySeals, sign_in: SignIn) -> bytes:
    content: bytes = sign_in("shenji").get(REPORT).data
    return content


def said(visitor: FlaskClient, content: bytes) -> str:
    form = {"csrf_token": token(visitor, "/verify"), "file": (io.BytesIO(content), "年度报告.pdf")}
    return text(visitor.post("/verify", data=form, content_type="multipart/form-data"))


@pytest.fixture
def printed(app: Flask, seals: KeySeals, sign_in: SignIn) -> bytes:
    """The report as it is printed and signed."""
    app.extensions[EXTENSION] = replace(app.extensions[EXTENSION], printer=print_record)
    content: bytes = sign_in("shenji").get(REPORT).data
    return content


@pytest.mark.heavy
def test_it_is_signed_and_genuine_also_when_more_was_done_since(
    printed: bytes, seals: KeySeals, visitor: FlaskClient, desk: Desk, sign_in: SignIn
) -> None:
    report = printed
    (signature,) = seals.read(report).signatures
    assert signature.own
    shown = said(visitor, report)
    assert GENUINE in shown and "签名完好，所签内容没有改动；本单位的密钥" in shown
    assert "卷宗所记的事情是否属实" in shown and "所附事项是否与卷宗" not in shown
    submission.withdraw(desk, person(desk, Role.SECRETARY), "SL-ZSJ-2024-0009", 1, "资金来源有变")
    assert GENUINE in said(visitor, report), "as it stood at its checkpoint"
    later = sign_in("shenji").get(REPORT).data
    assert seals.read(later).printed != seals.read(report).printed
    assert GENUINE in said(visitor, later)
    twice = with_key(seals.certificates.parent / "stranger", "另一单位").sign(report)
    assert GENUINE in said(visitor, twice), "room for later signatures"


def forged(report: bytes, change: Callable[[dict[str, Any]], None]) -> bytes:
    data = json.loads(attached(report)[NUMBERS])
    change(data)
    return of_data(canonical(data))


def without_a_matter(data: dict[str, Any]) -> None:
    """Out of every number and every list, so that nothing in the report denies it."""
    gone = data["matters"].pop()["number"]
    for one in data["numbers"].values():
        one["rows"] = [row for row in one["rows"] if row["number"] != gone]
        one["count"] = sum(row["count"] for row in one["rows"])
    data["presided"] = [one for one in data["presided"] if one["number"] != gone]
    known = [row["note"] for row in data["numbers"]["DAYS_KNOWN"]["rows"]]
    data["days_used"] = [one for one in data["days_used"] if f"用时{one['days']}个工作日" in known][: len(known)]


def another_head(data: dict[str, Any]) -> None:
    data["trail"]["head"] = "0" * 63 + "1"


def another_revision(data: dict[str, Any]) -> None:
    data["matters"][0]["revision"] += 1


def another_unit(data: dict[str, Any]) -> None:
    data["unit"]["name"] = "另一单位"


@pytest.mark.parametrize(("change", "told"), [
    (without_a_matter, "与本系统按检查点重新计算的不同"), (another_head, "在打印的检查点不是这个校验值"),
    (another_revision, "与本系统按检查点重新计算的不同"), (another_unit, "所载的单位登记事项与现在登记的不同"),
])  # fmt: skip
def test_a_whole_report_written_anew_is_not_genuine_here(
    change: Callable[[dict[str, Any]], None], told: str, report: bytes, visitor: FlaskClient
) -> None:
    shown = said(visitor, forged(report, change))
    assert told in shown
    assert "没有被改动，" not in shown


@pytest.mark.heavy
def test_what_another_version_counted_otherwise_is_not_called_altered_while_the_units_signature_holds(
    printed: bytes, seals: KeySeals, visitor: FlaskClient
) -> None:
    data = json.loads(attached(printed)[NUMBERS])
    without_a_matter(data)
    paper = annual_of(data)
    other = print_record(replace(paper, program=ANOTHER))
    shown = said(visitor, seals.sign(other))
    assert "不能证实。所附的数字或者事项是另一版本的程序计算的，与这个版本按检查点重新计算的不同" in shown
    assert f"程序校验值{ANOTHER.printing[:16]}" in shown and "被改动，或者" not in shown
    for content in (other, seals.sign(print_record(paper))):
        assert "年度报告被改动，或者不能证实。首先不符的是" in said(visitor, content)


@pytest.mark.heavy
def test_what_another_version_printed_otherwise_is_not_called_altered_while_the_units_signature_holds(
    printed: bytes, seals: KeySeals, visitor: FlaskClient
) -> None:
    paper = annual_of(json.loads(attached(printed)[NUMBERS]))
    other = printed_otherwise(paper)
    assert "不能证实。记录数据逐项核验均相符，本单位的签名完好" in said(visitor, seals.sign(other))
    for content in (other, seals.sign(printed_otherwise(paper, paper.program))):
        assert "年度报告被改动，或者不能证实。首先不符的是" in said(visitor, content)


@pytest.mark.heavy
def test_what_was_changed_in_the_file_is_named(printed: bytes, seals: KeySeals, visitor: FlaskClient, tmp_path: Path) -> None:
    report = printed
    assert "又在文件中追加了内容" in said(visitor, report + b"%")
    broken = bytearray(report)
    broken[report.rindex(b"/Filter /Adobe") + 9] ^= 1
    assert "第1个签名已被破坏" in said(visitor, bytes(broken))
    other_pages = carrying({NUMBERS: attached(report)[NUMBERS], "more.json": b""})
    assert "文件中另有附件" in said(visitor, other_pages)
    unsigned = said(visitor, seals.read(report).printed)
    assert GENUINE in unsigned and "签名可能被去掉" in unsigned
    stranger = with_key(tmp_path / "stranger", "另一单位").sign(seals.read(report).printed)
    assert "没有一个签名是用本单位的密钥有效签署的" in said(visitor, stranger)


def test_who_took_it_is_noted_with_each_matter_that_it_tells_of(report: bytes, sign_in: SignIn) -> None:
    numbers = [one["number"] for one in json.loads(attached(report)[NUMBERS])["matters"]]
    auditor = sign_in("shenji")
    assert len(numbers) > 2
    assert auditor.get("/annual/2023/report.xlsx").status_code == auditor.head(REPORT).status_code == 200
    shown = text(auditor.get(f"/matters/{numbers[0]}/access"))
    assert shown.count("下载年度报告") == 2, "the Excel and the PDF, and not what has headers only"
    assert "2023年度报告（重大决策部分）.pdf" in shown


def test_with_a_key_that_cannot_be_used_no_report_is_given_out(
    app: Flask, seals: KeySeals, sign_in: SignIn, tmp_path: Path
) -> None:
    unusable = replace(seals, passphrase=tmp_path / "none")
    app.extensions[EXTENSION] = replace(app.extensions[EXTENSION], seals=lambda _: unusable)
    assert sign_in("shenji").get(REPORT).status_code == 503


@pytest.mark.heavy
def test_its_checkpoint_is_stamped_once_and_the_pages_stay_the_same_bytes(
    app: Flask, seals: KeySeals, sign_in: SignIn, visitor: FlaskClient, tmp_path: Path
) -> None:
    with tsa.served(tsa.make(tmp_path / "authority")) as server:
        authority = Authority(server.url, server.trusted)
        tools = app.extensions[EXTENSION]
        app.extensions[EXTENSION] = replace(tools, printer=print_record, desk=replace(tools.desk, stamps=authority))
        first, again = (sign_in("shenji").get(REPORT).data for _ in range(2))
    assert seals.read(first).printed == seals.read(again).printed
    paper = annual_of(json.loads(attached(first)[NUMBERS]))
    assert paper.time_stamp and tsa.NAME in "".join(words(first).split())
    shown = said(visitor, first)
    assert GENUINE in shown and f"“{tsa.NAME}”签发" in shown
    flipped = bytearray(first)
    flipped[len(first) // 3] ^= 1
    assert "没有被改动，" not in said(visitor, bytes(flipped))
    other = replace(paper, time_stamp=None)
    assert "没有证实" not in said(visitor, print_record(other)), "a print before the server answered is genuine too"
