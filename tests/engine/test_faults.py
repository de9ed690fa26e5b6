"""An engine that fails, leaves out or differs shuts the gate, and judges the next dossier rightly."""


from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from forms import read_dossier
from review import engine as engine_module
from review.app import load_rulebook
from review.domain import checklist, evaluator, settling
from review.domain.dossier import Dossier
from review.domain.rulebook import (
    Facts,
    RuleSet,
)
from review.domain.vocabulary import Outcome, Severity
from review.engine import DurableEngine, EngineFault, check
from tests.engine.building import DAY, DOSSIERS, a_fact, a_rule, a_set, is_

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


def disputed(dossier: Dossier, engine: settling.Engine) -> Iterator[checklist.Finding]:
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
    broken: settling.Engine, dossier: Dossier
) -> None:
    assert {finding.rule for finding in disputed(dossier, broken)} == {"LRV-07"}
    assert ["LRV-07" in fault for fault in checklist.judge(dossier, load_rulebook(), broken).faults] == [True]
