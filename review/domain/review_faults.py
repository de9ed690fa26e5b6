"""Holds what is wrong with a review opinion as it is issued: what the rules ask of it and it does not say, and what it says
against itself. It stands in the record for ever: what it lacks only a new review could bring."""

from collections.abc import Iterator, Mapping

from review.domain.dossier import Dossier, LegalityReview
from review.domain.errors import Fault
from review.domain.kleene import given
from review.domain.standing import opinion_holds
from review.domain.tasks import opposing
from review.domain.vocabulary import Conformity, ReviewConclusion, ReviewKind

AT = "/review"
HEADS = {"authority": "权限", "procedure": "程序", "content": "内容"}
"""What a review answers (第二十七条)."""

Settlements = Mapping[int, str]
"""How each countersign that opposes the opinion was settled (协调处理), by its place in the review."""


def faults_of_review(review: LegalityReview, sent: LegalityReview, dossier: Dossier) -> Iterator[Fault]:
    """Everything for which the opinion `review` on what was `sent` cannot be issued: a rule would find it later (LRV-02, LRV-03,
    LRV-08 to LRV-12). How the changes that it requires are answered comes after it."""
    yield from _of_the_paper(review, sent)
    yield from _of_the_heads(review)
    yield from _of_opinions(review, sent, dossier)
    yield from _of_the_conclusion(review, dossier)


def _of_the_paper(review: LegalityReview, sent: LegalityReview) -> Iterator[Fault]:
    """LRV-02 and LRV-10: a review and no comments, numbered, answered for by the head of the department, and sealed."""
    if not given(review.number):
        yield Fault(f"{AT}/number", "请填写审查意见编号")
    elif review.number in {one.number for one in sent.earlier or ()}:
        yield Fault(f"{AT}/number", f"审查意见编号“{review.number}”已经用于本事项以前的审查意见，请另行编号")
    if review.kind is not ReviewKind.REVIEW:
        said = f"征求意见不能代替合法性审查（第二十五条第一款）：审查方式请选择“{ReviewKind.REVIEW.label}”"
        yield Fault(f"{AT}/kind", said if review.kind else "请选择审查方式")
    if review.head is None:
        yield Fault(f"{AT}/head", "请选择审查部门负责人，由其对审查意见负责")
    if not review.sealed:
        yield Fault(f"{AT}/sealed", "审查意见须加盖审查部门印章，请盖章后出具")


def _of_the_heads(review: LegalityReview) -> Iterator[Fault]:
    """LRV-08: authority, procedure and content are each answered, with the basis."""
    for head, label in HEADS.items():
        if getattr(review.findings, head) is None:
            yield Fault(f"{AT}/findings/{head}", f"请选择{label}是否符合")
        if not given(getattr(review.findings_basis, head)):
            yield Fault(f"{AT}/findings_basis/{head}", f"请写明{label}的依据和理由")


def _of_opinions(review: LegalityReview, sent: LegalityReview, dossier: Dossier) -> Iterator[Fault]:
    """LRV-09: the opinions that were considered are on file, one on the reviewed draft among them where there is any."""
    issued = [one for one in dossier.legal_opinions or () if one.issued_on]
    considered = review.opinions_considered or ()
    strange = "、".join(number for number in considered if number not in {one.number for one in issued})
    if strange:
        yield Fault(f"{AT}/opinions_considered", f"本事项没有编号为“{strange}”的法律意见，请核对")
        return
    on_draft = {one.number for one in issued if opinion_holds(dossier, one, sent.draft_sha256) is not False}
    if on_draft and not on_draft & set(considered):
        yield Fault(f"{AT}/opinions_considered", "请勾选审查时所考虑的法律意见，其中须有针对送审稿的（第二十八条）")


def _of_the_conclusion(review: LegalityReview, dossier: Dossier) -> Iterator[Fault]:
    """LRV-03, LRV-11 and LRV-12: what was found bears out the conclusion, and what belongs to it is stated."""
    conclusion, deviating = review.conclusion, [
        head for head in HEADS if getattr(review.findings, head) is Conformity.DOES_NOT_CONFORM
    ]  # fmt: skip
    if conclusion is None:
        yield Fault(f"{AT}/conclusion", "请选择结论")
        return
    if conclusion in (ReviewConclusion.LAWFUL, ReviewConclusion.EXPLORATORY):
        for head in deviating:
            said = f"{HEADS[head]}{Conformity.DOES_NOT_CONFORM.label}，结论却是“{conclusion.label}”，前后矛盾，请更正其一"
            yield Fault(f"{AT}/findings/{head}", said)
    if conclusion is ReviewConclusion.UNLAWFUL and all(getattr(review.findings, head) for head in HEADS) and not deviating:
        yield Fault(f"{AT}/conclusion", f"权限、程序、内容都符合，结论却是“{conclusion.label}”，前后矛盾，请更正其一")
    if conclusion is ReviewConclusion.EXPLORATORY:
        yield from _of_a_reform(review, dossier)
    yield from _of_changes(review, conclusion)


def _of_a_reform(review: LegalityReview, dossier: Dossier) -> Iterator[Fault]:
    """第二十五条第二款: only an exploratory reform is tabled with its legal risk, and the risk is stated."""
    if not dossier.matter.scope.exploratory_reform:
        said = "本事项没有申报为探索性改革，不能用这一结论：请选择其他结论；确属探索性改革的，退回补正，由承办单位更正"
        yield Fault(f"{AT}/conclusion", said)
    if not given(review.risk_statement):
        yield Fault(f"{AT}/risk_statement", "请明示法律风险（第二十五条第二款）")


def _of_changes(review: LegalityReview, conclusion: ReviewConclusion) -> Iterator[Fault]:
    """LRV-11: the required changes are listed, or none is said to be required."""
    changes = review.required_changes
    if conclusion is ReviewConclusion.LAWFUL_WITH_CHANGES and not any(given(one.text) for one in changes or ()):
        yield Fault(f"{AT}/required_changes", f"结论是“{conclusion.label}”的，请逐条写明修改意见")
    elif changes is None:
        yield Fault(f"{AT}/required_changes", "请逐条写明修改意见；没有的，勾选“没有修改意见”")


def unsettled(review: LegalityReview, settlements: Settlements) -> Iterator[Fault]:
    """LRV-10: each countersign that opposes the opinion and of which it is not said how that was settled; a word on another."""
    against = opposing(review)
    for place in settlements.keys() - against.keys():
        yield Fault(f"/review/countersigns/{place}/settlement", "这一会签没有不同意或者退回，不需要协调处理，请核对")
    for place, one in against.items():
        if not given(settlements.get(place)):
            name, view = (one.person.name if one.person else None) or "会签人", one.view.label if one.view else ""
            said = f"{name}会签{view}，请写明协调处理情况；尚未协调一致的，可以再次加签，或者退回补正"
            yield Fault(f"/review/countersigns/{place}/settlement", said)
