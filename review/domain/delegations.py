"""Holds the unit's delegations (委托代行): who lets whom act in his place in one of his roles, from which day to which, and why;
what is wrong with one that is entered, and by which one somebody acts today.

No statute says how a public body signs while somebody is away; its own rules do (AB角、授权代行). So this holds what every such
rule presupposes: one delegates only what one holds, for named days, with a reason, to one person, who does not hand it on.
What the law gives to a person and lets nobody take over is not delegated: the topic is confirmed by the secretary of the party
group (《中国共产党党组工作条例》), and who confirms that a draft does what his own paper asked for is its author.
A delegation is only ever added to: that it was revoked is told by its event.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType

from review.domain.dossier import Mandate
from review.domain.errors import Fault
from review.domain.kleene import given
from review.domain.phrases import day
from review.domain.plain import to_plain
from review.domain.scalars import Count, Id, Prose
from review.domain.vocabulary import Role, Term
from review.domain.workflow import Action
from review.domain.writing import unwritable_texts

DELEGATED: Mapping[Role, frozenset[Action]] = MappingProxyType({
    Role.LEADER: frozenset({Action.ENDORSE, Action.DECLINE_ENDORSEMENT}),
    Role.GROUP_SECRETARY: frozenset({Action.SIGN, Action.DECLINE_SIGNATURE}),
    Role.LEGALITY_REVIEWER: frozenset({
        Action.RETURN_FOR_SUPPLEMENT, Action.TRANSFER_REVIEW, Action.ASK_COUNTERSIGN, Action.COUNTERSIGN,
        Action.CANCEL_COUNTERSIGN, Action.ISSUE_REVIEW,
    }),
})  # fmt: skip
"""The roles that can be delegated, each with the acts that go with it."""

AT = "/delegation"


class DelegationStanding(Term):
    """How a delegation stands on a day."""

    TO_COME = "TO_COME", "尚未开始", "not begun"
    IN_FORCE = "IN_FORCE", "有效", "in force"
    OVER = "OVER", "已到期", "over"
    REVOKED = "REVOKED", "已撤销", "revoked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegation:
    """That `giver` lets `person` act in his place in this role, from the first to the last day, both included."""

    number: Count = 0
    """In the order of entering, from one; the service gives it, and the day of entering."""
    role: Role | None = None
    giver: Id = ""
    person: Id = ""
    starts: date | None = None
    ends: date | None = None
    reason: Prose | None = None
    entered_on: date | None = None
    revoked_on: date | None = None
    """The first day on which it no longer stands, where it was revoked before its end."""

    @property
    def subject(self) -> str:
        """What the events about it are about."""
        return f"delegation/{self.number}"

    @property
    def as_entered(self) -> "Delegation":
        """Without what became of it; the events about it seal this."""
        return replace(self, revoked_on=None)

    def standing(self, today: date) -> DelegationStanding:
        if self.revoked_on is not None and self.revoked_on <= today:
            return DelegationStanding.REVOKED
        if self.starts is None or self.ends is None or self.ends < today:
            return DelegationStanding.OVER
        return DelegationStanding.TO_COME if today < self.starts else DelegationStanding.IN_FORCE


def in_force(delegations: Iterable[Delegation], today: date) -> tuple[Delegation, ...]:
    """Those by which somebody may act today."""
    return tuple(one for one in delegations if one.standing(today) is DelegationStanding.IN_FORCE)


LATELY = timedelta(3)
"""How long whoever stood in is told that he does no more, as he may send a page that was opened before."""


def ended_lately(delegations: Iterable[Delegation], person: str, action: Action, today: date) -> Delegation | None:
    """The delegation by which this person could do this until a few days ago, where he can no more."""
    over = (DelegationStanding.OVER, DelegationStanding.REVOKED)
    return next((
        one for one in reversed(tuple(delegations))
        if one.person == person and one.role and action in DELEGATED[one.role] and one.standing(today) in over
        and one.ends and today - (one.revoked_on or one.ends) <= LATELY
    ), None)  # fmt: skip


def ended_said(ended: Delegation, name: str) -> str:
    """That it ended, in words: 成员甲委托您代行的期限已于2024年5月28日届满。"""
    if ended.revoked_on is not None:
        return f"{name}委托您代行，已于{day(ended.revoked_on)}撤销。"
    return f"{name}委托您代行的期限已于{day(ended.ends)}届满。"


def said(mandate: Mandate | None, name: str | None = None) -> str:
    """In whose place somebody acted, in words: 代成员甲（依2024年5月8日委托）; "" where he acted for himself."""
    if mandate is None:
        return ""
    who = name or (mandate.person.name or mandate.person.id if mandate.person else "他人")
    on = f"依{day(mandate.delegated_on)}委托" if mandate.delegated_on else "委托日期未记载"
    return f"代{who}（{on}）"


def faults_of_delegation(new: Delegation, there: Iterable[Delegation], today: date) -> tuple[Fault, ...]:
    """Everything that is wrong with a delegation that is entered today, but for who the two people are."""
    faults = [Fault(f"{AT}{at}", why) for at, _, why in unwritable_texts(to_plain(new))]
    if new.role not in DELEGATED:
        faults.append(Fault(f"{AT}/role", "请选择委托哪一岗位：分管领导签批、主要负责人签批、合法性审查可以委托"))
    if not given(new.reason):
        faults.append(Fault(f"{AT}/reason", "请写明委托的理由"))
    if new.starts is None or new.starts < today:
        faults.append(Fault(f"{AT}/starts", "请填写开始日期，不早于今天：已经过去的日子不能补办委托"))
    elif new.ends is None or new.ends < new.starts:
        faults.append(Fault(f"{AT}/ends", "请填写结束日期，不早于开始日期：不能不定期地委托"))
    else:
        faults += _clashes(new, there, today)
    return tuple(faults)


def _clashes(new: Delegation, there: Iterable[Delegation], today: date) -> Iterable[Fault]:
    """One acts for one: in the same days nobody delegates a role twice, and nobody takes it over from two."""
    gone = (DelegationStanding.OVER, DelegationStanding.REVOKED)
    for one in there:
        if one.role is not new.role or one.standing(today) in gone or not _overlap(one, new):
            continue
        assert one.starts is not None and one.ends is not None
        until = f"（{day(one.starts)}至{day(one.ends)}）"
        if one.giver == new.giver:
            yield Fault(f"{AT}/starts", f"与已有的委托{until}重叠：同一岗位同一时间只委托一人，请先撤销原来的委托")
        elif one.person == new.person:
            yield Fault(f"{AT}/person", f"该同志在此期间{until}已受他人委托代行同一岗位，不能同时代行两人")


def _overlap(one: Delegation, other: Delegation) -> bool:
    first, second = ((each.starts or date.min, each.ends or date.max) for each in (one, other))
    return first[0] <= second[1] and second[0] <= first[1]
