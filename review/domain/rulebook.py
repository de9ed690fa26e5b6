"""Holds the rulebook as data: facts, conditions, rules with their editions and citations; the reader is `rulebook_reader`.

A rule never holds code: its conditions compare a fact with a constant, and its lists are joined by *and*.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from review.domain.vocabulary import Gate, Severity, Strength, Term
from review.domain.workdays import Calendar

Value = int | str | date
"""What a fact can be: bool and int, a code (stored string), a date. Unknown is `None`, never a value."""

Facts = Mapping[str, Value | None]
"""The facts of one subject by name; a name that is not there is unknown."""


SEVERAL = "\n"
"""Between the values of a fact that tells several: names, or codes of one vocabulary."""


def several(values: Iterable[str]) -> str:
    """The value of a fact that tells several things, each once; "" says that there is none."""
    return SEVERAL.join(dict.fromkeys(values))


@cache
def mentioned(text: str) -> tuple[str, ...]:
    """The names of the facts whose values a sentence asks for: `{name}`."""
    return tuple(re.findall(r"\{([^{}]+)\}", text))


def gates_through(gate: Gate) -> tuple[Gate, ...]:
    """The gates whose rules keep this one shut: it and those before it; of ARCHIVE only its own."""
    gates = tuple(Gate)
    return (gate,) if gate is Gate.ARCHIVE else gates[: gates.index(gate) + 1]


Terms = type[Term]
"""A closed vocabulary, for the facts that are codes of it."""


class FactType(StrEnum):
    INT = "int"
    BOOL = "bool"
    CODE = "code"
    DATE = "date"


class Subject(StrEnum):
    """What a fact or a rule speaks of: the matter as a whole, or each meeting, or each candidate."""

    MATTER = "matter"
    MEETING = "meeting"
    CANDIDATE = "candidate"


class Operator(StrEnum):
    IS = "is"
    IS_NOT = "is_not"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ONE_OF = "one_of"
    KNOWN = "known"


@dataclass(frozen=True, slots=True, eq=False)
class FactSpec:
    """An entry of facts.toml: what a fact is called, how it is said, and the dossier places it is read from.

    `yes`, `no`, `says` and `unknown` are sentences with `{fact}` places, the English ones with the same; `unit_en` is the
    singular of the unit (working day), to which an s is added. `unknown` is said where the value is not known, if something
    is to be said then but that; `required` is what a rule asks for that wants a yes, where `yes` says which way it was.
    `places` are JSON pointers, `*` standing for every item of a list; those of a meeting or candidate start at the subject.
    """

    name: str
    type: FactType
    label: str
    subject: Subject = Subject.MATTER
    unit: str = ""
    yes: str = ""
    no: str = ""
    says: str = ""
    terms: Terms | None = None
    places: tuple[str, ...] = ()
    label_en: str = ""
    unit_en: str = ""
    yes_en: str = ""
    no_en: str = ""
    says_en: str = ""
    unknown: str = ""
    unknown_en: str = ""
    required: str = ""
    required_en: str = ""

    @property
    def sentences(self) -> str:
        """All that may be said of a value, one after another: what it mentions has to be computed as well."""
        return self.yes + self.no + self.says + self.unknown


@dataclass(frozen=True, slots=True)
class Condition:
    """`fact operator value`; with `parameter`, the right side is the unit's own setting of that name."""

    fact: str
    operator: Operator
    value: Value | tuple[Value, ...] | None = None
    parameter: str | None = None

    @property
    def reads(self) -> tuple[str, ...]:
        """The names of the facts that the condition compares."""
        return (self.fact,) if self.parameter is None else (self.fact, f"parameter.{self.parameter}")


@dataclass(frozen=True, slots=True)
class SeverityWhen:
    severity: Severity
    when: tuple[Condition, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Instrument:
    """A norm that rules cite, with the day from which this text of it is in force; the rules of each unit and the design rules
    have no such day."""

    key: str
    title: str
    title_en: str
    issuer: str
    document_no: str
    in_force: date | None = None
    made: date | None = None
    repealed: date | None = None
    link: str = ""
    text: str = ""
    """The start of the file name under which a folder of official texts holds it."""


@dataclass(frozen=True, slots=True, eq=False)
class Citation:
    instrument: str
    article: str
    strength: Strength
    phrase: str
    confidence: str
    checked_on: date
    paragraph: str = ""
    when: tuple[Condition, ...] = ()
    """In which case the rule rests on it, and not on the one that it rests on otherwise."""


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Rule:
    """One edition of one rule; compared by identity, as everything that is read once from a file."""

    id: str
    gate: Gate
    title: str
    title_en: str
    severity: Severity
    effective_from: date
    remedy: str
    remedy_en: str
    citation: Citation
    met_when: tuple[Condition, ...]
    applies_when: tuple[Condition, ...] = ()
    excused_when: tuple[Condition, ...] = ()
    severity_when: tuple[SeverityWhen, ...] = ()
    citation_when: tuple[Citation, ...] = ()
    effective_to: date | None = None
    note: str = ""
    subject: Subject = Subject.MATTER
    manual: bool = False
    """Whether a person answers it: its title is the question, `answer.ID` the fact."""
    file: str = ""

    @property
    def family(self) -> str:
        """The family of the catalogue: the letters before the hyphen of the id."""
        return self.id.partition("-")[0]

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All that it rests on, in one case or another."""
        return self.citation, *self.citation_when

    def in_force_on(self, day: date) -> bool:
        return self.effective_from <= day and (self.effective_to is None or day <= self.effective_to)

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """Every condition of the rule, in the order of the file."""
        cases = (*(one.when for one in self.severity_when), *(one.when for one in self.citation_when))
        graded = tuple(condition for when in cases for condition in when)
        return self.applies_when + self.met_when + self.excused_when + graded


@dataclass(frozen=True, slots=True, eq=False)
class RuleSet:
    """The rules of one subject that are in force on a day; compared by identity, so that an engine may cache by it."""

    subject: Subject
    rules: tuple[Rule, ...]
    facts: tuple[FactSpec, ...]
    """The facts that these rules read or mention."""
    alike: tuple[tuple[tuple[Condition, ...], tuple[Rule, ...]], ...] = field(init=False, repr=False)
    """The rules by what they apply under, each such list once."""

    def __post_init__(self) -> None:
        lists: dict[tuple[object, ...], list[Rule]] = {}
        for rule in self.rules:
            lists.setdefault(rule.applies_when, []).append(rule)
        object.__setattr__(self, "alike", tuple((rules[0].applies_when, tuple(rules)) for rules in lists.values()))


@dataclass(frozen=True, slots=True, eq=False)
class Rulebook:
    """Everything under `rules/`, read and checked; `sha256` is over the names and bytes of its files."""

    id: str
    sha256: str
    instruments: Mapping[str, Instrument]
    facts: Mapping[str, FactSpec]
    calendar: Calendar
    rules: tuple[Rule, ...]
    """Every edition of every rule, in the order of gate, family and number."""
    files: Mapping[str, bytes] = field(repr=False)
    """What was read, by name: a record carries it, so that anyone can judge again by it."""
    ruled_from: Mapping[Gate, date] = field(default_factory=dict, repr=False)
    """The day from which a gate has rules; of what was before it the rulebook knows nothing. A part of a rulebook keeps that of
    the whole."""
    ids: tuple[str, ...] = field(init=False, repr=False)
    """The ids of the rules in that order, each once."""
    _turns: list[date] = field(init=False, repr=False)
    _sets: dict[int, tuple[RuleSet, ...]] = field(init=False, default_factory=dict, repr=False)
    _guarding: dict[tuple[int, Gate], tuple[RuleSet, ...]] = field(init=False, default_factory=dict, repr=False)
    _alone: dict[Rule, RuleSet] = field(init=False, default_factory=dict, repr=False)
    _lapsed: dict[int, tuple[Rule, ...]] = field(init=False, default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        ends = (rule.effective_to + timedelta(days=1) for rule in self.rules if rule.effective_to)
        first: dict[Gate, date] = {}
        for rule in self.rules:
            first[rule.gate] = min(rule.effective_from, first.get(rule.gate, rule.effective_from))
        object.__setattr__(self, "ruled_from", self.ruled_from or first)
        object.__setattr__(self, "ids", tuple(dict.fromkeys(rule.id for rule in self.rules)))
        begins = (rule.effective_from for rule in self.rules)
        object.__setattr__(self, "_turns", sorted({*begins, *ends, *self.ruled_from.values()}))

    @property
    def turns(self) -> tuple[date, ...]:
        """The days on which the rules in force change."""
        return tuple(self._turns)

    def since(self, day: date) -> date:
        """The day since which the same editions have been in force as on `day`; the first of all days before any was."""
        turn = bisect_right(self._turns, day)
        return self._turns[turn - 1] if turn else date.min

    def in_force(self, day: date) -> tuple[RuleSet, ...]:
        """The rule sets, one a subject, of the editions in force on `day`; the same objects for the same rules."""
        period = bisect_right(self._turns, day)
        if period not in self._sets:
            rules = tuple(rule for rule in self.rules if rule.in_force_on(day))
            self._sets.setdefault(period, tuple(self._set_of(subject, rules) for subject in Subject))
        return self._sets[period]

    def guarding(self, gate: Gate, day: date) -> tuple[RuleSet, ...]:
        """Those sets with only the rules that can keep this gate shut."""
        key = bisect_right(self._turns, day), gate
        if key not in self._guarding:
            gates = gates_through(gate)
            chosen = tuple(rule for rule in self.rules if rule.in_force_on(day) and rule.gate in gates)
            self._guarding.setdefault(key, tuple(self._set_of(subject, chosen) for subject in Subject))
        return self._guarding[key]

    def alone(self, rule: Rule) -> RuleSet:
        """The set of this rule only."""
        if rule not in self._alone:
            self._alone.setdefault(rule, self._set_of(rule.subject, (rule,)))
        return self._alone[rule]

    def lapsed(self, day: date) -> tuple[Rule, ...]:
        """One edition of each rule that has none in force on `day`: the next to come, or else the last."""
        period = bisect_right(self._turns, day)
        if period not in self._lapsed:
            self._lapsed[period] = self._find_lapsed(day)
        return self._lapsed[period]

    def _find_lapsed(self, day: date) -> tuple[Rule, ...]:
        current = {rule.id for rule in self.rules if rule.in_force_on(day)}
        others: dict[str, Rule] = {}
        for rule in sorted(self.rules, key=lambda rule: rule.effective_from):
            if rule.id not in current and (rule.id not in others or others[rule.id].effective_from < day):
                others[rule.id] = rule
        return tuple(others[rule.id] for rule in self.rules if others.get(rule.id) is rule)

    def _set_of(self, subject: Subject, rules: tuple[Rule, ...]) -> RuleSet:
        chosen = tuple(rule for rule in rules if rule.subject is subject)
        names = {name for rule in chosen for condition in rule.conditions for name in condition.reads}
        names |= {name for rule in chosen for name in mentioned(rule.remedy)}
        told = (self.facts[name] for name in tuple(names))
        names |= {name for spec in told for name in mentioned(spec.sentences)}
        return RuleSet(subject, chosen, tuple(spec for name, spec in self.facts.items() if name in names))
