"""Holds the facts about the legality review (LRV): who made it, when, what it found, what became of it."""

from collections.abc import Iterator
from datetime import date

from review.domain import review_clock
from review.domain.dossier import Countersign, LegalityReview, RequiredChange
from review.domain.duties import in_whose_place
from review.domain.facts.case import Case, fact
from review.domain.facts.classification import needs_legality_review
from review.domain.facts.opinion import answered, opinions_expected_or_given
from review.domain.facts.sending import before_topic
from review.domain.interests import proposed
from review.domain.kleene import Truth, all_true, any_true, given, negated
from review.domain.standing import review_holds, seen_in_draft
from review.domain.tasks import opposing
from review.domain.vocabulary import Conformity, Response, ReviewConclusion, ReviewKind, Shortfall
from review.domain.workdays import Counted

USUAL_WORKDAYS = 7
"""第二十六条第二款: the working days that the review is normally given at least; LRV-07 compares with the same number."""


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
    """LRV-01, 第二十五条第一款: reviewed, not asked for comments in its place, by the department responsible for legality review
    (`review_unit`)."""
    department, unit = _review(case).department, case.dossier.unit.parameters.review_unit
    return all_true((is_a_review(case), None if department is None or unit is None else department == unit))


@fact("review.issued_before_topic")
def issued_before_topic(case: Case) -> Truth:
    """LRV-01, 第二十五条第一款: issued no later than the day on which the topic was confirmed."""
    return before_topic(case, _review(case).issued_on)


@fact("review.issued_on")
def issued_on(case: Case) -> date | None:
    """LRV-01: the day of the review opinion."""
    return _review(case).issued_on


@fact("review.topic_settled_on")
def topic_settled_on(case: Case) -> date | None:
    """LRV-01: the day on which the topic was confirmed."""
    return case.picture.deciding.topic.confirmed_on if case.picture.deciding else None


@fact("review.is_a_review")
def is_a_review(case: Case) -> Truth:
    """LRV-02, 第二十五条第一款: a legality review, not a request for comments in its place."""
    kind = _review(case).kind
    return None if kind is None else kind is ReviewKind.REVIEW


@fact("review.permits_discussion")
def permits_discussion(case: Case) -> Truth:
    """LRV-03, 第二十五条第二款: found lawful under each of the three heads of 第二十七条; or lawful with changes that were
    made; or an exploratory reform with its risk stated, which cures no breach of an existing rule. Comments are
    no review."""
    barred = list(barred_by(case))
    return all_true(truth for _, truth in barred) if barred else None


def barred_by(case: Case) -> Iterator[tuple[Shortfall, Truth]]:
    """By each way in which the conclusion may bar the discussion, that it does not (LRV-03)."""
    review = _review(case)
    found = review.findings
    if review.kind is ReviewKind.COMMENT:
        yield Shortfall.COMMENT_ONLY, False
    unlawful = [one for one in review.earlier or () if one.conclusion is ReviewConclusion.UNLAWFUL]
    if any(one.draft_sha256 == review.draft_sha256 for one in unlawful):
        yield Shortfall.SAME_DRAFT, False
    each = all_true(map(_conforms, (found.authority, found.procedure, found.content)))
    match review.conclusion:
        case None:
            return
        case ReviewConclusion.LAWFUL:
            yield Shortfall.CONTRADICTS, each
        case ReviewConclusion.LAWFUL_WITH_CHANGES:
            yield Shortfall.CHANGE_REFUSED, _none_refused(review)
            yield Shortfall.NOT_MENDED, any_true((each, all_true((_mended(review), _redrafted(case)))))
        case ReviewConclusion.EXPLORATORY:
            yield Shortfall.CONTRADICTS, each
            yield Shortfall.NOT_EXPLORATORY, case.dossier.matter.scope.exploratory_reform
            yield Shortfall.RISK_NOT_STATED, given(review.risk_statement)
        case _:
            yield Shortfall.FOUND_UNLAWFUL, False


def _conforms(head: Conformity | None) -> Truth:
    return None if head is None else head is Conformity.CONFORMS


def _mended(review: LegalityReview) -> Truth:
    """第二十八条: what does not conform in procedure or content is mended by the changes that the review requires, when
    every one was made, wholly or in part with the reason. What is beyond the authority of the unit no change mends."""
    found, changes = review.findings, review.required_changes
    both_answered = all_true(None if head is None else True for head in (found.procedure, found.content))
    made = None if changes is None else bool(changes) and all_true(map(_made, changes))
    return all_true((_conforms(found.authority), both_answered, made))


def _none_refused(review: LegalityReview) -> Truth:
    """应当予以修改: a change that the review requires is not refused; while it is not answered it is not known."""
    changes = review.required_changes
    return None if changes is None else all_true(
        None if one.response is None else one.response is not Response.NOT_ADOPTED for one in changes
    )  # fmt: skip


def _redrafted(case: Case) -> Truth:
    """Whether the draft that goes to the meeting is another one than the reviewed; an answer alone mends no text."""
    reviewed, current = _review(case).draft_sha256, case.dossier.matter.draft.sha256
    return None if reviewed is None or current is None else reviewed != current


def _made(change: RequiredChange) -> Truth:
    return all_true((answered(change), None if change.response is None else change.response is not Response.NOT_ADOPTED))


@fact("review.workdays_allowed")
def workdays_allowed(case: Case) -> Counted | None:
    """LRV-07, 第二十六条第二款: working days from complete materials to the due day, less those during which the
    matter lay returned for supplement; not known while it lies returned."""
    review = _review(case)
    if review.returns is None or any(stop.on is None or stop.resupplied_on is None for stop in review.returns):
        return None
    return review_clock.allowed(review, case.picture.calendar)


@fact("review.short_time_reason_given")
def short_time_reason_given(case: Case) -> Truth:
    """LRV-07: why less than the normal time was allowed is stated (一般)."""
    return given(_review(case).short_time_reason)


@fact("review.earliest_due")
def earliest_due(case: Case) -> date | None:
    """LRV-07: the first due day that allows the usual working days, not counting those during which the matter lay returned
    for supplement."""
    return review_clock.due_after(_review(case), case.picture.calendar, USUAL_WORKDAYS)


@fact("review.heads_answered")
def heads_answered(case: Case) -> Truth:
    """LRV-08, 第二十七条: authority, procedure and content are each answered, with the basis of the answer."""
    review = _review(case)
    found, basis = review.findings, review.findings_basis
    return all_true((
        *(None if head is None else True for head in (found.authority, found.procedure, found.content)),
        *map(given, (basis.authority, basis.procedure, basis.content)),
    ))  # fmt: skip


@fact("review.answered_for")
def answered_for(case: Case) -> Truth:
    """LRV-10, 第二十八条: the department answers for it: the opinion has a number, reviewers and head are named, it is sealed;
    whoever was asked for a countersign (会签) has given his view."""
    review = _review(case)
    named = None if review.reviewers is None else bool(review.reviewers)
    signed = all_true(None if one.view is None else True for one in review.countersigns or ())
    return all_true((given(review.number), named, None if review.head is None else True, review.sealed, signed))


@fact("review.opposition_settled")
def opposition_settled(case: Case) -> Truth:
    """LRV-10, 第二十八条: the department answers for one opinion: of every countersign that opposes it (不同意、退回) it is on
    record how that was settled (协调处理), by another than who opposes, no later than the topic was confirmed."""
    review = case.dossier.legality_review
    return None if review is None else all_true(_settled(case, one) for one in opposing(review).values())


def _settled(case: Case, one: Countersign) -> Truth:
    opposing_people = {who.id for who in (one.person, one.mandate.person if one.mandate else None) if who}
    by_another = None if one.settled_by is None or not opposing_people else one.settled_by not in opposing_people
    return all_true((given(one.settlement), by_another, before_topic(case, one.settled_on)))


@fact("review.issued_in_time")
def issued_in_time(case: Case) -> Truth:
    """LRV-10, 第二十八条: issued in time, that is by its due day."""
    return review_clock.in_time(_review(case))


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
    return None if changes is None else bool(changes) and all_true(map(answered, changes))


@fact("review.changes_in_draft")
def changes_in_draft(case: Case) -> Truth:
    """LRV-11, 第二十八条: where the draft is lawful only with changes, what is said to be adopted is in the draft: it is another
    one than the reviewed, or a reviewer confirmed that he sees what he asked for, as of a supplement that is no text; either
    before the topic was confirmed. An answer alone adjusts nothing."""
    review = _review(case)
    needed = None if review.conclusion is None else review.conclusion is ReviewConclusion.LAWFUL_WITH_CHANGES
    refused = None if review.required_changes is None else all_true(
        None if one.response is None else one.response is Response.NOT_ADOPTED for one in review.required_changes
    )  # fmt: skip
    confirmed = review.changes_confirmed
    seen = confirmed is not None and all_true((
        seen_in_draft(review, case.dossier.matter.draft.sha256), before_topic(case, confirmed.on),
    ))  # fmt: skip
    return any_true((negated(needed), refused, all_true((_redrafted(case), _confirmed_in_time(case, review))), seen))


def _confirmed_in_time(case: Case, review: LegalityReview) -> Truth:
    """第二十五条、第二十八条: what a reviewer confirmed of the draft that is tabled he confirmed no later than the topic was
    confirmed; where nothing of it is on record the draft speaks for itself (whether the review holds for it is LRV-13)."""
    confirmed, draft = review.changes_confirmed, case.dossier.matter.draft.sha256
    if confirmed is None or (None not in (confirmed.draft_sha256, draft) and confirmed.draft_sha256 != draft):
        return True
    return all_true((seen_in_draft(review, draft), before_topic(case, confirmed.on)))


@fact("review.holds_for_draft")
def holds_for_draft(case: Case) -> Truth:
    """LRV-13: the review was made of the current draft, or of one changed only editorially or as it asked, which a reviewer or
    the head of the review confirmed (with the draft, or on the review)."""
    review = case.dossier.legality_review
    return None if review is None else review_holds(case.dossier, review)


@fact("review.reviewer_apart")
def reviewer_apart(case: Case) -> Truth:
    """LRV-14: nobody who reviews, is in charge of the review, countersigns it or is its head submitted the matter or took it
    over, advised on it, is a candidate or related to one, or votes on it; before a meeting is fixed nobody votes, and where no
    opinion was given nobody advised."""
    dossier, review = case.dossier, _review(case)
    reviewers = _reviewing(review)
    advisers = [one.adviser for one in dossier.legal_opinions or ()]
    bodies = [meeting.members for meeting in dossier.meetings or ()]
    others = {one.id for one in advisers if one} | {member.id for body in bodies if body for member in body}
    others |= {dossier.matter.submitted_by or "", dossier.matter.followed_by or "", *proposed(dossier)}
    if any(person in others for person in (*reviewers, review.head) if person):
        return False
    known = None not in (*reviewers, review.head, dossier.matter.submitted_by, *advisers, *bodies)
    return True if known else None


@fact("review.reviewer_did_not_draft")
def reviewer_did_not_draft(case: Case) -> Truth:
    """LRV-14: nobody who reviews, is in charge of the review, countersigns it or is its head drafted the matter."""
    review, drafters = _review(case), case.dossier.matter.drafters
    if review.reviewers is None or drafters is None:
        return None
    authors = {drafter.id for drafter in drafters}
    return all_true(None if person is None else person not in authors for person in (*_reviewing(review), review.head))


def _reviewing(review: LegalityReview) -> list[str | None]:
    """Who reviews, is in charge (承办) or countersigns (会签), and in whose place (代行); `None` for one who is not known."""
    reviewers = [None] if review.reviewers is None else [person.id for person in review.reviewers]
    signers = [one.person.id if one.person else None for one in review.countersigns or ()]
    mandates = (review.mandate, *(one.mandate for one in review.countersigns or ()))
    absent = [who for mandate in mandates for who in in_whose_place(mandate)]
    return [*reviewers, *signers, *absent, *((review.handler,) if review.handler else ())]
