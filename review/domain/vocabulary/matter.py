"""Holds the terms of a matter: unit, class, draft, scope."""

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


class NormativeExclusion(Term):
    NONE = "NONE", "不属于除外情形"
    INTERNAL_RULE = "INTERNAL_RULE", "内部管理规范"
    WORK_SYSTEM = "WORK_SYSTEM", "工作制度"
    STAFFING = "STAFFING", "机构编制"
    MINUTES = "MINUTES", "会议纪要"
    WORK_PLAN = "WORK_PLAN", "工作方案"
    REQUEST_REPORT = "REQUEST_REPORT", "请示报告"
    AWARD_PENALTY = "AWARD_PENALTY", "表彰奖惩"
    PERSONNEL = "PERSONNEL", "人事任免"


class Issuer(Term):
    DEPARTMENT = "DEPARTMENT", "本部门"
    JOINT = "JOINT", "多部门联合"
    GOVERNMENT = "GOVERNMENT", "县级以上人民政府"
    CONGRESS = "CONGRESS", "人大及其常委会"


class Portfolio(Term):
    FINANCE = "FINANCE", "财务"
    PERSONNEL = "PERSONNEL", "人事"
    WORKS = "WORKS", "工程建设"
    PROCUREMENT = "PROCUREMENT", "物资采购"


class ArchiveLevel(Term):
    NATIONAL = "NATIONAL", "国家级档案馆"
    PROVINCE = "PROVINCE", "省级档案馆"
    CITY = "CITY", "市级档案馆"
    COUNTY = "COUNTY", "县级档案馆"
