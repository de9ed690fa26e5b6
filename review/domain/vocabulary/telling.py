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
    NO_INTEREST = "NO_INTEREST", "声明没有利害关系而回避", "stepped aside without an interest"
    ACTED_RECUSED = "ACTED_RECUSED", "回避而仍发言或者表决", "stepped aside and yet spoke or voted"
    NEVER_LEFT = "NEVER_LEFT", "回避而没有离场", "stepped aside and never left"
    PLAN_LATE = "PLAN_LATE", "签批开始以后才作安排", "the plan came after a signature"
    PLAN_CHANGED = "PLAN_CHANGED", "调整安排没有写明理由", "the plan was changed without a reason"
    SIGNED_FOR_PLANNED = "SIGNED_FOR_PLANNED", "所列的分管领导互相代签", "one planned leader signed for another"
    SIGNED_UNPLANNED = "SIGNED_UNPLANNED", "所列之外不止一人签批", "more than one person beside those planned signed"
    HEAD_TOO_EARLY = (
        "HEAD_TOO_EARLY",
        "所列的分管领导没有全部签批，所列之外的人已经签批",
        "somebody else signed before every planned leader had",
    )
    OUT_OF_TURN = "OUT_OF_TURN", "没有依所列次序签批", "the planned leaders did not sign in their order"
    HAS_INTEREST = "HAS_INTEREST", "有利害关系", "has an interest"
    ON_ROLL = "ON_ROLL", "出具时在法律顾问名册上登记有利害关系", "had an interest on the roll of advisers when he gave it"
    SUBMITTED = "SUBMITTED", "是提交人", "submitted the matter"
    TOOK_OVER = "TOOK_OVER", "是接办人", "took the matter over"
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
    NO_WAIVER_OF_DUTY = (
        "NO_WAIVER_OF_DUTY", "没有召开听证会，规定应当听证，不召开的决定和理由不能代替",
        "no hearing was held, one is prescribed, and a decision with its reason not to hold it does not take its place",
    )  # fmt: skip
    HEARING_PRESCRIBED = "HEARING_PRESCRIBED", "没有召开听证会，规定应当听证", "no hearing was held, one is prescribed"
    HEARING_LATE = (
        "HEARING_LATE", "规定应当听证，听证会晚于送合法性审查之日",
        "a hearing is prescribed, and it was held only after the draft was sent for legality review",
    )  # fmt: skip
    NO_WAIVER = (
        "NO_WAIVER", "没有召开听证会，也没有可以不召开的决定和理由",
        "no hearing was held, and there is no decision with its reason by which it may be left out",
    )  # fmt: skip
    RESULT_DISAGREES = "RESULT_DISAGREES", "会议结果与票数不符", "the result does not agree with the votes"
    NOT_AS_PRESENT = "NOT_AS_PRESENT", "票数与到会人数不符", "the votes do not agree with the members present"
    MORE_VOTES = "MORE_VOTES", "票数多于到会人数", "there are more votes than members present"
    NOT_AS_BALLOTS = "NOT_AS_BALLOTS", "登记的票数与逐人登记的票不符", "the counts are not those of the votes by member"
    PAPERS_DISAGREE = "PAPERS_DISAGREE", "发出、收回、无效的票数与所投的票不符", "the ballot papers do not agree with the votes"
    NOT_CARRIED = (
        "NOT_CARRIED", "赞成票没有超过应到会成员的半数，不能宣布通过",
        "no majority of those entitled to attend is in favour, so that it cannot be announced as passed",
    )  # fmt: skip
    NOT_RECORDED = "NOT_RECORDED", "没有登记", "not recorded"
    NOBODY_ASKED = "NOBODY_ASKED", "没有征求其他单位、职工或者公众的意见", "no other unit, nor the staff or the public, was asked"
    STILL_TO_COME = "STILL_TO_COME", "登记的日期尚未到来", "the recorded day has not come yet"
    AFTER_TOPIC = "AFTER_TOPIC", "晚于议题确定之日", "later than the day on which the topic was settled"
    TOPIC_OPEN = "TOPIC_OPEN", "不清楚议题何时确定", "it is not known when the topic was settled"
    NO_CONCLUSION = "NO_CONCLUSION", "没有审查结论", "the review has no conclusion"
    CO_MANAGER_REFUSES = "CO_MANAGER_REFUSES", "协管方不同意", "the co-managing body disagrees"
    OTHER_BODY = "OTHER_BODY", "由其他会议决定", "another meeting decided"
    CIRCULATED = "CIRCULATED", "以传阅、会签代替会议", "circulation or countersigning took the place of a meeting"
    OVERRULED = "OVERRULED", "党组会议未通过而由其他会议通过", "another meeting passed what the party-group meeting had rejected"
    HEADS_CONTRADICT = "HEADS_CONTRADICT", "结论为合法而审核内容有不符合的", "found lawful although a head does not conform"
    WRONG_MAKER = "WRONG_MAKER", "制定主体不合法", "the maker is not lawful"
    BEYOND_POWERS = "BEYOND_POWERS", "超越法定职权", "beyond the maker's statutory powers"
    UNCHANGED = "UNCHANGED", "应当予以修改而没有修改", "not changed as the examination required"
    FORBIDDEN_KEPT = (
        "FORBIDDEN_KEPT",
        "违法设定的事项、减损的权益或者增加的权力没有全部按审核意见修改，说明理由不能代替",
        "powers set up, rights reduced or powers enlarged unlawfully were not all changed as asked, which no reason replaces",
    )
    UNEXPLAINED = "UNEXPLAINED", "没有完全采纳而没有说明理由和依据", "not adopted in full and not explained"
    EXAMINED_UNLAWFUL = "EXAMINED_UNLAWFUL", "经审核不合法", "the examination found it unlawful"
    NO_SUCH_CONCLUSION = "NO_SUCH_CONCLUSION", "不是规定的审核结论", "this is no conclusion of an examination"
    IN_ANNUAL_PLAN = "IN_ANNUAL_PLAN", "列入政府投资年度计划", "it is in the annual government-investment plan"
    INVESTMENT_MODE = "INVESTMENT_MODE", "登记了政府投资方式", "a mode of government investment is recorded"
    INVESTMENT_APPROVED = (
        "INVESTMENT_APPROVED",
        "登记了第九条的批准文号",
        "an approval number of article 9 is recorded",
    )
    INVESTMENT_SIMPLIFIED = "INVESTMENT_SIMPLIFIED", "选择了第十三条的简化情形", "a case of article 13 is chosen"
    INVESTMENT_BUDGET = "INVESTMENT_BUDGET", "登记了核定概算", "an approved design budget is recorded"
    WRONG_ADDRESSEE = "WRONG_ADDRESSEE", "没有报同级党委", "not reported to the party committee at the same level"
    NOT_REPORTED = "NOT_REPORTED", "没有请示报告", "not reported"
    REPORT_TO_COME = "REPORT_TO_COME", "报送日期尚未到来", "the day of the report has not come yet"
    REPORTED_LATE = "REPORTED_LATE", "签批之后才报送", "reported only after the sign-off"
    NO_REPLY = "NO_REPLY", "没有批复", "no reply"
    AMENDED = "AMENDED", "批复要求修改", "the reply requires changes"
    REFUSED = "REFUSED", "批复不同意", "the reply refuses consent"
    REPLY_BEFORE_REPORT = "REPLY_BEFORE_REPORT", "批复早于报送", "the reply is earlier than the report"
    REPLY_TO_COME = "REPLY_TO_COME", "批复日期尚未到来", "the day of the reply has not come yet"
    REPLIED_LATE = "REPLIED_LATE", "签批之后才批复", "replied only after the sign-off"
    NOT_CHOSEN = "NOT_CHOSEN", "党组没有决定任职", "the party group did not decide the appointment"
    NOTICE_BEFORE_DECISION = "NOTICE_BEFORE_DECISION", "公示早于党组决定", "the notice began before the party group's decision"
    APPOINTED_BEFORE_END = "APPOINTED_BEFORE_END", "任职时公示没有结束", "the notice was not over when the post was taken up"
    NOTICE_OPEN = "NOTICE_OPEN", "公示尚未结束", "the notice is not over yet"
    SIGNED_BEFORE_END = "SIGNED_BEFORE_END", "签批时公示没有结束", "the notice was not over at the sign-off"
    OBJECTIONS_OPEN = "OBJECTIONS_OPEN", "异议没有处理", "objections have not been dealt with"
    AFFECTED = "AFFECTED", "公示结果影响任职", "the notice affects the appointment"
    RISK_NOT_STATED = "RISK_NOT_STATED", "没有明示法律风险", "the legal risk is not stated"
    OUTSIDE_BUDGET = "OUTSIDE_BUDGET", "未列入预算", "the expenditure is not in the budget"
    NOT_ADJUSTED = "NOT_ADJUSTED", "预算调整没有批准", "no budget adjustment is approved"
    TENDER_FIRST = "TENDER_FIRST", "招标早于项目批准", "the tender was earlier than the project approval"
    SPLIT = (
        "SPLIT",
        "同一品目多次采购，累计超过公开招标数额标准",
        "repeated procurement of the same category exceeds the open-tender threshold in total",
    )


class Way(Term):
    """In which way it was met, where there are several."""

    WITHIN_TEN_PERCENT = "WITHIN_TEN_PERCENT", "没有超过估算10%", "no more than 10% above the estimate"
    OVERRUN_REPORTED = "OVERRUN_REPORTED", "超过10%，已经报告", "more than 10%, which was reported"
    THREE_APPROVED = (
        "THREE_APPROVED",
        "项目建议书、可行性研究报告、初步设计已批准",
        "project proposal, feasibility study and preliminary design are approved",
    )
    NO_PLAN = "NO_PLAN", "没有送签批的安排", "no plan says who signs"
    AS_PLANNED = "AS_PLANNED", "签批符合送签批的安排", "the signatures follow the plan of the sign-off"
    SIMPLIFIED = "SIMPLIFIED", "属于第十三条的情形并写明理由", "a case of article 13, with its reason"
    ASSESSED = "ASSESSED", "送审前已完成风险评估", "the risk assessment was completed before the draft was sent for review"
    ASSESSED_ELSEWHERE = (
        "ASSESSED_ELSEWHERE",
        "送审前已按照其他规定另行评估",
        "the risk was assessed under other rules before the draft was sent for review",
    )
    IN_BUDGET = "IN_BUDGET", "已列入预算", "the expenditure is in the budget"
    ADJUSTED = "ADJUSTED", "预算调整已批准", "a budget adjustment is approved"
    SPENT_AFTERWARDS = (
        "SPENT_AFTERWARDS",
        "决定之前没有签订合同、没有付款",
        "no contract was signed and nothing was paid before the decision",
    )
    ACTED_FIRST = (
        "ACTED_FIRST",
        "紧急处置之后先行签订合同或者付款（追认见MTG-24）",
        "after the emergency action a contract was signed or a payment made ahead of the meeting (its ratification: MTG-24)",
    )
    METHOD_APPROVED = "METHOD_APPROVED", "已经批准采用公开招标以外的方式", "a method other than open tender is approved"
    WITHIN_APPROVED = "WITHIN_APPROVED", "没有超过核定概算", "the approved design budget is not exceeded"
    INCREASE_APPROVED = "INCREASE_APPROVED", "增加的概算已经核定", "the increase was approved"
    FEASIBILITY_APPROVED = "FEASIBILITY_APPROVED", "可行性研究报告已经批准", "the feasibility study is approved"
    BUDGET_SET = "BUDGET_SET", "投资概算已经核定", "the design budget is approved"
    SUBSIDY_UNJUDGED = (
        "SUBSIDY_UNJUDGED",
        "不是直接投资、资本金注入，是否已经按照国家有关规定办理手续（第十七条第二项）不作核验，由人核对",
        "it is no direct investment or capital injection, and whether the formalities that the State prescribes are completed "
        "(article 17, item 2) is not judged: a person checks",
    )
    FOLLOWED = (
        "FOLLOWED",
        "决定与多数人的意见、行政首长本人的意见一致",
        "the decision agrees with the majority view and with what the administrative head said himself",
    )
    UNOPPOSED = (
        "UNOPPOSED",
        "没有与决定不同的多数人意见，决定与行政首长本人的意见一致",
        "no majority view differs from the decision, which agrees with what the administrative head said himself",
    )
    EXPLAINED = "EXPLAINED", "行政首长已在会上说明理由", "the administrative head gave his reasons at the meeting"
    PRESENT = "PRESENT", "行政首长到会", "the administrative head is present"
    STEPS_ASIDE = "STEPS_ASIDE", "行政首长依法回避", "the administrative head steps aside by law"
    DECIDED_ELSEWHERE = "DECIDED_ELSEWHERE", "不由这次会议决定", "this meeting does not take the decision"
    TENDERED = "TENDERED", "已依法招标", "a tender was held as the law requires"
    EXEMPT = "EXEMPT", "写明可以不招标的情形和依据", "a case that needs no tender is stated with its ground"
    HEARING_HELD = "HEARING_HELD", "已召开听证会", "a hearing was held"
    HEARING_WAIVED = (
        "HEARING_WAIVED",
        "没有规定必须听证，已决定不召开并写明理由",
        "no hearing is prescribed, and it was decided with a reason not to hold one",
    )
    RESULT_AGREES = "RESULT_AGREES", "会议结果与票数相符", "the result agrees with the votes"
    CARRIED = "CARRIED", "赞成票已经过半数，尚未宣布结果", "a majority is in favour, and no result is announced yet"
    DISCUSSED = "DISCUSSED", "已经政府会议讨论", "a government meeting has discussed it"
    PRESCRIBED = (
        "PRESCRIBED",
        "按事项清单还须由政府会议讨论",
        "by the list of matters a government meeting is still to discuss it",
    )


class Question(Term):
    """What is not known yet, where the rest is."""

    IN_BUDGET = "IN_BUDGET", "是否列入预算", "whether the expenditure is in the budget"
    ADJUSTMENT = "ADJUSTMENT", "预算调整是否批准", "whether a budget adjustment is approved"
    PROPOSAL = "PROPOSAL", "项目建议书的批准文号", "approval number of the project proposal"
    FEASIBILITY = "FEASIBILITY", "可行性研究报告的批准文号", "approval number of the feasibility study"
    DESIGN = "DESIGN", "初步设计的批准文号", "approval number of the preliminary design"
    SIMPLIFIED_GROUND = "SIMPLIFIED_GROUND", "属于第十三条的哪种情形", "which case of article 13 it is"
    SIMPLIFIED_REASON = "SIMPLIFIED_REASON", "简化的理由", "reason of the simplification"
    DESIGN_BUDGET = "DESIGN_BUDGET", "初步设计概算", "design budget"
    ESTIMATE = "ESTIMATE", "批准的估算", "approved estimate"
    OVERRUN_REPORTED = "OVERRUN_REPORTED", "超过10%是否报告", "whether the excess over 10% was reported"
    TOTAL = "TOTAL", "总投资", "total investment"
    APPROVED_BUDGET = "APPROVED_BUDGET", "经核定的概算", "approved design budget"
    INCREASE_GROUND = "INCREASE_GROUND", "增加概算的原因", "ground of the increase"
    INCREASE_SOURCE = "INCREASE_SOURCE", "增加概算的资金来源", "source of funds of the increase"
    INCREASE_APPROVAL = "INCREASE_APPROVAL", "增加的概算是否重新核定", "whether the increase was approved"
    ASSESSED_ELSEWHERE_ON = (
        "ASSESSED_ELSEWHERE_ON",
        "按照其他规定所作的评估何日完成",
        "when the assessment under other rules was completed",
    )
    PROJECT_APPROVED_ON = "PROJECT_APPROVED_ON", "项目何时批准", "when the project was approved"
    TENDER_PUBLISHED_ON = "TENDER_PUBLISHED_ON", "招标公告何时发布", "when the tender was announced"
    TENDER_FILE = "TENDER_FILE", "有没有招标文件", "whether there is a tender document"
    METHOD = "METHOD", "采购方式", "procurement method"
    INVITATION_APPROVAL = "INVITATION_APPROVAL", "邀请招标是否批准", "whether the tender by invitation is approved"
    NEEDS_APPROVAL = "NEEDS_APPROVAL", "项目是否须经审批", "whether the project needs approval"
    TENDER_EXEMPTION = "TENDER_EXEMPTION", "是否依法可以不招标", "whether the law exempts it from the tender"
    SPLITTING = "SPLITTING", "是否化整为零", "whether procurement was split"
    METHOD_APPROVAL = "METHOD_APPROVAL", "其他采购方式是否批准", "whether another procurement method is approved"
