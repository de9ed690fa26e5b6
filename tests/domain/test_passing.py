"""How a matter stands at its gates: each word once, and true of every gate in every situation."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest

from forms import read_dossier
from review.domain.checklist import GateState, Judgement, judge
from review.domain.course import course_of
from review.domain.dossier import Dossier
from review.domain.passing import NEXT_GATE, Passing, gate_ahead, gates_said, passings
from review.domain.rulebook import Rulebook
from review.domain.vocabulary import Gate
from review.domain.workflow import State
from tests.conftest import example_text
from tests.sampling import some

ORDER = list(Gate)


@pytest.fixture(scope="module")
def first(rulebook: Rulebook) -> tuple[Dossier, Judgement]:
    dossier = read_dossier(example_text("01"))
    return dossier, judge(dossier, rulebook)


def situations(judgement: Judgement) -> Iterator[Judgement]:
    """Every combination of reached and open for every gate."""
    for states in product([(True, True), (True, False), (False, True), (False, False)], repeat=len(Gate)):
        gates = {gate: GateState(is_open, reached, ()) for gate, (is_open, reached) in zip(Gate, states, strict=True)}
        yield replace(judgement, gates=gates)


@pytest.mark.parametrize("state", some([None, *State], 6))
def test_a_gate_is_said_to_be_open_or_shut_only_where_it_was_reached(
    first: tuple[Dossier, Judgement], state: State | None
) -> None:
    dossier, judgement = first
    for situation in situations(judgement):
        ahead = gate_ahead(dossier, situation, state)
        for gate, said in passings(dossier, situation, state).items():
            stands = situation.gates[gate]
            beyond = ahead is not None and ORDER.index(gate) > ORDER.index(ahead)
            assert (said is Passing.SHUT) is (stands.reached and not stands.open)
            assert (said is Passing.OPEN) is (stands.reached and stands.open and not beyond)
            if said in (Passing.READY, Passing.WAITING):
                assert gate is ahead
                assert (said is Passing.READY) is stands.open
            if said is Passing.PASSED_BY:
                assert not stands.reached
                assert ahead is None or not beyond


def test_all_gates_in_one_clause_never_say_open_of_one_that_was_not_reached(first: tuple[Dossier, Judgement]) -> None:
    for situation in situations(first[1]):
        reached = [state.open for state in situation.gates.values() if state.reached]
        said = gates_said(situation)
        assert (said == "已到各关均已开") is (bool(reached) and all(reached))
        assert (said == "各关均未到") is not reached
        assert said.endswith("未开") is not all(reached)


@pytest.mark.parametrize("number", [f"{n:02}" for n in range(1, 8)])
def test_a_dossier_from_a_file_stands_where_the_same_matter_would(rulebook: Rulebook, number: str) -> None:
    dossier = read_dossier(example_text(number))
    judgement = judge(dossier, rulebook)
    states = {"SIGNED": State.APPROVED, "UNDECIDED": State.PREPARING}
    state = states[course_of(dossier, None).value]
    assert passings(dossier, judgement, None) == passings(dossier, judgement, state)
    assert gate_ahead(dossier, judgement, state) is NEXT_GATE[state]


def test_an_appointment_passes_by_the_legality_review(rulebook: Rulebook) -> None:
    dossier = read_dossier(example_text("04"))
    assert passings(dossier, judge(dossier, rulebook), None)[Gate.LEGALITY_REVIEW] is Passing.PASSED_BY
