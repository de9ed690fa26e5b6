"""Holds which documents (文书) can be printed of a matter and of a meeting beside its record, and what each still lacks to be
finished; prints none, and judges nothing: what a rule asks of them is the rulebook's.
"""

from collections.abc import Iterable, Sequence

from review.domain.dossier import Dossier, LegalityReview, LegalOpinion, Meeting
from review.domain.vocabulary import Term


class PaperKind(Term):
    """A document that is printed by itself; its label is its name."""

    OPINION = "OPINION", "法律意见书"
    REVIEW = "REVIEW", "合法性审查意见书"
    AGENDA = "AGENDA", "会议议程"
    MINUTES = "MINUTES", "会议纪要"


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
    """What the review opinion has to have before it is one: number, conclusion, day, seal of the reviewing department."""
    return _lacking((
        ("文号", review.number), ("结论", review.conclusion), ("出具日期", review.issued_on), ("盖章", review.sealed or None),
    ))  # fmt: skip


def agenda_lacks(topics: Sequence[Meeting]) -> tuple[str, ...]:
    """What the agenda of a meeting with these topics has to have before it is one: notice, place, an order of the topics."""
    first = topics[0]
    ordered = all(one.topic.order is not None for one in topics) or len(topics) == 1
    return _lacking((
        ("会议通知日期", first.notice.sent_on), ("地点", first.place), ("主持人", first.presider.id),
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
        ("结束时间", first.ended_at), ("各议题的结果", all(one.result for one in topics) or None),
        ("会议记录签名", first.minutes.signed_by or None),
    ))  # fmt: skip


def _lacking(said: Iterable[tuple[str, object]]) -> tuple[str, ...]:
    return tuple(name for name, value in said if value is None)
