"""Holds the picture of a matter's way: stages, who and when, where it is now, gates, the last return; drawn in SVG.

Stages and gates are read from the table of transitions and the trail, so that the picture cannot tell another story.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from review.domain.trail import Event
from review.domain.vocabulary import Gate, Role
from review.domain.workdays import Calendar
from review.domain.workflow import TRANSITIONS, Action, State
from review.service.ports import Matter
from review.web import progress
from review.web.presentation import role as role_word
from review.web.presentation import short_day

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
    _stage("准备", Role.SECRETARY, Action.COMMISSION_OPINION, also=(Action.SUPPLEMENT, Action.REVISE_DRAFT)),
    _stage("法律意见", Role.LEGAL_ADVISER, Action.GIVE_OPINION, also=(Action.ANSWER_OPINION, Action.CONFIRM_AS_ADVISER)),
    _stage("合法性审查", Role.LEGALITY_REVIEWER, Action.ISSUE_REVIEW,
           also=(Action.SEND_FOR_REVIEW, Action.ANSWER_REVIEW, Action.CONFIRM_AS_REVIEWER)),
    _stage("确定议题", Role.GROUP_SECRETARY, Action.CONFIRM_TOPIC),
    _stage("会议", Role.MEETING_RECORDER, Action.PASS, Action.REJECT, Action.DEFER,
           also=(Action.GIVE_NOTICE, Action.RECORD_MEETING)),
    _stage("签批", Role.GROUP_SECRETARY, Action.SIGN, also=(Action.ENDORSE,)),
    _stage("执行", Role.SECRETARY, Action.FOLLOW_UP),
    _stage("归档", Role.SECRETARY),
)  # fmt: skip

EXECUTION, ARCHIVING = 7, 8

STANDS_IN = {
    State.PREPARING: 1, State.OPINION: 2, State.ADVISED: 2, State.REVIEW: 3, State.REVIEWED: 3, State.AGENDA: 4,
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
    """A gate between two stages; `kind` is met, not or na."""

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
    held = calendar.between(matter.changed_at.date(), today).days
    dots = tuple(_dot(place, stage, now, matter, trail, held) for place, stage in enumerate(STAGES))
    marks = tuple(_mark(gate, column, matter) for gate, column in gate_columns().items())
    back = next((event for event in reversed(trail) if _returns(event)), None)
    start = None if back is None else STANDS_IN[back.from_state]
    shown = back is not None and start is not None and now < start and not progress.is_closed(matter)
    words = {Action.DEFER: "暂缓表决", Action.RECALL: "收回"}
    word = words.get(back.action, "更换送审稿") if back else ""
    return Flow(
        dots=dots, marks=marks, done_to=_x(min(now, len(STAGES) - 1)),
        back_from=_x(start) if shown and start else None, back_to=_x(1),
        back_word=f"{short_day(back.at.date())}{word}，重新办理" if shown and back else "", told=_told(dots, marks),
    )  # fmt: skip


def gate_columns() -> dict[Gate, int]:
    """The column before which each gate stands: the furthest to which the acts that it guards lead."""
    columns = {Gate.ARCHIVE: ARCHIVING}
    for row in TRANSITIONS:
        if row.gate is not None:
            columns[row.gate] = max(columns.get(row.gate, 0), STANDS_IN[row.next])
    return {gate: columns[gate] for gate in Gate}


def _now(matter: Matter, trail: Sequence[Event]) -> int:
    """The column where the matter stands; past the last one when it is archived."""
    if matter.state is State.WITHDRAWN:
        return STANDS_IN.get(trail[-1].from_state, 1) if trail else 1
    if matter.state is State.REJECTED:
        return STANDS_IN[State.REJECTED]
    if matter.state is State.APPROVED:
        execution, archive = matter.dossier.execution, matter.dossier.archive
        if archive and archive.handed_over_on:
            return len(STAGES)
        return ARCHIVING if execution and execution.completed_on else EXECUTION
    if progress.next_actions(matter) == (Action.CONFIRM_TOPIC,):
        return STANDS_IN[State.AGENDA]
    return STANDS_IN[State.NOTIFIED if matter.state is State.AGENDA else matter.state]


def _dot(place: int, stage: Stage, now: int, matter: Matter, trail: Sequence[Event], held: int) -> Dot:
    last = next((event for event in reversed(trail) if event.action in stage.completed_by), None)
    if place < now:
        kind = "done" if last or not stage.completed_by or place in (1, EXECUTION) else "skipped"
    elif place == now:
        kind = {State.WITHDRAWN: "stopped", State.REJECTED: "ended"}.get(matter.state, "now")
    else:
        kind = "redo" if last and place not in (EXECUTION, ARCHIVING) else "next"
    who, when = _who(kind, stage, last, matter, held)
    return Dot(_x(place), stage.word, kind, who, when)


def _who(kind: str, stage: Stage, last: Event | None, matter: Matter, held: int) -> tuple[str, str]:
    if kind == "now":
        holders = progress.awaited_of(matter)
        who = "、".join(name or role_word(role) for role, name in holders) or role_word(stage.role)
        return who, f"已 {held} 个工作日"
    if kind == "stopped":
        return "", "已撤回"
    if kind == "skipped":
        return "", "未经过"
    if kind in ("done", "ended", "redo") and last is not None:
        day = short_day(last.at.date())
        words = {"ended": f"{day}未通过", "redo": f"{day}，须重办"}
        return last.actor_name, words.get(kind, day)
    return ("", "") if kind == "done" else (role_word(stage.role), "")


def _mark(gate: Gate, column: int, matter: Matter) -> Mark:
    kind, word = progress.gate_sign(matter, gate)
    return Mark(_x(column) - STEP // 2, gate, kind, word)


def _returns(event: Event) -> bool:
    return event.to_state is State.PREPARING and event.from_state not in (State.NEW, State.PREPARING)


def _x(column: int) -> int:
    return LEFT + STEP * column


def _told(dots: Sequence[Dot], marks: Sequence[Mark]) -> str:
    words = {"done": "已办", "now": "在办", "redo": "须重办", "next": "未到", "skipped": "未经过", "ended": "未通过",
             "stopped": "已撤回"}  # fmt: skip
    stages = "；".join(f"{dot.word}{words[dot.kind]}" + (f"，{dot.who}" if dot.who else "") for dot in dots)
    return f"{stages}。" + "，".join(f"{mark.gate.label}{mark.word}" for mark in marks) + "。"
