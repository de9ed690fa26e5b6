"""What a finding says was observed: who, what and how much, and nothing that is not so; what its remedy asks for."""

from typing import Any

import pytest

from review.domain.checklist import Finding, judge
from review.domain.dossier import Dossier
from review.domain.plain import from_plain
from review.domain.rulebook import Rulebook
from review.domain.vocabulary import Language, Outcome
from tests.sampling import some

from .judging import PLAIN, changed

MET, NOT_MET, UNKNOWN = Outcome.met, Outcome.not_met, Outcome.undetermined
OPINION, REVIEW, MEETING = "/legal_opinions/0", "/legality_review", "/meetings/0"
DOCUMENT = "/document_review"
CANDIDATE = "/matter/candidates/0"
ADVISER = PLAIN["01"]["legal_opinions"][0]["adviser"]["name"]
EXPLORING = {f"{REVIEW}/conclusion": "EXPLORATORY", "/matter/scope/exploratory_reform": False, f"{REVIEW}/risk_statement": " "}
CHANGING = {
    f"{REVIEW}/conclusion": "LAWFUL_WITH_CHANGES",
    f"{REVIEW}/required_changes": [{"number": 1, "text": "补充依据", "response": "NOT_ADOPTED", "reason": "另有安排"}],
}  # fmt: skip

HEARD = "/preparation/public_participation"
WAIVED = {f"{HEARD}/hearing_decision": "NOT_HELD", f"{HEARD}/hearing_reason": "时间紧", "/matter/scope/vital_interests": True}
NO_STEPS = [{"rule": "PRE-07", "reason": "事项简单", "by": "s01", "on": "2022-09-15"}]
LEFT_OUT = {f"{MEETING}/members/5/counted": False, f"{MEETING}/members/5/not_counted_reason": "挂职\n一年"}
OUT = "不计入应到会的成员：成员己 (挂职 一年)"
ALL_OUT = {
    f"{MEETING}/members/{place}/{key}": value for place in range(7)
    for key, value in (("present", False), ("counted", False), ("not_counted_reason", "借调"))
}  # fmt: skip
ALL_TOLD = "、".join(f"成员{name} (借调)" for name in "甲乙丙丁戊己庚")


def found(rulebook: Rulebook, base: str, rule: str, changes: dict[str, Any], language: Language = Language.ZH) -> Finding:
    judged = judge(from_plain(Dossier, changed(base, changes)), rulebook, language=language)
    return next(finding for finding in judged.findings if finding.rule == rule)


@pytest.mark.parametrize(("rule", "base", "changes", "outcome", "observed"), some([
    ("LRV-03", "01", {f"{REVIEW}/conclusion": "UNLAWFUL"}, NOT_MET,
     "审查结论：不合法，权限符合，程序符合，内容符合，审查不合法，不得提交讨论"),
    ("LRV-03", "01", {f"{REVIEW}/findings/content": "DOES_NOT_CONFORM"}, NOT_MET,
     "审查结论：合法，权限符合，程序符合，内容不符合，结论与三项审查矛盾，不得提交讨论"),
    ("LRV-03", "01", CHANGING, NOT_MET,
     "审查结论：应当予以修改，权限符合，程序符合，内容符合，有要求的修改没有采纳，不得提交讨论"),
    ("LRV-03", "01", EXPLORING, NOT_MET,
     "审查结论：探索性改革，明示法律风险，权限符合，程序符合，内容符合，不属于探索性改革、没有明示法律风险，不得提交讨论"),
    ("LAD-04", "01", {f"{OPINION}/conclusion": "UNLAWFUL"}, NOT_MET, f"认为不合法的法律顾问：{ADVISER}"),
    ("LAD-05", "01", {f"{OPINION}/suggestions/0/response": "NOT_ADOPTED", f"{OPINION}/suggestions/0/reason": ""}, NOT_MET,
     f"部分采纳或者未采纳而没有写明理由的建议：{ADVISER}-1；未采纳的建议1条，即{ADVISER}-1"),
    ("LAD-07", "01", {f"{OPINION}/risks": [{"risk": " "}], f"{OPINION}/signed": False}, NOT_MET,
     f"{ADVISER}的法律意见书没有写明（或者空白）：签名、风险"),
    ("LAD-07", "01", {f"{OPINION}/number": None, f"{OPINION}/legal_basis": [{}]}, UNKNOWN,
     f"{ADVISER}的法律意见书没有写明（或者空白）：编号、依据（文件和条号）"),
    ("LAD-08", "01", {f"{OPINION}/conflict_free": False, "/matter/submitted_by": "a01"}, NOT_MET,
     f"不独立的法律顾问：{ADVISER}（有利害关系、是提交人）"),
    ("LAD-08", "01", {f"{OPINION}/conflict_free": None}, UNKNOWN, f"尚未声明有无利害关系的法律顾问：{ADVISER}"),
    ("LAD-09", "01", {f"{REVIEW}/issued_on": "2022-01-04"}, NOT_MET, f"{ADVISER}的法律意见：晚于审查意见"),
    ("MTG-04", "01", {f"{MEETING}/notice/sent_on": "2022-09-21"}, NOT_MET,
     "会议2022年9月20日召开，通知2022年9月21日发出，材料2022年9月16日送达，没有都在会前；会议通知提前0个工作日"),
    ("MTG-10", "01", {f"{MEETING}/members/1/present": False, f"{MEETING}/members/2/present": False}, NOT_MET,
     "计入了缺席成员的票：成员乙、成员丙"),
    ("MTG-10", "04", {f"{MEETING}/members/4/present": False}, NOT_MET, "票数多于到会人数"),
    ("MTG-18", "01", {f"{MEETING}/vote/ballots/0/member": "u02"}, NOT_MET, "参加表决的列席人员或者非成员：承办人乙"),
    ("MTG-18", "04", {f"{MEETING}/members/4/present": False}, NOT_MET, "票数多于到会人数"),
    ("MTG-17", "01", {}, MET, "计入到会6人，赞成6票，反对0票，弃权0票，票数与到会人数、票面一致"),
    ("MTG-17", "01", {f"{MEETING}/vote/ballots/0/choice": "OPPOSE"}, NOT_MET,
     "计入到会6人，赞成6票，反对0票，弃权0票，逐人登记的赞成5票，逐人登记的反对1票，登记的票数与逐人登记的票不符"),
    ("MTG-17", "01", {f"{MEETING}/members/1/present": False}, NOT_MET,
     "计入到会5人，赞成6票，反对0票，弃权0票，票数与到会人数不符"),
    ("MTG-17", "04", {f"{MEETING}/vote/counts/returned": 4}, NOT_MET,
     "计入到会5人，赞成5票，反对0票，弃权0票，发出5票，收回4票，无效0票，发出、收回、无效的票数与所投的票不符"),
    ("MTG-11", "01", {f"{MEETING}/members/1/conflict": "RELATIVE"}, NOT_MET,
     "没有依法回避的成员：成员乙（有利害关系而没有回避）"),
    ("MTG-11", "01", {f"{MEETING}/members/1/conflict": "OWN", f"{MEETING}/members/1/recused": True}, NOT_MET,
     "回避：成员乙，没有依法回避的成员：成员乙（回避而仍发言或者表决）"),
    ("MTG-11", "01", {f"{MEETING}/members/5/recused": True}, NOT_MET,
     "回避：成员己，没有依法回避的成员：成员己（声明没有利害关系而回避）"),
    ("MTG-11", "04", {f"{CANDIDATE}/related_members": ["p02"]}, NOT_MET,
     "没有依法回避的成员：成员乙（有利害关系而没有回避）"),
    ("MTG-16", "01", {f"{MEETING}/result": "REJECTED"}, NOT_MET,
     "应到7人，赞成6票，过半数须4票，宣布未通过，会议结果与票数不符"),
    ("CAD-03", "04", {f"{CANDIDATE}/file_reviewed": False, f"{CANDIDATE}/discipline_opinion": "PENDING"}, NOT_MET,
     "没有完成的查核：干部档案审核、听取纪检监察机关意见"),
    ("CAD-03", "04", {f"{CANDIDATE}/discipline_opinion": "OBJECTS"}, MET,
     "档案、个人有关事项、信访举报均已查核，纪检意见已听取"),
    ("CAD-04", "04", {f"{CANDIDATE}/discipline_opinion": "OBJECTS", f"{CANDIDATE}/file_doubts_resolved": False}, NOT_MET,
     "没有办结的：纪检监察机关不同意、档案疑点"),
    ("PUB-05", "01", WAIVED | {"/matter/scope/hearing_mandated": True}, NOT_MET,
     "没有召开听证会，规定应当听证，不召开的决定和理由不能代替"),
    ("PUB-05", "01", {"/matter/scope/hearing_mandated": True, f"{HEARD}/hearing_decision": "NOT_HELD"}, NOT_MET,
     "没有召开听证会，规定应当听证"),
    ("PUB-05", "01", WAIVED | {f"{HEARD}/hearing_reason": " "}, NOT_MET, "没有召开听证会，也没有可以不召开的决定和理由"),
    ("PRE-07", "02", {}, Outcome.not_applicable,
     "不是党组集体表决的重大事项决策，事项类别：重大项目安排、大额度资金使用，决策方式：党组集体表决"),
    ("PRE-07", "01", {"/matter/decision_mode": "HEAD_DECIDES"}, Outcome.not_applicable,
     "不是党组集体表决的重大事项决策，事项类别：重大事项决策，决策方式：行政首长决定"),
    ("PRE-07", "02", {"/matter/decision_mode": None, "/matter/secondary_categories": []}, Outcome.not_applicable,
     "不是党组集体表决的重大事项决策，事项类别：重大项目安排"),
    ("PRE-07", "01", {f"{REVIEW}/kind": "COMMENT"}, NOT_MET, "合法合规性审查：只征求了意见，不是合法性审查"),
    ("PRE-07", "01", {f"{REVIEW}/issued_on": "2022-09-19"}, NOT_MET, "合法合规性审查：晚于议题确定之日"),
    ("PRE-07", "01", {f"{REVIEW}/issued_on": "2099-01-01"}, NOT_MET, "合法合规性审查：登记的日期尚未到来"),
    ("PRE-07", "01", {f"{REVIEW}/conclusion": None, "/justifications": NO_STEPS}, NOT_MET, "合法合规性审查：没有审查结论"),
    ("PRE-07", "01", {"/preparation/research_done_on": None, "/justifications": NO_STEPS}, NOT_MET, "调查研究：没有登记"),
    ("PRE-07", "01", {"/meetings/0/topic/confirmed_on": None, "/justifications": NO_STEPS}, NOT_MET,
     "调查研究：不清楚议题何时确定；征求意见：不清楚议题何时确定；专业评估：不清楚议题何时确定；合法合规性审查：不清楚议题何时确定"),
    ("LRV-01", "01", {f"{REVIEW}/kind": "COMMENT"}, NOT_MET, "只征求了意见，不是合法性审查"),
    ("LRV-01", "01", {f"{REVIEW}/department": "办公室"}, NOT_MET, "办公室不是负责合法性审查的部门"),
    ("CAD-05", "04", {f"{CANDIDATE}/non_party": True}, NOT_MET, "讨论决定前没有征求意见的：统一战线工作部门"),
    ("CAD-05", "04", {f"{CANDIDATE}/authority": "PROPOSE_ONLY"}, NOT_MET, "讨论决定前没有征求意见的：上级分管领导"),
    ("CAD-05", "04", {f"{CANDIDATE}/dual_managed": True}, NOT_MET, "讨论决定前没有征求意见的：协管方"),
    ("CAD-05", "04", {f"{CANDIDATE}/dual_managed": True, f"{CANDIDATE}/consultations": [
        {"party": "LEADERS", "replied_on": "2099-01-01"},
        {"party": "CO_MANAGER", "asked_on": "2023-01-01", "replied_on": "2023-01-02", "agreed": False},
    ]}, NOT_MET, "讨论决定之后才答复的：有关领导成员，协管方不同意"),
    ("MTG-02", "01", {f"{MEETING}/topic/confirmed_by": "p02"}, NOT_MET, "确定议题的成员乙不是党组书记"),
    ("MTG-02", "01", {f"{MEETING}/topic/proposed_by": "u01"}, NOT_MET, "提出议题的承办人甲不是党组会议的成员"),
    ("CLS-11", "01", {f"{MEETING}/form": "CIRCULATION"}, NOT_MET, "没有由党组会议讨论决定：以传阅、会签代替会议"),
    ("CLS-11", "01", {f"{MEETING}/type": "DIRECTOR_MEETING"}, NOT_MET, "没有由党组会议讨论决定：由其他会议决定"),
    ("NDR-07", "01", {f"{DOCUMENT}/conclusion": "UNLAWFUL"}, NOT_MET, "不得提交集体审议：经审核不合法"),
    ("NDR-07", "01", {f"{DOCUMENT}/findings/content": "DOES_NOT_CONFORM"}, NOT_MET,
     "不得提交集体审议：结论为合法而审核内容有不符合的"),
    ("NDR-07", "01", {f"{DOCUMENT}/conclusion": "LAWFUL_WITH_CHANGES", f"{DOCUMENT}/partly_adopted": True,
                      f"{DOCUMENT}/explanation": "无"}, NOT_MET, "不得提交集体审议：没有完全采纳而没有说明理由和依据"),
    ("RPT-01", "06", {"/reporting/reply": "AMENDED"}, NOT_MET, "请示报告没有完成：批复要求修改"),
    ("RPT-01", "06", {"/reporting/replied_on": "2023-08-30"}, NOT_MET, "请示报告没有完成：签批之后才批复"),
    ("RPT-01", "06", {"/reporting/to": "SUPERIOR", "/reporting/reported_on": "2023-08-30"}, NOT_MET,
     "请示报告没有完成：没有报同级党委、签批之后才报送、批复早于报送"),
    ("CAD-11", "04", {f"{CANDIDATE}/publicity/from": "2023-11-08"}, NOT_MET, "公示的先后不符合规定：公示早于党组决定"),
    ("CAD-11", "04", {f"{CANDIDATE}/publicity/to": "2023-11-22"}, NOT_MET,
     "公示的先后不符合规定：任职时公示没有结束、签批时公示没有结束"),
    ("CAD-11", "04", {f"{CANDIDATE}/publicity/result": "AFFECTS"}, NOT_MET, "公示结果影响任职"),
    ("MTG-06", "01", LEFT_OUT, MET, f"应到6人，{OUT}，到会6人，须4人以上，达到半数"),
    ("MTG-09", "01", LEFT_OUT, Outcome.not_applicable, f"应到会的成员全部到会，{OUT}"),
    ("MTG-16", "01", {f"{MEETING}/result": None}, MET, "应到7人，赞成6票，过半数须4票，赞成票已经过半数，尚未宣布结果"),
    ("MTG-16", "01", {f"{MEETING}/result": None, **{f"{MEETING}/vote/ballots/{n}/choice": "ABSTAIN" for n in range(3)}}, NOT_MET,
     "应到7人，赞成3票，过半数须4票，赞成票没有超过应到会成员的半数，不能宣布通过"),
    ("PUB-05", "01", WAIVED, MET, "没有规定必须听证，已决定不召开并写明理由"),
    ("PUB-05", "01", {**WAIVED, f"{HEARD}/hearing_decision": "HELD", f"{HEARD}/hearing": {"held_on": "2022-08-01"}}, MET,
     "已召开听证会"),
    ("FIN-05", "03", {"/matter/funds/procurement/method": "INQUIRY", "/matter/funds/procurement/method_approval_no": ""}, NOT_MET,
     "采购方式为询价，没有公开招标，其他采购方式也没有批准"),
    ("MTG-16", "01", LEFT_OUT, MET, f"应到6人，{OUT}，赞成6票，过半数须4票，会议结果与票数相符"),
    ("CAD-06", "04", ALL_OUT, UNKNOWN,
     f"到会是否三分之二以上：尚不清楚，没有应到会的成员，不计入应到会的成员：{ALL_TOLD}"),
    ("MTG-23", "01", {f"{MEETING}/statements/0/text": ""}, NOT_MET, "意见或者态度没有记录的成员：成员乙"),
    ("MTG-23", "01", {f"{MEETING}/statements/1/text": None, f"{MEETING}/disagreements": None}, UNKNOWN,
     "没有记录：主要分歧，意见或者态度没有记录的成员：成员丙"),
    ("MTG-23", "01", {f"{MEETING}/place": None, f"{MEETING}/members/5/absence_reason": None}, UNKNOWN,
     "没有记录：地点；是否到会或者缺席原因没有记录的成员：成员己"),
    ("MTG-23", "01", {f"{MEETING}/statements": []}, NOT_MET, "没有记录：各成员的发言"),
    ("PRJ-05", "02", {"/matter/project/feasibility_estimate": "1000000", "/matter/project/design_budget": "1100000.01",
                      "/matter/project/overrun_reported": False}, NOT_MET,
     "概算¥1,100,000.01，批准的估算¥1,000,000.00，相差+10.000001%，超过10%，没有报告"),
    ("PRJ-05", "02", {"/matter/project/feasibility_estimate": "1000000", "/matter/project/design_budget": "1100000.00",
                      "/matter/project/overrun_reported": False}, MET,
     "概算¥1,100,000.00，批准的估算¥1,000,000.00，相差+10.00%，没有超过估算10%"),
    ("PRJ-05", "02", {"/matter/project/feasibility_estimate": "1000000000", "/matter/project/design_budget": "1100000003.00",
                      "/matter/project/overrun_reported": False}, NOT_MET,
     "概算¥1,100,000,003.00，批准的估算¥1,000,000,000.00，相差+10.0000003%，超过10%，没有报告"),
    ("PRJ-05", "02", {"/matter/project/feasibility_estimate": "1000000000", "/matter/project/design_budget": "1099999999.99",
                      "/matter/project/overrun_reported": False}, MET,
     "概算¥1,099,999,999.99，批准的估算¥1,000,000,000.00，相差+9.999999999%，没有超过估算10%"),
    ("PRJ-05", "02", {"/matter/project/feasibility_estimate": "1000000000", "/matter/project/design_budget": "999999999.99",
                      "/matter/project/overrun_reported": False}, MET,
     "概算¥999,999,999.99，批准的估算¥1,000,000,000.00，相差-0.000000001%，没有超过估算10%"),
    ("CLS-08", "03", {f"/matter/funds/{key}": None for key in ("same_item_total", "same_payee_total", "same_project_total")},
     MET, "没有化整为零的情形"),
    ("CLS-08", "03", {"/matter/funds": {
        "amount": "480000", "kind": "PROCUREMENT", "same_payee_total": "700000", "related_matters": [
            {"number": "SL-1", "amount": "50000", "grounds": ["SAME_PAYEE"]}, {"number": "SL-2", "amount": "1", "grounds": []},
        ]}}, NOT_MET,
     "单件未达大额标准，合并计算达到标准，同一收款单位的其他事项：1 (SL-1 ¥50,000.00)，"
     "同一收款单位合计（填写／列明）¥700,000.00 / ¥530,000.00，"
     "关系未注明的事项：1 (SL-2 ¥1.00)"),
], 3))  # fmt: skip
def test_a_finding_says_what_was_observed(
    rulebook: Rulebook, rule: str, base: str, changes: dict[str, Any], outcome: Outcome, observed: str
):
    finding = found(rulebook, base, rule, changes)
    assert (finding.outcome, finding.observed) == (outcome, observed)


def test_an_absent_speaker_is_named_and_nobody_is_said_to_have_kept_silent(rulebook: Rulebook):
    for rule in ("MTG-12", "CAD-07"):
        told = found(rulebook, "04", rule, {f"{MEETING}/members/3/present": False}).observed
        assert "未到会而表态的成员：成员丁" in told and "没有人表态" not in told
    told = found(rulebook, "01", "MTG-12", {f"{MEETING}/statements": []}).observed
    assert "没有人表态" in told and "依次表态" not in told and "未到会" not in told


DIRECTORS = {f"{MEETING}/type": "DIRECTOR_MEETING"}


@pytest.mark.parametrize(("rule", "base", "changes", "language", "observed", "remedy"), [
    ("ARC-03", "01", {}, Language.ZH, "移交本单位档案机构：尚不清楚", "移交本单位档案机构或者档案工作人员；已经逾期的，立即移交"),
    ("ARC-03", "01", {}, Language.EN, "Handover to the unit's archive: not known",
     "Hand the files over to the unit's archive or archivist; what is overdue is handed over at once"),
    ("LRV-01", "01", DIRECTORS, Language.ZH,
     "由负责合法性审查的部门审查；审查意见2022年9月8日出具，审查意见在议题确定之前出具", ""),
    ("LRV-01", "01", DIRECTORS, Language.EN, "The department responsible for legality review made the review; "
     "review opinion of 8 September 2022, the review opinion was issued before the topic was settled", ""),
    ("LRV-07", "01", {f"{REVIEW}/complete_on": None}, Language.ZH, "允许的审查时间：尚不清楚",
     "审查意见尚未出具的，顺延审查期限；已经出具的，写明缩短审查时间的理由"),
    ("LRV-03", "01", {f"{REVIEW}/findings/procedure": None, f"{REVIEW}/kind": "COMMENT"}, Language.ZH,
     "审查结论：合法，权限符合，内容符合，只征求了意见，不是合法性审查，不得提交讨论", ""),
    ("MTG-06", "01", {f"{MEETING}/members": None}, Language.ZH, "到会是否半数以上：尚不清楚",
     "暂缓表决，待到会成员达到规定人数后再议"),
    ("MTG-16", "01", {f"{MEETING}/members": None}, Language.ZH, "结果与票数是否相符：尚不清楚",
     "逐人登记表决（无记名投票登记票数）和应到会成员，按票数宣布结果：赞成票超过应到会成员半数的，宣布通过；没有超过的，宣布未通过或者暂缓表决；"
     "票数登记有误的，由记录人更正会议记录；已经宣布的结果与票数不符的，不能更正，由主要负责人收回后另行开会"),
])  # fmt: skip
def test_what_is_not_known_is_left_out(
    rulebook: Rulebook, rule: str, base: str, changes: dict[str, Any], language: Language, observed: str, remedy: str
):
    finding = found(rulebook, base, rule, changes, language)
    assert finding.observed == observed and finding.remedy.startswith(remedy)


def test_no_finding_of_an_example_says_nothing_or_that_something_is_to_be_determined(rulebook: Rulebook):
    for plain in PLAIN.values():
        for language, words in ((Language.ZH, "待定"), (Language.EN, "to be determined")):
            for finding in judge(from_plain(Dossier, plain), rulebook, language=language).findings:
                assert finding.observed and words not in finding.observed + finding.remedy


@pytest.mark.parametrize(("setting", "present", "needed", "why"), [
    ("WARN", 4, 5, "恰为半数"), ("BLOCK", 4, 5, "恰为半数"), ("WARN", 3, 5, "未达到半数"), ("ALLOW", 3, 4, "未达到半数"),
])  # fmt: skip
def test_a_quorum_that_is_missed_asks_for_more_than_came(
    rulebook: Rulebook, setting: str, present: int, needed: int, why: str
):
    members = [
        {"id": f"p{place:02}", "name": f"成员{place}", "office": "MEMBER", "present": place <= present, "conflict": "NONE",
         "recused": False} for place in range(1, 9)
    ]  # fmt: skip
    finding = found(rulebook, "01", "MTG-06", {f"{MEETING}/members": members, "/unit/parameters/quorum_exact_half": setting})
    assert finding.outcome is NOT_MET
    assert finding.observed.startswith(f"应到8人，到会{present}人，须{needed}人以上，{why}")
    assert finding.remedy == f"暂缓表决，待到会成员达到规定人数后再议，须有{needed}人以上"


def test_a_remedy_says_what_is_still_to_be_done(rulebook: Rulebook):
    rejected = found(rulebook, "01", "MTG-16", {f"{MEETING}/result": "REJECTED"})
    assert "赞成票超过应到会成员半数的，宣布通过；没有超过的，宣布未通过或者暂缓表决；过半数须4票" in rejected.remedy
    refused = {f"{OPINION}/suggestions/0/force": "MUST", f"{OPINION}/suggestions/0/response": "NOT_ADOPTED",
               f"{OPINION}/suggestions/0/reason": "条件不具备"}  # fmt: skip
    finding = found(rulebook, "01", "LAD-05", refused)
    assert finding.severity.value == "warning"
    assert finding.observed == f"未采纳的建议1条，即{ADVISER}-1"
    assert "已写明理由而仍未采纳的，可以改为采纳" in finding.remedy


def test_what_is_listed_is_listed_as_the_language_lists_it(rulebook: Rulebook):
    changes = {f"{OPINION}/signed": False, f"{OPINION}/materials": []}
    told = found(rulebook, "01", "LAD-07", changes, Language.EN).observed
    assert told.endswith("without (or blank): signature, materials")


def test_no_view_of_any_member_leaves_the_sign_off_shut(rulebook: Rulebook):
    said = PLAIN["01"]["meetings"][0]["statements"]
    for text in (None, ""):
        plain = changed("01", {f"{MEETING}/statements/{place}/text": text for place in range(len(said))})
        judged = judge(from_plain(Dossier, plain), rulebook)
        assert "MTG-23" in next(state for gate, state in judged.gates.items() if gate == "APPROVAL").shut_by


def test_what_has_no_day_of_its_own_carries_no_edition(rulebook: Rulebook):
    judged = judge(from_plain(Dossier, PLAIN["01"]), rulebook)
    undated = {finding.citation.instrument for finding in judged.findings if not finding.citation.edition}
    assert undated == {rulebook.instruments[key].title for key in ("unit-rule", "design")}


@pytest.mark.parametrize("title", [None, "", "　"])
def test_a_matter_without_a_title_passes_no_gate(rulebook: Rulebook, title: str | None):
    judged = judge(from_plain(Dossier, changed("01", {"/matter/title": title})), rulebook)
    assert all("CLS-01" in state.shut_by for gate, state in judged.gates.items() if gate != "ARCHIVE")


@pytest.mark.parametrize("rule", ["MTG-12", "MTG-13"])
def test_a_party_group_meeting_is_judged_by_the_party_group_regulations_and_a_heads_by_decree_713(rulebook: Rulebook, rule: str):
    cited = {base: found(rulebook, base, rule, {}).citation for base in ("01", "06")}
    assert (cited["01"].instrument, cited["01"].article, cited["01"].verified) == ("中国共产党党组工作条例", "第五章", False)
    assert (cited["06"].instrument, cited["06"].article, cited["06"].paragraph) == ("重大行政决策程序暂行条例", "30", "2")
    unknown = found(rulebook, "01", rule, {f"{MEETING}/type": None})
    assert unknown.citation.instrument == "重大行政决策程序暂行条例"
