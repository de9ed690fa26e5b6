"""Holds the terms of a matter: unit, class, draft, scope, money, candidates, preparation."""

from review.domain.vocabulary.term import Term


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
