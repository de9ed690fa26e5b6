"""Holds the dossier (案卷): the plain-data picture of one matter on one day, format "dossier/1".

`None` means "not known or not done yet"; `False`, an empty list and `NONE` are statements.
Holds no reading of outside text (that is `forms`) and no judgement (that is `checklist`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from review.domain.dossier.candidate import (
    Candidate,
    CandidateConsultation,
    Higher,
    Objection,
    Publicity,
    SuperiorReport,
    Talk,
)
from review.domain.dossier.closing import (
    Archive,
    ArchiveItem,
    Attachment,
    AuditRequest,
    DecisionCondition,
    Evaluation,
    Execution,
    ExecutionChange,
    ExecutionProblem,
    ExecutionReport,
    ExecutionTask,
    Extension,
    Integrity,
    Justification,
    ManualAnswer,
    PeopleCongress,
    Publication,
    Reporting,
    TaskSuspension,
)
from review.domain.dossier.document import (
    DocumentFindings,
    DocumentMaterials,
    DocumentReview,
    Registration,
)
from review.domain.dossier.lawyers import (
    Adviser,
    ChangesConfirmed,
    Countersign,
    LegalBasis,
    LegalityReview,
    LegalOpinion,
    OpinionRating,
    RegisteredInterest,
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
    Contract,
    DecisionCatalogue,
    Draft,
    Drafter,
    EarlierDraft,
    Emergency,
    Matter,
    PersonnelCheck,
    Scope,
    ScopeReason,
    Unlisted,
)
from review.domain.dossier.meeting import (
    Ballot,
    CandidateVote,
    CorrectedEntry,
    Correction,
    Counts,
    EarlierDay,
    Meeting,
    Member,
    Minutes,
    Notice,
    Observer,
    Presider,
    Reconsideration,
    Statement,
    Topic,
    Vote,
)
from review.domain.dossier.money import (
    Asset,
    Funds,
    Increase,
    OnRecord,
    Procurement,
    Project,
    ProjectChange,
    RelatedMatter,
    SingleSourceNotice,
)
from review.domain.dossier.preparation import (
    CompetitionCheck,
    CompetitionExemption,
    CostBenefit,
    ExpertReview,
    FairCompetitionReview,
    Hearing,
    OpenConsultation,
    Preparation,
    PublicParticipation,
    ReceivedOpinion,
    RiskAssessment,
    StaffHeard,
    UnitConsultation,
)
from review.domain.dossier.sign_off import Approval, SignOffPlan
from review.domain.dossier.unit import (
    Mandate,
    Parameters,
    Person,
    Reference,
    RetentionTable,
    SpecialReport,
    Unit,
)
from review.domain.scalars import Id
from review.domain.vocabulary import FundKind

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
    document_review: DocumentReview | None = None
    meetings: tuple[Meeting, ...] | None = None
    sign_off_plans: tuple[SignOffPlan, ...] | None = None
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

    def threshold(self, kind: FundKind | None) -> Decimal | None:
        """From which amount in yuan funds of this kind are large: the lowest that the unit or a line of its list sets."""
        tables = (self.unit.parameters.large_funds_threshold, *(one.thresholds for one in self.matter.catalogue.items or ()))
        return None if kind is None else min((table[kind] for table in tables if table and kind in table), default=None)

    @property
    def large_from(self) -> Decimal | None:
        """From which amount in yuan the funds of this matter are large: by their kind, and, for what is outside the budget,
        by 预算外支出 where that is lower. While that is not known they are measured by their kind, and FIN-01 is open."""
        funds = self.matter.funds or Funds()
        own = self.threshold(funds.kind)
        outside = self.threshold(FundKind.UNBUDGETED) if funds.in_budget is False else None
        return own if own is None or outside is None else min(own, outside)


__all__ = [
    "Adviser", "Approval", "Archive", "ArchiveItem", "Asset", "Attachment", "AuditRequest", "Ballot", "Candidate",
    "CandidateConsultation", "CandidateVote", "Catalogue", "CatalogueItem", "ChangesConfirmed", "CompetitionCheck",
    "CompetitionExemption", "Contract", "CorrectedEntry", "Correction", "CostBenefit", "Countersign", "Counts",
    "DecisionCatalogue", "DecisionCondition", "DocumentFindings", "DocumentMaterials", "DocumentReview", "Dossier", "Draft",
    "Drafter", "EarlierDay", "EarlierDraft", "Emergency", "Evaluation", "Execution", "ExecutionChange", "ExecutionProblem",
    "ExecutionReport", "ExecutionTask", "Extension", "ExpertReview", "FORMAT", "FairCompetitionReview", "Funds", "Hearing",
    "Higher", "Increase", "Integrity", "Justification", "LegalBasis", "LegalOpinion", "LegalityReview", "Mandate",
    "ManualAnswer", "Matter", "Meeting", "Member", "Minutes", "Notice", "Objection", "Observer", "OnRecord",
    "OpenConsultation", "OpinionRating", "Parameters", "PeopleCongress", "Person", "PersonnelCheck", "Preparation",
    "Presider", "Procurement", "Project", "ProjectChange", "PublicParticipation", "Publication", "Publicity",
    "ReceivedOpinion", "Reconsideration", "Reference", "RegisteredInterest", "Registration", "RelatedMatter", "Reporting",
    "RequiredChange", "RetentionTable", "ReviewFindings", "ReviewFindingsBasis", "ReviewMaterials", "ReviewReturn", "Risk",
    "RiskAssessment", "Scope", "ScopeReason", "SignOffPlan", "SingleSourceNotice", "SpecialReport", "StaffHeard",
    "Statement", "Suggestion", "SuperiorReport", "Talk", "TaskSuspension", "Topic", "Unit", "UnitConsultation", "Unlisted",
    "Vote",
]  # fmt: skip
