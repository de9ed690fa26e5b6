"""Holds which signatures of the sign-off (签批) count, and which plan of it (送签批): those of the decision that stands, of each
step the last; no rule."""

from datetime import date

from review.domain.dossier import Approval, Dossier, Meeting, SignOffPlan
from review.domain.vocabulary import ApprovalDecision, MeetingResult

REFUSALS = frozenset({ApprovalDecision.RETURN, ApprovalDecision.REJECT})


def live_approvals(dossier: Dossier) -> tuple[Approval, ...]:
    """The sign-offs of the decision that stands: those of a chain that ended in a refusal are over once a later meeting has
    decided again (复议), and so is each one after which a meeting decided again of the kind that had decided before it. One of
    no day is never over, and a meeting of the day of the sign-off is not a later one; a meeting of another kind is the next one
    of the unit's list, before which a sign-off is too early."""
    approvals, last = dossier.approvals or (), _decided_on(dossier)
    refused = max((one.on for one in approvals if one.decision in REFUSALS and one.on and last and one.on < last), default=None)
    return tuple(
        one for one in approvals if one.on is None or not ((refused and one.on <= refused) or _decided_again(dossier, one.on))
    )


def _decided_again(dossier: Dossier, signed: date) -> bool:
    """Whether meetings of one kind decided both by this day and after it."""
    days = [(one.type, one.held_on) for one in _deciding(dossier) if one.type is not None and one.held_on is not None]
    return bool({kind for kind, on in days if on <= signed} & {kind for kind, on in days if on > signed})


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
    return max(filter(None, (one.held_on for one in _deciding(dossier))), default=None)


def _deciding(dossier: Dossier) -> tuple[Meeting, ...]:
    """The meetings with a result that is no deferral."""
    return tuple(one for one in dossier.meetings or () if one.result not in (None, MeetingResult.DEFERRED))
