"""Holds the legal opinions and the legality reviews as plain values, each whole: the current ones and the earlier ones."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from review.domain.dossier import (
    Countersign,
    Dossier,
    LegalityReview,
    LegalOpinion,
    OpinionRating,
    RequiredChange,
    Risk,
    Suggestion,
)
from review.domain.kleene import Truth
from review.domain.outdated import word_of
from review.domain.papers import opinion_is_written, review_is_written, reviews_of
from review.domain.review_clock import Clock, Entry
from review.domain.standing import current_opinions, opinion_holds, review_holds
from review.domain.tasks import opposing
from review.domain.vocabulary import (
    Conformity,
    CountersignView,
    OpinionConclusion,
    Response,
    ReviewConclusion,
    RiskLevel,
    Term,
)
from review.record.view import say
from review.record.view.matter import draft_name
from review.record.view.people import People
from review.record.view.say import Row

_TONES: dict[Term, str] = {
    OpinionConclusion.LAWFUL: "pass",
    OpinionConclusion.LAWFUL_WITH_CHANGES: "open",
    OpinionConclusion.UNLAWFUL: "fail",
    OpinionConclusion.INSUFFICIENT_MATERIALS: "open",
    ReviewConclusion.LAWFUL: "pass",
    ReviewConclusion.LAWFUL_WITH_CHANGES: "open",
    ReviewConclusion.UNLAWFUL: "fail",
    ReviewConclusion.EXPLORATORY: "open",
    Conformity.CONFORMS: "pass",
    Conformity.DOES_NOT_CONFORM: "fail",
    CountersignView.AGREE: "pass",
    CountersignView.DISAGREE: "fail",
    CountersignView.RETURNED: "open",
    RiskLevel.HIGH: "fail",
    RiskLevel.MEDIUM: "open",
    RiskLevel.LOW: "pass",
    Response.ADOPTED: "pass",
    Response.PARTLY: "open",
    Response.NOT_ADOPTED: "open",
}

HEADS = {"authority": "权限", "procedure": "程序", "content": "内容"}
MATERIALS = {
    "draft": "决策草案及说明",
    "basis": "法律法规规章等依据",
    "procedure_statement": "履行程序的说明",
    "adviser_opinions": "法律顾问意见",
}


def tone(value: object) -> str:
    """The colour class of a conclusion: a sentence on a risk or a change is amber."""
    return _TONES.get(value, "open") if isinstance(value, Term) else "na"


def opinions_view(dossier: Dossier, people: People) -> dict[str, Any]:
    opinions = dossier.legal_opinions
    return {
        "known": opinions is not None,
        "items": [_opinion(place, item, dossier, people) for place, item in enumerate(opinions or (), 1)],
    }


def _opinion(place: int, opinion: LegalOpinion, dossier: Dossier, people: People) -> dict[str, Any]:
    return {
        "heading": say.heading(place, f"法律意见 {say.text(opinion.number)}"),
        "standing": opinion_standing(opinion, dossier),
        "rows": say.stacked(_opinion_rows(opinion, dossier, people)),
        "facts": say.paragraphs(opinion.facts_relied_on),
        "materials": say.lines(opinion.materials),
        "basis": say.basis(opinion.legal_basis),
        "risks": [_risk(risk) for risk in opinion.risks or ()],
        "no_risks": say.UNKNOWN if opinion.risks is None else say.NOTHING,
        "answers": [_suggestion(item) for item in opinion.suggestions or ()],
        "no_answers": "尚未写明是否有建议。" if opinion.suggestions is None else "本意见没有提出建议。",
        "conclusion": say.term(opinion.conclusion),
        "tone": tone(opinion.conclusion),
    }


def _opinion_rows(opinion: LegalOpinion, dossier: Dossier, people: People) -> list[Row]:
    adviser = opinion.adviser
    rows = [
        say.names("法律顾问", people.one(adviser.id) if adviser else None),
        say.row("身份", say.term(adviser.kind if adviser else None)),
        say.row("执业证号", say.text(adviser.licence_no if adviser else None)),
        say.row("利害关系声明", say.truth(opinion.conflict_free, "无利害关系", "有利害关系")),
        *_ties(opinion),
        say.row("委托日期", say.day(opinion.commissioned_on)),
        say.row("出具日期", say.day(opinion.issued_on)),
        say.row("签名", say.truth(opinion.signed, "已签名", "未签名")),
    ]
    if opinion.supersedes:
        rows.append(say.row("替代", opinion.supersedes))
    rows.append(say.row("所针对的稿", draft_name(dossier, opinion.draft_sha256), wide=True))
    return [*rows, *(_rating_rows(opinion.rating, people) if opinion.rating else ())]


def _ties(opinion: LegalOpinion) -> list[Row]:
    """What the unit's roll has against his declaration (LAD-08), where it was asked."""
    ties = opinion.registered_interests
    if ties is None:
        return []
    told = "；".join(f"第{one.number}号，与{one.party}，自{say.day(one.since)}起" for one in ties)
    return [say.row("名册登记", f"有利害关系：{told}" if told else "无利害关系", wide=bool(told))]


def _rating_rows(rating: OpinionRating, people: People) -> list[Row]:
    """How the reviewer rated the opinion, which no rule reads."""
    scales = (("事实", rating.facts), ("依据", rating.basis), ("说理", rating.reasoning), ("作用", rating.use))
    rows = [
        say.row("质量评价", "，".join(f"{word}{say.term(grade)}" for word, grade in scales), wide=True),
        say.names("评价人", people.one(rating.by)),
        say.row("评价日期", say.day(rating.on)),
    ]
    return [*rows, say.prose("评语", rating.remark)] if rating.remark else rows


ASKED_FOR, SENT = "已委托，尚未出具", "已送审，尚未出具"
"""What stands of a paper that nobody has written yet: it holds for no draft."""


def opinion_standing(opinion: LegalOpinion, dossier: Dossier) -> str:
    if not opinion_is_written(opinion):
        return ASKED_FOR
    if any(item is opinion for item in given_and_current(dossier)):
        return word_of(dossier.matter.draft, opinion.draft_sha256, True) or _CURRENT
    holds = opinion_holds(dossier, opinion)
    return "已由后来的意见替代" if holds else _not_known_to_hold(dossier, opinion.draft_sha256, holds)


def given_and_current(dossier: Dossier) -> tuple[LegalOpinion, ...]:
    """The opinions that count on the current draft, of those that were given: one that was only asked for replaces none."""
    given = tuple(one for one in dossier.legal_opinions or () if opinion_is_written(one))
    current = current_opinions(replace(dossier, legal_opinions=given))
    return current.opinions if current else ()


_CURRENT = "针对现稿，现行"


def _not_known_to_hold(dossier: Dossier, named: str | None, holds: Truth) -> str:
    return "针对旧稿" if holds is False else word_of(dossier.matter.draft, named, holds) or "是否针对现稿尚不清楚"


def _risk(risk: Risk) -> dict[str, Any]:
    return {
        "risk": say.paragraphs(risk.risk), "level": say.term(risk.level), "tone": tone(risk.level),
        "mitigation": say.paragraphs(risk.mitigation),
    }  # fmt: skip


def _suggestion(item: Suggestion) -> dict[str, Any]:
    return {
        "number": say.number(item.number), "text": say.paragraphs(item.text), "force": say.term(item.force),
        "response": say.term(item.response), "tone": tone(item.response), "reason": say.paragraphs(item.reason),
    }  # fmt: skip


def reviews_view(dossier: Dossier, clocks: tuple[Clock | None, ...], people: People) -> dict[str, Any]:
    """The earlier reviews first, oldest first; the current one last; each with its clock."""
    timed = zip_longest(reviews_of(dossier), clocks)
    after = len(dossier.legal_opinions or ())
    return {"items": [_review(after + n, item, clock, dossier, people) for n, (item, clock) in enumerate(timed, 1)]}


def _review(
    place: int, review: LegalityReview, clock: Clock | None, dossier: Dossier, people: People
) -> dict[str, Any]:
    return {
        "heading": say.heading(place, f"合法性审查 {say.text(review.number)}"),
        "standing": review_standing(review, dossier),
        "rows": say.stacked(_review_rows(review, dossier, people)),
        "heads": [_head(review, name, label) for name, label in HEADS.items()],
        "returns": [
            {"day": say.day(item.on), "gaps": "；".join(item.gaps or ()) or say.UNKNOWN, "back": say.day(item.resupplied_on)}
            for item in review.returns or ()
        ],
        "ledger": [_entry(item, people) for item in clock.ledger] if clock else [],
        "countersigns": [_countersign(item, people) | {"settlement": said} for item, said in settled(review, people)],
        "short_time_reason": say.paragraphs(review.short_time_reason) if review.short_time_reason else [],
        "risk_statement": say.paragraphs(review.risk_statement) if review.risk_statement else [],
        "changes": [_required_change(item) for item in review.required_changes or ()],
        "no_changes": "尚未写明是否要求修改。" if review.required_changes is None else "本次审查没有要求修改。",
        "conclusion": say.term(review.conclusion),
        "tone": tone(review.conclusion),
    }


def _entry(item: Entry, people: People) -> dict[str, Any]:
    return {
        "day": say.day(item.on), "turn": item.turn.label, "by": people.one(item.by) or [say.NOTHING],
        "used": say.number(item.used), "left": say.number(item.left),
    }  # fmt: skip


def _countersign(item: Countersign, people: People) -> dict[str, Any]:
    return {
        "who": people.of((item.person,)) if item.person else [say.UNKNOWN], "in_place": people.in_place(item.mandate),
        "asked": say.day(item.asked_on),
        "view": say.term(item.view), "tone": tone(item.view), "text": say.paragraphs(item.text or ""),
        "question": [f"请看：{part}" for part in say.paragraphs(item.question)] if item.question else [],
        "given": say.day(item.given_on),
    }  # fmt: skip


def settled(review: LegalityReview, people: People) -> Iterator[tuple[Countersign, list[str]]]:
    """Each countersign with how it was settled (协调处理), which is asked of those that oppose the opinion."""
    against = opposing(review)
    for place, item in enumerate(review.countersigns or ()):
        told = item.settlement is not None or place in against
        by = "，".join((people.name(item.settled_by), say.day(item.settled_on))) if item.settlement is not None else ""
        first, *rest = say.paragraphs(item.settlement)
        yield item, [f"协调处理{f'（{by}）' if by else ''}：{first}", *rest] if told else []


def review_standing(review: LegalityReview, dossier: Dossier) -> str:
    if review is not dossier.legality_review:
        return "此前的审查意见"
    if not review_is_written(review):
        return SENT
    holds = review_holds(dossier, review)
    if holds:
        return word_of(dossier.matter.draft, review.draft_sha256, holds) or _CURRENT
    return _not_known_to_hold(dossier, review.draft_sha256, holds)


def _review_rows(review: LegalityReview, dossier: Dossier, people: People) -> list[Row]:
    materials = [
        f"{label}{say.truth(getattr(review.materials, name), '', '（缺）')}"
        for name, label in MATERIALS.items()
        if getattr(review.materials, name) is not None
    ]
    return [
        say.row("审查部门", say.text(review.department)),
        say.row("方式", say.term(review.kind)),
        say.names("审查人员", people.of(review.reviewers)),
        *([say.row("代行", people.in_place(review.mandate))] if review.mandate else []),
        say.names("部门负责人", people.one(review.head)),
        say.row("送审", say.day(review.sent_on)),
        say.row("材料齐备", say.day(review.complete_on)),
        say.row("期限", say.day(review.due_on)),
        say.row("出具", say.day(review.issued_on)),
        say.row("盖章", say.truth(review.sealed, "已盖章", "未盖章")),
        say.row("考虑的法律意见", say.lines(review.opinions_considered)),
        say.row("送审材料", "、".join(materials) or say.UNKNOWN, wide=True),
        say.row("所针对的稿", draft_name(dossier, review.draft_sha256), wide=True),
    ]


def _head(review: LegalityReview, name: str, label: str) -> dict[str, Any]:
    finding = getattr(review.findings, name)
    return {
        "label": label, "finding": say.term(finding), "tone": tone(finding),
        "basis": say.paragraphs(getattr(review.findings_basis, name)),
    }  # fmt: skip


def _required_change(item: RequiredChange) -> dict[str, Any]:
    return {
        "number": say.number(item.number), "text": say.paragraphs(item.text), "force": "应当修改",
        "response": say.term(item.response), "tone": tone(item.response), "reason": say.paragraphs(item.reason),
    }  # fmt: skip
