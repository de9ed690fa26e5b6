"""Holds the use cases of the sign-off (签批): a leader endorses, the head signs, or either refuses."""

from dataclasses import dataclass, replace

from review.domain.approvals import live_approvals
from review.domain.conditions import detached
from review.domain.dossier import Approval, Dossier, Mandate, Reference
from review.domain.errors import DossierRefused, Fault, Forbidden, WrongState
from review.domain.interests import with_interest
from review.domain.kleene import given
from review.domain.sign_off import HEADS_STEP, LEADERS_STEP, by, names_of, planned, refusal, signers, yet_to_endorse
from review.domain.vocabulary import ApprovalDecision, Role
from review.domain.workflow import Action
from review.service.capacity import Capacities, in_whose_place
from review.service.desk import Desk, act
from review.service.ports import Actor, Matter, UnitOfWork
from review.service.registered import unfollowed

KNOWING = "/approvals/knowing"
"""Where it is ticked that whoever endorses knows what he gives up by it."""


@dataclass(frozen=True, slots=True)
class GivenUp:
    """The head for whom somebody could sign last if he did not endorse, and the other leaders who can endorse."""

    head: Reference
    leaders: tuple[Reference, ...]
    for_good: bool
    """Whether the head may not sign himself (利害关系), so that the matter then waits until he has charged another."""

    @property
    def said(self) -> str:
        name = names_of((self.head,))
        others = f"请由其他分管领导（{names_of(self.leaders)}）签批，其签批后由您代{name}签批" if self.leaders else ""
        himself = f"{name}须回避，只能另行委托其他班子成员" if self.for_good else f"由{name}本人签批，或者另行委托他人"
        told = f"您受{name}委托代行；一人只签批一次，您以分管领导签批后，不能再代{name}签批：{himself}。"
        return f"{told}{others}{'；' if others else ''}仍以分管领导签批的，请勾选“已知道”。" if self.for_good else told


def of_endorsing(desk: Desk, actor: Actor, matter: Matter) -> GivenUp | None:
    """The same of a stored matter, before he does it."""
    with desk.store.reading(actor.unit) as work:
        return gives_up(actor, matter.number, replace(matter.dossier, as_of=desk.today()), work)


def signing(desk: Desk, actor: Actor, matter: Matter) -> Action:
    """Which step of the sign-off this person does now: that of his own role, or else the one that is next of those in which he
    stands in for somebody."""
    if Role.GROUP_SECRETARY in actor.roles:
        return Action.SIGN
    able = {row.action for row in desk.options(actor, matter)}
    with desk.store.reading(actor.unit) as work:
        first = bool(to_endorse(matter, work))
    return Action.SIGN if Action.SIGN in able and not (first and Action.ENDORSE in able) else Action.ENDORSE


def gives_up(actor: Actor, number: str, dossier: Dossier, work: UnitOfWork) -> GivenUp | None:
    """For whom this person could sign last, where he endorses as a leader: nobody signs twice, so that the head has to charge
    another with it then; `None` where he could sign last for nobody."""
    if Role.GROUP_SECRETARY in actor.roles:
        return None
    try:
        mandate = in_whose_place(Action.SIGN, actor, number, dossier, work)
    except Forbidden:
        return None
    if mandate is None or mandate.person is None:
        return None
    capacities = Capacities(work, number, dossier, dossier.as_of)
    able = {one for one, why in capacities.endorsers().items() if not why} - {actor.person}
    leaders = tuple(Reference(id=one.id, name=one.name) for one in work.register.people() if one.id in able)
    return GivenUp(mandate.person, leaders, mandate.person.id in with_interest(dossier))


def approve(
    desk: Desk, actor: Actor, number: str, revision: int, comment: str, action: Action | None = None, *, knowing: bool = False
) -> Matter:  # fmt: skip
    """Sign off: a leader endorses, the group secretary (head) signs; which of both is said where one could do either. Who stands
    in for a head with an interest endorses only `knowing` that he can sign for him no more."""
    action = action or (Action.SIGN if Role.GROUP_SECRETARY in actor.roles else Action.ENDORSE)

    def change(dossier: Dossier, work: UnitOfWork) -> Dossier:
        mandate = in_whose_place(action, actor, number, dossier, work)
        given_up = gives_up(actor, number, dossier, work) if action is Action.ENDORSE and not knowing else None
        if given_up and given_up.for_good:
            raise DossierRefused((Fault(KNOWING, given_up.said),))
        if action is Action.SIGN and refusal(dossier) is None:
            _not_before(yet_to_endorse(dossier))
        return _with_step(dossier, action, actor, mandate, ApprovalDecision.APPROVE, comment.strip() or None)

    complete = _after_endorsement if action is Action.SIGN else _before_the_head
    return act(desk, actor, number, revision, action, change, complete=complete)


def decline(desk: Desk, actor: Actor, number: str, revision: int, reason: str, step: Action) -> Matter:
    """Refuse to sign (不同意签批) in this step, with the reason, which the record keeps. It does not undo what was decided; that
    only another meeting can (复议). What a leader refuses waits for the secretary of the party group to take it back, or for
    the same step to sign after all; what the head refuses goes back to the undertaking unit at once."""
    action = DECLINED[step]
    if not given(reason):
        raise DossierRefused((Fault("/approvals/comment", "不同意的，请写明理由"),))

    def change(dossier: Dossier, work: UnitOfWork) -> Dossier:
        mandate = in_whose_place(action, actor, number, dossier, work)
        after = _with_step(dossier, step, actor, mandate, ApprovalDecision.REJECT, reason.strip())
        if step is not Action.SIGN:
            return after
        notes.append(unfollowed(desk, after, taken_back := detached(after)))
        return taken_back

    notes = [why := reason.strip()]
    return act(desk, actor, number, revision, action, change, note=lambda _: "".join(notes), form=why)


def _with_step(
    dossier: Dossier, step: Action, actor: Actor, mandate: Mandate | None, decision: ApprovalDecision, comment: str | None
) -> Dossier:
    """The dossier with a step of the sign-off; one that was refused is decided again under its own number by whoever refused."""
    steps = {one.step for one in live_approvals(dossier)}
    signed = Approval(
        step=len(steps) + 1, role=TITLES[step], person=Reference(id=actor.person, name=actor.name), mandate=mandate,
        decision=decision, on=dossier.as_of, comment=comment,
    )  # fmt: skip
    refused = refusal(dossier)
    if refused is not None and by(refused) & by(signed):
        signed = replace(signed, step=refused.step)
    return replace(dossier, approvals=(*(dossier.approvals or ()), signed))


DECLINED = {Action.ENDORSE: Action.DECLINE_ENDORSEMENT, Action.SIGN: Action.DECLINE_SIGNATURE}
"""The refusal of each step of the sign-off."""
TITLES = {Action.ENDORSE: LEADERS_STEP, Action.SIGN: HEADS_STEP}


def to_endorse(matter: Matter, work: UnitOfWork) -> tuple[Reference, ...]:
    """The leaders who have yet to endorse before the head signs: those of the plan, each of them; without a plan one
    of those who can. A unit in which nobody can has no such step (0007)."""
    if planned(matter.dossier) is not None:
        return yet_to_endorse(matter.dossier)
    capacities = Capacities(work, matter.number, matter.dossier, matter.dossier.as_of)
    leaders = work.register.holders(Role.LEADER)
    able = {person for person, why in capacities.endorsers().items() if not why}
    people = (Reference(id=one.id, name=one.name) for one in work.register.people() if one.id in able)
    return () if leaders & signers(matter.dossier) else tuple(people)


def _after_endorsement(matter: Matter, work: UnitOfWork) -> None:
    """Raise WrongState where the head would sign first: his signature ends the sign-off, and nobody can sign after it."""
    _not_before(to_endorse(matter, work))


def _not_before(leaders: tuple[Reference, ...]) -> None:
    if leaders:
        raise WrongState(f"分管领导（{names_of(leaders)}）还没有签批。主要负责人签批后不能再补签，请在分管领导签批后签批。")


def _before_the_head(matter: Matter, work: UnitOfWork) -> None:
    """Raise WrongState where, after this endorsement, nobody is left who could sign as the head: nobody signs twice."""
    heads = work.register.holders(Role.GROUP_SECRETARY)
    if heads and heads <= signers(matter.dossier):
        raise WrongState("主要负责人在分管领导一步签批以后，没有人能够最后签批；请由其他分管领导签批，主要负责人最后签批。")
