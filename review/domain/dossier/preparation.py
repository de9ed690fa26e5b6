"""Holds what is done before the lawyers are asked: consultation, participation, experts, risk, competition."""

from dataclasses import dataclass, field
from datetime import date

from review.domain.scalars import Id, Line, Prose
from review.domain.vocabulary import (
    CompetitionConclusion,
    CompetitionReviewer,
    ExemptionGround,
    ExpertForm,
    HearingDecision,
    OpinionSource,
    ParticipationForm,
    Response,
    RiskLevel,
    RiskResult,
    StaffForm,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitConsultation:
    """One department or lower government asked, its answer, and what became of it."""

    unit: Line | None = None
    replied_on: date | None = None
    agreed: bool | None = None
    adopted: bool | None = None
    reason: Prose | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedOpinion:
    """One opinion on the draft, whose it is, and what became of it (意见采纳情况)."""

    source: OpinionSource | None = None
    given_by: Line | None = None
    text: Prose | None = None
    response: Response | None = None
    reason: Prose | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenConsultation:
    published_on: date | None = None
    closed_on: date | None = None
    short_period_explained: bool | None = None
    draft_published: bool | None = None
    explanation_published: bool | None = None
    reply_channel: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    notice_published_on: date | None = None
    draft_published: bool | None = None
    time_place_published: bool | None = None
    selection_used: bool | None = None
    selection_published: bool | None = None
    participants_published: bool | None = None
    sides_represented: bool | None = None
    papers_delivered_on: date | None = None
    held_on: date | None = None
    held_in_public: bool | None = None
    presented: bool | None = None
    debated: bool | None = None
    record_signed: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicParticipation:
    forms: tuple[ParticipationForm, ...] | None = None
    open_consultation: OpenConsultation | None = None
    hearing_decision: HearingDecision | None = None
    hearing_reason: Prose | None = None
    hearing: Hearing | None = None
    affected_group_heard: bool | None = None
    adoption_statement: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpertReview:
    held_on: date | None = None
    form: ExpertForm | None = None
    pool: Line | None = None
    conflict_free: bool | None = None
    opinions_signed: bool | None = None
    adoption_statement: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskAssessment:
    covered_by: Line | None = None
    done_on: date | None = None
    departments_heard: bool | None = None
    risk_points: tuple[Prose, ...] | None = None
    measures: tuple[Prose, ...] | None = None
    contingency_plan: bool | None = None
    result: RiskResult | None = None
    stability_level: RiskLevel | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompetitionExemption:
    """The exception of art. 12 of decree 783, with its limbs."""

    ground: ExemptionGround | None = None
    no_less_restrictive_alternative: bool | None = None
    period: Line | None = None
    end_condition: Line | None = None
    explained: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompetitionCheck:
    """A head of prohibited content, and whether the draft has it: "8.1" to "11.4", the nineteen of arts. 8 to 11 of decree
    783; before it "1.1" to "4.4", the eighteen standards of 国发〔2016〕34号, 三（三）1 to 4."""

    head: Line | None = None
    present: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FairCompetitionReview:
    reviewer_kind: CompetitionReviewer | None = None
    first_reviewed_on: date | None = None
    reviewed_by: Id | None = None
    reviewed_on: date | None = None
    stakeholders_heard: bool | None = None
    public_interest: bool | None = None
    public_heard: bool | None = None
    checklist: tuple[CompetitionCheck, ...] | None = None
    conclusion: CompetitionConclusion | None = None
    exemption: CompetitionExemption | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CostBenefit:
    needed: bool | None = None
    done: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffHeard:
    on: date | None = None
    form: StaffForm | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparation:
    unit_consultations: tuple[UnitConsultation, ...] | None = None
    dispute_statement: Prose | None = None
    research_done_on: date | None = None
    adviser_took_part: bool | None = None
    cost_benefit: CostBenefit | None = None
    options: tuple[Prose, ...] | None = None
    staff_heard: StaffHeard | None = None
    public_participation: PublicParticipation = field(default_factory=PublicParticipation)
    expert_review: ExpertReview | None = None
    risk_assessment: RiskAssessment | None = None
    fair_competition_review: FairCompetitionReview | None = None
    opinions: tuple[ReceivedOpinion, ...] | None = None
