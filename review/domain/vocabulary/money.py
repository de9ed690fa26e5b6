"""Holds the terms of what a matter spends, builds or appoints: funds, procurement, assets, projects, candidates."""

from review.domain.vocabulary.term import Term


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


class AssetOperation(Term):
    NONE = "NONE", "不涉及资产"
    ALLOCATION = "ALLOCATION", "资产配置"
    INVESTMENT = "INVESTMENT", "对外投资"
    DISPOSAL = "DISPOSAL", "资产处置"


class SingleSourceGround(Term):
    ONLY_SUPPLIER = "ONLY_SUPPLIER", "只能从唯一供应商处采购"
    UNFORESEEN_URGENCY = "UNFORESEEN_URGENCY", "发生不可预见的紧急情况"
    CONSISTENCY = "CONSISTENCY", "须保证一致性或者服务配套，添购不超过原合同金额百分之十"


class RelationGround(Term):
    """What two matters of one budget year have in common."""

    SAME_PAYEE = "SAME_PAYEE", "同一收款单位"
    SAME_ITEM = "SAME_ITEM", "同一品目"
    SAME_PROJECT = "SAME_PROJECT", "同一项目"


class SimplifiedGround(Term):
    IN_APPROVED_PLAN = "IN_APPROVED_PLAN", "相关规划中已经明确"
    EXTENSION = "EXTENSION", "部分扩建、改建项目"
    SMALL_SIMPLE = "SMALL_SIMPLE", "建设内容单一、投资规模较小、技术方案简单"
    URGENT = "URGENT", "为应对突发事件须紧急建设"


class IncreaseGround(Term):
    POLICY = "POLICY", "国家政策调整"
    PRICE = "PRICE", "价格上涨"
    GEOLOGY = "GEOLOGY", "地质条件发生重大变化"
    OTHER = "OTHER", "其他原因"


class ProjectChangeKind(Term):
    NONE = "NONE", "没有变更"
    PLACE = "PLACE", "变更建设地点"
    SCALE = "SCALE", "建设规模较大变更"
    CONTENT = "CONTENT", "建设内容较大变更"


class PostLevel(Term):
    BUREAU_OR_BELOW = "BUREAU_OR_BELOW", "厅局级以下"
    ABOVE = "ABOVE", "厅局级以上"


class ConsultedParty(Term):
    LEADERS = "LEADERS", "有关领导成员"
    SUPERIOR_LEADER = "SUPERIOR_LEADER", "上级分管领导"
    UNITED_FRONT = "UNITED_FRONT", "统一战线工作部门"
    CO_MANAGER = "CO_MANAGER", "协管方"


class HigherKind(Term):
    NONE = "NONE", "不须报上级"
    APPROVAL = "APPROVAL", "报上级审批"
    FILING = "FILING", "报上级备案"


class HigherPaper(Term):
    REQUEST = "REQUEST", "请示"
    FORM = "FORM", "干部任免审批表"
    INSPECTION = "INSPECTION", "考察材料"
    PERSONAL_FILE = "PERSONAL_FILE", "本人档案"
    MINUTES = "MINUTES", "党组会议纪要、讨论记录"
    RECOMMENDATION = "RECOMMENDATION", "民主推荐情况"
