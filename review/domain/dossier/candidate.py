"""Holds one person whose appointment or removal is decided, from the first proposal to the trial period."""

from dataclasses import dataclass, field
from datetime import date

from review.domain.dossier.unit import Reference
from review.domain.scalars import Id, Line, Prose
from review.domain.vocabulary import (
    Authority,
    CandidateAction,
    ConsultedParty,
    DisciplineOpinion,
    HigherKind,
    HigherPaper,
    PostLevel,
    PublicityExemption,
    PublicityResult,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """An objection raised during the publicity of an appointment, and what became of it."""

    received_on: date | None = None
    text: Prose | None = None
    handling: Prose | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Publicity:
    """The publicity before an appointment (任前公示)."""

    from_: date | None = None
    to: date | None = None
    exempt: PublicityExemption | None = None
    content_true: bool | None = None
    objections: tuple[Objection, ...] | None = None
    objections_handled: bool | None = None
    result: PublicityResult | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SuperiorReport:
    """The report to a higher personnel department that some promotions need before they are tabled."""

    required: bool | None = None
    approved: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateConsultation:
    """Who was asked before the discussion (酝酿), and what he answered."""

    party: ConsultedParty | None = None
    asked_on: date | None = None
    replied_on: date | None = None
    agreed: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Higher:
    """What a higher authority has to approve or to be told, and the papers that go with it."""

    kind: HigherKind | None = None
    papers: tuple[HigherPaper, ...] | None = None
    sent_on: date | None = None
    approved_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """The talk with the appointed person (任职谈话)."""

    by: Id | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate(Reference):
    """One person whose appointment or removal is decided."""

    action: CandidateAction | None = None
    authority: Authority | None = None
    current_post: Line | None = None
    proposed_post: Line | None = None
    post_level: PostLevel | None = None
    leading_post: bool | None = None
    initiated_on: date | None = None
    recommended_on: date | None = None
    inspected_on: date | None = None
    file_reviewed: bool | None = None
    personal_report_verified: bool | None = None
    discipline_opinion: DisciplineOpinion | None = None
    complaints_resolved: bool | None = None
    integrity_conclusion_signed: bool | None = None
    file_doubts_resolved: bool | None = None
    inspection_audit_resolved: bool | None = None
    superior_report: SuperiorReport | None = None
    non_party: bool | None = None
    dual_managed: bool | None = None
    consultations: tuple[CandidateConsultation, ...] | None = None
    exceptional: bool | None = None
    exceptional_reason: Prose | None = None
    superior_view: Prose | None = None
    briefing_given: bool | None = None
    kinship_conflict: bool | None = None
    related_members: tuple[Id, ...] | None = None
    kinship_exemption_no: Line | None = None
    higher: Higher | None = None
    appointed_on: date | None = None
    effective_on: date | None = None
    talk: Talk | None = None
    trial_ends_on: date | None = None
    publicity: Publicity = field(default_factory=Publicity)
    earlier_publicities: tuple[Publicity, ...] | None = None
    """Those before it, of which the meeting has decided again or which were repeated, each with its objections."""
