"""Holds what keeps a decision from being signed last (主要负责人签批) where no head may sign it himself: a head with an interest
charges another member with it (委托代行, 0047), and until he has, or once that one can sign no more, the matter waits for him.
Without a word about it nobody would know: it is nobody's turn (0069).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from review.domain.delegations import Delegation, DelegationStanding
from review.domain.interests import with_interest
from review.domain.phrases import day
from review.domain.sign_off import signers, yet_to_endorse
from review.domain.vocabulary import Role
from review.domain.workflow import Action, Transition, transition
from review.service.capacity import Capacities
from review.service.next_steps import next_actions
from review.service.ports import Actor, Matter, UnitOfWork

CHARGE = "委托其他班子成员代为签批"
"""What a head with an interest is to do, as he is told and urged."""


@dataclass(frozen=True, slots=True)
class Unsigned:
    """That nobody may sign last today: why, what is to be done, and which heads are to charge another with it."""

    why: str
    to_charge: tuple[str, ...] = ()


def unsigned(matter: Matter, work: UnitOfWork, capacities: Capacities, today: date) -> Unsigned | None:
    """Why nobody may sign last today, where the sign-off waits for nothing else; `None` where somebody may, or nobody is head."""
    row = transition(matter.state, Action.SIGN)
    if row is None or not {Action.ENDORSE, Action.SIGN} & set(next_actions(matter)):
        return None
    heads = sorted(work.register.holders(Role.GROUP_SECRETARY))
    if not heads:
        return None
    charged = [one for head in heads for one in capacities.delegates(row, head)]
    if any(_may(row, one, matter, capacities, Role.GROUP_SECRETARY) for one in heads):
        return None
    if any(_may(row, one, matter, capacities) for one in charged):
        return None
    names = {one.id: one.name for one in work.register.people()}
    aside = [one for one in heads if one in with_interest(matter.dossier) and one not in signers(matter.dossier)]
    if not aside:
        return _without_charge(heads, matter, names)
    return _to_charge(aside, charged, matter, work, capacities, today, names)


def _may(row: Transition, person: str, matter: Matter, capacities: Capacities, *roles: Role) -> bool:
    return capacities.may(row, Actor(unit=matter.unit, person=person, name="", roles=frozenset(roles)))


def _without_charge(heads: list[str], matter: Matter, names: Mapping[str, str]) -> Unsigned:
    """No head has an interest: each signed already, as a leader before he became head, or has another side of the matter."""
    who = _named(heads, names)
    if set(heads) <= signers(matter.dossier):
        before = f"{who}接任{Role.GROUP_SECRETARY.label}以前已经签批过本事项，一人只签批一次"
        return Unsigned(f"{before}：请其收回，提请会议复议后重新签批")
    return Unsigned(
        f"{who}在本事项中有与签批不相容的职责，不能最后签批：请由与本事项没有不相容职责的{Role.GROUP_SECRETARY.label}签批，"
        "没有的，请系统管理员在名册和账号中设置岗位"
    )


def _to_charge(
    aside: list[str], charged: list[str], matter: Matter, work: UnitOfWork, capacities: Capacities, today: date,
    names: Mapping[str, str],
) -> Unsigned:  # fmt: skip
    who, able = _named(aside, names), capacities.last_signers()
    told = f"{who}在本事项中有利害关系，应当回避，不能签批"
    told += "".join(f"；受托的{names.get(one, one)}{why}" for one, why in _kept(charged, matter))
    if coming := next((one for one in _to_come(work, aside, today) if one.person in able), None):
        return Unsigned(f"{told}；已委托{names.get(coming.person, coming.person)}，自{day(coming.starts)}起代其签批")
    if not able:
        none = "没有其他班子成员可以代其签批（已经签批、也须回避，或者没有可以办理的账号）"
        return Unsigned(f"{told}；{none}：请系统管理员为可以代签的开通账号；没有的，请{who}收回，提请会议复议后重新签批")
    first = "撤销原来的委托，另行" if charged else ""
    return Unsigned(f"{told}：请{who}在“委托代行”中{first}委托{_named(sorted(able), names)}代其签批", tuple(aside))


def _kept(charged: list[str], matter: Matter) -> Iterator[tuple[str, str]]:
    """What keeps each of those who stand in for a head from signing for him."""
    for one in charged:
        if one in signers(matter.dossier):
            yield one, "已经签批过本事项，一人只签批一次"
        elif one in {leader.id for leader in yet_to_endorse(matter.dossier)}:
            yield one, "还要在本事项中以分管领导签批，一人只签批一次"
        elif one in with_interest(matter.dossier):
            yield one, "在本事项中也有利害关系"
        else:
            yield one, "现在不能代其签批"


def _to_come(work: UnitOfWork, aside: list[str], today: date) -> Iterator[Delegation]:
    for one in work.delegations.all():
        if one.role is Role.GROUP_SECRETARY and one.giver in aside and one.standing(today) is DelegationStanding.TO_COME:
            yield one


def _named(people: list[str], names: Mapping[str, str]) -> str:
    return "、".join(names.get(one, one) for one in people)
