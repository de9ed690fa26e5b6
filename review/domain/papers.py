"""Holds which documents (文书) can be printed of a matter and of a meeting beside its record, and what each still lacks to be
finished; prints none, and judges nothing: what a rule asks of them is the rulebook's.
"""

from collections.abc import Iterable, Sequence

from review.domain.dossier import Dossier, LegalityReview, LegalOpinion, Meeting, ReceivedOpinion
from review.domain.vocabulary import MeetingForm, ReviewKind, Term


class PaperKind(Term):
    """A document that is printed by itself; its label is its name."""

    ADOPTION = "ADOPTION", "意见采纳情况表"
    OPINION = "OPINION", "法律意见书"
    REVIEW = "REVIEW", "合法性审查意见书"
    AGENDA = "AGENDA", "会议议程"
    MINUTES = "MINUTES", "会议纪要"


def opinions_received(dossier: Dossier) -> tuple[ReceivedOpinion, ...]:
    """The opinions on the draft that were received and registered."""
    return (dossier.preparation.opinions if dossier.preparation else None) or ()


def adoption_lacks(dossier: Dossier) -> tuple[str, ...]:
    """What the statement of adoption has to have before it is one: whose each opinion is, what it says, what became of it."""
    opinions = opinions_received(dossier)
    return _lacking((
        ("意见来源", all(one.source for one in opinions) or None), ("提出人", all(one.given_by for one in opinions) or None),
        ("意见内容", all(one.text for one in opinions) or None), ("采纳情况", all(one.response for one in opinions) or None),
    ))  # fmt: skip


def reviews_of(dossier: Dossier) -> tuple[LegalityReview, ...]:
    """The legality reviews, oldest first."""
    newest = dossier.legality_review
    return (*(newest.earlier or ()), newest) if newest else ()


def opinion_is_written(opinion: LegalOpinion) -> bool:
    """Whether the adviser has written anything; until then he was only asked for it."""
    dated = (opinion.issued_on, opinion.conclusion)
    said = (opinion.facts_relied_on, opinion.legal_basis, opinion.risks, opinion.suggestions)
    return any(one is not None for one in (*dated, *said))


def opinion_lacks(opinion: LegalOpinion) -> tuple[str, ...]:
    """What the opinion has to have before it is one (法律意见书应当载明结论并签名、注明日期)."""
    return _lacking((
        ("文号", opinion.number), ("结论", opinion.conclusion), ("出具日期", opinion.issued_on), ("签名", opinion.signed or None),
    ))  # fmt: skip


def review_is_written(review: LegalityReview) -> bool:
    """Whether the reviewers have written anything; until then the matter was only sent to them."""
    heads = (getattr(part, name) for part in (review.findings, review.findings_basis) for name in part.__slots__)
    said = (review.issued_on, review.conclusion, review.required_changes, review.risk_statement, *heads)
    return any(one is not None for one in said)


def review_lacks(review: LegalityReview) -> tuple[str, ...]:
    """What the review opinion has to have before it is one: number, how it was asked, what was found on each head, conclusion,
    day, seal of the reviewing department."""
    found = review.findings
    heads = None not in (found.authority, found.procedure, found.content)
    return _lacking((
        ("文号", review.number), ("审查方式", review.kind), ("权限、程序、内容各项的结果", heads or None),
        ("结论", review.conclusion), ("出具日期", review.issued_on), ("盖章", review.sealed or None),
    ))  # fmt: skip


def is_comment(review: LegalityReview) -> bool:
    """Whether the department was only asked for comments (征求意见), which is no legality review (LRV-01)."""
    return review.kind is ReviewKind.COMMENT


def name_of(review: LegalityReview) -> str:
    """What the paper of a legality review is called; comments are not called a review."""
    return "征求意见答复" if is_comment(review) else PaperKind.REVIEW.label


def reviews_as(review: LegalityReview, person: str) -> bool:
    """Whether this person issues the review: by whom it is handled, who reviews, or who heads the department."""
    return person in (review.handler, review.head, *(one.id for one in review.reviewers or ()))


def agenda_lacks(topics: Sequence[Meeting]) -> tuple[str, ...]:
    """What the agenda of a meeting with these topics has to have before it is one: notice, place, an order of the topics."""
    first = topics[0]
    ordered = all(one.topic.order is not None for one in topics) or len(topics) == 1
    meets = first.form is not MeetingForm.CIRCULATION
    return _lacking((
        ("会议通知日期", first.notice.sent_on), *((("地点", first.place), ("主持人", first.presider.id)) if meets else ()),
        ("议题顺序", ordered or None),
    ))  # fmt: skip


def is_recorded(topics: Sequence[Meeting]) -> bool:
    """Whether anything of the meeting itself is on record; until then it is only planned."""
    return any(
        one.result or one.statements or one.vote or one.candidate_votes or one.ended_at
        or any(member.present is not None for member in one.members or ())
        for one in topics
    )  # fmt: skip


def minutes_lack(topics: Sequence[Meeting]) -> tuple[str, ...]:
    """What the minutes have to have before they are finished: the end of the meeting, each result, who signed them."""
    first = topics[0]
    return _lacking((
        *((("结束时间", first.ended_at),) if first.form is not MeetingForm.CIRCULATION else ()),
        ("各议题的结果", all(one.result for one in topics) or None),
        ("会议记录签名", first.minutes.signed_by or None),
    ))  # fmt: skip


def _lacking(said: Iterable[tuple[str, object]]) -> tuple[str, ...]:
    return tuple(name for name, value in said if value is None)
