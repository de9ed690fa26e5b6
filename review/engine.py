"""Holds the rule engine: a set of rules compiled for durable-rules, and the outcomes that it answers for given facts.

It holds no law, no wording and nothing of the evaluator, so that each proves the other; no other file knows durable-rules.

The engine is given one flat fact of integers: bools as 0 and 1, codes numbered, dates as days since 2000; where the right
side is a parameter, the distance from it (of bools and codes 0 if they are the same). What is unknown is left out.
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
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from math import prod
from operator import itemgetter
from typing import Any
from weakref import WeakMethod

import durable_rules_engine as durable  # type: ignore[import-not-found]

from review.domain.errors import Fault, RulebookRefused
from review.domain.rulebook import Condition, Facts, FactType, Operator, Rule, RuleSet
from review.domain.vocabulary import Outcome

MOST_TRUE = 64  # the C engine walks its tree with a stack of 64: one more true condition is error 303
MOST_RULES = 500  # it holds 511 conditions at one place of the tree; with 512 it searches for ever
MOST_FIELDS = 240  # it takes 254 properties in a fact, three of them its own
MOST_OF_RULE = 200  # conjunctions made of one rule
LARGEST = 10**18  # it compares 64-bit integers and silently cuts larger ones; a distance has to fit too
MOST_COMPILED = 96  # rule sets kept, three a period of the rulebook, 8 kB a conjunction

Conjunction = tuple[tuple[int, str, int], ...]
"""Tests that all must hold, each the number of a field, an operator and a constant."""

Proof = tuple[list[str], list[str], list[str]]
"""The rules that a conjunction proves not met, met and not applicable, in this order: a later one prevails."""

_BOOL, _CODE, _DATE, _INT = FactType.BOOL, FactType.CODE, FactType.DATE, FactType.INT
_OPERATORS = {"is": "$eq", "one_of": "$eq", "is_not": "$neq", "at_least": "$gte", "at_most": "$lte"}
_CONTRARY = {"$eq": "$neq", "$neq": "$eq", "$gte": "$lt", "$lte": "$gt", "$ex": "$nex", "$nex": "$ex"}
_DAY_0 = date(2000, 1, 1).toordinal()
_GUARD = (0, "$eq", 1)  # a field that every fact has and the engine's own messages have not
_PRESENT = ',"f0":1'
_ORDER = (Outcome.not_met, Outcome.met, Outcome.not_applicable)
_SENTINEL = "last"


class EngineFault(RuntimeError):
    """The engine did not answer, or answered what cannot be: the caller shuts the gate."""


class DurableEngine:
    """The outcome of every rule of a set for the facts of one subject; for any number of threads, and after a fork."""

    def __init__(self) -> None:
        self.begin()
        living = WeakMethod(self.begin)
        os.register_at_fork(after_in_child=lambda: (living() or bool)())

    def begin(self) -> None:
        """Begin anew: a child process may have been forked while another thread was inside the engine."""
        self._lock = threading.Lock()
        self._programs: dict[RuleSet, _Program] = {}

    def __call__(self, rules: RuleSet, facts: Facts) -> dict[str, Outcome]:
        """Raises EngineFault for what it cannot take or an answer that cannot be; RulebookRefused as `check` does."""
        with self._lock:
            if rules not in self._programs:
                check(rules)
                if len(self._programs) == MOST_COMPILED:
                    self._programs.pop(next(iter(self._programs))).close()
                self._programs[rules] = _Program(rules)
            program = self._programs[rules]
            fields = program.encoded(facts)
            try:
                return program.outcomes(fields)
            except BaseException:
                self._programs.pop(rules).close()
                raise


def check(rules: RuleSet) -> None:
    """Raises RulebookRefused with everything that the engine cannot hold, naming file, rule and reason."""
    types = {spec.name: spec.type for spec in rules.facts}
    ids = [rule.id for rule in rules.rules]
    faults = []
    for rule in rules.rules:
        reasons = [f"{one.fact}：{problem}" for one in rule.conditions if (problem := _problem(one, types))]
        if (longest := max(len(rule.conditions), _longest(rule))) > MOST_TRUE:
            reasons.append(f"条件太多：一条规则最多{MOST_TRUE}个（one_of 的每个值算一个），现有{longest}个；请分成几条规则")
        if (branches := _branches(rule)) > MOST_OF_RULE:
            reasons.append(f"条件太多：one_of 的值相乘，分支最多{MOST_OF_RULE}个，现有{branches}个；请分成几条规则")
        if ids.count(rule.id) > 1:
            reasons.append("编号重复")
        faults += [Fault(f"{rule.file} {rule.id}", reason) for reason in reasons]
    if faults:
        raise RulebookRefused(tuple(faults))


def _problem(condition: Condition, types: Mapping[str, FactType]) -> str | None:
    operator = condition.operator
    if not types.keys() >= set(condition.reads):
        return f"没有 {'或者 '.join(condition.reads)} 这个事实"
    kind, *right = [types[name] for name in condition.reads]
    if operator in (Operator.AT_LEAST, Operator.AT_MOST) and kind in (_BOOL, _CODE):
        return "是非和代码没有大小"
    if right:
        comparable = right == [kind] and operator not in (Operator.ONE_OF, Operator.KNOWN)
        return None if comparable else f"不能这样与参数 {condition.parameter} 比较"
    kind = _BOOL if operator is Operator.KNOWN else kind
    numbers = [_number(kind, value, {}) for value in _values(condition)]
    if numbers and None not in numbers and isinstance(condition.value, tuple) is (operator is Operator.ONE_OF):
        return None
    return f"{operator} 后面应当写{kind}类型的值（one_of 至少一个），整数的绝对值不超过{LARGEST}"


def _values(condition: Condition) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(condition.value)) if isinstance(condition.value, tuple) else (condition.value,)


def _longest(rule: Rule) -> int:
    """How many tests the longest conjunction made of a rule has: all of them may be true at once."""
    applies, met = ([len(_values(one)) for one in side] for side in (rule.applies_when, rule.met_when))
    return max(len(met), len(applies) + max(met, default=0), max(applies, default=0))


def _branches(rule: Rule) -> int:
    applies, met = (prod(len(_values(one)) for one in side) for side in (rule.applies_when, rule.met_when))
    return len(rule.applies_when) + met + len(rule.met_when) * applies


def _number(kind: FactType, value: object, codes: Mapping[str, int]) -> int | None:
    """A value as the integer that the engine compares; nothing if it is of another type or does not fit."""
    if kind is _BOOL and type(value) is bool:
        return int(value)
    if kind is _INT and type(value) is int and -LARGEST <= value <= LARGEST:
        return value
    if kind is _CODE and isinstance(value, str):
        return codes.get(value, 0)  # 0 is every code that no rule names
    return value.toordinal() - _DAY_0 if kind is _DATE and type(value) is date else None


def _not_taken(kind: FactType, name: str, value: object) -> EngineFault:
    return EngineFault(f"another type than {kind}, or too large: {name} {value!r}")


class _Program:
    """A rule set compiled: its fields, and the rulesets of the C engine with what they prove."""

    def __init__(self, rules: RuleSet) -> None:
        self._types = {spec.name: spec.type for spec in rules.facts}
        self._codes: dict[str, dict[str, int]] = {spec.name: {} for spec in rules.facts}
        self._fields: dict[tuple[str, ...], int] = {}
        self._undetermined = dict.fromkeys((rule.id for rule in rules.rules), Outcome.undetermined)
        proofs: dict[Conjunction, Proof] = {}
        for rule in rules.rules:
            for outcome, conjunction in self._conjunctions(rule):
                proof = proofs.setdefault(tuple(dict.fromkeys(conjunction)), ([], [], []))
                proof[_ORDER.index(outcome)].append(rule.id)
        self._rulesets = [_Ruleset({one: proofs[one] for one in part}) for part in _parts(tuple(proofs))]
        alone = [(number, *reads, self._types[reads[0]]) for reads, number in self._fields.items() if len(reads) == 1]
        self._flags = [(number, name, f',"f{number}":1', f',"f{number}":0') for number, name, kind in alone if kind is _BOOL]
        """The fields that are one fact which is yes or no, as most are: number, name, and what is written for a yes and a no."""
        self._readers = [(number, name, kind, self._codes[name]) for number, name, kind in alone if kind is not _BOOL]
        """The other fields that are one fact: number, name, type, and the numbers of its codes."""
        self._distances = [(number, *reads, self._types[reads[0]]) for reads, number in self._fields.items() if len(reads) == 2]
        """The fields that compare a fact with a parameter: number, both names, type."""

    def close(self) -> None:
        for ruleset in self._rulesets:
            ruleset.close()

    def encoded(self, facts: Facts) -> list[str]:
        """The fields as text, in the order of their numbers; empty for what is unknown."""
        texts = [_PRESENT, *[""] * len(self._fields)]
        get = facts.get
        for field, name, yes, no in self._flags:
            value = get(name)
            if value is True:
                texts[field] = yes
            elif value is False:
                texts[field] = no
            elif value is not None:
                raise _not_taken(_BOOL, name, value)
        for field, name, kind, codes in self._readers:
            value = get(name)
            if value is not None:
                number = _number(kind, value, codes)
                if number is None:
                    raise _not_taken(kind, name, value)
                texts[field] = f',"f{field}":{number}'
        for field, name, right_name, kind in self._distances:
            value, right = get(name), get(right_name)
            if value is None or right is None:
                continue
            number, other = _number(kind, value, {}), _number(kind, right, {})
            if number is None or other is None:
                raise _not_taken(kind, f"{name}, {right_name}", (value, right))
            texts[field] = f',"f{field}":{int(value != right) if kind in (_BOOL, _CODE) else number - other}'
        return texts

    def outcomes(self, fields: Sequence[str]) -> dict[str, Outcome]:
        not_met: list[str] = []
        met: list[str] = []
        not_applicable: list[str] = []
        for ruleset in self._rulesets:
            for fails, holds, spares in ruleset.proofs(fields):
                if fails:
                    not_met += fails
                if holds:
                    met += holds
                if spares:
                    not_applicable += spares
        found = dict(self._undetermined)
        found.update(dict.fromkeys(not_met, Outcome.not_met))
        found.update(dict.fromkeys(met, Outcome.met))
        found.update(dict.fromkeys(not_applicable, Outcome.not_applicable))
        if any(found[rule] is not Outcome.not_met for rule in not_met):
            raise EngineFault("a rule is proven not met and something else")
        return found

    def _conjunctions(self, rule: Rule) -> Iterator[tuple[Outcome, Conjunction]]:
        applies, met = ([self._sides(one) for one in side] for side in (rule.applies_when, rule.met_when))
        for _, contrary in applies:
            yield Outcome.not_applicable, contrary
        for branch in itertools.product(*(true for true, _ in met)):
            yield Outcome.met, branch
        for _, contrary in met:
            for branch in itertools.product(*(true for true, _ in applies)):
                yield Outcome.not_met, branch + contrary

    def _sides(self, condition: Condition) -> tuple[Conjunction, Conjunction]:
        """The tests of which one must hold for the condition to be true, and those that all must for it to be false."""
        kind, codes, values = self._types[condition.fact], self._codes[condition.fact], _values(condition)
        field = self._fields.setdefault(condition.reads, len(self._fields) + 1)
        operator = _OPERATORS.get(condition.operator, "$ex" if condition.value else "$nex")
        numbers = [0]  # the distance from a parameter; for a field that has to exist, any number
        if condition.operator is not Operator.KNOWN and condition.parameter is None:
            for value in values:
                codes.setdefault(value, len(codes) + 1)
            numbers = [_number(kind, value, codes) or 0 for value in values]
        tests = [(field, operator, number) for number in numbers]
        return tuple(tests), tuple((field, _CONTRARY[operator], number) for field, operator, number in tests)


def _parts(rest: Sequence[Conjunction]) -> Iterator[Sequence[Conjunction]]:
    """The conjunctions in as many parts as the limits of one ruleset need, whatever the facts will be."""
    while rest:
        size = bisect_left(range(min(len(rest), MOST_RULES)), True, key=partial(_overflows, rest))
        yield rest[:size]
        rest = rest[size:]


def _overflows(conjunctions: Sequence[Conjunction], last: int) -> bool:
    part = conjunctions[: last + 1]
    return _stack(part) > MOST_TRUE or len({field for tests in part for field, _, _ in tests}) > MOST_FIELDS


def _stack(conjunctions: Sequence[Conjunction]) -> int:
    """The most entries on the stack that the C engine needs to walk the tree of these conjunctions, over all facts."""
    tests: dict[int, set[tuple[str, int]]] = {}
    below: dict[tuple[int, str, int], list[Conjunction]] = {}
    for first, *others in filter(None, conjunctions):
        tests.setdefault(first[0], set()).add(first[1:])
        below.setdefault(first, []).append(tuple(others))
    width = sum(_most_true(own) for own in tests.values())
    return max(width, width - 1 + max(map(_stack, below.values()), default=0))


def _most_true(tests: set[tuple[str, int]]) -> int:
    """The most of these tests of one field that hold at once: a test and its contrary never do, nor two equalities."""
    equal, unequal = ({number for operator, number in tests if operator == one} for one in ("$eq", "$neq"))
    bounds = {(operator in ("$gte", "$lt"), number) for operator, number in tests if operator[1] in "gl"}
    return max(len(bounds) + len(unequal) + bool(equal - unequal) + (("$ex", 0) in tests), ("$nex", 0) in tests)


class _Ruleset:
    """One ruleset of the C engine; its last rule, the sentinel, proves that it ran to the end."""

    def __init__(self, proofs: Mapping[Conjunction, Proof]) -> None:
        self._proofs = {f"{place:04}": proof for place, proof in enumerate(proofs.values())}
        rules = {f"{place:04}": (_GUARD, *tests) for place, tests in enumerate(proofs)} | {_SENTINEL: (_GUARD,)}
        fields = sorted({field for tests in rules.values() for field, _, _ in tests})
        self._own = itemgetter(*fields)
        self._handle: int = durable.create_ruleset("rules", json.dumps({
            name: {"all": [{"m": {"$and": [{operator: {f"f{field}": number}} for field, operator, number in tests]}}]}
            for name, tests in rules.items()
        }))  # fmt: skip
        self._numbers = itertools.count(1)
        self.proofs([_PRESENT] + [""] * max(fields))  # the first run settles the memory that `close` frees

    def close(self) -> None:
        durable.delete_state(self._handle, "1")
        durable.delete_ruleset(self._handle)

    def proofs(self, fields: Sequence[str]) -> list[Proof]:
        """What the conjunctions prove that hold for these fields: assert, drain, retract."""
        key = f'"sid":1,"id":{next(self._numbers)}'
        code, state = durable.assert_fact(self._handle, f"{{{key}{''.join(self._own(fields))}}}")
        fired, message = [], (durable.start_action_for_state(self._handle, state) or (None, None))[1]
        while message:
            fired.append(message[2:6])
            message = durable.complete_and_start_action(self._handle, state)
        durable.retract_fact(self._handle, f"{{{key}}}")
        if code or not fired or fired.pop() != _SENTINEL:
            raise EngineFault(f"the fact was not taken ({code}), or no sentinel: {fired}")
        try:
            return [self._proofs[name] for name in fired]
        except KeyError:
            raise EngineFault(f"an unknown rule: {fired}") from None
