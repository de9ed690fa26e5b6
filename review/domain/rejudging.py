"""Says which rules have to be judged again on a dossier when the rules change, or the day whose law counts.

A verdict rests on the dossier, on the conditions of the rule and on how its facts are read, and on nothing else: no fact
reads the day of the edition. So a rule that is the same in both rulebooks comes to the same, and is not judged again.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from review.domain.rulebook import Condition, FactSpec, Rule, Rulebook
from review.domain.settling import Verdicts, of_lapsed


@dataclass(frozen=True, slots=True)
class InQuestion:
    """The rules, by id, that may come to something else; `None` where nobody knows which, so that it may be any."""

    ids: frozenset[str] | None

    def part_of(self, rulebook: Rulebook) -> Rulebook:
        """The rulebook with these rules only."""
        return rulebook if self.ids is None else _part(rulebook, self.ids)

    def among(self, verdicts: Verdicts) -> Verdicts:
        """The verdicts of these rules."""
        return verdicts if self.ids is None else {key: one for key, one in verdicts.items() if key[0] in self.ids}

    def beside(self, verdicts: Verdicts) -> Verdicts:
        """The verdicts of all other rules, which stay."""
        return {} if self.ids is None else {key: one for key, one in verdicts.items() if key[0] not in self.ids}


def in_question(before: Rulebook, day_before: date, after: Rulebook, day_after: date) -> InQuestion:
    """What has to be judged again of a dossier that was judged by the rules `before` on their day: nothing else can come to
    anything else by the rules `after` on theirs."""
    return _between(before, before.since(day_before), after, after.since(day_after))


@lru_cache(maxsize=1024)
def _between(before: Rulebook, day_before: date, after: Rulebook, day_after: date) -> InQuestion:
    if before.calendar != after.calendar:
        return InQuestion(None)
    was, now = _weighed(before, day_before), _weighed(after, day_after)
    return InQuestion(frozenset(one for one in was.keys() | now.keys() if was.get(one) != now.get(one)))


@lru_cache(maxsize=1024)
def _part(rulebook: Rulebook, ids: frozenset[str]) -> Rulebook:
    return replace(rulebook, rules=tuple(rule for rule in rulebook.rules if rule.id in ids))


@lru_cache(maxsize=1024)
def _weighed(rulebook: Rulebook, day: date) -> Mapping[str, Hashable]:
    """By rule all that its verdict rests on but the dossier."""
    current = {rule.id: _conditions(rule, rulebook) for rules in rulebook.in_force(day) for rule in rules.rules}
    lapsed = {rule.id: of_lapsed(rule, rulebook, day) for rule in rulebook.lapsed(day)}
    return MappingProxyType(current | lapsed)


def _conditions(rule: Rule, rulebook: Rulebook) -> Hashable:
    tiers = tuple((tier.severity, _all(tier.when)) for tier in rule.severity_when)
    facts = sorted({name for condition in rule.conditions for name in condition.reads})
    return (
        rule.subject, rule.gate, rule.severity, _all(rule.applies_when), _all(rule.met_when), _all(rule.excused_when), tiers,
        rule.manual, tuple(_read(rulebook.facts[name]) for name in facts),
    )  # fmt: skip


def _all(conditions: tuple[Condition, ...]) -> Hashable:
    return tuple((one.fact, one.operator, one.value, one.parameter) for one in conditions)


def _read(spec: FactSpec) -> Hashable:
    """How a fact is read, without the words in which it is told."""
    return spec.name, spec.type, spec.subject, spec.terms, spec.places
