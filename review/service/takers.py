"""Holds whether one person may hand an open task of another, or his own, on to a successor (批量移交), capacity by capacity.

Who may give a task may give it to somebody else: the secretary asks the adviser and names the recorder, so he hands on what one
who has left was asked for. The review is the department's own (第二十五条): only a reviewer hands one on, never the undertaking
unit and nobody who decides.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from review.domain import interests
from review.domain.dossier import Meeting
from review.domain.duties import OF_ROLE, Side
from review.domain.errors import Forbidden
from review.domain.handover import NEEDS, Capacity
from review.domain.tasks import open_countersigns, open_review
from review.domain.vocabulary import MeetingType, Role
from review.domain.workflow import Action, transition
from review.service import countersign, opinion
from review.service.capacity import Capacities
from review.service.ports import Actor, Matter, RegisteredPerson, UnitOfWork
from review.service.separation import kept_from

OWN = {
    Capacity.OPINION: Action.TRANSFER_OPINION, Capacity.REVIEW: Action.HAND_ON_REVIEW,
    Capacity.COUNTERSIGN: Action.HAND_ON_REVIEW, Capacity.RECORDING: Action.HAND_ON_RECORDING,
    Capacity.UNDERTAKING: Action.HAND_ON,
}  # fmt: skip
"""By which act somebody hands on what waits for himself."""

OF_ONE_WHO_LEFT = {
    Capacity.OPINION: Action.HAND_ON, Capacity.REVIEW: Action.HAND_ON_REVIEW, Capacity.COUNTERSIGN: Action.HAND_ON_REVIEW,
    Capacity.RECORDING: Action.HAND_ON, Capacity.UNDERTAKING: Action.HAND_ON,
}  # fmt: skip
"""By which act a colleague hands on what waits for somebody who cannot act in this capacity any more."""


@dataclass(frozen=True)
class Way:
    """By which act the task is handed on; or why it is not, and what is to be done instead."""

    action: Action | None
    objection: str | None = None
    advice: str = ""


class Takers:
    """Who may hand what of this person on to whom today; what is asked of the store is asked once."""

    def __init__(self, work: UnitOfWork, actor: Actor, person: str, today: date) -> None:
        self._work, self._actor, self._person, self._today = work, actor, person, today

    def way(self, capacity: Capacity, matter: Matter) -> Way:
        """How this actor may hand the task on, whoever takes it."""
        action = self._action(capacity)
        if action is None:
            return Way(None, *self._not_his(capacity))
        row = transition(matter.state, action)
        if row is None:
            return Way(None, f"事项现在处于“{matter.state.label}”环节，不能移交", "环节变动以后再次办理批量移交")
        try:
            if Capacities(self._work, matter.number, matter.dossier, self._today).of(row, self._actor) is not None:
                return Way(None, "受托代行的，不能再移交给他人", "请承办的本人移交")
        except Forbidden as refused:
            return Way(None, str(refused).rstrip("。"), _ask_another(row.role))
        return Way(action)

    def objection(self, capacity: Capacity, matter: Matter, successor: RegisteredPerson) -> tuple[str, str] | None:
        """Why this successor may not take the task, and what is to be done; `None` where he may."""
        role = NEEDS.get(capacity)
        if role and successor.id not in self._holders(role):
            return f"{successor.name}不担任{role.label}", f"请另选{role.label}接办，或者先由系统管理员为其设置岗位"
        why = next(self._against(capacity, matter, successor), None)
        return (why, _INSTEAD[capacity]) if why else None

    def has_left(self, capacity: Capacity) -> bool:
        """Whether the person cannot act in this capacity any more: he cannot sign in with its role; an adviser is out of term."""
        role = NEEDS.get(capacity)
        if role is None or self._person not in self._holders(role):
            return True
        return capacity is Capacity.OPINION and self._work.advisers.roll().in_term(self._person, self._today) is None

    def _action(self, capacity: Capacity) -> Action | None:
        roles = self._actor.roles
        if capacity is Capacity.EXECUTION:
            return Action.HAND_ON if Role.SECRETARY in roles else None
        if self._actor.person == self._person:
            if capacity is Capacity.RECORDING and Role.SECRETARY in roles:  # as one act with what else he has of the matter
                return Action.HAND_ON
            if NEEDS[capacity] in roles:
                return OWN[capacity]
        return OF_ONE_WHO_LEFT[capacity] if self.has_left(capacity) and colleague(capacity) in roles else None

    def _not_his(self, capacity: Capacity) -> tuple[str, str]:
        if capacity is Capacity.EXECUTION:
            return f"执行责任人由{Role.SECRETARY.label}变更", _ask_another(Role.SECRETARY)
        name = self._name(self._person)
        if self.has_left(capacity):
            other = colleague(capacity).label
            return f"{name}已不能办理，由{other}移交", f"请{other}办理批量移交"
        return (
            f"{name}仍担任{NEEDS[capacity].label}，由其本人移交",
            "请本人办理批量移交；本人已经离岗的，请系统管理员先停用其账号或者收回岗位",
        )

    def _against(self, capacity: Capacity, matter: Matter, successor: RegisteredPerson) -> Iterator[str]:
        """What keeps one who has the role from this matter: separation of duties, term, interest, a task that he has."""
        dossier = replace(matter.dossier, as_of=self._today)
        if why := interests.objection(successor.id, successor.name, dossier):
            yield f"{why}，不能接办"
        if capacity is Capacity.OPINION:
            yield from filter(None, (opinion.objection_to(successor, dossier, matter.number, self._work),))
        elif capacity in (Capacity.REVIEW, Capacity.COUNTERSIGN):
            if successor.id in {one.person.id for one in open_countersigns(dossier) if one.person}:
                yield f"{successor.name}正在会签本事项，会签完成或者撤销加签后才能接办"
            review = open_review(dossier)
            if review and review.handler == successor.id:
                yield f"{successor.name}正在承办本事项的审查，不能又会签"
            yield from filter(None, (countersign.objection_to(successor, dossier, matter.number, self._work),))
        elif capacity is Capacity.EXECUTION:
            if successor.id in self._holders(Role.AUDITOR):
                yield f"{successor.name}是{Role.AUDITOR.label}，不能承担所审计事项的执行"
        elif role := NEEDS.get(capacity):
            if against := kept_from(OF_ROLE[role], successor.id, dossier, self._done(successor.id, matter.number)):
                yield f"{successor.name}是本事项的{against}，不能接办"
            if capacity is Capacity.RECORDING:
                yield from self._against_recording((dossier.meetings or (Meeting(),))[-1], successor)

    def _against_recording(self, meeting: Meeting, successor: RegisteredPerson) -> Iterator[str]:
        if successor.id == meeting.presider.id:
            yield f"{successor.name}主持本次会议，不能记录（MTG-22）"
        kinds = (MeetingType.PARTY_GROUP_MEETING, MeetingType.DIRECTOR_MEETING)
        if any(successor.office_for(kind, meeting.held_on or self._today) for kind in kinds):
            yield f"{successor.name}是{Side.VOTING.label}，不能记录"

    def _done(self, person: str, number: str) -> frozenset[Role]:
        return self._work.trail.roles_of(person, number)

    def _holders(self, role: Role) -> frozenset[str]:
        return self._all_holders[role]

    @cached_property
    def _all_holders(self) -> dict[Role, frozenset[str]]:
        return {role: self._work.register.holders(role) for role in Role}

    def _name(self, person: str) -> str:
        return next((one.name for one in self._work.register.people() if one.id == person), person)


def colleague(capacity: Capacity) -> Role:
    """The role in which somebody hands on what waits for one who has left."""
    return Role.LEGALITY_REVIEWER if capacity in (Capacity.REVIEW, Capacity.COUNTERSIGN) else Role.SECRETARY


def _ask_another(role: Role) -> str:
    return f"请{role.label}（与本事项没有不相容的职责）办理批量移交"


_INSTEAD = {
    Capacity.UNDERTAKING: f"请另选{Role.SECRETARY.label}接办", Capacity.EXECUTION: "请另选接办人",
    Capacity.OPINION: "请另选法律顾问接办，或者办理更换法律顾问", Capacity.REVIEW: "请另选审查人员接办",
    Capacity.COUNTERSIGN: "请另选审查人员接办，或者由承办人撤销加签",
    Capacity.RECORDING: "请另选会议记录人接办，或者由其他会议记录人在记录时接替",
}  # fmt: skip
