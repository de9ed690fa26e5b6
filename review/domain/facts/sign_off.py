"""Holds the facts about the sign-off (签批): it follows the collective decision, step by step, by named persons (MTG-26)."""

from datetime import date
from itertools import combinations

from review.domain.approvals import REFUSALS
from review.domain.dossier import Approval
from review.domain.facts.case import Case, fact
from review.domain.facts.classification import is_appointment
from review.domain.interests import with_interest
from review.domain.kleene import Truth, all_true, any_true
from review.domain.rulebook import several
from review.domain.sign_off import by_others
from review.domain.vocabulary import ApprovalDecision, MeetingResult


def signatures(case: Case) -> list[date | None]:
    """The days on which the decision was signed (签批); `None` among them: one that may be a refusal, or of no day."""
    steps = [step for step in case.picture.approvals if step.decision not in REFUSALS]
    return [None if step.decision is None else step.on for step in steps]


@fact("approvals.after_decision")
def after_decision(case: Case) -> Truth:
    """MTG-26: each sign-off names its person, and its day does not lie before the last meeting that decided; before the
    first sign-off there is none that could be too early. Those of a chain that was refused are over when it decided again."""
    dossier = case.dossier
    if dossier.meetings is None:
        return None
    held = [one.held_on for one in dossier.meetings or () if one.result not in (None, MeetingResult.DEFERRED)]
    known = [day for day in held if day is not None]

    def follows(step: Approval) -> Truth:
        if step.on is None or step.person is None:
            return None
        if any(step.on < day for day in known):
            return False
        return None if not held or None in held else True

    return all_true(map(follows, case.picture.live_approvals))


def _steps(case: Case) -> tuple[Approval, ...] | None:
    """The standing decision of each step; nothing is known of them while nothing is of a meeting that they would follow."""
    return None if case.dossier.meetings is None else case.picture.approvals


@fact("approvals.all_agreed")
def all_agreed(case: Case) -> Truth:
    """MTG-26: the last decision of each step is to approve; what was rejected or returned is not signed off until the same
    step approves it. Before the first sign-off nobody has refused."""
    steps = _steps(case)
    return None if steps is None else all_true(
        None if step.decision is None else step.decision is ApprovalDecision.APPROVE for step in steps
    )  # fmt: skip


@fact("approvals.in_order")
def in_order(case: Case) -> Truth:
    """MTG-26: no step was signed before the one that precedes it; on one day they may have been. Which step a signature is of
    must be known; and one step is one person's: of two who agreed under one number nobody can tell who was first."""
    steps = _steps(case)
    return None if steps is None else all_true((
        *(_ordered(*pair) for pair in combinations(steps, 2)),
        *(_of_one(case, *pair) for pair in combinations(case.picture.live_approvals, 2) if pair[0].step == pair[1].step),
    ))  # fmt: skip


def _of_one(case: Case, one: Approval, other: Approval) -> Truth:
    """Whether two sign-offs of one step are of one person, or the matter was sent back after the first of them, so that only
    the second stands."""
    if None in (one.step, one.decision, other.decision):
        return None
    if not one.decision is other.decision is ApprovalDecision.APPROVE:
        return True
    refused = [each.on for each in case.dossier.approvals or () if each.decision in REFUSALS]
    same = None if one.person is None or other.person is None else one.person.id == other.person.id
    if None in (one.on, other.on, *refused):
        return True if same else None
    first = min(filter(None, (one.on, other.on)))
    return any_true((same, any(first <= day for day in refused if day)))


def _ordered(one: Approval, other: Approval) -> Truth:
    if one.on is None or other.on is None or one.step is None or other.step is None:
        return None
    return one.on == other.on or (one.step < other.step) == (one.on < other.on)


@fact("approvals.by_different_people")
def by_different_people(case: Case) -> Truth:
    """MTG-26: each step is signed by another person; who signs two has examined the matter once. Who signs in another's place
    (代行) signs for two, and neither of them signs another step."""
    steps = _steps(case)
    return None if steps is None else all_true(by_others(*pair) for pair in combinations(steps, 2))


@fact("approvals.by_the_disinterested")
def by_the_disinterested(case: Case) -> Truth:
    """MTG-26, 《公务员法》第七十六条: nobody agrees who has an interest in the matter himself, or by a relative; in his place
    another may (代行). Whoever may be a candidate, while they are not known, may have one."""
    agreed = _agreeing(case)
    if agreed is None or not agreed:
        return None if agreed is None else True
    if _interested_signers(case):
        return False
    known = case.dossier.matter.candidates is not None or is_appointment(case) is False
    return True if known and all(step.person is not None for step in agreed) else None


@fact("approvals.interested_told")
def interested_told(case: Case) -> str | None:
    """MTG-26: who agreed in spite of an interest."""
    return None if _agreeing(case) is None else several(map(case.name, _interested_signers(case)))


def _agreeing(case: Case) -> list[Approval] | None:
    steps = _steps(case)
    return None if steps is None else [step for step in steps if step.decision not in REFUSALS]


def _interested_signers(case: Case) -> list[str]:
    interested = with_interest(case.dossier)
    return [step.person.id for step in _agreeing(case) or () if step.person is not None and step.person.id in interested]
