"""Holds what comes next for a matter: the next act of the main path, who does it, the gate ahead, the steps to open it.

It only reads the judgement and the table of transitions; whether a person may act is asked of the desk.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from review.domain.checklist import Finding
from review.domain.dossier import Dossier
from review.domain.drafts import awaited
from review.domain.review_clock import is_stopped
from review.domain.standing import deciding_meeting
from review.domain.tasks import asked, open_countersigns
from review.domain.vocabulary import Gate, OpinionConclusion, Outcome, ReviewConclusion, Role
from review.domain.workdays import Calendar
from review.domain.workflow import Action, State, transition
from review.service.ports import Matter

PAGES = {
    Action.RECORD_MEETING: "meeting", Action.PASS: "meeting", Action.REJECT: "meeting", Action.DEFER: "meeting",
    Action.ENDORSE: "sign", Action.SIGN: "sign", Action.SUBMIT: "",
    Action.CONFIRM_AS_ADVISER: "confirm-draft", Action.CONFIRM_AS_REVIEWER: "confirm-draft",
}  # fmt: skip
"""The page of an action where it is not the action's own name."""

WORDS = {"meeting": "记录会议、宣布结果", "sign": "签批", "confirm-draft": "确认改稿"}
"""The word of a page that serves several actions."""

AHEAD = {
    State.PREPARING: Gate.LEGALITY_REVIEW, State.OPINION: Gate.LEGALITY_REVIEW, State.ADVISED: Gate.LEGALITY_REVIEW,
    State.REVIEW: Gate.AGENDA, State.RETURNED: Gate.LEGALITY_REVIEW, State.REVIEWED: Gate.AGENDA,
    State.AGENDA: Gate.MEETING, State.NOTIFIED: Gate.MEETING,
    State.DECIDED: Gate.APPROVAL, State.APPROVED: Gate.ARCHIVE, State.REJECTED: Gate.ARCHIVE,
}  # fmt: skip
"""The next gate on the main path; of a withdrawn matter none is left."""

FILLS = {
    Action.SEND_FOR_REVIEW: "/legality_review", Action.CONFIRM_TOPIC: "/meetings",
    Action.ENDORSE: "/approvals", Action.SIGN: "/approvals",
}  # fmt: skip
"""The part of the dossier that a guarded act itself fills; what is only missing there does not stand in its way."""

SUPPLIES = (
    ("/legality_review/required_changes", Action.ANSWER_REVIEW), ("/legality_review", Action.ISSUE_REVIEW),
    ("/legal_opinions", Action.GIVE_OPINION), ("/meetings", Action.RECORD_MEETING),
    ("/reporting", Action.FOLLOW_UP), ("/publication", Action.FOLLOW_UP), ("/execution", Action.FOLLOW_UP),
    ("/archive", Action.FOLLOW_UP), ("/approvals", Action.SIGN), ("/matter", Action.SUPPLEMENT),
    ("/preparation", Action.SUPPLEMENT), ("/justifications", Action.SUPPLEMENT),
)  # fmt: skip
"""The act by which a missing part of the dossier is supplied."""

BEHIND = {
    Gate.SUBMISSION: "提交", Gate.LEGALITY_REVIEW: "送合法性审查", Gate.AGENDA: "确定议题", Gate.MEETING: "宣布结果",
    Gate.APPROVAL: "签批", Gate.ARCHIVE: "归档移交",
}  # fmt: skip
"""What becomes possible when the gate is open."""

CLOSED = frozenset({State.REJECTED, State.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do to open a gate: the remedy, the findings that it settles, the page where it is done."""

    remedy: str
    findings: tuple[Finding, ...]
    page: str | None
    role: Role | None


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day and the working days left until it; negative when it has passed."""

    on: date
    left: int

    @property
    def light(self) -> str:
        return "red" if self.left < 0 else "yellow" if self.left <= 2 else "green"

    @property
    def word(self) -> str:
        return f"超期 {-self.left} 日" if self.left < 0 else f"剩 {self.left} 日" if self.left else "今日到期"


def page_of(action: Action) -> str:
    """The last part of the address of the page where the action is done: send-for-review."""
    return PAGES.get(action, action.value.lower().replace("_", "-"))


def word_of(action: Action) -> str:
    return WORDS.get(page_of(action), action.label)


def next_words(matter: Matter) -> str:
    """The next acts in words: 确定议题."""
    if is_stopped(matter.dossier.legality_review):
        return "补正后送回审查"
    return "、".join(dict.fromkeys(word_of(action) for action in next_actions(matter)))


def is_closed(matter: Matter) -> bool:
    """Whether nothing waits for anybody: rejected, withdrawn, or signed with who executes it and until when."""
    return matter.state in CLOSED or (matter.state is State.APPROVED and matter.dossier.execution is not None)


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
        case State.DECIDED if deciding_meeting(dossier) is None or "MTG-26" in _shutting(matter):
            return (Action.CONFIRM_TOPIC,)
        case State.DECIDED if not is_ripe(matter, Action.SIGN):
            return (Action.FOLLOW_UP,)
        case State.DECIDED:
            return (Action.SIGN,) if dossier.approvals else (Action.ENDORSE, Action.SIGN)
        case State.APPROVED if not is_closed(matter):
            return (Action.FOLLOW_UP,)
    return ()


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


def gate_ahead(matter: Matter) -> Gate | None:
    return None if is_closed(matter) and matter.state is not State.REJECTED else AHEAD.get(matter.state)


def gate_sign(matter: Matter, gate: Gate) -> tuple[str, str]:
    """How a gate stands for this matter now: met, not or na, and the word; what lies ahead is not yet come to, and what
    lies behind may have been passed by, as an appointment passes by the legality review."""
    state, order = matter.judgement.gates[gate], list(Gate)
    ahead = gate_ahead(matter)
    beyond = ahead is not None and order.index(gate) > order.index(ahead)
    if state.reached and not state.open:
        return "not", "未开"
    if beyond or not (state.reached or (gate is ahead and matter.judgement.of_gate(gate))):
        later = order[order.index(gate) + 1 :]
        return "na", "未经过" if any(matter.judgement.gates[one].reached for one in later) else "未到"
    return ("met", "已开" if state.reached else "可开") if state.open else ("not", "未开")


def steps(matter: Matter, gate: Gate) -> tuple[Step, ...]:
    """The few things that open the gate: remedies, those that are worded alike merged, in the order of the rules."""
    merged: dict[str, list[Finding]] = {}
    for finding in matter.judgement.shutting(gate):
        merged.setdefault(finding.remedy or finding.title, []).append(finding)
    return tuple(_step(matter, remedy, found) for remedy, found in merged.items())


def _step(matter: Matter, remedy: str, findings: list[Finding]) -> Step:
    missing = [pointer for finding in findings for pointer in finding.missing]
    action = next((act for pointer in missing for start, act in SUPPLIES if pointer.startswith(start)), None)
    row = None if action is None else transition(matter.state, action)
    if action is None or row is None:
        return Step(remedy, tuple(findings), None, None)
    field = next((pointer for pointer in missing if pointer.startswith(("/matter", "/preparation"))), "")
    anchor = f"#{field}" if field and action is Action.SUPPLEMENT else ""
    return Step(remedy, tuple(findings), f"{page_of(action)}{anchor}", row.role)


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
    """The day by which the next act is due, where the dossier names one."""
    dossier, due = matter.dossier, None
    if matter.state is State.REVIEW and dossier.legality_review:
        due = dossier.legality_review.due_on
    elif matter.state in (State.AGENDA, State.NOTIFIED) and dossier.meetings:
        due = dossier.meetings[-1].held_on
    elif matter.state is State.APPROVED and dossier.execution and dossier.execution.completed_on is None:
        due = dossier.execution.deadline
    return None if due is None else Deadline(due, calendar.between(today, due).days)


def by_urgency(deadlines: Iterable[Deadline | None]) -> list[int]:
    """The places of the deadlines, the most urgent first, those without a day last."""
    listed = list(deadlines)
    return sorted(range(len(listed)), key=lambda place: one.left if (one := listed[place]) else 10_000)
