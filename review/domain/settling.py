"""Settles outcomes: each computed twice, by an engine and by the evaluator; what is said of them is in `checklist`.

Where the two differ, or one says nothing, the outcome is disputed and undetermined, and the difference is a fault.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from review.domain import evaluator
from review.domain.dossier import Dossier
from review.domain.facts import Case, Picture, compute
from review.domain.rulebook import Facts, Rule, Rulebook, RuleSet
from review.domain.vocabulary import Outcome, Severity

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
        known, provisional = compute(case, rules)
        second = evaluator.outcomes(rules, known)
        at, first = case.subject or "/", dict[str, Outcome]()
        try:
            first = dict(engine(rules, known))
        except Exception as error:  # any fault of the engine shuts the gate; it never opens one
            faults.append(f"{at}: engine failed: {error!r}")
        else:
            if first == second:
                yield Settled(case, known, provisional, second, frozenset())
                continue
            if others := first.keys() ^ second.keys():
                faults.append(f"{at}: engine answered for other rules: {others}")
        disputed = frozenset(rule for rule, outcome in second.items() if first.get(rule) is not outcome)
        if first.keys() == second.keys():
            faults += [f"{rule} {at}: engine {first[rule]}, evaluator {second[rule]}" for rule in sorted(disputed)]
        held = {rule: Outcome.undetermined if rule in disputed else outcome for rule, outcome in second.items()}
        yield Settled(case, known, provisional, held, disputed)


def shuts(rule: Rule, known: Facts, outcome: Outcome) -> bool:
    """Whether this outcome of the rule keeps its gate shut: never green on missing data."""
    if outcome is Outcome.met or outcome is Outcome.not_applicable:
        return False
    severity = evaluator.severity(rule, known)
    excused = outcome is Outcome.not_met and evaluator.excused(rule, known)
    return severity is Severity.blocking or (severity is Severity.reasoned and not excused)


def outcomes_of(dossier: Dossier, rulebook: Rulebook, engine: Engine) -> dict[tuple[str, str], Outcome]:
    """Only the outcomes of a dossier, by rule and subject: what `checklist.judge` finds, without the words."""
    picture, day = Picture(dossier, rulebook.calendar), dossier.judged_by_law_of
    found = {
        (rule, settled.case.subject): outcome
        for rules in rulebook.in_force(day) for settled in settle(picture, rules, engine, [])
        for rule, outcome in settled.outcomes.items()
    }  # fmt: skip
    return found | {(rule.id, ""): Outcome.not_applicable for rule in rulebook.lapsed(day)}
