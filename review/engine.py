"""Holds the rule engine: a set of rules compiled for durable-rules, and the outcomes that it answers for given facts.

It holds no law, no wording and nothing of the evaluator, so that each proves the other; no other file knows durable-rules.

The engine is given one flat fact of integers: bools as 0 and 1, codes numbered, dates as days since 2000; for a right
side that is a parameter, the difference from it, or 1 for "the same" where there is none. What is unknown is left out.
A rule becomes conjunctions of `field operator constant` behind a guard, each an engine rule, for `or` is not safe
(`one_of` is one branch a value, its contrary one conjunction); equal conjunctions are one engine rule:
    not applicable   one for each condition of `applies_when`: it is false
    met              all of `met_when` are true, whether or not it applies; it yields to "not applicable"
    not met          one for each condition of `met_when`: it is false, and all of `applies_when` are true
"""

import itertools
import json
import os
import threading
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from math import prod
from typing import Any
from weakref import WeakSet

import durable_rules_engine as durable  # type: ignore[import-not-found]

from review.domain.errors import Fault, RulebookRefused
from review.domain.rulebook import Condition, Facts, FactType, Operator, Rule, RuleSet
from review.domain.vocabulary import Outcome

MOST_TRUE = 64  # the C engine walks its tree with a stack of 64: one more true condition is error 303
MOST_SIBLINGS = 500  # it holds 511 conditions at one place of the tree; with 512 it searches for ever
MOST_FIELDS = 240  # it takes 254 properties in a fact, three of them ours
MOST_RULES = 4000  # it takes 4,096 rules in a ruleset, each of 8 kB
MOST_OF_RULE = 200  # conditions of one rule, and conjunctions made of it
LARGEST = 10**18  # it compares 64-bit integers and silently cuts larger ones; a difference has to fit too
MOST_COMPILED = 24  # rule sets kept

Literal = tuple[int, str, int]
"""A test of one field: the number of the field, the operator, the constant."""

Conjunction = tuple[Literal, ...]

_BOOL, _CODE, _DATE, _INT = FactType.BOOL, FactType.CODE, FactType.DATE, FactType.INT
_OPERATORS = {"is": "$eq", "one_of": "$eq", "is_not": "$neq", "at_least": "$gte", "at_most": "$lte"}
_CONTRARY = {"$eq": "$neq", "$neq": "$eq", "$gte": "$lt", "$lte": "$gt", "$ex": "$nex", "$nex": "$ex"}
_DAY_0 = date(2000, 1, 1).toordinal()
_SENTINEL = "last"


class EngineFault(RuntimeError):
    """The engine did not answer, or answered what cannot be: the caller shuts the gate."""


class DurableEngine:
    """The outcome of every rule of a set for the facts of one subject; for any number of threads, and after a fork."""

    def __init__(self) -> None:
        self.begin()
        _engines.add(self)

    def begin(self) -> None:
        """Begin anew: a child process may have been forked while another thread was inside the engine."""
        self._lock = threading.Lock()
        self._programs: dict[RuleSet, _Program] = {}

    def __call__(self, rules: RuleSet, facts: Facts) -> dict[str, Outcome]:
        """Raises EngineFault for what it cannot take or an answer that cannot be; RulebookRefused as `check` does."""
        with self._lock:
            program = self._programs.get(rules) or self._compile(rules)
            fields = program.encoded(facts)
            try:
                return program.outcomes(fields)
            except BaseException:
                self._programs.pop(rules).close()
                raise

    def _compile(self, rules: RuleSet) -> "_Program":
        check(rules)
        program = _Program(rules)
        if len(self._programs) == MOST_COMPILED:
            self._programs.pop(next(iter(self._programs))).close()
        self._programs[rules] = program
        return program


_engines: WeakSet[DurableEngine] = WeakSet()
os.register_at_fork(after_in_child=lambda: [engine.begin() for engine in _engines])


def check(rules: RuleSet) -> None:
    """Raises RulebookRefused with everything that the engine cannot hold, naming file, rule and reason."""
    types = {spec.name: spec.type for spec in rules.facts}
    ids = [rule.id for rule in rules.rules]
    faults = []
    for rule in rules.rules:
        reasons = [f"{one.fact}：{problem}" for one in rule.conditions if (problem := _problem(one, types))]
        if max(len(rule.conditions), _branches(rule)) > MOST_OF_RULE:
            reasons.append(f"条件太多：条件和分支都不能超过引擎的{MOST_OF_RULE}个")
        if ids.count(rule.id) > 1:
            reasons.append("编号重复")
        faults += [Fault(f"{rule.file} {rule.id}", reason) for reason in reasons]
    if faults:
        raise RulebookRefused(tuple(faults))


def _problem(condition: Condition, types: Mapping[str, FactType]) -> str | None:
    value, operator = condition.value, condition.operator
    for name in condition.reads:
        if name not in types:
            return f"没有 {name} 这个事实"
    kind = types[condition.fact]
    if operator in (Operator.AT_LEAST, Operator.AT_MOST) and kind in (_BOOL, _CODE):
        return "是非和代码没有大小"
    if condition.parameter is not None:
        if operator in (Operator.ONE_OF, Operator.KNOWN):
            return f"{operator} 后面不能写参数"
        return None if types[condition.reads[1]] is kind else f"参数 {condition.parameter} 的类型不同"
    if operator is Operator.KNOWN:
        return None if isinstance(value, bool) else "known 后面写 true 或者 false"
    if (operator is Operator.ONE_OF) is not isinstance(value, tuple) or value == ():
        return "one_of 后面写至少一个值，其他运算符后面写一个值"
    try:
        for one in _values(condition):
            _number(kind, one, {})
    except EngineFault:
        return f"应当与{kind}类型的值比较，整数的绝对值不超过{LARGEST}"
    return None


def _values(condition: Condition) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(condition.value)) if isinstance(condition.value, tuple) else (condition.value,)


def _branches(rule: Rule) -> int:
    applies, met = (prod(len(_values(one)) for one in side) for side in (rule.applies_when, rule.met_when))
    return len(rule.applies_when) + met + len(rule.met_when) * applies


def _number(kind: FactType, value: object, codes: Mapping[str, int]) -> int:
    """A value as the integer that the engine compares; 0 for every code that no rule names."""
    if kind is _BOOL and type(value) is bool:
        return int(value)
    if kind is _INT and type(value) is int and -LARGEST <= value <= LARGEST:
        return value
    if kind is _CODE and isinstance(value, str):
        return codes.get(value, 0)
    if kind is _DATE and type(value) is date:
        return value.toordinal() - _DAY_0
    raise EngineFault(f"not a value of type {kind} that the engine can hold: {value!r}")


class _Program:
    """A rule set compiled: its fields, its conjunctions and what they prove, and the rulesets of the C engine."""

    def __init__(self, rules: RuleSet) -> None:
        self._types = {spec.name: spec.type for spec in rules.facts}
        self._fields: dict[tuple[str, ...], int] = {}
        self._codes: dict[str, dict[str, int]] = {spec.name: {} for spec in rules.facts}
        self._undetermined = dict.fromkeys((rule.id for rule in rules.rules), Outcome.undetermined)
        proofs: dict[Conjunction, dict[Outcome, set[str]]] = {}
        for rule in rules.rules:
            for outcome, conjunction in self._conjunctions(rule):
                proven = proofs.setdefault(tuple(dict.fromkeys(conjunction)), {})
                proven.setdefault(outcome, set()).add(rule.id)
        self._rulesets = [_Ruleset({one: proofs[one] for one in part}) for part in _parts(proofs)]

    def close(self) -> None:
        for ruleset in self._rulesets:
            ruleset.close()

    def encoded(self, facts: Facts) -> list[str]:
        """The fields as text, in the order of their numbers; empty for what is unknown."""
        texts = []
        for (name, *parameter), number in self._fields.items():
            kind, codes, value = self._types[name], self._codes[name], facts.get(name)
            right = facts.get(parameter[0]) if parameter else value
            if value is None or right is None:
                texts.append("")
                continue
            integer = _number(kind, value, codes)
            if parameter:
                distance = integer - _number(kind, right, codes)
                integer = int(value == right) if kind in (_BOOL, _CODE) else distance
            texts.append(f',"f{number}":{integer}')
        return texts

    def outcomes(self, fields: list[str]) -> dict[str, Outcome]:
        proven: dict[Outcome, set[str]] = {outcome: set() for outcome in Outcome}
        for ruleset in self._rulesets:
            for proof in ruleset.proofs(fields):
                for outcome, ids in proof.items():
                    proven[outcome] |= ids
        if proven[Outcome.not_met] & (proven[Outcome.met] | proven[Outcome.not_applicable]):
            raise EngineFault("a rule is proven both not met and something else")
        found = dict(self._undetermined)
        for outcome in (Outcome.not_met, Outcome.met, Outcome.not_applicable):
            found.update(dict.fromkeys(proven[outcome], outcome))
        return found

    def _conjunctions(self, rule: Rule) -> Iterator[tuple[Outcome, Conjunction]]:
        applies = [self._sides(condition) for condition in rule.applies_when]
        met = [self._sides(condition) for condition in rule.met_when]
        for _, contrary in applies:
            yield Outcome.not_applicable, contrary
        for branch in itertools.product(*(branches for branches, _ in met)):
            yield Outcome.met, branch
        for _, contrary in met:
            for branch in itertools.product(*(branches for branches, _ in applies)):
                yield Outcome.not_met, branch + contrary

    def _sides(self, condition: Condition) -> tuple[Conjunction, Conjunction]:
        """The tests of which one must hold for the condition to be true, and those that all must for it to be false."""
        kind, codes = self._types[condition.fact], self._codes[condition.fact]
        field = self._fields.setdefault(condition.reads, len(self._fields))
        operator, values = _OPERATORS.get(condition.operator, "$ex" if condition.value else "$nex"), _values(condition)
        if condition.operator is Operator.KNOWN:
            constants = [1]
        elif condition.parameter is not None:
            constants = [int(kind in (_BOOL, _CODE))]
        else:
            for value in values if kind is _CODE else ():
                codes.setdefault(value, len(codes) + 1)
            constants = [_number(kind, value, codes) for value in values]
        true = tuple((field, operator, constant) for constant in constants)
        return true, tuple((field, _CONTRARY[operator], constant) for constant in constants)


def _parts(conjunctions: Iterable[Conjunction]) -> Iterator[list[Conjunction]]:
    """The conjunctions in as many parts as the limits of one ruleset need, whatever the facts will be."""
    part: list[Conjunction] = []
    level, fields = _Level(), set[int]()
    for conjunction in conjunctions:
        own = {field for field, _, _ in conjunction}
        if level.add(conjunction) > MOST_TRUE or len(fields | own) > MOST_FIELDS or len(part) == MOST_RULES:
            yield part
            part, level, fields = [], _Level(), set()
            level.add(conjunction)
        part.append(conjunction)
        fields |= own
    yield part


class _Level:
    """A node of the tree that the C engine makes of conjunctions: the tests that follow those on the way to it."""

    def __init__(self) -> None:
        self.below: dict[Literal, _Level] = {}
        self.tests: dict[int, set[tuple[str, int]]] = {}
        self.width = self.deepest = 0

    def add(self, conjunction: Conjunction) -> int:
        """Adds a conjunction; returns how many entries the stack can need from here on, over all facts."""
        if conjunction:
            first, field = conjunction[0], conjunction[0][0]
            if first not in self.below:
                self.below[first] = _Level()
                tests = self.tests.setdefault(field, set())
                self.width -= _most_true(tests)
                tests.add(first[1:])
                self.width += _most_true(tests)
            self.deepest = max(self.deepest, self.below[first].add(conjunction[1:]))
        if len(self.below) > MOST_SIBLINGS:
            return MOST_TRUE + 1
        return max(self.width, self.width - 1 + self.deepest)


def _most_true(tests: set[tuple[str, int]]) -> int:
    """How many of these tests of one field can hold at once: a test and its contrary never do, nor two equalities."""
    equal, unequal = ({constant for operator, constant in tests if operator == one} for one in ("$eq", "$neq"))
    ordered = {(operator in ("$gte", "$lt"), constant) for operator, constant in tests if operator[1] in "gl"}
    return max(len(ordered) + len(unequal) + bool(equal - unequal) + (("$ex", 1) in tests), ("$nex", 1) in tests)


class _Ruleset:
    """One ruleset of the C engine; its last rule, the sentinel, proves that it ran to the end."""

    def __init__(self, proofs: Mapping[Conjunction, dict[Outcome, set[str]]]) -> None:
        self._proofs = {f"{place:04}": proven for place, proven in enumerate(proofs.values())}
        self._fields = sorted({field for conjunction in proofs for field, _, _ in conjunction})
        tests = {f"{place:04}": conjunction for place, conjunction in enumerate(proofs)} | {_SENTINEL: ()}
        self._handle: int = durable.create_ruleset("rules", json.dumps({
            name: {"all": [{"m": {"$and": [{"$eq": {"g": 1}}] + [{operator: {f"f{field}": constant}}
                                                              for field, operator, constant in conjunction]}}]}
            for name, conjunction in tests.items()
        }))  # fmt: skip
        self._numbers = itertools.count(1)
        self.proofs([""] * (max(self._fields, default=0) + 1))  # the first run settles the memory that `close` frees

    def close(self) -> None:
        durable.delete_state(self._handle, "1")
        durable.delete_ruleset(self._handle)

    def proofs(self, fields: list[str]) -> list[dict[Outcome, set[str]]]:
        """Assert, drain, retract: what the engine rules that fired prove."""
        key = f'"sid":1,"id":{next(self._numbers)}'
        own = "".join([fields[field] for field in self._fields])
        code, state = durable.assert_fact(self._handle, f'{{{key},"g":1{own}}}')
        if code:
            raise EngineFault(f"the fact was not taken: {code}")
        fired = []
        started = durable.start_action_for_state(self._handle, state)
        message = started[1] if started else None
        while message:
            fired.append(message[2:6])
            message = durable.complete_and_start_action(self._handle, state)
        durable.retract_fact(self._handle, f"{{{key}}}")
        if not fired or fired.pop() != _SENTINEL:
            raise EngineFault("the sentinel did not fire")
        try:
            return [self._proofs[name] for name in fired]
        except KeyError as error:
            raise EngineFault(f"an unknown engine rule fired: {error}") from None
