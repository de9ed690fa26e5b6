"""Holds the unit that decides, its own parameters, and people; holds nothing of the matter."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from review.domain.scalars import Code, Count, Id, Line, Money
from review.domain.vocabulary import (
    Applicability,
    ArchiveLevel,
    ExactHalf,
    FundKind,
    Level,
    Portfolio,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionTable:
    """The unit's own retention schedule (文书档案保管期限表), once approved."""

    document: Line | None = None
    approved_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialReport:
    """A special report on carrying out an instruction from above."""

    required: bool | None = None
    reported_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """What no national norm fixes and the unit must set by a document of its own; a missing one is never guessed. From the
    day `records_complete_from` on, every matter of the unit is in this system."""

    large_funds_threshold: Mapping[FundKind, Money] | None = None
    large_funds_threshold_source: Line | None = None
    notice_workdays: Count | None = None
    paper_delivery_workdays: Count | None = None
    ratification_workdays: Count | None = None
    min_shortened_consultation_days: Count | None = None
    quorum_exact_half: ExactHalf | None = None
    recused_counts_in_base: bool | None = None
    appointment_requires_legal_opinion: bool | None = None
    publicity_counts_start_day: bool | None = None
    discipline_organ_stationed: bool | None = None
    serious_split_margin: Count | None = None
    normative_doc_validity_years: Count | None = None
    contract_review_workdays: Count | None = None
    head_may_not_hold: tuple[Portfolio, ...] | None = None
    retention_table: RetentionTable | None = None
    review_unit: Line | None = None
    records_complete_from: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    name: Line | None = None
    code: Code | None = None
    region: Line | None = None
    region_code: Line | None = None
    level: Level | None = None
    applicability: Applicability | None = None
    archive_level: ArchiveLevel | None = None
    previous_party_group_meeting_on: date | None = None
    annual_report_on: date | None = None
    special_report: SpecialReport | None = None
    head_portfolio: tuple[Portfolio, ...] | None = None
    parameters: Parameters = field(default_factory=Parameters)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """An entry of `people`: how the record prints an id."""

    name: Line | None = None
    post: Line | None = None
    unit: Line | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A person named where he acts: the id counts, the name is for the reader."""

    id: Id
    name: Line | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandate:
    """In whose place somebody acted (代行), and on which day he was charged with it (委托)."""

    person: Reference | None = None
    delegated_on: date | None = None
