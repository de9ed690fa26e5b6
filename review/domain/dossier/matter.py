"""Holds the matter as submitted: title, class, draft, scope; funds, projects and candidates are in `money`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from review.domain.dossier.candidate import Candidate
from review.domain.dossier.lawyers import LegalBasis
from review.domain.dossier.money import Funds, Project
from review.domain.dossier.unit import Reference
from review.domain.scalars import Id, Line, Money, Prose, Sha256
from review.domain.vocabulary import (
    Category,
    Conformity,
    DecisionHead,
    DecisionMode,
    DraftChange,
    Exclusion,
    FundKind,
    Issuer,
    MeetingType,
    NormativeExclusion,
    Proposer,
    ScopeQuestion,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueItem:
    """A line of the unit's matter list (事项清单)."""

    code: Line | None = None
    name: Line | None = None
    meeting_sequence: tuple[MeetingType, ...] | None = None
    legality_review_required: bool | None = None
    thresholds: Mapping[FundKind, Money] | None = None
    """From which amount a matter falls under the line, by kind of funds, where the line says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlisted:
    """The secretary's decision to table a matter that the list does not name."""

    tabled_by: Id | None = None
    reason: Prose | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    version: Line | None = None
    unlisted: Unlisted | None = None
    items: tuple[CatalogueItem, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionCatalogue:
    """The published list of major administrative decisions (重大行政决策事项目录)."""

    exists: bool | None = None
    listed: bool | None = None
    entry: Line | None = None
    party_committee_agreed: bool | None = None
    published_on: date | None = None
    hearing_marked: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonnelCheck:
    """The compliance check of the personnel department on an appointment."""

    by: Id | None = None
    on: date | None = None
    result: Conformity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """The contract that the matter leads to, from the award to its publication."""

    awarded_on: date | None = None
    signed_on: date | None = None
    filed_on: date | None = None
    published_on: date | None = None
    secret: bool | None = None
    review_no: Line | None = None
    reviewed_on: date | None = None
    review_due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierDraft:
    """A draft that a later one replaced; kept, so that one can see which opinion still holds."""

    version: Line | None = None
    sha256: Sha256 | None = None
    changed_on: date | None = None
    change: DraftChange | None = None
    adopts: tuple[Line, ...] | None = None
    confirmed_by: tuple[Id, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The draft decision (决策草案, 送审稿) in its current version."""

    version: Line | None = None
    sha256: Sha256 | None = None
    changed_on: date | None = None
    change: DraftChange | None = None
    adopts: tuple[Line, ...] | None = None
    confirmed_by: tuple[Id, ...] | None = None
    earlier: tuple[EarlierDraft, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafter(Reference):
    """One who drafted the matter; he may not review it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeReason:
    """Why a question was answered as it was, or why it does not arise (不适用), which is a statement and no answer."""

    question: ScopeQuestion | None = None
    not_applicable: bool | None = None
    reason: Prose | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The answers that decide which families of rules apply; an unanswered question stays open."""

    major_administrative_decision: bool | None = None
    decision_heads: tuple[DecisionHead, ...] | None = None
    exclusion: Exclusion | None = None
    exclusion_basis: Prose | None = None
    issues_document: bool | None = None
    normative_document: bool | None = None
    normative_exclusion: NormativeExclusion | None = None
    issued_by: Issuer | None = None
    important_document: bool | None = None
    market_activity: bool | None = None
    stability_risk: bool | None = None
    stability_assessment_required: bool | None = None
    highly_technical: bool | None = None
    other_units_affected: bool | None = None
    specific_group_affected: bool | None = None
    vital_interests: bool | None = None
    hearing_mandated: bool | None = None
    exploratory_reform: bool | None = None
    contract: bool | None = None
    funds_involved: bool | None = None
    people_congress_matter: bool | None = None
    beyond_competence: bool | None = None
    party_discipline: bool | None = None
    disagreement: bool | None = None
    staff_interests: bool | None = None
    not_public_by_law: bool | None = None
    emergency: bool | None = None
    reasons: tuple[ScopeReason, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Emergency:
    """An action taken in an emergency ahead of the meeting (紧急先行处置), to be ratified by it (追认); what was not ratified is
    set right: how, and by which other matter."""

    reason: Prose | None = None
    measures: Prose | None = None
    decided_by: Id | None = None
    decided_on: date | None = None
    reported_to: Line | None = None
    reported_on: date | None = None
    ratified: bool | None = None
    ratified_on: date | None = None
    correction: Prose | None = None
    correcting_matter: Line | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    number: Line | None = None
    title: Line | None = None
    adjusts: Line | None = None
    """The number of the decided matter that this one changes or stops (重新决策); neither is overwritten."""
    category: Category | None = None
    secondary_categories: tuple[Category, ...] | None = None
    decision_mode: DecisionMode | None = None
    proposer: Proposer | None = None
    catalogue: Catalogue = field(default_factory=Catalogue)
    decision_catalogue: DecisionCatalogue | None = None
    submitted_by: Id | None = None
    submitted_on: date | None = None
    followed_by: Id | None = None
    """Who follows the matter (经办) since whoever submitted it handed it over; he belongs to the undertaking unit's side."""
    drafters: tuple[Drafter, ...] | None = None
    undertaking_units: tuple[Line, ...] | None = None
    lead_unit: Line | None = None
    contact: Id | None = None
    problem: Prose | None = None
    necessity: Prose | None = None
    feasibility: Prose | None = None
    preliminary_plan: Prose | None = None
    state_secret_free: bool | None = None
    draft: Draft = field(default_factory=Draft)
    legal_basis: tuple[LegalBasis, ...] | None = None
    scope: Scope = field(default_factory=Scope)
    funds: Funds | None = None
    project: Project | None = None
    candidates: tuple[Candidate, ...] | None = None
    personnel_check: PersonnelCheck | None = None
    contract: Contract | None = None
    emergency: Emergency | None = None
