"""The record says how the matter stands in the words of the pages, and names people instead of printing their ids."""

from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

import pytest

from review.domain.dossier import Draft, EarlierDraft, Notice
from review.domain.headline import headline_of
from review.domain.outdated import on_earlier_drafts
from review.domain.vocabulary import DraftChange
from review.domain.workflow import State
from review.record.data import data_of
from review.record.view import view_of
from review.record.view.further import further_view
from review.record.view.heading import conclusion_view, heading_view
from review.record.view.lawyers import opinion_standing, review_standing
from review.record.view.people import People
from review.service.record import CHINA

from . import examples


def test_who_was_notified_is_printed_by_name() -> None:
    dossier = examples.record("01").dossier
    told = Notice(sent_to=("p01", "p02"), papers_to=("p02",))
    meeting = replace(dossier.meetings[0], notice=told)
    noticed = replace(dossier, meetings=(meeting,))
    blocks = further_view(noticed, People(noticed), 0)
    printed = {row["label"]: row["value"] for block in blocks for line in block["rows"] for row in line}
    names = [member.name for member in meeting.members if member.id in ("p01", "p02")]
    assert printed["已通知的成员"] == names
    assert printed["已送达材料的成员"] == names[1:]


def test_what_stands_under_a_heading_does_not_say_it_again() -> None:
    """拟任免人选第1项 stood above the table and before each of its seven labels, which took three lines of a narrow column."""
    dossier = examples.record("04").dossier
    blocks = further_view(dossier, People(dossier), 0)
    of_candidate = next(block for block in blocks if block["heading"].endswith("拟任免人选第1项（拟任人选甲）"))
    labels = [row["label"] for line in of_candidate["rows"] for row in line]
    assert "职务层次" in labels
    assert not any(label.startswith("拟任免人选") for label in labels)


def test_what_is_said_of_a_person_stands_under_his_name() -> None:
    """拟任免人选第2项 left the reader to count the candidates."""
    dossier = examples.record("04").dossier
    (one,) = dossier.matter.candidates
    two = replace(dossier, matter=replace(dossier.matter, candidates=(one, replace(one, id="c02", name="拟任人选乙"))))
    headings = [block["heading"] for block in further_view(two, People(two), 0)]
    assert [words for words in headings if words.endswith("）") and "人选" in words] == [
        f"（{number}）拟任免人选第{place}项（拟任人选{name}）" for number, place, name in (("二", 1, "甲"), ("四", 2, "乙"))
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "confirmed_by", "opinion_said", "review_said"),
    [(DraftChange.FIRST, None, "针对现稿，现行", "针对现稿，现行"),
     (DraftChange.ADOPTS_OPINION, True, "针对送审稿甲，经确认继续适用", "针对送审稿甲，经确认继续适用"),
     (DraftChange.EDITORIAL, True, "针对送审稿甲，经确认继续适用", "针对送审稿甲，经确认继续适用"),
     (DraftChange.EDITORIAL, False, "针对送审稿甲，其后只作文字修改，继续适用", "针对送审稿甲，其后只作文字修改，继续适用"),
     (None, False, "针对送审稿甲，是否继续适用待确认", "针对送审稿甲，是否继续适用待确认"),
     (DraftChange.MATERIAL, False, "针对旧稿", "针对旧稿")],
)  # fmt: skip
def test_record_and_page_say_alike_on_which_draft_a_paper_was_given_and_that_it_still_holds(
    change: DraftChange | None, confirmed_by: bool | None, opinion_said: str, review_said: str
) -> None:
    dossier = examples.record("01").dossier
    opinion, review = dossier.legal_opinions[-1], dossier.legality_review
    draft = Draft(version="送审稿甲", sha256=opinion.draft_sha256, change=change)
    if change is not DraftChange.FIRST:
        first = EarlierDraft(version="送审稿甲", sha256=opinion.draft_sha256, change=DraftChange.FIRST)
        authors = (opinion.adviser.id, review.head) if confirmed_by else None
        draft = Draft(version="送审稿乙", sha256="b" * 64, change=change, adopts=(opinion.number, review.number),
                      confirmed_by=authors, earlier=(first,))  # fmt: skip
    review = replace(review, draft_sha256=opinion.draft_sha256)
    stands = replace(dossier, matter=replace(dossier.matter, draft=draft), legal_opinions=(opinion,), legality_review=review)
    assert (opinion_standing(opinion, stands), review_standing(review, stands)) == (opinion_said, review_said)
    assert [one.word for one in on_earlier_drafts(stands) if one.holds is not False] == [
        said for said in (opinion_said, review_said) if "甲" in said
    ]


@pytest.mark.parametrize(
    ("completed", "printed_on", "said"),
    [(None, date(2024, 6, 1), "在办（限2024年12月31日）"), (None, date(2025, 1, 1), "在办，已超期（限2024年12月31日）"),
     (date(2024, 11, 5), date(2025, 1, 1), "办结（2024年11月5日）")],
)  # fmt: skip
def test_the_head_says_whether_the_matter_is_finished(completed: date | None, printed_on: date, said: str) -> None:
    record = examples.record("03")
    execution = replace(record.dossier.execution, deadline=date(2024, 12, 31), completed_on=completed)
    dossier = replace(record.dossier, execution=execution)
    made_at = datetime.combine(printed_on, time(), CHINA)
    made = replace(record, dossier=dossier, state=State.APPROVED, made_at=made_at)
    assert heading_view(made, headline_of(dossier, made.judgement, made.state))["handling"] == said


@pytest.mark.parametrize(("state", "word"), [(State.APPROVED, "没有"), (State.PREPARING, "尚未")])
def test_nothing_is_said_to_be_still_to_come_of_a_finished_matter(state: State, word: str) -> None:
    """An appointment needs no legal opinion; that there is none is then no open point."""
    record = examples.record("04")
    dossier = replace(record.dossier, legal_opinions=None, legality_review=None, meetings=None)
    made = replace(record, dossier=dossier, state=state)
    lines = conclusion_view(made, headline_of(dossier, made.judgement, state))["lines"]
    assert [line["value"][0][:2] for line in lines[:3]] == [word] * 3


def test_what_was_only_asked_for_is_said_to_be_outstanding_and_to_hold_for_no_draft() -> None:
    """An opinion that nobody had given yet stood as 针对现稿，现行, and in the conclusion as “—：—”."""

    def asked(dossier: dict[str, Any]) -> None:
        first = dossier["legal_opinions"][0]
        dossier["legal_opinions"] = [{key: first[key] for key in ("adviser", "commissioned_on", "draft_sha256")}]
        dossier["legality_review"] = {key: dossier["legality_review"][key] for key in ("sent_on", "due_on", "draft_sha256")}

    record = examples.record("01", asked)
    view = view_of(record, data_of(record))
    papers = [(one["standing"], one["points"]) for one in view["front"]["papers"]]
    assert papers == [("已委托，尚未出具", []), ("已送审，尚未出具", [])]
    assert [view[part]["items"][0]["standing"] for part in ("opinions", "reviews")] == ["已委托，尚未出具", "已送审，尚未出具"]
    for state, said in ((State.REVIEW, ["已委托，尚未出具", "已送审，尚未出具"]), (State.WITHDRAWN, ["没有出具", "没有出具"])):
        headline = headline_of(record.dossier, record.judgement, state)
        assert [line["value"][0] for line in conclusion_view(record, headline)["lines"][:2]] == said
    (first,) = examples.record("01").dossier.legal_opinions or ()
    for given in (first, replace(first, adviser=replace(first.adviser, id="a02"))):  # the same adviser, asked again, and another
        two = replace(record.dossier, legal_opinions=(given, *(record.dossier.legal_opinions or ())))
        lines = conclusion_view(replace(record, dossier=two), headline_of(two, record.judgement, State.REVIEW))["lines"]
        assert lines[0]["value"] == ["法顾〔2022〕12号：合法；1份已委托，尚未出具"]
        assert [opinion_standing(one, two) for one in two.legal_opinions or ()] == ["针对现稿，现行", "已委托，尚未出具"]
