"""Other rule engines under the same conditions, for `make bench`: each answers what the evaluator answers, or is not timed.

Facts go to them under plain names, because a dot means something in their languages.
"""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from review.domain.rulebook import Condition, Facts, Operator, Rule, RuleSet
from review.domain.vocabulary import Outcome

Answers = dict[str, Outcome]
OUTCOMES = {"NA": Outcome.not_applicable, "MET": Outcome.met, "NOT": Outcome.not_met, "UND": Outcome.undetermined}
CONTRARY = {
    Operator.IS: ("==", "!="), Operator.IS_NOT: ("!=", "=="), Operator.AT_LEAST: (">=", "<"),
    Operator.AT_MOST: ("<=", ">"),
}  # fmt: skip


def plain(facts: Facts, names: dict[str, str]) -> dict[str, Any]:
    """The facts as these engines take them: days as numbers, the unknown as null."""
    return {
        flat: value.toordinal() if isinstance(value := facts.get(name), date) else value for name, flat in names.items()
    }


def flat_names(rules: RuleSet) -> dict[str, str]:
    return {spec.name: f"f{place}" for place, spec in enumerate(rules.facts)}


def constant(value: object) -> Any:
    return value.toordinal() if isinstance(value, date) else value


def tests(condition: Condition, names: dict[str, str], null: str) -> tuple[str, str]:
    """Two expressions of the C family: the condition is true, and it is false."""
    value, *right = [names[name] for name in condition.reads]
    if condition.operator is Operator.KNOWN:
        known, unknown = f"{value} != {null}", f"{value} == {null}"
        return (known, unknown) if condition.value else (unknown, known)
    guard = " and ".join(f"{one} != {null}" for one in (value, *right))
    if condition.operator is Operator.ONE_OF:
        listed = json.dumps([constant(one) for one in condition.value])  # type: ignore[union-attr]
        return f"({guard} and {value} in {listed})", f"({guard} and not ({value} in {listed}))"
    same, other = CONTRARY[condition.operator]
    compared = right[0] if right else json.dumps(constant(condition.value))
    return f"({guard} and {value} {same} {compared})", f"({guard} and {value} {other} {compared})"


def sides(rule: Rule, names: dict[str, str], null: str) -> tuple[str, str, str]:
    """When a rule does not apply, when it is met, when it is not met."""
    applies, met = ([tests(one, names, null) for one in side] for side in (rule.applies_when, rule.met_when))
    fails = " or ".join(false for _, false in met) or "false"
    return (
        " or ".join(false for _, false in applies) or "false",
        " and ".join(true for true, _ in met) or "true",
        " and ".join([*(true for true, _ in applies), f"({fails})"]),
    )


def zen(rules: RuleSet) -> Callable[[Facts], Answers]:
    """zen-engine: one decision with an expression for each rule, with its trace on, as the findings need one."""
    import zen as zen_engine

    names = flat_names(rules)
    expressions = [
        {"id": rule.id, "key": rule.id.replace("-", "_"), "value": f"({na}) ? 'NA' : ({met}) ? 'MET' : ({no}) ? 'NOT' : 'UND'"}
        for rule in rules.rules for na, met, no in [sides(rule, names, "null")]
    ]  # fmt: skip
    graph = {
        "nodes": [
            {"id": "in", "type": "inputNode", "name": "in"}, {"id": "out", "type": "outputNode", "name": "out"},
            {"id": "rules", "type": "expressionNode", "name": "rules", "content": {"expressions": expressions}},
        ],
        "edges": [
            {"id": "1", "type": "edge", "sourceId": "in", "targetId": "rules"},
            {"id": "2", "type": "edge", "sourceId": "rules", "targetId": "out"},
        ],
    }  # fmt: skip
    decision = zen_engine.ZenEngine().create_decision(json.dumps(graph))

    def judge(facts: Facts) -> Answers:
        found = decision.evaluate(plain(facts, names), {"trace": True})["result"]
        return {rule.id: OUTCOMES[found[rule.id.replace("-", "_")]] for rule in rules.rules}

    return judge


def rule_engine(rules: RuleSet) -> Callable[[Facts], Answers]:
    """rule-engine: three expressions a rule, the next only where the one before did not hold."""
    import rule_engine as engine

    names = flat_names(rules)
    context = engine.Context(default_value=None)
    compiled = [(rule.id, [engine.Rule(side, context=context) for side in sides(rule, names, "null")]) for rule in rules.rules]

    def judge(facts: Facts) -> Answers:
        thing, found = plain(facts, names), {}
        for rule, (na, met, no) in compiled:
            found[rule] = (
                Outcome.not_applicable if na.matches(thing) else Outcome.met if met.matches(thing)
                else Outcome.not_met if no.matches(thing) else Outcome.undetermined
            )  # fmt: skip
        return found

    return judge


def json_logic(rules: RuleSet) -> Callable[[Facts], Answers]:
    """json-logic-qubit: one `if` a rule."""
    from json_logic import jsonLogic

    names = flat_names(rules)
    compiled = [(rule.id, _logic(rule, names)) for rule in rules.rules]

    def judge(facts: Facts) -> Answers:
        data = plain(facts, names)
        return {rule: OUTCOMES[jsonLogic(logic, data)] for rule, logic in compiled}

    return judge


def _logic(rule: Rule, names: dict[str, str]) -> dict[str, Any]:
    applies, met = ([_tests(one, names) for one in side] for side in (rule.applies_when, rule.met_when))
    fails = {"or": [false for _, false in met] or [False]}
    return {"if": [
        {"or": [false for _, false in applies] or [False]}, "NA",
        {"and": [true for true, _ in met] or [True]}, "MET",
        {"and": [*(true for true, _ in applies), fails]}, "NOT", "UND",
    ]}  # fmt: skip


def _tests(condition: Condition, names: dict[str, str]) -> tuple[Any, Any]:
    value, *right = [{"var": names[name]} for name in condition.reads]
    if condition.operator is Operator.KNOWN:
        known, unknown = {"!==": [value, None]}, {"===": [value, None]}
        return (known, unknown) if condition.value else (unknown, known)
    guard = [{"!==": [one, None]} for one in (value, *right)]
    if condition.operator is Operator.ONE_OF:
        among = {"in": [value, [constant(one) for one in condition.value]]}  # type: ignore[union-attr]
        return {"and": [*guard, among]}, {"and": [*guard, {"!": [among]}]}
    same, other = ("===" if one == "==" else "!==" if one == "!=" else one for one in CONTRARY[condition.operator])
    compared = right[0] if right else constant(condition.value)
    return {"and": [*guard, {same: [value, compared]}]}, {"and": [*guard, {other: [value, compared]}]}


RIVALS = {"zen-engine, trace on": zen, "rule-engine": rule_engine, "json-logic-qubit": json_logic}
