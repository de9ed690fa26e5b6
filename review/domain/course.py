"""Holds what became of a matter: signed, rejected, withdrawn, or what it still waits for."""

from review.domain.approvals import standing_approvals
from review.domain.dossier import Dossier
from review.domain.review_clock import is_stopped
from review.domain.sign_off import is_complete
from review.domain.standing import deciding_meeting, passed
from review.domain.vocabulary import ApprovalDecision, MeetingResult, Term
from review.domain.workflow import State


class Course(Term):
    """What became of the matter."""

    SIGNED = "SIGNED", "会议通过并已签批"
    REJECTED = "REJECTED", "会议未通过"
    WITHDRAWN = "WITHDRAWN", "事项已撤回"
    REFUSED = "REFUSED", "未完成：签批未同意"
    DECIDED = "DECIDED", "未完成：会议已通过，尚未完成签批"
    PREPARED = "PREPARED", "未完成：前面的会议已通过，有权决定的会议尚未决定"
    DEFERRED = "DEFERRED", "未完成：会议宣布暂缓"
    RETURNED = "RETURNED", "未完成：合法性审查退回补正"
    UNDECIDED = "UNDECIDED", "未完成：尚未形成最终决定"

    @property
    def finished(self) -> bool:
        """Whether nothing more is to be decided."""
        return self in (Course.SIGNED, Course.REJECTED, Course.WITHDRAWN)


ENDS = {State.APPROVED: Course.SIGNED, State.REJECTED: Course.REJECTED, State.WITHDRAWN: Course.WITHDRAWN}


def course_of(dossier: Dossier, state: State | None) -> Course:
    """What became of a matter: by its state; of a dossier that was never handled here by its meetings and its sign-off."""
    if state in ENDS:
        return ENDS[state]
    last = dossier.meetings[-1].result if dossier.meetings else None
    if state is None:
        deciding = deciding_meeting(dossier)
        if MeetingResult.REJECTED in (last, deciding.result if deciding else None):
            return Course.REJECTED
    if state is State.DECIDED and passed(dossier) is False:
        return Course.PREPARED
    if state is State.DECIDED or (state is None and passed(dossier)):
        return _signed(dossier, state)
    if state is State.RETURNED or is_stopped(dossier.legality_review):
        return Course.RETURNED
    return Course.DEFERRED if last is MeetingResult.DEFERRED else Course.UNDECIDED


def _signed(dossier: Dossier, state: State | None) -> Course:
    """Where the sign-off of a matter that was passed has come to; a stored one is signed only by its state."""
    decisions = [approval.decision for approval in standing_approvals(dossier)]
    if {ApprovalDecision.RETURN, ApprovalDecision.REJECT}.intersection(decisions):
        return Course.REFUSED
    whole = bool(decisions) and all(decision is ApprovalDecision.APPROVE for decision in decisions)
    return Course.SIGNED if whole and state is None and is_complete(dossier) else Course.DECIDED
