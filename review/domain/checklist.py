"""Holds the judgement of a dossier: findings and gates. What a fact means is in `facts`, how it is said in `wording`,
how the outcomes come about in `settling`; a disputed one is undetermined and shuts its gate.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import chain

from review.domain import evaluator, wording
from review.domain.citing import Binding, CitedArticle, binding_of, cite
from review.domain.dossier import Dossier
from review.domain.finding import Finding, missing, tellers
from review.domain.phrases import PHRASES
from review.domain.presence import presence_of
from review.domain.rulebook import Rule, Rulebook, RuleSet, Value, gates_through
from review.domain.settling import BREACHES, Engine, Settled, Settlement, settle_all
from review.domain.vocabulary import Gate, Language, Outcome

__all__ = ["Finding", "GateState", "Judgement", "findings_of", "judge"]


@dataclass(frozen=True, slots=True)
class GateState:
    """Whether a gate is open, whether the matter has come to it, and the rules that shut it."""

    open: bool
    reached: bool
    shut_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What comes back from judging one dossier under one rulebook."""

    matter: str | None
    as_of: date
    edition_on: date
    rulebook: Mapping[str, str]
    summary: Mapping[Outcome, int]
    gates: Mapping[Gate, GateState]
    findings: tuple[Finding, ...]
    faults: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether every gate that the matter has come to is open."""
        return all(gate.open for gate in self.gates.values() if gate.reached)

    def of_gate(self, gate: Gate) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.gate is gate)

    def shutting(self, gate: Gate) -> tuple[Finding, ...]:
        """The findings that shut this gate: its own, and those of the gates before it (ARCHIVE: its own only)."""
        guarded = gates_through(gate)
        return tuple(finding for finding in self.findings if finding.gate in guarded and finding.shuts)


def judge(
    dossier: Dossier, rulebook: Rulebook, engine: Engine = evaluator.outcomes, language: Language = Language.ZH
) -> Judgement:
    """Judge every rule on the dossier under the editions in force on its day, and say what was found in `language`.

    Raises nothing for what is in the dossier: what cannot be decided is undetermined.
    Source: dossier.md, "What comes back".
    """
    settlement = settle_all(dossier, rulebook, engine)
    by_rule: dict[str, list[Finding]] = {rule: [] for rule in rulebook.ids}
    for finding in findings_of(settlement, language):
        by_rule[finding.rule].append(finding)
    found = tuple(chain.from_iterable(by_rule.values()))
    outcomes = [finding.outcome for finding in found]
    return Judgement(
        matter=dossier.matter.number,
        as_of=dossier.as_of,
        edition_on=dossier.judged_by_law_of,
        rulebook={"id": rulebook.id, "sha256": rulebook.sha256},
        summary={outcome: outcomes.count(outcome) for outcome in Outcome},
        gates=_gates(dossier, found),
        findings=found,
        faults=settlement.faults,
    )


def findings_of(
    settlement: Settlement, language: Language = Language.ZH, only: Container[tuple[str, str]] | None = None
) -> Iterator[Finding]:
    """What is found, or only what is found of these rules and subjects, in the order of the rule sets."""
    rulebook = settlement.rulebook
    for rules, settled in settlement.settled:
        yield from _findings(settled, rules, rulebook, language, only)
    for rule in settlement.lapsed:
        if only is None or (rule.id, "") in only:
            yield _lapsed(rule, settlement, language)


def _findings(
    settled: Settled, rules: RuleSet, rulebook: Rulebook, language: Language, only: Container[tuple[str, str]] | None
) -> list[Finding]:
    """The findings of one subject: the words are those of the values, the places that are evidence those of the dossier."""
    case, known, provisional, outcomes, disputed = settled
    subject = case.subject
    there = presence_of(rules).of(case)
    telling: dict[str, Value | None] = {}
    findings: list[Finding] = []
    for teller in tellers(rules, rulebook, binding_of(case), language):
        rule = teller.rule
        if only is not None and (rule, subject) not in only:
            continue
        if disputed and rule in disputed:
            finding, said, places = teller.dispute(case, known, outcomes[rule], telling, there)
        else:
            kept = teller.worded.get(teller.values(known))
            finding, said, places = kept or teller.word(case, known, outcomes[rule], telling, there)
        evidence, unsure = places.of(case, there), bool(provisional) and not provisional.isdisjoint(said.facts)
        lacking = missing(case, said.unknown) if said.unknown else ()
        same = evidence is finding.evidence or evidence == finding.evidence
        if unsure or not same or lacking != finding.missing or subject != finding.subject:
            finding = finding._replace(subject=subject, evidence=evidence, missing=lacking, provisional=unsure)
        findings.append(finding)
    return findings


def _lapsed(rule: Rule, settlement: Settlement, language: Language) -> Finding:
    rulebook, dossier, said = settlement.rulebook, settlement.dossier, PHRASES[language]
    observed, outcome = wording.lapsed(rule, dossier.judged_by_law_of, language), settlement.of_lapsed(rule).outcome
    unruled = outcome is Outcome.undetermined
    citation, required = _of_lapsed(rule, rulebook, Binding(dossier.unit.applicability), language)
    return Finding(
        rule=rule.id, gate=rule.gate, outcome=outcome, severity=rule.severity, excused=False,
        title=language.pick(rule.title, rule.title_en), subject="",
        citation=citation, observed=f"{observed}{said.clause}{said.unruled}" if unruled else observed, required=required,
        evidence=(), missing=(_place_of_day(dossier),) if unruled else (), remedy=said.unruled_remedy if unruled else "",
        provisional=False,
    )  # fmt: skip


def _place_of_day(dossier: Dossier) -> str:
    """Where the day stands by whose law the matter is judged."""
    return "/as_of" if dossier.edition_on is None else "/edition_on"


@lru_cache(1024)
def _of_lapsed(
    rule: Rule, rulebook: Rulebook, binding: Binding, language: Language
) -> tuple[CitedArticle, str]:
    """What is said of a lapsed rule whatever the dossier."""
    return cite(rule.citation, rulebook, binding, language), wording.required(rule, rulebook.facts, {}, language)


def _gates(dossier: Dossier, findings: Iterable[Finding]) -> dict[Gate, GateState]:
    reached = _reached(dossier)
    shut: list[str] = []
    states: dict[Gate, GateState] = {}
    shutting = [finding for finding in findings if finding.outcome in BREACHES and finding.shuts]
    for gate in Gate:
        own = [finding.rule for finding in shutting if finding.gate is gate]
        shut = own if gate is Gate.ARCHIVE else shut + own
        states[gate] = GateState(not shut, reached[gate], tuple(dict.fromkeys(shut)))
    return states


def _reached(dossier: Dossier) -> dict[Gate, bool]:
    meetings = dossier.meetings or ()
    review = dossier.legality_review
    return {
        Gate.SUBMISSION: dossier.matter.submitted_on is not None,
        Gate.LEGALITY_REVIEW: review is not None and review.sent_on is not None,
        Gate.AGENDA: any(meeting.topic.confirmed_on is not None for meeting in meetings),
        Gate.MEETING: any(meeting.result is not None for meeting in meetings),
        Gate.APPROVAL: bool(dossier.approvals),
        Gate.ARCHIVE: dossier.archive is not None and dossier.archive.handed_over_on is not None,
    }
