"""Holds example records for the tests of the print: real dossiers, changed where a test needs it; holds no test."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

import forms
from review.app import load_rulebook
from review.domain.checklist import judge
from review.domain.dossier import Dossier
from review.domain.papers import PaperKind
from review.domain.plain import to_plain
from review.domain.trail import GENESIS, Event, digest, seal
from review.domain.vocabulary import Role
from review.domain.workflow import Action, State
from review.service.ports import Paper, Printable, Record
from review.service.record import CHINA
from tests.conftest import EXAMPLES, example_text

Change = Callable[[dict[str, Any]], object]
_ACTS = (
    (Action.SUBMIT, State.NEW, State.PREPARING, "s01", "秘书甲", Role.SECRETARY, ""),
    (Action.COMMISSION_OPINION, State.PREPARING, State.OPINION, "s01", "秘书甲", Role.SECRETARY, ""),
    (Action.GIVE_OPINION, State.OPINION, State.ADVISED, "a01", "法律顾问甲", Role.LEGAL_ADVISER, ""),
    (Action.ANSWER_OPINION, State.ADVISED, State.ADVISED, "s01", "秘书甲", Role.SECRETARY, "逐条答复"),
    (Action.SEND_FOR_REVIEW, State.ADVISED, State.REVIEW, "s01", "秘书甲", Role.SECRETARY, ""),
    (Action.ISSUE_REVIEW, State.REVIEW, State.REVIEWED, "r01", "审查人员甲", Role.LEGALITY_REVIEWER, ""),
    (Action.CONFIRM_TOPIC, State.REVIEWED, State.AGENDA, "p01", "成员甲", Role.GROUP_SECRETARY, ""),
    (Action.GIVE_NOTICE, State.AGENDA, State.NOTIFIED, "s01", "秘书甲", Role.SECRETARY, ""),
    (Action.RECORD_MEETING, State.NOTIFIED, State.NOTIFIED, "s02", "记录人甲", Role.MEETING_RECORDER, ""),
    (Action.PASS, State.NOTIFIED, State.DECIDED, "s02", "记录人甲", Role.MEETING_RECORDER, ""),
    (Action.ENDORSE, State.DECIDED, State.DECIDED, "p02", "成员乙", Role.LEADER, ""),
    (Action.SIGN, State.DECIDED, State.APPROVED, "p01", "成员甲", Role.GROUP_SECRETARY, "按会议决定办理"),
)


def names() -> list[str]:
    """The numbers of all example dossiers: 01, 02, …"""
    return [path.name[:2] for path in sorted(EXAMPLES.glob("*.json"))]


def plain(number: str) -> dict[str, Any]:
    """An example dossier as JSON data."""
    read: dict[str, Any] = json.loads(example_text(number))
    return read


def record(number: str, change: Change | None = None) -> Record:
    """The record of an example dossier, changed and read as from outside."""
    data = plain(number)
    if change is not None:
        change(data)
    return of(forms.read_dossier(json.dumps(data, ensure_ascii=False).encode()))


def brief(record: Record) -> Record:
    """The record with three findings only, which prints in a third of the time: for what is about its other parts."""
    return replace(record, judgement=replace(record.judgement, findings=record.judgement.findings[:3]))


def paper(kind: PaperKind, record: Record, place: int = 0) -> Paper:
    """A document of this record: of its opinions, reviews or meetings the one at this place."""
    return Paper(kind=kind, records=(replace(record, rules=None),), place=place)


def named(name: str) -> Printable:
    """`handled`, `01`, `brief 01`, `OPINION 01`."""
    kind, _, number = name.partition(" ")
    if kind in PaperKind.__members__:
        return paper(PaperKind[kind], handled() if number == "handled" else record(number))
    if name == "handled":
        return handled()
    return brief(record(name.removeprefix("brief "))) if name.startswith("brief ") else record(name)


def rename(dossier: Any, person: str, name: str) -> None:
    """Give a person another name wherever the dossier has one: nobody may have two."""
    if isinstance(dossier, list):
        for item in dossier:
            rename(item, person, name)
    elif isinstance(dossier, dict):
        if dossier.get("id") == person and "name" in dossier:
            dossier["name"] = name
        for key, item in dossier.items():
            if key == person and isinstance(item, dict):
                item["name"] = name
            rename(item, person, name)


def of(dossier: Dossier) -> Record:
    """The record of a dossier without state and trail."""
    made_at = datetime.combine(dossier.as_of, time(), CHINA)
    return Record(dossier=dossier, judgement=judge(dossier, load_rulebook()), made_at=made_at)


def handled(number: str = "01") -> Record:
    """The record of a matter that went all the way through the system, with its sealed trail."""
    bare = record(number)
    events: list[Event] = []
    after = digest(to_plain(bare.dossier))
    start = datetime.combine(bare.dossier.as_of, time(9, 5), CHINA) - timedelta(days=len(_ACTS))
    for place, (action, before_state, after_state, actor, name, role, note) in enumerate(_ACTS):
        last = events[-1] if events else None
        events.append(seal(Event(
            unit="SL-ZSJ", seq=place + 1, at=start + timedelta(days=place, minutes=7 * place),
            matter=bare.dossier.matter.number or "", revision=place + 1, action=action, from_state=before_state,
            to_state=after_state, actor=actor, actor_name=name, role=role, note=note,
            dossier_before=last.dossier_after if last else GENESIS, dossier_after=after,
            previous=last.hash if last else GENESIS,
        )))  # fmt: skip
    return Record(
        dossier=bare.dossier, judgement=bare.judgement, state=State.APPROVED, revision=len(events),
        trail=tuple(events), made_at=events[-1].at,
    )  # fmt: skip
