"""Holds the terms of preparation: participation, experts, risk, fair competition, staff."""

from review.domain.vocabulary.term import Term


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


class HearingDecision(Term):
    HELD = "HELD", "举行听证会"
    NOT_HELD = "NOT_HELD", "不举行听证会"


class StaffForm(Term):
    STAFF_CONGRESS = "STAFF_CONGRESS", "职工代表大会"
    UNION = "UNION", "工会"
    SYMPOSIUM = "SYMPOSIUM", "座谈会"
    WRITTEN = "WRITTEN", "书面征求意见"
