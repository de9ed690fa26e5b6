"""Holds the sign-off (签批) of what was decided: who is to sign it, and its steps."""

from dataclasses import dataclass
from datetime import date

from review.domain.dossier.unit import Mandate, Reference
from review.domain.scalars import Count, Line, Prose
from review.domain.vocabulary import ApprovalDecision, SignOffOrder


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOffPlan:
    """Which leaders endorse before the head signs (送签批), one after the other as listed or at once; nobody where a plan was
    withdrawn. Of several the last one holds; the reason is why it took the place of the one before it."""

    leaders: tuple[Reference, ...] | None = None
    order: SignOffOrder | None = None
    fixed_by: Reference | None = None
    fixed_on: date | None = None
    reason: Prose | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """One step of the sign-off chain; `person` signed, in the place of somebody else where there is a mandate."""

    step: Count | None = None
    role: Line | None = None
    person: Reference | None = None
    mandate: Mandate | None = None
    decision: ApprovalDecision | None = None
    on: date | None = None
    comment: Prose | None = None
