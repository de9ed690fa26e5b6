"""Holds the terms of the legal opinion and the legality review."""

from review.domain.vocabulary.term import Term


class AdviserKind(Term):
    EXTERNAL_COUNSEL = "EXTERNAL_COUNSEL", "外聘法律顾问"
    IN_HOUSE_COUNSEL = "IN_HOUSE_COUNSEL", "内部法律顾问"
    GOVERNMENT_LAWYER = "GOVERNMENT_LAWYER", "公职律师"


class OpinionConclusion(Term):
    LAWFUL = "LAWFUL", "合法"
    LAWFUL_WITH_CHANGES = "LAWFUL_WITH_CHANGES", "修改后合法"
    UNLAWFUL = "UNLAWFUL", "不合法"
    INSUFFICIENT_MATERIALS = "INSUFFICIENT_MATERIALS", "材料不足"


class Force(Term):
    MUST = "MUST", "应当采纳"
    SHOULD = "SHOULD", "建议采纳"


class Response(Term):
    ADOPTED = "ADOPTED", "采纳"
    PARTLY = "PARTLY", "部分采纳"
    NOT_ADOPTED = "NOT_ADOPTED", "未采纳"


class ReviewKind(Term):
    REVIEW = "REVIEW", "合法性审查"
    COMMENT = "COMMENT", "征求意见"


class Conformity(Term):
    CONFORMS = "CONFORMS", "符合"
    DOES_NOT_CONFORM = "DOES_NOT_CONFORM", "不符合"


class ReviewConclusion(Term):
    LAWFUL = "LAWFUL", "合法"
    LAWFUL_WITH_CHANGES = "LAWFUL_WITH_CHANGES", "应当予以修改"
    UNLAWFUL = "UNLAWFUL", "不合法"
    EXPLORATORY = "EXPLORATORY", "探索性改革，明示法律风险"


class ReviewUrgency(Term):
    NONE = "NONE", "没有紧急情形"
    EMERGENCY = "EMERGENCY", "预防、应对和处置突发事件"
    SUPERIOR_ORDER = "SUPERIOR_ORDER", "执行上级机关的紧急命令和决定"
