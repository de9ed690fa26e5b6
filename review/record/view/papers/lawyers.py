"""Holds a legal opinion and a legality review as documents: what their authors said, without what others answered later."""

from typing import Any

from review.domain.dossier import (
    Countersign,
    LegalityReview,
    LegalOpinion,
    RequiredChange,
    ReviewReturn,
    Risk,
    Suggestion,
)
from review.domain.papers import is_comment, name_of, opinion_lacks, review_lacks, reviews_of
from review.domain.standing import review_holds
from review.record.view import say
from review.record.view.lawyers import HEADS, MATERIALS, given_and_current, opinion_standing, review_standing, settled
from review.record.view.matter import units_of
from review.record.view.papers.head import addressee, draft_said, head_view
from review.record.view.people import People
from review.record.view.titles import title_view
from review.service.ports import Paper

OPINION = "的法律意见书"
NO_REVIEW = "征求意见的答复，不是合法性审查"


def opinion_view(paper: Paper) -> dict[str, Any]:
    dossier = paper.records[0].dossier
    opinion = (dossier.legal_opinions or ())[paper.place]
    people, title = People(dossier), title_view(dossier.matter.title, OPINION)
    holds = any(one is opinion for one in given_and_current(dossier))
    stands = opinion_standing(opinion, dossier) + (f"；替代{opinion.supersedes}" if opinion.supersedes else "")
    return {
        "head": head_view(paper, paper.kind.label, opinion.number, title, opinion_lacks(opinion), stands, holds=holds),
        "to": addressee(dossier),
        "asked_on": "" if opinion.commissioned_on is None else say.day(opinion.commissioned_on),
        "title": say.text(dossier.matter.title),
        "draft": draft_said(dossier, opinion.draft_sha256),
        "facts": say.paragraphs(opinion.facts_relied_on),
        "materials": say.lines(opinion.materials),
        "legal_basis": say.basis(opinion.legal_basis),
        "risks": [_risk(risk) for risk in opinion.risks or ()],
        "no_risks": "尚未写明是否有法律风险。" if opinion.risks is None else "没有发现法律风险。",
        "conclusion": say.term(opinion.conclusion),
        "suggestions": [_suggestion(item) for item in opinion.suggestions or ()],
        "no_suggestions": "尚未写明是否有建议。" if opinion.suggestions is None else "没有建议。",
        "declared": say.truth(opinion.conflict_free, "与本事项无利害关系", "与本事项有利害关系"),
        "signer": _adviser(opinion, people),
        "signed": say.truth(opinion.signed, "系统登记：已签名", "系统登记：未签名"),
        "day": say.day(opinion.issued_on),
    }


def _adviser(opinion: LegalOpinion, people: People) -> dict[str, str]:
    adviser = opinion.adviser
    if adviser is None:
        return {"name": say.UNKNOWN, "more": ""}
    more = [adviser.kind.label] if adviser.kind else []
    more += [f"执业证号{adviser.licence_no}"] if adviser.licence_no else []
    return {"name": people.name(adviser.id), "more": "，".join(more)}


def _risk(risk: Risk) -> dict[str, Any]:
    mitigation = say.paragraphs(risk.mitigation) if risk.mitigation else []
    return {"risk": say.paragraphs(risk.risk), "level": say.term(risk.level), "mitigation": mitigation}


def _suggestion(item: Suggestion) -> dict[str, Any]:
    force = item.force.label if item.force else ""
    return {"number": say.number(item.number), "text": say.paragraphs(item.text), "force": force}


def review_view(paper: Paper) -> dict[str, Any]:
    dossier = paper.records[0].dossier
    review = reviews_of(dossier)[paper.place]
    people, comment, unit = People(dossier), is_comment(review), say.text(dossier.unit.name)
    title = title_view(dossier.matter.title, f"的{name_of(review)}")
    holds = review is dossier.legality_review and review_holds(dossier, review) is True and not comment
    stands = f"{NO_REVIEW}；{review_standing(review, dossier)}" if comment else review_standing(review, dossier)
    return {
        "name": name_of(review),
        "head": head_view(paper, unit, review.number, title, review_lacks(review), stands, holds=holds),
        "to": f"{units_of(dossier.matter)}：" if dossier.matter.undertaking_units else "",
        "sent_on": "" if review.sent_on is None else say.day(review.sent_on),
        "title": say.text(dossier.matter.title),
        "draft": draft_said(dossier, review.draft_sha256),
        "course": say.stacked([
            say.row("方式", say.term(review.kind)), say.row("送审", say.day(review.sent_on)),
            say.row("材料齐备", say.day(review.complete_on)), say.row("审查期限", say.day(review.due_on)),
            say.row("送审材料", _materials(review), wide=True),
            say.row("法律意见", say.lines(review.opinions_considered), wide=True),
            *(say.row("退回补正", _returned(item), wide=True) for item in review.returns or ()),
            *([say.prose("缩短期限的理由", review.short_time_reason)] if review.short_time_reason else []),
        ]),
        "heads": [
            {
                "label": label, "finding": say.term(getattr(review.findings, name)),
                "basis": say.paragraphs(getattr(review.findings_basis, name)),
            }
            for name, label in HEADS.items()
        ],
        "conclusion": say.term(review.conclusion),
        "changes": [_change(item) for item in review.required_changes or ()],
        "no_changes": "尚未写明是否要求修改。" if review.required_changes is None else "没有要求修改。",
        "risk_statement": say.paragraphs(review.risk_statement) if review.risk_statement else [],
        "countersigns": [_countersign(item, people) | {"settlement": said} for item, said in settled(review, people)],
        "department": say.text(review.department),
        "reviewers": people.of(review.reviewers) or [say.UNKNOWN],
        "in_place": people.in_place(review.mandate),
        "chief": people.name(review.head),
        "sealed": say.truth(review.sealed, "系统登记：已盖章", "系统登记：未盖章"),
        "day": say.day(review.issued_on),
    }  # fmt: skip


def _materials(review: LegalityReview) -> str:
    told = ((label, getattr(review.materials, name)) for name, label in MATERIALS.items())
    return "、".join(f"{label}{'' if there else '（缺）'}" for label, there in told if there is not None) or say.UNKNOWN


def _returned(item: ReviewReturn) -> str:
    gaps = "；".join(item.gaps or ()) or say.UNKNOWN
    back = "尚未补齐" if item.resupplied_on is None else f"{say.day(item.resupplied_on)}补齐"
    return f"{say.day(item.on)}退回：{gaps}；{back}"


def _change(item: RequiredChange) -> dict[str, Any]:
    return {"number": say.number(item.number), "text": say.paragraphs(item.text)}


def _countersign(item: Countersign, people: People) -> dict[str, Any]:
    return {
        "name": people.name(item.person.id) if item.person else say.UNKNOWN, "in_place": people.in_place(item.mandate),
        "view": item.view.label if item.view else "尚未会签",
        "text": say.paragraphs(item.text) if item.text else [], "day": "" if item.given_on is None else say.day(item.given_on),
    }  # fmt: skip
