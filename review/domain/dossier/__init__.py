"""Holds the dossier (案卷): the plain-data picture of one matter on one day, format "dossier/1".

`None` means "not known or not done yet"; `False`, an empty list and `NONE` are statements.
Holds no reading of outside text (that is `forms`) and no judgement (that is `checklist`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from review.domain.dossier.closing import (
    Approval,
    Archive,
    ArchiveItem,
    Attachment,
    Execution,
    ExecutionProblem,
    ExecutionReport,
    Justification,
    ManualAnswer,
    Publication,
    Reporting,
)
from review.domain.dossier.lawyers import (
    Adviser,
    LegalBasis,
    LegalityReview,
    LegalOpinion,
    RequiredChange,
    ReviewFindings,
    ReviewFindingsBasis,
    ReviewMaterials,
    ReviewReturn,
    Risk,
    Suggestion,
)
from review.domain.dossier.matter import (
    Catalogue,
    CatalogueItem,
    Draft,
    Drafter,
    EarlierDraft,
    Emergency,
    Matter,
    Scope,
)
from review.domain.dossier.meeting import (
    Ballot,
    CandidateVote,
    Counts,
    Meeting,
    Member,
    Minutes,
    Notice,
    Observer,
    Presider,
    Statement,
    Topic,
    Vote,
)
from review.domain.dossier.money import Candidate, Funds, Procurement, Project, Publicity, SingleSourceNotice
from review.domain.dossier.preparation import (
    CompetitionExemption,
    ExpertReview,
    FairCompetitionReview,
    Hearing,
    OpenConsultation,
    Preparation,
    PublicParticipation,
    RiskAssessment,
    UnitConsultation,
)
from review.domain.dossier.unit import Parameters, Person, Reference, Unit
from review.domain.scalars import Id

FORMAT = "dossier/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """One matter, everything the checklist looks at; `as_of` is the day it is judged."""

    format: str
    as_of: date
    edition_on: date | None = None
    unit: Unit = field(default_factory=Unit)
    people: Mapping[Id, Person] | None = None
    matter: Matter = field(default_factory=Matter)
    preparation: Preparation | None = None
    legal_opinions: tuple[LegalOpinion, ...] | None = None
    legality_review: LegalityReview | None = None
    meetings: tuple[Meeting, ...] | None = None
    approvals: tuple[Approval, ...] | None = None
    reporting: Reporting | None = None
    publication: Publication | None = None
    execution: Execution | None = None
    archive: Archive | None = None
    justifications: tuple[Justification, ...] | None = None
    answers: tuple[ManualAnswer, ...] | None = None
    attachments: tuple[Attachment, ...] | None = None

    @property
    def judged_by_law_of(self) -> date:
        """The day whose law counts: `edition_on`, or the day of the judgement."""
        return self.edition_on or self.as_of


__all__ = [
    "FORMAT", "Adviser", "Approval", "Archive", "ArchiveItem", "Attachment", "Ballot", "Candidate", "CandidateVote",
    "Catalogue", "CatalogueItem", "CompetitionExemption", "Counts", "Dossier", "Draft", "Drafter", "EarlierDraft",
    "Emergency", "Execution", "ExecutionProblem", "ExecutionReport", "ExpertReview", "FairCompetitionReview", "Funds",
    "Hearing", "Justification", "LegalBasis", "LegalOpinion", "LegalityReview", "ManualAnswer", "Matter", "Meeting",
    "Member", "Minutes", "Notice", "Observer", "OpenConsultation", "Parameters", "Person", "Preparation", "Presider",
    "Procurement", "Project", "PublicParticipation", "Publication", "Publicity", "Reference", "Reporting",
    "RequiredChange", "ReviewFindings", "ReviewFindingsBasis", "ReviewMaterials", "ReviewReturn", "Risk",
    "RiskAssessment", "Scope", "SingleSourceNotice", "Statement", "Suggestion", "Topic", "Unit", "UnitConsultation",
    "Vote",
]  # fmt: skip
