"""Holds random rule sets and facts, and small ones made by hand, for the tests of the engine; holds no test."""


import os
import random
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from review import config
from review.domain.rulebook import (
    Citation,
    Condition,
    Facts,
    FactSpec,
    FactType,
    Operator,
    Rule,
    RuleSet,
    Subject,
    Value,
)
from review.domain.vocabulary import Gate, Severity, Strength
from review.engine import LARGEST

DOSSIERS = sorted(config.EXAMPLES.glob("*.json"))
CODES = ["A", "B", "C", "D", "E"]
DAY = date(2026, 11, 23)
CITATION = Citation("decree-713", "26", Strength.statute, "", "X", DAY)
OPERATORS = {
    FactType.BOOL: (Operator.IS, Operator.IS_NOT, Operator.ONE_OF, Operator.KNOWN),
    FactType.CODE: (Operator.IS, Operator.IS_NOT, Operator.ONE_OF, Operator.KNOWN),
    FactType.INT: tuple(Operator),
    FactType.DATE: tuple(Operator),
}


def a_fact(name: str, kind: FactType = FactType.BOOL) -> FactSpec:
    return FactSpec(name=name, type=kind, label=name)


def a_rule(number: int, met: Sequence[Condition], applies: Sequence[Condition] = ()) -> Rule:
    return Rule(
        id=f"MTG-{number:03}", gate=Gate.MEETING, title="", title_en="", severity=Severity.blocking,
        effective_from=DAY, remedy="", remedy_en="", citation=CITATION, met_when=tuple(met), applies_when=tuple(applies),
        file="meeting.toml",
    )  # fmt: skip


def a_set(rules: Sequence[Rule], facts: Sequence[FactSpec]) -> RuleSet:
    return RuleSet(Subject.MATTER, tuple(rules), tuple(facts))


def is_(fact: str, value: Value = True) -> Condition:
    return Condition(fact, Operator.IS, value)


def a_value(chance: random.Random, kind: FactType) -> Value:
    match kind:
        case FactType.BOOL:
            return chance.random() < 0.5
        case FactType.CODE:
            return chance.choice(CODES)
        case FactType.DATE:
            return date(1999, 12, 25) + timedelta(days=chance.choice((1, 1, 1000)) * chance.randrange(12))
        case _:
            return chance.randrange(-6, 7) * chance.choice((1, 1, 1, 10**9, 10**16, LARGEST // 6))


def a_condition(chance: random.Random, facts: Sequence[FactSpec], parameters: Sequence[FactSpec]) -> Condition:
    spec = chance.choice([*facts, *parameters])
    operator = chance.choice(OPERATORS[spec.type])
    if operator is Operator.KNOWN:
        return Condition(spec.name, operator, chance.random() < 0.5)
    if operator is Operator.ONE_OF:
        return Condition(spec.name, operator, tuple(a_value(chance, spec.type) for _ in range(chance.randrange(1, 4))))
    rights = [one.name.removeprefix("parameter.") for one in parameters if one.type is spec.type]
    if chance.random() < 0.25:
        return Condition(spec.name, operator, parameter=chance.choice(rights))
    return Condition(spec.name, operator, a_value(chance, spec.type))


def a_random_set(chance: random.Random) -> RuleSet:
    """1 to 200 rules over 4 to 60 facts of every type and two parameters of each type."""
    facts = [a_fact(f"{kind}.{place}", kind) for kind in FactType for place in range(chance.choice((1, 3, 6, 15)))]
    parameters = [a_fact(f"parameter.{kind}_{place}", kind) for kind in FactType for place in range(2)]
    rules = [
        a_rule(
            number,
            [a_condition(chance, facts, parameters) for _ in range(chance.choice((0, 1, 1, 1, 2, 2, 3)))],
            [a_condition(chance, facts, parameters) for _ in range(chance.choice((0, 0, 1, 1, 2, 3)))],
        )
        for number in range(chance.choice((1, 2, 5, 20, 40, 55, 80, 200)))
    ]
    return a_set(rules, [*facts, *parameters])


def random_facts(chance: random.Random, rules: RuleSet) -> Facts:
    """A value for each fact; a share of them, none to all, is not known, or not even there."""
    unknown = chance.choice((0, 0.02, 0.1, 0.5, 1))
    known: dict[str, Value | None] = {}
    for spec in rules.facts:
        if chance.random() >= unknown:
            known[spec.name] = a_value(chance, spec.type)
        elif chance.random() < 0.5:
            known[spec.name] = None
    if chance.random() < 0.1:
        known |= {spec.name: "UNHEARD-OF" for spec in rules.facts if spec.type is FactType.CODE}
    return known


def resident() -> int:
    """The memory of this process in kB."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024
