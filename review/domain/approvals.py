"""Holds which signatures of the sign-off (签批) count, and which plan of it (送签批): those of the decision that stands, of each
step the last; no rule."""

from datetime import date

from review.domain.dossier import Approval, Dossier, SignOffPlan
from review.domain.vocabulary import ApprovalDecision, MeetingResult

REFUSALS = frozenset({ApprovalDecision.RETURN, ApprovalDecision.REJECT})


def live_approvals(dossier: Dossier) -> tuple[Approval, ...]:
    """The sign-offs of the decision that stands: those of a chain that ended in a refusal are over once a later meeting has
    decided again (复议). One of no day is never over, and a meeting of the day of the refusal is not a later one."""
    approvals, last = dossier.approvals or (), _decided_on(dossier)
    refused = [one.on for one in approvals if one.decision in REFUSALS and one.on and last and one.on < last]
    return tuple(one for one in approvals if one.on is None or not refused or one.on > max(refused))


def standing_approvals(dossier: Dossier) -> tuple[Approval, ...]:
    """The last decision of each step of the sign-off that is live."""
    return last_of_each_step(live_approvals(dossier))


def last_of_each_step(approvals: tuple[Approval, ...]) -> tuple[Approval, ...]:
    """The last decision of each step: what was approved after a return stands, what before it does not. One whose step is not
    known is a step of its own."""
    last: dict[int | str, Approval] = {}
    for place, one in enumerate(approvals):
        step = f"/{place}" if one.step is None else one.step
        before = last.get(step)
        if before is None or before.on is None or one.on is None or one.on >= before.on:
            last[step] = one
    return tuple(last.values())


def standing_plans(dossier: Dossier) -> tuple[SignOffPlan, ...]:
    """What was planned for the sign-off of the decision that stands, the first plan first: what was fixed before a later meeting
    decided again is over. A plan of no day is never over."""
    last = _decided_on(dossier)
    return tuple(one for one in dossier.sign_off_plans or () if one.fixed_on is None or last is None or one.fixed_on >= last)


def standing_plan(dossier: Dossier) -> SignOffPlan | None:
    """The plan that holds: the last one; none where it withdraws those before it, by naming nobody."""
    plans = standing_plans(dossier)
    return plans[-1] if plans and plans[-1].leaders != () else None


def _decided_on(dossier: Dossier) -> date | None:
    """The last day on which a meeting decided, as far as it is known."""
    decided = (one.held_on for one in dossier.meetings or () if one.result not in (None, MeetingResult.DEFERRED))
    return max(filter(None, decided), default=None)
