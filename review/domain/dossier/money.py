"""Holds what a matter spends, builds or appoints: funds, project, candidates."""

from dataclasses import dataclass, field
from datetime import date

from review.domain.dossier.unit import Reference
from review.domain.scalars import Line, Money, Prose
from review.domain.vocabulary import (
    Authority,
    CandidateAction,
    DisciplineOpinion,
    FundKind,
    InvestmentMode,
    ProcurementMethod,
    ProcurementObject,
    PublicityExemption,
    PublicityResult,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleSourceNotice:
    """The public notice (公示) before buying from a single source."""

    from_: date | None = None
    to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Procurement:
    object: ProcurementObject | None = None
    method: ProcurementMethod | None = None
    above_open_tender_standard: bool | None = None
    method_approval_no: Line | None = None
    single_source_notice: SingleSourceNotice | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Funds:
    """The money of the matter in yuan; the `same_*_total` of the budget year each include this matter."""

    amount: Money | None = None
    kind: FundKind | None = None
    payee: Line | None = None
    in_budget: bool | None = None
    budget_line: Line | None = None
    budget_line_changed: bool | None = None
    budget_adjustment_approved: bool | None = None
    same_payee_total: Money | None = None
    same_item_total: Money | None = None
    same_project_total: Money | None = None
    split_explained: bool | None = None
    procurement: Procurement | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A construction project; the two amounts are in yuan."""

    government_investment: bool | None = None
    investment_mode: InvestmentMode | None = None
    code: Line | None = None
    proposal_approval: Line | None = None
    feasibility_approval: Line | None = None
    design_approval: Line | None = None
    simplified_reason: Prose | None = None
    feasibility_estimate: Money | None = None
    design_budget: Money | None = None
    overrun_reported: bool | None = None
    in_annual_plan: bool | None = None
    funds_secured: bool | None = None
    contractor_prefinancing: bool | None = None
    major_impact: bool | None = None
    tender_required: bool | None = None
    tender_file: Line | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Publicity:
    """The publicity before an appointment (任前公示)."""

    from_: date | None = None
    to: date | None = None
    exempt: PublicityExemption | None = None
    objections_handled: bool | None = None
    result: PublicityResult | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate(Reference):
    """One person whose appointment or removal is decided."""

    action: CandidateAction | None = None
    authority: Authority | None = None
    leading_post: bool | None = None
    initiated_on: date | None = None
    recommended_on: date | None = None
    inspected_on: date | None = None
    file_reviewed: bool | None = None
    personal_report_verified: bool | None = None
    discipline_opinion: DisciplineOpinion | None = None
    complaints_resolved: bool | None = None
    integrity_conclusion_signed: bool | None = None
    briefing_given: bool | None = None
    kinship_conflict: bool | None = None
    appointed_on: date | None = None
    publicity: Publicity = field(default_factory=Publicity)
