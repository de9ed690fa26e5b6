"""Holds the words in which a finding says what a paper lacks, and in which way a rule is broken that can be broken in several."""

from review.domain.vocabulary.term import Term


class Element(Term):
    """What the minutes (MTG-23) or a legal opinion (LAD-07) have to hold."""

    MATTER_NUMBER = "MATTER_NUMBER", "事项编号", "number of the matter"
    HELD_ON = "HELD_ON", "会议日期", "day of the meeting"
    STARTED_AT = "STARTED_AT", "开始时间", "time of beginning"
    ENDED_AT = "ENDED_AT", "结束时间", "time of ending"
    PLACE = "PLACE", "地点", "place"
    PRESIDER = "PRESIDER", "主持人", "presider"
    RECORDER = "RECORDER", "记录人", "recorder"
    MEMBERS = "MEMBERS", "成员名单", "list of members"
    OBSERVERS = "OBSERVERS", "列席人员", "observers"
    MAIN_QUESTION = "MAIN_QUESTION", "主要问题", "main issues"
    STATEMENTS = "STATEMENTS", "各成员的发言", "members' statements"
    DISAGREEMENTS = "DISAGREEMENTS", "主要分歧", "main disagreements"
    RESULT = "RESULT", "会议结果", "result of the meeting"
    DECISION = "DECISION", "决定内容", "content of the decision"
    NUMBER = "NUMBER", "编号", "number"
    ADVISER = "ADVISER", "法律顾问", "adviser"
    LICENCE = "LICENCE", "执业证号", "licence number"
    ISSUED_ON = "ISSUED_ON", "出具日期", "day of issue"
    SIGNATURE = "SIGNATURE", "签名", "signature"
    FACTS = "FACTS", "事实", "facts"
    MATERIALS = "MATERIALS", "材料", "materials"
    BASIS = "BASIS", "依据（文件和条号）", "basis (instrument and article)"
    RISKS = "RISKS", "风险", "risks"
    CONCLUSION = "CONCLUSION", "结论", "conclusion"
    SUGGESTIONS = "SUGGESTIONS", "建议", "suggestions"


class Vetting(Term):
    """What is checked of a candidate (CAD-03), and what is settled before he is tabled (CAD-04)."""

    FILE = "FILE", "干部档案审核", "check of the personnel file"
    DECLARATIONS = "DECLARATIONS", "个人有关事项核查", "check of the personal declarations"
    DISCIPLINE_HEARD = "DISCIPLINE_HEARD", "听取纪检监察机关意见", "opinion of the discipline inspection office"
    COMPLAINTS = "COMPLAINTS", "信访举报查核", "inquiry into the complaints"
    INTEGRITY = "INTEGRITY", "廉洁自律结论性评价", "conclusion on integrity"
    DISCIPLINE_PENDING = "DISCIPLINE_PENDING", "纪检监察机关尚未回复", "discipline inspection office has not replied"
    DISCIPLINE_OBJECTS = "DISCIPLINE_OBJECTS", "纪检监察机关不同意", "discipline inspection office objects"
    FILE_DOUBTS = "FILE_DOUBTS", "档案疑点", "doubts in the file"
    AUDIT = "AUDIT", "巡视、审计发现的问题", "inspection and audit issues"


class Shortfall(Term):
    """In which way it was broken."""

    BELOW_HALF = "BELOW_HALF", "未达到半数", "the quorum of half of the members is not reached"
    EXACTLY_HALF = "EXACTLY_HALF", "恰为半数，本单位不视为当然达到", "exactly half are present, which is not surely a quorum"
    NOBODY_EXPECTED = "NOBODY_EXPECTED", "没有应到会的成员", "nobody is entitled to attend"
    NOBODY_SPOKE = "NOBODY_SPOKE", "没有人表态", "nobody stated a view"
    NOT_RECUSED = "NOT_RECUSED", "有利害关系而没有回避", "has an interest and did not step aside"
    ACTED_RECUSED = "ACTED_RECUSED", "回避而仍发言或者表决", "stepped aside and yet spoke or voted"
    NEVER_LEFT = "NEVER_LEFT", "回避而没有离场", "stepped aside and never left"
    HAS_INTEREST = "HAS_INTEREST", "有利害关系", "has an interest"
    SUBMITTED = "SUBMITTED", "是提交人", "submitted the matter"
    DRAFTED = "DRAFTED", "是起草人", "drafted the matter"
    VOTES = "VOTES", "是参加表决的成员", "votes on the matter"
    AFTER_REVIEW = "AFTER_REVIEW", "晚于审查意见", "later than the review opinion"
    OTHER_DRAFT = "OTHER_DRAFT", "针对的不是审查的那一稿", "not on the draft that was reviewed"
    COMMENT_ONLY = "COMMENT_ONLY", "只征求了意见，不是合法性审查", "comments were asked for, which is no legality review"
    SAME_DRAFT = "SAME_DRAFT", "同一稿此前经审查不合法", "the same draft was found unlawful before"
    FOUND_UNLAWFUL = "FOUND_UNLAWFUL", "审查不合法", "the review found it unlawful"
    CONTRADICTS = "CONTRADICTS", "结论与三项审查矛盾", "the conclusion contradicts the three heads"
    SECRET_CONTENT = "SECRET_CONTENT", "涉及国家秘密、商业秘密的内容不公告", "what is a state or trade secret is not published"
    CHANGE_REFUSED = "CHANGE_REFUSED", "有要求的修改没有采纳", "a required change was not adopted"
    NOT_MENDED = "NOT_MENDED", "不符合之处没有按要求修改", "what does not conform was not changed as required"
    NOT_EXPLORATORY = "NOT_EXPLORATORY", "不属于探索性改革", "it is no exploratory reform"
    RISK_NOT_STATED = "RISK_NOT_STATED", "没有明示法律风险", "the legal risk is not stated"
