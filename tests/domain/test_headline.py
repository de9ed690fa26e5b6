"""The one sentence on a matter is true in every combination of gate, outcome, severity, stated reason, and end."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import combinations_with_replacement, product
from typing import Any

import pytest

from forms.dossier import read_plain
from review.domain.checklist import Finding, GateState, Judgement, judge
from review.domain.course import Course, course_of
from review.domain.dossier import Dossier
from review.domain.headline import Headline, Light, headline_of
from review.domain.rulebook import Rulebook, gates_through
from review.domain.vocabulary import Gate, Outcome, Severity
from review.domain.workflow import State
from tests.sampling import some

from .judging import PLAIN, changed

GATES = (Gate.SUBMISSION, Gate.MEETING, Gate.ARCHIVE)
"""The first, one in the middle, and the one that the gates before it do not shut."""
KINDS = [
    (outcome, severity, excused)
    for outcome, severity, excused in product(Outcome, Severity, (False, True))
    if not excused or (outcome is Outcome.not_met and severity is Severity.reasoned)
]
"""Every outcome with every severity; a reason excuses only what asks for one and is known not to be met."""
REACHED = [list(Gate)[:number] for number in (0, 1, 4, 6)]
STATES = (State.APPROVED, State.REJECTED, State.WITHDRAWN, State.RETURNED, State.DECIDED, State.PREPARING)


@pytest.fixture(scope="module")
def example(rulebook: Rulebook) -> tuple[Dossier, Judgement]:
    dossier = read_plain(PLAIN["01"])
    return dossier, judge(dossier, rulebook)


def judged(judgement: Judgement, findings: Iterable[Finding], reached: Iterable[Gate], faults: tuple[str, ...] = ()) -> Judgement:
    """The judgement with these findings only, and with the gates that follow from them."""
    found, come_to = tuple(findings), set(reached)
    shut = {gate: tuple(one.rule for one in found if one.gate in gates_through(gate) and one.shuts) for gate in Gate}
    gates = {gate: GateState(not shut[gate], gate in come_to, shut[gate]) for gate in Gate}
    summary = {outcome: sum(one.outcome is outcome for one in found) for outcome in Outcome}
    return replace(judgement, findings=found, gates=gates, summary=summary, faults=faults)


def situations(judgement: Judgement) -> Iterator[Judgement]:
    """Every pair of findings at every gate, under every number of gates reached; none and one finding as well."""
    first = judgement.findings[0]
    single = [
        first._replace(rule=f"T-{place:02}", gate=gate, outcome=outcome, severity=severity, excused=excused)
        for place, (gate, (outcome, severity, excused)) in enumerate(product(GATES, KINDS))
    ]
    for reached in REACHED:
        yield judged(judgement, (), reached)
        for one in single:
            yield judged(judgement, (one,), reached)
        for pair in combinations_with_replacement(single, 2):
            yield judged(judgement, pair, reached)


@pytest.mark.parametrize("state", some(STATES, 6))
def test_the_sentence_says_what_is_so_and_nothing_else(example: tuple[Dossier, Judgement], state: State) -> None:
    dossier, judgement = example
    for situation in situations(judgement):
        said = headline_of(dossier, situation, state)
        assert said.text.startswith(said.course.label)
        assert ("未完成" in said.text) is not said.course.finished
        true_of_gates(said, situation)
        true_of_findings(said, situation)
        assert said.light is light(said, situation), said.text


def true_of_gates(said: Headline, situation: Judgement) -> None:
    states = [(gate, state) for gate, state in situation.gates.items() if state.reached]
    shut = [gate.label for gate, state in states if not state.open]
    assert re.findall(r"；([^；，]*?)未开", said.text) == (["、".join(shut)] if shut else [])
    assert ("均已开" in said.text) is (bool(states) and not shut)
    assert ("各关均未到" in said.text) is not states


def true_of_findings(said: Headline, situation: Judgement) -> None:
    of = {outcome: [one for one in situation.findings if one.outcome is outcome] for outcome in Outcome}
    for outcome in (Outcome.not_met, Outcome.undetermined):
        number = re.findall(rf"(\d+)项{outcome.label}", said.text)
        assert number == ([str(len(of[outcome]))] if of[outcome] else [])
    breaches = of[Outcome.not_met] + of[Outcome.undetermined]
    assert ("全部通过" in said.text) is (bool(of[Outcome.met]) and not breaches)
    assert ("没有适用的规则" in said.text) is not (of[Outcome.met] or breaches)
    assert ("已说明理由" in said.text) is any(one.excused for one in breaches)
    for severity in (Severity.blocking, Severity.warning, Severity.info):
        assert (severity.label in said.text) is any(one.severity is severity for one in of[Outcome.not_met])
    assert sorted((*said.not_met, *said.undetermined, *said.ahead)) == sorted(breaches)
    assert ("属未到的" in said.text) is bool(said.ahead)
    assert not any(situation.gates[one.gate].reached for one in said.ahead)


def light(said: Headline, situation: Judgement) -> Light:
    if any(state.reached and not state.open for state in situation.gates.values()):
        return Light.RED
    if any(one.outcome in (Outcome.not_met, Outcome.undetermined) for one in situation.findings) or not said.course.finished:
        return Light.YELLOW
    if not any(one.outcome is Outcome.met for one in situation.findings):
        return Light.YELLOW
    passed_a_gate = any(state.reached for state in situation.gates.values())
    return Light.GREEN if said.course is Course.SIGNED and passed_a_gate else Light.NONE


def test_a_disagreement_of_engine_and_evaluator_is_said_and_never_green(example: tuple[Dossier, Judgement]) -> None:
    dossier, judgement = example
    met = judgement.findings[0]._replace(outcome=Outcome.met)
    said = headline_of(dossier, judged(judgement, (met,), Gate, faults=("LAD-01",)), State.APPROVED)
    assert "1处两次独立核验结果不一致" in said.text
    assert "全部通过" not in said.text
    assert said.light is Light.YELLOW


RESULT = "/meetings/0/result"
PREPARED = {
    "/matter/catalogue/items/0/meeting_sequence": ["DIRECTOR_MEETING", "PARTY_GROUP_MEETING"],
    "/meetings/1/type": "DIRECTOR_MEETING", "/approvals": None,
}
"""Passed by the meeting that the list puts before the deciding one."""
SENT_BACK = {"sent_on": "2024-05-08", "returns": [{"on": "2024-05-08", "gaps": ["缺说明"]}]}


@pytest.mark.parametrize(
    ("number", "changes", "state", "course"),
    [
        ("01", {}, None, Course.SIGNED),
        ("01", {}, State.APPROVED, Course.SIGNED),
        ("01", {}, State.DECIDED, Course.DECIDED),
        ("01", {}, State.WITHDRAWN, Course.WITHDRAWN),
        ("01", {}, State.RETURNED, Course.RETURNED),
        ("01", {"/approvals": None}, None, Course.DECIDED),
        ("01", {"/approvals": []}, State.DECIDED, Course.DECIDED),
        ("01", {"/approvals/1/decision": "RETURN"}, None, Course.REFUSED),
        ("01", {"/approvals/0/decision": "REJECT"}, State.DECIDED, Course.REFUSED),
        ("01", {"/approvals/1/decision": None}, None, Course.DECIDED),
        ("01", {RESULT: "REJECTED"}, None, Course.REJECTED),
        ("01", {RESULT: "REJECTED"}, State.REJECTED, Course.REJECTED),
        ("01", {RESULT: "DEFERRED"}, None, Course.DEFERRED),
        ("01", {RESULT: "DEFERRED"}, State.PREPARING, Course.DEFERRED),
        ("01", {RESULT: None}, None, Course.UNDECIDED),
        ("01", {RESULT: None}, State.NOTIFIED, Course.UNDECIDED),
        ("05", {}, None, Course.SIGNED),
        ("05", {"/meetings/1/result": "DEFERRED"}, None, Course.DEFERRED),
        ("05", {"/meetings/1/result": "REJECTED"}, None, Course.REJECTED),
        ("05", PREPARED, State.DECIDED, Course.PREPARED),
        ("05", PREPARED, None, Course.UNDECIDED),
        ("05", {**PREPARED, "/matter/catalogue/items": None}, State.DECIDED, Course.PREPARED),
        ("05", {**PREPARED, "/matter/decision_mode": None}, State.DECIDED, Course.DECIDED),
        ("07", {}, None, Course.UNDECIDED),
        ("07", {}, State.PREPARING, Course.UNDECIDED),
        ("07", {"/legality_review": SENT_BACK}, None, Course.RETURNED),
        ("07", {"/legality_review": SENT_BACK}, State.RETURNED, Course.RETURNED),
    ],
)  # fmt: skip
def test_each_end_has_its_own_words(number: str, changes: Mapping[str, Any], state: State | None, course: Course) -> None:
    assert course_of(read_plain(changed(number, changes)), state) is course


def test_a_shipped_example_with_open_questions_is_not_green(example: tuple[Dossier, Judgement]) -> None:
    said = headline_of(*example, None)
    assert said.text == "会议通过并已签批；已到各关均已开，另有18项无法判定（其中12项属未到的归档关）"
    assert said.light is Light.YELLOW


CONDITIONS = [{"text": "补办用地手续"}, {"text": "落实配套资金"}]


@pytest.mark.parametrize("state", [State.APPROVED, State.DECIDED, State.REJECTED, State.WITHDRAWN])
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"/execution/conditions": CONDITIONS}, "（附2项条件，2项尚未落实）"),
        ({"/execution/conditions": [CONDITIONS[0] | {"met_on": "2022-09-28"}, CONDITIONS[1]]}, "（附2项条件，1项尚未落实）"),
        ({"/execution/conditions": [one | {"met_on": "2022-09-28"} for one in CONDITIONS]}, "（附2项条件，均已落实）"),
        ({"/execution/conditions": [], "/meetings/0/conditions": ["补办用地手续"]}, "（附1项条件，1项尚未落实）"),
        ({}, ""),
    ],
)
def test_on_what_it_was_passed_is_said_with_what_is_still_to_be_fulfilled(
    example: tuple[Dossier, Judgement], changes: Mapping[str, Any], said: str, state: State
) -> None:
    met = judged(example[1], (example[1].findings[0]._replace(outcome=Outcome.met),), Gate)
    sentence = headline_of(read_plain(changed("01", changes)), met, state)
    passed = state in (State.APPROVED, State.DECIDED)
    assert sentence.text.startswith(sentence.course.label + (said if passed else "") + "；")
    assert ("项条件" in sentence.text) is bool(said and passed)
    if state is State.APPROVED:
        assert sentence.light is (Light.YELLOW if "尚未" in said else Light.GREEN)
