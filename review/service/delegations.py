"""Holds the use cases of delegating a role (委托代行): delegate it, revoke that, and see who delegated what to whom.

Who holds a role delegates it himself; so nobody delegates what he does not hold, and who stands in for somebody hands nothing on.
"""

from collections.abc import Iterable
from dataclasses import replace

from review.domain.delegations import AT, DELEGATED, Delegation, DelegationStanding, faults_of_delegation
from review.domain.errors import DossierRefused, Fault, Forbidden, NotFound, WrongState
from review.domain.phrases import day
from review.domain.register_trail import RegisterAction, RegisterEvent
from review.domain.vocabulary import Role
from review.service.desk import Desk, stated
from review.service.oversight import opened
from review.service.ports import Actor, RegisteredPerson, UnitOfWork
from review.service.register_event import keep
from review.service.standing_in import tell_what_waits
from review.service.substitutes import unfit, with_account


def delegated(desk: Desk, actor: Actor) -> tuple[tuple[Delegation, ...], tuple[RegisterEvent, ...]]:
    """Every delegation of the unit, in the order of entering, and what was done to them."""
    with opened(desk, actor) as work:
        return work.delegations.all(), tuple(one for one in work.register_trail.all() if one.action in _ACTS)


_ACTS = (RegisterAction.DELEGATE, RegisterAction.REVOKE_DELEGATION)


def roles_to_delegate(actor: Actor) -> tuple[Role, ...]:
    """What this person may delegate of what he holds himself."""
    return tuple(role for role in DELEGATED if role in actor.roles)


def void(desk: Desk, actor: Actor) -> dict[int, str]:
    """The delegations that would stand by their days, and by which nobody may act: by number, with why. Who gave one has left,
    or who was to stand in has no account or seat any more."""
    with opened(desk, actor) as work:
        people, accounts, today = work.register.people(), with_account(work), desk.today()
        names = {one.id: one.name for one in people}
        found: dict[int, str] = {}
        for one in work.delegations.all():
            if one.role is None or one.standing(today) not in (DelegationStanding.IN_FORCE, DelegationStanding.TO_COME):
                continue
            if one.giver not in work.register.holders(one.role):
                found[one.number] = f"{names.get(one.giver, one.giver)}现在不担任{one.role.label}"
            elif one.person not in accounts:
                found[one.number] = f"{names.get(one.person, one.person)}没有可以办理的账号"
            elif why := unfit(one.role, one.giver, one.person, people, max(today, one.starts or today)):
                found[one.number] = why
        return found


def able(desk: Desk, actor: Actor, roles: Iterable[Role]) -> tuple[RegisteredPerson, ...]:
    """Who could stand in for this person today in one of these roles."""
    with opened(desk, actor) as work:
        people, accounts = work.register.people(), with_account(work)
        return tuple(
            one for one in people if one.id in accounts and one.id != actor.person
            and any(unfit(role, actor.person, one.id, people, desk.today()) is None for role in roles)
        )  # fmt: skip


def delegate(desk: Desk, actor: Actor, new: Delegation) -> Delegation:
    """Let somebody stand in for oneself in a role that one holds, from the first to the last day. Raises Forbidden for who has
    no such role, DossierRefused with everything that is wrong."""
    if not roles_to_delegate(actor):
        raise Forbidden(f"“{RegisterAction.DELEGATE.label}”由{'、'.join(role.label for role in DELEGATED)}本人办理。")
    with desk.store.writing(actor.unit) as work:
        there = work.delegations.all()
        entered = replace(
            new, number=len(there) + 1, giver=actor.person, entered_on=desk.today(), revoked_on=None,
            reason=(new.reason or "").strip() or None,
        )  # fmt: skip
        faults = (*faults_of_delegation(entered, there, desk.today()), *_of_people(entered, actor, work))
        if faults:
            raise DossierRefused(faults)
        assert entered.role is not None
        work.delegations.add(entered)
        keep(desk, actor, entered.role, RegisterAction.DELEGATE, entered, work, _said(entered, work))
        tell_what_waits(desk, entered, work)
        work.commit()
    return entered


def revoke(desk: Desk, actor: Actor, number: int, reason: str) -> Delegation:
    """End a delegation before its last day, at once: by who gave it, or by who was to stand in and gives it back. Raises
    NotFound, Forbidden for anybody else, WrongState where it stands no more, DossierRefused without a reason."""
    why = stated(reason)
    with desk.store.writing(actor.unit) as work:
        found = next((one for one in work.delegations.all() if one.number == number), None)
        if found is None:
            raise NotFound("没有这一委托")
        if actor.person not in (found.giver, found.person):
            raise Forbidden("委托由委托人撤销，或者由受托人退回。")
        if (standing := found.standing(desk.today())) in (DelegationStanding.OVER, DelegationStanding.REVOKED):
            raise WrongState(f"这一委托现在是“{standing.label}”，不必撤销。")
        assert found.role is not None
        keep(desk, actor, found.role, RegisterAction.REVOKE_DELEGATION, found.as_entered, work, why)
        work.commit()
    return replace(found, revoked_on=desk.today())


def _of_people(new: Delegation, actor: Actor, work: UnitOfWork) -> Iterable[Fault]:
    """What is wrong with who delegates, or with whom."""
    role = new.role if new.role in DELEGATED else None
    if role and role not in actor.roles:
        yield Fault(f"{AT}/role", f"您不担任{role.label}，不能委托；受托代行的，也不能再委托他人")
    if not new.person:
        yield Fault(f"{AT}/person", "请选择受托人")
    elif new.person == actor.person:
        yield Fault(f"{AT}/person", "不能委托给本人")
    elif new.person not in with_account(work):
        yield Fault(f"{AT}/person", "该同志没有可以办理的账号，请系统管理员先开通")
    elif role and new.starts and new.ends:
        for on in (new.starts, new.ends):
            if why := unfit(role, new.giver, new.person, work.register.people(), on):
                yield Fault(f"{AT}/person", why)
                return


def _said(new: Delegation, work: UnitOfWork) -> str:
    """What the trail of the register notes: 王某，2024年5月8日至5月20日：出差."""
    assert new.starts and new.ends
    name = next(one.name for one in work.register.people() if one.id == new.person)
    return f"委托{name}，{day(new.starts)}至{day(new.ends)}：{new.reason}"
