"""Holds the terms of meetings and votes."""

from review.domain.vocabulary.term import Term


class MeetingType(Term):
    PARTY_GROUP_MEETING = "PARTY_GROUP_MEETING", "党组会议", "party-group meeting"
    DIRECTOR_MEETING = "DIRECTOR_MEETING", "局长办公会", "director's office meeting"
    EXECUTIVE_MEETING = "EXECUTIVE_MEETING", "常务会议", "executive meeting"
    PLENARY_MEETING = "PLENARY_MEETING", "全体会议", "plenary meeting"
    OTHER = "OTHER", "其他会议", "other meeting"


class MeetingForm(Term):
    ON_SITE = "ON_SITE", "现场会议", "meeting on site"
    VIDEO = "VIDEO", "视频会议", "video meeting"
    CIRCULATION = "CIRCULATION", "传阅、会签", "circulation or countersigning"


class Office(Term):
    GROUP_SECRETARY = "GROUP_SECRETARY", "党组书记", "party-group secretary"
    DEPUTY_GROUP_SECRETARY = "DEPUTY_GROUP_SECRETARY", "党组副书记", "deputy party-group secretary"
    MEMBER = "MEMBER", "党组成员", "party-group member"
    HEAD = "HEAD", "行政首长", "administrative head"
    DEPUTY_HEAD = "DEPUTY_HEAD", "副职", "deputy head"


class Conflict(Term):
    NONE = "NONE", "无", "none"
    OWN = "OWN", "本人利害关系", "own interest"
    RELATIVE = "RELATIVE", "亲属利害关系", "interest of a relative"
    OTHER = "OTHER", "其他可能影响公正的情形", "other circumstances that may affect impartiality"


class ObserverKind(Term):
    LEGAL_ADVISER = "LEGAL_ADVISER", "法律顾问", "legal adviser"
    LEGALITY_REVIEWER = "LEGALITY_REVIEWER", "合法性审查人员", "legality reviewer"
    DISCIPLINE = "DISCIPLINE", "派驻纪检监察组", "stationed discipline inspection office"
    REPORTER = "REPORTER", "汇报人", "rapporteur"
    EXPERT = "EXPERT", "专家", "expert"
    OTHER = "OTHER", "其他列席人员", "other observer"


class Stance(Term):
    APPROVE = "APPROVE", "同意", "agree"
    OPPOSE = "OPPOSE", "不同意", "disagree"
    DEFER = "DEFER", "缓议", "defer"


class VoteMethod(Term):
    ORAL = "ORAL", "口头表决", "oral vote"
    SHOW_OF_HANDS = "SHOW_OF_HANDS", "举手表决", "show of hands"
    OPEN_BALLOT = "OPEN_BALLOT", "记名投票", "open ballot"
    SECRET_BALLOT = "SECRET_BALLOT", "无记名投票", "secret ballot"


class Choice(Term):
    APPROVE = "APPROVE", "赞成", "in favour"
    OPPOSE = "OPPOSE", "反对", "against"
    ABSTAIN = "ABSTAIN", "弃权", "abstention"
    DEFER = "DEFER", "缓议", "to defer"


class MeetingResult(Term):
    PASSED = "PASSED", "通过", "passed"
    REJECTED = "REJECTED", "未通过", "not passed"
    DEFERRED = "DEFERRED", "暂缓表决", "vote deferred"
