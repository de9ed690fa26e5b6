"""Holds what comes next for a matter: the next act of the main path, who is to do it, until when; who waits is told by it.

It only reads the judgement and the table of transitions; whether a person may act is asked of the desk.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from review.domain import overturned
from review.domain.after import Due, objected_to, replaced, running
from review.domain.approvals import live_approvals
from review.domain.checklist import Finding
from review.domain.dossier import Dossier
from review.domain.drafts import awaited
from review.domain.emergency import owed, runs_until, waits
from review.domain.finishing import Finish, due_on, finish_of, is_closed
from review.domain.review_clock import is_stopped, read
from review.domain.sign_off import planned, refusal, yet_to_endorse
from review.domain.standing import deciding_meeting, passed
from review.domain.suspensions import lasts
from review.domain.tasks import asked, open_countersigns
from review.domain.vocabulary import Gate, OpinionConclusion, Outcome, ReviewConclusion, Role
from review.domain.workdays import Calendar
from review.domain.workflow import Action, State, Transition, transition
from review.service.ports import Matter

FILLS = {
    Action.SEND_FOR_REVIEW: "/legality_review", Action.CONFIRM_TOPIC: "/meetings",
    Action.ENDORSE: "/approvals", Action.SIGN: "/approvals", Action.HAND_OVER: "/archive",
}  # fmt: skip
"""The part of the dossier that a guarded act itself fills; what is only missing there does not stand in its way."""


DECIDED = frozenset({State.DECIDED, State.APPROVED})
"""Where a decision was taken and is followed up."""

RATIFICATION = "追认先行处置"

ENDED = frozenset({State.REJECTED, State.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day and the working days left until it; negative when it has passed."""

    on: date
    left: int
    what: str = ""
    """What has to be done by then, where it is not the next act itself."""
    ahead: bool = False
    """Whether the day is still to come; with no working day left until it, it is a day of rest."""

    @property
    def light(self) -> str:
        return "red" if self.left < 0 else "yellow" if self.left <= 2 else "green"

    @property
    def word(self) -> str:
        return f"超期 {-self.left} 日" if self.left < 0 else f"剩 {self.left} 日" if self.left or self.ahead else "今日到期"


def finish(matter: Matter, today: date) -> Finish:
    """How far the handling of the matter has come on this day."""
    return finish_of(matter.dossier, matter.state, today)


def next_actions(matter: Matter) -> tuple[Action, ...]:
    """The next act of the main path; two where they do not wait for each other."""
    dossier = matter.dossier
    match matter.state:
        case State.PREPARING | State.ADVISED | State.RETURNED | State.REVIEWED:
            return _confirmations(dossier) or (_at_the_desk(matter),)
        case State.OPINION:
            return (Action.GIVE_OPINION,)
        case State.REVIEW:
            return (Action.COUNTERSIGN,) if open_countersigns(dossier) else (Action.ISSUE_REVIEW,)
        case State.AGENDA:
            return (Action.GIVE_NOTICE,)
        case State.NOTIFIED:
            return (Action.RECORD_MEETING,)
        case State.DECIDED if (
            refusal(dossier) or objected_to(dossier) or ratified_too_late(matter) or _passed_unratified(dossier)
        ):
            return (Action.RECALL,)
        case State.DECIDED if deciding_meeting(dossier) is None or "MTG-26" in _shutting(matter):
            return (Action.CONFIRM_TOPIC,)
        case State.DECIDED if not is_ripe(matter, Action.SIGN):
            return (Action.FOLLOW_UP,)
        case State.DECIDED:
            return _signing(dossier)
        case State.APPROVED if not is_closed(dossier, matter.state):
            return (_after_signing(matter),)
        case State.REJECTED | State.WITHDRAWN if owed(dossier):
            return (Action.REGISTER_EMERGENCY,)
        case State.REJECTED | State.WITHDRAWN if overturned.owed(dossier):
            return (Action.FOLLOW_UP,)
    return ()


def ratified_too_late(matter: Matter) -> bool:
    """Whether the meeting passed the matter after the time for ratifying what was done first (紧急先行处置), or that was reported
    too late: nothing that is registered now opens the sign-off. The head takes the matter back, and a meeting rejects it."""
    found = matter.judgement.findings if matter.state is State.DECIDED else ()
    return any(one.rule == "MTG-24" and one.outcome is Outcome.not_met for one in found)


def _passed_unratified(dossier: Dossier) -> bool:
    """Whether the decision ratifies nothing of what was done first: it was registered, or corrected, after the meeting that
    decides, and only one that prepares was held since. That meeting discusses it once the head has taken the matter back."""
    return waits(dossier) and passed(dossier) is True


def of_now(matter: Matter, able: Iterable[Transition], stuck: bool = False) -> tuple[Action, ...]:
    """The next acts for somebody who may do these: those of the main path; replacing a planned leader who can sign no more,
    and notifying the meeting to who was not reached, which may be done only where there is one; where it is `stuck` with an
    adviser who can give no opinion, replacing him; taking back what the head cannot sign, for he signed it as a leader before."""
    beside = {Action.REPLACE_SIGNER, Action.NOTIFY_MEMBERS, *((Action.REPLACE_ADVISER,) if stuck else ())}
    beside |= {Action.RECALL} if matter.state is State.DECIDED and live_approvals(matter.dossier) else set()
    acts = next_actions(matter)
    return (*acts, *(row.action for row in able if row.action in beside and row.action not in acts))


def _signing(dossier: Dossier) -> tuple[Action, ...]:
    """Whoever is planned endorses, then the head signs; without a plan either may be next, until the first has signed."""
    if planned(dossier) is None:
        return (Action.SIGN,) if live_approvals(dossier) else (Action.ENDORSE, Action.SIGN)
    return (Action.ENDORSE,) if yet_to_endorse(dossier) else (Action.SIGN,)


def _after_signing(matter: Matter) -> Action:
    """Carrying out, closing the file, handing it over."""
    execution, archive = matter.dossier.execution, matter.dossier.archive
    if lasts(execution):
        return Action.FOLLOW_UP
    if archive is not None and archive.closed_on is not None:
        return Action.HAND_OVER if is_ripe(matter, Action.HAND_OVER) else Action.CLOSE_FILE
    over = execution is not None and (execution.completed_on is not None or replaced(execution))
    return Action.CLOSE_FILE if over else Action.FOLLOW_UP


def _confirmations(dossier: Dossier) -> tuple[Action, ...]:
    """Confirming the new draft, by the authors of the papers that are to hold for it."""
    waited_for = awaited(dossier)
    advisers = {one.adviser.id for one in dossier.legal_opinions or () if one.adviser}
    by = {Action.CONFIRM_AS_ADVISER: waited_for & advisers, Action.CONFIRM_AS_REVIEWER: waited_for - advisers}
    return tuple(action for action, people in by.items() if people)


def _shutting(matter: Matter) -> set[str]:
    return {finding.rule for finding in matter.judgement.findings if finding.shuts}


def _at_the_desk(matter: Matter) -> Action:
    """The next act of the secretary, or confirming the topic where nothing else is in the way."""
    if is_ripe(matter, Action.CONFIRM_TOPIC):
        return Action.CONFIRM_TOPIC
    if is_stopped(matter.dossier.legality_review):
        return Action.SEND_FOR_REVIEW if is_ripe(matter, Action.SEND_FOR_REVIEW) else Action.SUPPLEMENT
    if any(one.rule == "LAD-08" and one.outcome is Outcome.not_met for one in matter.judgement.findings):
        return Action.COMMISSION_OPINION  # only dependent advisers were heard
    if matter.state is State.ADVISED:
        return _after_opinion(matter)
    if matter.state is State.REVIEWED:
        return _after_review(matter)
    shut = _shutting(matter)
    ready = "LAD-01" not in shut and "LRV-01" in shut and is_ripe(matter, Action.SEND_FOR_REVIEW)
    return Action.SEND_FOR_REVIEW if ready else Action.COMMISSION_OPINION


def _after_opinion(matter: Matter) -> Action:
    opinions = [opinion for opinion in matter.dossier.legal_opinions or () if opinion.issued_on]
    if any(point.response is None for opinion in opinions for point in opinion.suggestions or ()):
        return Action.ANSWER_OPINION
    if is_ripe(matter, Action.SEND_FOR_REVIEW):
        return Action.SEND_FOR_REVIEW
    bad = (OpinionConclusion.UNLAWFUL, OpinionConclusion.INSUFFICIENT_MATERIALS)
    return Action.REVISE_DRAFT if opinions and opinions[-1].conclusion in bad else Action.SUPPLEMENT


def _after_review(matter: Matter) -> Action:
    review = matter.dossier.legality_review
    if review and any(point.response is None for point in review.required_changes or ()):
        return Action.ANSWER_REVIEW
    bad = (ReviewConclusion.UNLAWFUL, ReviewConclusion.LAWFUL_WITH_CHANGES)
    return Action.REVISE_DRAFT if review and review.conclusion in bad else Action.SUPPLEMENT


def is_ripe(matter: Matter, action: Action) -> bool:
    """Whether nothing bars a guarded act but what it fills in itself; the service decides when it is done."""
    row = transition(matter.state, action)
    if row is None or row.gate is None:
        return row is not None
    return not in_the_way(matter, row.gate, FILLS.get(action))


def in_the_way(matter: Matter, gate: Gate, filled: str | None) -> tuple[Finding, ...]:
    """The findings that shut the gate, without those that only wait for what is filled in on passing it."""
    return tuple(
        finding for finding in matter.judgement.shutting(gate)
        if filled is None or finding.outcome is not Outcome.undetermined or not finding.missing
        or not all(pointer.startswith(filled) for pointer in finding.missing)
    )  # fmt: skip


def awaited_of(matter: Matter) -> tuple[tuple[Role, str | None], ...]:
    """Who holds the matter: the role of each next act, and the person where the dossier names one."""
    rows = [row for action in next_actions(matter) if (row := transition(matter.state, action))]
    return tuple(dict.fromkeys((row.role, name) for row in rows for name in _named(row.action, matter.dossier)))


def _named(action: Action, dossier: Dossier) -> tuple[str | None, ...]:
    """The people who are asked for the act; one without a name where anybody in the role may do it."""
    if action is Action.RECORD_MEETING and dossier.meetings and dossier.meetings[-1].recorder:
        person = (dossier.people or {}).get(dossier.meetings[-1].recorder)
        return (person.name if person else None,)
    return tuple(one.name for one in asked(action, dossier) or ()) or (None,)


def deadline(matter: Matter, calendar: Calendar, today: date) -> Deadline | None:
    """The first day that runs for the matter, with the working days left."""
    return next(iter(deadlines(matter, calendar, today)), None)


def deadlines(matter: Matter, calendar: Calendar, today: date) -> tuple[Deadline, ...]:
    """Every day that runs for the matter, the first in front: by which the next act is due, or what follows the decision; and
    by which an action that was taken first has to be ratified."""
    found = [one for _, one in after_decision(matter, calendar, today)]
    ratify = runs_until(matter.dossier, calendar)
    due = None if matter.state in DECIDED else due_on(matter.dossier, matter.state)
    found += [_running(matter, until(due, calendar, today), calendar, today)] if due else []
    found += [until(ratify, calendar, today, RATIFICATION)] if ratify and matter.state not in ENDED else []
    return tuple(sorted(found, key=lambda one: one.on))


def _running(matter: Matter, due: Deadline, calendar: Calendar, today: date) -> Deadline:
    """Of a review what its clock says: one that had run out before a return (退回补正) does not run during it."""
    clock = read(matter.dossier.legality_review, calendar, today) if matter.state is State.REVIEW else None
    return replace(due, left=clock.left) if clock and clock.left < 0 else due


def until(due: date, calendar: Calendar, today: date, what: str = "") -> Deadline:
    """The working days left until this day; one that has passed leaves none, whatever day it was."""
    left = calendar.between(today, due).days
    return Deadline(due, min(left, -1) if due < today else left, what, ahead=due > today)


def after_decision(matter: Matter, calendar: Calendar, today: date) -> tuple[tuple[Due, Deadline], ...]:
    """What runs after the decision, the most urgent first."""
    days = [(one, one.on(calendar)) for one in running(matter.dossier)] if matter.state in DECIDED | ENDED else []
    days.sort(key=lambda pair: pair[1])
    return tuple((one, until(on, calendar, today, one.what)) for one, on in days)


def by_urgency(deadlines: Iterable[Deadline | None]) -> list[int]:
    """The places of the deadlines, the most urgent first, those without a day last."""
    listed = list(deadlines)
    return sorted(range(len(listed)), key=lambda place: one.left if (one := listed[place]) else 10_000)
