"""Holds the use cases of the roll of legal advisers (法律顾问名册): enter an appointment, confirm it, end it; declare an
interest, lift it; and what the roll and the stored matters say.

What lets somebody be asked takes two: the clerk enters, the secretary of the party group confirms. What only keeps somebody
from being asked takes one, and holds at once.
"""

from dataclasses import replace

from review.domain.adviser_faults import AT, OF_INTEREST, faults_of_appointment, faults_of_interest
from review.domain.adviser_numbers import Numbers, numbers_of, years_of
from review.domain.advisers import CONFIRM_BY, REGISTER_BY, AdviserStanding, Appointment, Interest, Roll
from review.domain.errors import DossierRefused, Fault, Forbidden, NotFound, WrongState
from review.domain.register_trail import RegisterAction, RegisterEvent
from review.domain.vocabulary import Role
from review.service.desk import Desk, stated
from review.service.oversight import opened
from review.service.ports import Actor, RegisteredPerson, UnitOfWork
from review.service.register_event import events_of, keep

ENDS = (REGISTER_BY, CONFIRM_BY)


def roll(desk: Desk, actor: Actor) -> Roll:
    """Every appointment and interest of the unit's advisers."""
    with opened(desk, actor) as work:
        return work.advisers.roll()


def show(desk: Desk, actor: Actor, person: str) -> tuple[RegisteredPerson, Roll, tuple[RegisterEvent, ...]]:
    """One adviser, his part of the roll, and what was done to it; raises NotFound for who is not on it."""
    with opened(desk, actor) as work:
        whole = work.advisers.roll()
        part = Roll(appointments=whole.of(person), interests=tuple(one for one in whole.interests if one.person == person))
        if not part.appointments and not part.interests:
            raise NotFound("法律顾问名册中没有此人")
        subjects = {*(one.subject for one in part.appointments), *(one.subject for one in part.interests)}
        events = tuple(one for one in work.register_trail.all() if one.subject in subjects)
        return _person(person, work), part, events


def numbers(desk: Desk, actor: Actor, year: int) -> tuple[tuple[Numbers, ...], tuple[int, ...]]:
    """The advisers' numbers of this year, and the years that have some."""
    with opened(desk, actor) as work:
        advised = work.matters.advised()
    return numbers_of(advised, desk.rulebook.calendar, year), years_of(advised)


def enter(desk: Desk, actor: Actor, appointment: Appointment) -> Appointment:
    """Enter an appointment (登记), to be confirmed; its number is given here. Raises Forbidden, DossierRefused."""
    permit_entering(actor)
    with desk.store.writing(actor.unit) as work:
        there = work.advisers.roll()
        if appointment.person not in work.register.holders(Role.LEGAL_ADVISER):
            raise DossierRefused((Fault(f"{AT}/person", "请选择法律顾问；没有账号的，请系统管理员先开通法律顾问岗位的账号"),))
        new = replace(appointment, number=len(there.appointments) + 1, confirmed_on=None, ended_on=None)
        if faults := faults_of_appointment(new, there, desk.today()):
            raise DossierRefused(faults)
        _add(desk, actor, REGISTER_BY, RegisterAction.ENTER_ADVISER, new, work)
    return new


def confirm(desk: Desk, actor: Actor, number: int) -> Appointment:
    """Confirm an appointment (确认聘任), by which its person can be asked in its term. Raises Forbidden, also for whoever
    entered it, NotFound, WrongState."""
    if CONFIRM_BY not in actor.roles:
        raise Forbidden(f"“{RegisterAction.CONFIRM_ADVISER.label}”由{CONFIRM_BY.label}办理。")
    with desk.store.writing(actor.unit) as work:
        found = _appointment(number, work)
        if (standing := found.standing(desk.today())) is not AdviserStanding.UNCONFIRMED:
            raise WrongState(f"这一聘任现在是“{standing.label}”，不能确认。")
        _by_another(found, actor, work, "登记聘任的人不能确认，请由他人确认。")
        _became(desk, actor, CONFIRM_BY, RegisterAction.CONFIRM_ADVISER, found, work)
    return replace(found, confirmed_on=desk.today())


def end(desk: Desk, actor: Actor, number: int, reason: str) -> Appointment:
    """End an appointment before its time (解聘), or take back one that is not confirmed, from today. Raises Forbidden, NotFound,
    WrongState, DossierRefused without a reason."""
    role = _one_of(ENDS, actor, RegisterAction.END_ADVISER)
    why = stated(reason)
    with desk.store.writing(actor.unit) as work:
        found = _appointment(number, work)
        if (standing := found.standing(desk.today())) in (AdviserStanding.ENDED, AdviserStanding.OVER):
            raise WrongState(f"这一聘任现在是“{standing.label}”，不必解聘。")
        _became(desk, actor, role, RegisterAction.END_ADVISER, found, work, why)
    return replace(found, ended_on=desk.today())


def declare(desk: Desk, actor: Actor, interest: Interest) -> Interest:
    """Declare a conflict of interest (申报利害关系): the adviser his own, the clerk anybody's. Raises Forbidden,
    DossierRefused."""
    role = _declares(actor, interest.person)
    with desk.store.writing(actor.unit) as work:
        there = work.advisers.roll()
        if not there.of(interest.person):
            raise DossierRefused((Fault(f"{OF_INTEREST}/party", "法律顾问名册中没有此人，请先登记聘任"),))
        new = replace(interest, number=len(there.interests) + 1, lifted_on=None)
        if faults := faults_of_interest(new, there, desk.today()):
            raise DossierRefused(faults)
        _add(desk, actor, role, RegisterAction.DECLARE_CONFLICT, new, work)
    return new


def lift(desk: Desk, actor: Actor, number: int, reason: str) -> Interest:
    """Lift a declared interest that is no more (解除), with a reason. Raises Forbidden, also for whoever declared it, NotFound,
    WrongState, DossierRefused."""
    if CONFIRM_BY not in actor.roles:
        raise Forbidden(f"“{RegisterAction.LIFT_CONFLICT.label}”由{CONFIRM_BY.label}办理。")
    why = stated(reason)
    with desk.store.writing(actor.unit) as work:
        found = next((one for one in work.advisers.roll().interests if one.number == number), None)
        if found is None:
            raise NotFound("没有这一申报")
        if found.lifted_on is not None:
            raise WrongState("这一利害关系已经解除。")
        _by_another(found, actor, work, "申报利害关系的人不能解除，请由他人办理。")
        _became(desk, actor, CONFIRM_BY, RegisterAction.LIFT_CONFLICT, found, work, why)
    return replace(found, lifted_on=desk.today())


def permit_entering(actor: Actor) -> None:
    """Raise Forbidden for who may not enter appointments."""
    _one_of((REGISTER_BY,), actor, RegisterAction.ENTER_ADVISER)


def may_declare(actor: Actor, person: str) -> bool:
    """Whether this person may declare an interest of that adviser."""
    return REGISTER_BY in actor.roles or (Role.LEGAL_ADVISER in actor.roles and actor.person == person)


def _declares(actor: Actor, person: str) -> Role:
    if not may_declare(actor, person):
        raise Forbidden(f"利害关系由法律顾问本人申报，或者由{REGISTER_BY.label}代为申报。")
    return Role.LEGAL_ADVISER if actor.person == person and Role.LEGAL_ADVISER in actor.roles else REGISTER_BY


def _one_of(roles: tuple[Role, ...], actor: Actor, action: RegisterAction) -> Role:
    found = next((role for role in roles if role in actor.roles), None)
    if found is None:
        raise Forbidden(f"“{action.label}”由{'、'.join(role.label for role in roles)}办理。")
    return found


def _appointment(number: int, work: UnitOfWork) -> Appointment:
    found = next((one for one in work.advisers.roll().appointments if one.number == number), None)
    if found is None:
        raise NotFound("没有这一聘任")
    return found


def _person(person: str, work: UnitOfWork) -> RegisteredPerson:
    return next(one for one in work.register.people() if one.id == person)


def _by_another(found: Appointment | Interest, actor: Actor, work: UnitOfWork, objection: str) -> None:
    if any(one.actor == actor.person for one in events_of(found, work)):
        raise Forbidden(objection)


def _add(
    desk: Desk, actor: Actor, role: Role, action: RegisterAction, new: Appointment | Interest, work: UnitOfWork
) -> None:
    work.advisers.add(new)
    keep(desk, actor, role, action, new, work, _person(new.person, work).name)
    work.commit()


def _became(
    desk: Desk, actor: Actor, role: Role, action: RegisterAction, found: Appointment | Interest, work: UnitOfWork, why: str = ""
) -> None:
    keep(desk, actor, role, action, found.as_entered, work, why or _person(found.person, work).name)
    work.commit()
