"""Puts the decision of a matter to the numbers of the year of its meeting: the result, what was met before it, exceptions,
and what the principal officer did at it.

Which meeting decides is told by `standing`, what was met by the stored verdicts; here it is only counted.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from review.domain.annual.figures import Figure
from review.domain.annual.rows import OnFile
from review.domain.conditions import followed, of_no_meeting
from review.domain.dossier import Meeting
from review.domain.headline import kind_of
from review.domain.kleene import Truth
from review.domain.meeting import principal_of, principal_presides, principal_spoke_last
from review.domain.phrases import day
from review.domain.rulebook import gates_through
from review.domain.settling import shut_gates
from review.domain.standing import deciding_is_known, deciding_meeting, passed
from review.domain.vocabulary import DecisionMode, Gate, MeetingResult, Outcome
from review.domain.workflow import State

REVIEWED, ADVISED = "LRV-01", "LAD-01"
"""The rules by which the legality review and the adviser's opinion come before the topic is settled."""

BEFORE = {
    REVIEWED: {Outcome.met: Figure.REVIEWED_BEFORE, Outcome.not_met: Figure.NOT_REVIEWED_BEFORE,
               Outcome.undetermined: Figure.REVIEWED_BEFORE_OPEN, Outcome.not_applicable: Figure.REVIEW_NOT_DUE},
    ADVISED: {Outcome.met: Figure.ADVISED_BEFORE, Outcome.not_met: Figure.NOT_ADVISED_BEFORE,
              Outcome.undetermined: Figure.ADVISED_BEFORE_OPEN, Outcome.not_applicable: Figure.ADVICE_NOT_DUE},
}  # fmt: skip

TAKEN = (MeetingResult.PASSED, MeetingResult.REJECTED)

_DECIDING_GATES = gates_through(Gate.MEETING)
"""The gates that a matter passes until it is decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Presided:
    """A decision of a meeting over which the principal officer presided, for the list of what he did as the first person
    responsible (履行推进法治建设第一责任人职责)."""

    number: str
    title: str
    on: date
    meeting: str
    person: str
    result: MeetingResult
    spoke_last: Truth = None
    reviewed: Outcome


def decision(matter: OnFile, year: int, put: Callable[..., None]) -> Presided | None:
    """Put the decision, and every other meeting of the year that had a result, behind the numbers."""
    dossier = matter.dossier
    meetings = [one for one in dossier.meetings or () if one.held_on is not None and one.held_on.year == year]
    deferred = [one for one in meetings if one.result is MeetingResult.DEFERRED]
    if deferred:
        times = f"，共{len(deferred)}次" if len(deferred) > 1 else ""
        put(Figure.DEFERRED, deferred[-1].held_on, _named(deferred[-1]) + times)
    standing, deciding = _standing(matter), deciding_meeting(dossier)
    taken = [one for one in meetings if one.result in TAKEN and one is not standing]
    if standing is None and taken and (not deciding_is_known(dossier) or matter.state is State.APPROVED):
        put(Figure.DECISION_OPEN, taken[-1].held_on, _named(taken[-1]))
        return None
    if former := [one for one in taken if deciding is not None and one.type is deciding.type]:
        put(Figure.REOPENED, former[-1].held_on, _reopened(matter, standing))
    if standing is None:
        return None
    if standing.held_on is None:
        put(Figure.UNDATED, None, f"{_named(standing)}的召开之日没有登记")
    elif standing.held_on.year == year:
        return _decided(matter, standing, standing.held_on, put)
    return None


def _standing(matter: OnFile) -> Meeting | None:
    """The meeting whose decision stands: the one that decides, while the matter was not taken up again; or the last one,
    whichever it is, where by it the matter has ended (未通过)."""
    dossier = matter.dossier
    if matter.state is State.REJECTED and dossier.meetings and dossier.meetings[-1].result is MeetingResult.REJECTED:
        return dossier.meetings[-1]
    if matter.state not in (State.DECIDED, State.APPROVED) or not deciding_is_known(dossier):
        return None
    deciding = deciding_meeting(dossier)
    return deciding if deciding is not None and deciding.result in TAKEN else None


def _named(meeting: Meeting) -> str:
    return meeting.number or (meeting.type.label if meeting.type else "会议")


def _reopened(matter: OnFile, standing: Meeting | None) -> str:
    if standing is not None:
        return f"以{day(standing.held_on) if standing.held_on else '后来'}的决定为准"
    return f"现在的环节：{matter.state.label}"


def _decided(matter: OnFile, meeting: Meeting, on: date, put: Callable[..., None]) -> Presided | None:
    result, where = _result(matter, meeting), _named(meeting)
    put(Figure.DECIDED, on, where)
    put(result, on, where)
    if result is Figure.PASSED:
        _conditions(matter, on, put)
    for rule, figures in BEFORE.items():
        put(figures[_outcome(matter, rule)], on, where)
    _exceptions(matter, on, put)
    return _presided(matter, meeting, on, put)


def _result(matter: OnFile, meeting: Meeting) -> Figure:
    if meeting.result is MeetingResult.REJECTED:
        return Figure.REJECTED
    return Figure.PASSED if passed(matter.dossier) else Figure.RESULT_OPEN


def _conditions(matter: OnFile, on: date, put: Callable[..., None]) -> None:
    """A result that is announced as passed without conditions is unconditional, and open where a condition is followed that the
    meeting did not set; announced ones are those of the decision, however many are followed (`domain.conditions`)."""
    conditions = followed(matter.dossier)
    if conditions:
        put(Figure.CONDITIONAL, on, f"{len(conditions)}项条件，已落实{sum(one.met for one in conditions)}项")
    elif of_no_meeting(matter.dossier):
        put(Figure.CONDITIONS_OPEN, on)
    else:
        put(Figure.UNCONDITIONAL, on)


def _outcome(matter: OnFile, rule: str) -> Outcome:
    """How the rule was judged of the matter; undetermined where the rulebook of the judgement had no such rule."""
    verdict = matter.verdicts.get((rule, ""))
    return verdict.outcome if verdict else Outcome.undetermined


def _exceptions(matter: OnFile, on: date, put: Callable[..., None]) -> None:
    breaches = {key: one for key, one in matter.verdicts.items() if one.gate in _DECIDING_GATES}
    shut = shut_gates(breaches)
    if names := [gate.label for gate in _DECIDING_GATES if gate in shut]:
        put(Figure.GATE_SHUT, on, "、".join(names))
    for what, outcome in ((Figure.BREACHED, Outcome.not_met), (Figure.UNDETERMINED, Outcome.undetermined)):
        if found := {rule: f"{rule}（{kind_of(one)}）" for (rule, _), one in breaches.items() if one.outcome is outcome}:
            put(what, on, "、".join(found.values()))
    about = matter.dossier.matter
    if about.scope.emergency is not False:
        put(Figure.EMERGENCY if about.scope.emergency else Figure.EMERGENCY_OPEN, on)
    if about.decision_mode is not DecisionMode.PARTY_GROUP_VOTE:
        put(Figure.HEAD_DECIDES if about.decision_mode else Figure.MODE_OPEN, on)


def _presided(matter: OnFile, meeting: Meeting, on: date, put: Callable[..., None]) -> Presided | None:
    presides, where = principal_presides(meeting), _named(meeting)
    principal = principal_of(meeting)
    if not presides or principal is None:
        put(Figure.PRESIDING_OPEN if presides is None else Figure.NOT_PRESIDED, on, where)
        return None
    last = principal_spoke_last(meeting)
    put(Figure.PRESIDED, on, where)
    put({True: Figure.SPOKE_LAST, False: Figure.NOT_LAST, None: Figure.LAST_OPEN}[last], on, where)
    assert meeting.result is not None
    return Presided(
        number=matter.number, title=matter.dossier.matter.title or "", on=on, meeting=where,
        person=principal.name or principal.id, result=meeting.result, spoke_last=last, reviewed=_outcome(matter, REVIEWED),
    )  # fmt: skip
