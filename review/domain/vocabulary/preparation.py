"""Holds the terms of preparation: participation, experts, risk, fair competition, staff."""

from review.domain.vocabulary.term import Term


class ParticipationForm(Term):
    OPEN_CONSULTATION = "OPEN_CONSULTATION", "向社会公开征求意见", "public consultation"
    HEARING = "HEARING", "听证会", "hearing"
    SYMPOSIUM = "SYMPOSIUM", "座谈会", "symposium"
    SITE_VISIT = "SITE_VISIT", "实地走访", "site visit"
    WRITTEN = "WRITTEN", "书面征求意见", "written consultation"
    SURVEY = "SURVEY", "问卷调查", "questionnaire"
    POLL = "POLL", "民意调查", "opinion poll"


class OpinionSource(Term):
    """From whom an opinion on the draft was received."""

    UNIT = "UNIT", "有关单位", "unit consulted"
    PUBLIC = "PUBLIC", "社会公众", "the public"
    HEARING = "HEARING", "听证会", "hearing"
    EXPERT = "EXPERT", "专家", "expert"


class ExpertForm(Term):
    MEETING = "MEETING", "论证会", "review meeting"
    WRITTEN = "WRITTEN", "书面咨询", "written consultation"
    COMMISSIONED = "COMMISSIONED", "委托咨询论证", "commissioned consultation"


class RiskResult(Term):
    CONTROLLABLE = "CONTROLLABLE", "风险可控", "controllable"
    UNCONTROLLABLE = "UNCONTROLLABLE", "风险不可控", "uncontrollable"


class RiskLevel(Term):
    HIGH = "HIGH", "高", "high"
    MEDIUM = "MEDIUM", "中", "medium"
    LOW = "LOW", "低", "low"


class CompetitionReviewer(Term):
    DRAFTING_UNIT = "DRAFTING_UNIT", "起草单位", "drafting unit"
    LEAD_UNIT = "LEAD_UNIT", "牵头起草单位", "lead drafting unit"
    MARKET_REGULATOR = "MARKET_REGULATOR", "市场监督管理部门", "market regulator"


class CompetitionHead(Term):
    """《公平竞争审查条例》第八条至第十一条: what a measure must not contain, by article and item; the labels shorten the text."""

    H8_1 = "8.1", "违法设置审批程序（负面清单以外）", "unlawful approval procedures outside the negative list"
    H8_2 = "8.2", "违法设置或者授予特许经营权", "unlawful franchises"
    H8_3 = "8.3", "限定经营、购买或者使用特定经营者的商品、服务", "only the goods or services of certain operators"
    H8_4 = "8.4", "不合理或者歧视性的准入、退出条件", "unreasonable or discriminatory conditions of entry or exit"
    H8_5 = "8.5", "其他限制市场准入和退出的内容", "other restrictions of entry and exit"
    H9_1 = "9.1", "限制外地、进口商品、要素进入，或者阻碍迁出、输出", "barriers to what comes in from elsewhere, or leaves"
    H9_2 = "9.2", "排斥、限制、强制外地经营者在本地投资、设立分支机构", "excluding or forcing investment by outside operators"
    H9_3 = "9.3", "排斥、限制外地经营者参加政府采购、招标投标", "keeping outside operators from procurement and tenders"
    H9_4 = "9.4", "对外地、进口商品、要素歧视性收费、定价或者补贴", "discriminatory fees, prices or subsidies"
    H9_5 = "9.5", "在资质标准、监管执法等方面歧视外地经营者", "discriminatory standards or enforcement against outside operators"
    H9_6 = "9.6", "其他限制商品、要素自由流动的内容", "other restrictions of free movement"
    H10_1 = "10.1", "给予特定经营者税收优惠", "tax advantages for certain operators"
    H10_2 = "10.2", "给予特定经营者选择性、差异化的财政奖励、补贴", "selective grants or subsidies for certain operators"
    H10_3 = "10.3", "在要素获取、收费、基金、社会保险费等方面优惠特定经营者", "favoured in factors, fees, funds, insurance"
    H10_4 = "10.4", "其他影响生产经营成本的内容", "other effects on the costs of business"
    H11_1 = "11.1", "强制经营者实施垄断行为，或者为其提供便利", "forcing or helping operators to monopolise"
    H11_2 = "11.2", "超越权限定价，为特定经营者提供优惠价格", "pricing beyond one's powers, favourable prices"
    H11_3 = "11.3", "违法干预实行市场调节价的商品、要素的价格", "unlawful interference with market prices"
    H11_4 = "11.4", "其他影响生产经营行为的内容", "other effects on the conduct of business"


OLD_COMPETITION_HEADS = tuple(
    f"{part}.{item}" for part, items in ((1, 5), (2, 5), (3, 4), (4, 4)) for item in range(1, items + 1)
)
"""国发〔2016〕34号 三（三）: the eighteen standards of before, by part and item."""


class CompetitionConclusion(Term):
    NO_RESTRICTION = "NO_RESTRICTION", "不具有排除、限制竞争的影响", "competition not excluded or restricted"
    EXEMPT = "EXEMPT", "符合第十二条规定情形", "exception of article 12 applies"
    VIOLATES = "VIOLATES", "违反规定", "breaks the provisions"


class ExemptionGround(Term):
    SECURITY = "SECURITY", "维护国家安全和发展利益", "national security and development interests"
    SCIENCE = "SCIENCE", "促进科学技术进步、增强自主创新能力", "scientific and technical progress and innovation"
    PUBLIC_INTEREST = (
        "PUBLIC_INTEREST",
        "节约能源、保护环境、救灾救助等社会公共利益",
        "energy saving, environment, disaster relief and other public interests",
    )
    OTHER_LAW = "OTHER_LAW", "法律、行政法规规定的其他情形", "other circumstances by law or administrative regulation"


class HearingDecision(Term):
    HELD = "HELD", "举行听证会", "hearing held"
    NOT_HELD = "NOT_HELD", "不举行听证会", "no hearing held"


class StaffForm(Term):
    STAFF_CONGRESS = "STAFF_CONGRESS", "职工代表大会", "staff congress"
    UNION = "UNION", "工会", "trade union"
    SYMPOSIUM = "SYMPOSIUM", "座谈会", "symposium"
    WRITTEN = "WRITTEN", "书面征求意见", "written consultation"
