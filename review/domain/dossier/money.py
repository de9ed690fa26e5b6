"""Holds what a matter spends, builds or appoints: funds, procurement, assets, a project."""

from dataclasses import dataclass
from datetime import date

from review.domain.scalars import Count, Line, Money, Prose
from review.domain.vocabulary import (
    AssetOperation,
    FundKind,
    IncreaseGround,
    InvestmentMode,
    ProcurementMethod,
    ProcurementObject,
    ProjectChangeKind,
    RelationGround,
    SimplifiedGround,
    SingleSourceGround,
    TenderExemption,
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
    item_code: Line | None = None
    open_tender_standard: Money | None = None
    above_open_tender_standard: bool | None = None
    method_approval_no: Line | None = None
    single_source_ground: SingleSourceGround | None = None
    single_source_notice: SingleSourceNotice | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedMatter:
    """Another matter of the same payee, item or project in the budget year; by which method and from which budget line it was
    bought; a possible duplicate has payee and amount in common, and item or project."""

    number: Line | None = None
    amount: Money | None = None
    grounds: tuple[RelationGround, ...] | None = None
    possible_duplicate: bool | None = None
    method: ProcurementMethod | None = None
    budget_line: Line | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OnRecord:
    """What the service found among the unit's own stored matters of the budget year, and wrote here itself. A total is there
    where its payee, item or project is named and all amounts are known, and includes this matter; on what is `compared`
    every one of those matters says which it has, so that none can be missing from the total."""

    budget_year: Count | None = None
    looked_up_on: date | None = None
    same_payee_total: Money | None = None
    same_item_total: Money | None = None
    same_project_total: Money | None = None
    related_matters: tuple[RelatedMatter, ...] | None = None
    compared: tuple[RelationGround, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """What is done with state assets of the unit."""

    operation: AssetOperation | None = None
    feasibility_done: bool | None = None
    high_value: bool | None = None
    valuation_no: Line | None = None
    approval_no: Line | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Funds:
    """The money of the matter in yuan; the `same_*_total` of the budget year each include this matter. Totals and related
    matters are as stated by the submitter; what the service found stands beside them, in `on_record`."""

    amount: Money | None = None
    kind: FundKind | None = None
    payee: Line | None = None
    in_budget: bool | None = None
    budget_line: Line | None = None
    budget_line_changed: bool | None = None
    reallocation_approval_no: Line | None = None
    disaster: bool | None = None
    budget_adjustment_approved: bool | None = None
    same_payee_total: Money | None = None
    same_item_total: Money | None = None
    same_project_total: Money | None = None
    related_matters: tuple[RelatedMatter, ...] | None = None
    on_record: OnRecord | None = None
    split_explained: bool | None = None
    first_paid_on: date | None = None
    asset: Asset | None = None
    procurement: Procurement | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Increase:
    """Why a project costs more than its approved budget, with what money, and who agreed."""

    ground: IncreaseGround | None = None
    fund_source: Line | None = None
    approval_no: Line | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectChange:
    kind: ProjectChangeKind | None = None
    approval_no: Line | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A construction project; the two amounts are in yuan."""

    government_investment: bool | None = None
    investment_mode: InvestmentMode | None = None
    code: Line | None = None
    proposal_approval: Line | None = None
    feasibility_approval: Line | None = None
    design_approval: Line | None = None
    simplified_ground: SimplifiedGround | None = None
    simplified_reason: Prose | None = None
    approved_on: date | None = None
    feasibility_estimate: Money | None = None
    design_budget: Money | None = None
    overrun_reported: bool | None = None
    in_annual_plan: bool | None = None
    funds_secured: bool | None = None
    contractor_prefinancing: bool | None = None
    major_impact: bool | None = None
    intermediary_assessment: bool | None = None
    started_on: date | None = None
    start_conditions_met: bool | None = None
    approved_budget: Money | None = None
    current_total: Money | None = None
    increase: Increase | None = None
    change: ProjectChange | None = None
    tender_required: bool | None = None
    tender_exemption_ground: TenderExemption | None = None
    tender_exemption: Line | None = None
    tender_published_on: date | None = None
    tender_file: Line | None = None
