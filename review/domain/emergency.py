"""Holds how an action taken ahead of the meeting (紧急先行处置) stands: by which day it has to be ratified (追认), and whether
the deciding meeting ratified it; one answer for rule, page, list, record and command line. Holds no rule.

The time runs in working days from the day of the action, by the unit's parameter; without one there is no day, and nothing is
in time. That nobody has ratified it is known only once the time is over: until then it is open.
"""

from dataclasses import dataclass, replace
from datetime import date

from review.domain.dossier import Dossier, Emergency, Meeting
from review.domain.kleene import Truth, all_true, given
from review.domain.standing import deciding_is_known, deciding_meeting, passed
from review.domain.vocabulary import MeetingResult, Term
from review.domain.workdays import Calendar, Counted

FLAG = "紧急先行处置"

SET_RIGHT = "请停止、纠正先行处置，把纠正作为新事项提交，并在“登记先行处置”补填报告、纠正的情况和纠正的事项编号"
"""What is done where it was not ratified (MTG-24)."""


class Ratifying(Term):
    """How it stands with the ratification."""

    IN_TIME = "IN_TIME", "已按期追认", "ratified in time"
    LATE = "LATE", "逾期追认", "ratified too late"
    REFUSED = "REFUSED", "未获追认", "not ratified: refused, or the matter withdrawn"
    NOT_BY_MEETING = "NOT_BY_MEETING", "不是由有权决定的会议追认", "not ratified by the competent meeting"
    PENDING = "PENDING", "待追认", "to be ratified"
    OVERDUE = "OVERDUE", "逾期未追认", "not ratified, and the time is over"
    UNANNOUNCED = "UNANNOUNCED", "期限已过，会议结果尚未宣布", "the time is over, the result of the meeting is not announced"
    UNKNOWN = "UNKNOWN", "追认无法判定", "undetermined whether it is ratified"


@dataclass(frozen=True, slots=True)
class Ratification:
    """How it stood on one day: until when it had to be ratified, where that is known, and how many working days it took, or
    have passed."""

    stands: Ratifying
    by: date | None
    on: date | None
    workdays: int | None


def taken(dossier: Dossier) -> bool:
    """Whether the matter is an emergency in which one acted first, whatever of that is on record."""
    return dossier.matter.scope.emergency is True


def waits(dossier: Dossier) -> bool:
    """Whether the time runs: the meeting has neither ratified the action nor refused to."""
    return taken(dossier) and _action(dossier).ratified is None


def ratify_by(dossier: Dossier, calendar: Calendar) -> date | None:
    """The last day on which the action is ratified in time; `None` while its day or the unit's limit is not known."""
    acted, limit = _action(dossier).decided_on, dossier.unit.parameters.ratification_workdays
    return None if acted is None or limit is None else calendar.after(acted, limit)[0]


def runs_until(dossier: Dossier, calendar: Calendar) -> date | None:
    """The day by which it has to be ratified, as long as that is still to be done."""
    return ratify_by(dossier, calendar) if waits(dossier) else None


def is_ratified(dossier: Dossier) -> Truth:
    """Whether it is ratified by procedure, that is on the day and by the decision of the deciding meeting, and afterwards."""
    action = _action(dossier)
    if not action.ratified:
        return action.ratified
    deciding = deciding_meeting(dossier) if deciding_is_known(dossier) else None
    held = deciding.held_on if deciding else None
    at_the_meeting = None if action.ratified_on is None or held is None else action.ratified_on == held
    after = None if action.ratified_on is None or action.decided_on is None else action.decided_on <= action.ratified_on
    return all_true((passed(dossier), at_the_meeting, after))


def workdays_taken(dossier: Dossier, calendar: Calendar) -> Counted | None:
    """Working days from the action to its ratification. While none is on record, only what has run past the limit is known:
    up to the day of the judgement, or to the first meeting since that may have ratified it."""
    action, limit = _action(dossier), dossier.unit.parameters.ratification_workdays
    if action.decided_on is None:
        return None
    if action.ratified_on is not None or action.ratified is not None:
        return calendar.between(action.decided_on, action.ratified_on) if action.ratified_on else None
    counted = calendar.between(action.decided_on, min((*_perhaps(dossier, action.decided_on), dossier.as_of)))
    return counted if limit is not None and counted.days > limit else None


def _perhaps(dossier: Dossier, since: date) -> list[date]:
    """The days of the meetings since that passed the matter, or of which no result is known."""
    return [
        one.held_on for one in dossier.meetings or ()
        if one.held_on is not None and one.held_on >= since and one.result in (None, MeetingResult.PASSED)
    ]  # fmt: skip


def unratified(dossier: Dossier) -> bool:
    """Whether what was done first was not ratified, and will not be."""
    return taken(dossier) and _action(dossier).ratified is False


def owed(dossier: Dossier) -> tuple[str, ...]:
    """What an action that was not ratified still demands, in words: the report, and that what was done is set right; nothing
    while it may be ratified, which is asked of the matter itself (MTG-24)."""
    action = _action(dossier)
    if not unratified(dossier):
        return ()
    lacking = (
        (action.reported_on is None, "先行处置尚未登记事后报告（向谁报告、报告日期）"),
        (not given(action.correction), "先行处置未获追认，尚未登记停止、纠正的情况"),
        (not given(action.correcting_matter), "先行处置未获追认，尚未写明另行提交的纠正事项"),
    )
    return tuple(told for lacks, told in lacking if lacks)


def ratification_of(dossier: Dossier, calendar: Calendar) -> Ratification | None:
    """How it stands on the day of the dossier; `None` where nobody acted first, as far as is known."""
    if not taken(dossier):
        return None
    action, limit, counted = _action(dossier), dossier.unit.parameters.ratification_workdays, workdays_taken(dossier, calendar)
    late = None if counted is None or limit is None else counted.days > limit
    by = ratify_by(dossier, calendar)
    so_far = counted or (calendar.between(action.decided_on, dossier.as_of) if action.decided_on else None)
    return Ratification(_stands(dossier, late, by), by, action.ratified_on, so_far.days if so_far else None)


def _stands(dossier: Dossier, late: Truth, by: date | None) -> Ratifying:
    said, ratified = _action(dossier).ratified, is_ratified(dossier)
    if said is False:
        return Ratifying.REFUSED
    if said is None:
        decided = any(one.result is MeetingResult.PASSED for one in dossier.meetings or ())
        if late or by is None or decided:
            return Ratifying.OVERDUE if late else Ratifying.UNKNOWN
        return Ratifying.PENDING if dossier.as_of <= by else Ratifying.UNANNOUNCED
    if ratified is False:
        return Ratifying.NOT_BY_MEETING
    if late:
        return Ratifying.LATE
    return Ratifying.IN_TIME if ratified and late is False else Ratifying.UNKNOWN


def resolved(dossier: Dossier) -> Dossier:
    """The dossier with what the result of its last meeting makes of the action: the deciding meeting that passes the matter
    ratifies it; a meeting that rejects the matter refuses to. Another result leaves it open."""
    action, last = dossier.matter.emergency, (dossier.meetings or (Meeting(),))[-1]
    if action is None or not taken(dossier):
        return dossier
    if last.result is MeetingResult.REJECTED:
        return given_up(dossier)
    deciding = deciding_meeting(dossier) if deciding_is_known(dossier) else None
    if last.result is MeetingResult.PASSED and deciding is not None and passed(dossier):
        return _with(dossier, replace(action, ratified=True, ratified_on=deciding.held_on))
    return dossier


def given_up(dossier: Dossier) -> Dossier:
    """The dossier with the action not ratified, and no more to be: what was done has to be set right by another matter."""
    action = dossier.matter.emergency
    return dossier if action is None else _with(dossier, replace(action, ratified=False, ratified_on=None))


def reopened(dossier: Dossier) -> Dossier:
    """The dossier with the ratification open again, as its decision is when it is discussed again (复议)."""
    action = dossier.matter.emergency
    return dossier if action is None else _with(dossier, replace(action, ratified=None, ratified_on=None))


def _with(dossier: Dossier, action: Emergency) -> Dossier:
    return replace(dossier, matter=replace(dossier.matter, emergency=action))


def _action(dossier: Dossier) -> Emergency:
    return dossier.matter.emergency or Emergency()
