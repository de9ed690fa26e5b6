"""Holds how an action taken ahead of the meeting (紧急先行处置) stands: by which day it has to be ratified (追认), and whether
the deciding meeting ratified it; one answer for rule, page, list, record and command line. Holds no rule.

The time runs in working days from the day of the action, by the unit's parameter; without one there is no day, and nothing is
in time. That nobody has ratified it is known only once the time is over: until then it is open.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from review.domain.changes import altered
from review.domain.dossier import Dossier, Emergency, Meeting
from review.domain.kleene import Truth, all_true, any_true, given
from review.domain.standing import decided_at, decision_stands, passed
from review.domain.vocabulary import MeetingResult, Term
from review.domain.workdays import Calendar, Counted

FLAG = "紧急先行处置"

SET_RIGHT = "请停止、纠正先行处置，把纠正作为新事项提交；在“登记先行处置”补填报告和纠正的情况，纠正的事项签批以后补填它的编号"
"""What is done where it was not ratified (MTG-24)."""


class Ratifying(Term):
    """How it stands with the ratification."""

    IN_TIME = "IN_TIME", "已按期追认", "ratified in time"
    LATE = "LATE", "逾期追认", "ratified too late"
    REOPENED = "REOPENED", "已追认，复议尚无结果", "ratified, and discussed again without a result so far"
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


def lapsed_on(dossier: Dossier, calendar: Calendar) -> date | None:
    """The day from which it was too late to ratify it, where no meeting had passed the matter by then."""
    by = ratify_by(dossier, calendar)
    in_time = [
        one for one in dossier.meetings or ()
        if by is not None and one.result is MeetingResult.PASSED and (one.held_on is None or one.held_on <= by)
    ]  # fmt: skip
    return None if by is None or in_time else by + timedelta(1)


def runs_until(dossier: Dossier, calendar: Calendar) -> date | None:
    """The day by which it has to be ratified, as long as that is still to be done."""
    return ratify_by(dossier, calendar) if waits(dossier) else None


def is_ratified(dossier: Dossier) -> Truth:
    """Whether it is ratified by procedure, that is on the day and by the decision of a meeting that decides, after it was taken,
    and that decision stands. What was ratified stays so while the matter is taken back (复议) and when it is passed again, until
    a meeting rejects it; unknown while it is discussed again without a result."""
    action = _action(dossier)
    if not action.ratified:
        return action.ratified
    after = None if action.ratified_on is None or action.decided_on is None else action.decided_on <= action.ratified_on
    if dossier.meetings is None:
        return all_true((None, after))
    by_one = any_true(
        all_true((_ratified_at(dossier, place), decision_stands(dossier, place))) for place in range(len(dossier.meetings))
    )
    return all_true((by_one, after))


def _ratified_at(dossier: Dossier, place: int) -> Truth:
    """Whether this is the meeting at which it is said to have been ratified, and it decided the matter."""
    held, on = (dossier.meetings or ())[place].held_on, _action(dossier).ratified_on
    return all_true((None if held is None or on is None else held == on, decided_at(dossier, place)))


def _discussed_again(dossier: Dossier) -> bool:
    """Whether a meeting ratified it, and whether that stands is open: the matter is discussed again, without a result so far."""
    found = [decision_stands(dossier, place) for place in range(len(dossier.meetings or ())) if _ratified_at(dossier, place)]
    return None in found and dossier.meetings is not None and dossier.meetings[-1].result in (None, MeetingResult.DEFERRED)


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
    """The days of the meetings since that may have decided the matter: not of one that only prepares, or that did not pass it."""
    return [
        one.held_on for place, one in enumerate(dossier.meetings or ())
        if one.held_on is not None and one.held_on >= since and decided_at(dossier, place) is not False
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
        (not given(action.correcting_matter), "先行处置未获追认，尚未写明另行提交并已签批的纠正事项"),
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
        decided = any(
            one.result is MeetingResult.PASSED and decided_at(dossier, place) is not False
            for place, one in enumerate(dossier.meetings or ())
        )
        if late or by is None or decided:
            return Ratifying.OVERDUE if late else Ratifying.UNKNOWN
        return Ratifying.PENDING if dossier.as_of <= by else Ratifying.UNANNOUNCED
    if ratified is False:
        return Ratifying.NOT_BY_MEETING
    if late:
        return Ratifying.LATE
    if ratified is None and late is False and _discussed_again(dossier):
        return Ratifying.REOPENED
    return Ratifying.IN_TIME if ratified and late is False else Ratifying.UNKNOWN


def resolved(dossier: Dossier) -> Dossier:
    """The dossier with what the result of its last meeting makes of the action: the deciding meeting that passes the matter
    ratifies it, unless one has that stands; a meeting that rejects the matter refuses to. Another result leaves it as it is."""
    action, meetings = dossier.matter.emergency, dossier.meetings or (Meeting(),)
    if action is None or not taken(dossier):
        return dossier
    if meetings[-1].result is MeetingResult.REJECTED:
        return given_up(dossier)
    decided = all_true((passed(dossier), bool(dossier.meetings) and decided_at(dossier, len(meetings) - 1)))
    if not decided or _ratified_before(dossier, action):
        return dossier
    return _with(dossier, replace(action, ratified=True, ratified_on=meetings[-1].held_on))


def _ratified_before(dossier: Dossier, action: Emergency) -> bool:
    """Whether an earlier meeting ratified it, of which nothing is taken back. One to which it had not been reported yet did not
    ratify what was reported: it is the next one that does."""
    reported, on = action.reported_on, action.ratified_on
    return is_ratified(dossier) is True and not (reported and on and reported > on)


def given_up(dossier: Dossier) -> Dossier:
    """The dossier with the action not ratified, and no more to be: what was done has to be set right by another matter."""
    action = dossier.matter.emergency
    return dossier if action is None else _with(dossier, replace(action, ratified=False, ratified_on=None))


def corrected(decided: Emergency, said: Emergency) -> Emergency:
    """The action as it is now registered: where that alters what a meeting `decided` on by ratifying it, the next one ratifies it
    or does not."""
    return replace(said, ratified=None, ratified_on=None) if decided.ratified and altered(decided, said) else said


def _with(dossier: Dossier, action: Emergency) -> Dossier:
    return replace(dossier, matter=replace(dossier.matter, emergency=action))


def _action(dossier: Dossier) -> Emergency:
    return dossier.matter.emergency or Emergency()
