"""Holds the guided questions of the submission form, in the words of officials: how they are asked, and how the answers stand in
the form. Which families of rules they switch is the domain's.

The form sends 不适用 as one more answer; the dossier keeps it apart from the answers, with its reason.
"""

from collections.abc import Mapping
from typing import NamedTuple

from werkzeug.datastructures import MultiDict

from review.domain.dossier import Scope
from review.domain.vocabulary import ScopeQuestion

REASONS = "/matter/scope/reasons"
NOT_APPLICABLE = "na"
"""What the form sends for 不适用."""

Values = dict[str, list[str]]


class Guided(NamedTuple):
    """How a question is asked: in full, by which rule, and what to mind."""

    question: ScopeQuestion
    asks: str
    rule: str
    hint: str = ""

    @property
    def pointer(self) -> str:
        return self.question.pointer

    @property
    def at(self) -> str:
        """The row of its reason."""
        return f"{REASONS}/{list(ScopeQuestion).index(self.question)}"


GUIDED = (
    Guided(
        ScopeQuestion.MAJOR_ADMINISTRATIVE_DECISION, "是否属于重大行政决策？", "CLS-03",
        "对照下面五类逐项核对，属于的勾选；五类都不属于的答“否”，写明理由。",
    ),
    Guided(
        ScopeQuestion.EXCLUSION, "是否属于宏观调控、政府立法、突发事件应急处置的决策，或者法律、行政法规另有程序规定？",
        "CLS-04", "属于的写明所依据的规定，没有依据的仍按重大行政决策办理；不是重大行政决策的，可以答“不适用”。",
    ),
    Guided(
        ScopeQuestion.NORMATIVE_DOCUMENT, "印发的文件是否影响公民、法人和其他组织的权利义务，并且反复适用（行政规范性文件）？",
        "CLS-06", "内部管理规范、工作制度、工作方案等不属于，在“其他登记内容”中选明是哪一种；不印发文件的，答“否”。",
    ),
    Guided(
        ScopeQuestion.MARKET_ACTIVITY, "文件、政策措施是否涉及经营者的经济活动（市场准入、招标投标、奖励补贴等）？", "FCR-01",
    ),
    Guided(ScopeQuestion.STABILITY_RISK, "实施后是否可能对社会稳定、公共安全等造成不利影响？", "RSK-01"),
    Guided(ScopeQuestion.HIGHLY_TECHNICAL, "专业性、技术性是否较强？", "EXP-01"),
    Guided(ScopeQuestion.CONTRACT, "是否要签订合同、协议？", "FIN-09"),
    Guided(ScopeQuestion.FUNDS_INVOLVED, "是否使用资金？", "FIN-01"),
)
"""The guided questions, in the order in which they are asked."""

ALSO = (
    "issues_document", "exploratory_reform", "people_congress_matter", "beyond_competence", "party_discipline", "emergency",
    "other_units_affected", "specific_group_affected", "vital_interests", "hearing_mandated", "stability_assessment_required",
)  # fmt: skip
"""The other questions of the scope, answered by 是 or 否."""


def taken_apart(form: MultiDict[str, str]) -> MultiDict[str, str]:
    """The form with each 不适用 beside its reason instead of in the answer's place, and without the rows that say nothing."""
    kept = form.copy()
    for one in GUIDED:
        if kept.get(one.pointer) == NOT_APPLICABLE:
            kept[one.pointer] = ""
            kept[f"{one.at}/not_applicable"] = "true"
            kept[f"{one.at}/question"] = one.question.value
        elif not kept.get(f"{one.at}/reason", "").strip():
            kept.poplist(f"{one.at}/question")
    return kept


def put_together(values: Mapping[str, list[str]], scope: Scope) -> Values:
    """The values of a stored matter with each reason in the row of its question, and 不适用 as an answer."""
    shown = {name: told for name, told in values.items() if not name.startswith(f"{REASONS}/")}
    rows = {one.question: one for one in scope.reasons or ()}
    for one in GUIDED:
        if reason := rows.get(one.question):
            shown[f"{one.at}/reason"] = [reason.reason or ""]
            if reason.not_applicable:
                shown[one.pointer] = [NOT_APPLICABLE]
    return shown
