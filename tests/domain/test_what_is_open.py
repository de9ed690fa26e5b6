"""What a finding says where only part of it is not known: what is known, and what is not; and in which way it was met."""

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
     "同一品目的其他事项：1 (SL-1 ¥6,350,000.00)，同一品目合计（填写／列明）¥9,000,000.00",
     "Repeated procurement of the same category exceeds the open-tender threshold in total, whether another procurement method "
     "is approved, whether a budget adjustment is approved: not known, other matters of the same category: 1 (SL-1 "
     "¥6,350,000.00), total of the same category (stated / listed): ¥9,000,000.00"),
    ("PRJ-09", "02", {f"{PROJECT}/current_total": "4860000.00", f"{PROJECT}/approved_budget": "3860000.00"},
     "总投资¥4,860,000.00，经核定的概算¥3,860,000.00，超过¥1,000,000.00，"
     "增加概算的原因、增加概算的资金来源、增加的概算是否重新核定：尚不清楚",
     "Total investment: ¥4,860,000.00, approved design budget: ¥3,860,000.00, excess: ¥1,000,000.00, ground of the increase, "
     "source of funds of the increase, whether the increase was approved: not known"),
    ("PRJ-09", "02", {f"{PROJECT}/current_total": "4860000.00"}, "总投资¥4,860,000.00，经核定的概算：尚不清楚",
     "Total investment: ¥4,860,000.00, approved design budget: not known"),
    ("PRJ-05", "02", {f"{PROJECT}/design_budget": "4070370.00", f"{PROJECT}/overrun_reported": None},
     "概算¥4,070,370.00，批准的估算¥3,700,000.00，相差+10.01%，超过10%是否报告：尚不清楚",
     "Design budget: ¥4,070,370.00, approved estimate: ¥3,700,000.00, difference: +10.01%, whether the excess over 10% was "
     "reported: not known"),
    ("PRJ-02", "02", {f"{PROJECT}/proposal_approval": None}, "项目建议书的批准文号：尚不清楚",
     "Approval number of the project proposal: not known"),
    ("PRJ-02", "02", {f"{PROJECT}/proposal_approval": None, f"{PROJECT}/simplified_reason": "部分扩建"},
     "属于第十三条的哪种情形：尚不清楚", "Which case of article 13 it is: not known"),
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


HEAD = "/meetings/0"
OVERRUN = {f"{PROJECT}/design_budget": "4070370.00", f"{PROJECT}/overrun_reported": True}
EXTENSION = {
    f"{PROJECT}/simplified_reason": "部分扩建", f"{PROJECT}/simplified_ground": "EXTENSION", f"{PROJECT}/proposal_approval": None,
}  # fmt: skip
VIEWS = [(f"h0{number}", stance) for number, stance in ((2, "OPPOSE"), (3, "OPPOSE"), (4, "OPPOSE"), (1, "APPROVE"))]
EVEN = {f"{HEAD}/statements": [{"member": member, "stance": "APPROVE" if member in ("h01", "h02") else "OPPOSE", "text": "理由"}
                               for member, _ in VIEWS]}  # fmt: skip
AGAINST = {
    f"{HEAD}/statements": [{"member": member, "stance": stance, "text": "理由"} for member, stance in VIEWS],
    f"{HEAD}/head_reasons": "工期紧迫",
}  # fmt: skip


@pytest.mark.parametrize(("rule", "base", "changes", "observed", "english"), [
    ("PRJ-05", "02", OVERRUN, "概算¥4,070,370.00，批准的估算¥3,700,000.00，相差+10.01%，超过10%，已经报告",
     "Design budget: ¥4,070,370.00, approved estimate: ¥3,700,000.00, difference: +10.01%, more than 10%, which was reported"),
    ("PRJ-05", "02", {}, "概算¥3,860,000.00，批准的估算¥3,700,000.00，相差+4.32%，没有超过估算10%",
     "Design budget: ¥3,860,000.00, approved estimate: ¥3,700,000.00, difference: +4.32%, no more than 10% above the estimate"),
    ("PRJ-02", "02", {}, "项目建议书、可行性研究报告、初步设计已批准",
     "Project proposal, feasibility study and preliminary design are approved"),
    ("PRJ-02", "02", EXTENSION, "属于第十三条的情形并写明理由，简化情形：部分扩建、改建项目",
     "A case of article 13, with its reason, case of simplification: partial extension or reconstruction"),
    ("PRJ-09", "02", {f"{PROJECT}/current_total": "3860000.00", f"{PROJECT}/approved_budget": "3860000.00"},
     "总投资¥3,860,000.00，经核定的概算¥3,860,000.00，没有超过核定概算",
     "Total investment: ¥3,860,000.00, approved design budget: ¥3,860,000.00, the approved design budget is not exceeded"),
    ("PRJ-06", "02", {}, "已列入政府投资年度计划；可行性研究报告已经批准",
     "The project is in the annual government-investment plan; the feasibility study is approved"),
    ("PRJ-06", "02", {f"{PROJECT}/investment_mode": "SUBSIDY"},
     "已列入政府投资年度计划；不是直接投资、资本金注入，是否已经按照国家有关规定办理手续（第十七条第二项）不作核验，由人核对",
     "The project is in the annual government-investment plan; it is no direct investment or capital injection, and whether the "
     "formalities that the State prescribes are completed (article 17, item 2) is not judged: a person checks"),
    ("FIN-01", "03", {}, "已列入预算", "The expenditure is in the budget"),
    ("FIN-01", "03", {f"{FUNDS}/in_budget": False, f"{FUNDS}/budget_adjustment_approved": True}, "预算调整已批准",
     "A budget adjustment is approved"),
    ("FIN-05", "03", {}, "采购方式：公开招标", "Procurement method: open tender"),
    ("FIN-05", "03", {METHOD: "INQUIRY", APPROVAL: "财采〔2024〕1号"}, "采购方式：询价，已经批准采用公开招标以外的方式",
     "Procurement method: inquiry of quotations, a method other than open tender is approved"),
    ("MTG-30", "06", {}, "已经政府会议讨论，会议：常务会议，2023年8月1日召开",
     "A government meeting has discussed it, meeting: executive meeting, held on 1 August 2023"),
    ("MTG-30", "06", {"/unit/level": "TOWNSHIP", f"{HEAD}/type": "OTHER"}, "按事项清单还须由政府会议讨论",
     "By the list of matters a government meeting is still to discuss it"),
])  # fmt: skip
def test_what_is_met_is_told_by_the_way_in_which_it_is(
    rulebook: Rulebook, rule: str, base: str, changes: dict[str, Any], observed: str, english: str
):
    told = found(rulebook, base, rule, changes)
    assert (told.outcome, told.observed) == (Outcome.met, observed)
    assert found(rulebook, base, rule, changes, Language.EN).observed == english
    asked = {found(rulebook, base, rule, one).required for one in (changes, {})}
    assert len(asked) == 1


@pytest.mark.parametrize(("changes", "told"), [
    ({}, "行政首长到会；到会未回避的成员4人，其中意见与决定不同的1人，决定与多数人的意见、行政首长本人的意见一致"),
    (EVEN, "；到会未回避的成员4人，其中意见与决定不同的2人，没有与决定不同的多数人意见，决定与行政首长本人的意见一致"),
    (AGAINST, "行政首长到会；到会未回避的成员4人，其中意见与决定不同的3人，行政首长已在会上说明理由"),
])  # fmt: skip
def test_the_decision_of_a_head_is_told_with_how_many_differed(rulebook: Rulebook, changes: dict[str, Any], told: str):
    assert found(rulebook, "06", "MTG-21", changes).observed.endswith(told)


def test_a_head_who_steps_aside_is_told_to_do_so(rulebook: Rulebook):
    members = PLAIN["06"]["meetings"][0]["members"]
    place = next(place for place, member in enumerate(members) if member.get("office") == "HEAD")
    assert "，行政首长依法回避；" in found(rulebook, "06", "MTG-21", {f"{HEAD}/members/{place}/recused": True}).observed


def test_a_publication_before_the_sign_off_is_told_as_that(rulebook: Rulebook):
    changes = {"/publication/published_on": "2023-06-09"}
    told = found(rulebook, "02", "RPT-05", changes)
    assert (told.outcome, told.observed) == (Outcome.not_met, "2023年6月12日签批，2023年6月9日已经公布，公布早于签批")
    english = "Signed off on 12 June 2023, published on 9 June 2023 already, before the sign-off"
    assert found(rulebook, "02", "RPT-05", changes, Language.EN).observed == english


def test_a_contract_signed_before_its_award_is_told_as_that(rulebook: Rulebook):
    contract = {"awarded_on": "2024-09-21", "signed_on": "2024-09-20", "filed_on": "2024-09-23", "published_on": "2024-09-23"}
    told = found(rulebook, "03", "FIN-08", {"/as_of": "2025-01-10", "/matter/contract": contract})
    assert told.observed == "自通知书发出至签订：先后颠倒"
    english = found(rulebook, "03", "FIN-08", {"/as_of": "2025-01-10", "/matter/contract": contract}, Language.EN)
    assert english.observed == "From the issue of the award notice to the signing: in the reverse order"


@pytest.mark.parametrize("rule", ["ARC-07", "ARC-09"])
def test_what_is_not_checked_yet_is_to_be_checked(rulebook: Rulebook, rule: str):
    told = found(rulebook, "01", rule, {"/archive/integrity": None})
    assert told.outcome is Outcome.undetermined
    assert "尚未核验" in told.observed
    assert told.remedy.startswith("尚未核验的，先核验")
