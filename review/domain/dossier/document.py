"""Holds the legality examination of a normative document (行政规范性文件合法性审核): another clock, another opinion."""

from dataclasses import dataclass, field
from datetime import date

from review.domain.scalars import Line, Prose, Sha256
from review.domain.vocabulary import (
    Conformity,
    ReviewConclusion,
    ReviewUrgency,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentMaterials:
    draft_and_explanation: bool | None = None
    basis: bool | None = None
    consultation_adoption: bool | None = None
    drafting_unit_opinion: bool | None = None
    other: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFindings:
    """The seven heads of the examination."""

    maker: Conformity | None = None
    authority: Conformity | None = None
    content: Conformity | None = None
    unlawful_powers: Conformity | None = None
    rights_reduced: Conformity | None = None
    power_enlarged: Conformity | None = None
    procedure: Conformity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """Unified registration, number and publication (统一登记、统一编号、统一公布), and how long the document is valid."""

    no: Line | None = None
    unified_no: Line | None = None
    published_on: date | None = None
    expires_on: date | None = None
    trial: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentReview:
    number: Line | None = None
    department: Line | None = None
    draft_sha256: Sha256 | None = None
    complete_on: date | None = None
    due_on: date | None = None
    issued_on: date | None = None
    urgent: ReviewUrgency | None = None
    materials: DocumentMaterials = field(default_factory=DocumentMaterials)
    findings: DocumentFindings = field(default_factory=DocumentFindings)
    conclusion: ReviewConclusion | None = None
    written: bool | None = None
    partly_adopted: bool | None = None
    explanation: Prose | None = None
    assessed_on: date | None = None
    registration: Registration = field(default_factory=Registration)
