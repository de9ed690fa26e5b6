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
