"""Holds what becomes of the conditions on which a meeting passes a matter (附条件通过): they are listed under the execution,
where each is followed until it is fulfilled, and the file is closed only then (`execution_faults`). Holds no rule.
"""

from dataclasses import replace

from review.domain.dossier import DecisionCondition, Dossier, Execution, Meeting
from review.domain.vocabulary import MeetingResult


def attached(dossier: Dossier) -> Dossier:
    """The dossier with the conditions on which its last meeting passed it among those that are followed."""
    last = (dossier.meetings or (Meeting(),))[-1]
    if last.result is not MeetingResult.PASSED or not last.conditions:
        return dossier
    execution = dossier.execution or Execution()
    had = execution.conditions or ()
    known = {one.text for one in had}
    new = tuple(DecisionCondition(text=text) for text in dict.fromkeys(last.conditions) if text not in known)
    return replace(dossier, execution=replace(execution, conditions=(*had, *new)))


def detached(dossier: Dossier) -> Dossier:
    """The dossier without the unfulfilled conditions of its last meeting, whose decision is discussed again (复议)."""
    last, execution = (dossier.meetings or (Meeting(),))[-1], dossier.execution
    if not last.conditions or execution is None or not execution.conditions:
        return dossier
    kept = tuple(one for one in execution.conditions if one.met_on is not None or one.text not in last.conditions)
    left = replace(execution, conditions=kept or None)
    return replace(dossier, execution=None if left == Execution() else left)
