"""Holds the terms of the judgement: outcomes, severities, gates, strength of a norm; and the roles of people."""

from review.domain.vocabulary.term import Term


class Outcome(Term):
    met = "met", "符合", "met"
    not_met = "not_met", "不符合", "not met"
    undetermined = "undetermined", "无法判定", "undetermined"
    not_applicable = "not_applicable", "不适用", "not applicable"


class Severity(Term):
    blocking = "blocking", "阻断", "blocking"
    reasoned = "reasoned", "须说明", "reason required"
    warning = "warning", "提示", "warning"
    info = "info", "告知", "information"


class Gate(Term):
    SUBMISSION = "SUBMISSION", "提交关", "submission gate"
    LEGALITY_REVIEW = "LEGALITY_REVIEW", "送审关", "review gate"
    AGENDA = "AGENDA", "议题关", "agenda gate"
    MEETING = "MEETING", "会议关", "meeting gate"
    APPROVAL = "APPROVAL", "审批关", "sign-off gate"
    ARCHIVE = "ARCHIVE", "归档关", "archive gate"


class Strength(Term):
    statute = "statute", "法定", "statutory"
    direct = "direct", "直接适用", "directly applicable"
    reference = "reference", "参照执行", "applied by reference"
    analogy = "analogy", "类推", "by analogy"
    unit_rule = "unit_rule", "本单位规定", "rule of the unit"
    design = "design", "设计规则", "design rule"


class Role(Term):
    SECRETARY = "SECRETARY", "党组秘书", "party-group clerk"
    LEGAL_ADVISER = "LEGAL_ADVISER", "法律顾问", "legal adviser"
    LEGALITY_REVIEWER = "LEGALITY_REVIEWER", "合法性审查人员", "legality reviewer"
    GROUP_SECRETARY = "GROUP_SECRETARY", "党组书记（主要负责人）", "party-group secretary (principal officer)"
    LEADER = "LEADER", "分管领导", "leader in charge"
    MEETING_RECORDER = "MEETING_RECORDER", "会议记录人", "meeting recorder"
    AUDITOR = "AUDITOR", "审计人员", "auditor"


class NoticeKind(Term):
    """What a notice (通知) is for."""

    TASK = "TASK", "待办", "to do"
    REMINDER = "REMINDER", "催办", "reminder"
    RESULT = "RESULT", "办理结果", "result"
    NEARING = "NEARING", "临期提醒", "due soon"
    OVERDUE = "OVERDUE", "超期提醒", "overdue"
    HANDED_OVER = "HANDED_OVER", "移交", "handed over"
    RESCHEDULED = "RESCHEDULED", "会议改期", "meeting moved to another day"
    CORRECTED = "CORRECTED", "会议记录更正", "record of a meeting corrected"
