"""Holds the terms of a matter: unit, class, draft, scope."""

from review.domain.vocabulary.term import Term


class Level(Term):
    GOVERNMENT = "GOVERNMENT", "人民政府", "people's government"
    DEPARTMENT = "DEPARTMENT", "部门", "department"
    TOWNSHIP = "TOWNSHIP", "乡镇（街道）", "township (subdistrict)"


class Applicability(Term):
    DIRECT = "DIRECT", "直接适用", "directly applicable"
    REFERENCE = "REFERENCE", "参照执行", "applied by reference"


class ExactHalf(Term):
    ALLOW = "ALLOW", "视为达到半数", "counts as half"
    WARN = "WARN", "提示", "warning"
    BLOCK = "BLOCK", "视为未达到半数", "does not count as half"


class Category(Term):
    MAJOR_MATTER = "MAJOR_MATTER", "重大事项决策", "major-matter decision"
    KEY_APPOINTMENT = "KEY_APPOINTMENT", "重要干部任免", "key appointment"
    MAJOR_PROJECT = "MAJOR_PROJECT", "重大项目安排", "major project"
    LARGE_FUNDS = "LARGE_FUNDS", "大额度资金使用", "large funds"


class DecisionMode(Term):
    PARTY_GROUP_VOTE = "PARTY_GROUP_VOTE", "党组集体表决", "collective vote of the party group"
    HEAD_DECIDES = "HEAD_DECIDES", "行政首长决定", "decision of the administrative head"


class Proposer(Term):
    LEADER = "LEADER", "领导提出", "proposed by a leader"
    DEPARTMENT = "DEPARTMENT", "科室（部门）提出", "proposed by a division (department)"
    DEPUTY_PROPOSAL = (
        "DEPUTY_PROPOSAL",
        "人大代表建议、政协提案",
        "proposal of deputies or of the political consultative conference",
    )
    PUBLIC = "PUBLIC", "公民、法人或者其他组织提出", "proposed by citizens, legal persons or other organisations"


class DraftChange(Term):
    FIRST = "FIRST", "首稿", "first draft"
    MATERIAL = "MATERIAL", "实质修改", "material change"
    EDITORIAL = "EDITORIAL", "文字修改", "editorial change"
    ADOPTS_OPINION = "ADOPTS_OPINION", "按意见修改", "change as the opinion asked"


class DecisionHead(Term):
    PUBLIC_POLICY = "PUBLIC_POLICY", "重大公共政策和措施", "major public policies and measures"
    PLAN = (
        "PLAN", "经济和社会发展等方面的重要规划", "important plans for economic and social development and the like",
    )
    RESOURCE_POLICY = (
        "RESOURCE_POLICY",
        "重要自然、文化资源的重大公共政策和措施",
        "major public policies and measures on important natural or cultural resources",
    )
    PUBLIC_PROJECT = "PUBLIC_PROJECT", "重大公共建设项目", "major public construction projects"
    OTHER_MAJOR_IMPACT = "OTHER_MAJOR_IMPACT", "其他有重大影响的事项", "other matters of major impact"


class Exclusion(Term):
    NONE = "NONE", "不属于除外情形", "not excluded"
    MACRO_CONTROL = "MACRO_CONTROL", "宏观调控决策", "macro-control decision"
    LEGISLATION = "LEGISLATION", "政府立法决策", "government legislation"
    EMERGENCY_RESPONSE = "EMERGENCY_RESPONSE", "突发事件应急处置决策", "emergency response"
    SPECIAL_PROCEDURE = (
        "SPECIAL_PROCEDURE", "法律、行政法规另有程序规定", "other procedure by law or administrative regulation",
    )


class ScopeQuestion(Term):
    """A question that decides which families of rules apply; its value in lower case is the field of `scope` that answers it."""

    MAJOR_ADMINISTRATIVE_DECISION = "MAJOR_ADMINISTRATIVE_DECISION", "是否属于重大行政决策", "major administrative decision"
    EXCLUSION = "EXCLUSION", "是否属于条例除外情形", "exclusion"
    NORMATIVE_DOCUMENT = "NORMATIVE_DOCUMENT", "是否属于行政规范性文件", "normative document"
    MARKET_ACTIVITY = "MARKET_ACTIVITY", "是否涉及经营者经济活动", "market activity"
    STABILITY_RISK = "STABILITY_RISK", "是否可能影响社会稳定、公共安全", "risk to stability or safety"
    HIGHLY_TECHNICAL = "HIGHLY_TECHNICAL", "是否专业性、技术性较强", "highly technical"
    CONTRACT = "CONTRACT", "是否签订合同", "contract"
    FUNDS_INVOLVED = "FUNDS_INVOLVED", "是否使用资金", "funds"

    @property
    def pointer(self) -> str:
        """The place of its answer."""
        return f"/matter/scope/{self.value.lower()}"


class NormativeExclusion(Term):
    NONE = "NONE", "不属于除外情形", "not excepted"
    INTERNAL_RULE = "INTERNAL_RULE", "内部管理规范", "internal management rule"
    WORK_SYSTEM = "WORK_SYSTEM", "工作制度", "work system"
    STAFFING = "STAFFING", "机构编制", "staffing"
    MINUTES = "MINUTES", "会议纪要", "meeting summary"
    WORK_PLAN = "WORK_PLAN", "工作方案", "work plan"
    REQUEST_REPORT = "REQUEST_REPORT", "请示报告", "request or report"
    AWARD_PENALTY = "AWARD_PENALTY", "表彰奖惩", "commendation or sanction"
    PERSONNEL = "PERSONNEL", "人事任免", "personnel"


class Issuer(Term):
    DEPARTMENT = "DEPARTMENT", "本部门", "own department"
    JOINT = "JOINT", "多部门联合", "several departments jointly"
    GOVERNMENT = "GOVERNMENT", "县级以上人民政府", "government at or above county level"
    CONGRESS = "CONGRESS", "人大及其常委会", "people's congress or its standing committee"


class Portfolio(Term):
    FINANCE = "FINANCE", "财务", "finance"
    PERSONNEL = "PERSONNEL", "人事", "personnel"
    WORKS = "WORKS", "工程建设", "construction works"
    PROCUREMENT = "PROCUREMENT", "物资采购", "procurement of supplies"


class ArchiveLevel(Term):
    NATIONAL = "NATIONAL", "国家级档案馆", "national state archive"
    PROVINCE = "PROVINCE", "省级档案馆", "provincial archive"
    CITY = "CITY", "市级档案馆", "city archive"
    COUNTY = "COUNTY", "县级档案馆", "county archive"
