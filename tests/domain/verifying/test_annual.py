"""An annual report proves with the standard library that its numbers are those of its rows; what was changed of it is named."""

import io
import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from review.app import load_rulebook
from review.domain.annual import Annual, report_of
from review.domain.dossier import LegalOpinion, Suggestion, Unit
from review.domain.program import UNSAID
from review.domain.trail import GENESIS, canonical
from review.domain.verifying import NUMBERS, RECORD, NotReadable, annual_as_plain, annual_lines, verify_annual
from review.domain.verifying.alone import main
from review.domain.vocabulary import Category, MeetingResult, Response
from review.domain.workflow import State
from review.service.record import CHINA
from tests.another_version import ANOTHER
from tests.carrying import carrying
from tests.domain.annual.files import held, on_file, reviewed

Data = dict[str, Any]
POINTS = tuple(Suggestion(number=place, response=one) for place, one in enumerate((Response.ADOPTED, None), 1))
MATTERS = (
    on_file("A-1", legality_review=reviewed(), legal_opinions=(LegalOpinion(issued_on=date(2024, 3, 1), suggestions=POINTS),)),
    on_file("A-2", matter={"category": Category.MAJOR_PROJECT}, legality_review=reviewed(date(2024, 3, 12))),
    on_file("A-4", matter={"category": None, "submitted_on": None}, meetings=(held(statements=None),)),
    on_file("A-3", State.REJECTED, meetings=(held(result=MeetingResult.REJECTED),)),
)


def annual(*matters: Any, **changes: Any) -> Annual:
    at = datetime(2025, 1, 15, 9, 5, tzinfo=CHINA)
    said = {"events": 77, "head": "a" * 64} if matters else {"events": 0, "head": GENESIS}
    return Annual(**{
        "unit": Unit(name="某局", code="SL"), "made_at": at, "rulebook": {"id": "2026.11", "sha256": "b" * 64},
        "report": report_of(matters, 2024, load_rulebook().calendar, at.date()), "program": ANOTHER, **said, **changes,
    })  # fmt: skip


def data() -> Data:
    plain: Data = annual_as_plain(annual(*MATTERS))
    return plain


def written(plain: Data) -> dict[str, bytes]:
    return {NUMBERS: canonical(plain)}


def test_a_report_that_nobody_touched_is_consistent_and_comes_out_as_it_went_in() -> None:
    for paper in (annual(*MATTERS), annual(), annual(*MATTERS, program=UNSAID)):
        verified = verify_annual(written(annual_as_plain(paper)))
        assert verified.difference is None
        assert verified.annual == paper
        assert verified.unit == "SL"


@pytest.mark.parametrize("program", [{}, {"printing": "2" * 64}, {"judging": "1" * 63 + "G", "printing": "2" * 64}, "2" * 64])
def test_a_program_that_is_not_in_its_form_is_found(program: object) -> None:
    assert verify_annual(written({**data(), "program": program})).difference


def test_what_it_tells_has_the_numbers_computed_again_and_claims_no_origin() -> None:
    told = "\n".join(annual_lines(verify_annual(written(data()))))
    assert "会前合法性审查率：4/4件，100%，未定0件" in told
    assert "法律意见建议采纳率：1/1条，100%，未定1条" in told
    assert "第77号，" + "a" * 64 in told
    assert "由谁出具、所附事项是否与卷宗相符，仅凭这些数据不能证明" in told


def rows(of: Data, figure: str) -> Any:
    return of["numbers"][figure]["rows"]


def counting(figure: str, by: int = 1) -> Callable[[Data], None]:
    def change(of: Data) -> None:
        of["numbers"][figure]["count"] += by
    return change


def without(figure: str) -> Callable[[Data], None]:
    """A row less, and the number with it."""
    def change(of: Data) -> None:
        of["numbers"][figure]["count"] -= rows(of, figure).pop()["count"]
    return change


def moved(one: str, other: str) -> Callable[[Data], None]:
    """A row to another number, and both numbers with it."""
    def change(of: Data) -> None:
        row = rows(of, one).pop()
        rows(of, other).append(row)
        of["numbers"][one]["count"] -= row["count"]
        of["numbers"][other]["count"] += row["count"]
    return change


def told(figure: str, **said: Any) -> Callable[[Data], None]:
    return lambda of: rows(of, figure)[0].update(said)


def another(*path: Any, to: Any) -> Callable[[Data], None]:
    def change(of: Data) -> None:
        for key in path[:-1]:
            of = of[key]
        of[path[-1]] = to
    return change


def vanished(of: Data) -> None:
    """A matter out of every number, but for the list of the principal officer."""
    for one in of["numbers"].values():
        one["rows"] = [row for row in one["rows"] if row["number"] != "A-3"]
        one["count"] = sum(row["count"] for row in one["rows"])
    of["matters"] = [one for one in of["matters"] if one["number"] != "A-3"]


FORGED = {
    "a number": (counting("DECIDED"), "数字“会议作出决定的事项”记录为5，按所附事项计算应为4"),
    "a number of nothing": (counting("UNLAWFUL"), "数字“不合法”记录为1"),
    "a true for a one": (another("numbers", "REJECTED", "count", to=True), "记录为true"),
    "a row less": (without("DECIDED"), "“会议作出决定的事项”的事项不是"),
    "a review less": (without("REVIEWS"), "“出具的合法性审查意见”的事项不是"),
    "an answer less": (without("SUGGESTIONS_UNANSWERED"), "“法律意见提出的建议”的事项不是"),
    "a refusal for a pass": (moved("REJECTED", "PASSED"), "“通过”的事项不是"),
    "too late for in time": (moved("IN_TIME", "UNDER_REVIEW_LATE"), "“出具的合法性审查意见”的事项不是"),
    "an exception of nobody": (moved("SUBMITTED", "EMERGENCY"), "“应急决策”的事项不都在"),
    "another year": (told("DECIDED", on="2023-03-21"), "A-1的日期不在2024年"),
    "no day": (lambda of: rows(of, "DECIDED")[0].pop("on"), "A-1的日期不在2024年"),
    "another title": (told("DECIDED", title="另一事项"), "A-1的名称或者类别与别处不同"),
    "another class": (told("DECIDED", category="MAJOR_PROJECT"), "A-1的名称或者类别与别处不同"),
    "a count of two": (told("SUBMITTED", count=2), "数字“提交审查的事项”"),
    "days that were not used": (another("days_used", 0, "days", to=1), "用时不是“用时可以计算的审查意见”各件所写的"),
    "no list of the principal officer": (another("presided", to=[]), "主要负责人的清单不是"),
    "another principal officer's day": (another("presided", 0, "on", to="2024-03-22"), "主要负责人的清单不是"),
    "a matter out of the numbers": (vanished, "主要负责人的清单不是"),
    "a matter out of the sources": (lambda of: of["matters"].pop(), "所列的事项及其版次"),
    "a matter that is nowhere": (lambda of: of["matters"].append({"number": "B-1", "revision": 1, "sha256": ""}), "所列的事项"),
    "another year of the report": (another("year", to=2023), "日期不在2023年"),
    "no checkpoint": (another("trail", "head", to=GENESIS), "检查点的号与校验值"),
    "checkpoint before anything": (another("trail", "events", to=0), "检查点的号与校验值"),
    "a number that is none": (another("numbers", "MORE", to={"count": 0, "rows": []}), "重新核算的不同：/numbers/MORE"),
    "a key more": (another("remark", to="作废"), "年度报告的数据与重新核算的不同：/remark"),
    "a word in a row": (told("DECIDED", remark="作废"), "年度报告的数据与重新核算的不同"),
    "a number less": (lambda of: of["numbers"].pop("LATE"), "数据的结构被改动"),
    "a day that is none": (told("DECIDED", on="2024-02-30"), "数据的结构被改动"),
    "a time stamp that is none": (another("time_stamp", to="AA=="), "时间戳不能读取"),
}  # fmt: skip


@pytest.mark.parametrize(("change", "said"), FORGED.values(), ids=FORGED)
def test_whatever_was_changed_is_named(change: Callable[[Data], Any], said: str) -> None:
    forged = data()
    change(forged)
    assert said in (verify_annual(written(forged)).difference or "")


def test_another_way_of_writing_the_same_is_an_alteration() -> None:
    assert "规范的写法" in (verify_annual({NUMBERS: json.dumps(data()).encode()}).difference or "")
    assert "另有附件" in (verify_annual({**written(data()), RECORD: b"{}"}).difference or "")


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"format":"annual/1"}', b"[" * 9_000])
def test_what_is_no_report_is_refused(content: bytes) -> None:
    with pytest.raises(NotReadable):
        verify_annual({NUMBERS: content})


def test_alone_it_is_never_called_genuine(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever writes a whole report anew is consistent: only who has the key, or the trail, tells."""
    file = tmp_path / "report.pdf"
    file.write_bytes(carrying(written(data())))
    assert main([str(file)]) == 3
    said = capsys.readouterr().out
    assert "没有电子签名" in said and "未在此核验：PDF页面的排印" in said
    forged = data()
    counting("DECIDED")(forged)
    file.write_bytes(carrying(written(forged)))
    assert main([str(file)]) == 1
    assert "核验结果：年度报告被改动。数字“会议作出决定的事项”" in capsys.readouterr().out
    file.write_bytes(io.BytesIO(carrying(written(data()))).getvalue() + b"%")
    assert main([str(file)]) == 1
