"""Holds every closed vocabulary of the service, each term with its Chinese word; holds no behaviour.

The value of a term is the stored string, upper-case English; `label` is the word the user reads.
"""

from review.domain.vocabulary.deliberation import (
    Answer,
    ApprovalDecision,
    Choice,
    Conflict,
    FileKind,
    MeetingForm,
    MeetingResult,
    MeetingType,
    ObserverKind,
    Office,
    Reply,
    ReportTo,
    Retention,
    Stance,
    VoteMethod,
)
from review.domain.vocabulary.judging import (
    Gate,
    Outcome,
    Role,
    Severity,
    Strength,
)
from review.domain.vocabulary.lawyers import (
    AdviserKind,
    Conformity,
    Force,
    OpinionConclusion,
    Response,
    ReviewConclusion,
    ReviewKind,
)
from review.domain.vocabulary.matter import (
    Applicability,
    Authority,
    CandidateAction,
    Category,
    CompetitionConclusion,
    CompetitionReviewer,
    DecisionHead,
    DecisionMode,
    DisciplineOpinion,
    DraftChange,
    ExactHalf,
    Exclusion,
    ExemptionGround,
    ExpertForm,
    FundKind,
    InvestmentMode,
    Level,
    ParticipationForm,
    ProcurementMethod,
    ProcurementObject,
    Proposer,
    PublicityExemption,
    PublicityResult,
    RiskLevel,
    RiskResult,
)
from review.domain.vocabulary.term import Term

__all__ = [
    "AdviserKind", "Answer", "Applicability", "ApprovalDecision", "Authority", "CandidateAction", "Category",
    "Choice", "CompetitionConclusion", "CompetitionReviewer", "Conflict", "Conformity", "DecisionHead",
    "DecisionMode", "DisciplineOpinion", "DraftChange", "ExactHalf", "Exclusion", "ExemptionGround", "ExpertForm",
    "FileKind", "Force", "FundKind", "Gate", "InvestmentMode", "Level", "MeetingForm", "MeetingResult",
    "MeetingType", "ObserverKind", "Office", "OpinionConclusion", "Outcome", "ParticipationForm",
    "ProcurementMethod", "ProcurementObject", "Proposer", "PublicityExemption", "PublicityResult", "Reply",
    "ReportTo", "Response", "Retention", "ReviewConclusion", "ReviewKind", "RiskLevel", "RiskResult", "Role",
    "Severity", "Stance", "Strength", "Term", "VoteMethod",
]  # fmt: skip
