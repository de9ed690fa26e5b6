"""Holds the use cases of planning the sign-off (送签批): fix which leaders endorse and in which order, change that before the
first signature, replace whoever can sign no more. The head signs last, whatever is planned.

No plan is stored that can end nowhere: whoever is named can endorse on that day, and somebody is left who signs last.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from review.domain.approvals import standing_plan
from review.domain.dossier import Dossier, Reference, SignOffPlan
from review.domain.errors import DossierRefused, Fault, WrongState
from review.domain.sign_off import names_of, planned, yet_to_endorse
from review.domain.vocabulary import Role, SignOffOrder
from review.domain.workflow import Action
from review.service.capacity import Capacities
from review.service.desk import Desk, act, stated
from review.service.ports import Actor, Matter, RegisteredPerson, UnitOfWork

LEADERS, ORDER, GONE, REASON = "/sign_off_plan/leaders", "/sign_off_plan/order", "/sign_off_plan/gone", "/reason"
"""The places of a fault, as the forms name them."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A leader who could be named, or why he cannot."""

    person: RegisteredPerson
    objection: str


def choices(desk: Desk, actor: Actor, matter: Matter) -> tuple[Choice, ...]:
    """The leaders of the unit, in the order of the register."""
    with desk.store.reading(actor.unit) as work:
        known = {one.id: one for one in work.register.people()}
        return tuple(Choice(known[one], why) for one, why in desk.capacities(matter, work).endorsers().items())


def gone(desk: Desk, actor: Actor, matter: Matter) -> tuple[tuple[Reference, str], ...]:
    """The planned leaders who have not signed and can do so no more, each with why."""
    with desk.store.reading(actor.unit) as work:
        why = desk.capacities(matter, work).gone()
    return tuple((one, why[one.id]) for one in yet_to_endorse(matter.dossier) if one.id in why)


def send(
    desk: Desk, actor: Actor, number: str, revision: int, leaders: tuple[str, ...], order: SignOffOrder | None
) -> Matter:
    """送签批: fix, after the meeting and before the first signature, which leaders endorse, in this order or at once."""

    def change(dossier: Dossier, work: UnitOfWork) -> Dossier:
        return _planned(desk, actor, number, dossier, work, leaders, order)

    return act(desk, actor, number, revision, Action.SEND_FOR_SIGN_OFF, change, note=_said, complete=_after_the_meetings)


def change(
    desk: Desk, actor: Actor, number: str, revision: int, leaders: tuple[str, ...], order: SignOffOrder | None, reason: str
) -> Matter:  # fmt: skip
    """调整送签批: before the first signature, another plan takes the place of the one that holds, or none where nobody is named;
    with the reason. The earlier one stays on record."""

    def change(dossier: Dossier, work: UnitOfWork) -> Dossier:
        if not leaders and planned(dossier) is None:
            raise DossierRefused((Fault(f"{LEADERS}/0", "送签批已经撤销；重新安排的，请选择由哪些分管领导签批"),))
        if not leaders:
            return _with(dossier, SignOffPlan(leaders=(), fixed_by=_by(actor), fixed_on=dossier.as_of, reason=stated(reason)))
        return _planned(desk, actor, number, dossier, work, leaders, order, stated(reason))

    return act(
        desk, actor, number, revision, Action.CHANGE_SIGN_OFF, change, note=lambda after: f"{_said(after)}。{reason.strip()}"
    )


def replace_signer(
    desk: Desk, actor: Actor, number: str, revision: int, leader: str, by: str, reason: str
) -> Matter:
    """更换签批人: in the place of a planned leader who can sign no more, also after others have signed, another one endorses; or
    nobody, where somebody else of the plan has signed or still can. Those who signed, and the order, stay as they were."""

    def change(dossier: Dossier, work: UnitOfWork) -> Dossier:
        capacities, plan = Capacities(work, number, dossier, dossier.as_of), standing_plan(dossier)
        if plan is None or leader not in capacities.gone():
            raise DossierRefused((Fault(GONE, "请选择不能再签批的分管领导；还能签批的，由其本人或者受托人签批"),))
        kept = tuple(one for one in plan.leaders or () if one.id != leader)
        if not by and not kept:
            told = f"只有此人签批，请选择由谁接替；没有人可以接替的，办理“{Action.CHANGE_SIGN_OFF.label}”"
            raise DossierRefused((Fault(f"{LEADERS}/0", told),))
        new = _named(capacities, work, (by,)) if by else ()
        if by and by in {one.id for one in kept}:
            raise DossierRefused((Fault(f"{LEADERS}/0", f"{names_of(new)}已经在所列之中，请选择另一人"),))
        leaders = tuple(each for one in plan.leaders or () for each in (new if one.id == leader else (one,)))
        _head_left(capacities, leaders)
        changed = replace(plan, leaders=leaders, fixed_by=_by(actor), fixed_on=dossier.as_of, reason=stated(reason))
        return _with(dossier, changed)

    return act(
        desk, actor, number, revision, Action.REPLACE_SIGNER, change, note=lambda after: f"{_said(after)}。{reason.strip()}"
    )


def _planned(
    desk: Desk, actor: Actor, number: str, dossier: Dossier, work: UnitOfWork, leaders: tuple[str, ...],
    order: SignOffOrder | None, reason: str | None = None,
) -> Dossier:  # fmt: skip
    capacities = Capacities(work, number, dossier, desk.today())
    faults = [] if any(leaders) else [Fault(f"{LEADERS}/0", "请选择由哪些分管领导签批")]
    twice = (place for place, one in enumerate(leaders) if one in leaders[:place])
    faults += [Fault(f"{LEADERS}/{place}", "同一人列了两次：一人只签批一次") for place in twice]
    if order is None and len(leaders) > 1:
        faults.append(Fault(ORDER, "请选择依次签批还是并行签批"))
    if faults:
        raise DossierRefused(tuple(faults))
    named = _named(capacities, work, leaders)
    _head_left(capacities, named)
    return _with(dossier, SignOffPlan(
        leaders=named, order=order or SignOffOrder.IN_TURN, fixed_by=_by(actor), fixed_on=dossier.as_of, reason=reason,
    ))  # fmt: skip


def _named(capacities: Capacities, work: UnitOfWork, leaders: Iterable[str]) -> tuple[Reference, ...]:
    """These leaders, each of whom can endorse; raises DossierRefused for who cannot."""
    known, able = {one.id: one for one in work.register.people()}, capacities.endorsers()
    faults = []
    for place, person in enumerate(leaders):
        name = known[person].name if person in known else person
        if why := able.get(person, f"现在不担任{Role.LEADER.label}"):
            faults.append(Fault(f"{LEADERS}/{place}", f"{name}{why}，不能签批"))
    if faults:
        raise DossierRefused(tuple(faults))
    return tuple(Reference(id=one, name=known[one].name) for one in leaders)


def _head_left(capacities: Capacities, leaders: Iterable[Reference]) -> None:
    """Raise DossierRefused where after these leaders nobody could sign as the head, nor in the place of one who is recused."""
    if not capacities.last_signers({one.id for one in leaders}):
        raise DossierRefused((Fault(f"{LEADERS}/0", "除所列的人以外，没有能够最后签批的主要负责人，也没有可以代其签批的人"),))


def _after_the_meetings(matter: Matter, _work: UnitOfWork) -> None:
    """Raise WrongState where the list asks for another meeting: who signs what it will decide is fixed after it."""
    if any(finding.rule == "MTG-26" and finding.shuts for finding in matter.judgement.findings):
        raise WrongState("清单规定的会议尚未依次召开并通过（MTG-26），不能送签批。")


def _with(dossier: Dossier, plan: SignOffPlan) -> Dossier:
    return replace(dossier, sign_off_plans=(*(dossier.sign_off_plans or ()), plan))


def _by(actor: Actor) -> Reference:
    return Reference(id=actor.person, name=actor.name)


def _said(dossier: Dossier) -> str:
    """The plan that holds, in words: 依次：成员乙、成员丙."""
    plan, leaders = standing_plan(dossier), planned(dossier)
    if plan is None or not leaders:
        return "撤销送签批，不再指定由谁签批"
    return f"{plan.order.label}：{names_of(leaders)}" if plan.order and len(leaders) > 1 else names_of(leaders)
