"""Holds the legal adviser's opinion and the legality review: two records, two signers, never merged."""

from dataclasses import dataclass, field
from datetime import date

from review.domain.dossier.unit import Mandate, Reference
from review.domain.scalars import Count, Id, Line, Prose, Sha256
from review.domain.vocabulary import (
    AdviserKind,
    Conformity,
    CountersignView,
    Force,
    Grade,
    OpinionConclusion,
    Response,
    ReviewConclusion,
    ReviewKind,
    RiskLevel,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalBasis:
    """One article of one instrument."""

    instrument: Line | None = None
    article: Line | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Adviser(Reference):
    kind: AdviserKind | None = None
    licence_no: Line | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    risk: Prose | None = None
    level: RiskLevel | None = None
    mitigation: Prose | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """One point of an opinion, and the undertaking unit's answer to it."""

    number: Count | None = None
    text: Prose | None = None
    force: Force | None = None
    response: Response | None = None
    reason: Prose | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionRating:
    """How the legality reviewer rates an opinion that he has read for his review (意见质量评价). No rule reads it."""

    facts: Grade | None = None
    basis: Grade | None = None
    reasoning: Grade | None = None
    use: Grade | None = None
    remark: Prose | None = None
    by: Id | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredInterest:
    """An interest in the matter that the unit's roll of advisers has of the adviser, and that he had when he gave the opinion:
    the number of its entry, with whom, since when."""

    number: Count | None = None
    party: Line | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalOpinion:
    """The written opinion of a legal adviser or government lawyer (法律意见书) on one draft. What the roll has of his interests
    is found by the service, not stated by anybody: none where it was asked and has none."""

    number: Line | None = None
    adviser: Adviser | None = None
    draft_sha256: Sha256 | None = None
    supersedes: Line | None = None
    commissioned_on: date | None = None
    issued_on: date | None = None
    signed: bool | None = None
    conflict_free: bool | None = None
    registered_interests: tuple[RegisteredInterest, ...] | None = None
    facts_relied_on: Prose | None = None
    materials: tuple[Line, ...] | None = None
    legal_basis: tuple[LegalBasis, ...] | None = None
    risks: tuple[Risk, ...] | None = None
    conclusion: OpinionConclusion | None = None
    suggestions: tuple[Suggestion, ...] | None = None
    rating: OpinionRating | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewReturn:
    """A return for supplement (退回补正) with its gaps."""

    on: date | None = None
    by: Id | None = None
    gaps: tuple[Prose, ...] | None = None
    resupplied_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Countersign:
    """The view of a colleague whom the person in charge of the review asked to look at it as well (加签、会签), or of whoever
    gave it in his place, where there is a mandate; one that opposes has with it how the department settled it (协调处理)."""

    person: Reference | None = None
    mandate: Mandate | None = None
    asked_by: Id | None = None
    asked_on: date | None = None
    question: Prose | None = None
    view: CountersignView | None = None
    text: Prose | None = None
    given_on: date | None = None
    settlement: Prose | None = None
    settled_by: Id | None = None
    settled_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewMaterials:
    draft: bool | None = None
    basis: bool | None = None
    procedure_statement: bool | None = None
    adviser_opinions: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFindings:
    authority: Conformity | None = None
    procedure: Conformity | None = None
    content: Conformity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFindingsBasis:
    authority: Prose | None = None
    procedure: Prose | None = None
    content: Prose | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequiredChange:
    number: Count | None = None
    text: Prose | None = None
    response: Response | None = None
    reason: Prose | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesConfirmed:
    """That the reviewer saw his required changes in the draft of this hash."""

    draft_sha256: Sha256 | None = None
    by: Id | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalityReview:
    """The legality review (合法性审查) of one draft; the current one, with the `earlier` ones, oldest first. The first of the
    reviewers issued it, in the place of somebody else where there is a mandate."""

    number: Line | None = None
    department: Line | None = None
    handler: Id | None = None
    reviewers: tuple[Reference, ...] | None = None
    mandate: Mandate | None = None
    head: Id | None = None
    sealed: bool | None = None
    kind: ReviewKind | None = None
    draft_sha256: Sha256 | None = None
    sent_on: date | None = None
    complete_on: date | None = None
    due_on: date | None = None
    issued_on: date | None = None
    returns: tuple[ReviewReturn, ...] | None = None
    countersigns: tuple[Countersign, ...] | None = None
    short_time_reason: Prose | None = None
    materials: ReviewMaterials = field(default_factory=ReviewMaterials)
    findings: ReviewFindings = field(default_factory=ReviewFindings)
    findings_basis: ReviewFindingsBasis = field(default_factory=ReviewFindingsBasis)
    opinions_considered: tuple[Line, ...] | None = None
    conclusion: ReviewConclusion | None = None
    risk_statement: Prose | None = None
    required_changes: tuple[RequiredChange, ...] | None = None
    changes_confirmed: ChangesConfirmed | None = None
    earlier: "tuple[LegalityReview, ...] | None" = None
