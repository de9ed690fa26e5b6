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
