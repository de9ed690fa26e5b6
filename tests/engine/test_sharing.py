"""One engine for many: threads, a forked child, a long life; memory stays as it was."""


import os
import random
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from review.domain import evaluator
from review.domain.vocabulary import Outcome
from review.engine import DurableEngine
from tests.engine.building import (
    a_fact,
    a_random_set,
    a_rule,
    a_set,
    is_,
    random_facts,
    resident,
)


def test_eight_threads_on_one_engine_get_the_answers_of_their_own_facts() -> None:
    chance, engine = random.Random(8), DurableEngine()
    sets = [a_random_set(chance) for _ in range(4)]
    work = [(rules, facts) for rules in sets for facts in (random_facts(chance, rules) for _ in range(40))]
    expected = [evaluator.outcomes(rules, facts) for rules, facts in work]
    wrong: list[object] = []
    judged: list[int] = []

    def judge(seed: int) -> None:
        places = random.Random(seed).choices(range(len(work)), k=400)
        try:
            wrong.extend(place for place in places if engine(*work[place]) != expected[place])
        except BaseException as error:
            wrong.append(error)
        judged.append(len(places))

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        threads = [threading.Thread(target=judge, args=(seed,)) for seed in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(interval)
    assert (wrong, sum(judged)) == ([], 3200)


def test_a_child_forked_while_another_thread_judges_judges_rightly_and_so_does_its_parent() -> None:
    chance, engine = random.Random(5), DurableEngine()
    rules = a_random_set(chance)
    many = [random_facts(chance, rules) for _ in range(50)]
    expected = [evaluator.outcomes(rules, facts) for facts in many]
    stop = threading.Event()

    def keep_judging() -> None:
        while not stop.is_set():
            engine(rules, many[0])

    def judge_and_exit() -> None:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(20)
        try:
            right = [engine(rules, facts) for facts in many] == expected
        except BaseException:
            right = False
        os._exit(0 if right else 1)

    thread = threading.Thread(target=keep_judging)
    thread.start()
    try:
        for _ in range(10):
            child = os.fork()
            if child == 0:
                judge_and_exit()
            assert [engine(rules, facts) for facts in many] == expected
            assert os.waitpid(child, 0)[1] == 0
    finally:
        stop.set()
        thread.join()


def alone(measured: Callable[..., int], *given: int) -> int:
    """What is measured in a process of its own, where no other test leaves anything."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(measured, *given).result()


def grown(judgements: int) -> int:
    """By how many kB the process has grown over so many judgements, after as many as settle it."""
    chance, engine = random.Random(20), DurableEngine()
    rules = a_random_set(chance)
    while len(rules.rules) != 55:
        rules = a_random_set(chance)
    many = [random_facts(chance, rules) for _ in range(20)]
    for number in range(2_000):
        engine(rules, many[number % 20])
    before = resident()
    for number in range(judgements):
        engine(rules, many[number % 20])
    return resident() - before


@pytest.mark.heavy
def test_twenty_thousand_judgements_leave_the_memory_as_it_was() -> None:
    assert alone(grown, 20_000) < 1_000


@pytest.mark.heavy
def test_a_hundred_thousand_judgements_leave_the_memory_as_it_was() -> None:
    assert alone(grown, 100_000) < 1_000


@pytest.mark.heavy
def test_rule_sets_that_come_and_go_leave_the_memory_as_it_was() -> None:
    assert alone(come_and_gone) < 3_000


def come_and_gone() -> int:
    """By how many kB the process has grown over 300 rule sets, after as many as settle it."""
    engine, facts = DurableEngine(), [a_fact(f"fact.{place}") for place in range(40)]

    def come_and_go(number: int) -> int:
        for _ in range(number):
            rules = a_set([a_rule(place, [is_(spec.name)]) for place, spec in enumerate(facts)], facts)
            assert engine(rules, {"fact.3": True})["MTG-003"] is Outcome.met
        return resident()

    before = come_and_go(150)
    return come_and_go(300) - before
