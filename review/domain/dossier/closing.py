"""Holds what follows the decision: approvals, reporting, publication, execution, archive; and reasons, answers, files."""

from dataclasses import dataclass
from datetime import date

from review.domain.dossier.unit import Reference
from review.domain.scalars import Count, Id, Line, Prose, Sha256
from review.domain.vocabulary import Answer, ApprovalDecision, FileKind, Reply, ReportTo, Retention


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """One step of the sign-off chain."""

    step: Count | None = None
    role: Line | None = None
    person: Reference | None = None
    decision: ApprovalDecision | None = None
    on: date | None = None
    comment: Prose | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporting:
    """The report upward (请示报告) before the decision takes effect."""

    required: bool | None = None
    to: ReportTo | None = None
    reported_on: date | None = None
    reply: Reply | None = None
    replied_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    required: bool | None = None
    withheld_reason: Prose | None = None
    published_on: date | None = None
    url: Line | None = None
    content_checked: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExecutionReport:
    on: date | None = None
    text: Prose | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExecutionProblem:
    found_on: date | None = None
    reported_on: date | None = None
    text: Prose | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Execution:
    unit: Line | None = None
    person: Id | None = None
    deadline: date | None = None
    reports: tuple[ExecutionReport, ...] | None = None
    problems: tuple[ExecutionProblem, ...] | None = None
    completed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveItem:
    kind: FileKind | None = None
    sha256: Sha256 | None = None
    retention: Retention | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    items: tuple[ArchiveItem, ...] | None = None
    closed_on: date | None = None
    handed_over_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Justification:
    """The stated reason for which a `reasoned` rule without a field of its own lets a matter pass."""

    rule: Line | None = None
    reason: Prose | None = None
    by: Id | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ManualAnswer:
    """A person's answer to a `manual` rule."""

    rule: Line | None = None
    answer: Answer | None = None
    reason: Prose | None = None
    by: Id | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    id: Line | None = None
    kind: FileKind | None = None
    name: Line | None = None
    sha256: Sha256 | None = None
    pages: Count | None = None
