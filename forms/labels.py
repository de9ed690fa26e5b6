"""Holds the Chinese name of every place of the dossier, by its key, with its parent where the key alone is ambiguous."""

import re

from review.domain.opening import Change
from review.domain.vocabulary import Language

_NAMES = """
unit 单位 | unit/name 单位名称 | unit/code 单位代码 | parameters 本单位参数 | large_funds_threshold 大额资金标准
large_funds_threshold_source 大额资金标准的依据 | notice_workdays 会议通知提前的工作日 | review_unit 合法性审查部门
paper_delivery_workdays 材料送达提前的工作日 | ratification_workdays 追认期限（工作日）
min_shortened_consultation_days 缩短征求意见的最短天数 | quorum_exact_half 恰好半数到会的处理
recused_counts_in_base 回避成员是否计入应到会 | appointment_requires_legal_opinion 干部任免是否听取法律意见
publicity_counts_start_day 公示首日是否计入 | discipline_organ_stationed 是否有派驻纪检监察组 | people 人员
matter 事项 | matter/number 编号 | title 事项名称 | category 主类别 | secondary_categories 次类别
decision_mode 决策方式
proposer 提出方式 | catalogue 事项清单 | catalogue/version 清单版本 | items 清单条目 | items/code 条目编号
items/name 条目名称 | meeting_sequence 会议顺序 | legality_review_required 是否须合法性审查 | submitted_by 提交人
thresholds 条目的金额标准
submitted_on 提交日期 | followed_by 接办人
| drafters 起草人 | undertaking_units 承办单位 | lead_unit 牵头承办单位 | contact 联系人
problem 拟解决的主要问题 | necessity 必要性 | feasibility 可行性 | preliminary_plan 初步方案
state_secret_free 不含国家秘密的声明 | draft 送审稿 | draft/version 送审稿版本 | sha256 文件校验值（SHA-256）
changed_on 定稿日期 | change 修改性质 | adopts 按哪些意见修改 | confirmed_by 确认人 | earlier 以前各稿
legal_basis 法律依据 | instrument 法律文件名称 | article 条号 | scope 涉及情形
major_administrative_decision 属于重大行政决策 | decision_heads 属于哪些重大行政决策事项 | exclusion 除外情形
exclusion_basis 除外的依据 | reasons 分类的理由 | reasons/question 问题 | reasons/not_applicable 不适用
reasons/reason 理由
issues_document 印发文件 | normative_document 属于行政规范性文件 | market_activity 涉及经营者经济活动
stability_risk 可能影响社会稳定、公共安全 | stability_assessment_required 须作社会稳定风险评估
highly_technical 专业性、技术性较强 | other_units_affected 涉及其他单位职责 | specific_group_affected 涉及特定群体利益
vital_interests 涉及公民切身利益 | hearing_mandated 依法应当听证 | exploratory_reform 属于探索性改革 | contract 签订合同
funds_involved 使用资金 | people_congress_matter 须报人大或者其常委会 | beyond_competence 超出本单位权限
party_discipline 处分党员 | scope/emergency 紧急情况 | emergency 紧急处置 | funds 资金 | amount 金额（元） | kind 种类
funds/kind 资金性质 | payee 收款单位 | in_budget 已列入预算 | budget_line 预算科目 | budget_line_changed 调整预算科目
budget_adjustment_approved 预算调整已批准 | same_payee_total 本年同一收款单位累计（含本件，元）
same_item_total 本年同品目累计（含本件，元） | same_project_total 本年同一项目累计（含本件，元）
split_explained 已说明多次使用资金的理由 | procurement 采购 | object 采购对象 | procurement/method 采购方式
above_open_tender_standard 达到公开招标数额标准 | method_approval_no 采购方式批准文号
single_source_notice 单一来源公示 | single_source_notice/from 公示开始 | single_source_notice/to 公示结束
| project 项目 | government_investment 政府投资项目 | investment_mode 投资方式
project/code 项目代码 | proposal_approval 项目建议书批准文号 | feasibility_approval 可行性研究报告批准文号
design_approval 初步设计批准文号 | simplified_reason 简化审批的理由 | feasibility_estimate 批准的投资估算（元）
design_budget 初步设计概算（元） | overrun_reported 概算超估算已报告 | in_annual_plan 列入政府投资年度计划
funds_secured 资金已落实 | contractor_prefinancing 由施工单位垫资 | major_impact 影响重大或者投资规模较大
tender_required 依法必须招标 | tender_file 招标文件 | candidates 拟任免人选 | candidates/id 人选标识 | action 任免动作
authority 管理权限 | leading_post 领导职务 | initiated_on 动议日期 | recommended_on 民主推荐日期 | inspected_on 考察日期
file_reviewed 干部档案已审核 | personal_report_verified 个人有关事项已核查 | discipline_opinion 纪检监察机关意见
complaints_resolved 信访举报已查核 | integrity_conclusion_signed 廉洁自律结论已签署 | briefing_given 已逐个介绍情况
kinship_conflict 有亲属回避情形 | appointed_on 任职日期 | publicity 任前公示 | publicity/from 公示开始
publicity/to 公示结束 | earlier_publicities 以前的任前公示 | earlier_publicities/from 公示开始
earlier_publicities/to 公示结束 | earlier_publicities/result 公示结果
exempt 免予公示情形 | objections_handled 异议已处理 | publicity/result 公示结果 | preparation 前期程序
unit_consultations 征求单位意见 | unit_consultations/unit 单位 | replied_on 回复日期 | agreed 意见一致 | adopted 已采纳
reason 理由 | dispute_statement 争议说明 | research_done_on 调查研究日期 | adviser_took_part 法律顾问参加起草论证
public_participation 公众参与
forms 公众参与方式
open_consultation 公开征求意见 | published_on 发布日期 | closed_on 截止日期 | short_period_explained 已说明缩短期限的理由
draft_published 已公布草案 | explanation_published 已公布说明 | reply_channel 已公布反馈方式 | hearing 听证会
notice_published_on 听证公告日期 | papers_delivered_on 材料送达日期 | held_on 召开日期 | record_signed 笔录已签字
affected_group_heard 已听取相关群体意见 | adoption_statement 有研究采纳情况说明 | expert_review 专家论证
expert_review/form 论证形式 | conflict_free 无利害关系 | opinions_signed 意见已签名 | risk_assessment 风险评估
done_on 完成日期 | departments_heard 已听取有关部门意见 | risk_points 风险点 | measures 防范措施
contingency_plan 有处置预案 | risk_assessment/result 评估结论 | stability_level 社会稳定风险等级
fair_competition_review 公平竞争审查 | reviewer_kind 审查主体 | reviewed_by 审查人 | reviewed_on 审查日期
stakeholders_heard 已听取利害关系人意见 | conclusion 结论 | exemption 例外情形 | ground 例外理由
no_less_restrictive_alternative 没有更小限制的替代方案 | period 实施期限 | end_condition 终止条件 | explained 已详细说明
replaced_adviser 要更换的法律顾问
legal_opinions 法律意见 | opinion 法律意见 | number 编号 | adviser 法律顾问 | adviser/kind 顾问类别
licence_no 执业证号（公职律师证号） | draft_sha256 所针对的送审稿 | supersedes 替代的意见编号 | commissioned_on 委托日期
issued_on 出具日期 | signed 已签名 | facts_relied_on 所依据的事实 | materials 材料 | risks 法律风险 | risk 风险
registered_interests 名册所载利害关系 | registered_interests/number 名册序号
registered_interests/party 利害关系的对方 | registered_interests/since 自何时起
rating 意见质量评价 | rating/facts 事实清楚 | rating/basis 依据准确 | reasoning 说理充分 | use 对审查有用
remark 评语 | rating/by 评价人 | rating/on 评价日期
level 等级 | mitigation 防范建议 | suggestions 建议 | text 内容 | force 效力 | response 采纳情况
legality_review 合法性审查 | review 合法性审查 | department 审查部门 | reviewers 审查人员 | head 审查部门负责人 | sealed 已盖章
review/kind 审查方式 | legality_review/kind 审查方式 | sent_on 送审日期 | complete_on 材料齐备日期 | due_on 审查期限
returns 退回补正 | returns/by 退回人 | handler 承办人 | countersigns 会签 | countersigns/person 会签人 | asked_by 加签人
countersigns/asked_on 加签日期 | question 请重点看的内容 | countersigns/view 会签意见 | countersigns/text 说明
settlement 协调处理情况 | settled_by 协调处理人 | settled_on 协调处理日期
given_on 会签日期 | on 日期 | gaps 需要补正的内容 | supplied 已经补正的 | resupplied_on 补齐日期
short_time_reason 缩短审查时间的理由
materials/draft 决策草案及说明 | basis 法律法规规章等依据 | procedure_statement 履行程序的说明
adviser_opinions 法律顾问意见 | findings 审查意见 | findings_basis 审查依据 | findings/authority 权限
findings/procedure 程序
findings/content 内容 | findings_basis/authority 权限的依据和理由 | findings_basis/procedure 程序的依据和理由
findings_basis/content 内容的依据和理由 | opinions_considered 所考虑的法律意见 | risk_statement 法律风险的明示
required_changes 修改意见 | meetings 会议 | meeting 会议 | meetings/number 会议编号 | meeting/number 会议编号
type 会议类型
form 会议形式 | started_at 开始时间 | ended_at 结束时间 | place 地点 | recorder 记录人 | presider 主持人
presider/id 主持人
delegated_by 委托人 | topic 议题 | proposed_by 议题提出人 | confirmed_on 确定日期 | topic/confirmed_by 议题确定人
added_after_notice 会议通知后临时增加 | added_reason 临时增加的理由 | main_question 主要问题 | notice 会议通知
earlier_days 改期以前的安排 | planned_on 原定日期 | moved_on 改期日期 | moved_by 改期的人 | earlier_days/reason 改期的理由
corrections 会议记录的更正 | entries 更正之处 | entries/place 更正之处 | was 原记录 | now 更正为 | corrections/reason 更正的理由
statements/text 发言要点 | corrected_by 更正的人 | corrected_on 更正日期 | minutes_differ 原纪要已过时 | statements/order 发言顺序
topic/order 议题次序 | sent_to 已通知的成员 | papers_to 已送达材料的成员
notice/sent_on 通知日期 | papers_sent_on 材料送达日期 | members 应到会成员 | present 到会 | absence_reason 缺席原因
written_view 有书面意见 | conflict 利害关系 | recused 回避 | office 职务 | observers 列席人员 | observers/kind 列席身份
opinion_read_out 已宣读法律意见 | risk_statement_shown 已出示法律风险 | statements 发言 | member 成员 | stance 态度
disagreements 主要分歧 | split_reason 当场决定的理由
vote 表决 | method 表决方式 | item_by_item 逐项表决 | ballots 表决票 | choice 表决意见
counts 票数
approve 赞成 | oppose 反对 | abstain 弃权
defer 缓议 | not_voting 未投票 | issued 发出 | returned 收回 | invalid 无效 | candidate_votes 逐人表决
candidate 人选 | result 结果 | decision_text 决定内容 | conditions 附带的条件 | head_reasons 行政首长的理由 | minutes 会议记录
dissent_recorded 不同意见已如实载明 | signed_by 签字人
sign_off_plans 送签批 | leaders 签批的分管领导 | sign_off_plans/order 签批方式 | fixed_by 送签批的人 | fixed_on 送签批日期
sign_off_plans/reason 调整的理由 | sign_off_plan/order 签批方式
sign_off_plan/gone 不能再签批的 | sign_off_plan/leaders/0 签批的分管领导 | approvals 签批 | step 顺序 | role 身份 | person 人员
mandate 代行 | mandate/person 被代行的人 | delegated_on 委托日期 | delegation/role 委托的岗位 | delegation/person 受托人
delegation/starts 开始日期 | delegation/ends 结束日期 | delegation/reason 委托的理由
handover/person 移交人 | handover/successor 接办人 | handover/effective_on 生效日期 | handover/reason 移交的理由
| handover/tasks 移交的任务
decision 意见
comment 签批意见 | reporting 请示报告 | required 是否需要 | to 报送 | reporting/to 报送机关 | reporting/required 按规定须请示报告
| reported_on 报送日期 | reply 批复 | publication 公布
publication/required 应当公布 | publication/published_on 公布日期
withheld_reason 不公布的理由 | url 公布网址 | content_checked 已作公开审查 | execution 执行 | execution/unit 执行单位
execution/person 责任人 | deadline 完成期限 | reports 执行报告 | problems 执行问题 | found_on 发现日期
completed_on 办结日期 | archive 归档 | archive/items 归档材料 | archive/items/kind 材料种类 | retention 保管期限
handed_over_on 移交日期 | justifications 须说明事项的理由 | rule 规则 | by 说明人 | answers 人工回答 | answer 回答
attachments 附件 | file 文件 | name 名称 | pages 页数 | id 人员 | code 编号 | version 版本 | level/kind 级别 | key 重复提交标识
archive_level 应向哪级档案馆移交 | previous_party_group_meeting_on 上一次党组会议日期 | annual_report_on 年度全面报告日期
special_report 专项报告 | head_portfolio 主要负责人分管的事项 | head_may_not_hold 主要负责人不得直接分管的事项
normative_doc_validity_years 规范性文件有效期（年） | contract_review_workdays 合同审查的工作日
retention_table 本单位保管期限表
retention_table/document 文件名称和文号 | retention_table/approved_on 批准日期 | serious_split_margin 分歧较大的票差
region 所在地区 | region_code 行政区划代码 | unit/level 单位层级
applicability 条例的适用方式 | unlisted 清单外事项 | tabled_by 决定上会的人 | decision_catalogue 重大行政决策事项目录
exists 已制定目录 | listed 列入目录 | entry 目录条目 | party_committee_agreed 已经同级党委同意 | hearing_marked 目录标明须听证
personnel_check 人事机构合规检查 | personnel_check/by 检查人 | personnel_check/result 检查结论 | matter/contract 合同
awarded_on 中标（成交）通知日期 | signed_on 签订日期 | filed_on 备案日期 | secret 涉及国家秘密、商业秘密 | review_no 合同审查编号
review_due_on 合同审查期限 | normative_exclusion 不属于规范性文件的情形 | issued_by 制定主体 | important_document 重要文件
disagreement 存在较大分歧 | staff_interests 涉及职工切身利益 | not_public_by_law 依法不予公开
reallocation_approval_no 科目调剂批准文号 | disaster 发生重大灾害 | related_matters 关联事项
related_matters/amount 金额（元） | related_matters/number 编号 | grounds 关联的方面 | possible_duplicate 可能重复
on_record 本系统查得 | budget_year 预算年度 | looked_up_on 查询日期 | compared 各件均可比对的方面
on_record/same_payee_total 查得本年同一收款单位累计（含本件，元） | on_record/same_item_total 查得本年同品目累计（含本件，元）
on_record/same_project_total 查得本年同一项目累计（含本件，元） | on_record/related_matters 查得关联事项
records_complete_from 台账完整起始日
first_paid_on 首次付款日期 | asset 国有资产 | operation 资产事项 | feasibility_done 已作可行性研究 | high_value 价值较高
valuation_no 评估报告编号 | approval_no 批准文号 | item_code 品目代码 | open_tender_standard 公开招标数额标准（元）
single_source_ground 单一来源的理由 | simplified_ground 简化审批的情形 | approved_on 批准日期
intermediary_assessment 已经中介机构评估
started_on 开工日期 | start_conditions_met 具备开工条件 | approved_budget 核定的投资概算（元） | current_total 现在的总投资（元）
increase 概算调增 | increase/ground 调增原因 | fund_source 资金来源 | project/change 项目变更 | change/kind 变更种类
execution/change 执行中的调整 | tender_exemption_ground 可以不招标的情形 | tender_exemption 不招标的依据
tender_published_on 招标公告日期
current_post 现任职务 | proposed_post 拟任职务 | post_level 职务层次 | content_true 公示内容真实
file_doubts_resolved 档案疑点已查清
inspection_audit_resolved 巡视、审计反映的问题已查清 | superior_report 事前报告上级组织部门
superior_report/approved 上级已批复同意
non_party 非中共党员 | dual_managed 双重管理 | consultations 酝酿 | party 酝酿对象 | asked_on 征求日期
exceptional 破格等特殊情形
exceptional_reason 破格的理由 | superior_view 上级组织部门的意见 | related_members 有亲属关系的成员
kinship_exemption_no 变通执行的批准文号 | higher 报上级 | papers 所附材料 | higher/kind 报送种类 | higher/sent_on 报送日期
effective_on 任职时间 | talk 任职谈话 | talk/by 谈话人 | talk/on 谈话日期 | trial_ends_on 试用期满日期
cost_benefit 成本效益分析 | needed 需要 | done 已完成 | options 备选方案 | staff_heard 听取职工意见
staff_heard/form 听取方式
staff_heard/on 听取日期 | opinions 收到的意见 | source 意见来源 | given_by 提出人
opinions/text 意见内容 | hearing_decision 是否举行听证 | hearing_reason 是否听证的理由
hearing/draft_published 听证草案已公布
time_place_published 时间、地点已公布 | selection_used 遴选听证参加人 | selection_published 遴选办法已公布
participants_published 参加人名单已公布 | sides_represented 各方均有代表 | held_in_public 公开举行 | presented 已陈述
debated 已询问、质证和辩论 | pool 专家库 | covered_by 已由其他评估涵盖 | first_reviewed_on 初审日期
public_interest 涉及社会公众利益
public_heard 已听取公众意见 | checklist 逐项审查 | checklist/head 审查项 | checklist/present 存在
changes_confirmed 修改已经确认 | changes_confirmed/by 确认人 | changes_confirmed/on 确认日期
document_review 规范性文件合法性审核 | urgent 紧急情形 | draft_and_explanation 送审稿及说明
consultation_adoption 征求意见及采纳情况
drafting_unit_opinion 起草单位的合法性审核意见 | other 其他材料 | maker 制定主体合法 | content 内容 | procedure 程序
unlawful_powers 没有违法设定许可、处罚、强制、征收、收费 | rights_reduced 没有违法减损权益、增加义务
power_enlarged 没有违法增加权力、减少职责 | written 书面意见 | partly_adopted 未完全采纳 | explanation 未完全采纳的说明
assessed_on 评估论证日期 | registration 登记和公布 | no 登记号 | unified_no 统一编号 | expires_on 有效期届满日期 | trial 试行
leave_asked_on 请假日期 | left_at 离场时间 | returned_at 返场时间 | counted 计入应到会 | not_counted_reason 不计入应到会的理由
observers/post 职务 | view 意见 | minutes/confirmed_by 确认人 | discipline_invited_on 邀请派驻机构的日期
reconsideration 复议 | of_meeting 原决定的会议 | consented 同意复议的人数 | disclosure_found 发现泄露讨论情况
people_congress 人大事项 | people_congress/kind 人大事项的种类 | people_congress/document 文号 | document 文件
reporting/kind 文种 | contains_request 含有请示事项 | wide_concern 社会普遍关心或者专业性、技术性较强
explanation_given 已说明公众、专家意见采纳情况
new_matter 重新决策的事项编号 | execution/change/urgent 情况紧急 | change/by 决定人 | change/on 决定日期
evaluation 决策后评估 | trigger 评估的起因 | body 评估机构 | third_party 委托第三方 | ex_ante_body 曾承担主要论证评估
used_in 结果运用 | evaluation/result 评估结果 | integrity 完整性核验 | metadata_complete 元数据完整
chain_verified 办理记录链核验无误
hashes_verified 文件校验值核验无误 | signature_valid 签章有效 | marking 标注 | procurement_ended_on 采购结束日期
destroyed_on 销毁日期 | audit_requests 审计调阅 | audit_requests/on 调阅日期 | answered_on 提供日期
post 职务
superior_report/required 须事前报告上级组织部门 | archive/closed_on 案卷办结日期
format 格式 | as_of 核验日 | edition_on 适用法律的日期 | decided_by 先行处置决定人 | decided_on 先行处置日期
emergency/reason 先行处置的理由 | emergency/measures 已采取的措施 | reported_to 向谁报告 | emergency/reported_on 事后报告日期
ratified 已追认 | ratified_on 追认日期 | correction 停止、纠正的情况 | correcting_matter 纠正的事项编号
adjusts 所调整的原事项编号 | objections 公示期间的异议 | received_on 收到日期 | handling 处理情况
extensions 延期 | extensions/deadline 原期限 | extensions/reason 延期的理由 | extensions/on 延期登记日期
tasks 执行任务 | tasks/text 任务内容 | tasks/unit 任务的责任单位 | tasks/person 任务的责任人 | tasks/deadline 任务的完成期限
tasks/reports 任务的执行报告 | tasks/completed_on 任务的办结日期 | suspension 任务的中止 | suspension/by 中止的决定人
suspension/on 中止日期 | suspension/urgent 情况紧急 | suspension/reason 中止的理由 | resumed_on 恢复日期
conditions/unit 落实的责任单位 | conditions 附条件通过的条件 | conditions/due_on 落实期限 | met_on 落实日期 | proof 落实情况
appointment/person 法律顾问 | appointment/kind 类别 | firm 执业机构、所在单位 | fields 专业领域 | appointment/basis 聘任依据
starts 聘期自 | ends 聘期至 | interest/person 法律顾问 | interest/party 与谁、哪一事项 | interest/reason 利害关系 | since 自何时起
"""

_BY_KEY = {
    key: name for entry in re.split(r"[|\n]", _NAMES) if entry.strip() for key, _, name in [entry.strip().partition(" ")]
}


def says(change: Change, language: Language = Language.ZH) -> str:
    """The sentence of a change, with the name of its place."""
    place = change.pointer.removesuffix("/-")
    return change.says.word(language).replace("{place}", language.pick(label(place), label_en(place)))


_ENGLISH = {
    "from": "first day", "to": "last day", "reporting/to": "recipient", "on": "day", "no": "number", "as_of": "day of judgement",
    "edition_on": "day of the law applied", "sha256": "checksum", "draft_sha256": "checksum of the draft", "id": "person",
    "licence_no": "licence number", "by": "person who did it", "meetings/members": "expected members",
}  # fmt: skip
_WAYS = {"matter": "", "preparation": "", "scope": "the circumstances", "parameters": "the settings of the unit"}


def label_en(pointer: str) -> str:
    """The English name of the place: “date issued” of the legality review, “present” of member 3 of meeting 1."""
    keys = [key for key in pointer.strip("/").split("/") if key] or ["dossier"]
    parts: list[str] = []
    for at, key in enumerate(keys[:-1] if not keys[-1].isdigit() else keys):
        if key.isdigit():
            continue
        number = keys[at + 1] if at + 1 < len(keys) else ""
        one = key.replace("_", " ")
        parts.append(f"{one.removesuffix('s')} {int(number) + 1}" if number.isdigit() else _WAYS.get(key, f"the {one}"))
    if keys[-1].isdigit():
        return " of ".join(filter(None, reversed(parts)))
    names = [key for key in keys if not key.isdigit()]
    name = _ENGLISH.get("/".join(names[-2:])) or _ENGLISH.get(keys[-1]) or _named(keys[-1])
    return " of ".join([f"“{name}”", *filter(None, reversed(parts))])


def _named(key: str) -> str:
    for ending, called in (("_on", "date"), ("_at", "time")):
        if key.endswith(ending):
            return f"{called} {key.removesuffix(ending)}".replace("_", " ")
    return f"{key.removesuffix('_no')} number".replace("_", " ") if key.endswith("_no") else key.replace("_", " ")


def label(pointer: str) -> str:
    """The Chinese name of the place; of a place in a list with its row: 法律依据第2项 条号."""
    parts = [part for part in pointer.split(":")[0].split("/") if part]
    if not parts:
        return "全文"
    row = next((int(part) + 1 for part in reversed(parts[:-1]) if part.isdigit()), None)
    keys = [part for part in parts if not part.isdigit()]
    if not keys:
        return pointer
    name = next(
        (_BY_KEY[path] for start in range(max(0, len(keys) - 3), len(keys))
         if (path := "/".join(keys[start:])) in _BY_KEY), keys[-1]
    )  # fmt: skip
    if row is None or len(keys) < 2 or not parts[-2].isdigit():
        return name
    return f"{_BY_KEY.get(keys[-2], keys[-2])}第{row}项　{name}"
