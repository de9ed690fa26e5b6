"""Holds the facts about the legal adviser's opinion (LAD) and the legality review (LRV); which one counts: `standing`."""

from collections.abc import Callable, Iterable
from datetime import date

from review.domain.dossier import LegalityReview, LegalOpinion, RequiredChange, Suggestion
from review.domain.facts.case import Case, fact
from review.domain.facts.classification import needs_legal_opinion, needs_legality_review
from review.domain.kleene import Truth, all_true, any_true, given
from review.domain.standing import heard_by, holds, review_holds
from review.domain.vocabulary import Conformity, OpinionConclusion, Response, ReviewConclusion, ReviewKind
from review.domain.workdays import Counted


def _of_current(case: Case, question: Callable[[LegalOpinion], Truth]) -> Truth:
    """Whether the answer is yes for every opinion that counts; unknown while none counts, or while one that may count
    does not say yes."""
    current = case.picture.opinions
    if current is None or not current.opinions:
        return None
    return all_true((
        *(question(opinion) for opinion in current.opinions if opinion not in current.doubtful),
        *(True if question(opinion) else None for opinion in current.doubtful),
    ))  # fmt: skip


@fact("opinions.expected_or_given")
def opinions_expected_or_given(case: Case) -> Truth:
    """An opinion has to be heard, or one was given all the same; a given one is always judged. Where none has to be
    heard and none is on file, none was given."""
    opinions = case.dossier.legal_opinions
    return True if opinions else needs_legal_opinion(case)


@fact("opinions.heard")
def opinions_heard(case: Case) -> int | None:
    """LAD-01, 中办发〔2016〕30号: opinions heard on the current draft before the topic was confirmed; one that says
    the materials are insufficient is not an opinion heard."""
    current, by = case.picture.opinions, heard_by(case.dossier)
    if current is None:
        return None
    heard = [_was_heard(opinion, by) for opinion in current.opinions]
    return None if None in heard or not current.certain else sum(truth is True for truth in heard)


def _was_heard(opinion: LegalOpinion, by: date | None) -> Truth:
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
    current = case.picture.opinions
    if current is None or not current.certain or any(opinion.suggestions is None for opinion in current.opinions):
        return None
    return [suggestion for opinion in current.opinions for suggestion in opinion.suggestions or ()]


@fact("opinions.suggestions")
def suggestions(case: Case) -> int | None:
    """LAD-05: the number of suggestions in the opinions that count."""
    listed = _suggestions(case)
    return None if listed is None else len(listed)


def _answered(point: Suggestion | RequiredChange) -> Truth:
    """Adopted; or partly or not adopted, with the reason."""
    if point.response is None:
        return None
    return True if point.response is Response.ADOPTED else given(point.reason) is True


@fact("opinions.suggestions_answered")
def suggestions_answered(case: Case) -> Truth:
    """LAD-05: the undertaking unit answered every suggestion; what it did not adopt whole, with the reason."""
    listed = _suggestions(case)
    return None if listed is None else all_true(map(_answered, listed))


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
    materials and the articles it rests on, the risks, the conclusion and the suggestions."""
    return _of_current(case, lambda opinion: all_true((
        given(opinion.number),
        None if opinion.adviser is None else given(opinion.adviser.licence_no),
        None if opinion.issued_on is None else True,
        opinion.signed,
        given(opinion.facts_relied_on),
        _any_given(opinion.materials),
        _any_given(None if opinion.legal_basis is None else [basis.article for basis in opinion.legal_basis]),
        None if opinion.risks is None else True,
        None if opinion.conclusion is None else True,
        None if opinion.suggestions is None else True,
    )))  # fmt: skip


def _any_given(texts: Iterable[str | None] | None) -> Truth:
    return None if texts is None else any_true(given(text) for text in texts)


@fact("opinions.independent")
def opinions_independent(case: Case) -> Truth:
    """LAD-08, 《公务员法》第七十六条（类推）: the adviser declared no interest, did not submit the matter and votes
    at no meeting on it."""
    dossier = case.dossier
    bodies = [meeting.members for meeting in dossier.meetings or ()]  # before a meeting is fixed nobody votes
    submitter = dossier.matter.submitted_by

    def independent(opinion: LegalOpinion) -> Truth:
        if opinion.adviser is None:
            return None
        adviser = opinion.adviser.id
        other = None if submitter is None else adviser != submitter
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


@fact("review.expected_or_given")
def review_expected_or_given(case: Case) -> Truth:
    """A legality review has to be made, or one was made all the same; a given one is always judged. Where none has to
    be made and none is on file, none was made."""
    return True if case.dossier.legality_review is not None else needs_legality_review(case)


@fact("review.with_opinion")
def review_with_opinion(case: Case) -> Truth:
    """LAD-09: both an opinion and a review are there or have to be."""
    return all_true((opinions_expected_or_given(case), review_expected_or_given(case)))


def _review(case: Case) -> LegalityReview:
    return case.dossier.legality_review or LegalityReview()


@fact("review.done_by_review_unit")
def done_by_review_unit(case: Case) -> Truth:
    """LRV-01, 第二十五条第一款: issued by the department responsible for legality review (`review_unit`)."""
    department, unit = _review(case).department, case.dossier.unit.parameters.review_unit
    return None if department is None or unit is None else department == unit


@fact("review.issued_before_topic")
def issued_before_topic(case: Case) -> Truth:
    """LRV-01, 第二十五条第一款: issued no later than the day on which the topic was confirmed."""
    issued, by = _review(case).issued_on, heard_by(case.dossier)
    return None if issued is None or by is None else issued <= by


@fact("review.is_a_review")
def is_a_review(case: Case) -> Truth:
    """LRV-02, 第二十五条第一款: a legality review, not a request for comments in its place."""
    kind = _review(case).kind
    return None if kind is None else kind is ReviewKind.REVIEW


@fact("review.permits_discussion")
def permits_discussion(case: Case) -> Truth:
    """LRV-03, 第二十五条第二款: found lawful, or lawful with changes; an exploratory reform with its risk stated. A
    conclusion that contradicts one of the three heads permits nothing."""
    review = _review(case)
    heads = (review.findings.authority, review.findings.procedure, review.findings.content)
    if review.conclusion is None:
        return None
    if review.conclusion is ReviewConclusion.UNLAWFUL:
        return False
    if review.conclusion is ReviewConclusion.EXPLORATORY:
        return all_true((case.dossier.matter.scope.exploratory_reform, given(review.risk_statement)))
    if review.conclusion is ReviewConclusion.LAWFUL:
        return all_true(None if head is None else head is Conformity.CONFORMS for head in heads)
    return True


@fact("review.workdays_allowed")
def workdays_allowed(case: Case) -> Counted | None:
    """LRV-07, 第二十六条第二款: working days from complete materials to the due day, less those during which the
    matter lay returned for supplement; the start day is not counted."""
    review = _review(case)
    allowed = case.workdays(review.complete_on, review.due_on)
    if allowed is None or review.complete_on is None or review.due_on is None or review.returns is None:
        return None
    days, provisional = allowed.days, allowed.provisional
    for returned in review.returns:
        if returned.on is None or returned.resupplied_on is None:
            return None
        start, end = max(returned.on, review.complete_on), min(returned.resupplied_on, review.due_on)
        if start < end:
            stopped = case.picture.calendar.between(start, end)
            days, provisional = days - stopped.days, provisional or stopped.provisional
    return Counted(days, provisional)


@fact("review.short_time_reason_given")
def short_time_reason_given(case: Case) -> Truth:
    """LRV-07: why less than the normal time was allowed is stated (一般)."""
    return given(_review(case).short_time_reason)


@fact("review.earliest_due")
def earliest_due(case: Case) -> date | None:
    """LRV-07: the first due day that allows seven working days."""
    complete_on = _review(case).complete_on
    return None if complete_on is None else case.picture.calendar.after(complete_on, 7)[0]


@fact("review.heads_answered")
def heads_answered(case: Case) -> Truth:
    """LRV-08, 第二十七条: authority, procedure and content are each answered, with the basis of the answer."""
    review = _review(case)
    found, basis = review.findings, review.findings_basis
    return all_true((
        *(None if head is None else True for head in (found.authority, found.procedure, found.content)),
        *map(given, (basis.authority, basis.procedure, basis.content)),
    ))  # fmt: skip


@fact("review.heard_advisers")
def heard_advisers(case: Case) -> Truth:
    """LRV-09, 第二十八条: the review considered opinions of legal advisers or government lawyers that are on file."""
    considered, opinions = _review(case).opinions_considered, case.dossier.legal_opinions
    if considered is None:
        return None
    if not considered:
        return False
    if opinions is None:
        return None
    on_file = {opinion.number for opinion in opinions}
    return all_true(True if number in on_file else None if None in on_file else False for number in considered)


@fact("review.answered_for")
def answered_for(case: Case) -> Truth:
    """LRV-10, 第二十八条: the department answers for it: reviewers and head are named, the opinion is sealed."""
    review = _review(case)
    named = None if review.reviewers is None else bool(review.reviewers)
    return all_true((named, None if review.head is None else True, review.sealed))


@fact("review.issued_in_time")
def issued_in_time(case: Case) -> Truth:
    """LRV-10, 第二十八条: issued in time, that is by its due day."""
    review = _review(case)
    return None if review.issued_on is None or review.due_on is None else review.issued_on <= review.due_on


@fact("review.changes_required")
def changes_required(case: Case) -> Truth:
    """LRV-11: the review requires changes, by its conclusion or by listing them."""
    review = _review(case)
    by_list = None if review.required_changes is None else bool(review.required_changes)
    by_conclusion = None
    if review.conclusion is not None:
        by_conclusion = review.conclusion is ReviewConclusion.LAWFUL_WITH_CHANGES
    return any_true((by_list, by_conclusion))


@fact("review.changes_answered")
def changes_answered(case: Case) -> Truth:
    """LRV-11, 第二十八条: the undertaking unit answered every required change; what it did not make, with the reason."""
    changes = _review(case).required_changes
    return None if changes is None else bool(changes) and all_true(map(_answered, changes))


@fact("review.holds_for_draft")
def holds_for_draft(case: Case) -> Truth:
    """LRV-13: the review was made of the current draft, or of one changed only editorially or as it asked."""
    review = case.dossier.legality_review
    return None if review is None else review_holds(case.dossier, review)


@fact("review.reviewer_did_not_draft")
def reviewer_did_not_draft(case: Case) -> Truth:
    """LRV-14: no reviewer, and not the head of the review, drafted the matter."""
    review, drafters = _review(case), case.dossier.matter.drafters
    if review.reviewers is None or drafters is None:
        return None
    authors = {drafter.id for drafter in drafters}
    return all_true((
        *(person.id not in authors for person in review.reviewers),
        None if review.head is None else review.head not in authors,
    ))  # fmt: skip
