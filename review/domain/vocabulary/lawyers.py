"""Holds the terms of the legal opinion and the legality review."""

from review.domain.vocabulary.term import Term


class AdviserKind(Term):
    EXTERNAL_COUNSEL = "EXTERNAL_COUNSEL", "外聘法律顾问", "external legal adviser"
    IN_HOUSE_COUNSEL = "IN_HOUSE_COUNSEL", "内部法律顾问", "in-house legal adviser"
    GOVERNMENT_LAWYER = "GOVERNMENT_LAWYER", "公职律师", "government lawyer"


class OpinionConclusion(Term):
    LAWFUL = "LAWFUL", "合法", "lawful"
    LAWFUL_WITH_CHANGES = "LAWFUL_WITH_CHANGES", "修改后合法", "lawful after changes"
    UNLAWFUL = "UNLAWFUL", "不合法", "unlawful"
    INSUFFICIENT_MATERIALS = "INSUFFICIENT_MATERIALS", "材料不足", "materials insufficient"


class Force(Term):
    MUST = "MUST", "应当采纳", "to be adopted"
    SHOULD = "SHOULD", "建议采纳", "recommended"


class Response(Term):
    ADOPTED = "ADOPTED", "采纳", "adopted"
    PARTLY = "PARTLY", "部分采纳", "partly adopted"
    NOT_ADOPTED = "NOT_ADOPTED", "未采纳", "not adopted"


class Grade(Term):
    """How well something was done, by a short scale."""

    VERY_GOOD = "VERY_GOOD", "好", "very good"
    GOOD = "GOOD", "较好", "good"
    FAIR = "FAIR", "一般", "fair"
    POOR = "POOR", "差", "poor"


class ReviewKind(Term):
    REVIEW = "REVIEW", "合法性审查", "legality review"
    COMMENT = "COMMENT", "征求意见", "request for comments"


class CountersignView(Term):
    AGREE = "AGREE", "同意", "agrees"
    DISAGREE = "DISAGREE", "不同意", "does not agree"
    RETURNED = "RETURNED", "退回", "returned"


class Conformity(Term):
    CONFORMS = "CONFORMS", "符合", "conforms"
    DOES_NOT_CONFORM = "DOES_NOT_CONFORM", "不符合", "does not conform"


class ReviewConclusion(Term):
    LAWFUL = "LAWFUL", "合法", "lawful"
    LAWFUL_WITH_CHANGES = "LAWFUL_WITH_CHANGES", "应当予以修改", "to be changed"
    UNLAWFUL = "UNLAWFUL", "不合法", "unlawful"
    EXPLORATORY = "EXPLORATORY", "探索性改革，明示法律风险", "exploratory reform, legal risk stated"


class ReviewUrgency(Term):
    NONE = "NONE", "没有紧急情形", "no urgency"
    EMERGENCY = "EMERGENCY", "预防、应对和处置突发事件", "prevention, response and handling of an emergency"
    SUPERIOR_ORDER = (
        "SUPERIOR_ORDER",
        "执行上级机关的紧急命令和决定",
        "execution of an urgent order or decision of a higher authority",
    )
