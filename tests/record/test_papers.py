"""The documents that are printed by themselves: what their authors said, drawn from the record and naming it, and no more."""

from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path
from re import sub
from typing import Any

import pytest

from review.domain.minutes import Discussed, draft
from review.domain.papers import PaperKind, reviews_of
from review.domain.sitting import sitting_of
from review.record import PrintPool, page, print_record
from review.record.data import data_of
from review.record.view import view_of
from review.record.view.papers import paper_view
from review.service.papers import of_matter
from review.service.ports import Paper, Record

from . import examples, reading
from .filled import Filler
from .test_complete import plain

ADOPTION, OPINION, REVIEW, AGENDA, MINUTES = PaperKind
Printed = Callable[[str], bytes]


def view(paper: Paper) -> dict[str, Any]:
    return paper_view(paper, [data_of(record) for record in paper.records])


def words(paper: Paper) -> str:
    """The text of the page before it is printed."""
    html = page.html(view(paper), page.PAPER)
    body = html[html.index("<body") :]
    return reading.dense(unescape(sub("<[^>]+>", "", body)))


def changed(number: str, change: examples.Change) -> Record:
    return examples.record(number, change)


def test_an_opinion_says_what_its_author_said_and_not_what_was_answered() -> None:
    record = examples.record("01")
    opinion = (record.dossier.legal_opinions or ())[0]
    said = words(examples.paper(OPINION, record))
    for part in (opinion.number, opinion.facts_relied_on, *(opinion.materials or ()), opinion.conclusion.label, "法律顾问甲",
                 *(risk.risk for risk in opinion.risks or ()), *(item.text for item in opinion.suggestions or ())):
        assert reading.dense(str(part)) in said
    answered = [item.reason for item in opinion.suggestions or () if item.reason]
    assert answered
    assert not [reason for reason in answered if reading.dense(reason) in said]
    assert "内部" in said
    assert "未完成" not in said


def test_every_document_names_the_record_it_was_drawn_from() -> None:
    record = examples.handled()
    for paper in of_matter(record):
        said = words(paper)
        assert data_of(record).sha256 in said
        assert "第12版" in said
        assert "本件自身不作证明" in said


RECEIVED = [
    {"source": "UNIT", "given_by": "市司法局", "text": "补充救济途径", "response": "ADOPTED"},
    {"source": "PUBLIC", "given_by": "市民（3人）", "text": "缩短办理时限", "response": "PARTLY", "reason": "上级规定的时限除外"},
    {"source": "EXPERT", "given_by": "王教授", "text": "先行试点", "response": "NOT_ADOPTED", "reason": "已有试点结果"},
    {"source": "PUBLIC", "given_by": "某商会", "text": "延长过渡期"},
]


def receiving(*opinions: dict[str, Any]) -> Record:
    return changed("01", lambda dossier: dossier["preparation"].update(opinions=list(opinions)))


def test_the_statement_of_adoption_has_every_opinion_with_its_answer_and_the_counts_of_the_record() -> None:
    record = receiving(*RECEIVED)
    said = words(examples.paper(ADOPTION, record))
    for one in RECEIVED:
        assert all(reading.dense(one.get(key, "")) in said for key in ("given_by", "text", "reason"))
    counts = "收到4条：采纳1条，部分采纳1条，未采纳1条，尚未答复1条"
    assert counts in said
    assert "社会公众收到2条：部分采纳1条，尚未答复1条" in said
    assert "未完成尚缺采纳情况" in said
    assert next(paper.kind for paper in of_matter(record)) is ADOPTION
    html = page.html(view_of(record, data_of(record)))
    assert counts in reading.dense(unescape(sub("<[^>]+>", "", html)))


def test_a_statement_of_adoption_that_answers_all_is_finished_and_one_of_nothing_is_no_document() -> None:
    assert "未完成" not in words(examples.paper(ADOPTION, receiving(*RECEIVED[:3])))
    assert ADOPTION not in [paper.kind for paper in of_matter(receiving())]
    assert "没有收到意见" in unescape(page.html(view_of(receiving(), data_of(receiving()))))


def test_an_earlier_review_says_that_it_is_one() -> None:
    record = examples.record("05")
    places = range(len(reviews_of(record.dossier)))
    said = [words(examples.paper(REVIEW, record, place)) for place in places]
    assert len(said) == 2
    assert "此前的审查意见" in said[0]
    assert "此前的审查意见" not in said[1]


def test_what_is_not_finished_is_marked_with_what_it_lacks() -> None:
    def change(dossier: dict[str, Any]) -> None:
        dossier["legal_opinions"][0]["signed"] = False
        dossier["legality_review"].pop("sealed")
        dossier["meetings"][0]["minutes"].pop("signed_by")
        dossier["meetings"][0].pop("notice")

    record = changed("01", change)
    for kind, lack in ((OPINION, "签名"), (REVIEW, "盖章"), (MINUTES, "会议记录签名"), (AGENDA, "会议通知日期")):
        said = words(examples.paper(kind, record))
        assert f"未完成尚缺{lack}" in said, kind
        assert "未完成" not in words(examples.paper(kind, examples.record("01")))


def test_comments_are_not_printed_as_a_review() -> None:
    said = words(examples.paper(REVIEW, changed("01", lambda dossier: dossier["legality_review"].update(kind="COMMENT"))))
    assert "征求意见的答复，不是合法性审查" in said
    assert "征求意见答复" in said
    assert "合法性审查意见书" not in said


def test_who_would_not_countersign_is_named_with_his_view() -> None:
    def change(dossier: dict[str, Any]) -> None:
        dossier["legality_review"]["countersigns"] = [
            {"person": {"id": "r09", "name": "审查人员乙"}, "asked_on": "2022-09-01", "view": "DISAGREE", "text": "依据不足",
             "given_on": "2022-09-02"},
        ]  # fmt: skip

    said = words(examples.paper(REVIEW, changed("01", change)))
    assert "审查人员乙不同意（2022年9月2日）：依据不足" in said
    assert "协调处理：—" in said


def test_how_a_countersign_that_opposes_was_settled_stands_beside_it_in_paper_and_record() -> None:
    def change(dossier: dict[str, Any]) -> None:
        dossier["legality_review"]["countersigns"] = [
            {"person": {"id": "r09", "name": "审查人员乙"}, "asked_on": "2022-09-01", "view": "DISAGREE", "text": "依据不足",
             "given_on": "2022-09-02", "settlement": "经集体研究，已补依据", "settled_by": "r01", "settled_on": "2022-09-03"},
        ]  # fmt: skip

    record = changed("01", change)
    told = "协调处理（审查人员甲，2022年9月3日）：经集体研究，已补依据"
    assert told in words(examples.paper(REVIEW, record))
    shown = str(view_of(record, data_of(record)))
    assert "会签：审查人员乙不同意（已协调处理）" in shown
    assert told in shown


@pytest.mark.parametrize("number", ["01", "04", "05"])
def test_the_minutes_are_the_draft_of_the_page_word_for_word(number: str) -> None:
    record = examples.record(number)
    for place in range(len(record.dossier.meetings or ())):
        title, head, *rest = draft([Discussed(record.dossier, place)]).text.splitlines()
        shown = view(examples.paper(MINUTES, record, place))
        parts = {"topic": ("title", "number"), "line": ("label", "text")}
        lines = ["".join(line[part] for part in parts[line["kind"]]) for line in shown["lines"]]
        assert lines == [line for line in rest if line.strip()]
        assert shown["head"]["letterhead"] + shown["head"]["title"] == title
        assert shown["head"]["number"] == head


def meeting_of_two() -> tuple[Record, Record]:
    """Two matters that were topics of one meeting."""
    first = examples.record("05")
    other = replace(first.dossier, matter=replace(first.dossier.matter, number="SL-ZSJ-2024-0044", title="另一件事项"))
    return first, examples.of(other)


def test_a_meeting_with_several_topics_lists_each_with_its_record() -> None:
    records = meeting_of_two()
    sitting = sitting_of((records[0].dossier.meetings or ())[-1])
    for kind in (AGENDA, MINUTES):
        said = words(Paper(kind=kind, records=records, sitting=sitting))
        for record in records:
            assert data_of(record).sha256 in said
            assert reading.dense(record.dossier.matter.title or "") in said
    assert words(replace(Paper(kind=MINUTES, records=records, sitting=sitting), records=records[::-1])) != said


def test_what_concerns_other_matters_is_not_in_the_excerpt() -> None:
    record = examples.record("05")
    kinds = [(paper.kind, paper.place) for paper in of_matter(record)]
    assert kinds == [(OPINION, 0), (OPINION, 1), (REVIEW, 0), (REVIEW, 1), (AGENDA, 0), (MINUTES, 0), (AGENDA, 1), (MINUTES, 1)]
    assert all("节录" in words(paper) for paper in of_matter(record) if paper.kind in (AGENDA, MINUTES))


def test_an_agenda_of_one_topic_is_one_page() -> None:
    """Beneath half an empty page its table, which keeps together with the date and the basis, stood on another."""
    record = examples.handled()
    (paper,) = (one for one in of_matter(record) if one.kind is AGENDA)
    assert len(reading.pages(print_record(paper))) == 1


def test_of_a_matter_just_submitted_there_is_nothing() -> None:
    assert of_matter(examples.record("07")) == ()


@pytest.mark.parametrize("truth", [True, pytest.param(False, marks=pytest.mark.heavy)])
def test_full_dossiers_give_plain_values_only(truth: bool) -> None:
    for paper in of_matter(examples.of(Filler(truth).dossier())):
        assert plain(view(paper))
        assert words(paper)


def test_hostile_text_is_printed_as_text() -> None:
    attack = '<script>alert(1)</script><img src="http://127.0.0.1/x">'

    def change(dossier: dict[str, Any]) -> None:
        dossier["legal_opinions"][0]["facts_relied_on"] = attack
        dossier["matter"]["title"] = "甲<b>乙"
        dossier["meetings"][0]["decision_text"] = attack

    record = changed("01", change)
    for kind in (OPINION, MINUTES):
        html = page.html(view(examples.paper(kind, record)), page.PAPER)
        assert "<script" not in html and "<img" not in html and "<b>" not in html
        assert reading.dense(attack) in words(examples.paper(kind, record))


def test_an_opinion_prints_sound_archival_and_signed_at_the_end(printed: Printed, tmp_path: Path) -> None:
    pdf = printed("OPINION 01")
    said = reading.text(pdf)
    assert data_of(examples.record("01")).sha256 in said
    assert said.index("六、建议") < said.index("法律顾问：法律顾问甲") < said.index("本件自身不作证明")
    assert "No syntax or stream encoding errors found" in reading.checked(pdf, tmp_path)
    with reading.opened(pdf) as document:
        assert list(document.attachments) == []
        with document.open_metadata() as metadata:
            assert metadata.pdfa_status == "3U"
        assert "/StructTreeRoot" in document.Root
        keys = {key for item in document.objects if hasattr(item, "keys") for key in item.keys()}  # noqa: SIM118
        assert not keys & {"/JS", "/AA", "/OpenAction", "/URI", "/AcroForm"}


@pytest.mark.heavy
@pytest.mark.parametrize("kind", PaperKind)
def test_the_same_data_give_the_same_bytes_in_another_process(kind: PaperKind, printed: Printed) -> None:
    pool = PrintPool(processes=1)
    try:
        assert pool(examples.paper(kind, examples.record("05"))) == printed(f"{kind.name} 05")
    finally:
        pool.close()
    assert printed(f"{kind.name} 05") != printed(f"{kind.name} 01")


@pytest.mark.heavy
@pytest.mark.parametrize("number", examples.names())
def test_every_document_of_every_example_prints_whole_with_fonts_of_ours(number: str) -> None:
    for paper in of_matter(examples.record(number)):
        pdf = print_record(paper)
        said = reading.text(pdf)
        assert "本件自身不作证明" in said
        with reading.opened(pdf) as document:
            fonts = {str(font.BaseFont) for one in document.pages for font in one.Resources.get("/Font", {}).values()}
        assert {name.split("+")[1].split("-")[0] for name in fonts} <= {"Fang", "Kai", "Hei", "Biaosong", "Song"}
        lines = reading.pages(pdf)
        assert not [page for page in lines if page[0].startswith(("法律顾问：", "主持人"))], "signed on a page with text"


@pytest.mark.heavy
def test_a_long_opinion_prints_whole_and_quickly() -> None:
    text = "".join(f"第{place}点事实应当逐条核实并说明来源；" for place in range(1, 190))[:4000]
    record = changed("01", lambda dossier: dossier["legal_opinions"][0].update(facts_relied_on=text))
    said = reading.text(print_record(examples.paper(OPINION, record)))
    assert len([place for place in range(1, 180) if f"第{place}点" in said]) > 175
