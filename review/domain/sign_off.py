"""Holds the sign-off of one matter (会签签发): who is to sign it, and who did; what the rules ask of it is in `facts`."""

from collections.abc import Iterable

from review.domain.approvals import REFUSALS, live_approvals, standing_approvals, standing_plan
from review.domain.dossier import Approval, Dossier, Reference
from review.domain.duties import in_whose_place
from review.domain.kleene import Truth
from review.domain.vocabulary import SignOffOrder

LEADERS_STEP, HEADS_STEP = "分管领导", "主要负责人"
"""What the steps are called in the chain (`role`)."""


def by(step: Approval) -> frozenset[str | None]:
    """Whose signature it is: of the person who signed, and of the one in whose place he did; `None` among them: of one who is
    not named."""
    return frozenset((None if step.person is None else step.person.id, *in_whose_place(step.mandate)))


def by_others(one: Approval, other: Approval) -> Truth:
    """Whether two steps are the signatures of different people (MTG-26); of which who acts for another gives two."""
    who, others = by(one), by(other)
    if who & others - {None}:
        return False
    return None if None in who | others else True


def signatures(dossier: Dossier) -> tuple[Approval, ...]:
    """The steps of the decision that stands in which nobody refused."""
    return tuple(step for step in live_approvals(dossier) if step.decision not in REFUSALS)


def signers(dossier: Dossier) -> frozenset[str]:
    """Everybody who signed the decision that stands, or in whose place somebody signed: none of them signs a second time."""
    return frozenset(who for step in signatures(dossier) for who in by(step) if who is not None)


def refusal(dossier: Dossier) -> Approval | None:
    """The refusal to sign (不同意签批) that stands: that step did not sign afterwards, and no later meeting decided again."""
    return next((step for step in standing_approvals(dossier) if step.decision in REFUSALS), None)


def planned(dossier: Dossier) -> tuple[Reference, ...] | None:
    """The leaders who endorse by the plan that holds, in its order; `None` where there is no plan."""
    plan = standing_plan(dossier)
    return None if plan is None else plan.leaders or ()


def yet_to_endorse(dossier: Dossier) -> tuple[Reference, ...]:
    """The planned leaders who have not signed, for whom nobody else did either."""
    done = signers(dossier)
    return tuple(one for one in planned(dossier) or () if one.id not in done)


def in_turn(dossier: Dossier) -> tuple[Reference, ...]:
    """The planned leaders whose turn it is: the first who has not signed, or all of them where they sign at once."""
    plan, waiting = standing_plan(dossier), yet_to_endorse(dossier)
    return waiting if plan is not None and plan.order is SignOffOrder.AT_ONCE else waiting[:1]


def names_of(people: Iterable[Reference]) -> str:
    """Their names, as a sentence lists them."""
    return "、".join(one.name or one.id for one in people)


def is_complete(dossier: Dossier) -> bool:
    """Whether every planned leader has signed, and beside them somebody who is none: the head. Without a plan nothing is
    asked, for then nobody said how many have to sign."""
    leaders = {one.id for one in planned(dossier) or ()}
    by_head = any(by(step).isdisjoint(leaders) for step in signatures(dossier))
    return not leaders or (by_head and not yet_to_endorse(dossier))


def is_formed(dossier: Dossier) -> bool:
    """Whether the decision is formed by its sign-off: it is complete, nobody's refusal stands, and not only the leaders have
    signed, whose signature the head's follows."""
    signed = signatures(dossier)
    only_leaders = bool(signed) and all(step.role == LEADERS_STEP for step in signed)
    return is_complete(dossier) and refusal(dossier) is None and not only_leaders
