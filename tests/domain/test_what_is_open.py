"""What a finding says where only part of it is not known: what is known, and what is not."""

from typing import Any

import pytest

from review.domain.checklist import Finding, judge
from review.domain.dossier import Dossier
from review.domain.plain import from_plain
from review.domain.rulebook import Rulebook
from review.domain.vocabulary import Language, Outcome

from .judging import PLAIN, changed

PROJECT, FUNDS = "/matter/project", "/matter/funds"
METHOD, APPROVAL = f"{FUNDS}/procurement/method", f"{FUNDS}/procurement/method_approval_no"
TENDER = {
    f"{PROJECT}/tender_required": True, f"{PROJECT}/tender_file": "招标文件", f"{PROJECT}/tender_published_on": "2023-05-03",
    f"{PROJECT}/approved_on": "2023-05-20",
}  # fmt: skip
SPLIT = {
    METHOD: "INQUIRY", f"{FUNDS}/same_item_total": "9000000.00", f"{FUNDS}/procurement/above_open_tender_standard": False,
    f"{FUNDS}/procurement/open_tender_standard": "4000000.00", f"{FUNDS}/related_matters": [
        {"number": "SL-1", "amount": "6350000.00", "grounds": ["SAME_ITEM"], "method": "INQUIRY", "budget_line": "2010399"},
    ],
}  # fmt: skip


def found(rulebook: Rulebook, base: str, rule: str, changes: dict[str, Any], language: Language = Language.ZH) -> Finding:
    judged = judge(from_plain(Dossier, changed(base, changes)), rulebook, language=language)
    return next(finding for finding in judged.findings if finding.rule == rule)


@pytest.mark.parametrize(("rule", "base", "changes", "observed", "english"), [
    ("FIN-05", "03", {METHOD: "INQUIRY"}, "采购方式为询价，是否经批准采用公开招标以外的方式：尚不清楚",
     "Procurement method: inquiry of quotations, whether a method other than open tender is approved: not known"),
    ("FIN-05", "03", {METHOD: None}, "采购方式：尚不清楚", "Procurement method: not known"),
    ("FIN-01", "03", {f"{FUNDS}/in_budget": False}, "未列入预算，预算调整是否批准：尚不清楚",
     "The expenditure is not in the budget, whether a budget adjustment is approved: not known"),
    ("FIN-01", "03", {f"{FUNDS}/in_budget": None, f"{FUNDS}/budget_adjustment_approved": False},
     "预算调整没有批准，是否列入预算：尚不清楚",
     "No budget adjustment is approved, whether the expenditure is in the budget: not known"),
    ("FIN-01", "03", {f"{FUNDS}/in_budget": None}, "预算依据：尚不清楚", "Budget basis: not known"),
    ("FIN-06", "03", SPLIT, "同一品目多次采购，累计超过公开招标数额标准，其他采购方式是否批准、预算调整是否批准：尚不清楚，"
     "同一品目的其他事项：1 (SL-1 ¥6,350,000.00)，同一品目合计¥9,000,000.00",
     "Repeated procurement of the same category exceeds the open-tender threshold in total, whether another procurement method "
     "is approved, whether a budget adjustment is approved: not known, other matters of the same category: 1 (SL-1 "
     "¥6,350,000.00), total of the same category: ¥9,000,000.00"),
    ("PRJ-09", "02", {f"{PROJECT}/current_total": "4860000.00", f"{PROJECT}/approved_budget": "3860000.00"},
     "总投资¥4,860,000.00，经核定的概算¥3,860,000.00，超过¥1,000,000.00，"
     "增加概算的原因、增加概算的资金来源、增加的概算是否重新核定：尚不清楚",
     "Total investment: ¥4,860,000.00, approved design budget: ¥3,860,000.00, excess: ¥1,000,000.00, ground of the increase, "
     "source of funds of the increase, whether the increase was approved: not known"),
    ("PRJ-09", "02", {f"{PROJECT}/current_total": "4860000.00"}, "总投资¥4,860,000.00，经核定的概算：尚不清楚",
     "Total investment: ¥4,860,000.00, approved design budget: not known"),
    ("PRJ-11", "02", TENDER | {METHOD: "OPEN_TENDER"},
     "项目于2023年5月20日批准，招标公告于2023年5月3日发布，招标早于项目批准，是否依法可以不招标：尚不清楚",
     "Project approved on 20 May 2023, tender notice of 3 May 2023, the tender was earlier than the project approval, whether "
     "the law exempts it from the tender: not known"),
    ("PRJ-11", "02", TENDER | {METHOD: "OPEN_TENDER", f"{PROJECT}/approved_on": None},
     "招标公告于2023年5月3日发布，项目何时批准：尚不清楚",
     "Tender notice of 3 May 2023, when the project was approved: not known"),
    ("PRJ-11", "02", TENDER | {METHOD: "INVITED_TENDER", f"{PROJECT}/approved_on": "2023-05-03"},
     "采购方式为邀请招标，招标公告于2023年5月3日发布，邀请招标是否批准：尚不清楚",
     "Procurement method: invited tender, tender notice of 3 May 2023, whether the tender by invitation is approved: not known"),
    ("PRJ-11", "02", TENDER | {METHOD: "INQUIRY", f"{PROJECT}/approved_on": "2023-05-03"},
     "采购方式为询价，招标公告于2023年5月3日发布，是否依法可以不招标：尚不清楚",
     "Procurement method: inquiry of quotations, tender notice of 3 May 2023, whether the law exempts it from the tender: "
     "not known"),
    ("PRJ-11", "02", TENDER | {METHOD: "OPEN_TENDER", f"{PROJECT}/tender_published_on": "2030-01-02"},
     "采购方式为公开招标，招标公告于2030年1月2日发布，登记的日期尚未到来，是否依法可以不招标：尚不清楚",
     "Procurement method: open tender, tender notice of 2 January 2030, the recorded day has not come yet, whether the law "
     "exempts it from the tender: not known"),
])  # fmt: skip
def test_what_is_known_is_said_beside_what_is_not(
    rulebook: Rulebook, rule: str, base: str, changes: dict[str, Any], observed: str, english: str
):
    told = found(rulebook, base, rule, changes)
    assert (told.outcome, told.observed) == (Outcome.undetermined, observed)
    assert found(rulebook, base, rule, changes, Language.EN).observed == english


def test_minutes_that_are_not_kept_for_ever_are_told_with_their_period(rulebook: Rulebook):
    items = PLAIN["01"]["archive"]["items"]
    place = next(place for place, item in enumerate(items) if item["kind"] == "MINUTES")
    changes = {f"/archive/items/{place}/retention": "YEARS_30"}
    told = "会议记录、纪要的保管期限为30年，本单位有没有经审核同意的保管期限表：尚不清楚"
    assert found(rulebook, "01", "ARC-02", changes).observed == told
