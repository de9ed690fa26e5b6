"""Holds the facts: one small pure function each, grouped by family, with the article in its docstring.

A fact whose inputs are missing is missing itself; what a fact is called and said is in rules/facts.toml.
"""

from collections.abc import Iterable, Mapping

from review.domain.facts import (  # noqa: F401 - importing a family registers its facts
    accountability,
    appointment,
    archive,
    archive_papers,
    classification,
    deliberation,
    document_review,
    execution,
    expert_review,
    legality,
    money,
    normative_document,
    opinion,
    parameters,
    preparation,
    reporting,
    voting,
)
from review.domain.facts.case import FACTS, Answer, Case, Picture
from review.domain.facts.stated import function_of
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
                shared[name] = _computed(name, case)
            answer = shared[name]
        else:
            answer = _computed(name, case)
        if isinstance(answer, Counted):
            if answer.provisional:
                provisional.add(name)
            answer = answer.days
        known[name] = answer
    return known, frozenset(provisional)


def _computed(name: str, case: Case) -> Answer:
    function = function_of(name)
    assert function is not None, name  # the reader of the rulebook refuses a fact without a function
    return function(case)


__all__ = ["FACTS", "Answer", "Case", "Picture", "compute", "function_of"]
