"""Holds every closed vocabulary of the service, each term with its Chinese and its English word; holds no behaviour.

The value of a term is the stored string, upper-case English; `label` is the word the user reads,
`label_en` the one of a finding that is asked for in English.
"""

from review.domain.vocabulary.closing import (
    Answer,
    ApprovalDecision,
    CongressDuty,
    EvaluationTrigger,
    ExecutionChangeKind,
    FileKind,
    Marking,
    Reply,
    ReportKind,
    ReportTo,
    Retention,
    SignOffOrder,
)
from review.domain.vocabulary.deliberation import (
    Choice,
    Conflict,
    MeetingForm,
    MeetingResult,
    MeetingType,
    ObserverKind,
    Office,
    Stance,
    VoteMethod,
)
from review.domain.vocabulary.judging import (
    Gate,
    NoticeKind,
    Outcome,
    Role,
    Severity,
    Strength,
)
from review.domain.vocabulary.lawyers import (
    AdviserKind,
    Conformity,
    CountersignView,
    Force,
    Grade,
    OpinionConclusion,
    Response,
    ReviewConclusion,
    ReviewKind,
    ReviewUrgency,
)
from review.domain.vocabulary.matter import (
    Applicability,
    ArchiveLevel,
    Category,
    DecisionHead,
    DecisionMode,
    DraftChange,
    ExactHalf,
    Exclusion,
    Issuer,
    Level,
    NormativeExclusion,
    Portfolio,
    Proposer,
    ScopeQuestion,
)
from review.domain.vocabulary.money import (
    AssetOperation,
    Authority,
    CandidateAction,
    ConsultedParty,
    DisciplineOpinion,
    FundKind,
    HigherKind,
    HigherPaper,
    IncreaseGround,
    InvestmentMode,
    PostLevel,
    ProcurementMethod,
    ProcurementObject,
    ProjectChangeKind,
    PublicityExemption,
    PublicityResult,
    RelationGround,
    SimplifiedGround,
    SingleSourceGround,
    TenderExemption,
)
from review.domain.vocabulary.preparation import (
    CompetitionConclusion,
    CompetitionHead,
    CompetitionReviewer,
    ExemptionGround,
    ExpertForm,
    HearingDecision,
    OpinionSource,
    ParticipationForm,
    RiskLevel,
    RiskResult,
    StaffForm,
)
from review.domain.vocabulary.telling import Element, Question, Shortfall, Vetting, Way
from review.domain.vocabulary.term import Language, Term

__all__ = [
    "AdviserKind", "Answer", "Applicability", "ApprovalDecision", "ArchiveLevel", "AssetOperation", "Authority",
    "CandidateAction", "Category", "Choice", "CompetitionConclusion", "CompetitionHead",
    "CompetitionReviewer",
    "Conflict", "Conformity", "CongressDuty", "ConsultedParty", "CountersignView", "DecisionHead", "DecisionMode",
    "DisciplineOpinion", "DraftChange", "Element", "EvaluationTrigger", "ExactHalf", "Exclusion", "ExecutionChangeKind",
    "ExemptionGround", "ExpertForm", "FileKind", "Force", "FundKind", "Gate", "Grade", "HearingDecision", "HigherKind",
    "HigherPaper", "IncreaseGround", "InvestmentMode", "Issuer", "Language", "Level", "Marking", "MeetingForm", "MeetingResult",
    "MeetingType", "NormativeExclusion", "NoticeKind", "ObserverKind", "Office", "OpinionConclusion", "OpinionSource", "Outcome",
    "ParticipationForm",
    "Portfolio", "PostLevel", "ProcurementMethod", "ProcurementObject", "ProjectChangeKind", "Proposer",
    "PublicityExemption", "PublicityResult", "Question", "RelationGround", "Reply", "ReportKind", "ReportTo", "Response",
    "Retention", "ReviewConclusion", "ReviewKind", "ReviewUrgency", "RiskLevel", "RiskResult", "Role", "ScopeQuestion",
    "Severity", "Shortfall", "SignOffOrder", "SimplifiedGround", "SingleSourceGround", "StaffForm", "Stance", "Strength",
    "TenderExemption", "Term", "Vetting",
    "VoteMethod", "Way",
]  # fmt: skip
