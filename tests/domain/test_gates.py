"""Judging whole dossiers: which gates are open, which rule shuts which gate, and that no faulty engine opens one."""

from collections.abc import Mapping
from typing import Any

import pytest

from forms.dossier import read_plain
from review.domain import evaluator
from review.domain.checklist import judge
from review.domain.dossier import Dossier
from review.domain.plain import from_plain
from review.domain.rulebook import Facts, Rulebook, RuleSet
from review.domain.vocabulary import Gate, Outcome
from tests.sampling import some

from .judging import PLAIN, changed

GATES = list(Gate)
BEFORE_ARCHIVE = GATES[:-1]


@pytest.mark.parametrize("example", ["01", "02", "03", "04", "05", "06"])
def test_of_a_matter_that_was_decided_properly_every_gate_is_open(rulebook: Rulebook, example: str):
    judgement = judge(read_plain(PLAIN[example]), rulebook)
    assert {gate for gate, state in judgement.gates.items() if not state.open} == {Gate.ARCHIVE}
    assert judgement.gates[Gate.APPROVAL].reached
    assert not judgement.gates[Gate.ARCHIVE].reached
    assert judgement.sound
    open_questions = [one for one in judgement.findings if one.outcome in (Outcome.not_met, Outcome.undetermined)]
    assert [one.rule for one in open_questions if one.gate is not Gate.ARCHIVE and one.shuts] == []
    assert judgement.faults == ()


def test_a_matter_just_submitted_may_be_sent_for_review_and_not_be_tabled(rulebook: Rulebook):
    judgement = judge(read_plain(PLAIN["07"]), rulebook)
    assert judgement.sound
    assert [gate for gate, state in judgement.gates.items() if state.reached] == [Gate.SUBMISSION]
    assert judgement.gates[Gate.SUBMISSION].open
    assert judgement.gates[Gate.LEGALITY_REVIEW].shut_by == ("LRV-05",)  # the list of materials goes with the sending
    shut = judgement.gates[Gate.AGENDA]
    assert not shut.open
    assert {"LAD-01", "LRV-01"} <= set(shut.shut_by)
    assert {rule[:3] for rule in shut.shut_by} == {"LAD", "LRV", "MTG"}
    assert not judgement.gates[Gate.MEETING].open
    assert not judgement.gates[Gate.APPROVAL].open


OTHER = "f" * 64
CHANGES: list[tuple[str, str, str, dict[str, Any], Gate]] = [
    ("审查期限少一日", "LRV-07", "01", {"/legality_review/due_on": "2022-09-08"}, Gate.AGENDA),
    ("审查晚于议题", "LRV-01", "01", {"/legality_review/issued_on": "2022-09-16"}, Gate.AGENDA),
    ("法律意见不合法", "LAD-04", "01", {"/legal_opinions/0/conclusion": "UNLAWFUL"}, Gate.AGENDA),
    ("法律意见针对另一稿", "LAD-01", "03", {"/legal_opinions/0/draft_sha256": OTHER}, Gate.AGENDA),
    ("法律意见没有签名", "LAD-07", "02", {"/legal_opinions/0/signed": False}, Gate.AGENDA),
    ("审查针对另一稿", "LRV-13", "02", {"/legality_review/draft_sha256": OTHER}, Gate.AGENDA),
    ("征求意见29日", "PUB-03", "06",
     {"/preparation/public_participation/open_consultation/closed_on": "2023-06-08"}, Gate.LEGALITY_REVIEW),
    ("风险不可控", "RSK-03", "01", {"/preparation/risk_assessment/result": "UNCONTROLLABLE"}, Gate.LEGALITY_REVIEW),
    ("概算超过10%", "PRJ-05", "02", {"/matter/project/design_budget": "4070000.01"}, Gate.LEGALITY_REVIEW),
    ("没有预算", "FIN-01", "03",
     {"/matter/funds/in_budget": False, "/matter/funds/budget_adjustment_approved": False}, Gate.LEGALITY_REVIEW),
    ("含国家秘密", "CLS-09", "07", {"/matter/state_secret_free": False}, Gate.SUBMISSION),
    ("没有列明依据", "PRE-03", "03", {"/matter/legal_basis": []}, Gate.SUBMISSION),
    ("一票改为反对", "MTG-16", "03", {"/meetings/0/vote/ballots/0/choice": "OPPOSE"}, Gate.MEETING),
    ("三人到会", "MTG-06", "01",
     {f"/meetings/0/members/{n}/present": False for n in (2, 3, 4)}, Gate.MEETING),
    ("四人到会讨论任免", "CAD-06", "04", {"/meetings/0/members/4/present": False}, Gate.MEETING),
    ("没有回避", "MTG-11", "05", {"/meetings/1/members/3/recused": False}, Gate.MEETING),
    ("以传阅代替会议", "CLS-11", "01", {"/meetings/0/form": "CIRCULATION"}, Gate.MEETING),
    ("县长不是最后发言", "MTG-13", "06", {"/meetings/0/statements/3/member": "h02"}, Gate.MEETING),
    ("不同意见没有载明", "MTG-22", "03", {"/meetings/0/minutes/dissent_recorded": False}, Gate.APPROVAL),
    ("公示少一日", "CAD-11", "04", {"/matter/candidates/0/publicity/to": "2023-11-16"}, Gate.APPROVAL),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "example", "changes", "gate"), some([change[1:] for change in CHANGES], 2), ids=[f"{c[1]} {c[0]}" for c in CHANGES]
)
def test_a_change_shuts_the_gate_of_its_rule_and_those_after_it_and_none_before(
    rulebook: Rulebook, rule: str, example: str, changes: dict[str, Any], gate: Gate
):
    judgement = judge(read_plain(changed(example, changes)), rulebook)
    place = GATES.index(gate)
    for before in GATES[:place]:
        assert judgement.gates[before].open, before
    for shut in BEFORE_ARCHIVE[place:]:
        assert not judgement.gates[shut].open
        assert rule in judgement.gates[shut].shut_by
    assert rule not in judgement.gates[Gate.ARCHIVE].shut_by
    assert not judgement.sound or example == "07"


LIES: dict[str, Mapping[Outcome, Outcome]] = {
    "all met": dict.fromkeys(Outcome, Outcome.met),
    "none applicable": dict.fromkeys(Outcome, Outcome.not_applicable),
    "all undetermined": dict.fromkeys(Outcome, Outcome.undetermined),
}


@pytest.mark.parametrize("lie", some(LIES, 3))
@pytest.mark.parametrize("example", PLAIN)
def test_an_engine_that_differs_from_the_evaluator_opens_no_gate(rulebook: Rulebook, example: str, lie: str):
    def engine(rules: RuleSet, facts: Facts) -> dict[str, Outcome]:
        return {rule: LIES[lie][outcome] for rule, outcome in evaluator.outcomes(rules, facts).items()}

    dossier = from_plain(Dossier, PLAIN[example])
    honest, judgement = judge(dossier, rulebook), judge(dossier, rulebook, engine)
    assert judgement.faults
    for gate, state in judgement.gates.items():
        assert honest.gates[gate].open or not state.open
    for before, after in zip(honest.findings, judgement.findings, strict=True):
        assert before.outcome is after.outcome or (after.outcome is Outcome.undetermined and after.shuts)


@pytest.mark.parametrize("example", PLAIN)
def test_an_engine_that_fails_or_says_nothing_shuts_every_gate_with_rules(rulebook: Rulebook, example: str):
    def failing(rules: RuleSet, facts: Facts) -> dict[str, Outcome]:
        raise MemoryError

    dossier = from_plain(Dossier, PLAIN[example])
    for engine in (failing, lambda rules, facts: {}):
        judgement = judge(dossier, rulebook, engine)
        assert judgement.faults
        assert not any(state.open for gate, state in judgement.gates.items() if gate is not Gate.ARCHIVE)
