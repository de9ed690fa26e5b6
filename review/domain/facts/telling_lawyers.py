"""Holds what a finding on the legal opinions and on the legality review tells beside its answer: whose opinion it is, what it
lacks, what the review found. As `telling`, it decides nothing.
"""

from collections.abc import Callable, Iterable

from review.domain.dossier import LegalityReview, LegalOpinion, Suggestion
from review.domain.facts.case import Case, fact
from review.domain.facts.legality import barred_by
from review.domain.facts.minutes import lacking
from review.domain.facts.opinion import answered, counting, elements, independence, order
from review.domain.kleene import Truth
from review.domain.rulebook import several
from review.domain.vocabulary import Element, OpinionConclusion, Response, Shortfall


def _advisers(case: Case, wanted: Callable[[LegalOpinion], bool]) -> str | None:
    """The advisers whose opinions count and are such."""
    return several(_adviser(case, one) for one in counting(case) if wanted(one)) if counting(case) else None


def _adviser(case: Case, opinion: LegalOpinion) -> str:
    adviser = opinion.adviser
    return case.name(None) if adviser is None else adviser.name or case.name(adviser.id)


@fact("opinions.unlawful_told")
def unlawful_told(case: Case) -> str | None:
    """LAD-04: who finds the matter unlawful."""
    return _advisers(case, lambda opinion: opinion.conclusion is OpinionConclusion.UNLAWFUL)


@fact("opinions.incomplete_told")
def incomplete_told(case: Case) -> str | None:
    """LAD-07: whose opinion lacks an element, or is not known to have it."""
    return _advisers(case, lambda opinion: bool(lacking(elements(opinion))))


@fact("opinions.lacking_told")
def lacking_told(case: Case) -> str | None:
    """LAD-07: which elements."""
    if not counting(case):
        return None
    short = {one for opinion in counting(case) for one, truth in elements(opinion).items() if not truth}
    return several(element for element in Element if element in short)


_Ways = Iterable[tuple[Shortfall, Truth]]
"""In which ways a rule may be broken, and that it is not."""


def _broken(ways: _Ways) -> list[Shortfall]:
    return [how for how, truth in ways if truth is False]


def _ways(case: Case, of: Callable[[Case, LegalOpinion], _Ways]) -> str | None:
    opinions = counting(case)
    return several(how for opinion in opinions for how in _broken(of(case, opinion))) if opinions else None


@fact("opinions.dependent_told")
def dependent_told(case: Case) -> str | None:
    """LAD-08: which adviser is known not to be independent, with the parties to whom the roll ties him."""
    opinions = counting(case)
    return several(
        _adviser(case, one) + "、".join(f"“{tie.party}”" for tie in one.registered_interests or ())
        for one in opinions if _broken(independence(case, one))
    ) if opinions else None  # fmt: skip


@fact("opinions.independent_told")
def independent_told(case: Case) -> str | None:
    """LAD-08: which adviser is independent in every way."""
    return _advisers(case, lambda opinion: all(truth for _, truth in independence(case, opinion)))


@fact("opinions.dependent_because")
def dependent_because(case: Case) -> str | None:
    """LAD-08: in which ways."""
    return _ways(case, independence)


@fact("opinions.undeclared_told")
def undeclared_told(case: Case) -> str | None:
    """LAD-08: who has not declared whether he has an interest."""
    return _advisers(case, lambda opinion: opinion.conflict_free is None)


@fact("opinions.disordered_told")
def disordered_told(case: Case) -> str | None:
    """LAD-09: whose opinion is known not to precede the review."""
    return _advisers(case, lambda opinion: bool(_broken(order(case, opinion))))


@fact("opinions.disordered_because")
def disordered_because(case: Case) -> str | None:
    """LAD-09: in which ways."""
    return _ways(case, order)


@fact("opinions.unanswered_told")
def unanswered_told(case: Case) -> str | None:
    """LAD-05: the suggestions without an answer."""
    return _suggestions(case, lambda one: one.response is None)


@fact("opinions.unreasoned_told")
def unreasoned_told(case: Case) -> str | None:
    """LAD-05: the suggestions that were not adopted whole, without a reason."""
    return _suggestions(case, lambda one: answered(one) is False)


@fact("opinions.refused_told")
def refused_told(case: Case) -> str | None:
    """LAD-05: the suggestions that were not adopted."""
    return _suggestions(case, lambda one: one.response is Response.NOT_ADOPTED)


def _suggestions(case: Case, wanted: Callable[[Suggestion], bool]) -> str | None:
    """The suggestions of this kind, by adviser and number."""
    opinions = counting(case)
    return several(
        f"{_adviser(case, opinion)}-{suggestion.number or place}"
        for opinion in opinions
        for place, suggestion in enumerate(opinion.suggestions or (), 1) if wanted(suggestion)
    ) if opinions else None  # fmt: skip


@fact("review.conclusion_told")
def conclusion_told(case: Case) -> str | None:
    """LRV-03: the conclusion of the review."""
    return _review(case).conclusion


@fact("review.authority_told")
def authority_told(case: Case) -> str | None:
    """LRV-03: what it found on authority."""
    return _review(case).findings.authority


@fact("review.procedure_told")
def procedure_told(case: Case) -> str | None:
    """LRV-03: what it found on procedure."""
    return _review(case).findings.procedure


@fact("review.content_told")
def content_told(case: Case) -> str | None:
    """LRV-03: what it found on content."""
    return _review(case).findings.content


@fact("review.barred_because")
def barred_because(case: Case) -> str | None:
    """LRV-03: why the matter may not be tabled."""
    return several(_broken(barred_by(case))) if case.dossier.legality_review else None


def _review(case: Case) -> LegalityReview:
    return case.dossier.legality_review or LegalityReview()
