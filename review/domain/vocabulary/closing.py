"""Holds the terms of sign-off and of what follows the decision: reporting, execution, archive."""

from review.domain.vocabulary.term import Term


class ApprovalDecision(Term):
    APPROVE = "APPROVE", "同意", "approved"
    RETURN = "RETURN", "退回", "returned"
    REJECT = "REJECT", "不同意", "rejected"


class SignOffOrder(Term):
    IN_TURN = "IN_TURN", "依次", "one after the other"
    AT_ONCE = "AT_ONCE", "并行", "at once"


class ReportTo(Term):
    PARTY_COMMITTEE = "PARTY_COMMITTEE", "同级党委", "party committee at the same level"
    SUPERIOR = "SUPERIOR", "上级机关", "superior authority"


class Reply(Term):
    APPROVED = "APPROVED", "同意", "approved"
    AMENDED = "AMENDED", "要求修改", "changes required"
    REFUSED = "REFUSED", "不同意", "refused"


class FileKind(Term):
    DRAFT = "DRAFT", "决策草案", "draft decision"
    PUBLIC_OPINIONS = "PUBLIC_OPINIONS", "公众意见研究采纳情况", "study and adoption of the public's views"
    EXPERT_OPINION = "EXPERT_OPINION", "专家论证意见", "expert opinion"
    RISK_REPORT = "RISK_REPORT", "风险评估报告", "risk assessment report"
    FAIR_COMPETITION = "FAIR_COMPETITION", "公平竞争审查结论", "conclusion of the fair-competition review"
    UNIT_OPINIONS = "UNIT_OPINIONS", "有关单位的意见", "opinions of the units concerned"
    ADOPTION = "ADOPTION", "意见采纳情况说明", "statement of which opinions were adopted"
    LEGAL_OPINION = "LEGAL_OPINION", "法律意见书", "legal opinion"
    LEGALITY_REVIEW = "LEGALITY_REVIEW", "合法性审查意见书", "legality review opinion"
    MINUTES = "MINUTES", "会议记录、纪要", "minutes and summary of the meeting"
    VOTE = "VOTE", "表决票（单）", "ballots (voting sheet)"
    APPROVAL = "APPROVAL", "签批单", "sign-off sheet"
    PROJECT_PAPERS = "PROJECT_PAPERS", "项目审批文件", "project approval documents"
    PROCUREMENT_FILE = "PROCUREMENT_FILE", "采购文件", "procurement file"
    PERSONNEL_FILE = "PERSONNEL_FILE", "干部任免材料", "appointment papers"
    OTHER = "OTHER", "其他材料", "other materials"


class Retention(Term):
    PERMANENT = "PERMANENT", "永久", "permanent"
    YEARS_30 = "YEARS_30", "30年", "30 years"
    YEARS_10 = "YEARS_10", "10年", "10 years"


class Answer(Term):
    YES = "YES", "是", "yes"
    NO = "NO", "否", "no"
    NOT_APPLICABLE = "NOT_APPLICABLE", "不适用", "not applicable"


class CongressDuty(Term):
    DECIDES = "DECIDES", "由人大及其常委会决定", "decided by the people's congress or its standing committee"
    REPORT_BEFORE = (
        "REPORT_BEFORE",
        "出台前向人大及其常委会报告",
        "reported to the people's congress or its standing committee before issue",
    )


class ReportKind(Term):
    REQUEST = "REQUEST", "请示", "request"
    REPORT = "REPORT", "报告", "report"


class ExecutionChangeKind(Term):
    NONE = "NONE", "没有调整", "no change"
    SUSPENSION = "SUSPENSION", "中止执行", "suspension"
    MAJOR = "MAJOR", "重大调整", "material change"
    STOP = "STOP", "停止执行", "stop"


class EvaluationTrigger(Term):
    BELOW_EFFECT = "BELOW_EFFECT", "未达到预期效果", "expected effect not reached"
    MANY_OBJECTIONS = "MANY_OBJECTIONS", "公众提出较多意见", "many objections from the public"
    DECIDER = "DECIDER", "决策机关认为有必要", "deciding body sees need"


class Marking(Term):
    NONE = "NONE", "不标注", "no marking"
    INTERNAL = "INTERNAL", "内部", "internal"
    WORK_SECRET = "WORK_SECRET", "工作秘密", "work secret"
