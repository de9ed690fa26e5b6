"""Holds what waits by name for somebody who has left (已离岗), and who can see to it. "Has left" is what the accounts say: he
cannot sign in with the role any more. Who hands his task on (批量移交) is `takers`'; without a word about it the matter would
wait for him for ever, and nobody would know.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from review.domain.dossier import Dossier
from review.domain.handover import NEEDS, Capacity, waiting_by_name
from review.domain.vocabulary import Role
from review.domain.workflow import Action, State, transition
from review.service.desk import Desk
from review.service.last_signature import unsigned
from review.service.next_steps import next_actions
from review.service.oversight import opened
from review.service.ports import Actor, Matter, UnitOfWork
from review.service.takers import colleague
from review.service.turns import holders

REVIEWERS = f"请其他{Role.LEGALITY_REVIEWER.label}办理批量移交"
CLERK = f"请{Role.SECRETARY.label}办理批量移交"

TO_DO: Mapping[Capacity, str] = MappingProxyType({
    Capacity.UNDERTAKING: f"不能经办：{CLERK}", Capacity.REVIEW: f"不能承办审查：{REVIEWERS}",
    Capacity.COUNTERSIGN: f"不能会签：{REVIEWERS}，或者由承办人撤销加签",
    Capacity.RECORDING: f"不能记录会议：请其他{Role.MEETING_RECORDER.label}接替记录，或者{CLERK}",
    Capacity.CONFIRMATION: f"不能确认改稿：请同一份意见的其他署名人确认；没有的，请{Role.SECRETARY.label}"
                           "把现稿按“实质修改”重新登记，另行征求意见",
})  # fmt: skip
"""What follows where the person has left. An adviser is replaced (更换法律顾问), a planned leader too (更换签批人): both have
words of their own."""


@dataclass(frozen=True, slots=True)
class Left:
    """That a task waits for one who can do nothing, why, and what is to be done; `person` is empty where he is nobody by name."""

    why: str
    word: str
    person: str = ""
    name: str = ""
    capacity: Capacity | None = None
    charge: bool = False
    """Whether a head is to charge another with signing (委托代行)."""
    heading: str = "没有人能够办理"

    def is_for(self, actor: Actor) -> bool:
        """Whether this person is the one to see to it: a colleague hands on what waits for somebody by name; of what waits for
        nobody the secretary sees to it that it goes on, and the head where it is his signature."""
        if self.capacity is not None:
            return colleague(self.capacity) in actor.roles
        return not actor.roles.isdisjoint({Role.SECRETARY, Role.GROUP_SECRETARY})

    @property
    def handed_on(self) -> bool:
        """Whether it is handed over from the page of 批量移交."""
        return self.capacity in NEEDS


def of_each(desk: Desk, actor: Actor, matters: Iterable[Matter]) -> list[tuple[Left, ...]]:
    """Of each matter, what waits for one who has left, or for a role that nobody has."""
    with opened(desk, actor) as work:
        names = {one.id: one.name for one in work.register.people()}
        return [
            (*_by_name(one, work, names), *_by_role(one, work), *_by_head(one, work, desk), *_by_recorder(one, work, desk))
            for one in matters
        ]


def _by_name(matter: Matter, work: UnitOfWork, names: Mapping[str, str]) -> Iterator[Left]:
    for capacity, person in dict.fromkeys(waiting_by_name(matter.dossier, matter.state)):
        role = _role(capacity, person, matter.dossier)
        if role and person not in work.register.holders(role):
            name = names.get(person, person)
            yield Left(f"{name}现在不担任{role.label}，{TO_DO[capacity]}", "已离岗", person, name, capacity)


def _role(capacity: Capacity, person: str, dossier: Dossier) -> Role | None:
    if capacity is Capacity.CONFIRMATION:
        advisers = {one.adviser.id for one in dossier.legal_opinions or () if one.adviser}
        return Role.LEGAL_ADVISER if person in advisers else Role.LEGALITY_REVIEWER
    return NEEDS.get(capacity) if capacity in TO_DO else None


def _by_role(matter: Matter, work: UnitOfWork) -> Iterator[Left]:
    """Where whatever comes next is to be done in a role that nobody has; a planned leader is replaced, or the plan withdrawn."""
    actions = next_actions(matter)
    rows = [] if actions == (Action.ENDORSE,) else [row for one in actions if (row := transition(matter.state, one))]
    if rows and not any(work.register.holders(row.role) for row in rows):
        for role in dict.fromkeys(row.role for row in rows):
            yield Left(f"现在没有人担任{role.label}，事项不能继续办理：请系统管理员在名册和账号中设置岗位", "没有人担任")


def _by_head(matter: Matter, work: UnitOfWork, desk: Desk) -> Iterator[Left]:
    """Where nobody is left to sign last: no head may, and he has charged nobody with it who may."""
    found = unsigned(matter, work, desk.capacities(matter, work), desk.today())
    if found is not None:
        word = "须委托他人签批" if found.to_charge else "不能签批"
        yield Left(found.why, word, charge=bool(found.to_charge), heading="还没有人能够最后签批")


def _by_recorder(matter: Matter, work: UnitOfWork, desk: Desk) -> Iterator[Left]:
    """Where none of the recorders may keep the record: each has become a member of the meeting, or has another side."""
    if matter.state is not State.NOTIFIED or not work.register.holders(Role.MEETING_RECORDER):
        return
    if not any(Action.RECORD_MEETING in acts for acts in holders(matter, work, desk.today()).values()):
        why = "现有的会议记录人都不能记录本次会议（已是应到会成员，或者在本事项中有不相容的职责）"
        yield Left(f"{why}：请系统管理员另行设置{Role.MEETING_RECORDER.label}，由其接替记录", "不能记录")
