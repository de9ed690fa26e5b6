"""Holds every closed vocabulary of the service, each term with its Chinese word; holds no behaviour.

The value of a term is the stored string, upper-case English; `label` is the word the user reads.
"""

from enum import StrEnum


class Term(StrEnum):
    """A word of a closed vocabulary: the stored code, and the Chinese word shown for it."""

    label: str

    def __new__(cls, value: str, label: str = "") -> "Term":
        term = str.__new__(cls, value)
        term._value_ = value
        term.label = label
        return term


class Level(Term):
    GOVERNMENT = "GOVERNMENT", "人民政府"
    DEPARTMENT = "DEPARTMENT", "部门"
    TOWNSHIP = "TOWNSHIP", "乡镇（街道）"


class Applicability(Term):
    DIRECT = "DIRECT", "直接适用"
    REFERENCE = "REFERENCE", "参照执行"


class ExactHalf(Term):
    ALLOW = "ALLOW", "视为达到半数"
    WARN = "WARN", "提示"
    BLOCK = "BLOCK", "视为未达到半数"


class Category(Term):
    MAJOR_MATTER = "MAJOR_MATTER", "重大事项决策"
    KEY_APPOINTMENT = "KEY_APPOINTMENT", "重要干部任免"
    MAJOR_PROJECT = "MAJOR_PROJECT", "重大项目安排"
    LARGE_FUNDS = "LARGE_FUNDS", "大额度资金使用"


class DecisionMode(Term):
    PARTY_GROUP_VOTE = "PARTY_GROUP_VOTE", "党组集体表决"
    HEAD_DECIDES = "HEAD_DECIDES", "行政首长决定"


class Proposer(Term):
    LEADER = "LEADER", "领导提出"
    DEPARTMENT = "DEPARTMENT", "科室（部门）提出"
    DEPUTY_PROPOSAL = "DEPUTY_PROPOSAL", "人大代表建议、政协提案"
    PUBLIC = "PUBLIC", "公民、法人或者其他组织提出"


class DraftChange(Term):
    FIRST = "FIRST", "首稿"
    MATERIAL = "MATERIAL", "实质修改"
    EDITORIAL = "EDITORIAL", "文字修改"
    ADOPTS_OPINION = "ADOPTS_OPINION", "按意见修改"


class DecisionHead(Term):
    PUBLIC_POLICY = "PUBLIC_POLICY", "重大公共政策和措施"
    PLAN = "PLAN", "经济和社会发展等方面的重要规划"
    RESOURCE_POLICY = "RESOURCE_POLICY", "重要自然、文化资源的重大公共政策和措施"
    PUBLIC_PROJECT = "PUBLIC_PROJECT", "重大公共建设项目"
    OTHER_MAJOR_IMPACT = "OTHER_MAJOR_IMPACT", "其他有重大影响的事项"


class Exclusion(Term):
    NONE = "NONE", "不属于除外情形"
    MACRO_CONTROL = "MACRO_CONTROL", "宏观调控决策"
    LEGISLATION = "LEGISLATION", "政府立法决策"
    EMERGENCY_RESPONSE = "EMERGENCY_RESPONSE", "突发事件应急处置决策"
    SPECIAL_PROCEDURE = "SPECIAL_PROCEDURE", "法律、行政法规另有程序规定"


class FundKind(Term):
    BUDGETED = "BUDGETED", "预算内支出"
    UNBUDGETED = "UNBUDGETED", "预算外支出"
    PROCUREMENT = "PROCUREMENT", "政府采购"
    PROJECT = "PROJECT", "项目资金"
    ASSET_DISPOSAL = "ASSET_DISPOSAL", "资产处置"


class ProcurementObject(Term):
    GOODS = "GOODS", "货物"
    SERVICES = "SERVICES", "服务"
    WORKS = "WORKS", "工程"


class ProcurementMethod(Term):
    OPEN_TENDER = "OPEN_TENDER", "公开招标"
    INVITED_TENDER = "INVITED_TENDER", "邀请招标"
    NEGOTIATION = "NEGOTIATION", "竞争性谈判"
    SINGLE_SOURCE = "SINGLE_SOURCE", "单一来源采购"
    INQUIRY = "INQUIRY", "询价"
    CONSULTATION = "CONSULTATION", "竞争性磋商"


class InvestmentMode(Term):
    DIRECT = "DIRECT", "直接投资"
    CAPITAL_INJECTION = "CAPITAL_INJECTION", "资本金注入"
    SUBSIDY = "SUBSIDY", "投资补助"
    LOAN_DISCOUNT = "LOAN_DISCOUNT", "贷款贴息"


class CandidateAction(Term):
    PROMOTE = "PROMOTE", "提拔"
    APPOINT = "APPOINT", "任命"
    TRANSFER = "TRANSFER", "交流（平级调整）"
    REMOVE = "REMOVE", "免职"


class Authority(Term):
    OWN = "OWN", "本单位管理权限"
    PROPOSE_ONLY = "PROPOSE_ONLY", "仅可建议"


class DisciplineOpinion(Term):
    CLEAR = "CLEAR", "无影响任用的意见"
    OBJECTS = "OBJECTS", "不同意"
    PENDING = "PENDING", "尚未回复"


class PublicityExemption(Term):
    NONE = "NONE", "不免予公示"
    SPECIAL_POST = "SPECIAL_POST", "特殊岗位"
    ELECTION_INSPECTION = "ELECTION_INSPECTION", "换届考察时已公示"


class PublicityResult(Term):
    NO_EFFECT = "NO_EFFECT", "不影响任职"
    AFFECTS = "AFFECTS", "影响任职"


class ParticipationForm(Term):
    OPEN_CONSULTATION = "OPEN_CONSULTATION", "向社会公开征求意见"
    HEARING = "HEARING", "听证会"
    SYMPOSIUM = "SYMPOSIUM", "座谈会"
    SITE_VISIT = "SITE_VISIT", "实地走访"
    WRITTEN = "WRITTEN", "书面征求意见"
    SURVEY = "SURVEY", "问卷调查"
    POLL = "POLL", "民意调查"


class ExpertForm(Term):
    MEETING = "MEETING", "论证会"
    WRITTEN = "WRITTEN", "书面咨询"
    COMMISSIONED = "COMMISSIONED", "委托咨询论证"


class RiskResult(Term):
    CONTROLLABLE = "CONTROLLABLE", "风险可控"
    UNCONTROLLABLE = "UNCONTROLLABLE", "风险不可控"


class RiskLevel(Term):
    HIGH = "HIGH", "高"
    MEDIUM = "MEDIUM", "中"
    LOW = "LOW", "低"


class CompetitionReviewer(Term):
    DRAFTING_UNIT = "DRAFTING_UNIT", "起草单位"
    LEAD_UNIT = "LEAD_UNIT", "牵头起草单位"
    MARKET_REGULATOR = "MARKET_REGULATOR", "市场监督管理部门"


class CompetitionConclusion(Term):
    NO_RESTRICTION = "NO_RESTRICTION", "不具有排除、限制竞争的影响"
    EXEMPT = "EXEMPT", "符合第十二条规定情形"
    VIOLATES = "VIOLATES", "违反规定"


class ExemptionGround(Term):
    SECURITY = "SECURITY", "维护国家安全和发展利益"
    SCIENCE = "SCIENCE", "促进科学技术进步、增强自主创新能力"
    PUBLIC_INTEREST = "PUBLIC_INTEREST", "节约能源、保护环境、救灾救助等社会公共利益"
    OTHER_LAW = "OTHER_LAW", "法律、行政法规规定的其他情形"


class AdviserKind(Term):
    EXTERNAL_COUNSEL = "EXTERNAL_COUNSEL", "外聘法律顾问"
    IN_HOUSE_COUNSEL = "IN_HOUSE_COUNSEL", "内部法律顾问"
    GOVERNMENT_LAWYER = "GOVERNMENT_LAWYER", "公职律师"


class OpinionConclusion(Term):
    LAWFUL = "LAWFUL", "合法"
    LAWFUL_WITH_CHANGES = "LAWFUL_WITH_CHANGES", "修改后合法"
    UNLAWFUL = "UNLAWFUL", "不合法"
    INSUFFICIENT_MATERIALS = "INSUFFICIENT_MATERIALS", "材料不足"


class Force(Term):
    MUST = "MUST", "应当采纳"
    SHOULD = "SHOULD", "建议采纳"


class Response(Term):
    ADOPTED = "ADOPTED", "采纳"
    PARTLY = "PARTLY", "部分采纳"
    NOT_ADOPTED = "NOT_ADOPTED", "未采纳"


class ReviewKind(Term):
    REVIEW = "REVIEW", "合法性审查"
    COMMENT = "COMMENT", "征求意见"


class Conformity(Term):
    CONFORMS = "CONFORMS", "符合"
    DOES_NOT_CONFORM = "DOES_NOT_CONFORM", "不符合"


class ReviewConclusion(Term):
    LAWFUL = "LAWFUL", "合法"
    LAWFUL_WITH_CHANGES = "LAWFUL_WITH_CHANGES", "应当予以修改"
    UNLAWFUL = "UNLAWFUL", "不合法"
    EXPLORATORY = "EXPLORATORY", "探索性改革，明示法律风险"


class MeetingType(Term):
    PARTY_GROUP_MEETING = "PARTY_GROUP_MEETING", "党组会议"
    DIRECTOR_MEETING = "DIRECTOR_MEETING", "局长办公会"
    EXECUTIVE_MEETING = "EXECUTIVE_MEETING", "常务会议"
    PLENARY_MEETING = "PLENARY_MEETING", "全体会议"
    OTHER = "OTHER", "其他会议"


class MeetingForm(Term):
    ON_SITE = "ON_SITE", "现场会议"
    VIDEO = "VIDEO", "视频会议"
    CIRCULATION = "CIRCULATION", "传阅、会签"


class Office(Term):
    GROUP_SECRETARY = "GROUP_SECRETARY", "党组书记"
    DEPUTY_GROUP_SECRETARY = "DEPUTY_GROUP_SECRETARY", "党组副书记"
    MEMBER = "MEMBER", "党组成员"
    HEAD = "HEAD", "行政首长"
    DEPUTY_HEAD = "DEPUTY_HEAD", "副职"


class Conflict(Term):
    NONE = "NONE", "无"
    OWN = "OWN", "本人利害关系"
    RELATIVE = "RELATIVE", "亲属利害关系"
    OTHER = "OTHER", "其他可能影响公正的情形"


class ObserverKind(Term):
    LEGAL_ADVISER = "LEGAL_ADVISER", "法律顾问"
    LEGALITY_REVIEWER = "LEGALITY_REVIEWER", "合法性审查人员"
    DISCIPLINE = "DISCIPLINE", "派驻纪检监察组"
    REPORTER = "REPORTER", "汇报人"
    EXPERT = "EXPERT", "专家"
    OTHER = "OTHER", "其他列席人员"


class Stance(Term):
    APPROVE = "APPROVE", "同意"
    OPPOSE = "OPPOSE", "不同意"
    DEFER = "DEFER", "缓议"


class VoteMethod(Term):
    ORAL = "ORAL", "口头表决"
    SHOW_OF_HANDS = "SHOW_OF_HANDS", "举手表决"
    OPEN_BALLOT = "OPEN_BALLOT", "记名投票"
    SECRET_BALLOT = "SECRET_BALLOT", "无记名投票"


class Choice(Term):
    APPROVE = "APPROVE", "赞成"
    OPPOSE = "OPPOSE", "反对"
    ABSTAIN = "ABSTAIN", "弃权"


class MeetingResult(Term):
    PASSED = "PASSED", "通过"
    REJECTED = "REJECTED", "未通过"
    DEFERRED = "DEFERRED", "暂缓表决"


class ApprovalDecision(Term):
    APPROVE = "APPROVE", "同意"
    RETURN = "RETURN", "退回"
    REJECT = "REJECT", "不同意"


class ReportTo(Term):
    PARTY_COMMITTEE = "PARTY_COMMITTEE", "同级党委"
    SUPERIOR = "SUPERIOR", "上级机关"


class Reply(Term):
    APPROVED = "APPROVED", "同意"
    AMENDED = "AMENDED", "要求修改"
    REFUSED = "REFUSED", "不同意"


class FileKind(Term):
    DRAFT = "DRAFT", "决策草案"
    PUBLIC_OPINIONS = "PUBLIC_OPINIONS", "公众意见研究采纳情况"
    EXPERT_OPINION = "EXPERT_OPINION", "专家论证意见"
    RISK_REPORT = "RISK_REPORT", "风险评估报告"
    FAIR_COMPETITION = "FAIR_COMPETITION", "公平竞争审查结论"
    LEGAL_OPINION = "LEGAL_OPINION", "法律意见书"
    LEGALITY_REVIEW = "LEGALITY_REVIEW", "合法性审查意见书"
    MINUTES = "MINUTES", "会议记录、纪要"
    VOTE = "VOTE", "表决票（单）"
    APPROVAL = "APPROVAL", "签批单"
    PROJECT_PAPERS = "PROJECT_PAPERS", "项目审批文件"
    PROCUREMENT_FILE = "PROCUREMENT_FILE", "采购文件"
    PERSONNEL_FILE = "PERSONNEL_FILE", "干部任免材料"
    OTHER = "OTHER", "其他材料"


class Retention(Term):
    PERMANENT = "PERMANENT", "永久"
    YEARS_30 = "YEARS_30", "30年"
    YEARS_10 = "YEARS_10", "10年"


class Answer(Term):
    YES = "YES", "是"
    NO = "NO", "否"
    NOT_APPLICABLE = "NOT_APPLICABLE", "不适用"


class Outcome(Term):
    met = "met", "符合"
    not_met = "not_met", "不符合"
    undetermined = "undetermined", "无法判定"
    not_applicable = "not_applicable", "不适用"


class Severity(Term):
    blocking = "blocking", "阻断"
    reasoned = "reasoned", "须说明"
    warning = "warning", "提示"
    info = "info", "告知"


class Gate(Term):
    SUBMISSION = "SUBMISSION", "提交关"
    LEGALITY_REVIEW = "LEGALITY_REVIEW", "送审关"
    AGENDA = "AGENDA", "议题关"
    MEETING = "MEETING", "会议关"
    APPROVAL = "APPROVAL", "审批关"
    ARCHIVE = "ARCHIVE", "归档关"


class Strength(Term):
    statute = "statute", "法定"
    direct = "direct", "直接适用"
    reference = "reference", "参照执行"
    analogy = "analogy", "类推"
    unit_rule = "unit_rule", "本单位规定"
    design = "design", "设计规则"


class Role(Term):
    SECRETARY = "SECRETARY", "党组秘书"
    LEGAL_ADVISER = "LEGAL_ADVISER", "法律顾问"
    LEGALITY_REVIEWER = "LEGALITY_REVIEWER", "合法性审查人员"
    GROUP_SECRETARY = "GROUP_SECRETARY", "党组书记（主要负责人）"
    LEADER = "LEADER", "分管领导"
    MEETING_RECORDER = "MEETING_RECORDER", "会议记录人"
    AUDITOR = "AUDITOR", "审计人员"
