"""The everyday gaps: what is asked for is the thing that is done in life, it opens the gate, and nobody's view is invented."""

import json
import re
from typing import Any

import pytest

from forms.dossier import read_plain
from forms.labels import says
from review.domain.checklist import judge
from review.domain.errors import DossierRefused
from review.domain.opening import Way, next_gate, way_to_open
from review.domain.opening.search import MOST_TRIED, OF_ALL, Search
from review.domain.plain import to_plain
from review.domain.report import way_as_plain
from review.domain.rulebook import Rulebook
from review.domain.vocabulary import Gate, Language
from tests.sampling import some

from .test_search import applied, example, known, lacking

CHINESE = re.compile("[⺀-鿿＀-￯]")


def gap(base: str, sets: dict[str, Any], *without: str) -> dict[str, Any]:
    plain: dict[str, Any] = applied(lacking(example(base), *without), sets)
    return plain


def reordered(base: str) -> dict[str, Any]:
    plain = example(base)
    plain["meetings"][0]["statements"].reverse()
    return plain


def silenced(base: str, *places: int) -> dict[str, Any]:
    """Without what the members at these places of the last meeting said."""
    plain = example(base)
    said = plain["meetings"][-1]["statements"]
    plain["meetings"][-1]["statements"] = [one for number, one in enumerate(said) if number not in places]
    return plain


def presided_by_the_deputy(*, away: bool) -> dict[str, Any]:
    """A meeting over which the deputy presided, the head being away or there."""
    plain = example("01")
    meeting = plain["meetings"][0]
    meeting["presider"] = {"id": "p02"}
    if away:
        meeting["members"][0] |= {"present": False, "absence_reason": "出差"}
        meeting["statements"] = [one for one in meeting["statements"] if one["member"] != "p01"]
        meeting["vote"]["ballots"] = [one for one in meeting["vote"]["ballots"] if one["member"] != "p01"]
        meeting["vote"]["counts"]["approve"] -= 1
    meeting["statements"].sort(key=lambda one: one["member"] == "p02")
    return plain


def short_of_a_vote() -> dict[str, Any]:
    """Of seven who should attend six did, and three of them approved."""
    plain = example("01")
    vote = plain["meetings"][0]["vote"]
    for ballot in vote["ballots"][:3]:
        ballot["choice"] = "OPPOSE"
    for said in plain["meetings"][0]["statements"][:3]:
        said |= {"stance": "OPPOSE", "text": "资金来源没有落实。"}
    vote["counts"] |= {"approve": 3, "oppose": 3}
    plain["meetings"][0]["disagreements"] = "资金来源没有落实"
    return plain


EVERYDAY = {
    "请成员乙回避：不参加讨论、表决": gap("05", {
        "/meetings/1/members/1/conflict": "OWN", "/meetings/1/members/1/recused": True,
    }),
    "由成员甲主持，重新召开会议": presided_by_the_deputy(away=False),
    "登记成员甲在会前委托成员乙主持": presided_by_the_deputy(away=True),
    "填写资金：金额、资金性质": gap("03", {}, "/matter/funds"),
    "补记成员乙的发言": silenced("01", 0),
    "补记成员丙的发言": silenced("02", 1),
    "补记成员乙、成员丙的发言": silenced("01", 0, 1),
    "重新逐一表态：其他成员先发言，成员甲最后表态": reordered("01"),
    "如确已在2023年11月20日以前向上级机关请示": gap("04", {"/matter/scope/beyond_competence": True}),
    "如确已在2023年7月24日以前对规范性文件进行合法性审核": gap("06", {
        "/matter/scope/normative_document": True, "/matter/scope/issues_document": True}),
    "如确已在2022年8月31日以前依法召开听证会": gap("01", {
        "/matter/scope/hearing_mandated": True, "/matter/scope/vital_interests": True}),
    "如确已在2022年8月31日以前完成风险评估": gap("01", {"/matter/scope/stability_risk": True}, "/preparation/risk_assessment"),
    "如确已在2022年8月31日以前组织专家论证": gap("01", {"/matter/scope/highly_technical": True}, "/preparation/expert_review"),
    "重新办理，“签批第2项　日期”登记为2022年9月28日": gap("01", {"/approvals/0/on": "2022-09-22"}, "/publication"),
    "登记应到会成员及其职务、利害关系：按发言和表决记录": gap("01", {}, "/meetings/0/members"),
    "“属于哪些重大行政决策事项”补上“重大公共政策和措施”": gap("06", {}, "/matter/scope/decision_heads"),
    "“承办单位”补上“行政审批制度改革科”": gap("01", {}, "/matter/undertaking_units"),
    "“法律意见第1项　材料”补上“（待写明）”": gap("06", {}, "/legal_opinions/0/materials"),
    "“风险点”补上“（待写明）”": gap("06", {"/preparation/risk_assessment/risk_points": []}),
    "如确已在2022年8月31日以前进行公平竞争审查": gap("01", {"/matter/scope/market_activity": True}),
}  # fmt: skip


def found(plain: dict[str, Any], rulebook: Rulebook) -> Way:
    dossier = read_plain(plain)
    gate = next_gate(judge(dossier, rulebook))
    assert gate is not None
    return way_to_open(dossier, rulebook, gate)


@pytest.mark.parametrize("start", some(EVERYDAY, 3))
def test_an_everyday_gap_is_closed_by_the_one_thing_that_closes_it(rulebook: Rulebook, start: str):
    plain = EVERYDAY[start]
    way = found(plain, rulebook)
    assert way.smallest
    (change,) = way.changes
    assert says(change).startswith(start)
    told = way_as_plain(way, read_plain(plain), says)
    opened = read_plain(applied(to_plain(read_plain(plain)), told["changes"][0]["sets"]))
    assert judge(opened, rulebook).gates[way.gate].open


@pytest.mark.parametrize("plain", [silenced("01", 0), silenced("01", 0, 1)], ids=["one", "two"])
def test_a_view_is_left_to_whose_it_is_and_the_sentence_says_what_stands_for_it(rulebook: Rulebook, plain: dict[str, Any]):
    """Whichever view he states, the gate opens: a dissent is recorded, not refused."""
    way = found(plain, rulebook)
    told = way_as_plain(way, read_plain(plain), says)["changes"][0]
    assert "由本人表明" in told["says"]
    assert told["choose"]
    for stance in ("APPROVE", "OPPOSE", "DEFER"):
        own = applied(to_plain(way.opened), dict.fromkeys(told["choose"], stance))
        own = applied(own, {place.replace("/stance", "/text"): "另有意见" for place in told["choose"]})
        assert "MTG-12" not in judge(read_plain(own), rulebook).gates[Gate.MEETING].shut_by


def test_what_was_said_stays_said(rulebook: Rulebook):
    """The order of speaking is made good by speaking again: who said what is not put otherwise."""
    plain = reordered("01")
    before, after = (
        sorted((one.member, one.stance) for one in dossier.meetings[0].statements)
        for dossier in (read_plain(plain), found(plain, rulebook).opened)
    )
    assert before == after


HEARING = {
    "notice_published_on": "2022-07-15", "papers_delivered_on": "2022-07-18", "held_on": "2022-07-28", "record_signed": True,
    "draft_published": True, "time_place_published": True, "selection_used": False, "participants_published": True,
    "held_in_public": False, "presented": True, "debated": True,
}  # fmt: skip
KEPT = {"metadata_complete": True, "hashes_verified": False, "chain_verified": True, "signature_valid": True}
UNTRUE: dict[str, tuple[str, str, dict[str, Any]]] = {
    "it contains secrets": ("03", "/matter/state_secret_free", {}),
    "the notice said what is not so": ("04", "/matter/candidates/0/publicity/content_true", {}),
    "several items were put to one vote": ("03", "/meetings/0/vote/item_by_item", {}),
    "the hearing was not public": ("01", "/preparation/public_participation/hearing/held_in_public", {
        "/preparation/public_participation/forms": ["HEARING", "OPEN_CONSULTATION"],
        "/preparation/public_participation/hearing": HEARING,
    }),
    "a file is not the one that was kept": ("01", "/archive/integrity/hashes_verified", {
        "/archive": {"closed_on": "2022-09-28", "marking": "NONE", "integrity": KEPT}, "/meetings/0/disclosure_found": False,
    }),
}  # fmt: skip


@pytest.mark.parametrize(("base", "place", "sets"), some(UNTRUE.values()), ids=UNTRUE)
def test_nobody_is_asked_to_record_the_opposite_of_what_was_found(
    rulebook: Rulebook, base: str, place: str, sets: dict[str, Any]
):
    dossier = read_plain(gap(base, {**sets, place: False}))
    gate = next_gate(judge(dossier, rulebook))
    assert gate is not None
    way = way_to_open(dossier, rulebook, gate)
    assert way is not None
    assert place not in {change.pointer for change in way.changes}
    assert way.left, "what stays shut is named, with its own remedy"


@pytest.mark.heavy
def test_the_search_has_a_limit_that_it_keeps(rulebook: Rulebook):
    """One that finds nothing does not try on: what it may do is about what judging ten times the rulebook takes."""
    plain = gap("05", {"/meetings/1/members/0/recused": True})
    dossier = read_plain(plain)
    gate = next_gate(judge(dossier, rulebook))
    assert gate is not None
    search = Search(dossier, rulebook, gate)
    assert not search.way(gather=True).smallest
    assert search.tried < 2 * (MOST_TRIED + OF_ALL)


@pytest.mark.parametrize("start", some(EVERYDAY, 5))
def test_in_english_nothing_of_a_change_is_chinese_but_the_names_of_the_matter(rulebook: Rulebook, start: str):
    plain = EVERYDAY[start]
    way, text = found(plain, rulebook), json.dumps(plain, ensure_ascii=False)
    told = way_as_plain(way, read_plain(plain), lambda change: says(change, Language.EN), Language.EN)
    words = re.findall("[⺀-鿿＀-￯]+", json.dumps(told["changes"], ensure_ascii=False))
    assert all(word in text for word in words)
    assert not re.search(r"\b(the|of) [a-z ]+_|“(from|to|on|no)”| on”", told["changes"][0]["says"])


DAYS = re.compile(r"\d{4}-\d\d-\d\d")


@pytest.mark.parametrize(("base", "place", "value"), some([
    ("01", "/legality_review/issued_on", "2022-09-16"),
    ("04", "/matter/candidates/0/publicity/to", "2023-11-16"),
    ("01", "/legality_review/complete_on", "2022-09-05"),
    ("01", "/legal_opinions/0/issued_on", "2022-09-16"),
    ("01", "/preparation/risk_assessment/done_on", "2022-09-16"),
    ("01", "/meetings/0/notice/sent_on", "2022-09-21"),
    ("01", "/meetings/0/topic/confirmed_on", "2022-09-08"),
    ("06", "/legality_review/issued_on", "2023-12-30"),
], 8))  # fmt: skip
def test_no_day_that_is_recorded_is_put_earlier(rulebook: Rulebook, base: str, place: str, value: str):
    """Nor is a paper that was given replaced by one of an earlier day."""
    try:
        dossier = read_plain(gap(base, {place: value}))
    except DossierRefused:
        return
    gate = next_gate(judge(dossier, rulebook))
    if gate is None:
        return
    way = way_to_open(dossier, rulebook, gate)
    for change in way_as_plain(way, dossier, says)["changes"]:
        for at, now in change["sets"].items():
            before = known(to_plain(dossier), at)
            if isinstance(now, str) and isinstance(before, str) and DAYS.fullmatch(now):
                assert now > before, change["says"]


@pytest.mark.heavy
def test_examined_for_too_long_is_not_mended_by_another_day_of_complete_papers(rulebook: Rulebook):
    """Sixteen working days were allowed: what to do is said by the finding."""
    plain = gap("01", {"/document_review/due_on": "2022-10-08", "/as_of": "2022-10-20"})
    way = found(plain, rulebook)
    assert (way.changes, way.left) == ((), ("NDR-03",))


def test_files_are_not_closed_before_the_matter_is(rulebook: Rulebook):
    """Signed off on 20 September 2022 or later: no earlier day is offered for what is done with the files."""
    way = found(gap("01", {"/as_of": "2022-10-20"}), rulebook)
    assert way.gate is Gate.ARCHIVE
    archive = to_plain(way.opened)["archive"]
    last = max(one["on"] for one in example("01")["approvals"])
    assert min(DAYS.findall(json.dumps(archive))) >= last


def test_who_comes_to_make_up_a_vote_is_said_to_vote_for_it(rulebook: Rulebook):
    way = found(short_of_a_vote(), rulebook)
    assert says(way.changes[0]) == "还差1票赞成：由未到会的1名成员到会、表态同意并投赞成票（须重新开会）"
