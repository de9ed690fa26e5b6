"""The engine answers what the evaluator answers: random rules, random facts, the shipped examples."""


import random
from collections import Counter

import pytest

from review.domain import evaluator
from review.domain.vocabulary import Outcome
from review.engine import DurableEngine
from tests.engine.building import a_random_set, random_facts


@pytest.mark.parametrize("number", [210_000, pytest.param(2_000_000, marks=pytest.mark.heavy)])
def test_the_engine_answers_what_the_evaluator_answers_for_random_rules_and_facts(number: int) -> None:
    chance, engine, seen = random.Random(713), DurableEngine(), Counter[Outcome]()
    while seen.total() < number:
        rules = a_random_set(chance)
        for _ in range(30):
            facts = random_facts(chance, rules)
            answers = engine(rules, facts)
            assert answers == evaluator.outcomes(rules, facts), facts
            seen.update(answers.values())
    assert all(seen[outcome] > number / 20 for outcome in Outcome), seen
