"""Holds the facts: one small pure function each, grouped by family, with the article in its docstring.

A fact whose inputs are missing is missing itself; what a fact is called and said is in rules/facts.toml.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from types import EllipsisType
from typing import NamedTuple

from review.domain.evaluator import conjunction
from review.domain.facts import (  # noqa: F401 - importing a family registers its facts
    accountability,
    advising,
    appointment,
    appointment_after,
    appointment_before,
    archive,
    archive_papers,
    assets,
    classification,
    convening,
    deliberation,
    disagreement,
    document_review,
    execution,
    expert_review,
    fair_competition,
    legality,
    legality_course,
    minutes,
    money,
    normative_document,
    opinion,
    parameters,
    planned,
    preparation,
    procurement,
    project,
    public_participation,
    reporting,
    risk_assessment,
    scope,
    sign_off,
    splitting,
    tabling,
    telling,
    telling_lawyers,
    telling_money,
    telling_steps,
    telling_ways,
    voting,
)
from review.domain.facts.case import FACTS, Answer, Case, Picture, subjects
from review.domain.facts.stated import function_of
from review.domain.kleene import Truth
from review.domain.rulebook import Condition, FactSpec, RuleSet, Subject, Value
from review.domain.workdays import Counted

Asked = tuple[str, Callable[[Case], Answer], bool]
"""A fact by its name, with its function and whether it speaks of the matter as a whole."""


def compute(case: Case, rules: RuleSet) -> tuple[Mapping[str, Value | None], frozenset[str]]:
    """The value of every fact that decides these rules for this case, and the names of those that are provisional.

    Where a condition of `applies_when` is false, nothing further is asked for that rule: it does not apply whatever the
    rest. What was not asked is given as unknown, so that a fault here could only shut a gate. What only a sentence
    tells is asked by whoever says it (`tell`).
    """
    plan = _plan(rules)
    found: dict[str, Value | None] = {}
    provisional: set[str] = set()
    _ask(case, plan.parameters, found, provisional)
    decided: list[Truth | EllipsisType] = list(plan.undecided)
    for applies_when, others in plan.rules:
        for number, condition, reads in applies_when:
            holds = decided[number]
            if holds is Ellipsis:
                if reads:
                    _ask(case, reads, found, provisional)
                holds = decided[number] = conjunction(condition, found)
            if holds is False:
                break
        else:
            _ask(case, others, found, provisional)
    return {**plan.unasked, **found}, frozenset(provisional)


def tell(case: Case, facts: Iterable[Asked], told: dict[str, Value | None]) -> tuple[Value | None, ...]:
    """The values of the facts that a sentence tells for this case; `told` keeps them for the next sentence."""
    _ask(case, facts, told, set())
    return tuple([told[name] for name, _, _ in facts])


def _ask(case: Case, facts: Iterable[Asked], found: dict[str, Value | None], provisional: set[str]) -> None:
    """Add those facts that were not found yet; what speaks of the matter is computed once for all its subjects."""
    shared = case.picture.matter_facts
    for name, function, of_matter in facts:
        if name in found:
            continue
        if not of_matter:
            answer = function(case)
        elif name in shared:
            answer = shared[name]
        else:
            answer = shared[name] = function(case)
        if type(answer) is Counted:
            if answer.provisional:
                provisional.add(name)
            answer = answer.days
        found[name] = answer  # type: ignore[assignment]


def asked(names: Iterable[str], specs: Mapping[str, FactSpec]) -> tuple[Asked, ...]:
    """How these facts are asked for, each once."""
    return tuple((name, _function(name), specs[name].subject is Subject.MATTER) for name in dict.fromkeys(names))


class _Plan(NamedTuple):
    """What to ask for a rule set, and by its rules what decides whether to ask further."""

    parameters: tuple[Asked, ...]
    """The unit's settings, which a rule that does not apply names as well."""
    rules: tuple[tuple[tuple[tuple[int, tuple[Condition], tuple[Asked, ...]], ...], tuple[Asked, ...]], ...]
    """Conditions under which rules apply, each list once and like conditions under one number, with the facts that decide it;
    and all facts of the rules that have this list."""
    undecided: tuple[EllipsisType, ...]
    """For each number that it has not been decided."""
    unasked: Mapping[str, None]


@cache
def _plan(rules: RuleSet) -> _Plan:
    specs = {spec.name: spec for spec in rules.facts}
    numbers: dict[tuple[object, ...], int] = {}
    alike: dict[tuple[int, ...], tuple[tuple[Condition, ...], dict[str, None]]] = {}
    for rule in rules.rules:
        keys = [(one.fact, one.operator, one.value, one.parameter) for one in rule.applies_when]
        listed = tuple(numbers.setdefault(key, len(numbers)) for key in keys)
        read = dict.fromkeys(name for condition in rule.conditions for name in condition.reads)
        alike.setdefault(listed, (rule.applies_when, {}))[1].update(read)
    settings = [name for name in specs if name.startswith("parameter.")]

    def besides(names: Iterable[str], before: Iterable[str]) -> tuple[Asked, ...]:
        return asked((name for name in names if name not in before), specs)

    return _Plan(
        asked(settings, specs),
        tuple(
            (
                tuple((number, (one,), besides(one.reads, settings)) for number, one in zip(listed, applies_when, strict=True)),
                besides(names, {*settings, *(name for condition in applies_when for name in condition.reads)}),
            )
            for listed, (applies_when, names) in alike.items()
        ),
        (Ellipsis,) * len(numbers),
        dict.fromkeys(specs),
    )


def _function(name: str) -> Callable[[Case], Answer]:
    function = function_of(name)
    assert function is not None, name  # the reader of the rulebook refuses a fact without a function
    return function


__all__ = ["FACTS", "Answer", "Asked", "Case", "Picture", "asked", "compute", "function_of", "subjects", "tell"]
