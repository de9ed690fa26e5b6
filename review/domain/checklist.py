"""Holds the judgement of a dossier: findings and gates. What a fact means is in `facts`, how it is said in `wording`,
how the outcomes come about in `settling`; a disputed one is undetermined and shuts its gate.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import chain
from typing import NamedTuple

from review.domain import evaluator, wording
from review.domain.asked import asked_for
from review.domain.dossier import Dossier
from review.domain.facts import Case, Picture
from review.domain.phrases import PHRASES
from review.domain.rulebook import Citation, Facts, Instrument, Rule, Rulebook
from review.domain.settling import Engine, Settled, settle
from review.domain.vocabulary import Applicability, Gate, Language, Outcome, Severity, Strength


@dataclass(frozen=True, slots=True)
class CitedArticle:
    """The article a finding rests on, in the edition in force on the judged day."""

    instrument: str
    article: str
    paragraph: str
    edition: str
    strength: Strength
    phrase: str
    confidence: str

    @property
    def verified(self) -> bool:
        """Whether the phrase was read word for word in the official text; otherwise 待核对 is printed beside it."""
        return self.confidence == "V"


class Finding(NamedTuple):
    """One rule judged on one subject, with all that a reader needs to check it by hand.

    A named tuple, because a hundred are made for each judgement and a frozen dataclass costs four times as much.
    `subject` is the JSON pointer of the meeting or candidate judged, "" for the matter. `title` is the rule's sentence.
    """

    rule: str
    gate: Gate
    outcome: Outcome
    severity: Severity
    excused: bool
    title: str
    subject: str
    citation: CitedArticle
    observed: str
    required: str
    evidence: tuple[str, ...]
    missing: tuple[str, ...]
    remedy: str
    provisional: bool

    @property
    def shuts(self) -> bool:
        """Whether this finding keeps its gate shut: never green on missing data."""
        if self.outcome is Outcome.met or self.outcome is Outcome.not_applicable:
            return False
        return self.severity is Severity.blocking or (self.severity is Severity.reasoned and not self.excused)


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
        guarded = (Gate.ARCHIVE,) if gate is Gate.ARCHIVE else tuple(Gate)[: tuple(Gate).index(gate) + 1]
        return tuple(finding for finding in self.findings if finding.gate in guarded and finding.shuts)


def judge(
    dossier: Dossier, rulebook: Rulebook, engine: Engine = evaluator.outcomes, language: Language = Language.ZH
) -> Judgement:
    """Judge every rule on the dossier under the editions in force on its day, and say what was found in `language`.

    Raises nothing for what is in the dossier: what cannot be decided is undetermined.
    Source: dossier.md, "What comes back".
    """
    day = dossier.judged_by_law_of
    faults: list[str] = []
    picture = Picture(dossier, rulebook.calendar)
    sets = rulebook.in_force(day)
    by_rule: dict[str, list[Finding]] = {rule: [] for rule in rulebook.ids}
    for rules in sets:
        for settled in settle(picture, rules, engine, faults):
            for rule in rules.rules:
                by_rule[rule.id].append(_finding(rule, rulebook, settled, language))
    for rule in rulebook.lapsed(day):
        by_rule[rule.id].append(_lapsed(rule, rulebook, dossier, language))
    found = tuple(chain.from_iterable(by_rule.values()))
    outcomes = [finding.outcome for finding in found]
    return Judgement(
        matter=dossier.matter.number,
        as_of=dossier.as_of,
        edition_on=day,
        rulebook={"id": rulebook.id, "sha256": rulebook.sha256},
        summary={outcome: outcomes.count(outcome) for outcome in Outcome},
        gates=_gates(dossier, found),
        findings=found,
        faults=tuple(faults),
    )


def _finding(rule: Rule, rulebook: Rulebook, settled: Settled, language: Language) -> Finding:
    case, known, provisional, outcomes, disputed = settled
    outcome = outcomes[rule.id]
    said = wording.of(rule, rulebook.facts, known, outcome, language)
    finding = Finding(
        rule.id,
        rule.gate,
        outcome,
        _severity(rule, known, outcome) if rule.severity_when else rule.severity,
        outcome is Outcome.not_met and evaluator.excused(rule, known),
        language.pick(rule.title, rule.title_en),
        case.subject,
        cite(rule, rulebook, case.dossier, language),
        said.observed,
        said.required,
        case.picture.places.present(case.subject, said.places),
        _missing(case, said.unknown) if said.unknown else (),
        said.remedy,
        bool(provisional) and any(name in provisional for name in said.facts),
    )
    return _disputed(finding, language) if rule.id in disputed else finding


def _disputed(finding: Finding, language: Language) -> Finding:
    """The finding on which engine and evaluator differ: it shuts its gate whatever the severity of the rule."""
    said = PHRASES[language]
    return finding._replace(severity=Severity.blocking, observed=said.disputed, remedy=said.disputed_remedy)


def _missing(case: Case, patterns: tuple[str, ...]) -> tuple[str, ...]:
    """The places that would have to be known; where none is worth asking for, the lists among them that are empty."""
    places = case.picture.places
    absent = places.absent(case.subject, patterns)
    return asked_for(case.dossier, absent) or places.empty(case.subject, patterns) or absent


def _severity(rule: Rule, known: Facts, outcome: Outcome) -> Severity:
    """How grave the breach is; where there is none, how grave it would be by the rule as it stands."""
    in_breach = outcome in (Outcome.not_met, Outcome.undetermined)
    return evaluator.severity(rule, known) if in_breach else rule.severity


def _lapsed(rule: Rule, rulebook: Rulebook, dossier: Dossier, language: Language) -> Finding:
    return Finding(
        rule=rule.id, gate=rule.gate, outcome=Outcome.not_applicable, severity=rule.severity, excused=False,
        title=language.pick(rule.title, rule.title_en), subject="", citation=cite(rule, rulebook, dossier, language),
        observed=wording.lapsed(rule, dossier.judged_by_law_of, language),
        required=wording.required(rule, rulebook.facts, {}, language), evidence=(), missing=(), remedy="", provisional=False,
    )  # fmt: skip


def cite(rule: Rule, rulebook: Rulebook, dossier: Dossier, language: Language = Language.ZH) -> CitedArticle:
    """The rule's citation; decree 713 binds governments directly, departments by reference (art. 42)."""
    return _cited(rule.citation, rulebook.instruments[rule.citation.instrument], dossier.unit.applicability, language)


@cache
def _cited(
    cited: Citation, instrument: Instrument, applicability: Applicability | None, language: Language
) -> CitedArticle:
    strength = cited.strength
    if instrument.key == "decree-713" and strength is Strength.statute and applicability is not None:
        strength = Strength.direct if applicability is Applicability.DIRECT else Strength.reference
    return CitedArticle(
        instrument=language.pick(instrument.title, instrument.title_en),
        article=wording.cited_place(cited.article, language), paragraph=wording.cited_place(cited.paragraph, language),
        edition=instrument.in_force.isoformat(), strength=strength, phrase=cited.phrase, confidence=cited.confidence,
    )  # fmt: skip


def _gates(dossier: Dossier, findings: Iterable[Finding]) -> dict[Gate, GateState]:
    reached = _reached(dossier)
    shut: list[str] = []
    states: dict[Gate, GateState] = {}
    shutting = [finding for finding in findings if finding.shuts]
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
