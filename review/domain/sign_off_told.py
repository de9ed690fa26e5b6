"""Holds how the plan of a sign-off (送签批) is told, for page and record: who signs, who has, and every plan there was."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from review.domain.approvals import standing_approvals, standing_plan, standing_plans
from review.domain.delegations import said as in_place
from review.domain.dossier import Approval, Dossier, Reference, SignOffPlan
from review.domain.phrases import day
from review.domain.sign_off import by, in_turn

Name = Callable[[Reference | None], str]


@dataclass(frozen=True, slots=True)
class PlannedSigner:
    """A planned leader, and how far he is."""

    name: str
    said: str
    now: bool
    """Whether it is his turn."""


@dataclass(frozen=True, slots=True)
class PlanTold:
    """One plan: when and by whom, what it says, why it followed another one, and whether it still holds."""

    on: date | None
    by: str
    said: str
    reason: str
    holds: bool


@dataclass(frozen=True, slots=True)
class SignOffTold:
    """Who signs by the plan that holds, and all plans, the first one first."""

    order: str
    signers: tuple[PlannedSigner, ...]
    plans: tuple[PlanTold, ...]


def _named(person: Reference | None) -> str:
    return "—" if person is None else person.name or person.id


def sign_off_told(dossier: Dossier, name: Name = _named) -> SignOffTold:
    """The plans of the sign-off, with people called by `name`."""
    plan, standing = standing_plan(dossier), standing_plans(dossier)
    leaders = (plan.leaders if plan else None) or ()
    order = plan.order.label if plan is not None and plan.order and len(leaders) > 1 else ""
    turn = {one.id for one in in_turn(dossier)}
    signers = tuple(_signer(one, dossier, one.id in turn, name) for one in leaders)
    plans = tuple(
        PlanTold(one.fixed_on, name(one.fixed_by), _said(one, place, name), one.reason or "", one is (standing or (None,))[-1])
        for place, one in enumerate(dossier.sign_off_plans or ())
    )
    return SignOffTold(order, signers, plans)


def _signer(leader: Reference, dossier: Dossier, now: bool, name: Name) -> PlannedSigner:
    step = next((one for one in standing_approvals(dossier) if leader.id in by(one)), None)
    return PlannedSigner(name(leader), _step_said(step, name) if step else "待签批" if now else "尚未轮到", now)


def _step_said(step: Approval, name: Name) -> str:
    decided = step.decision.label if step.decision else "意见没有登记"
    whose = f"{name(step.person)}{in_place(step.mandate, name(step.mandate.person))}" if step.mandate else ""
    return "，".join(filter(None, (whose, f"{day(step.on)}{decided}")))


def _said(plan: SignOffPlan, place: int, name: Name) -> str:
    if plan.leaders == ():
        return "撤销送签批，不再指定由谁签批"
    who = "、".join(map(name, plan.leaders or ())) or "由谁签批没有登记"
    order = plan.order.label if plan.order else "依次还是并行没有登记"
    changed = "调整为" if place else ""
    whose = f"由{who}签批" if len(plan.leaders or ()) == 1 else f"{order}签批：{who}"
    return f"{changed}{whose}，主要负责人最后签批"
