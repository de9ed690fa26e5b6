"""Holds the picture of a matter's way: stages, who and when, where it is now, gates, the last return; drawn in SVG.

Stages and gates are read from the table of transitions and the trail, so that the picture cannot tell another story.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from review.domain.finishing import Handling, is_closed
from review.domain.passing import Passing
from review.domain.tasks import IN_CHARGE
from review.domain.trail import Event
from review.domain.vocabulary import Gate, Role
from review.domain.workdays import Calendar
from review.domain.workflow import TRANSITIONS, Action, State
from review.service import next_steps
from review.service.ports import Matter
from review.service.separation import PLANNING
from review.web import progress
from review.web.presentation import recent_day
from review.web.presentation import role as role_word

LEFT, STEP, WIDTH = 72, 137, 1240
"""Where the first stage stands, how far apart the stages are, the width of the drawing."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A column of the picture: the acts that belong to it, the one that completes it, who does that."""

    word: str
    acts: frozenset[Action]
    completed_by: frozenset[Action]
    role: Role


def _stage(word: str, role: Role, *completing: Action, also: tuple[Action, ...] = ()) -> Stage:
    return Stage(word, frozenset({*completing, *also}), frozenset(completing), role)


STAGES = (
    _stage("提交", Role.SECRETARY, Action.SUBMIT),
    _stage("准备", Role.SECRETARY, Action.COMMISSION_OPINION,
           also=(Action.SUPPLEMENT, Action.REVISE_DRAFT, Action.REGISTER_EMERGENCY)),
    _stage("法律意见", Role.LEGAL_ADVISER, Action.GIVE_OPINION,
           also=(Action.TRANSFER_OPINION, Action.REPLACE_ADVISER, Action.ANSWER_OPINION, Action.CONFIRM_AS_ADVISER)),
    _stage("合法性审查", Role.LEGALITY_REVIEWER, Action.ISSUE_REVIEW,
           also=(Action.SEND_FOR_REVIEW, *IN_CHARGE - {Action.ISSUE_REVIEW}, Action.COUNTERSIGN, Action.ANSWER_REVIEW,
                 Action.CONFIRM_AS_REVIEWER, Action.HAND_ON_REVIEW)),
    _stage("确定议题", Role.GROUP_SECRETARY, Action.CONFIRM_TOPIC),
    _stage("会议", Role.MEETING_RECORDER, Action.PASS, Action.REJECT, Action.DEFER,
           also=(Action.GIVE_NOTICE, Action.RESCHEDULE_MEETING, Action.NOTIFY_MEMBERS, Action.RECORD_MEETING,
                 Action.CORRECT_MEETING, Action.HAND_ON_RECORDING)),
    _stage("签批", Role.GROUP_SECRETARY, Action.SIGN,
           also=(*PLANNING, Action.ENDORSE, Action.DECLINE_ENDORSEMENT, Action.DECLINE_SIGNATURE)),
    _stage("执行", Role.SECRETARY, also=(Action.FOLLOW_UP,)),
    _stage("归档", Role.SECRETARY, Action.HAND_OVER, also=(Action.CLOSE_FILE,)),
)  # fmt: skip

PREPARATION, EXECUTION, ARCHIVING = 1, 7, 8

STANDS_IN = {
    State.PREPARING: 1, State.OPINION: 2, State.ADVISED: 2, State.REVIEW: 3, State.RETURNED: 3, State.REVIEWED: 3,
    State.AGENDA: 4,
    State.NOTIFIED: 5, State.DECIDED: 6, State.REJECTED: 5, State.APPROVED: EXECUTION,
}  # fmt: skip
"""The column to which an act has led that ends in this state."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One stage as drawn; `kind` is done, now, redo, next, skipped, ended or stopped."""

    x: int
    word: str
    kind: str
    who: str
    when: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A gate between two stages; `kind` is met, not, und or na."""

    x: int
    gate: Gate
    kind: str
    word: str


@dataclass(frozen=True, slots=True)
class Flow:
    dots: tuple[Dot, ...]
    marks: tuple[Mark, ...]
    done_to: int
    """Where the green line ends."""
    back_from: int | None
    back_to: int
    back_word: str
    told: str
    """The picture in words, for those who do not see it."""


def draw(matter: Matter, trail: Sequence[Event], calendar: Calendar, today: date) -> Flow:
    """The picture of this matter today."""
    now = _now(matter, trail)
    hand = _Hand(matter, trail, now, calendar.between(matter.changed_at.date(), today).days, today)
    dots = tuple(hand.dot(place) for place in range(len(STAGES)))
    signs = progress.gate_signs(matter)
    marks = tuple(Mark(_x(column) - STEP // 2, gate, *signs[gate]) for gate, column in gate_columns().items())
    back = next((event for event in reversed(trail) if _returns(event)), None)
    start = None if back is None else STANDS_IN[back.from_state]
    shown = back is not None and start is not None and now < start and not is_closed(matter.dossier, matter.state)
    words = {Action.DEFER: "宣布暂缓", Action.RECALL: "收回", Action.DECLINE_SIGNATURE: "不同意签批"}
    word = words.get(back.action, "更换送审稿") if back else ""
    return Flow(
        dots=dots, marks=marks, done_to=_x(min(now, len(STAGES) - 1)),
        back_from=_x(start) if shown and start else None, back_to=_x(1),
        back_word=f"{recent_day(back.at.date(), today)}{word}，重新办理" if shown and back else "", told=_told(dots, marks),
    )  # fmt: skip


def gate_columns() -> dict[Gate, int]:
    """The column before which each gate stands: the furthest to which the acts that it guards lead."""
    columns = {Gate.ARCHIVE: ARCHIVING}
    for row in TRANSITIONS:
        if row.gate is not None and row.gate is not Gate.ARCHIVE:
            columns[row.gate] = max(columns.get(row.gate, 0), STANDS_IN[row.next])
    return {gate: columns[gate] for gate in Gate}


def _now(matter: Matter, trail: Sequence[Event]) -> int:
    """The column where the matter stands; past the last one when it is archived."""
    if matter.state is State.WITHDRAWN:
        return STANDS_IN.get(trail[-1].from_state, 1) if trail else 1
    if matter.state is State.REJECTED:
        return STANDS_IN[State.REJECTED]
    if matter.state is State.APPROVED:
        return next((place for place in (EXECUTION, ARCHIVING) if _registered(matter, place) is None), len(STAGES))
    if next_steps.next_actions(matter) == (Action.CONFIRM_TOPIC,):
        return STANDS_IN[State.AGENDA]
    return STANDS_IN[State.NOTIFIED if matter.state is State.AGENDA else matter.state]


def _registered(matter: Matter, place: int) -> date | None:
    """The day on which a stage after the decision was done, as the dossier has it: no act completes these stages."""
    execution, archive = matter.dossier.execution, matter.dossier.archive
    if place == EXECUTION:
        return execution.completed_on if execution else None
    return archive.handed_over_on if archive and place == ARCHIVING else None


@dataclass(frozen=True, slots=True)
class _Hand:
    """Draws the stages of one matter that stands in the column `now`, held there for so many working days."""

    matter: Matter
    trail: Sequence[Event]
    now: int
    held: int
    today: date

    def dot(self, place: int) -> Dot:
        stage = STAGES[place]
        last = next((event for event in reversed(self.trail) if event.action in stage.completed_by), None)
        kind = self.kind(place, last)
        return Dot(_x(place), stage.word, kind, self.who(place, kind, last), self.when(place, kind, last))

    def kind(self, place: int, last: Event | None) -> str:
        state = self.matter.state
        if _registered(self.matter, place):
            return "done"
        if place < self.now:
            return "done" if last or place == PREPARATION else "skipped"
        if place == self.now:
            return {State.WITHDRAWN: "stopped", State.REJECTED: "ended"}.get(state, "now")
        if state is State.WITHDRAWN or (state is State.REJECTED and place != ARCHIVING):
            return "skipped"
        return "redo" if last else "next"

    def who(self, place: int, kind: str, last: Event | None) -> str:
        execution = self.matter.dossier.execution
        if place == EXECUTION and kind != "skipped" and execution and execution.person:
            person = (self.matter.dossier.people or {}).get(execution.person)
            return person.name if person and person.name else role_word(STAGES[place].role)
        if kind == "now" and (holders := next_steps.awaited_of(self.matter)):
            return "、".join(name or role_word(role) for role, name in holders)
        if kind in ("done", "ended", "redo"):
            return last.actor_name if last else ""
        return role_word(STAGES[place].role) if kind in ("now", "next") else ""

    def when(self, place: int, kind: str, last: Event | None) -> str:
        if kind == "now" and place in (EXECUTION, ARCHIVING):
            stands = next_steps.finish(self.matter, self.today)
            if stands.due is None or place != EXECUTION:
                return ""
            return "已超期" if stands.handling is Handling.LATE else f"限{self.say(stands.due)}"
        if kind == "done":
            on = _registered(self.matter, place) or (last.at.date() if last else None)
            return self.say(on) if on else ""
        words = {"now": f"已 {self.held} 个工作日", "stopped": "已撤回", "skipped": Passing.PASSED_BY.label, "redo": "须重办"}
        return f"{self.say(last.at.date())}未通过" if kind == "ended" and last else words.get(kind, "")

    def say(self, on: date) -> str:
        return recent_day(on, self.today)


def _returns(event: Event) -> bool:
    return event.to_state is State.PREPARING and event.from_state not in (State.NEW, State.PREPARING)


def _x(column: int) -> int:
    return LEFT + STEP * column


def _told(dots: Sequence[Dot], marks: Sequence[Mark]) -> str:
    words = {
        "done": "已办", "now": Handling.RUNNING.label, "redo": "须重办", "next": Passing.AHEAD.label,
        "skipped": Passing.PASSED_BY.label, "ended": "未通过", "stopped": "已撤回",
    }  # fmt: skip
    stages = "；".join(f"{dot.word}{words[dot.kind]}" + (f"，{dot.who}" if dot.who else "") for dot in dots)
    return f"{stages}。" + "，".join(f"{mark.gate.label}{mark.word}" for mark in marks) + "。"
