"""The order: a front part of a few pages that is signed, then the annexes; no heading alone at the foot of a page."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from review.domain.headline import headline_of
from review.domain.vocabulary import Outcome
from review.record import print_record
from review.record.data import data_of
from review.record.view import view_of
from review.record.view.annexes import BRIEF, TITLES
from review.record.view.checklist import merged

from . import examples, reading

Pages = Callable[[str], list[list[str]]]
QUICK = ("handled", "brief 04", "brief 05", "brief 07")
NAMES = [*QUICK, *(pytest.param(f"0{number}", marks=pytest.mark.heavy) for number in range(2, 8))]
FRONT = (
    "一、事项概况", "二、审查结论", "三、法律意见和合法性审查", "四、集体讨论和表决", "五、不符合和无法判定的事项", "六、签批",
)  # fmt: skip
ANNEXES = [f"附件{place}{title}" for place, title in enumerate(TITLES.values(), 1)]
HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、.{2,20}|附件\d[^第]*|（[一二三四五六七八九十]{1,3}）.{2,40}|[1-5]\..{2,10}")


def starts(pages: list[list[str]]) -> list[int]:
    """The page on which each annex begins, from 1."""
    found = [(line, number) for number, lines in enumerate(pages, 1) for line in lines if line in ANNEXES]
    assert [line for line, _ in found] == ANNEXES
    return [number for _, number in found]


@pytest.mark.parametrize("name", NAMES)
def test_what_is_signed_stands_on_the_first_five_pages_and_the_annexes_follow(name: str, pages: Pages) -> None:
    read = pages(name)
    begin = starts(read)
    front = [line for lines in read[: begin[0] - 1] for line in lines]
    assert 2 <= begin[0] - 1 <= 5
    decided = FRONT[3].replace("表决", "决定")  # where the head decides nobody votes
    assert [FRONT[3] if line == decided else line for line in front if line in (*FRONT, decided)] == list(FRONT)
    told = re.findall(r"(附件\d\D+)第(\d+)页", "".join(read[begin[0] - 1]))
    assert told == list(zip(ANNEXES, map(str, begin), strict=True)), "the list of annexes, on a page with the first"
    assert not any(annex in line for annex in ANNEXES for line in front)


@pytest.mark.parametrize("name", NAMES)
def test_no_heading_stands_alone_at_the_foot_of_a_page(name: str, pages: Pages) -> None:
    assert not [lines[-1] for lines in pages(name) if HEADING.fullmatch(lines[-1])]
    assert not [lines[0] for lines in pages(name) if lines[0].startswith("结论")], "stands with what leads to it"


def view(record: Any) -> dict[str, Any]:
    return view_of(record, data_of(record))


def test_what_was_passed_and_not_signed_has_lines_to_sign_on() -> None:
    unsigned = examples.record("01", lambda dossier: dossier.pop("approvals"))
    assert [one["role"] for one in view(unsigned)["front"]["signers"]] == ["分管领导", "党组书记（主要负责人）"]
    assert view(examples.record("07"))["front"]["signers"] == []
    assert view(examples.record("01"))["front"]["signers"] == []


@pytest.mark.heavy
def test_what_was_passed_and_not_signed_says_so() -> None:
    unsigned = examples.record("01", lambda dossier: dossier.pop("approvals"))
    assert "尚未签批" in reading.text(print_record(examples.brief(unsigned)))


def test_a_planned_sign_off_is_printed_with_every_plan_and_a_line_for_each_who_has_yet_to_sign() -> None:
    first = {"leaders": [{"id": "p02", "name": "成员乙"}, {"id": "p03", "name": "成员丙"}], "order": "IN_TURN",
             "fixed_by": {"id": "s01", "name": "秘书甲"}, "fixed_on": "2022-09-20"}  # fmt: skip
    second = {**first, "leaders": [first["leaders"][0], {"id": "p04", "name": "成员丁"}], "fixed_on": "2022-09-21",
              "reason": "调离"}  # fmt: skip

    def half_signed(dossier: dict) -> None:
        dossier["sign_off_plans"] = [first, second]
        dossier["approvals"] = dossier["approvals"][:1]

    seen = view(examples.record("01", half_signed))
    assert [(plan["holds"], plan["reason"]) for plan in seen["closing"]["plans"]] == [(False, []), (True, ["调离"])]
    assert seen["closing"]["plans"][1]["said"] == "调整为依次签批：成员乙、成员丁，主要负责人最后签批"
    assert seen["front"]["signers"] == [
        {"role": "分管领导", "name": "成员丁"}, {"role": "党组书记（主要负责人）", "name": ""},
    ]  # fmt: skip


def test_a_meeting_that_was_moved_is_printed_with_the_day_it_had_been_notified_for_and_why() -> None:
    earlier = {"number": "第9号", "planned_on": "2022-09-15", "place": "二楼会议室", "notice": {"sent_on": "2022-09-13"},
               "moved_on": "2022-09-14", "moved_by": "s01", "reason": "主要负责人出差"}  # fmt: skip
    seen = view(examples.record("01", lambda dossier: dossier["meetings"][0].update(earlier_days=[earlier])))
    said = str(seen["meetings"]["items"][0]["rows"])
    assert "第9号，原定2022年9月15日（二楼会议室），通知2022年9月13日" in said
    assert "2022年9月14日由秘书甲改期：主要负责人出差" in said


def test_a_supplementary_notice_is_told_as_one_and_not_as_another_day() -> None:
    def supplemented(dossier: dict[str, Any]) -> None:
        meeting = dossier["meetings"][0]
        meeting["earlier_days"] = [{
            "number": meeting["number"], "planned_on": meeting["held_on"], "place": meeting["place"], "moved_on": "2022-09-19",
            "moved_by": "s01", "reason": "补发通知：成员庚", "notice": {"sent_on": "2022-09-16", "papers_sent_on": "2022-09-16"},
        }]  # fmt: skip

    said = str(view(examples.record("01", supplemented))["meetings"]["items"][0]["rows"])
    assert "原于2022年9月16日通知，材料2022年9月16日送达；2022年9月19日由秘书甲补发通知：成员庚" in said
    assert "改期" not in said


def _decided_again(dossier: dict) -> None:
    again = {"type": "PARTY_GROUP_MEETING", "form": "ON_SITE", "held_on": "2022-09-23", "result": "PASSED"}
    dossier["meetings"] = [*dossier["meetings"], again]


def test_signatures_of_a_decision_that_was_taken_again_are_told_as_over_and_there_are_lines_to_sign_anew() -> None:
    seen = view(examples.record("01", _decided_again))
    assert [(one["step"], one["holds"]) for one in seen["closing"]["approvals"]] == [("1", False), ("2", False)]
    assert [one["role"] for one in seen["front"]["signers"]] == ["分管领导", "党组书记（主要负责人）"]


@pytest.mark.heavy
def test_signatures_of_a_decision_that_was_taken_again_are_printed_as_over() -> None:
    said = reading.text(print_record(examples.brief(examples.record("01", _decided_again))))
    assert said.replace("\n", "").count("会议重新讨论，不再作数") == 2


def test_what_is_not_met_or_undetermined_is_named_in_front_whatever_its_gate() -> None:
    for name in examples.names():
        record = examples.record(name)
        front = view(record)["front"]
        named = {row["rule"] for row in front["open"]} | set("、".join(gate["rules"] for gate in front["ahead"]).split("、"))
        left = (Outcome.not_met, Outcome.undetermined)
        assert named == {finding.rule for finding in record.judgement.findings if finding.outcome in left}


def test_a_rule_that_says_the_same_of_two_meetings_stands_once_with_both() -> None:
    record = examples.record("05")
    said = headline_of(record.dossier, record.judgement, record.state)
    rows = view(record)["front"]["open"]
    assert len(rows) == len(merged(said.undetermined)) < len(said.undetermined)
    assert any(len(row["subjects"]) == 2 for row in rows)


@pytest.mark.heavy
def test_a_long_text_is_short_in_front_and_whole_in_its_annex() -> None:
    words = "".join(f"第{place}句话说明理由；" for place in range(1, 60))
    record = examples.record("01", lambda dossier: dossier["matter"].update(problem=words))
    page = reading.text(print_record(replace(examples.brief(record), clocks=())))
    assert f"{words[:BRIEF]}……（全文见附件4）" in page
    assert page.count("第59句话说明理由") == 1


def test_each_rule_that_does_not_apply_is_listed_with_title_and_reason(pages: Pages) -> None:
    lines = [line for lines in pages("handled") for line in lines]
    page, record = "".join(line for line in lines if line != "不适用的原因和规则"), examples.handled()
    for finding in record.judgement.findings:
        if finding.outcome is Outcome.not_applicable:
            assert reading.dense(f"{finding.rule}{finding.title}") in page
            assert reading.dense(finding.observed) in page


@pytest.mark.parametrize("name", [*QUICK, pytest.param("04", marks=pytest.mark.heavy)])
def test_signatures_never_stand_on_a_page_without_text(name: str, pages: Pages) -> None:
    assert not [lines for lines in pages(name) if lines[0] == FRONT[-1]]
