"""What this system does not keep is proven on the page as by the command, by the signature of its unit; what it keeps otherwise
is altered; what it cannot print now is neither."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from review.domain.dossier import Unit
from review.domain.errors import RecordNotPrintable
from review.domain.plain import from_plain, to_plain
from review.domain.trail import Event, digest, seal
from review.domain.verifying import NUMBERS, Given
from review.domain.vocabulary import Role
from review.record.annual_data import numbers_of
from review.record.program import program
from review.service.desk import Desk
from review.service.ports import Record
from review.service.proof import Prover, prove
from review.service.record import compose
from review.service.signatures import Signature, Signed
from review.web.session import EXTENSION
from tests.carrying import carrying
from tests.record import examples
from tests.record.test_annual import MATTERS
from tests.record.test_annual import paper as annual_paper
from tests.stored import carried
from tests.tampering import without_matter

from .conftest import UNIT, person, text, token

GREEN, RED, UNPROVEN = "没有被改动。", "被改动，或者不能证实", "不能证实。"
NOT_KEPT = "本系统没有保存"
OWN = Signature("甲", datetime(2026, 1, 1), True, True)
SIGNED = {
    "own": (OWN,), "stranger": (replace(OWN, known=False),), "no certificate": (replace(OWN, known=None),),
    "expired": (replace(OWN, valid_then=False),), "unsigned": (), "own and stranger": (OWN, replace(OWN, known=False)),
}  # fmt: skip
"""By whom a file may be signed, and nothing of it was touched since."""


class Sealed:
    """Stands for the check of signatures: what it finds is said."""

    def __init__(self, signatures: tuple[Signature, ...], difference: str | None = None) -> None:
        self.signatures, self.difference = signatures, difference

    def sign(self, printed: bytes) -> bytes:
        return printed

    def read(self, content: bytes) -> Signed:
        return Signed(content, self.signatures, self.difference, expected=True)


def elsewhere(rulebook: Any, number: str = "SL-XX-2030-0001", unit: str = "SL-XX", later: int = 0) -> Record:
    """A whole record of another system, every hash in its place."""

    def of_another(plain: dict[str, Any]) -> None:
        plain["matter"]["number"], plain["unit"]["code"] = number, unit

    made, bare = [], examples.record("01", of_another)
    for event in examples.handled().trail:
        previous = made[-1].hash if made else event.previous
        made.append(event := seal(replace(event, matter=number, unit=unit, seq=event.seq + later, previous=previous)))
    made = resealed(made, bare)
    done = examples.handled()
    return replace(bare, trail=made, state=done.state, revision=len(made), made_at=made[-1].at, rules=rulebook.files)


def resealed(events: list[Event], record: Record) -> tuple[Event, ...]:
    """So that each leaves the dossier of this record."""
    after, made = digest(to_plain(record.dossier)), []
    for event in events:
        before = made[-1].dossier_after if made else event.dossier_before
        previous = made[-1].hash if made else event.previous
        made.append(seal(replace(event, dossier_before=before, dossier_after=after, previous=previous)))
    return tuple(made)


Shown = Callable[..., str]


@pytest.fixture
def shown(app: Flask, visitor: FlaskClient) -> Shown:
    """What the page says of a file with these data, by whom it is said to be signed, and what comes of printing it again."""

    def of(files: dict[str, bytes], signatures: str | Sealed = "own", printing: Any = None) -> str:
        content = carrying(files)
        sealed = signatures if isinstance(signatures, Sealed) else Sealed(SIGNED[signatures])
        tools = replace(app.extensions[EXTENSION], seals=lambda _: sealed, printer=printing or (lambda _: content))
        app.extensions[EXTENSION] = tools
        form = {"csrf_token": token(visitor, "/verify"), "file": (io.BytesIO(content), "x.pdf")}
        return text(visitor.post("/verify", data=form, content_type="multipart/form-data"))

    return of


@pytest.mark.parametrize("signed", SIGNED)
@pytest.mark.parametrize("unit", ["SL-XX", UNIT])
def test_what_is_not_kept_here_is_genuine_by_the_signature_of_its_unit_and_by_nothing_else(
    unit: str, signed: str, shown: Shown, rulebook: Any
) -> None:
    """A whole record written anew for a number that does not exist here is never green; nor is it called altered."""
    later = 0 if unit == "SL-XX" else 10_000
    said = shown(carried(elsewhere(rulebook, f"{unit}-2030-0001", unit, later)), signed)
    assert RED not in said
    if signed.startswith("own"):
        assert GREEN in said and f"{NOT_KEPT}这件事项的办理" in said
    else:
        assert GREEN not in said
        assert "不能证明由" in said or "不能仅凭文件证明由本单位出具" in said
    assert "办理记录链载有记录中的全部办理" not in said


@pytest.mark.parametrize("signed", SIGNED)
def test_a_matter_that_is_not_kept_here_of_a_unit_whose_trail_has_others_under_its_numbers_is_never_green(
    signed: str, shown: Shown, rulebook: Any
) -> None:
    """One unit has one trail. Whoever has its key and a second system could make up a matter."""
    said = shown(carried(elsewhere(rulebook, f"{UNIT}-2030-0001", UNIT)), signed)
    assert GREEN not in said and RED not in said
    assert f"{UNPROVEN}{NOT_KEPT}这件事项" in said and "第1号" in said


def test_acts_that_follow_another_event_than_the_last_one_here_are_never_green(shown: Shown, rulebook: Any, desk: Desk) -> None:
    with desk.store.reading(UNIT) as work:
        last = work.trail.last()
    assert last is not None
    record = elsewhere(rulebook, f"{UNIT}-2030-0001", UNIT, last.seq)
    said = shown(carried(record))
    assert GREEN not in said and f"第{last.seq}号" in said
    first = seal(replace(record.trail[0], previous=last.hash))
    follows = replace(record, trail=resealed([first, *record.trail[1:]], record))
    assert GREEN in shown(carried(follows)), "it was done after what is kept here"


@pytest.mark.parametrize("signed", SIGNED)
def test_what_is_kept_here_and_different_is_altered(signed: str, shown: Shown, rulebook: Any, desk: Desk) -> None:
    kept = compose(desk, person(desk, Role.AUDITOR), "SL-ZSJ-2022-0007")
    assert GREEN in shown(carried(kept), "own") and NOT_KEPT not in shown(carried(kept), "own")
    other = elsewhere(rulebook, "SL-ZSJ-2022-0007", UNIT, 10_000)
    said = shown(carried(other), signed)
    assert RED in said and GREEN not in said
    assert "本系统保存的办理记录链没有记录所载的这些办理" in said


@pytest.mark.parametrize("signed", SIGNED)
def test_what_a_broken_trail_here_does_not_keep_any_more_is_not_taken_for_what_was_never_kept(
    signed: str, shown: Shown, desk: Desk, path: Path
) -> None:  # fmt: skip
    files = carried(compose(desk, person(desk, Role.AUDITOR), "SL-ZSJ-2022-0007"))
    without_matter(path, "SL-ZSJ-2022-0007")
    said = shown(files, signed)
    assert GREEN not in said and f"{NOT_KEPT}这件事项" not in said
    assert (RED in said) is not signed.startswith("own") and "可能是本系统的记录不全" in said


def test_the_command_and_the_page_come_to_the_same_of_what_is_not_kept(desk: Desk, rulebook: Any) -> None:
    for unit, later in (("SL-XX", 0), (UNIT, 10_000)):
        content = carrying(carried(elsewhere(rulebook, f"{unit}-2030-0001", unit, later)))
        for name, signatures in SIGNED.items():
            sealed = Sealed(signatures)
            by = Prover(lambda _, content=content: content, program(), lambda _, sealed=sealed: sealed, None)
            on_page, by_command = (prove(Given(content), {rulebook.sha256}, replace(by, desk=one)) for one in (desk, None))
            assert on_page.genuine == by_command.genuine == name.startswith("own")
            assert on_page.verified == by_command.verified and on_page.doubt == by_command.doubt


def lost(_: object) -> bytes:
    raise RecordNotPrintable("打印进程两次异常退出（可能是内存不足），记录没有打印，请稍后重试或者联系系统管理员")


def test_what_cannot_be_printed_now_is_neither_genuine_nor_altered(shown: Shown, desk: Desk) -> None:
    """The processes were killed, had no memory, or took too long: that is said of this machine, and not of the record."""
    files = carried(compose(desk, person(desk, Role.AUDITOR), "SL-ZSJ-2022-0007"))
    for signed in SIGNED:
        said = shown(files, signed, lost)
        assert GREEN not in said and RED not in said
        assert f"{UNPROVEN}页面没有重新打印" in said and "打印进程两次异常退出" in said
        assert "请稍后重新核验" in said and "系统管理员" in said
    touched = Sealed((replace(OWN, intact=False),), "第1个签名已被破坏：它所签的内容在签名以后被改动")
    said = shown(files, touched, lost)
    assert RED in said and "第1个签名已被破坏" in said


def test_an_annual_report_that_cannot_be_printed_now_is_neither(shown: Shown) -> None:
    files = {NUMBERS: numbers_of(of_unit("SL-XX"))[0]}
    said = shown(files, "own", lost)
    assert f"{UNPROVEN}页面没有重新打印" in said and RED not in said and "年度报告没有被改动" not in said


def of_unit(code: str) -> Any:
    made = annual_paper(*MATTERS)
    return replace(made, unit=from_plain(Unit, to_plain(made.unit) | {"code": code}))


@pytest.mark.parametrize("signed", SIGNED)
def test_the_annual_report_of_a_unit_that_is_not_kept_here_is_genuine_by_its_signature_only(signed: str, shown: Shown) -> None:
    said = shown({NUMBERS: numbers_of(of_unit("SL-XX"))[0]}, signed)
    assert RED not in said
    assert ("年度报告没有被改动" in said) is signed.startswith("own")
    assert ("由本单位签名出具" in said) is signed.startswith("own")
    assert f"{NOT_KEPT}这个单位的办理" in said


@pytest.mark.parametrize("signed", SIGNED)
def test_the_annual_report_of_a_unit_that_is_kept_otherwise_is_altered(signed: str, shown: Shown) -> None:
    said = shown({NUMBERS: numbers_of(of_unit(UNIT))[0]}, signed)
    assert RED in said and "年度报告没有被改动" not in said
    assert "在打印的检查点不是这个校验值" in said
