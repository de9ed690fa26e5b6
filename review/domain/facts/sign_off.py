"""Holds the fact about the sign-off (签批): it follows the collective decision, by named persons (MTG-26)."""

from review.domain.dossier import Approval
from review.domain.facts.case import Case, fact
from review.domain.kleene import Truth, all_true
from review.domain.vocabulary import MeetingResult


@fact("approvals.after_decision")
def after_decision(case: Case) -> Truth:
    """MTG-26: each sign-off names its person, and its day does not lie before the last meeting that decided; before the
    first sign-off there is none that could be too early."""
    dossier = case.dossier
    if dossier.meetings is None:
        return None
    held = [one.held_on for one in dossier.meetings or () if one.result not in (None, MeetingResult.DEFERRED)]
    known = [day for day in held if day is not None]

    def follows(step: Approval) -> Truth:
        if step.on is None or step.person is None:
            return None
        if any(step.on < day for day in known):
            return False
        return None if not held or None in held else True

    return all_true(map(follows, dossier.approvals or ()))
