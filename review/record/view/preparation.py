"""Holds what was done before the lawyers were asked, as plain rows: consultation, participation, experts, risk, competition."""

from collections.abc import Sequence
from typing import Any

from review.domain.adoption import tally
from review.domain.dossier import (
    Dossier,
    ExpertReview,
    FairCompetitionReview,
    Preparation,
    PublicParticipation,
    ReceivedOpinion,
    RiskAssessment,
)
from review.record.view import say
from review.record.view.people import People
from review.record.view.say import Row


def preparation_view(dossier: Dossier, people: People) -> dict[str, Any]:
    """The steps that were taken; a step that is not there is not printed, the checklist says whether it was needed."""
    preparation = dossier.preparation
    if preparation is None:
        return {"rows": [], "consultations": [], "dispute": [], "opinions": [], "received": ""}
    rows = [say.row("调查研究", say.day(preparation.research_done_on))]
    if preparation.adviser_took_part is not None:
        rows.append(say.row("起草论证", say.truth(preparation.adviser_took_part, "法律顾问参加", "法律顾问未参加")))
    rows += _participation(preparation.public_participation)
    rows += _experts(preparation.expert_review) if preparation.expert_review else []
    rows += _risk(preparation.risk_assessment) if preparation.risk_assessment else []
    review = preparation.fair_competition_review
    rows += _competition(review, people) if review else []
    opinions = preparation.opinions
    return {
        "rows": say.stacked(rows), "consultations": _consultations(preparation), "dispute": _dispute(preparation),
        "opinions": opinions_view(opinions or ()),
        "received": "" if opinions is None else tally(opinions).said if opinions else "没有收到意见",
    }  # fmt: skip


def opinions_view(opinions: Sequence[ReceivedOpinion]) -> list[dict[str, Any]]:
    """The opinions that were received, one a row, with what became of each."""
    return [
        {
            "number": say.number(place), "source": say.term(one.source), "by": say.text(one.given_by),
            "text": say.paragraphs(one.text), "response": one.response.label if one.response else "尚未答复",
            "reason": say.paragraphs(one.reason) if one.reason else [],
        }
        for place, one in enumerate(opinions, 1)
    ]  # fmt: skip


def _dispute(preparation: Preparation) -> list[str]:
    return say.paragraphs(preparation.dispute_statement) if preparation.dispute_statement else []


def _consultations(preparation: Preparation) -> list[dict[str, str]]:
    return [
        {
            "unit": say.text(asked.unit),
            "day": say.day(asked.replied_on),
            "agreed": say.truth(asked.agreed, "同意", "有不同意见"),
            "adopted": say.truth(asked.adopted, "采纳", "未采纳"),
            "reason": say.text(asked.reason),
        }
        for asked in preparation.unit_consultations or ()
    ]


def _participation(participation: PublicParticipation) -> list[Row]:
    if participation == PublicParticipation():
        return []
    rows = [
        say.row("公众参与方式", say.terms(participation.forms)),
        say.row("相关群体", say.truth(participation.affected_group_heard, "已听取意见", "未听取意见")),
    ]
    if consultation := participation.open_consultation:
        published = [
            say.truth(consultation.draft_published, "草案已公布", "草案未公布"),
            say.truth(consultation.explanation_published, "说明已公布", "说明未公布"),
            say.truth(consultation.reply_channel, "反馈方式已公布", "反馈方式未公布"),
        ]
        said = "；".join(word for word in published if word != say.UNKNOWN)
        days = say.period(consultation.published_on, consultation.closed_on)
        rows.append(say.row("公开征求意见", f"{days}；{said}", wide=True))
        if consultation.short_period_explained:
            rows.append(say.row("缩短期限", "已说明理由"))
    if hearing := participation.hearing:
        words = f"公告{say.day(hearing.notice_published_on)}；材料送达{say.day(hearing.papers_delivered_on)}；"
        words += f"召开{say.day(hearing.held_on)}；{say.truth(hearing.record_signed, '笔录已签字', '笔录未签字')}"
        rows.append(say.row("听证会", words, wide=True))
    return [*rows, say.row("采纳情况说明", say.truth(participation.adoption_statement, "已有说明", "没有说明"))]


def _experts(review: ExpertReview) -> list[Row]:
    words = "；".join((
        f"{say.day(review.held_on)}，{say.term(review.form)}",
        say.truth(review.conflict_free, "专家无利害关系", "专家有利害关系"),
        say.truth(review.opinions_signed, "意见已签名", "意见未签名"),
        say.truth(review.adoption_statement, "有采纳情况说明", "没有采纳情况说明"),
    ))  # fmt: skip
    return [say.row("专家论证", words, wide=True)]


def _risk(risk: RiskAssessment) -> list[Row]:
    words = "；".join((
        f"{say.day(risk.done_on)}完成",
        say.truth(risk.departments_heard, "已听取有关部门意见", "未听取有关部门意见"),
        say.truth(risk.contingency_plan, "有处置预案", "没有处置预案"),
        f"结论：{say.term(risk.result)}",
        f"社会稳定风险等级：{say.term(risk.stability_level)}",
    ))  # fmt: skip
    return [
        say.row("风险评估", words, wide=True),
        say.items("风险点", risk.risk_points),
        say.items("防范措施", risk.measures),
    ]


def _competition(review: FairCompetitionReview, people: People) -> list[Row]:
    words = "；".join((
        f"{say.day(review.reviewed_on)}，{say.term(review.reviewer_kind)}审查",
        say.truth(review.stakeholders_heard, "已听取利害关系人意见", "未听取利害关系人意见"),
        f"结论：{say.term(review.conclusion)}",
    ))  # fmt: skip
    rows = [say.names("公平竞争审查", people.one(review.reviewed_by)), say.row("审查情况", words, wide=True)]
    if exemption := review.exemption:
        limbs = "；".join((
            say.term(exemption.ground),
            say.truth(exemption.no_less_restrictive_alternative, "没有对竞争影响更小的替代方案", "有对竞争影响更小的替代方案"),
            f"实施期限：{say.text(exemption.period)}",
            f"终止条件：{say.text(exemption.end_condition)}",
            say.truth(exemption.explained, "已详细说明", "未详细说明"),
        ))  # fmt: skip
        rows.append(say.row("例外情形", limbs, wide=True))
    return rows
