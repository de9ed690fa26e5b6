"""Finds the smallest set of changes that opens a gate, by hitting sets (Reiter): as long as the gate is shut, one of the
places of any finding that shuts it has to change, so that it is enough to branch on the changes that one finding suggests.

Sets of one, two and three changes are searched to the end, in this order, so that no smaller set of the changes on offer
does it; more than three, or more than the search may try, are gathered finding by finding and are not proven smallest.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from review.domain import evaluator
from review.domain.checklist import Judgement
from review.domain.consistency import inconsistencies
from review.domain.dossier import Dossier
from review.domain.facts import Picture, compute
from review.domain.opening.change import Change
from review.domain.opening.offers import live_places, offers, texts_at
from review.domain.opening.values import Asked
from review.domain.pointers import absolute
from review.domain.rulebook import Condition, Facts, Rule, Rulebook, RuleSet
from review.domain.settling import shuts
from review.domain.vocabulary import Gate, Outcome

MOST_CHANGES = 3
"""Sets of up to so many changes are proven to be smallest."""
MOST_TRIED, OF_ONE, OF_ALL = 30_000, 10_000, 20_000
"""How many single outcomes the search may work out for the whole gate; and afterwards for one finding and for all of them
together. To judge a gate counts as `A_GATE`."""
A_GATE = 40
MOST_GATHERED = 40
"""How many changes are gathered where three do not suffice."""

Changes = tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """What opens a gate: the changes, whether no smaller set does, and the rules that would keep it shut all the same."""

    gate: Gate
    changes: Changes
    smallest: bool
    left: tuple[str, ...]
    opened: Dossier
    """The dossier after the changes."""


class Shut(NamedTuple):
    """A finding that keeps the gate shut: a rule on a subject."""

    rule: Rule
    subject: str


class _Hinge(NamedTuple):
    """Patterns of places of which one has to change for a shut finding to be settled."""

    of: Shut
    patterns: tuple[str, ...]
    settling: frozenset[str]
    breached: bool
    live: frozenset[str]
    """The places at which a change is on offer; the parts that one change may fill in as a whole are one place."""


def next_gate(judgement: Judgement) -> Gate | None:
    """The first gate that is shut; nothing where all are open."""
    return next((gate for gate, state in judgement.gates.items() if not state.open), None)


def way_to_open(dossier: Dossier, rulebook: Rulebook, gate: Gate, *, gather: bool = True) -> Way:
    """The smallest set of changes after which this gate is open, by the rules in force; where three do not suffice, or
    the search would take too long, with `gather` changes that together do, or do what can be done."""
    return Search(dossier, rulebook, gate).way(gather)


class Search:
    """The search for one dossier and one gate; `shut` and `offered` say what it branches on."""

    def __init__(self, dossier: Dossier, rulebook: Rulebook, gate: Gate) -> None:
        self._first = dossier
        self._rulebook, self._gate, self._left_to_try = rulebook, gate, MOST_TRIED
        self._seen: dict[frozenset[tuple[str, ...]], tuple[Shut, ...]] = {}
        self._faulty = len(inconsistencies(dossier))

    def way(self, gather: bool) -> Way:
        dossier = self._first
        for most in range(MOST_CHANGES + 1):
            found = self._open(dossier, (), most)
            if found is not None:
                return Way(self._gate, found, True, (), _after(dossier, found) or dossier)
            if self._spent:
                break
        changes, opened = self._gathered(dossier) if gather else ((), dossier)
        left = tuple(dict.fromkeys(one.rule.id for one in self.shut(opened)))
        return Way(self._gate, changes, False, left, opened)

    @property
    def _spent(self) -> bool:
        return self._left_to_try <= 0

    def _open(self, dossier: Dossier, changes: Changes, left: int) -> Changes | None:
        """The changes, with at most so many more, after which nothing shuts the gate and nothing is impossible."""
        key = frozenset(change.key for change in changes)
        shut = self._seen.get(key)
        if shut is None:
            shut = self._seen[key] = self.shut(dossier)
        if not shut:
            return changes if len(inconsistencies(dossier)) <= self._faulty else None
        if self._spent:
            return None
        hinges = sorted((hinge for one in shut for hinge in self._hinges(dossier, one)), key=lambda hinge: len(hinge.live))
        if _least(hinges) > left:
            return None
        for change, changed in self._changes(dossier, hinges[0], must_open=left == 1):
            if change.key not in key and (found := self._open(changed, (*changes, change), left - 1)) is not None:
                return found
        return None

    def offered(self, dossier: Dossier, one: Shut) -> Iterator[tuple[Change, Dossier]]:
        """The changes that one finding suggests, each with the dossier after it."""
        for hinge in self._hinges(dossier, one):
            yield from self._changes(dossier, hinge)

    def _changes(self, dossier: Dossier, hinge: _Hinge, *, must_open: bool = False) -> Iterator[tuple[Change, Dossier]]:
        """The changes at the places of one hinge; `must_open`: those that settle the finding alone."""
        one = hinge.of

        def opens(change: Change) -> bool:
            changed = _after(dossier, (change,))
            return changed is not None and not self._is_shut(changed, one)

        def shutting(change: Change) -> int:
            changed = _after(dossier, (change,))
            self._left_to_try -= A_GATE
            return sys.maxsize if changed is None else len(self.shut(changed)) + len(inconsistencies(changed))

        texts = texts_at(dossier, self._patterns(one, one.rule.conditions))
        asked = Asked(one.rule, hinge.patterns, hinge.settling, hinge.breached, opens, shutting, texts)
        for change in offers(dossier, asked):
            changed = _after(dossier, (change,))
            if changed is not None and not (must_open and self._is_shut(changed, one)):
                yield change, changed

    def _hinges(self, dossier: Dossier, one: Shut) -> list[_Hinge]:
        """Where a shut finding can turn: for each condition that does not hold, the places that it is read from, and those
        that decide whether the rule applies, is excused, or how grave it is. Every one of them has to be changed somewhere;
        one change alone settles the finding only where it changes them all."""
        self._left_to_try -= 2
        known, first = self._known(dossier, one), self._known(self._first, one)
        failing = [self._patterns(one, (each,)) for each in one.rule.met_when if evaluator.truth(each, known) is not True]
        besides = self._patterns(one, tuple(each for each in one.rule.conditions if each not in one.rule.met_when))
        common = frozenset.intersection(*map(frozenset, failing)) if failing else frozenset()
        settling = common | frozenset(besides)
        breached = evaluator.outcome(one.rule, known) is Outcome.not_met
        breached = breached and evaluator.outcome(one.rule, first) is not Outcome.undetermined
        return [
            _Hinge(one, patterns, settling, breached, live_places(dossier, patterns, breached))
            for patterns in (tuple(dict.fromkeys((*each, *besides))) for each in failing or [()])
        ]

    def _known(self, dossier: Dossier, one: Shut) -> Facts:
        rules = self._rulebook.alone(one.rule)
        cases = Picture(dossier, self._rulebook.calendar).cases(rules.subject)
        return next((compute(case, rules)[0] for case in cases if case.subject == one.subject), {})

    def _patterns(self, one: Shut, conditions: tuple[Condition, ...]) -> tuple[str, ...]:
        names = dict.fromkeys(name for condition in conditions for name in condition.reads)
        patterns = dict.fromkeys(place for name in names for place in self._rulebook.facts[name].places)
        return absolute(one.subject, tuple(patterns))

    def _gathered(self, dossier: Dossier) -> tuple[Changes, Dossier]:
        """Changes finding by finding, each the fewest for it, as long as fewer findings shut the gate; none in vain."""
        changes: Changes = ()
        opened, passed_over, left = dossier, set[Shut](), OF_ALL
        while len(changes) < MOST_GATHERED and left > 0:
            self._left_to_try = OF_ONE
            shut = self.shut(opened)
            one = next((one for one in shut if one not in passed_over), None)
            if one is None:
                break
            found = self._fewest(opened, one, len(shut))
            left -= OF_ONE - self._left_to_try
            if found is None:
                passed_over.add(one)
                continue
            changes += found
            opened = _after(dossier, changes) or opened
        kept = changes
        still = len(self.shut(opened))
        for change in changes:
            fewer = tuple(other for other in kept if other is not change)
            without = _after(dossier, fewer)
            if without is not None and len(self.shut(without)) <= still:
                kept, opened = fewer, without
        return kept, opened

    def _fewest(self, dossier: Dossier, one: Shut, before: int) -> Changes | None:
        """The fewest changes after which this finding no longer shuts, and fewer do than before."""
        for most in range(1, MOST_CHANGES + 1):
            for changes, changed in self._sets(dossier, one, (), most, set()):
                if self._spent:
                    return None
                if (
                    not self._is_shut(changed, one) and len(self.shut(changed)) < before
                    and len(inconsistencies(changed)) <= self._faulty
                ):  # fmt: skip
                    return changes
        return None

    def _sets(
        self, dossier: Dossier, one: Shut, before: Changes, most: int, seen: set[frozenset[tuple[str, ...]]]
    ) -> Iterator[tuple[Changes, Dossier]]:
        """The sets of so many more changes that this finding suggests, one after another, each once."""
        hinge = min(self._hinges(dossier, one), key=lambda hinge: len(hinge.live))
        for change, changed in self._changes(dossier, hinge, must_open=most == 1):
            changes = (*before, change)
            key = frozenset(each.key for each in changes)
            if key in seen or len(key) < len(changes):
                continue
            seen.add(key)
            if most == 1:
                yield changes, changed
            elif self._is_shut(changed, one):
                yield from self._sets(changed, one, changes, most - 1, seen)
            if self._spent:
                return

    def shut(self, dossier: Dossier) -> tuple[Shut, ...]:
        """The findings that keep the gate shut."""
        self._left_to_try -= A_GATE
        sets = self._rulebook.guarding(self._gate, dossier.judged_by_law_of)
        picture = Picture(dossier, self._rulebook.calendar)
        return tuple(
            Shut(rule, subject) for rules in sets if rules.rules for rule, subject in _shutting(picture, rules)
        )

    def _is_shut(self, dossier: Dossier, one: Shut) -> bool:
        self._left_to_try -= 1
        picture = Picture(dossier, self._rulebook.calendar)
        return any(subject == one.subject for _, subject in _shutting(picture, self._rulebook.alone(one.rule), one.subject))


def _shutting(picture: Picture, rules: RuleSet, only: str | None = None) -> Iterator[tuple[Rule, str]]:
    for case in picture.cases(rules.subject):
        if only is None or case.subject == only:
            known, _ = compute(case, rules)
            for rule in rules.rules:
                if shuts(rule, known, evaluator.outcome(rule, known)):
                    yield rule, case.subject


def _after(dossier: Dossier, changes: Changes) -> Dossier | None:
    """The dossier after the changes; nothing where one cannot be made."""
    try:
        for change in changes:
            dossier = change.make(dossier)
    except (TypeError, IndexError, ValueError):
        return None
    return dossier


def _least(hinges: list[_Hinge]) -> int:
    """At least so many changes are needed: one for each of the hinges that have no place in common."""
    taken: set[str] = set()
    count = 0
    for hinge in hinges:
        if not hinge.live & taken:
            taken |= hinge.live
            count += 1
    return count
