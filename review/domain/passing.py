"""Holds how a matter stands at each gate: the one answer, in one word, that desk, list, page, record and command line give.

What a gate asks for is the judgement's; which gate comes next follows from what became of the matter.
"""

from collections.abc import Iterable, Mapping

from review.domain.checklist import Judgement
from review.domain.course import Course, course_of
from review.domain.dossier import Dossier
from review.domain.vocabulary import Gate, Term
from review.domain.workflow import State


class Passing(Term):
    """How a matter stands at a gate; only one that it has come to is said to be open or shut."""

    OPEN = "OPEN", "已开", "open"
    SHUT = "SHUT", "未开", "shut"
    READY = "READY", "未到，可开", "not reached, may open"
    WAITING = "WAITING", "未到，尚不能开", "not reached, cannot open yet"
    AHEAD = "AHEAD", "未到", "not reached"
    PASSED_BY = "PASSED_BY", "未经过", "passed by"


NEXT_GATE = {
    State.NEW: Gate.SUBMISSION, State.PREPARING: Gate.LEGALITY_REVIEW, State.OPINION: Gate.LEGALITY_REVIEW,
    State.ADVISED: Gate.LEGALITY_REVIEW, State.RETURNED: Gate.LEGALITY_REVIEW, State.REVIEW: Gate.AGENDA,
    State.REVIEWED: Gate.AGENDA, State.AGENDA: Gate.MEETING, State.NOTIFIED: Gate.MEETING, State.DECIDED: Gate.APPROVAL,
    State.APPROVED: Gate.ARCHIVE, State.REJECTED: Gate.ARCHIVE,
}  # fmt: skip
"""The next gate on the main path; of a withdrawn matter none is left."""

_AFTER = {
    Course.SIGNED: State.APPROVED, Course.REJECTED: State.REJECTED, Course.WITHDRAWN: State.WITHDRAWN,
    Course.REFUSED: State.DECIDED, Course.DECIDED: State.DECIDED, Course.RETURNED: State.RETURNED,
    Course.DEFERRED: State.PREPARING,
}  # fmt: skip
"""The state in which a matter of that course would be."""


def gate_ahead(dossier: Dossier, judgement: Judgement, state: State | None) -> Gate | None:
    """The gate that comes next; `None` where none is left. `state` is `None` for a dossier that was never handled here:
    then it follows from the dossier."""
    stands = state or _AFTER.get(course_of(dossier, None))
    if stands is None:
        ahead: Gate | None = _after_the_last(judgement)
    else:
        ahead = NEXT_GATE.get(stands)
    archived = judgement.gates[Gate.ARCHIVE]
    return None if ahead is Gate.ARCHIVE and archived.reached and archived.open else ahead


def _after_the_last(judgement: Judgement) -> Gate:
    """The gate after the last one that an undecided matter has come to."""
    order = list(Gate)
    last = max((place for place, gate in enumerate(order) if judgement.gates[gate].reached), default=-1)
    return order[min(last + 1, order.index(Gate.MEETING))]


def passings(dossier: Dossier, judgement: Judgement, state: State | None) -> Mapping[Gate, Passing]:
    """How the matter stands at every gate. A gate that was reached and is shut is shut, wherever the matter has gone since;
    what lies beyond the next gate has to be passed again; what lies before it and was never reached was passed by, as an
    appointment passes by the legality review."""
    ahead = gate_ahead(dossier, judgement, state)
    return {gate: _passing(gate, ahead, judgement) for gate in Gate}


def _passing(gate: Gate, ahead: Gate | None, judgement: Judgement) -> Passing:
    state, order = judgement.gates[gate], list(Gate)
    place = order.index(gate)
    beyond = ahead is not None and place > order.index(ahead)
    if state.reached and not (state.open and beyond):
        return Passing.OPEN if state.open else Passing.SHUT
    if gate is ahead and judgement.of_gate(gate):
        return Passing.READY if state.open else Passing.WAITING
    later = any(judgement.gates[one].reached for one in order[place + 1 :])
    before = later if ahead is None else place < order.index(ahead)
    return Passing.PASSED_BY if before else Passing.AHEAD


def gates_said(judgement: Judgement) -> str:
    """All gates in one clause: 已到各关均已开; 议题关、会议关未开."""
    reached = {gate: state.open for gate, state in judgement.gates.items() if state.reached}
    return shut_said(gate for gate, is_open in reached.items() if not is_open) if reached else f"各关均{Passing.AHEAD.label}"


def shut_said(shut: Iterable[Gate]) -> str:
    """The clause for these shut gates among those that the matter has come to."""
    names = "、".join(gate.label for gate in shut)
    return f"{names}{Passing.SHUT.label}" if names else f"已到各关均{Passing.OPEN.label}"
