"""Holds the sign-off (签批) of what was decided: its steps."""

from dataclasses import dataclass
from datetime import date

from review.domain.dossier.unit import Mandate, Reference
from review.domain.scalars import Count, Line, Prose
from review.domain.vocabulary import ApprovalDecision


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
