"""Holds whether a matter is finished (办结) or overdue (超期): one answer for desk, list, page, record and command line."""

from dataclasses import dataclass
from datetime import date

from review.domain.after import due_of, replaced, unfinished
from review.domain.course import Course, course_of
from review.domain.dossier import Dossier
from review.domain.overturned import demanded
from review.domain.suspensions import lasts
from review.domain.vocabulary import Term
from review.domain.workflow import State


class Handling(Term):
    """How far the handling of a matter has come."""

    FINISHED = "FINISHED", "办结", "finished"
    RUNNING = "RUNNING", "在办", "under way"
    LATE = "LATE", "在办，已超期", "under way, overdue"


@dataclass(frozen=True, slots=True)
class Finish:
    """Whether a matter is finished and since when, or until when it is due, as it stood on one day."""

    handling: Handling
    on: date | None
    """The day of the end, where the dossier has it."""
    due: date | None

    @property
    def finished(self) -> bool:
        return self.handling is Handling.FINISHED


def finish_of(dossier: Dossier, state: State | None, today: date) -> Finish:
    """How far the handling has come on this day: a matter that was passed is finished when its execution is (办结日期), or
    was stopped or decided again, and not while it is suspended; one that was rejected or withdrawn when it was, unless what was
    done first in an emergency and not ratified, or on a decision that was not upheld, still has to be set right. `state` is
    `None` for a dossier that was never handled here."""
    course = course_of(dossier, state)
    execution = dossier.execution
    if course is Course.SIGNED and execution and (execution.completed_on or replaced(execution)) and not lasts(execution):
        return Finish(Handling.FINISHED, execution.completed_on, None)
    if course in (Course.REJECTED, Course.WITHDRAWN) and not demanded(dossier):
        held = dossier.meetings[-1].held_on if dossier.meetings and course is Course.REJECTED else None
        return Finish(Handling.FINISHED, held, None)
    due = due_on(dossier, state)
    return Finish(Handling.LATE if due is not None and due < today else Handling.RUNNING, None, due)


def is_closed(dossier: Dossier, state: State) -> bool:
    """Whether nothing waits for anybody: the matter is finished (办结), and after a decision nothing of it runs any more."""
    runs = state is State.APPROVED and unfinished(dossier)
    return finish_of(dossier, state, dossier.as_of).finished and not runs


def due_on(dossier: Dossier, state: State | None) -> date | None:
    """The day by which the next act is due, where the dossier names one; after the signature that of the execution."""
    execution = dossier.execution
    if course_of(dossier, state) is Course.SIGNED:
        return due_of(execution) if execution else None
    if state is State.REVIEW and dossier.legality_review:
        return dossier.legality_review.due_on
    if state in (State.AGENDA, State.NOTIFIED) and dossier.meetings:
        return dossier.meetings[-1].held_on
    return None
