"""Holds the sign-off of one matter (会签签发): who signed it; what the rules ask of it is in `facts.sign_off`."""

from review.domain.approvals import REFUSALS, live_approvals, standing_approvals
from review.domain.dossier import Approval, Dossier
from review.domain.duties import in_whose_place
from review.domain.kleene import Truth


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


def signers(dossier: Dossier) -> frozenset[str]:
    """Everybody who signed the decision that stands, or in whose place somebody signed: none of them signs a second time."""
    signed = (step for step in live_approvals(dossier) if step.decision not in REFUSALS)
    return frozenset(who for step in signed for who in by(step) if who is not None)


def refusal(dossier: Dossier) -> Approval | None:
    """The refusal to sign (不同意签批) that stands: that step did not sign afterwards, and no later meeting decided again."""
    return next((step for step in standing_approvals(dossier) if step.decision in REFUSALS), None)
