"""Holds the facts about the legal adviser's opinion (LAD); which opinion counts is in `standing`."""

from collections.abc import Callable, Iterable
from datetime import date

from review.domain.dossier import LegalOpinion, RequiredChange, Suggestion
from review.domain.facts.case import Case, fact
from review.domain.facts.classification import needs_legal_opinion
from review.domain.kleene import Truth, all_true, any_true, given
from review.domain.standing import heard_by, holds
from review.domain.vocabulary import OpinionConclusion, Response


def _of_current(case: Case, question: Callable[[LegalOpinion], Truth]) -> Truth:
    """Whether the answer is yes for every opinion that is known to count; unknown while none is."""
    current = case.picture.opinions
    counting = [opinion for opinion in current.opinions if opinion not in current.doubtful] if current else []
    return all_true(map(question, counting)) if counting else None


@fact("opinions.expected_or_given")
def opinions_expected_or_given(case: Case) -> Truth:
    """An opinion has to be heard, or one was given all the same; a given one is always judged. Where none has to be
    heard and none is on file, none was given."""
    opinions = case.dossier.legal_opinions
    return True if opinions else needs_legal_opinion(case)


@fact("opinions.on_this_draft")
def on_this_draft(case: Case) -> Truth:
    """LAD-04 to LAD-09 judge the opinions on the current draft: there is one, and of none it is doubtful whether it
    counts. Before there is one nothing can be said of it; that it has to be heard is LAD-01."""
    current = case.picture.opinions
    return True if current and current.opinions and current.certain else None


@fact("opinions.heard")
def opinions_heard(case: Case) -> int | None:
    """LAD-01, 中办发〔2016〕30号: opinions heard on the current draft before the topic was confirmed; one that says
    the materials are insufficient is not an opinion heard."""
    current, by = case.picture.opinions, heard_by(case.dossier)
    if current is None:
        return None
    heard = [was_heard(opinion, by) for opinion in current.opinions]
    return None if None in heard or not current.certain else sum(truth is True for truth in heard)


def was_heard(opinion: LegalOpinion, by: date | None) -> Truth:
    if opinion.conclusion is OpinionConclusion.INSUFFICIENT_MATERIALS:
        return False
    in_time = None if opinion.issued_on is None or by is None else opinion.issued_on <= by
    return all_true((None if opinion.conclusion is None else True, in_time))


@fact("opinions.none_unlawful")
def none_unlawful(case: Case) -> Truth:
    """LAD-04, 中办发〔2016〕30号: no current opinion says the matter is unlawful; one is enough to stop it."""
    return _of_current(
        case, lambda o: None if o.conclusion is None else o.conclusion is not OpinionConclusion.UNLAWFUL
    )


def _suggestions(case: Case) -> list[Suggestion] | None:
    """The suggestions of the opinions that count; unknown while it is not known which count, or none does."""
    current = case.picture.opinions
    if current is None or not on_this_draft(case) or any(opinion.suggestions is None for opinion in current.opinions):
        return None
    return [suggestion for opinion in current.opinions for suggestion in opinion.suggestions or ()]


@fact("opinions.suggestions")
def suggestions(case: Case) -> int | None:
    """LAD-05: the number of suggestions in the opinions that count."""
    listed = _suggestions(case)
    return None if listed is None else len(listed)


def answered(point: Suggestion | RequiredChange) -> Truth:
    """Adopted; or partly or not adopted, with the reason."""
    if point.response is None:
        return None
    return True if point.response is Response.ADOPTED else given(point.reason) is True


@fact("opinions.suggestions_answered")
def suggestions_answered(case: Case) -> Truth:
    """LAD-05: the undertaking unit answered every suggestion; what it did not adopt whole, with the reason."""
    listed = _suggestions(case)
    return None if listed is None else all_true(map(answered, listed))


@fact("opinions.suggestions_refused")
def suggestions_refused(case: Case) -> int | None:
    """LAD-05: suggestions that were not adopted."""
    listed = _suggestions(case)
    if listed is None or any(suggestion.response is None for suggestion in listed):
        return None
    return sum(suggestion.response is Response.NOT_ADOPTED for suggestion in listed)


@fact("opinions.complete")
def opinions_complete(case: Case) -> Truth:
    """LAD-07: each opinion is written, numbered, dated and signed, names its adviser and licence, the facts, the
    materials and the articles it rests on, the risks, the conclusion and the suggestions: one that finds the matter
    lawful after changes says which."""
    return _of_current(case, lambda opinion: all_true((
        given(opinion.number),
        None if opinion.adviser is None else given(opinion.adviser.licence_no),
        None if opinion.issued_on is None else True,
        opinion.signed,
        given(opinion.facts_relied_on),
        _any_given(opinion.materials),
        None if opinion.legal_basis is None else any_true(
            all_true((given(basis.instrument), given(basis.article))) for basis in opinion.legal_basis
        ),
        None if opinion.risks is None else True,
        None if opinion.conclusion is None else True,
        None if opinion.suggestions is None or opinion.conclusion is None
        else bool(opinion.suggestions) or opinion.conclusion is not OpinionConclusion.LAWFUL_WITH_CHANGES,
    )))  # fmt: skip


def _any_given(texts: Iterable[str | None] | None) -> Truth:
    return None if texts is None else any_true(given(text) for text in texts)


@fact("opinions.independent")
def opinions_independent(case: Case) -> Truth:
    """LAD-08, 《公务员法》第七十六条（类推）: the adviser declared no interest, neither submitted nor drafted the
    matter, and votes at no meeting on it."""
    dossier = case.dossier
    bodies = [meeting.members for meeting in dossier.meetings or ()]  # before a meeting is fixed nobody votes
    submitter, drafters = dossier.matter.submitted_by, dossier.matter.drafters

    def independent(opinion: LegalOpinion) -> Truth:
        if opinion.adviser is None:
            return None
        adviser = opinion.adviser.id
        other = all_true((
            None if submitter is None else adviser != submitter,
            None if drafters is None else all(drafter.id != adviser for drafter in drafters),
        ))  # fmt: skip
        outside = (None if body is None else all(member.id != adviser for member in body) for body in bodies)
        return all_true((opinion.conflict_free, other, *outside))

    return _of_current(case, independent)


@fact("opinions.before_review")
def opinions_before_review(case: Case) -> Truth:
    """LAD-09, 《重大行政决策程序暂行条例》第二十八条: dated on or before the legality review, on the same draft."""
    review, draft = case.dossier.legality_review, case.dossier.matter.draft

    def ordered(opinion: LegalOpinion) -> Truth:
        if review is None:
            return None
        in_order = None if None in (opinion.issued_on, review.issued_on) else opinion.issued_on <= review.issued_on  # type: ignore[operator]
        author = frozenset({opinion.adviser.id if opinion.adviser else None})
        return all_true((in_order, holds(opinion.draft_sha256, opinion.number, author, draft, review.draft_sha256)))

    return _of_current(case, ordered)
