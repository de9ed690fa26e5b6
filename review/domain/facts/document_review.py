"""Holds the facts about the legality examination of a normative document (合法性审核, NDR-01 to 07), which has a clock and
an opinion of its own. The legality review of the decision (合法性审查) is in `legality`.
"""

from collections.abc import Iterator
from datetime import date

from review.domain.dossier import DocumentReview
from review.domain.facts.case import Case, fact
from review.domain.kleene import Truth, all_true, any_true, given, negated
from review.domain.standing import Authors, holds, review_authors
from review.domain.vocabulary import Conformity, ReviewConclusion, ReviewUrgency, Shortfall
from review.domain.workdays import Counted

LEAST, MOST = 5, 15
"""国办发〔2018〕115号（五）: working days that the examination takes, normally at least and in no case more than."""


def examination(case: Case) -> DocumentReview:
    """The examination that is on file, or one of which nothing is known."""
    return case.dossier.document_review or DocumentReview()


def by_topic(case: Case, day: date | None) -> Truth:
    """Whether this was done no later than the topic was confirmed, or by today while it was not."""
    by = case.picture.heard_by
    return None if day is None or by is None else day <= by


@fact("document_review.department_named")
def department_named(case: Case) -> Truth:
    """NDR-01, （四）: the department that examined the document (审核机构) is named."""
    return given(examination(case).department)


@fact("document_review.issued_before_topic")
def issued_before_topic(case: Case) -> Truth:
    """NDR-01, （三）: examined, and no later than the topic was confirmed."""
    return by_topic(case, examination(case).issued_on)


@fact("document_review.holds_for_draft")
def holds_for_draft(case: Case) -> Truth:
    """NDR-01: the current draft was examined, or one that was changed since only editorially or as the opinion asked. That
    it asked for the change those confirm who gave the unit's own legality review: the examiners sit elsewhere."""
    document, draft, review = examination(case), case.dossier.matter.draft, case.dossier.legality_review
    authors: Authors = review_authors(review) if review else frozenset({None})
    return holds(document.draft_sha256, document.number, authors, draft, draft.sha256)


@fact("document_review.materials_complete")
def materials_complete(case: Case) -> Truth:
    """NDR-02, （五）: draft with explanation, basis, opinions asked and adopted, the drafting unit's own examination, and
    whatever else the contents call for."""
    sent = examination(case).materials
    return all_true((
        sent.draft_and_explanation, sent.basis, sent.consultation_adoption, sent.drafting_unit_opinion, sent.other,
    ))  # fmt: skip


@fact("document_review.urgent")
def urgent(case: Case) -> Truth:
    """NDR-03, （五）: to be issued at once, against an emergency or on an urgent order from above; no limits then."""
    urgency = examination(case).urgent
    return None if urgency is None else urgency is not ReviewUrgency.NONE


@fact("document_review.workdays_allowed")
def workdays_allowed(case: Case) -> Counted | None:
    """NDR-03, （五）: working days from complete materials to the due day; the start day is not counted."""
    return case.workdays(examination(case).complete_on, examination(case).due_on)


@fact("document_review.workdays_longest")
def workdays_longest(case: Case) -> Counted | None:
    """NDR-03, （五）: working days from complete materials to the due day or the day of issue, whichever is later. Until
    both are known, only what has already run past the limit is known."""
    document = examination(case)
    ends = [day for day in (document.due_on, document.issued_on or case.dossier.as_of) if day]
    longest = case.workdays(document.complete_on, max(ends))
    if document.due_on is not None and document.issued_on is not None:
        return longest
    return longest if longest is not None and longest.days > MOST else None


@fact("document_review.earliest_due")
def earliest_due(case: Case) -> date | None:
    """NDR-03: the first due day that is allowed."""
    return _after(case, LEAST)


@fact("document_review.latest_due")
def latest_due(case: Case) -> date | None:
    """NDR-03: the last due day that is allowed."""
    return _after(case, MOST)


def _after(case: Case, workdays: int) -> date | None:
    complete_on = examination(case).complete_on
    return None if complete_on is None else case.picture.calendar.after(complete_on, workdays)[0]


def _heads(case: Case) -> tuple[Conformity | None, ...]:
    """（六）: maker, authority, content, unlawful licences and the like, rights reduced, power enlarged, procedure."""
    found = examination(case).findings
    return (
        found.maker, found.authority, found.content, found.unlawful_powers, found.rights_reduced, found.power_enlarged,
        found.procedure,
    )  # fmt: skip


def _conforms(head: Conformity | None) -> Truth:
    return None if head is None else head is Conformity.CONFORMS


@fact("document_review.heads_answered")
def heads_answered(case: Case) -> Truth:
    """NDR-04, （六）: each of the seven heads is answered."""
    return all_true(None if head is None else True for head in _heads(case))


@fact("document_review.heads_agree")
def heads_agree_with_conclusion(case: Case) -> Truth:
    """NDR-04, （六）: no document is found lawful of which a head was found not to conform."""
    conclusion = examination(case).conclusion
    if conclusion is None:
        return None
    return True if conclusion is not ReviewConclusion.LAWFUL else all_true(map(_conforms, _heads(case)))


@fact("document_review.conclusion_of_three")
def conclusion_of_three(case: Case) -> Truth:
    """NDR-05, （六）: lawful, unlawful, or to be changed (合法、不合法、应当予以修改); there is no fourth."""
    conclusion = examination(case).conclusion
    return None if conclusion is None else conclusion is not ReviewConclusion.EXPLORATORY


@fact("document_review.written")
def written(case: Case) -> Truth:
    """NDR-05, （六）: the opinion is in writing."""
    return examination(case).written


@fact("document_review.partly_adopted")
def partly_adopted(case: Case) -> Truth:
    """NDR-06, （六）: the drafting unit did not adopt all of the opinion."""
    return examination(case).partly_adopted


@fact("document_review.explained")
def explained(case: Case) -> Truth:
    """NDR-06, （六）: reasons and basis are explained in detail when the document is tabled."""
    return given(examination(case).explanation)


@fact("document_review.permits_deliberation")
def permits_deliberation(case: Case) -> Truth:
    """NDR-07, 国办发〔2018〕37号（六）: found lawful under every head; or to be changed, and changed or explained. What its
    maker had no power to make no change mends, and no reason keeps what no such document may do: 不得设定行政许可、处罚、强制、
    征收、收费, 不得减损权益, 不得增加权力."""
    if examination(case).conclusion is None:
        return None
    answered = heads_answered(case) if examination(case).conclusion is ReviewConclusion.LAWFUL_WITH_CHANGES else True
    return all_true((*(kept for _, kept in bars(case)), answered))


def bars(case: Case) -> Iterator[tuple[Shortfall, Truth]]:
    """NDR-07: by each way in which the conclusion may bar the deliberation, that it does not."""
    found = examination(case).findings
    match examination(case).conclusion:
        case None:
            return
        case ReviewConclusion.LAWFUL:
            yield Shortfall.HEADS_CONTRADICT, all_true(map(_conforms, _heads(case)))
        case ReviewConclusion.LAWFUL_WITH_CHANGES:
            yield Shortfall.WRONG_MAKER, _conforms(found.maker)
            yield Shortfall.BEYOND_POWERS, _conforms(found.authority)
            partly = partly_adopted(case)
            barred = all_true(map(_conforms, (found.unlawful_powers, found.rights_reduced, found.power_enlarged)))
            yield Shortfall.FORBIDDEN_KEPT, any_true((barred, negated(partly)))
            yield Shortfall.UNEXPLAINED if partly else Shortfall.UNCHANGED, _changed_or_explained(case)
        case ReviewConclusion.UNLAWFUL:
            yield Shortfall.EXAMINED_UNLAWFUL, False
        case _:
            yield Shortfall.NO_SUCH_CONCLUSION, False


def _changed_or_explained(case: Case) -> Truth:
    """（六）: what was adopted in full is in the draft, which is another one than the examined; what was not is explained. No
    answer changes a text."""
    examined, current = examination(case).draft_sha256, case.dossier.matter.draft.sha256
    changed = None if examined is None or current is None else examined != current
    partly, reasons = partly_adopted(case), explained(case)
    return any_true((
        all_true((negated(partly), changed)), all_true((partly, reasons)), all_true((changed, reasons)),
    ))  # fmt: skip
