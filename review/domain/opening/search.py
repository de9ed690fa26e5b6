"""Finds the smallest set of changes that opens a gate, by hitting sets (Reiter): as long as the gate is shut, one of the
places of any finding that shuts it has to change, so that it is enough to branch on the changes that one finding suggests.

Sets of one, two and three changes are searched to the end, in this order. A change may come to be on offer only after another;
so what was found is looked for once more among fewer of all the changes that were ever on offer, that no smaller set of them
does it. More than three, or more than the search may try, are gathered finding by finding and are not proven smallest.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from review.domain import evaluator
from review.domain.checklist import Judgement
from review.domain.consistency import inconsistencies
from review.domain.dossier import Dossier
from review.domain.facts import Case, Picture, compute, subjects
from review.domain.opening.change import Change, Key
from review.domain.opening.hinges import Hinge, Hinges, Shut
from review.domain.opening.offers import MEETINGS, offers, texts_at, touches
from review.domain.opening.values import Asked
from review.domain.rulebook import Rule, Rulebook, RuleSet
from review.domain.settling import verdict
from review.domain.vocabulary import Gate

MOST_CHANGES = 3
"""Sets of up to so many changes are proven to be smallest."""
MOST_TRIED, OF_ONE, OF_ALL = 10_000, 1_500, 3_000
"""How much the search may do for the whole gate; and afterwards for one finding and for all of them together. The measure is
what it takes to work out the outcome of one rule, about a ten-thousandth of a second; the other parts of the work by it:"""
A_GATE, A_HINGE, THE_OFFERS = 8, 5, 15
REASONS = "/justifications"
MOST_GATHERED = 40
"""How many changes are gathered where three do not suffice."""

Changes = tuple[Change, ...]
Made = frozenset[Key]
"""The changes made already, by their keys, whatever their order."""


@dataclass(frozen=True, slots=True)
class Way:
    """What opens a gate: the changes, whether no smaller set does, and the rules that would keep it shut all the same."""

    gate: Gate
    changes: Changes
    smallest: bool
    left: tuple[str, ...]
    opened: Dossier
    """The dossier after the changes."""


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
        self._rulebook, self._gate, self._limit = rulebook, gate, MOST_TRIED
        self.tried = 0
        self._seen: dict[Made, tuple[Shut, ...]] = {}
        self._in_vain: dict[Made, int] = {}
        self._settled: dict[tuple[Made, Shut], bool] = {}
        self._offered: dict[Key, Change] = {}
        self._fewer = False
        self._first_shut: tuple[tuple[str, ...], ...] | None = None
        self._hinging = Hinges(dossier, rulebook)
        self._faulty = len(inconsistencies(dossier))

    def way(self, gather: bool) -> Way:
        dossier = self._first
        found = self._smallest()
        if found is not None:
            return Way(self._gate, found, True, (), _after(dossier, found) or dossier)
        changes, opened = self._gathered(dossier) if gather else ((), dossier)
        left = tuple(dict.fromkeys(one.rule.id for one in self.shut(opened)))
        return Way(self._gate, changes, False, left, opened)

    def _smallest(self) -> Changes | None:
        """The smallest set of changes; nothing where three do not suffice or the search came to its limit."""
        found = self._of_at_most(MOST_CHANGES)
        while found is not None and len(found) > 1:
            self._in_vain.clear()
            self._fewer = True
            fewer = self._of_at_most(len(found) - 1)
            if fewer is None:
                break
            found = fewer
        return None if self._spent else found

    def _of_at_most(self, most: int) -> Changes | None:
        for count in range(most + 1):
            found = self._open(self._first, (), count)
            if found is not None or self._spent:
                return found
        return None

    @property
    def _spent(self) -> bool:
        return self.tried >= self._limit

    def _open(self, dossier: Dossier, changes: Changes, left: int) -> Changes | None:
        """The changes, with at most so many more, after which nothing shuts the gate and nothing is impossible."""
        made = frozenset(change.key for change in changes)
        shut = self._shut_after(made, dossier)
        if not shut:
            return changes if len(inconsistencies(dossier)) <= self._faulty else None
        if self._spent or self._in_vain.get(made, 0) >= left:
            return None
        hinges = sorted((hinge for one in shut for hinge in self._hinges(dossier, one)), key=lambda hinge: len(hinge.live))
        if _least(hinges) > left:
            return None
        for change, changed in self._changes(dossier, hinges[0], made, must_open=left == 1):
            if change.key not in made and (found := self._open(changed, (*changes, change), left - 1)) is not None:
                return found
        self._in_vain[made] = left
        return None

    def offered(self, dossier: Dossier, one: Shut, made: Made = frozenset()) -> Iterator[tuple[Change, Dossier]]:
        """The changes that one finding suggests, each with the dossier after it; `made` are those made already."""
        for hinge in self._hinges(dossier, one):
            yield from self._changes(dossier, hinge, made)

    def _changes(
        self, dossier: Dossier, hinge: Hinge, made: Made, *, must_open: bool = False
    ) -> Iterator[tuple[Change, Dossier]]:
        """The changes at the places of one hinge; `must_open`: those that settle the finding alone."""
        one = hinge.of

        def opens(change: Change) -> bool:
            return self._settles(dossier, made, change, one)

        def shutting(change: Change) -> int:
            changed = _after(dossier, (change,))
            if changed is None:
                return sys.maxsize
            return len(self._shut_after(made | {change.key}, changed)) + len(inconsistencies(changed))

        self.tried += THE_OFFERS
        texts = texts_at(dossier, self._agreeing(hinge))
        asked = Asked(one.rule, hinge.patterns, hinge.settling, hinge.breached, opens, shutting, texts)
        on_offer = {change.key: change for change in offers(dossier, asked)}
        if self._fewer:
            on_offer |= {key: change for key, change in self._offered.items() if touches(change, hinge.patterns)}
        else:
            self._offered |= on_offer
        for change in on_offer.values():
            if must_open and not opens(change):
                continue
            changed = _after(dossier, (change,))
            if changed is not None:
                yield change, changed

    def _settles(self, dossier: Dossier, made: Made, change: Change, one: Shut) -> bool:
        """Whether after this further change the finding no longer shuts."""
        key = made | {change.key}, one
        known = self._settled.get(key)
        if known is None:
            changed = _after(dossier, (change,))
            known = self._settled[key] = changed is not None and not self._is_shut(changed, one)
        return known

    def _hinges(self, dossier: Dossier, one: Shut) -> list[Hinge]:
        self.tried += A_HINGE
        return self._hinging.of(dossier, one)

    def _agreeing(self, hinge: Hinge) -> tuple[str, ...]:
        """The patterns of all that shut the gate at first and is read from one of the same places."""
        if self._first_shut is None:
            self._first_shut = tuple(self._hinging.patterns(one, one.rule.conditions) for one in self.shut(self._first))
        own = self._hinging.patterns(hinge.of, hinge.of.rule.conditions)
        others = (patterns for patterns in self._first_shut if not set(hinge.patterns).isdisjoint(patterns))
        return tuple(dict.fromkeys(chain(own, *others)))

    def _gathered(self, dossier: Dossier) -> tuple[Changes, Dossier]:
        """Changes finding by finding, each the fewest for it, as long as fewer findings shut the gate; none in vain."""
        changes: Changes = ()
        opened, passed_over, most = dossier, set[Shut](), self.tried + OF_ALL
        while len(changes) < MOST_GATHERED and self.tried < most:
            self._limit = self.tried + OF_ONE
            shut = self.shut(opened)
            one = next((one for one in shut if one not in passed_over), None)
            if one is None:
                break
            found = self._fewest(opened, one, len(shut), frozenset(change.key for change in changes))
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
        return self._without_idle_reasons(kept, opened)

    def _without_idle_reasons(self, changes: Changes, opened: Dossier) -> tuple[Changes, Dossier]:
        """The changes without the reasons for what has to be done all the same: what they excuse hangs on the places on which
        something hangs that stays shut, so that who settles this needs no reason."""
        left = {place for one in self.shut(opened) for hinge in self._hinges(opened, one) for place in hinge.live}
        for change in changes:
            fewer = tuple(other for other in changes if other is not change)
            without = _after(self._first, fewer)
            if change.pointer != REASONS or without is None:
                continue
            back = [hinge for one in set(self.shut(without)) - set(self.shut(opened)) for hinge in self._hinges(without, one)]
            if back and all(left & (hinge.live - {REASONS}) for hinge in back):
                changes, opened = fewer, without
        return changes, opened

    def _fewest(self, dossier: Dossier, one: Shut, before: int, made: Made) -> Changes | None:
        """The fewest changes, none of them made already, after which this finding no longer shuts, and fewer do than before."""
        for most in range(1, MOST_CHANGES + 1):
            for changes, changed in self._sets(dossier, one, (), most, set()):
                if made & {change.key for change in changes}:
                    continue
                if self._spent:
                    return None
                if (
                    not self._is_shut(changed, one) and len(self.shut(changed)) < before
                    and len(inconsistencies(changed)) <= self._faulty
                ):  # fmt: skip
                    return changes
        return None

    def _sets(
        self, dossier: Dossier, one: Shut, before: Changes, most: int, seen: set[Made]
    ) -> Iterator[tuple[Changes, Dossier]]:
        """The sets of so many more changes that this finding suggests, one after another, each once."""
        hinge = min(self._hinges(dossier, one), key=lambda hinge: len(hinge.live))
        made = frozenset(each.key for each in before)
        for change, changed in self._changes(dossier, hinge, made, must_open=most == 1):
            changes = (*before, change)
            key = made | {change.key}
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
        self.tried += A_GATE
        sets = self._rulebook.guarding(self._gate, dossier.judged_by_law_of)
        picture = Picture(dossier, self._rulebook.calendar)
        return tuple(
            Shut(rule, case.subject) for rules in sets if rules.rules for case in picture.cases(rules.subject)
            for rule in _shutting(case, rules)
        )  # fmt: skip

    def _shut_after(self, made: Made, dossier: Dossier) -> tuple[Shut, ...]:
        """The same for the first dossier after these changes, looked at once."""
        shut = self._seen.get(made)
        if shut is None:
            shut = self._seen[made] = self.shut(dossier)
        return shut

    def _is_shut(self, dossier: Dossier, one: Shut) -> bool:
        self.tried += 1
        if one.subject not in subjects(dossier, one.rule.subject):
            return False
        case = Picture(dossier, self._rulebook.calendar).case(one.rule.subject, one.subject)
        return any(_shutting(case, self._rulebook.alone(one.rule)))


def _shutting(case: Case, rules: RuleSet) -> Iterator[Rule]:
    known, _ = compute(case, rules)
    return (rule for rule in rules.rules if verdict(rule, known, evaluator.outcome(rule, known)).shuts)


def _after(dossier: Dossier, changes: Changes) -> Dossier | None:
    """The dossier after the changes; nothing where one cannot be made."""
    try:
        for change in changes:
            dossier = change.make(dossier)
    except (TypeError, IndexError, ValueError):
        return None
    return dossier


def _least(hinges: list[Hinge]) -> int:
    """At least so many changes are needed: one for each of the hinges that have no place in common. Where members may do
    something, it may settle all that is asked of the meetings."""
    acting = any(MEETINGS in hinge.live for hinge in hinges)
    taken: set[str] = set()
    count = 0
    for hinge in hinges:
        live = {MEETINGS if acting and place.startswith(MEETINGS) else place for place in hinge.live}
        if not live & taken:
            taken |= live
            count += 1
    return count
