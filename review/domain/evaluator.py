"""Holds the independent three-valued evaluator: rules and facts to outcomes; it shares nothing with the engine.

The same meaning as `review/engine.py`, written apart, so that each proves the other.
"""

from collections.abc import Iterable

from review.domain.kleene import Truth
from review.domain.rulebook import Condition, Facts, Operator, Rule, RuleSet
from review.domain.vocabulary import Outcome, Severity

_IS, _IS_NOT, _KNOWN = Operator.IS, Operator.IS_NOT, Operator.KNOWN
_AT_LEAST, _AT_MOST = Operator.AT_LEAST, Operator.AT_MOST


def truth(condition: Condition, facts: Facts) -> Truth:
    """Whether the condition holds; unknown when a fact that it compares is missing."""
    value, operator = facts.get(condition.fact), condition.operator
    if operator is _KNOWN:
        return (value is not None) is bool(condition.value)
    right = condition.value if condition.parameter is None else facts.get(f"parameter.{condition.parameter}")
    if value is None or right is None:
        return None
    if operator is _IS:
        return value == right
    if operator is _IS_NOT:
        return value != right
    if operator is _AT_LEAST:
        return value >= right  # type: ignore[operator]
    if operator is _AT_MOST:
        return value <= right  # type: ignore[operator]
    return value in right  # type: ignore[operator]


def conjunction(conditions: Iterable[Condition], facts: Facts) -> Truth:
    """Whether all conditions hold (Kleene); an empty list holds."""
    result: Truth = True
    for condition in conditions:
        holds = truth(condition, facts)
        if holds is False:
            return False
        if holds is None:
            result = None
    return result


def outcome(rule: Rule, facts: Facts) -> Outcome:
    """The outcome of one rule: what is fulfilled is met even where it is not known whether it applies."""
    applies = conjunction(rule.applies_when, facts)
    if applies is False:
        return Outcome.not_applicable
    met = conjunction(rule.met_when, facts)
    if met:
        return Outcome.met
    return Outcome.not_met if applies and met is False else Outcome.undetermined


def outcomes(rules: RuleSet, facts: Facts) -> dict[str, Outcome]:
    """The outcome of every rule of the set, by rule id."""
    return {rule.id: outcome(rule, facts) for rule in rules.rules}


def severity(rule: Rule, facts: Facts) -> Severity:
    """The severity as it applies to these facts: the first tier whose conditions all hold, otherwise the rule's own."""
    for tier in rule.severity_when:
        if conjunction(tier.when, facts):
            return tier.severity
    return rule.severity


def excused(rule: Rule, facts: Facts) -> bool:
    """Whether a stated reason excuses the breach; an unknown or absent reason excuses nothing."""
    return bool(rule.excused_when) and conjunction(rule.excused_when, facts) is True
