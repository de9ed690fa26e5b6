"""Holds the independent three-valued evaluator: rules and facts to outcomes; it shares nothing with the engine.

The same meaning as `review/engine.py`, written apart, so that each proves the other.
"""

from collections.abc import Iterable

from review.domain.kleene import Truth
from review.domain.rulebook import Citation, Condition, Facts, Operator, Rule, RuleSet
from review.domain.vocabulary import Outcome, Severity

# Named here, because before Python 3.12 to look a member up in its enumeration costs as much as to evaluate a condition.
_IS, _IS_NOT, _KNOWN = Operator.IS, Operator.IS_NOT, Operator.KNOWN
_AT_LEAST, _AT_MOST = Operator.AT_LEAST, Operator.AT_MOST
_NOT_APPLICABLE, _MET, _NOT_MET, _UNDETERMINED = (
    Outcome.not_applicable, Outcome.met, Outcome.not_met, Outcome.undetermined,
)  # fmt: skip


def truth(condition: Condition, facts: Facts) -> Truth:
    """Whether the condition holds; unknown when a fact that it compares is missing."""
    return conjunction((condition,), facts)


def conjunction(conditions: Iterable[Condition], facts: Facts) -> Truth:
    """Whether all conditions hold (Kleene); an empty list holds."""
    result: Truth = True
    for condition in conditions:
        value, operator, right = facts.get(condition.fact), condition.operator, condition.value
        if condition.parameter is not None:
            right = facts.get(f"parameter.{condition.parameter}")
        if operator is _KNOWN:
            holds = (value is not None) is bool(right)
        elif value is None or right is None:
            result = None
            continue
        elif operator is _IS:
            holds = value == right
        elif operator is _IS_NOT:
            holds = value != right
        elif operator is _AT_LEAST:
            holds = value >= right  # type: ignore[operator]
        elif operator is _AT_MOST:
            holds = value <= right  # type: ignore[operator]
        else:
            holds = value in right  # type: ignore[operator]
        if not holds:
            return False
    return result


def outcome(rule: Rule, facts: Facts) -> Outcome:
    """The outcome of one rule: what is fulfilled is met even where it is not known whether it applies."""
    return _outcome(conjunction(rule.applies_when, facts), rule, facts)


def _outcome(applies: Truth, rule: Rule, facts: Facts) -> Outcome:
    if applies is False:
        return _NOT_APPLICABLE
    met = conjunction(rule.met_when, facts)
    if met:
        return _MET
    return _NOT_MET if applies and met is False else _UNDETERMINED


def outcomes(rules: RuleSet, facts: Facts) -> dict[str, Outcome]:
    """The outcome of every rule of the set, by rule id."""
    return {
        rule.id: _outcome(applies, rule, facts)
        for applies_when, alike in rules.alike for applies in (conjunction(applies_when, facts),) for rule in alike
    }


def severity(rule: Rule, facts: Facts) -> Severity:
    """The severity as it applies to these facts: the first tier whose conditions all hold, otherwise the rule's own."""
    for tier in rule.severity_when:
        if conjunction(tier.when, facts):
            return tier.severity
    return rule.severity


def cited(rule: Rule, facts: Facts) -> Citation:
    """What the rule rests on in the case of these facts: the first whose conditions all hold, otherwise its own."""
    return next((one for one in rule.citation_when if conjunction(one.when, facts)), rule.citation)


def excused(rule: Rule, facts: Facts) -> bool:
    """Whether a stated reason excuses the breach; an unknown or absent reason excuses nothing."""
    return bool(rule.excused_when) and conjunction(rule.excused_when, facts) is True
