"""Holds the terms of sign-off and of what follows the decision: reporting, execution, archive."""

from review.domain.vocabulary.term import Term


class ApprovalDecision(Term):
    APPROVE = "APPROVE", "同意"
    RETURN = "RETURN", "退回"
    REJECT = "REJECT", "不同意"


class ReportTo(Term):
    PARTY_COMMITTEE = "PARTY_COMMITTEE", "同级党委"
    SUPERIOR = "SUPERIOR", "上级机关"


class Reply(Term):
    APPROVED = "APPROVED", "同意"
    AMENDED = "AMENDED", "要求修改"
    REFUSED = "REFUSED", "不同意"


class FileKind(Term):
    DRAFT = "DRAFT", "决策草案"
    PUBLIC_OPINIONS = "PUBLIC_OPINIONS", "公众意见研究采纳情况"
    EXPERT_OPINION = "EXPERT_OPINION", "专家论证意见"
    RISK_REPORT = "RISK_REPORT", "风险评估报告"
    FAIR_COMPETITION = "FAIR_COMPETITION", "公平竞争审查结论"
    LEGAL_OPINION = "LEGAL_OPINION", "法律意见书"
    LEGALITY_REVIEW = "LEGALITY_REVIEW", "合法性审查意见书"
    MINUTES = "MINUTES", "会议记录、纪要"
    VOTE = "VOTE", "表决票（单）"
    APPROVAL = "APPROVAL", "签批单"
    PROJECT_PAPERS = "PROJECT_PAPERS", "项目审批文件"
    PROCUREMENT_FILE = "PROCUREMENT_FILE", "采购文件"
    PERSONNEL_FILE = "PERSONNEL_FILE", "干部任免材料"
    OTHER = "OTHER", "其他材料"


class Retention(Term):
    PERMANENT = "PERMANENT", "永久"
    YEARS_30 = "YEARS_30", "30年"
    YEARS_10 = "YEARS_10", "10年"


class Answer(Term):
    YES = "YES", "是"
    NO = "NO", "否"
    NOT_APPLICABLE = "NOT_APPLICABLE", "不适用"


class CongressDuty(Term):
    DECIDES = "DECIDES", "由人大及其常委会决定"
    REPORT_BEFORE = "REPORT_BEFORE", "出台前向人大及其常委会报告"


class ReportKind(Term):
    REQUEST = "REQUEST", "请示"
    REPORT = "REPORT", "报告"


class ExecutionChangeKind(Term):
    NONE = "NONE", "没有调整"
    SUSPENSION = "SUSPENSION", "中止执行"
    MAJOR = "MAJOR", "重大调整"
    STOP = "STOP", "停止执行"


class EvaluationTrigger(Term):
    BELOW_EFFECT = "BELOW_EFFECT", "未达到预期效果"
    MANY_OBJECTIONS = "MANY_OBJECTIONS", "公众提出较多意见"
    DECIDER = "DECIDER", "决策机关认为有必要"


class Marking(Term):
    NONE = "NONE", "不标注"
    INTERNAL = "INTERNAL", "内部"
    WORK_SECRET = "WORK_SECRET", "工作秘密"
