"""Holds what waits for one person in all matters of the unit, by name and by an office that is his alone, and which of it can go
to whom: the list from which tasks are handed over (批量移交)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from review.domain.delegations import DELEGATED
from review.domain.handover import NEEDS, PERSONAL, Capacity, tasks_of, waiting_by_name
from review.domain.vocabulary import Role
from review.domain.workflow import Action, transition
from review.service.desk import Desk
from review.service.ports import Actor, Matter, RegisteredPerson, UnitOfWork
from review.service.takers import Takers
from review.service.turns import holders


@dataclass(frozen=True, slots=True)
class Task:
    """A task that waits for the person, and whether it can be handed over as the preview (预览) stands."""

    matter: Matter
    capacity: Capacity
    what: str = ""
    action: Action | None = None
    """By which it is handed over; nothing where it cannot be."""
    objection: str | None = None
    advice: str = ""

    @property
    def key(self) -> str:
        """By which the page names it: a matter that changed since has another."""
        return f"{self.matter.number}:{self.matter.revision}:{self.capacity.value}"

    @property
    def place(self) -> tuple[str, Capacity]:
        return self.matter.number, self.capacity


def still_open(work: UnitOfWork) -> Iterator[Matter]:
    """The matters of which something may wait for somebody."""
    return work.matters.each([line.number for line in work.matters.lines() if not line.closed])


def waiting_tasks(
    desk: Desk, actor: Actor, person: RegisteredPerson, successor: RegisteredPerson | None, work: UnitOfWork
) -> Iterator[Task]:  # fmt: skip
    """Everything that waits for the person: by name, and what goes with an office that is his alone."""
    takers = Takers(work, actor, person.id, desk.today())
    for matter in still_open(work):
        mine = dict.fromkeys(capacity for capacity, who in waiting_by_name(matter.dossier, matter.state) if who == person.id)
        for capacity in mine:
            yield _task(matter, capacity, person, successor, takers)
        yield from _by_office(matter, tuple(mine), person, work, desk.today())


def _task(
    matter: Matter, capacity: Capacity, person: RegisteredPerson, successor: RegisteredPerson | None, takers: Takers
) -> Task:  # fmt: skip
    what = "、".join(tasks_of(matter.dossier.execution, person.id)) if (
        capacity is Capacity.EXECUTION and matter.dossier.execution
    ) else ""  # fmt: skip
    if capacity in PERSONAL:
        return Task(matter, capacity, what, None, *_OF_HIMSELF[capacity])
    way = takers.way(capacity, matter)
    if way.action is None:
        return Task(matter, capacity, what, None, way.objection, way.advice)
    if successor and (against := takers.objection(capacity, matter, successor)):
        return Task(matter, capacity, what, None, *against)
    return Task(matter, capacity, what, way.action)


def _by_office(
    matter: Matter, mine: Sequence[Capacity], person: RegisteredPerson, work: UnitOfWork, today: date
) -> Iterator[Task]:  # fmt: skip
    """What the person is to do by an office: to sign and to settle topics; or by a role that nobody else has."""
    own = {role for capacity, roles in _AUTHORS.items() if capacity in mine for role in roles}
    taken = {*own, *(NEEDS.get(capacity) for capacity in mine)}
    acts: dict[Role, list[str]] = {}
    for action in holders(matter, work, today).get(person.id, ()):
        row = transition(matter.state, action)
        able = work.register.holders(row.role) if row else frozenset()
        if row and row.role not in taken and person.id in able and (row.role in _OFFICES or able == {person.id}):
            acts.setdefault(row.role, []).append(action.label)
    for role, words in acts.items():
        advice = "接任的同志由系统管理员在名册和账号中设置岗位，设置后即由其办理"
        if role in DELEGATED:
            advice += "；到任以前可以由本人在“委托代行”中委托他人"
        yield Task(matter, Capacity.OFFICE, "、".join(words), None, f"由{role.label}办理，随岗位、不随人移交", advice)


_OF_HIMSELF = {
    Capacity.CONFIRMATION: (
        "改稿由出具意见的本人确认，不能移交", "由同一份意见的其他署名人确认；没有的，请党组秘书重新委托法律意见或者重新送审",
    ),
    Capacity.ENDORSEMENT: (
        "送签批已定由其签批，不随人移交", "临时不在的，由本人在“委托代行”中委托他人；不能再签批的，请党组秘书更换签批人",
    ),
}  # fmt: skip
_AUTHORS = {
    Capacity.CONFIRMATION: (Role.LEGAL_ADVISER, Role.LEGALITY_REVIEWER), Capacity.ENDORSEMENT: (Role.LEADER,),
}  # fmt: skip
_OFFICES = (Role.GROUP_SECRETARY, Role.LEADER)
