"""Holds what follows the decision: reporting, publication, execution, archive; and reasons, answers, files."""

from dataclasses import dataclass
from datetime import date

from review.domain.scalars import Count, Id, Line, Prose, Sha256
from review.domain.vocabulary import (
    Answer,
    CongressDuty,
    EvaluationTrigger,
    ExecutionChangeKind,
    FileKind,
    Marking,
    Reply,
    ReportKind,
    ReportTo,
    Retention,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleCongress:
    """What law puts within the power of the people's congress, or has to be reported to it beforehand."""

    kind: CongressDuty | None = None
    done_on: date | None = None
    document: Line | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporting:
    """The report upward (请示报告) before the decision takes effect."""

    required: bool | None = None
    to: ReportTo | None = None
    kind: ReportKind | None = None
    contains_request: bool | None = None
    reported_on: date | None = None
    reply: Reply | None = None
    replied_on: date | None = None
    people_congress: PeopleCongress | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    required: bool | None = None
    withheld_reason: Prose | None = None
    published_on: date | None = None
    url: Line | None = None
    content_checked: bool | None = None
    wide_concern: bool | None = None
    explanation_given: bool | None = None


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
class ExecutionChange:
    """A change of the decision while it is carried out; a major one is a new matter, a suspension (中止执行) lasts until it is
    resumed."""

    kind: ExecutionChangeKind | None = None
    by: Id | None = None
    on: date | None = None
    urgent: bool | None = None
    resumed_on: date | None = None
    new_matter: Line | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """The evaluation after the decision (决策后评估)."""

    trigger: EvaluationTrigger | None = None
    body: Line | None = None
    third_party: bool | None = None
    ex_ante_body: bool | None = None
    public_heard: bool | None = None
    result: Prose | None = None
    used_in: Line | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskSuspension:
    """That a task is suspended (中止), until it is resumed."""

    by: Id | None = None
    on: date | None = None
    urgent: bool | None = None
    reason: Prose | None = None
    resumed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """That a day was put off (延期): the day before it, why, and when it was registered."""

    deadline: date | None = None
    reason: Prose | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExecutionTask:
    """One of several tasks into which the execution is divided (任务分解), each with its unit, its day and its reports."""

    text: Prose | None = None
    unit: Line | None = None
    person: Id | None = None
    deadline: date | None = None
    extensions: tuple[Extension, ...] | None = None
    reports: tuple[ExecutionReport, ...] | None = None
    suspension: TaskSuspension | None = None
    completed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionCondition:
    """A condition on which the meeting passed the matter (附条件通过), until it is fulfilled."""

    text: Prose | None = None
    unit: Line | None = None
    due_on: date | None = None
    extensions: tuple[Extension, ...] | None = None
    met_on: date | None = None
    proof: Prose | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Execution:
    unit: Line | None = None
    person: Id | None = None
    deadline: date | None = None
    extensions: tuple[Extension, ...] | None = None
    tasks: tuple[ExecutionTask, ...] | None = None
    conditions: tuple[DecisionCondition, ...] | None = None
    reports: tuple[ExecutionReport, ...] | None = None
    problems: tuple[ExecutionProblem, ...] | None = None
    change: ExecutionChange | None = None
    evaluation: Evaluation | None = None
    completed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveItem:
    kind: FileKind | None = None
    sha256: Sha256 | None = None
    retention: Retention | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Integrity:
    """What the service found when it checked the archived files; filled in by the service."""

    metadata_complete: bool | None = None
    chain_verified: bool | None = None
    hashes_verified: bool | None = None
    signature_valid: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRequest:
    on: date | None = None
    answered_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    items: tuple[ArchiveItem, ...] | None = None
    closed_on: date | None = None
    marking: Marking | None = None
    integrity: Integrity | None = None
    procurement_ended_on: date | None = None
    destroyed_on: date | None = None
    audit_requests: tuple[AuditRequest, ...] | None = None
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
