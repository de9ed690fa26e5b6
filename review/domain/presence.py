"""Tells which places of a dossier are there, all in one walk: a bit for each pattern that leads through objects only.

Evidence is asked for by every finding, and few dossiers differ in it: what is there of its places decides it, and by that it
is kept, never by the dossier. Patterns through lists and tables are resolved one by one, by `pointers`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import is_dataclass
from functools import lru_cache
from typing import Any

from review.domain.dossier import Candidate, Dossier, Meeting
from review.domain.facts import Case
from review.domain.plain import bare, hints
from review.domain.pointers import KEPT, Steps, steps_of
from review.domain.rulebook import RuleSet, Subject

MOST_KEPT = 64
"""For how many different states of its places evidence is remembered at most."""

_ALWAYS = 1
"""The bit of what is always there."""

Tree = tuple[tuple[str, int, "Tree"], ...]
"""By attribute: the bit of the pattern that ends there, if one does, and what is asked for below."""

_KINDS = {Subject.MATTER: Dossier, Subject.MEETING: Meeting, Subject.CANDIDATE: Candidate}


class Presence:
    """The places that the facts of a rule set are read from, from the root of the dossier and from the subject."""

    def __init__(self, rules: RuleSet) -> None:
        patterns = dict.fromkeys(place for spec in rules.facts for place in spec.places)
        ways = dict.fromkeys(one for pattern in patterns for one in (pattern, _list_of(pattern)))
        self._bits = {one: 2 << number for number, one in enumerate(ways) if _through_objects(one, rules.subject)}
        self._root, self._own = (
            _tree({steps_of(one): bit for one, bit in self._bits.items() if one.startswith("/") is rooted})
            for rooted in (True, False)
        )

        self._evidence: dict[tuple[str, ...], Evidence] = {}

    def evidence(self, patterns: tuple[str, ...]) -> "Evidence":
        """What finds the pointers of these patterns; one for all findings that rest on them."""
        if patterns not in self._evidence:
            if len(self._evidence) >= KEPT:
                self._evidence.clear()
            self._evidence[patterns] = Evidence(patterns, self)
        return self._evidence[patterns]

    def of(self, case: Case) -> int:
        """The bits of the places that are there."""
        subject = case.meeting or case.candidate
        return _ALWAYS | _walk(case.dossier, self._root) | (_walk(subject, self._own) if subject is not None else 0)

    def bits(self, patterns: Iterable[str]) -> int:
        """The bits of these patterns, as far as they have one."""
        return sum(self._bits.get(one, 0) for one in dict.fromkeys(patterns))

    def lists(self, patterns: Iterable[str]) -> tuple[tuple[tuple[str], int], ...]:
        """Those that have none, each for itself with the bit of the list without which nothing of it is there. An item still to
        come (`-`) is never there."""
        others = (one for one in patterns if one not in self._bits and "-" not in one.split("/"))
        return tuple(((one,), self._bits.get(_list_of(one), _ALWAYS)) for one in others)


@lru_cache(128)
def presence_of(rules: RuleSet) -> Presence:
    return Presence(rules)


class Evidence:
    """The pointers of the places that a finding rests on, as far as they are there."""

    def __init__(self, patterns: tuple[str, ...], presence: Presence) -> None:
        self._patterns, self._bits, self._lists = patterns, presence.bits(patterns), presence.lists(patterns)
        self._kept: dict[object, tuple[str, ...]] = {}

    def of(self, case: Case, there: int) -> tuple[str, ...]:
        """Those of this case, of whose places these are there."""
        key: object = (case.subject, there & self._bits)
        if self._lists:
            present = case.picture.places.present(case.subject)
            key = (key, *[present[one] if there & bit else () for one, bit in self._lists])
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            found = self._kept[key] = case.picture.places.find(case.subject, self._patterns)
        return found


def _list_of(pattern: str) -> str:
    """The list through which a pattern leads first; the pattern itself where it leads through none."""
    return pattern.partition("/*")[0]


def _through_objects(pattern: str, subject: Subject) -> bool:
    """Whether every step but the last leads to an object, whatever the dossier."""
    kind: type[Any] = Dossier if pattern[0] == "/" else _KINDS[subject]
    for _, attribute in steps_of(pattern):
        known: Mapping[str, Any] = hints(kind) if is_dataclass(kind) else {}
        if attribute not in known:
            return False
        kind = bare(known[attribute])
    return True


def _tree(ways: dict[Steps, int]) -> Tree:
    below: dict[str, dict[Steps, int]] = {}
    for ((_, attribute), *rest), bit in ways.items():
        below.setdefault(attribute, {})[tuple(rest)] = bit
    return tuple((attribute, further.pop((), 0), _tree(further)) for attribute, further in below.items())


def _walk(value: object, tree: Tree) -> int:
    found = 0
    for attribute, bit, below in tree:
        inner = getattr(value, attribute)
        if inner is not None:
            found |= bit
            if below:
                found |= _walk(inner, below)
    return found
