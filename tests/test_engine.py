"""Holds the proof that the engine answers what the evaluator answers, in threads, after a fork and after a fault.

It holds no case of a rule: what the shipped rules mean is proven beside them.
"""

import os
import random
import signal
import sys
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from forms import read_dossier
from review import config
from review import engine as engine_module
from review.app import load_rulebook
from review.domain import checklist, evaluator
from review.domain.dossier import Dossier
from review.domain.errors import RulebookRefused
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
from review.domain.vocabulary import Gate, Outcome, Severity, Strength
from review.engine import LARGEST, DurableEngine, EngineFault, check

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
        effective_from=DAY, remedy="", citation=CITATION, met_when=tuple(met), applies_when=tuple(applies),
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


def test_the_engine_answers_what_the_evaluator_answers_for_random_rules_and_facts() -> None:
    chance, engine, seen = random.Random(713), DurableEngine(), Counter[Outcome]()
    while seen.total() < 400_000:
        rules = a_random_set(chance)
        for _ in range(30):
            facts = random_facts(chance, rules)
            answers = engine(rules, facts)
            assert answers == evaluator.outcomes(rules, facts), facts
            seen.update(answers.values())
    assert all(seen[outcome] > 20_000 for outcome in Outcome), seen


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
    many = [Condition("n", Operator.AT_LEAST, number) for number in range(201)]
    branching = [Condition("n", Operator.ONE_OF, tuple(range(15))) for _ in range(2)]
    for rule in (a_rule(1, many), a_rule(1, branching), a_rule(1, [is_("n", 1)], branching)):
        with pytest.raises(RulebookRefused, match=r"^meeting\.toml MTG-001：条件太多"):
            check(a_set([rule], facts))
    with pytest.raises(RulebookRefused, match=r"^meeting\.toml MTG-001：编号重复"):
        check(a_set([a_rule(1, [is_("n", 1)]), a_rule(1, [is_("n", 2)])], facts))


def test_a_set_without_rules_and_a_rule_without_conditions_are_judged() -> None:
    engine = DurableEngine()
    assert engine(a_set([], []), {}) == {}
    assert engine(a_set([a_rule(1, [])], []), {}) == {"MTG-001": Outcome.met}


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


def test_twenty_thousand_judgements_leave_the_memory_as_it_was() -> None:
    assert grown(20_000) < 1_000


@pytest.mark.heavy
def test_a_hundred_thousand_judgements_leave_the_memory_as_it_was() -> None:
    assert grown(100_000) < 1_000


def test_rule_sets_that_come_and_go_leave_the_memory_as_it_was() -> None:
    engine, facts = DurableEngine(), [a_fact(f"fact.{place}") for place in range(40)]

    def come_and_go(number: int) -> int:
        for _ in range(number):
            rules = a_set([a_rule(place, [is_(spec.name)]) for place, spec in enumerate(facts)], facts)
            assert engine(rules, {"fact.3": True})["MTG-003"] is Outcome.met
        return resident()

    before = come_and_go(150)
    assert come_and_go(300) - before < 3_000


BROKEN: dict[str, dict[str, Any]] = {
    "no rule fires": {"start_action_for_state": lambda handle, state: None},
    "the sentinel is missing": {"complete_and_start_action": lambda handle, state: None},
    "an unknown rule fires": {"start_action_for_state": lambda handle, state: ("{}", '{"9999":{}}')},
    "the fact is not taken": {"assert_fact": lambda handle, fact: (2, 1)},
}


@pytest.fixture
def one_rule() -> RuleSet:
    return a_set([a_rule(1, [is_("b")])], [a_fact("b")])


@pytest.mark.parametrize("broken", BROKEN)
def test_an_answer_that_cannot_be_is_a_fault_and_the_engine_is_rebuilt(
    broken: str, one_rule: RuleSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, real = DurableEngine(), vars(engine_module)["durable"]
    assert engine(one_rule, {"b": True}) == {"MTG-001": Outcome.met}
    working = {name: getattr(real, name) for name in dir(real) if not name.startswith("_")}
    with monkeypatch.context() as patch:
        patch.setattr(engine_module, "durable", SimpleNamespace(**working | BROKEN[broken]))
        with pytest.raises(EngineFault):
            engine(one_rule, {"b": True})
    for answer, outcome in ((False, Outcome.not_met), (True, Outcome.met)):
        assert engine(one_rule, {"b": answer}) == {"MTG-001": outcome}


def test_after_an_error_of_the_c_engine_the_next_dossier_is_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    facts = [a_fact(f"fact.{place}") for place in range(70)]
    rules = a_set([a_rule(place, [is_(spec.name)]) for place, spec in enumerate(facts)], facts)
    all_true = {spec.name: True for spec in facts}
    engine = DurableEngine()
    with monkeypatch.context() as patch:
        patch.setattr(engine_module, "MOST_TRUE", 1000)
        for _ in range(3):
            with pytest.raises(Exception, match="303"):
                engine(rules, all_true)
    assert set(engine(rules, all_true).values()) == {Outcome.met}


@pytest.fixture
def dossier() -> Dossier:
    return read_dossier(DOSSIERS[0].read_bytes())


@pytest.mark.parametrize("path", DOSSIERS, ids=lambda path: path.stem)
def test_each_example_dossier_is_judged_alike_by_the_engine_and_the_evaluator_alone(path: Path) -> None:
    example, engine = read_dossier(path.read_bytes()), DurableEngine()
    judgement = checklist.judge(example, load_rulebook(), engine)
    assert judgement.faults == ()
    assert judgement == checklist.judge(example, load_rulebook())


def test_the_shipped_rules_are_within_what_the_engine_holds() -> None:
    for rules in load_rulebook().in_force(DAY):
        check(rules)


def fails(rules: RuleSet, facts: Facts) -> dict[str, Outcome]:
    raise RuntimeError("the engine is broken")


def leaves_out(rules: RuleSet, facts: Facts) -> dict[str, Outcome]:
    return {rule: outcome for rule, outcome in evaluator.outcomes(rules, facts).items() if rule != "LRV-07"}


def differs(rules: RuleSet, facts: Facts) -> dict[str, Outcome]:
    other = {Outcome.met: Outcome.not_applicable}
    answers = evaluator.outcomes(rules, facts)
    return answers | {rule: other.get(answers[rule], Outcome.met) for rule in answers if rule == "LRV-07"}


def disputed(dossier: Dossier, engine: checklist.Outcomes) -> Iterator[checklist.Finding]:
    judgement = checklist.judge(dossier, load_rulebook(), engine)
    assert judgement.faults
    sound = {(one.rule, one.subject): one for one in checklist.judge(dossier, load_rulebook()).findings}
    for finding in judgement.findings:
        if finding != sound[finding.rule, finding.subject]:
            assert (finding.outcome, finding.severity) == (Outcome.undetermined, Severity.blocking)
            assert not judgement.gates[finding.gate].open
            yield finding


def test_an_engine_that_fails_leaves_every_rule_undetermined_and_every_gate_shut(dossier: Dossier) -> None:
    found = list(disputed(dossier, fails))
    in_force = {rule.id for rules in load_rulebook().in_force(dossier.judged_by_law_of) for rule in rules.rules}
    assert {finding.rule for finding in found} == in_force
    judgement = checklist.judge(dossier, load_rulebook(), fails)
    assert not any(gate.open for gate in judgement.gates.values() if gate.shut_by)
    assert all("the engine is broken" in fault for fault in judgement.faults)


@pytest.mark.parametrize("broken", [leaves_out, differs])
def test_an_outcome_that_is_missing_or_different_leaves_that_rule_undetermined_and_its_gate_shut(
    broken: checklist.Outcomes, dossier: Dossier
) -> None:
    assert {finding.rule for finding in disputed(dossier, broken)} == {"LRV-07"}
    assert ["LRV-07" in fault for fault in checklist.judge(dossier, load_rulebook(), broken).faults] == [True]
