"""Holds which numbers the annual report has, in which order, and in words how each is counted; holds no counting.

What is not known has a number of its own beside what is: it is neither left out nor taken for either answer.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from review.domain.vocabulary import Category, Term


class Figure(Term):
    """What a number of the annual report counts."""

    SUBMITTED = "SUBMITTED", "提交审查的事项"
    DECIDED = "DECIDED", "会议作出决定的事项"
    PASSED = "PASSED", "通过"
    CONDITIONAL = "CONDITIONAL", "附条件通过"
    UNCONDITIONAL = "UNCONDITIONAL", "没有附条件"
    CONDITIONS_OPEN = "CONDITIONS_OPEN", "未定：会议没有附条件，执行情况登记了条件"
    REJECTED = "REJECTED", "未通过"
    RESULT_OPEN = "RESULT_OPEN", "未定：其后的会议未通过、暂缓或者尚无结果"
    DEFERRED = "DEFERRED", "暂缓表决的事项"
    REOPENED = "REOPENED", "作出决定后又重新办理的事项"
    WITHDRAWN = "WITHDRAWN", "撤回的事项"
    DECISION_OPEN = "DECISION_OPEN", "未定：由哪次会议作出决定不清楚"
    UNDATED = "UNDATED", "未定：日期没有登记，不能归入年度"

    REVIEWED_BEFORE = "REVIEWED_BEFORE", "确定议题之前已经合法性审查"
    NOT_REVIEWED_BEFORE = "NOT_REVIEWED_BEFORE", "确定议题之前没有经过合法性审查"
    REVIEWED_BEFORE_OPEN = "REVIEWED_BEFORE_OPEN", "未定：是否在确定议题之前审查不能判定"
    REVIEW_NOT_DUE = "REVIEW_NOT_DUE", "依规定不要求合法性审查"

    ADVISED_BEFORE = "ADVISED_BEFORE", "确定议题之前已经听取法律意见"
    NOT_ADVISED_BEFORE = "NOT_ADVISED_BEFORE", "确定议题之前没有听取法律意见"
    ADVISED_BEFORE_OPEN = "ADVISED_BEFORE_OPEN", "未定：是否在确定议题之前听取不能判定"
    ADVICE_NOT_DUE = "ADVICE_NOT_DUE", "依规定不要求听取法律意见"

    REVIEWS = "REVIEWS", "出具的合法性审查意见"
    LAWFUL = "LAWFUL", "合法"
    LAWFUL_WITH_CHANGES = "LAWFUL_WITH_CHANGES", "应当予以修改"
    UNLAWFUL = "UNLAWFUL", "不合法"
    EXPLORATORY = "EXPLORATORY", "探索性改革，明示法律风险"
    CONCLUSION_OPEN = "CONCLUSION_OPEN", "未定：没有写明结论"
    NO_REVIEW = "NO_REVIEW", "不能认定为合法性审查的意见"

    DAYS_KNOWN = "DAYS_KNOWN", "用时可以计算的审查意见"
    DAYS_OPEN = "DAYS_OPEN", "未定：用时不能计算"
    IN_TIME = "IN_TIME", "按期出具"
    LATE = "LATE", "超过期限出具"
    TIME_OPEN = "TIME_OPEN", "未定：期限没有登记"
    UNDER_REVIEW = "UNDER_REVIEW", "送审后尚未出具意见的事项（件）"
    UNDER_REVIEW_LATE = "UNDER_REVIEW_LATE", "已超过期限（件）"

    SUGGESTIONS = "SUGGESTIONS", "法律意见提出的建议"
    SUGGESTIONS_ADOPTED = "SUGGESTIONS_ADOPTED", "采纳的建议"
    SUGGESTIONS_PARTLY = "SUGGESTIONS_PARTLY", "部分采纳的建议"
    SUGGESTIONS_NOT_ADOPTED = "SUGGESTIONS_NOT_ADOPTED", "未采纳的建议"
    SUGGESTIONS_UNANSWERED = "SUGGESTIONS_UNANSWERED", "未定：尚未答复的建议"
    CHANGES = "CHANGES", "审查意见要求的修改"
    CHANGES_ADOPTED = "CHANGES_ADOPTED", "采纳的修改要求"
    CHANGES_PARTLY = "CHANGES_PARTLY", "部分采纳的修改要求"
    CHANGES_NOT_ADOPTED = "CHANGES_NOT_ADOPTED", "未采纳的修改要求"
    CHANGES_UNANSWERED = "CHANGES_UNANSWERED", "未定：尚未答复的修改要求"
    POINTS_OPEN = "POINTS_OPEN", "未定：没有写明有无建议、修改的意见（份）"

    GATE_SHUT = "GATE_SHUT", "会议关及以前有关口未开"
    BREACHED = "BREACHED", "会议关及以前有规则不符合"
    UNDETERMINED = "UNDETERMINED", "会议关及以前有规则无法判定"
    EMERGENCY = "EMERGENCY", "应急决策"
    EMERGENCY_OPEN = "EMERGENCY_OPEN", "未定：是否应急决策没有登记"
    HEAD_DECIDES = "HEAD_DECIDES", "行政首长决定"
    MODE_OPEN = "MODE_OPEN", "未定：决策方式没有登记"

    PRESIDED = "PRESIDED", "主要负责人主持会议"
    SPOKE_LAST = "SPOKE_LAST", "主要负责人末位表态"
    NOT_LAST = "NOT_LAST", "主要负责人没有末位表态"
    LAST_OPEN = "LAST_OPEN", "未定：是否末位表态不能判定"
    NOT_PRESIDED = "NOT_PRESIDED", "其他成员主持会议"
    PRESIDING_OPEN = "PRESIDING_OPEN", "未定：是否由主要负责人主持不能判定"

    @property
    def is_open(self) -> bool:
        """Whether it counts what is not known."""
        return self.label.startswith("未定")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the report: its numbers, those that a number is made of after it, with how deep they stand under it."""

    key: str
    title: str
    unit: str
    lines: tuple[tuple[Figure, int], ...]

    def unit_of(self, what: Figure) -> str:
        """What is counted, where it is not what the section counts."""
        return _OTHER_UNITS.get(what, self.unit)


_OTHER_UNITS = {Figure.UNDER_REVIEW: "件", Figure.UNDER_REVIEW_LATE: "件", Figure.POINTS_OPEN: "份"}


def _lines(*listed: Figure | tuple[Figure, ...], depth: int = 0) -> tuple[tuple[Figure, int], ...]:
    def told() -> Iterator[tuple[Figure, int]]:
        for one in listed:
            yield from ((each, depth + 1) for each in one) if isinstance(one, tuple) else ((one, depth),)

    return tuple(told())


F = Figure
SECTIONS = (
    Section(key="decisions", title="提交和决定", unit="件", lines=(
        *_lines(F.SUBMITTED, F.DECIDED, (F.PASSED,)), *_lines((F.CONDITIONAL, F.UNCONDITIONAL, F.CONDITIONS_OPEN), depth=1),
        *_lines((F.REJECTED, F.RESULT_OPEN), F.DEFERRED, F.REOPENED, F.WITHDRAWN, F.DECISION_OPEN, F.UNDATED),
    )),
    Section(key="review", title="作出决定的事项：会前合法性审查", unit="件", lines=_lines(
        F.REVIEWED_BEFORE, F.NOT_REVIEWED_BEFORE, F.REVIEWED_BEFORE_OPEN, F.REVIEW_NOT_DUE)),
    Section(key="advice", title="作出决定的事项：会前听取法律意见", unit="件", lines=_lines(
        F.ADVISED_BEFORE, F.NOT_ADVISED_BEFORE, F.ADVISED_BEFORE_OPEN, F.ADVICE_NOT_DUE)),
    Section(key="results", title="合法性审查的结论", unit="份", lines=_lines(
        F.REVIEWS, (F.LAWFUL, F.LAWFUL_WITH_CHANGES, F.UNLAWFUL, F.EXPLORATORY, F.CONCLUSION_OPEN), F.NO_REVIEW)),
    Section(key="time", title="合法性审查的用时和期限", unit="份", lines=_lines(
        F.DAYS_KNOWN, F.DAYS_OPEN, F.IN_TIME, F.LATE, F.TIME_OPEN, F.UNDER_REVIEW, (F.UNDER_REVIEW_LATE,))),
    Section(key="adoption", title="意见采纳", unit="条", lines=_lines(
        F.SUGGESTIONS, (F.SUGGESTIONS_ADOPTED, F.SUGGESTIONS_PARTLY, F.SUGGESTIONS_NOT_ADOPTED, F.SUGGESTIONS_UNANSWERED),
        F.CHANGES, (F.CHANGES_ADOPTED, F.CHANGES_PARTLY, F.CHANGES_NOT_ADOPTED, F.CHANGES_UNANSWERED), F.POINTS_OPEN)),
    Section(key="exceptions", title="作出决定的事项：例外情形", unit="件", lines=_lines(
        F.GATE_SHUT, F.BREACHED, F.UNDETERMINED, F.EMERGENCY, F.EMERGENCY_OPEN, F.HEAD_DECIDES, F.MODE_OPEN)),
    Section(key="principal", title="作出决定的事项：主要负责人主持和表态", unit="件", lines=_lines(
        F.PRESIDED, (F.SPOKE_LAST, F.NOT_LAST, F.LAST_OPEN), F.NOT_PRESIDED, F.PRESIDING_OPEN)),
)  # fmt: skip
"""Every number once, in the order in which page, workbook and print show them."""

UNCLASSED = "UNCLASSED"
COLUMNS = {**{one.value: one.label for one in Category}, UNCLASSED: "没有登记类别"}
"""The classes by which each number is divided (三重一大), and what no class is recorded of."""


def column_of(category: Category | None) -> str:
    """The column in which a matter of this class counts."""
    return UNCLASSED if category is None else category.value


COUNTED_BY = (
    "提交、撤回的，按提交、撤回之日归入年度。",
    "会议作出决定的事项，按作出决定的会议召开之日归入年度，一件计一次；作出决定的会议，是最后一次没有暂缓、依其决策方式有权决定的会议；"
    "其他会议宣布未通过、事项因此终止的，是该会议。",
    "作出决定后又收回、重新提交会议的，以新的决定为准；新的决定作出以前，计入“作出决定后又重新办理的事项”，不计入作出决定的事项。",
    "暂缓表决的，按会议召开之日归入年度，一件计一次；后来作出决定的，另按决定计。",
    "合法性审查意见、法律意见按出具之日归入年度；一件事项出具几份的，每份计一次，建议和要求的修改逐条计算。",
    "尚未出具意见的，按送审之日归入年度。",
    "“会前”以确定议题之日为准：会前是否审查、是否听取法律意见，是规则LRV-01、LAD-01对该事项的核验结果，不另行判断。",
    "不清楚的单列“未定”，不计为零，也不计入已经完成的；会前审查率、会前听取率的分母包括未定的，不包括依规定不要求的。",
    "用时是材料齐备之日的次日起至出具之日的工作日，退回补正期间不计。采纳率是采纳和部分采纳占已经答复的比例。",
)
"""How a matter is put to a year and what is counted how, one sentence each."""

_OF_DECIDED = "作出决定的事项中，"
TOLD: dict[Figure, str] = {
    F.SUBMITTED: "提交之日在本年度的事项。",
    F.DECIDED: "现行的决定由本年度召开的会议作出的事项。",
    F.PASSED: f"{_OF_DECIDED}作出决定的会议宣布通过，其后没有会议宣布未通过或者暂缓的。",
    F.CONDITIONAL: "通过的事项中，宣布通过时附有条件的。",
    F.UNCONDITIONAL: "通过的事项中，宣布通过时没有附条件，执行情况也没有登记条件的。",
    F.CONDITIONS_OPEN: "通过的事项中，宣布通过时没有附条件，而执行情况登记了条件的。",
    F.REJECTED: f"{_OF_DECIDED}作出决定的会议宣布未通过的。",
    F.RESULT_OPEN: f"{_OF_DECIDED}作出决定的会议宣布通过，而其后的会议未通过、暂缓或者尚无结果的。",
    F.DEFERRED: "有本年度召开的会议宣布暂缓表决的事项；后来作出决定的，也在内。",
    F.REOPENED: "本年度召开的会议作过决定，后来收回、撤回、重新提交会议或者重新决定的事项。",
    F.WITHDRAWN: "本年度撤回的事项。",
    F.DECISION_OPEN: "本年度召开的会议宣布了结果，而决策方式或者会议类型没有登记，不能确定由哪次会议作出决定的事项。",
    F.UNDATED: "提交之日、作出决定的会议召开之日没有登记的事项。",
    F.REVIEWED_BEFORE: f"{_OF_DECIDED}规则LRV-01核验为符合的。",
    F.NOT_REVIEWED_BEFORE: f"{_OF_DECIDED}规则LRV-01核验为不符合的。",
    F.REVIEWED_BEFORE_OPEN: f"{_OF_DECIDED}规则LRV-01核验为无法判定，或者没有核验的。",
    F.REVIEW_NOT_DUE: f"{_OF_DECIDED}规则LRV-01不适用的，例如干部任免。",
    F.ADVISED_BEFORE: f"{_OF_DECIDED}规则LAD-01核验为符合的。",
    F.NOT_ADVISED_BEFORE: f"{_OF_DECIDED}规则LAD-01核验为不符合的。",
    F.ADVISED_BEFORE_OPEN: f"{_OF_DECIDED}规则LAD-01核验为无法判定，或者没有核验的。",
    F.ADVICE_NOT_DUE: f"{_OF_DECIDED}规则LAD-01不适用的，例如干部任免。",
    F.REVIEWS: "本年度出具、审查方式为合法性审查的意见，以前各次审查的也在内。",
    F.LAWFUL: "结论为合法的审查意见。",
    F.LAWFUL_WITH_CHANGES: "结论为应当予以修改（修改后合法）的审查意见。",
    F.UNLAWFUL: "结论为不合法的审查意见。",
    F.EXPLORATORY: "结论为探索性改革、明示法律风险的审查意见。",
    F.CONCLUSION_OPEN: "没有写明结论的审查意见。",
    F.NO_REVIEW: "本年度出具，而审查方式为征求意见或者没有登记的；征求意见不能代替合法性审查。",
    F.DAYS_KNOWN: "材料齐备之日、期限、退回之日都有登记的审查意见。",
    F.DAYS_OPEN: "材料齐备之日、期限或者退回之日没有登记的审查意见。",
    F.IN_TIME: "不晚于期限出具的审查意见。",
    F.LATE: "晚于期限出具的审查意见。",
    F.TIME_OPEN: "没有登记期限的审查意见。",
    F.UNDER_REVIEW: "本年度送审，现在正在审查或者退回补正的事项。",
    F.UNDER_REVIEW_LATE: "正在审查的事项中，期限早于数据截止之日的。",
    F.SUGGESTIONS: "本年度出具的法律意见提出的建议，逐条计算。",
    F.SUGGESTIONS_ADOPTED: "承办单位答复采纳的建议。",
    F.SUGGESTIONS_PARTLY: "承办单位答复部分采纳的建议。",
    F.SUGGESTIONS_NOT_ADOPTED: "承办单位答复不采纳的建议。",
    F.SUGGESTIONS_UNANSWERED: "承办单位还没有答复的建议。",
    F.CHANGES: "本年度出具的审查意见要求的修改，逐条计算。",
    F.CHANGES_ADOPTED: "承办单位答复采纳的修改。",
    F.CHANGES_PARTLY: "承办单位答复部分采纳的修改。",
    F.CHANGES_NOT_ADOPTED: "承办单位答复不采纳的修改。",
    F.CHANGES_UNANSWERED: "承办单位还没有答复的修改。",
    F.POINTS_OPEN: "本年度出具，没有写明有无建议的法律意见、没有写明有无修改要求的审查意见。",
    F.GATE_SHUT: f"{_OF_DECIDED}提交关至会议关有关口未开的，按最近一次核验。",
    F.BREACHED: f"{_OF_DECIDED}提交关至会议关有规则不符合的，提示和已说明理由的也在内。",
    F.UNDETERMINED: f"{_OF_DECIDED}提交关至会议关有规则无法判定的。",
    F.EMERGENCY: f"{_OF_DECIDED}登记为应急决策的。",
    F.EMERGENCY_OPEN: f"{_OF_DECIDED}没有登记是否应急决策的。",
    F.HEAD_DECIDES: f"{_OF_DECIDED}由行政首长决定的。",
    F.MODE_OPEN: f"{_OF_DECIDED}没有登记决策方式的。",
    F.PRESIDED: f"{_OF_DECIDED}作出决定的会议由党组书记、行政首长主持的。",
    F.SPOKE_LAST: "主要负责人主持的会议中，主要负责人最后表态，此前没有表态的。",
    F.NOT_LAST: "主要负责人主持的会议中，主要负责人不是最后表态，或者此前已经表态的。",
    F.LAST_OPEN: "主要负责人主持的会议中，发言顺序没有登记，不能判定的。",
    F.NOT_PRESIDED: f"{_OF_DECIDED}作出决定的会议由其他成员主持的。",
    F.PRESIDING_OPEN: f"{_OF_DECIDED}主持人或者成员的职务没有登记，不能判定的。",
}
"""What each number counts, in a sentence."""
