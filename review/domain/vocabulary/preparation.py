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


class OldCompetitionHead(Term):
    """国发〔2016〕34号 三（三）: the eighteen standards of before, by part and item, as what a measure must not contain; labels
    shortened."""

    H1_1 = "1.1", "不合理和歧视性的准入和退出条件", "unreasonable or discriminatory conditions of entry or exit"
    H1_2 = "1.2", "没有公布目录清单、未经公平竞争授予特许经营权", "franchises without a published list and without competition"
    H1_3 = "1.3", "限定经营、购买、使用特定经营者的商品和服务", "only the goods or services of certain operators"
    H1_4 = "1.4", "没有法律法规依据的审批或者事前备案程序", "approvals or prior filings without a basis in law"
    H1_5 = "1.5", "对市场准入负面清单以外设置审批程序", "approval procedures outside the negative list"
    H2_1 = "2.1", "对外地和进口商品、服务的歧视性价格和补贴政策", "prices or subsidies against goods from elsewhere"
    H2_2 = "2.2", "限制外地和进口商品、服务进入，阻碍本地的输出", "barriers to what comes in from elsewhere, or leaves"
    H2_3 = "2.3", "排斥、限制外地经营者参加本地招标投标", "keeping outside operators from local tenders"
    H2_4 = "2.4", "排斥、限制、强制外地经营者在本地投资、设立分支机构", "excluding or forcing investment by outside operators"
    H2_5 = "2.5", "对外地经营者的投资、分支机构的歧视性待遇", "discriminatory treatment of the investments of outside operators"
    H3_1 = "3.1", "违法给予特定经营者优惠政策", "unlawful advantages for certain operators"
    H3_2 = "3.2", "财政支出与企业缴纳的税收或者非税收入挂钩", "expenditure tied to the taxes or fees that an operator pays"
    H3_3 = "3.3", "违法免除特定经营者的社会保险费用", "unlawful exemption of certain operators from social insurance"
    H3_4 = "3.4", "在法律规定之外要求提供或者扣留保证金", "deposits asked for or kept beyond the law"
    H4_1 = "4.1", "强制经营者从事垄断行为", "forcing operators to monopolise"
    H4_2 = "4.2", "违法披露或者要求披露生产经营敏感信息", "unlawful disclosure of sensitive business information"
    H4_3 = "4.3", "超越定价权限进行政府定价", "pricing beyond one's powers"
    H4_4 = "4.4", "违法干预实行市场调节价的价格水平", "unlawful interference with market prices"


OLD_COMPETITION_HEADS = tuple(one.value for one in OldCompetitionHead)


def standard_named(head: str) -> str:
    """A standard of the fair-competition review by its number and in words: 8.1 违法设置审批程序（负面清单以外）."""
    known: dict[str, Term] = {one.value: one for kind in (CompetitionHead, OldCompetitionHead) for one in kind}
    return f"{head} {known[head].label}" if head in known else f"{head}（不在标准之内）"


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
