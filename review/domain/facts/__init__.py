"""Holds the facts: one small pure function each, grouped by family, with the article in its docstring.

A fact whose inputs are missing is missing itself; what a fact is called and said is in rules/facts.toml.
"""

from collections.abc import Iterable, Mapping

from review.domain.facts import (  # noqa: F401 - importing a family registers its facts
    appointment,
    classification,
    deliberation,
    lawyers,
    money,
    parameters,
    preparation,
)
from review.domain.facts.case import FACTS, Answer, Case, Picture
from review.domain.rulebook import FactSpec, Subject, Value
from review.domain.workdays import Counted


def compute(case: Case, specs: Iterable[FactSpec]) -> tuple[Mapping[str, Value | None], frozenset[str]]:
    """The value of every fact named by `specs`, and the names of those that are provisional."""
    known: dict[str, Value | None] = {}
    provisional: set[str] = set()
    shared = case.picture.matter_facts
    for spec in specs:
        name = spec.name
        if spec.subject is Subject.MATTER:
            if name not in shared:
                shared[name] = FACTS[name](case)
            answer = shared[name]
        else:
            answer = FACTS[name](case)
        if isinstance(answer, Counted):
            if answer.provisional:
                provisional.add(name)
            answer = answer.days
        known[name] = answer
    return known, frozenset(provisional)


__all__ = ["FACTS", "Answer", "Case", "Picture", "compute"]
