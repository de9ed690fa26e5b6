"""Holds the terms of what a matter spends, builds or appoints: funds, procurement, assets, projects, candidates."""

from review.domain.vocabulary.term import Term


class FundKind(Term):
    BUDGETED = "BUDGETED", "预算内支出", "expenditure within the budget"
    UNBUDGETED = "UNBUDGETED", "预算外支出", "expenditure outside the budget"
    PROCUREMENT = "PROCUREMENT", "政府采购", "government procurement"
    PROJECT = "PROJECT", "项目资金", "project funds"
    ASSET_DISPOSAL = "ASSET_DISPOSAL", "资产处置", "asset disposal"


class ProcurementObject(Term):
    GOODS = "GOODS", "货物", "goods"
    SERVICES = "SERVICES", "服务", "services"
    WORKS = "WORKS", "工程", "works"


class ProcurementMethod(Term):
    OPEN_TENDER = "OPEN_TENDER", "公开招标", "open tender"
    INVITED_TENDER = "INVITED_TENDER", "邀请招标", "invited tender"
    NEGOTIATION = "NEGOTIATION", "竞争性谈判", "competitive negotiation"
    SINGLE_SOURCE = "SINGLE_SOURCE", "单一来源采购", "single source"
    INQUIRY = "INQUIRY", "询价", "inquiry of quotations"
    CONSULTATION = "CONSULTATION", "竞争性磋商", "competitive consultation"


class InvestmentMode(Term):
    DIRECT = "DIRECT", "直接投资", "direct investment"
    CAPITAL_INJECTION = "CAPITAL_INJECTION", "资本金注入", "capital injection"
    SUBSIDY = "SUBSIDY", "投资补助", "investment subsidy"
    LOAN_DISCOUNT = "LOAN_DISCOUNT", "贷款贴息", "loan interest subsidy"


class CandidateAction(Term):
    PROMOTE = "PROMOTE", "提拔", "promotion"
    APPOINT = "APPOINT", "任命", "appointment"
    TRANSFER = "TRANSFER", "交流（平级调整）", "transfer (same level)"
    REMOVE = "REMOVE", "免职", "removal"


class Authority(Term):
    OWN = "OWN", "本单位管理权限", "within the unit's authority"
    PROPOSE_ONLY = "PROPOSE_ONLY", "仅可建议", "proposal only"


class DisciplineOpinion(Term):
    CLEAR = "CLEAR", "无影响任用的意见", "no opinion against the appointment"
    OBJECTS = "OBJECTS", "不同意", "objects"
    PENDING = "PENDING", "尚未回复", "no reply yet"


class PublicityExemption(Term):
    NONE = "NONE", "不免予公示", "notice not waived"
    SPECIAL_POST = "SPECIAL_POST", "特殊岗位", "special post"
    ELECTION_INSPECTION = "ELECTION_INSPECTION", "换届考察时已公示", "notice given when vetted for an election"


class PublicityResult(Term):
    NO_EFFECT = "NO_EFFECT", "不影响任职", "does not affect the appointment"
    AFFECTS = "AFFECTS", "影响任职", "affects the appointment"


class AssetOperation(Term):
    NONE = "NONE", "不涉及资产", "no assets concerned"
    ALLOCATION = "ALLOCATION", "资产配置", "allocation of assets"
    INVESTMENT = "INVESTMENT", "对外投资", "investment outside the unit"
    DISPOSAL = "DISPOSAL", "资产处置", "disposal of assets"


class SingleSourceGround(Term):
    ONLY_SUPPLIER = "ONLY_SUPPLIER", "只能从唯一供应商处采购", "only one supplier"
    UNFORESEEN_URGENCY = "UNFORESEEN_URGENCY", "发生不可预见的紧急情况", "unforeseen urgency"
    CONSISTENCY = (
        "CONSISTENCY",
        "须保证一致性或者服务配套，添购不超过原合同金额百分之十",
        "consistency or service compatibility, addition of at most ten per cent of the original contract amount",
    )


class RelationGround(Term):
    """What two matters of one budget year have in common."""

    SAME_PAYEE = "SAME_PAYEE", "同一收款单位", "same payee"
    SAME_ITEM = "SAME_ITEM", "同一品目", "same category"
    SAME_PROJECT = "SAME_PROJECT", "同一项目", "same project"


class TenderExemption(Term):
    """《招标投标法》第六十六条、《招标投标法实施条例》第九条: when a project that has to be tendered may go without."""

    SECURITY = "SECURITY", "涉及国家安全、国家秘密，不适宜招标", "national security or state secrets"
    DISASTER = "DISASTER", "抢险救灾，不适宜招标", "disaster relief"
    WORK_RELIEF = (
        "WORK_RELIEF",
        "利用扶贫资金实行以工代赈、需要使用农民工，不适宜招标",
        "work relief with poverty-alleviation funds",
    )
    PATENT = "PATENT", "需要采用不可替代的专利或者专有技术", "a patent or proprietary technology that cannot be replaced"
    OWN_MEANS = (
        "OWN_MEANS",
        "采购人依法能够自行建设、生产或者提供",
        "the purchaser may lawfully build, produce or provide it himself",
    )
    CONCESSION = (
        "CONCESSION",
        "已通过招标方式选定的特许经营项目投资人依法能够自行建设、生产或者提供",
        "the investor of a concession chosen by tender may lawfully build, produce or provide it himself",
    )
    FOLLOW_UP = (
        "FOLLOW_UP",
        "需要向原中标人采购，否则将影响施工或者功能配套要求",
        "to be bought from the former winner, for works and functions to fit together",
    )
    STATE_PROVIDES = "STATE_PROVIDES", "国家规定的其他特殊情形", "another special case that the state provides for"


class SimplifiedGround(Term):
    IN_APPROVED_PLAN = "IN_APPROVED_PLAN", "相关规划中已经明确", "already in an approved plan"
    EXTENSION = "EXTENSION", "部分扩建、改建项目", "partial extension or reconstruction"
    SMALL_SIMPLE = (
        "SMALL_SIMPLE",
        "建设内容单一、投资规模较小、技术方案简单",
        "single content, small investment and simple technique",
    )
    URGENT = "URGENT", "为应对突发事件须紧急建设", "urgent construction for an emergency"


class IncreaseGround(Term):
    POLICY = "POLICY", "国家政策调整", "change of state policy"
    PRICE = "PRICE", "价格上涨", "rise of prices"
    GEOLOGY = "GEOLOGY", "地质条件发生重大变化", "major change of geological conditions"
    OTHER = "OTHER", "其他原因", "other reason"


class ProjectChangeKind(Term):
    NONE = "NONE", "没有变更", "no change"
    PLACE = "PLACE", "变更建设地点", "change of site"
    SCALE = "SCALE", "建设规模较大变更", "substantial change of scale"
    CONTENT = "CONTENT", "建设内容较大变更", "substantial change of content"


class PostLevel(Term):
    BUREAU_OR_BELOW = "BUREAU_OR_BELOW", "厅局级以下", "bureau level or below"
    ABOVE = "ABOVE", "厅局级以上", "above bureau level"


class ConsultedParty(Term):
    LEADERS = "LEADERS", "有关领导成员", "leaders concerned"
    SUPERIOR_LEADER = "SUPERIOR_LEADER", "上级分管领导", "superior leader in charge"
    UNITED_FRONT = "UNITED_FRONT", "统一战线工作部门", "united-front department"
    CO_MANAGER = "CO_MANAGER", "协管方", "co-managing body"


class HigherKind(Term):
    NONE = "NONE", "不须报上级", "need not go to the superior"
    APPROVAL = "APPROVAL", "报上级审批", "for approval by the superior"
    FILING = "FILING", "报上级备案", "for filing with the superior"


class HigherPaper(Term):
    REQUEST = "REQUEST", "请示", "request"
    FORM = "FORM", "干部任免审批表", "appointment approval form"
    INSPECTION = "INSPECTION", "考察材料", "vetting materials"
    PERSONAL_FILE = "PERSONAL_FILE", "本人档案", "personnel file"
    MINUTES = "MINUTES", "党组会议纪要、讨论记录", "summary and record of the party-group meeting"
    RECOMMENDATION = "RECOMMENDATION", "民主推荐情况", "democratic recommendation"
