"""Finds where a shut finding can turn: the places of which one has to change for it to be settled."""

from typing import NamedTuple

from review.domain import evaluator
from review.domain.dossier import Dossier
from review.domain.facts import Picture, compute, subjects
from review.domain.opening.offers import live_places
from review.domain.pointers import absolute
from review.domain.rulebook import Condition, Facts, Rule, Rulebook
from review.domain.vocabulary import Outcome


class Shut(NamedTuple):
    """A finding that keeps the gate shut: a rule on a subject."""

    rule: Rule
    subject: str


class Hinge(NamedTuple):
    """Patterns of places of which one has to change for a shut finding to be settled."""

    of: Shut
    patterns: tuple[str, ...]
    settling: frozenset[str]
    breached: bool
    live: frozenset[str]
    """The places at which a change is on offer; the parts that one change may fill in as a whole are one place."""


class Hinges:
    """The hinges of the findings that shut a gate of one dossier, also after changes of it."""

    def __init__(self, first: Dossier, rulebook: Rulebook) -> None:
        self._first, self._rulebook = first, rulebook

    def of(self, dossier: Dossier, one: Shut) -> list[Hinge]:
        """Where a shut finding can turn: for each condition that does not hold, the places that it is read from, and those
        that decide whether the rule applies, is excused, or how grave it is. Every one of them has to be changed somewhere;
        one change alone settles the finding only where it changes them all."""
        known, first = self._known(dossier, one), self._known(self._first, one)
        failing = [self.patterns(one, (each,)) for each in one.rule.met_when if evaluator.truth(each, known) is not True]
        besides = self.patterns(one, tuple(each for each in one.rule.conditions if each not in one.rule.met_when))
        common = frozenset.intersection(*map(frozenset, failing)) if failing else frozenset()
        settling = common | frozenset(besides)
        breached = evaluator.outcome(one.rule, known) is Outcome.not_met
        breached = breached and evaluator.outcome(one.rule, first) is not Outcome.undetermined
        return [
            Hinge(one, patterns, settling, breached, live_places(dossier, patterns, breached))
            for patterns in (tuple(dict.fromkeys((*each, *besides))) for each in failing or [()])
        ]

    def _known(self, dossier: Dossier, one: Shut) -> Facts:
        rules = self._rulebook.alone(one.rule)
        if one.subject not in subjects(dossier, rules.subject):
            return {}
        return compute(Picture(dossier, self._rulebook.calendar).case(rules.subject, one.subject), rules)[0]

    def patterns(self, one: Shut, conditions: tuple[Condition, ...]) -> tuple[str, ...]:
        """The patterns of places that these conditions are read from."""
        names = dict.fromkeys(name for condition in conditions for name in condition.reads)
        patterns = dict.fromkeys(place for name in names for place in self._rulebook.facts[name].places)
        return absolute(one.subject, tuple(patterns))
