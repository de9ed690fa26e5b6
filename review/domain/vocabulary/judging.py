"""Holds the terms of the judgement: outcomes, severities, gates, strength of a norm; and the roles of people."""

from review.domain.vocabulary.term import Term


class Outcome(Term):
    met = "met", "符合"
    not_met = "not_met", "不符合"
    undetermined = "undetermined", "无法判定"
    not_applicable = "not_applicable", "不适用"


class Severity(Term):
    blocking = "blocking", "阻断"
    reasoned = "reasoned", "须说明"
    warning = "warning", "提示"
    info = "info", "告知"


class Gate(Term):
    SUBMISSION = "SUBMISSION", "提交关"
    LEGALITY_REVIEW = "LEGALITY_REVIEW", "送审关"
    AGENDA = "AGENDA", "议题关"
    MEETING = "MEETING", "会议关"
    APPROVAL = "APPROVAL", "审批关"
    ARCHIVE = "ARCHIVE", "归档关"


class Strength(Term):
    statute = "statute", "法定"
    direct = "direct", "直接适用"
    reference = "reference", "参照执行"
    analogy = "analogy", "类推"
    unit_rule = "unit_rule", "本单位规定"
    design = "design", "设计规则"


class Role(Term):
    SECRETARY = "SECRETARY", "党组秘书"
    LEGAL_ADVISER = "LEGAL_ADVISER", "法律顾问"
    LEGALITY_REVIEWER = "LEGALITY_REVIEWER", "合法性审查人员"
    GROUP_SECRETARY = "GROUP_SECRETARY", "党组书记（主要负责人）"
    LEADER = "LEADER", "分管领导"
    MEETING_RECORDER = "MEETING_RECORDER", "会议记录人"
    AUDITOR = "AUDITOR", "审计人员"
