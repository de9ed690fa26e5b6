"""The limits of the C engine are kept: conditions true at once, fields, integers, names; what is past them is refused."""


import random
from datetime import datetime

import pytest

from review.domain import evaluator
from review.domain.errors import RulebookRefused
from review.domain.rulebook import (
    Condition,
    FactType,
    Operator,
    Value,
)
from review.domain.vocabulary import Outcome
from review.engine import LARGEST, DurableEngine, EngineFault, check
from tests.engine.building import a_fact, a_rule, a_set, is_


@pytest.mark.parametrize("number", [1, 64, 65, 130, 600])
def test_any_number_of_conditions_may_be_true_at_once(number: int) -> None:
    facts = [a_fact(f"fact.{place}") for place in range(number)]
    rules = a_set([a_rule(place, [is_(spec.name)], [is_(spec.name)]) for place, spec in enumerate(facts)], facts)
    for answer in (True, False):
        known = {spec.name: answer for spec in facts}
        expected = Outcome.met if answer else Outcome.not_applicable
        assert set(DurableEngine()(rules, known).values()) == {expected}
    assert set(DurableEngine()(rules, {}).values()) == {Outcome.undetermined}


@pytest.mark.parametrize(
    "operator", [Operator.IS, Operator.IS_NOT, Operator.AT_LEAST, Operator.AT_MOST, Operator.KNOWN]
)
def test_six_hundred_rules_may_ask_about_one_fact(operator: Operator) -> None:
    values = [True] * 600 if operator is Operator.KNOWN else range(600)
    rules = a_set(
        [a_rule(place, [Condition("n", operator, value)]) for place, value in enumerate(values)],
        [a_fact("n", FactType.INT)],
    )
    engine = DurableEngine()
    for known in ({"n": -1}, {"n": 0}, {"n": 300}, {"n": 599}, {"n": 600}, {"n": None}, {}):
        assert engine(rules, known) == evaluator.outcomes(rules, known)


def test_rules_may_ask_about_more_facts_than_the_c_engine_takes_in_one() -> None:
    facts = [a_fact(f"n{place}", FactType.INT) for place in range(310)]
    groups = [facts[start : start + 31] for start in range(0, 310, 31)]
    rules = a_set(
        [
            a_rule(place, [Condition(spec.name, Operator.AT_LEAST, 1) for spec in group[1:]], [is_(group[0].name, 1)])
            for place, group in enumerate(groups)
        ],
        facts,
    )
    engine, chance = DurableEngine(), random.Random(1)
    for _ in range(50):
        known = {spec.name: chance.choice((1, 1, 1, 1, 2)) for spec in facts}
        known |= {spec.name: 0 for spec in chance.sample(facts, 4)}
        assert engine(rules, known) == evaluator.outcomes(rules, known)


def test_integers_are_exact_up_to_the_largest() -> None:
    values = [sign * (LARGEST - less) for sign in (1, -1) for less in (0, 1, 2)] + [0, 2**53 + 1, -(2**53) - 1]
    operators = (Operator.IS, Operator.IS_NOT, Operator.AT_LEAST, Operator.AT_MOST)
    conditions = [Condition("n", operator, value) for operator in operators for value in values]
    conditions += [Condition("n", operator, parameter="p") for operator in operators]
    facts = [a_fact("n", FactType.INT), a_fact("parameter.p", FactType.INT)]
    rules = a_set([a_rule(place, [condition]) for place, condition in enumerate(conditions)], facts)
    engine = DurableEngine()
    for value in values:
        for right in values:
            known = {"n": value, "parameter.p": right}
            assert engine(rules, known) == evaluator.outcomes(rules, known)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (FactType.INT, LARGEST + 1),
        (FactType.INT, -LARGEST - 1),
        (FactType.INT, 2**64),
        (FactType.INT, True),
        (FactType.INT, "7"),
        (FactType.BOOL, 1),
        (FactType.BOOL, "true"),
        (FactType.CODE, 3),
        (FactType.DATE, datetime(2026, 11, 23)),
        (FactType.DATE, "2026-11-23"),
    ],
)
def test_a_fact_that_the_engine_cannot_take_is_a_fault_and_the_next_dossier_is_judged(
    kind: FactType, value: Value
) -> None:
    rules = a_set([a_rule(1, [Condition("x", Operator.KNOWN, True)])], [a_fact("x", kind)])
    engine = DurableEngine()
    with pytest.raises(EngineFault, match="x"):
        engine(rules, {"x": value})
    assert engine(rules, {}) == {"MTG-001": Outcome.not_met}


def test_no_two_field_names_share_the_hash_by_which_the_c_engine_tells_them_apart() -> None:
    def hashed(name: str) -> int:
        result = 0x811C9DC5
        for byte in name.encode():
            result = (result ^ byte) * 16777619 % 2**32
        return result

    names = ["id", "sid", "$s", *(f"f{number}" for number in range(5000))]
    assert len({hashed(name) for name in names}) == len(names)


@pytest.mark.parametrize(
    "condition",
    [
        is_("unheard.of"),
        Condition("n", Operator.IS, parameter="unheard_of"),
        is_("n", "7"),
        is_("n", True),
        is_("n", LARGEST + 1),
        is_("b", 1),
        is_("c", True),
        is_("d", "2026-11-23"),
        is_("d", datetime(2026, 11, 23)),
        is_("n", ()),  # type: ignore[arg-type]
        Condition("n", Operator.IS),
        Condition("n", Operator.IS, (1, 2)),
        Condition("c", Operator.ONE_OF, ()),
        Condition("c", Operator.ONE_OF, "A"),
        Condition("c", Operator.ONE_OF, ("A", 1)),
        Condition("c", Operator.ONE_OF, parameter="c"),
        Condition("c", Operator.AT_LEAST, "A"),
        Condition("c", Operator.AT_MOST, parameter="c"),
        Condition("b", Operator.AT_MOST, True),
        Condition("n", Operator.IS, parameter="c"),
        Condition("n", Operator.KNOWN, 1),
        Condition("n", Operator.KNOWN, parameter="n"),
        Condition("n", Operator.KNOWN),
    ],
    ids=repr,
)
def test_a_condition_that_the_engine_cannot_hold_is_refused_with_file_and_rule(condition: Condition) -> None:
    facts = [a_fact(kind[0], kind) for kind in FactType] + [a_fact(f"parameter.{kind[0]}", kind) for kind in FactType]
    good = is_("b")
    for rule in (a_rule(7, [good, condition]), a_rule(7, [good], [condition])):
        with pytest.raises(RulebookRefused, match=r"^meeting\.toml MTG-007：") as refused:
            check(a_set([a_rule(1, [good]), rule], facts))
        assert len(refused.value.faults) == 1
        with pytest.raises(RulebookRefused):
            DurableEngine()(a_set([rule], facts), {})


def test_a_rule_with_too_many_conditions_or_branches_and_a_second_rule_of_one_id_are_refused() -> None:
    facts = [a_fact("n", FactType.INT)]
    many = [Condition("n", Operator.AT_LEAST, number) for number in range(65)]
    values = [Condition("n", Operator.ONE_OF, tuple(range(64)))]
    branching = [Condition("n", Operator.ONE_OF, tuple(range(15))) for _ in range(2)]
    for rule in (
        a_rule(1, many), a_rule(1, many[:40], many[40:]), a_rule(1, values, many[:1]),
        a_rule(1, branching), a_rule(1, [is_("n", 1)], branching),
    ):  # fmt: skip
        with pytest.raises(RulebookRefused, match=r"^meeting\.toml MTG-001：条件太多"):
            check(a_set([rule], facts))
    for rule in (a_rule(1, many[:64]), a_rule(1, many[:24], many[24:64]), a_rule(1, values)):
        check(a_set([rule], facts))
        assert DurableEngine()(a_set([rule], facts), {"n": 70})
    with pytest.raises(RulebookRefused, match=r"^meeting\.toml MTG-001：编号重复"):
        check(a_set([a_rule(1, [is_("n", 1)]), a_rule(1, [is_("n", 2)])], facts))


def test_a_set_without_rules_and_a_rule_without_conditions_are_judged() -> None:
    engine = DurableEngine()
    assert engine(a_set([], []), {}) == {}
    assert engine(a_set([a_rule(1, [])], []), {}) == {"MTG-001": Outcome.met}
