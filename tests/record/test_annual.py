"""The printed annual report: every number refers to its rows in an annex, the same report gives the same bytes."""

import hashlib
import json
import re
from datetime import date, datetime
from pathlib import Path

import pytest

from review.app import load_rulebook
from review.domain.annual import SECTIONS, TOLD, Annual, Figure, OnFile, report_of
from review.domain.dossier import LegalOpinion, Suggestion, Unit
from review.domain.settling import Verdict
from review.domain.trail import GENESIS
from review.domain.verifying import NUMBERS
from review.domain.vocabulary import Category, Gate, MeetingResult, Outcome, Response, Severity
from review.domain.workflow import State
from review.record import PrintPool, annual_data, page, print_record
from review.record.view import annual
from review.record.view.annual import annual_view
from review.record.view.runs import runs
from review.service.record import CHINA
from tests.domain.annual.files import held, on_file, reviewed
from tests.domain.bodies import said
from tests.once import once

from . import reading

HOSTILE = "<script>alert(1)</script>\u202e=1+1{{ x }}"
OPINION = LegalOpinion(number="法顾1号", issued_on=date(2024, 3, 1), suggestions=tuple(
    Suggestion(number=place, response=response) for place, response in enumerate((Response.ADOPTED, Response.PARTLY, None), 1)
))  # fmt: skip
OPEN = {("LRV-01", ""): Verdict(Outcome.undetermined, Gate.AGENDA, Severity.blocking)}
MATTERS = (
    on_file("SL-2024-0001", legality_review=reviewed(), legal_opinions=(OPINION,)),
    on_file("SL-2024-0002", matter={"category": Category.MAJOR_PROJECT}, legality_review=reviewed(date(2024, 3, 12))),
    on_file("SL-2024-0003", matter={"category": None, "title": HOSTILE}, verdicts=OPEN),
    on_file("SL-2024-0005", State.REJECTED, meetings=(held(result=MeetingResult.REJECTED, statements=said("p00", "p01")),)),
    on_file("SL-2024-0006", State.PREPARING, meetings=(held(result=MeetingResult.DEFERRED),)),
)


def paper(*matters: OnFile) -> Annual:
    at = datetime(2025, 1, 15, 9, 5, tzinfo=CHINA)
    return Annual(
        unit=Unit(name="示例市政务服务数据管理局", code="SL"), events=77 if matters else 0, head="a" * 64 if matters else GENESIS,
        report=report_of(matters, 2024, load_rulebook().calendar, at.date()), made_at=at,
        rulebook={"id": "2026.11", "sha256": "b" * 64},
    )  # fmt: skip


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The PDF of a year with matters of every kind."""

    def write(folder: Path) -> None:
        (folder / "report.pdf").write_bytes(print_record(paper(*MATTERS)))

    return (once(tmp_path_factory, "printed annual", write) / "report.pdf").read_bytes()


@pytest.fixture(scope="module")
def words(printed: bytes) -> str:
    return reading.text(printed)


def told(text: str) -> set[str]:
    """The numbers of matters that are listed in a text, with those that a run stands for; 〔2024〕 and 2024年 are none."""
    runs_ = re.findall(r"(SL-2024-)?(?<![0-9〔])([0-9]{4})(?:至([0-9]{4}))?(?![0-9年〕])", text)
    return {f"SL-2024-{place:04}" for _, first, last in runs_ for place in range(int(first), int(last or first) + 1)}


def test_every_number_refers_to_its_rows_in_the_annex(words: str, printed: bytes) -> None:
    report = paper(*MATTERS).report
    body = "".join(line for lines in reading.pages(printed) for line in lines)
    front, annex = words.split("附件2各项数字的事项")[0], body.split("附件2各项数字的事项")[-1].split("附件3")[0]
    shown = [(what, section) for section in SECTIONS for what, _ in report.shown(section)]
    parts = []
    for place, (what, section) in enumerate(shown, 1):
        counts = "".join(str(report.count(what, column)) for column in (*report.columns, None))
        assert f"{place}{what.label}{counts}" in front
        heading = f"{place}{what.label}{report.count(what)}{section.unit_of(what)}{TOLD[what]}"
        assert (heading in annex) == (report.count(what) > 0)
        if report.count(what):
            part, annex = annex.split(heading)
            parts.append(part)
    behind = [{row.number for row in report.behind(what)} for what, _ in shown if report.count(what)]
    assert [told(part) for part in (*parts[1:], annex)] == behind


def test_the_shares_say_what_is_not_known(words: str) -> None:
    assert "会前合法性审查率3/4件75%1件" in words
    assert "法律意见建议采纳率2/2条100%1条" in words
    assert "合法性审查用时（工作日）2份最少7、中位8、最多9无" in words


def test_the_list_of_the_principal_officer_says_who_spoke_last(words: str) -> None:
    listed = words.split("第一责任人职责清单")[-1].split("附件2")[0]
    assert listed.count("2024年3月21日") == 4
    assert "SL-2024-0005未通过否已经审查" in listed and "SL-2024-0003通过是未定" in listed


def test_every_text_prints_as_text(words: str, printed: bytes) -> None:
    assert "<script>alert(1)</script>U+202E=1+1{{x}}" in words
    assert "本报告有2处字符没有字形，印作带框的代码：U+202E" in words
    with reading.opened(printed) as pdf:
        assert not any("/URI" in item or "/JS" in item for item in pdf.objects if hasattr(item, "keys"))


def test_an_empty_year_says_so() -> None:
    shown = page.html(annual_view(paper(), "c" * 64), page.ANNUAL)
    assert "本单位还没有办理过事项" in shown and "本年度各项数字都是零" in shown
    assert "100%" not in shown and shown.count("没有可以计算的") == 5


def test_the_file_is_sound_archival_and_carries_its_numbers(printed: bytes, words: str, tmp_path: Path) -> None:
    assert "No syntax or stream encoding errors found" in reading.checked(printed, tmp_path)
    with reading.opened(printed) as document:
        with document.open_metadata() as metadata:
            assert metadata.pdfa_status == "3U"
            assert metadata["dc:title"] == "示例市政务服务数据管理局法治政府建设年度报告（2024年度重大决策部分）"
        assert bool(document.Root.MarkInfo.Marked)
        assert list(document.attachments) == [NUMBERS] and len(document.Root.AF) == 1
        content = document.attachments[NUMBERS].get_file().read_bytes()
    assert hashlib.sha256(content).hexdigest() in words
    numbers, report = json.loads(content)["numbers"], paper(*MATTERS).report
    assert {name: of["count"] for name, of in numbers.items()} == {what.value: report.count(what) for what in Figure}
    assert all(of["count"] == sum(row["count"] for row in of["rows"]) for of in numbers.values())


@pytest.mark.heavy
def test_another_process_gives_the_same_bytes(printed: bytes) -> None:
    pool = PrintPool(processes=1)
    try:
        assert pool(paper(*MATTERS)) == printed
        assert pool(paper()) == print_record(paper())
    finally:
        pool.close()


@pytest.mark.heavy
def test_a_year_of_three_hundred_matters_prints(tmp_path: Path) -> None:
    matters = [on_file(f"SL-2024-{place:04}", legality_review=reviewed()) for place in range(1, 301)]
    words = reading.text(print_record(paper(*matters)))
    assert "SL-2024-0001至0300" in words
    assert words.count("某事项") == 600, "each once in the list of the principal officer and once in the list of matters"


def test_of_more_matters_than_can_be_listed_it_says_where_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annual, "MOST_LISTED", 4)
    shown = page.html(annual_view(paper(*MATTERS), "c" * 64), page.ANNUAL)
    assert "本年度共5件事项，超过4件，不逐件打印" in shown and "annual.json和导出的Excel" in shown
    assert "SL-2024-0001" not in shown and 'href="#n' not in shown and "附件1　计算和核对的办法" in shown
    content, _ = annual_data.numbers_of(paper(*MATTERS))
    assert all(one.number.encode() in content for one in MATTERS)


def test_numbers_that_are_not_zero_have_the_same_place_in_front_and_annex() -> None:
    view = annual_view(paper(*MATTERS), "c" * 64)
    front = {line["place"]: line["label"] for section in view["sections"] for line in section["lines"]}
    assert {one["place"]: one["label"] for one in view["numbers"]}.items() <= front.items()
    assert sorted(front) == list(range(1, len(front) + 1))


@pytest.mark.parametrize(
    ("numbers", "said_"),
    [
        ([], []), (["A-0001"], ["A-0001"]), (["A-0002", "A-0001"], ["A-0001", "0002"]),
        (["A-0001", "A-0002", "A-0003", "A-0007"], ["A-0001至0003", "0007"]),
        (["A-2023-0009", "A-2024-0009", "A-2024-0010", "A-2024-0011"], ["A-2023-0009", "A-2024-0009至0011"]),
        (["A-9", "A-10"], ["A-10", "9"]), (["甲", "乙", "A1"], ["A1", "乙", "甲"]), (["A-1", "A-1"], ["A-1"]),
        (["007", "008"], ["007", "008"]),
    ],
)  # fmt: skip
def test_numbers_are_said_shortly_and_each_once(numbers: list[str], said_: list[str]) -> None:
    assert list(runs(numbers)) == said_


def test_short_numbers_can_be_told_in_full_again() -> None:
    numbers = [f"SL-2024-{place:04}" for place in (1, 2, 3, 5, 8, 9, 10, 11)]
    told, beginning = [], ""
    for one in runs(numbers):
        found = re.fullmatch(r"(.*-)?(\d+)(?:至(\d+))?", one)
        assert found
        beginning = found[1] or beginning
        told += [f"{beginning}{place:04}" for place in range(int(found[2]), int(found[3] or found[2]) + 1)]
    assert told == numbers
