"""Holds the facts about the plan of the sign-off (送签批): where it was fixed which leaders endorse, they do, and in the order
that was fixed; who signs beside them is the head, the last of all (MTG-26)."""

from collections.abc import Iterator
from itertools import combinations

from review.domain.approvals import REFUSALS, live_approvals, standing_approvals, standing_plan, standing_plans
from review.domain.dossier import Approval, Dossier, SignOffPlan
from review.domain.facts.case import Case, fact
from review.domain.kleene import Truth, all_true, given
from review.domain.rulebook import several
from review.domain.sign_off import by
from review.domain.vocabulary import Shortfall, SignOffOrder, Way

Told = tuple[Shortfall, Truth]
"""One thing that a plan asks for: how it is called where it is broken, and whether it is kept."""


@fact("approvals.as_planned")
def as_planned(case: Case) -> Truth:
    """MTG-26: the signatures follow the plan that holds, so far as there are any, and the plan was there before the first of
    them. Without a plan nothing is asked of who endorses."""
    dossier = case.dossier
    if dossier.meetings is None:
        return None
    return all_true((*map(_stated, standing_plans(dossier)), *(kept for _, kept in _asked(dossier))))


@fact("approvals.plan_way")
def plan_way(case: Case) -> str | None:
    """MTG-26: whether there is no plan, or one that was followed."""
    if case.dossier.meetings is not None and standing_plan(case.dossier) is None:
        return Way.NO_PLAN
    return Way.AS_PLANNED if as_planned(case) else None


@fact("approvals.plan_broken")
def plan_broken(case: Case) -> str | None:
    """MTG-26: in which way the plan was not followed."""
    return None if case.dossier.meetings is None else several(how for how, kept in _asked(case.dossier) if kept is False)


def _asked(dossier: Dossier) -> Iterator[Told]:
    """All that the plans of the decision that stands ask for. Who is to endorse is not fixed by who did, so that the first plan
    is no later than the first signature; and what follows another plan, or none at all, has its reason."""
    plans = standing_plans(dossier)
    if not plans:
        return
    yield from ((Shortfall.PLAN_CHANGED, given(plan.reason)) for plan in plans[1:])
    for step in live_approvals(dossier):
        fixed = plans[0].fixed_on
        yield Shortfall.PLAN_LATE, None if fixed is None or step.on is None else fixed <= step.on
    plan = standing_plan(dossier)
    if plan is not None and plan.leaders is not None:
        steps = [step for step in standing_approvals(dossier) if step.decision not in REFUSALS]
        yield from _followed([one.id for one in plan.leaders], plan.order, steps)


def _stated(plan: SignOffPlan) -> Truth:
    """Whether the plan says who fixed it, when, and who endorses in which order; one leader is in no order with anybody."""
    alone = plan.leaders is not None and len(plan.leaders) < 2
    known = None not in (plan.leaders, plan.fixed_by, plan.fixed_on) and (alone or plan.order is not None)
    return True if known else None


def _followed(ids: list[str], order: SignOffOrder | None, steps: list[Approval]) -> Iterator[Told]:
    """What a plan asks of the signatures: those of the planned leaders and one besides, after all of theirs; in turn, none before
    that of the leader in front of him. Who is planned signs for nobody else who is."""
    unnamed = any(None in by(step) for step in steps)
    own = {one: step for step in steps for one in ids if one in by(step)}
    besides = [step for step in steps if by(step).isdisjoint((*ids, None))]
    yield Shortfall.SIGNED_UNPLANNED, len(besides) < 2 and (None if unnamed else True)
    yield from ((Shortfall.SIGNED_FOR_PLANNED, len(by(step).intersection(ids)) < 2) for step in steps)
    for last in besides:
        yield from ((Shortfall.HEAD_TOO_EARLY, _before(own.get(one), last, unnamed)) for one in ids)
    if order is not SignOffOrder.AT_ONCE:
        pairs = [(first, then) for first, then in combinations(ids, 2) if then in own]
        ordered: Truth = all_true(_before(own.get(first), own[then], unnamed) for first, then in pairs)
        yield Shortfall.OUT_OF_TURN, ordered if ordered or order else None


def _before(first: Approval | None, then: Approval, unnamed: bool) -> Truth:
    """Whether the one signed before the other: by day, on one day by step. Not, where he did not sign; nobody knows, where
    somebody signed who is not named."""
    if first is None:
        return None if unnamed else False
    return all_true((
        None if first.on is None or then.on is None else first.on <= then.on,
        None if first.step is None or then.step is None else first.step < then.step,
    ))  # fmt: skip
