"""Settles outcomes: each computed twice, by an engine and by the evaluator; what is said of them is in `checklist`.

Where the two differ, or one says nothing, the outcome is disputed and undetermined, and the difference is a fault.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from review.domain import evaluator
from review.domain.dossier import Dossier
from review.domain.facts import Case, Picture, compute
from review.domain.rulebook import Facts, Rule, Rulebook, RuleSet, gates_through
from review.domain.vocabulary import Gate, Outcome, Severity

Engine = Callable[[RuleSet, Facts], Mapping[str, Outcome]]
"""What an engine does: the outcome of every rule of the set for these facts, by rule id."""


class Settled(NamedTuple):
    """The outcomes of one subject, with the facts that they rest on."""

    case: Case
    known: Facts
    provisional: frozenset[str]
    outcomes: Mapping[str, Outcome]
    disputed: frozenset[str]


def settle(picture: Picture, rules: RuleSet, engine: Engine, faults: list[str]) -> Iterator[Settled]:
    """The outcomes of each subject of a rule set; raises nothing, whatever the engine does."""
    for case in picture.cases(rules.subject) if rules.rules else ():
        yield settle_one(case, rules, *compute(case, rules), engine, faults)


def settle_one(
    case: Case, rules: RuleSet, known: Facts, provisional: frozenset[str], engine: Engine, faults: list[str]
) -> Settled:
    """The outcomes of one subject by these facts, computed twice; what differs is undetermined, and a fault."""
    second = evaluator.outcomes(rules, known)
    at, first = case.subject or "/", dict[str, Outcome]()
    try:
        first = dict(engine(rules, known))
    except Exception as error:  # any fault of the engine shuts the gate; it never opens one
        faults.append(f"{at}: engine failed: {error!r}")
    else:
        if first == second:
            return Settled(case, known, provisional, second, frozenset())
        if others := first.keys() ^ second.keys():
            faults.append(f"{at}: engine answered for other rules: {others}")
    disputed = frozenset(rule for rule, outcome in second.items() if first.get(rule) is not outcome)
    if first.keys() == second.keys():
        faults += [f"{rule} {at}: engine {first[rule]}, evaluator {second[rule]}" for rule in sorted(disputed)]
    held = {rule: Outcome.undetermined if rule in disputed else outcome for rule, outcome in second.items()}
    return Settled(case, known, provisional, held, disputed)


class Verdict(NamedTuple):
    """What one rule comes to on one subject, without the words. Of what is met or does not apply only that is told: how grave a
    breach would be, and of which gate, is for the rulebook to say."""

    outcome: Outcome
    gate: Gate | None = None
    severity: Severity | None = None
    excused: bool = False

    @property
    def shuts(self) -> bool:
        """Whether it keeps its gate shut: never green on missing data."""
        return self.severity is Severity.blocking or (self.severity is Severity.reasoned and not self.excused)


BREACHES = (Outcome.not_met, Outcome.undetermined)

Verdicts = Mapping[tuple[str, str], Verdict]
"""By rule and subject."""


def verdict(rule: Rule, known: Facts, outcome: Outcome) -> Verdict:
    """The verdict of this outcome: a reason excuses nothing but what is known not to be met."""
    if outcome not in BREACHES:
        return _UNTOUCHED[outcome]
    severity = evaluator.severity(rule, known)
    reasoned = outcome is Outcome.not_met and severity is Severity.reasoned
    return Verdict(outcome, rule.gate, severity, reasoned and evaluator.excused(rule, known))


_UNTOUCHED = {outcome: Verdict(outcome) for outcome in Outcome if outcome not in BREACHES}


def of_lapsed(rule: Rule, rulebook: Rulebook, day: date) -> Verdict:
    """A rule without an edition in force on `day` does not apply; but on a day before the first rule of its gate nothing is
    known, and what would keep the gate shut is undetermined."""
    if day < rulebook.ruled_from[rule.gate] and rule.severity is Severity.blocking:
        return Verdict(Outcome.undetermined, rule.gate, rule.severity)
    return _UNTOUCHED[Outcome.not_applicable]


def shut_gates(verdicts: Verdicts) -> frozenset[Gate]:
    """The gates that these verdicts keep shut."""
    own = {one.gate for one in verdicts.values() if one.shuts}
    return frozenset(gate for gate in Gate if not own.isdisjoint(gates_through(gate)))


@dataclass(frozen=True, slots=True)
class Settlement:
    """All that was settled of a dossier by the editions in force, one rule set after another."""

    dossier: Dossier
    rulebook: Rulebook
    settled: tuple[tuple[RuleSet, Settled], ...]
    faults: tuple[str, ...]

    @property
    def verdicts(self) -> Verdicts:
        """The verdicts; a disputed one shuts its gate whatever the severity of the rule."""
        found = {
            (rule.id, one.case.subject): Verdict(Outcome.undetermined, rule.gate, Severity.blocking)
            if rule.id in one.disputed else verdict(rule, one.known, one.outcomes[rule.id])
            for rules, one in self.settled for rule in rules.rules
        }  # fmt: skip
        return found | {(rule.id, ""): self.of_lapsed(rule) for rule in self.lapsed}

    def of_lapsed(self, rule: Rule) -> Verdict:
        """The verdict of a rule without an edition in force."""
        return of_lapsed(rule, self.rulebook, self.dossier.judged_by_law_of)

    @property
    def lapsed(self) -> tuple[Rule, ...]:
        """The rules of which no edition is in force."""
        return self.rulebook.lapsed(self.dossier.judged_by_law_of)


def settle_all(dossier: Dossier, rulebook: Rulebook, engine: Engine) -> Settlement:
    """The outcomes of every rule on the dossier; raises nothing for what is in it."""
    faults: list[str] = []
    picture = Picture(dossier, rulebook.calendar)
    settled = tuple(
        (rules, one) for rules in rulebook.in_force(dossier.judged_by_law_of) for one in settle(picture, rules, engine, faults)
    )
    return Settlement(dossier, rulebook, settled, tuple(faults))
