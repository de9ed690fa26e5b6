"""Which norm a finding rests on where the case decides it, and whether its text was read."""

from typing import Any

import pytest

from review.domain.checklist import judge
from review.domain.dossier import Dossier
from review.domain.plain import from_plain
from review.domain.rulebook import Rulebook
from review.domain.vocabulary import Strength

from .judging import changed

STATUTE, ANALOGY = Strength.statute, Strength.analogy
Norm = tuple[str, str, str]
"""Instrument, article and paragraph."""

NOTICE_37: Norm = ("国务院办公厅关于加强行政规范性文件制定和监督管理工作的通知", "第（三）项", "")
ORGANIC = "中华人民共和国地方各级人民代表大会和地方各级人民政府组织法"
ORGANIC_75: Norm = (ORGANIC, "75", "")
GROUP: Norm = ("中国共产党党组工作条例", "第五章", "")
KIND, LEVEL = "/meetings/0/type", "/unit/level"
BEFORE = {"/matter/submitted_on": "2022-03-11", "/edition_on": "2022-03-11"}

ISSUED = {"/matter/scope/normative_document": True, "/matter/scope/important_document": True}


def rests_on(rulebook: Rulebook, base: str, rule: str, changes: dict[str, Any]) -> tuple[Norm, Strength, bool]:
    judged = judge(from_plain(Dossier, changed(base, changes)), rulebook)
    cited = next(finding.citation for finding in judged.findings if finding.rule == rule)
    return (cited.instrument, cited.article, cited.paragraph), cited.strength, cited.verified


@pytest.mark.parametrize(("base", "changes", "norm"), [
    ("01", {}, NOTICE_37),
    ("01", {"/matter/scope/issued_by": "JOINT"}, NOTICE_37),
    ("01", {"/matter/scope/issued_by": "GOVERNMENT"}, ORGANIC_75),
    ("06", ISSUED, ORGANIC_75),
    ("06", ISSUED | {"/unit/level": "TOWNSHIP"}, NOTICE_37),
    ("06", ISSUED | {"/unit/level": None}, NOTICE_37),
])  # fmt: skip
def test_only_a_document_of_a_government_from_the_county_upwards_rests_on_article_75(
    rulebook: Rulebook, base: str, changes: dict[str, Any], norm: Norm
):
    assert rests_on(rulebook, base, "NDR-08", changes) == (norm, STATUTE, norm is ORGANIC_75)


COMPETITION = {"/matter/scope/market_activity": True, "/edition_on": "2024-08-01", "/as_of": "2024-09-03"}


@pytest.mark.parametrize(("issuer", "level", "article", "paragraph"), [
    ("DEPARTMENT", "DEPARTMENT", "13", "1"),
    ("JOINT", "DEPARTMENT", "13", "2"),
    ("GOVERNMENT", "DEPARTMENT", "14", ""),
    ("GOVERNMENT", "GOVERNMENT", "14", ""),
    ("CONGRESS", "GOVERNMENT", "14", ""),
    ("GOVERNMENT", "TOWNSHIP", "2", ""),
    ("GOVERNMENT", None, "13", "1"),
    (None, "DEPARTMENT", "13", "1"),
])  # fmt: skip
def test_who_reviews_competition_rests_on_the_article_for_whoever_issues_the_measure(
    rulebook: Rulebook, issuer: str | None, level: str | None, article: str, paragraph: str
):
    changes = COMPETITION | {"/matter/scope/issued_by": issuer, "/unit/level": level}
    assert rests_on(rulebook, "01", "FCR-02", changes) == (("公平竞争审查条例", article, paragraph), STATUTE, True)


HEADS = [f"{article}.{number}" for article, count in ((8, 5), (9, 6), (10, 4), (11, 4)) for number in range(1, count + 1)]


@pytest.mark.parametrize(("present", "article"), [
    ((), "8"), (("8.5",), "8"), (("9.1",), "9"), (("9.6",), "9"), (("10.1",), "10"), (("11.4",), "11"),
    (("8.1", "11.1"), "8"), (("11.2", "10.2"), "10"), (("1.1",), "8"),
])  # fmt: skip
def test_what_restricts_competition_rests_on_the_article_that_forbids_it(
    rulebook: Rulebook, present: tuple[str, ...], article: str
):
    """Of several articles on the first; a standard of the old opinion is of no article."""
    checklist = [{"head": head, "present": head in present} for head in dict.fromkeys((*HEADS, *present))]
    review = {"conclusion": "VIOLATES", "checklist": checklist}
    changes = COMPETITION | {"/preparation/fair_competition_review": review}
    assert rests_on(rulebook, "01", "FCR-03", changes) == (("公平竞争审查条例", article, ""), STATUTE, True)


def test_where_no_standard_is_answered_the_first_article_is_cited(rulebook: Rulebook):
    assert rests_on(rulebook, "01", "FCR-03", COMPETITION) == (("公平竞争审查条例", "8", ""), STATUTE, True)


DECREE, HEARD = "重大行政决策程序暂行条例", "/preparation/public_participation"
NOT_HELD = {f"{HEARD}/hearing_decision": "NOT_HELD", f"{HEARD}/hearing_reason": "时间紧", "/matter/scope/vital_interests": True}


@pytest.mark.parametrize(("mandated", "phrase"), [
    (True, "法律、法规、规章对召开听证会另有规定的，依照其规定"), (False, "存在较大分歧的，可以召开听证会"),
    (None, "存在较大分歧的，可以召开听证会"),
])  # fmt: skip
def test_a_hearing_that_is_prescribed_rests_on_the_sentence_that_leaves_no_choice(
    rulebook: Rulebook, mandated: bool | None, phrase: str
):
    changes = NOT_HELD | {"/matter/scope/hearing_mandated": mandated}
    judged = judge(from_plain(Dossier, changed("01", changes)), rulebook)
    cited = next(finding.citation for finding in judged.findings if finding.rule == "PUB-05")
    assert (cited.instrument, cited.article, cited.paragraph, cited.phrase) == (DECREE, "16", "1", phrase)


HEARING = {
    "notice_published_on": "2022-07-15", "papers_delivered_on": "2022-07-18", "held_on": "2022-07-28",
    "draft_published": True, "time_place_published": True, "participants_published": True, "selection_used": True,
    "selection_published": True, "sides_represented": True,
}  # fmt: skip


@pytest.mark.parametrize(("hearing", "paragraph"), [
    ({}, "2"), ({"participants_published": False}, "3"), ({"selection_published": False}, "3"),
    ({"sides_represented": False}, "3"), ({"time_place_published": False}, "2"),
    ({"participants_published": None}, "2"),
])  # fmt: skip
def test_the_participants_of_a_hearing_rest_on_the_third_paragraph(
    rulebook: Rulebook, hearing: dict[str, Any], paragraph: str
):
    changes = {f"{HEARD}/forms": ["HEARING", "OPEN_CONSULTATION"], f"{HEARD}/hearing": HEARING | hearing}
    assert rests_on(rulebook, "01", "PUB-06", changes) == ((DECREE, "16", paragraph), Strength.reference, True)


BOUGHT = "/matter/funds/procurement"


@pytest.mark.parametrize(("changes", "norm"), [
    ({}, ("中华人民共和国政府采购法", "28", "")),
    ({f"{BOUGHT}/object": "GOODS"}, ("中华人民共和国政府采购法", "28", "")),
    ({f"{BOUGHT}/object": "WORKS"}, ("中华人民共和国招标投标法", "4", "")),
    ({f"{BOUGHT}/object": "WORKS", "/edition_on": "2017-12-28"}, ("中华人民共和国招标投标法", "4", "")),
    ({f"{BOUGHT}/object": "WORKS", "/edition_on": "2017-12-27"}, ("中华人民共和国政府采购法", "28", "")),
])  # fmt: skip
def test_works_that_are_split_rest_on_the_tendering_law(rulebook: Rulebook, changes: dict[str, Any], norm: Norm):
    assert rests_on(rulebook, "03", "CLS-08", changes) == (norm, ANALOGY, True)


ASSET = "/matter/funds/asset"


@pytest.mark.parametrize(("asset", "article", "paragraph"), [
    ({"operation": "ALLOCATION"}, "9", "1"),
    ({"operation": "INVESTMENT", "valuation_no": "评报字〔2024〕1号"}, "12", "2"),
    ({"operation": "DISPOSAL"}, "36", "1"),
    ({"operation": "DISPOSAL", "valuation_no": "无"}, "36", "1"),
    ({"operation": "DISPOSAL", "valuation_no": "评报字〔2024〕1号"}, "19", ""),
    ({}, "9", "1"),
])  # fmt: skip
def test_what_is_done_with_assets_rests_on_the_article_for_it(
    rulebook: Rulebook, asset: dict[str, Any], article: str, paragraph: str
):
    norm = ("行政事业性国有资产管理条例", article, paragraph)
    assert rests_on(rulebook, "03", "FIN-10", {ASSET: asset}) == (norm, STATUTE, True)


LAW, REGULATION = "中华人民共和国政府采购法", "中华人民共和国政府采购法实施条例"


@pytest.mark.parametrize(("days", "norm"), [
    ({}, (REGULATION, "50", "")),
    ({"signed_on": "2024-10-21", "filed_on": "2024-10-22", "published_on": "2024-10-22"}, (REGULATION, "50", "")),
    ({"signed_on": "2024-10-22", "filed_on": "2024-10-23", "published_on": "2024-10-23"}, (LAW, "46", "1")),
    ({"signed_on": "2024-09-20", "filed_on": "2024-09-23", "published_on": "2024-09-23"}, (LAW, "46", "1")),
    ({"signed_on": "2024-10-22", "filed_on": "2024-12-23", "published_on": "2024-12-23"}, (LAW, "46", "1")),
    ({"filed_on": "2024-10-11"}, (REGULATION, "50", "")),
    ({"filed_on": "2024-10-12"}, (LAW, "47", "")),
    ({"filed_on": "2024-09-25"}, (LAW, "47", "")),
    ({"published_on": "2024-10-15"}, (REGULATION, "50", "")),
    ({"signed_on": None}, (REGULATION, "50", "")),
])  # fmt: skip
def test_a_procurement_contract_rests_on_the_period_that_was_missed(rulebook: Rulebook, days: dict[str, Any], norm: Norm):
    contract = {"awarded_on": "2024-09-21", "signed_on": "2024-09-26", "filed_on": "2024-09-29", "published_on": "2024-09-27"}
    changes = {"/as_of": "2025-01-10", "/matter/contract": contract | days}
    assert rests_on(rulebook, "03", "FIN-08", changes) == (norm, STATUTE, True)


@pytest.mark.parametrize("rule", ["MTG-02", "MTG-03", "MTG-04"])
@pytest.mark.parametrize(("base", "changes", "strength"), [
    ("01", {}, STATUTE), ("01", {KIND: "DIRECTOR_MEETING"}, ANALOGY), ("06", {}, ANALOGY), ("06", {KIND: None}, STATUTE),
])  # fmt: skip
def test_what_has_no_text_for_a_heads_meeting_is_taken_over_from_the_party_group(
    rulebook: Rulebook, rule: str, base: str, changes: dict[str, Any], strength: Strength
):
    assert rests_on(rulebook, base, rule, changes) == (GROUP, strength, False)


@pytest.mark.parametrize(("base", "changes", "told"), [
    ("01", {}, (GROUP, STATUTE, False)),
    ("01", {KIND: "DIRECTOR_MEETING"}, ((ORGANIC, "78", ""), ANALOGY, True)),
    ("06", {}, ((ORGANIC, "78", ""), STATUTE, True)),
    ("06", {KIND: "PLENARY_MEETING"}, ((ORGANIC, "78", ""), STATUTE, True)),
    ("06", {LEVEL: "TOWNSHIP"}, ((ORGANIC, "78", ""), ANALOGY, True)),
    ("06", {LEVEL: None}, ((ORGANIC, "78", ""), ANALOGY, True)),
    ("06", {KIND: "PARTY_GROUP_MEETING"}, (GROUP, STATUTE, False)),
    ("06", BEFORE, ((f"{ORGANIC}（2015年修正）", "63", ""), STATUTE, False)),
    ("06", BEFORE | {KIND: "DIRECTOR_MEETING"}, ((f"{ORGANIC}（2015年修正）", "63", ""), ANALOGY, False)),
    ("06", BEFORE | {KIND: "PARTY_GROUP_MEETING"}, (GROUP, STATUTE, False)),
])  # fmt: skip
def test_who_presides_rests_on_the_organic_law_for_a_government_and_on_its_analogy_for_a_department(
    rulebook: Rulebook, base: str, changes: dict[str, Any], told: tuple[Norm, Strength, bool]
):
    assert rests_on(rulebook, base, "MTG-05", changes) == told


NO_MAJOR = {"/matter/scope/major_administrative_decision": False, "/matter/scope/decree_713_heads": []}


@pytest.mark.parametrize(("base", "changes", "strength"), [
    ("01", {}, Strength.reference),
    ("01", {"/unit/applicability": "DIRECT"}, Strength.direct),
    ("01", NO_MAJOR, ANALOGY),
    ("01", NO_MAJOR | {"/unit/applicability": "DIRECT"}, ANALOGY),
    ("01", {"/matter/scope/exclusion": "EMERGENCY_RESPONSE", "/matter/scope/exclusion_basis": "突发事件应对法"}, ANALOGY),
    ("03", {}, ANALOGY),
    ("03", {"/unit/applicability": "DIRECT"}, ANALOGY),
    ("06", {}, Strength.direct),
    ("06", {"/matter/scope/major_administrative_decision": None}, Strength.direct),
    ("06", {"/unit/applicability": None}, STATUTE),
])  # fmt: skip
def test_decree_713_binds_its_own_decisions_and_others_by_analogy(
    rulebook: Rulebook, base: str, changes: dict[str, Any], strength: Strength
):
    """Funds, appointments and excluded decisions are none of its decisions (article 3), whoever the unit is; while that is not
    known, they are cited as if they were."""
    assert rests_on(rulebook, base, "LRV-01", changes) == ((DECREE, "25", "1"), strength, True)


def test_article_3_binds_whoever_asks_whether_a_matter_is_one_of_its_decisions(rulebook: Rulebook):
    assert rests_on(rulebook, "01", "CLS-03", NO_MAJOR) == ((DECREE, "3", "1"), Strength.reference, True)
