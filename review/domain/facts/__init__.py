"""Holds the facts: one small pure function each, grouped by family, with the article in its docstring.

A fact whose inputs are missing is missing itself; what a fact is called and said is in rules/facts.toml.
"""

from collections.abc import Callable, Mapping
from functools import cache

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
    voting,
)
from review.domain.facts.case import FACTS, Answer, Case, Picture
from review.domain.facts.stated import function_of
from review.domain.rulebook import RuleSet, Subject, Value
from review.domain.workdays import Counted


def compute(case: Case, rules: RuleSet) -> tuple[Mapping[str, Value | None], frozenset[str]]:
    """The value of every fact that the rules need, and the names of those that are provisional."""
    known: dict[str, Value | None] = {}
    provisional: set[str] = set()
    shared = case.picture.matter_facts
    for name, function, of_matter in _functions(rules):
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
        known[name] = answer  # type: ignore[assignment]
    return known, frozenset(provisional)


@cache
def _functions(rules: RuleSet) -> tuple[tuple[str, Callable[[Case], Answer], bool], ...]:
    """The facts of a rule set with their functions, and whether they speak of the matter as a whole."""
    return tuple((spec.name, _function(spec.name), spec.subject is Subject.MATTER) for spec in rules.facts)


def _function(name: str) -> Callable[[Case], Answer]:
    function = function_of(name)
    assert function is not None, name  # the reader of the rulebook refuses a fact without a function
    return function


__all__ = ["FACTS", "Answer", "Case", "Picture", "compute", "function_of"]
