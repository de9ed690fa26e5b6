"""Holds what is wrong with a legal opinion as it is given: what the rules ask of it and it does not say. Once given it is not
completed, and a new one takes another round."""

from collections.abc import Iterator

from review.domain.dossier import LegalOpinion
from review.domain.errors import Fault
from review.domain.facts.opinion import elements
from review.domain.kleene import given
from review.domain.vocabulary import Element, OpinionConclusion

AT = "/opinion"

ASKED = {
    Element.NUMBER: ("number", "请填写法律意见编号"),
    Element.FACTS: ("facts_relied_on", "请写明所依据的事实"),
    Element.MATERIALS: ("materials", "请逐行写明所审阅的材料"),
    Element.BASIS: ("legal_basis", "请写明法律依据，每条都要有名称和条号"),
    Element.RISKS: ("risks", "请逐条写明法律风险；没有的，勾选“没有发现法律风险”"),
    Element.CONCLUSION: ("conclusion", "请选择结论"),
    Element.SIGNATURE: ("signed", "法律意见须由本人签名，请确认已签名后出具"),
}  # fmt: skip
"""Where the adviser states what an opinion has to hold (LAD-07), and what is said where he does not; who he is the roll tells,
and the suggestions hang on the conclusion."""


def faults_of_opinion(opinion: LegalOpinion) -> Iterator[Fault]:
    """Everything for which this opinion cannot be given, at once: a rule would find it later (LAD-07, LAD-08)."""
    found = elements(opinion)
    for element, (place, said) in ASKED.items():
        if found[element] is not True:
            yield Fault(f"{AT}/{place}", said)
    if lacking := _of_suggestions(opinion):
        yield Fault(f"{AT}/suggestions", lacking)
    if not opinion.conflict_free:
        told = "请声明没有参与起草、与本事项没有利害关系；不能这样声明的，请转办给其他法律顾问"
        yield Fault(f"{AT}/conflict_free", told)


def _of_suggestions(opinion: LegalOpinion) -> str | None:
    """A draft that is lawful after changes needs to be told which; otherwise it may be said that there are none."""
    conclusion, suggestions = opinion.conclusion, opinion.suggestions
    if conclusion is OpinionConclusion.LAWFUL_WITH_CHANGES and not any(given(one.text) for one in suggestions or ()):
        return f"结论为“{conclusion.label}”的，须逐条写明建议"
    if suggestions is None:
        return "请逐条写明建议；没有的，勾选“没有修改建议”"
    return None if all(given(one.text) for one in suggestions) else "每条建议都要写明内容"
