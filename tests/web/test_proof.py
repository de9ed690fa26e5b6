"""Anybody proves a record on a page, without signing in: by its data, its pages and the trail that is kept here."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from review.domain.verifying import attached, verify
from review.domain.vocabulary import Role
from review.record import print_record
from review.record.seals import KeySeals
from review.record.stamping import Authority
from review.service.desk import Desk
from review.service.record import compose, compose_from_dossier, recompose
from review.web import proof
from review.web.session import EXTENSION
from tests import tsa
from tests.domain.verifying.test_record import own_rules
from tests.record import examples
from tests.record.reading import text
from tests.rulebooks.conftest import FIRST as LATER
from tests.sealing import with_key

from .conftest import SignIn, example, person, printed, token


def sent(visitor: FlaskClient, content: bytes | None, name: str = "记录.pdf"):
    given = {} if content is None else {"file": (io.BytesIO(content), name)}
    form = {"csrf_token": token(visitor, "/verify"), **given}
    return visitor.post("/verify", data=form, content_type="multipart/form-data")


@pytest.fixture(autouse=True)
def printing(app: Flask) -> None:
    """The real printer, in this process."""
    app.extensions[EXTENSION] = replace(app.extensions[EXTENSION], printer=print_record)


@pytest.fixture
def record(sign_in: SignIn) -> bytes:
    """The record of a finished matter as the auditor downloads it."""
    content: bytes = sign_in("shenji").get("/matters/SL-ZSJ-2022-0007/record.pdf").data
    return content


@pytest.mark.heavy
def test_a_record_of_what_was_done_here_is_genuine_for_whoever_sends_it(visitor: FlaskClient, printed_stored: Path):
    """Of the same acts on the same days as in the demonstration."""
    is_told_genuine(visitor, printed_stored.read_bytes())


@pytest.mark.heavy
def test_what_was_downloaded_here_is_genuine_for_whoever_sends_it(visitor: FlaskClient, record: bytes):
    is_told_genuine(visitor, record)


def is_told_genuine(visitor: FlaskClient, record: bytes) -> None:
    answer = sent(visitor, record)
    assert answer.status_code == 200
    assert "记录真实完整，没有被改动" in answer.text
    assert "本系统的办理记录链载有记录中的全部办理" in answer.text
    assert "SL-ZSJ-2022-0007" in answer.text
    assert verify(attached(record)).sha256 in answer.text


@pytest.mark.heavy
def test_a_record_stays_genuine_and_the_same_when_the_rules_are_changed_later(
    app: Flask, sign_in: SignIn, visitor: FlaskClient, record: bytes
):
    app.extensions[EXTENSION] = replace(app.extensions[EXTENSION], active=lambda: LATER)
    again: bytes = sign_in("shenji").get("/matters/SL-ZSJ-2022-0007/record.pdf").data
    assert again == record
    assert "记录真实完整，没有被改动" in sent(visitor, again).text


@pytest.mark.heavy
def test_an_archive_package_is_downloaded_and_genuine_as_a_whole(sign_in: SignIn, visitor: FlaskClient):
    answer = sign_in("shenji").get("/matters/SL-ZSJ-2022-0007/package.zip")
    assert (answer.status_code, answer.mimetype, answer.headers["Cache-Control"]) == (200, "application/zip", "no-store")
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="SL-ZSJ-2022-0007.zip"')
    said = sent(visitor, answer.data, "归档包.zip").text
    assert "记录真实完整，没有被改动" in said
    assert "归档包：27个文件与目录.txt所列的校验值相符" in said
    with zipfile.ZipFile(io.BytesIO(answer.data)) as package:
        kept = {name: package.read(name) for name in package.namelist()}
    changed = io.BytesIO()
    with zipfile.ZipFile(changed, "w") as package:
        for name, content in (kept | {"trail.json": b"[]"}).items():
            package.writestr(name, content)
    said = sent(visitor, changed.getvalue(), "归档包.zip").text
    assert "首先不符的是：trail.json与目录.txt所列的校验值不符" in said
    assert "记录真实完整" not in said


@pytest.mark.heavy
def test_a_record_written_anew_from_its_first_act_is_not_in_the_trail_here(visitor: FlaskClient, rulebook):
    """Every hash of it is right, and its judgement: but its acts were never done here."""
    forged = replace(examples.handled(), rules=rulebook.files)
    answer = sent(visitor, print_record(forged))
    assert "记录真实完整" not in answer.text
    assert "不符" in answer.text


@pytest.mark.heavy
def test_an_altered_file_is_not_genuine(visitor: FlaskClient, printed_stored: Path):
    answer = sent(visitor, printed_stored.read_bytes() + b"%")
    assert "首先不符的是：打印的内容之后另有内容，不是完整的电子签名" in answer.text
    assert "记录真实完整" not in answer.text


@pytest.mark.heavy
def test_a_record_is_stamped_when_it_is_downloaded_and_the_same_when_it_is_again(app: Flask, sign_in, visitor, tmp_path: Path):
    """On the page also a time stamp that holds is none of this record, where another one is kept for its head."""
    with tsa.served(tsa.make(tmp_path / "authority")) as server:
        authority = Authority(server.url, server.trusted)
        tools = app.extensions[EXTENSION]
        app.extensions[EXTENSION] = replace(tools, desk=replace(tools.desk, stamps=authority))
        visit = sign_in("shenji")
        first, again = (visit.get("/matters/SL-ZSJ-2022-0007/record.pdf").data for _ in range(2))
        record = recompose(attached(first))
        other = authority.obtain(record.trail[-1])
    assert first == again
    assert tsa.NAME in "".join(text(first).split())
    said = sent(visitor, first).text
    assert "记录真实完整，没有被改动" in said
    assert f"“{tsa.NAME}”签发" in said and "签发者是本系统信任的时间戳服务机构" in said
    said = sent(visitor, print_record(replace(record, time_stamp=other))).text
    assert "首先不符的是：记录所载的时间戳不是本系统保存的那一个" in said


@pytest.fixture
def seals(app: Flask, tmp_path: Path) -> KeySeals:
    """The application signs from now on."""
    made = with_key(tmp_path / "var")
    app.extensions[EXTENSION] = replace(app.extensions[EXTENSION], seals=lambda _: made)
    return made


@pytest.mark.heavy
def test_a_signed_record_is_genuine_and_who_signed_is_told(visitor: FlaskClient, seals: KeySeals, record: bytes):
    answer = sent(visitor, record)
    assert "记录真实完整，没有被改动" in answer.text
    assert "示例市政务服务数据管理局：开发用签名密钥，不具法律效力" in answer.text
    assert "签名完好，所签内容没有改动；本单位的密钥" in answer.text


@pytest.mark.heavy
def test_a_record_whose_signature_was_removed_or_is_of_a_stranger_is_told_as_such(
    visitor: FlaskClient, seals: KeySeals, record: bytes, tmp_path: Path
):
    printed = seals.read(record).printed
    assert "签名可能被去掉" in sent(visitor, printed).text
    answer = sent(visitor, with_key(tmp_path / "stranger", "另一单位").sign(printed))
    assert "没有一个签名是用本单位的密钥有效签署的，不能证明由本单位出具" in answer.text
    assert "真实完整" not in answer.text


@pytest.mark.heavy
def test_a_broken_signature_is_told_on_the_page(visitor: FlaskClient, seals: KeySeals, record: bytes):
    broken = bytearray(record)
    broken[record.rindex(b"/Filter /Adobe") + 9] ^= 1
    answer = sent(visitor, bytes(broken))
    assert "首先不符的是：第1个签名已被破坏" in answer.text
    assert "真实完整" not in answer.text


def test_with_a_key_that_cannot_be_used_no_record_is_given_out(app: Flask, sign_in: SignIn, tmp_path: Path, caplog):
    made = with_key(tmp_path / "var")
    passphrase = tmp_path / "passphrase"
    passphrase.write_text("wrong")
    tools = replace(app.extensions[EXTENSION], seals=lambda _: replace(made, passphrase=passphrase), printer=printed)
    app.extensions[EXTENSION] = tools
    answer = sign_in("shenji").get("/matters/SL-ZSJ-2022-0007/record.pdf")
    assert answer.status_code == 503
    assert "签名密钥不能使用" in answer.text
    assert "is not signed" in caplog.text


@pytest.mark.parametrize(("content", "said"), [
    (None, "请选择审查记录的PDF文件"), (b"", "不能读取"), (b"%PDF-1.7", "不能读取"), (b"PK\x03\x04", "归档包已损坏或者不完整"),
])  # fmt: skip
def test_what_is_no_record_is_refused_in_a_sentence(visitor: FlaskClient, content: bytes | None, said: str):
    answer = sent(visitor, content)
    assert answer.status_code == 422
    assert said in answer.text


def test_without_the_token_of_the_page_nothing_is_proven(visitor: FlaskClient):
    answer = visitor.post("/verify", data={"file": (io.BytesIO(b"%PDF-1.7"), "x.pdf")}, content_type="multipart/form-data")
    assert answer.status_code in (400, 403)


def test_the_program_that_proves_alone_is_handed_to_anybody(visitor: FlaskClient):
    answer = visitor.get("/review-verify.pyz")
    assert answer.status_code == 200
    assert answer.data.startswith(b"#!/usr/bin/env python3\nPK")


def test_the_page_of_signing_in_leads_here(visitor: FlaskClient):
    assert 'href="/verify"' in visitor.get("/sign-in").text


@pytest.mark.heavy
def test_a_judgement_by_rules_of_ones_own_is_not_genuine_here(visitor: FlaskClient, desk: Desk):
    """The acts are those of the trail, every hash is right, the pages are printed by this program: only the rules are others."""
    auditor = person(desk, Role.AUDITOR)
    record = compose(desk, auditor, "SL-ZSJ-2022-0007")
    answer = sent(visitor, print_record(replace(record, **own_rules(record))))
    assert "记录真实完整" not in answer.text
    assert "不能证实。随附的规则不是本系统启用过的规则" in answer.text
    assert "记录被改动" not in answer.text, "as the command says it: nothing is known to be altered"


@pytest.mark.heavy
def test_a_judgement_that_is_not_the_one_stored_is_not_genuine_here(visitor: FlaskClient, desk: Desk, app: Flask, monkeypatch):
    record = compose(desk, person(desk, Role.AUDITOR), "SL-ZSJ-2022-0007")
    own = own_rules(record)
    monkeypatch.setattr(proof, "known", lambda: {own["judgement"].rulebook["sha256"]})
    answer = sent(visitor, print_record(replace(record, **own)))
    assert "与本系统在这一步保存的不同" in answer.text


@pytest.mark.heavy
def test_a_record_without_a_trail_is_no_green_light(visitor: FlaskClient, desk: Desk):
    answer = sent(visitor, print_record(compose_from_dossier(desk, example("01"))))
    assert "不能证明经过办理" in answer.text
    assert "记录真实完整" not in answer.text


def test_more_than_a_record_can_be_is_not_read_from_a_stranger(visitor: FlaskClient):
    assert sent(visitor, b"%PDF-" + b"0" * (33 * 1024 * 1024)).status_code == 413
