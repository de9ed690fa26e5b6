"""Holds what a person states about a rule as facts: `justification.RULE`, a reason, and `answer.RULE`, an answer.

They exist for every rule, so no function is written for each. What nobody stated with a reason is not known.
"""

from collections.abc import Callable
from functools import cache

from review.domain.dossier import Justification
from review.domain.facts.case import FACTS, Case
from review.domain.facts.case import Answer as Computed
from review.domain.facts.reasons import bound_of
from review.domain.kleene import Truth, any_true, given
from review.domain.vocabulary import Answer

PREFIXES = ("justification.", "answer.")


@cache
def function_of(name: str) -> Callable[[Case], Computed] | None:
    """The function that computes the fact of this name; `None` where there is none."""
    if name.startswith(PREFIXES):
        prefix, _, rule = name.partition(".")
        return _justification(rule) if prefix == "justification" else _answer(rule)
    return FACTS.get(name)


def _justification(rule: str) -> Callable[[Case], Computed]:
    def reason_given(case: Case) -> Truth:
        """Whether a reason is stated in time that lets a `reasoned` rule without a field of its own pass."""
        return reasoned(case, rule)

    return reason_given


def reasoned(case: Case, rule: str) -> Truth:
    """Whether somebody wrote a reason about this rule, with his name and the day, no later than `reasons` says: afterwards it
    excuses nothing."""
    return any_true(bound_of(rule).in_time(case, one.on) for one in _signed_reasons(case, rule) if one.on)


def reason_written(case: Case, rule: str) -> bool:
    """Whether a reason is written at all, also too late: it says that what is not on record was not done."""
    return bool(_signed_reasons(case, rule))


def _signed_reasons(case: Case, rule: str) -> list[Justification]:
    """The reasons about this rule for which somebody stands: a reason without name or day is none."""
    return [
        one for one in case.dossier.justifications or ()
        if one.rule == rule and given(one.reason) is True and one.by is not None and one.on is not None
    ]  # fmt: skip


DECIDED_BY_REASON = frozenset({"PRE-07", "FIN-09"})
"""The rules of which a reason says that what is not on record was not done; for all others it excuses what is known only."""


def _answer(rule: str) -> Callable[[Case], Computed]:
    def answered(case: Case) -> Answer | None:
        """The last answer to the rule's question that names its reason, who gave it and when."""
        for entry in reversed(case.dossier.answers or ()):
            if entry.rule == rule:
                return entry.answer if given(entry.reason) and entry.by and entry.on else None
        return None

    return answered
