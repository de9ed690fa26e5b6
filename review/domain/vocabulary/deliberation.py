"""Holds the terms of meetings and votes."""

from review.domain.vocabulary.term import Term


class MeetingType(Term):
    PARTY_GROUP_MEETING = "PARTY_GROUP_MEETING", "党组会议"
    DIRECTOR_MEETING = "DIRECTOR_MEETING", "局长办公会"
    EXECUTIVE_MEETING = "EXECUTIVE_MEETING", "常务会议"
    PLENARY_MEETING = "PLENARY_MEETING", "全体会议"
    OTHER = "OTHER", "其他会议"


class MeetingForm(Term):
    ON_SITE = "ON_SITE", "现场会议"
    VIDEO = "VIDEO", "视频会议"
    CIRCULATION = "CIRCULATION", "传阅、会签"


class Office(Term):
    GROUP_SECRETARY = "GROUP_SECRETARY", "党组书记"
    DEPUTY_GROUP_SECRETARY = "DEPUTY_GROUP_SECRETARY", "党组副书记"
    MEMBER = "MEMBER", "党组成员"
    HEAD = "HEAD", "行政首长"
    DEPUTY_HEAD = "DEPUTY_HEAD", "副职"


class Conflict(Term):
    NONE = "NONE", "无"
    OWN = "OWN", "本人利害关系"
    RELATIVE = "RELATIVE", "亲属利害关系"
    OTHER = "OTHER", "其他可能影响公正的情形"


class ObserverKind(Term):
    LEGAL_ADVISER = "LEGAL_ADVISER", "法律顾问"
    LEGALITY_REVIEWER = "LEGALITY_REVIEWER", "合法性审查人员"
    DISCIPLINE = "DISCIPLINE", "派驻纪检监察组"
    REPORTER = "REPORTER", "汇报人"
    EXPERT = "EXPERT", "专家"
    OTHER = "OTHER", "其他列席人员"


class Stance(Term):
    APPROVE = "APPROVE", "同意"
    OPPOSE = "OPPOSE", "不同意"
    DEFER = "DEFER", "缓议"


class VoteMethod(Term):
    ORAL = "ORAL", "口头表决"
    SHOW_OF_HANDS = "SHOW_OF_HANDS", "举手表决"
    OPEN_BALLOT = "OPEN_BALLOT", "记名投票"
    SECRET_BALLOT = "SECRET_BALLOT", "无记名投票"


class Choice(Term):
    APPROVE = "APPROVE", "赞成"
    OPPOSE = "OPPOSE", "反对"
    ABSTAIN = "ABSTAIN", "弃权"


class MeetingResult(Term):
    PASSED = "PASSED", "通过"
    REJECTED = "REJECTED", "未通过"
    DEFERRED = "DEFERRED", "暂缓表决"
