"""Holds the facts about the legal adviser's opinion (LAD); which opinion counts is in `standing`."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from review.domain.dossier import LegalityReview, LegalOpinion, RequiredChange, Suggestion
from review.domain.facts.case import Case, fact
from review.domain.facts.classification import needs_legal_opinion
from review.domain.facts.minutes import Elements
from review.domain.interests import proposed
from review.domain.kleene import Truth, all_true, any_true, given, known, negated
from review.domain.standing import holds
from review.domain.vocabulary import Element, OpinionConclusion, Response, Shortfall


def counting(case: Case) -> list[LegalOpinion]:
    """The opinions that are known to count."""
    current = case.picture.opinions
    return [opinion for opinion in current.opinions if opinion not in current.doubtful] if current else []


def _of_current(case: Case, question: Callable[[LegalOpinion], Truth]) -> Truth:
    """Whether the answer is yes for every opinion that is known to count; unknown while none is."""
    opinions = counting(case)
    return all_true(map(question, opinions)) if opinions else None


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
    current, by = case.picture.opinions, case.picture.heard_by
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


@fact("opinions.changes_in_draft")
def changes_in_draft(case: Case) -> Truth:
    """LAD-05: where an opinion that counts finds the draft lawful only with changes, the draft is another one than it read, or
    none of its suggestions was adopted, of which the answers tell. An answer alone changes no text."""
    current = case.picture.opinions
    return None if current is None else all_true(_changed(one, case.dossier.matter.draft.sha256) for one in current.opinions)


def _changed(opinion: LegalOpinion, draft: str | None) -> Truth:
    needed = None if opinion.conclusion is None else opinion.conclusion is OpinionConclusion.LAWFUL_WITH_CHANGES
    other = None if draft is None or opinion.draft_sha256 is None else opinion.draft_sha256 != draft
    refused = None if opinion.suggestions is None else all_true(
        None if one.response is None else one.response is Response.NOT_ADOPTED for one in opinion.suggestions
    )  # fmt: skip
    return any_true((negated(needed), other, refused))


@fact("opinions.complete")
def opinions_complete(case: Case) -> Truth:
    """LAD-07: each opinion is written, numbered, dated and signed, names its adviser and licence, the facts, the
    materials and the articles it rests on, the risks, the conclusion and the suggestions: one that finds the matter
    lawful after changes says which. Each entry of a list says something; there may be no risk and no suggestion."""
    return _of_current(case, lambda opinion: all_true(elements(opinion).values()))


def elements(opinion: LegalOpinion) -> Elements:
    """What an opinion has to hold (LAD-07), and whether it does."""
    basis = opinion.legal_basis
    cited = None if basis is None else [text for one in basis for text in (one.instrument, one.article)]
    risks = None if opinion.risks is None else [risk.risk for risk in opinion.risks]
    asked = None if opinion.suggestions is None else [suggestion.text for suggestion in opinion.suggestions]
    changes = None if opinion.conclusion is None else opinion.conclusion is OpinionConclusion.LAWFUL_WITH_CHANGES
    return {
        Element.NUMBER: given(opinion.number),
        Element.ADVISER: known(opinion.adviser),
        Element.LICENCE: None if opinion.adviser is None else given(opinion.adviser.licence_no),
        Element.ISSUED_ON: known(opinion.issued_on),
        Element.SIGNATURE: opinion.signed,
        Element.FACTS: given(opinion.facts_relied_on),
        Element.MATERIALS: _each_given(opinion.materials, may_be_none=False),
        Element.BASIS: _each_given(cited, may_be_none=False),
        Element.RISKS: _each_given(risks, may_be_none=True),
        Element.CONCLUSION: known(opinion.conclusion),
        Element.SUGGESTIONS: _each_given(asked, may_be_none=negated(changes)),
    }


def _each_given(texts: Sequence[str | None] | None, *, may_be_none: Truth) -> Truth:
    """Whether every text of a list is given; a list without an entry is a statement that there is none."""
    if texts is None:
        return None
    return all_true(map(given, texts)) if texts else may_be_none


@fact("opinions.independent")
def opinions_independent(case: Case) -> Truth:
    """LAD-08, 《公务员法》第七十六条（类推）: the adviser declared no interest, has none on the unit's roll and is no candidate
    nor related to one, neither submitted, took over nor drafted the matter, and votes at no meeting on it. What was heard from
    an adviser who is not independent does not count where another was heard in time; each of the others has to be so."""
    asked = _independent(case) or counting(case)
    return all_true(truth for one in asked for _, truth in independence(case, one)) if asked else None


def _independent(case: Case) -> list[LegalOpinion]:
    """The opinions heard in time whose adviser is not known to be dependent."""
    return [
        one for one in counting(case)
        if was_heard(one, case.picture.heard_by) is not False and not any(truth is False for _, truth in independence(case, one))
    ]  # fmt: skip


def independence(case: Case, opinion: LegalOpinion) -> Iterator[tuple[Shortfall, Truth]]:
    """By each way in which the adviser may be dependent, that he is not."""
    matter, adviser = case.dossier.matter, opinion.adviser.id if opinion.adviser else None
    bodies = [meeting.members for meeting in case.dossier.meetings or ()]  # before a meeting is fixed nobody votes
    apart = None if adviser is None else adviser not in proposed(case.dossier)
    yield Shortfall.HAS_INTEREST, None if adviser is None else all_true((opinion.conflict_free, apart))
    yield Shortfall.ON_ROLL, not opinion.registered_interests  # where no roll was asked his declaration is all there is
    yield Shortfall.SUBMITTED, None if adviser is None or matter.submitted_by is None else adviser != matter.submitted_by
    yield Shortfall.TOOK_OVER, None if adviser is None else adviser != matter.followed_by
    for how, group in ((Shortfall.DRAFTED, matter.drafters), *((Shortfall.VOTES, body) for body in bodies)):
        yield how, None if adviser is None or group is None else all(person.id != adviser for person in group)


@fact("opinions.before_review")
def opinions_before_review(case: Case) -> Truth:
    """LAD-09, 《重大行政决策程序暂行条例》第二十八条: dated on or before the legality review, on the same draft."""
    return _of_current(case, lambda opinion: all_true(truth for _, truth in order(case, opinion)))


def order(case: Case, opinion: LegalOpinion) -> Iterator[tuple[Shortfall, Truth]]:
    """By each way in which an opinion may not precede the review, that it does not."""
    review, draft = case.dossier.legality_review or LegalityReview(), case.dossier.matter.draft
    days = (opinion.issued_on, review.issued_on)
    author = frozenset({opinion.adviser.id if opinion.adviser else None})
    same = holds(opinion.draft_sha256, opinion.number, author, draft, review.draft_sha256)
    yield Shortfall.AFTER_REVIEW, None if days[0] is None or days[1] is None else days[0] <= days[1]
    yield Shortfall.OTHER_DRAFT, None if case.dossier.legality_review is None else same
