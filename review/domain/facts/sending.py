"""Holds what "before the matter is sent for legality review" and "before the topic is settled" mean to everything that has
to be done before it."""

from datetime import date

from review.domain.facts.case import Case
from review.domain.kleene import Truth
from review.domain.review_clock import is_stopped, supplied_on


def before_sending(case: Case, done_on: date | None) -> Truth:
    """Whether this was done no later than the matter was sent for legality review, or by today while it was not sent; what
    was returned for supplement (第二十六条第一款) is sent once more when it goes back, and may lack until then what it lacks."""
    review, today = case.dossier.legality_review, case.dossier.as_of
    if done_on is None:
        return None
    if review is None:
        return done_on <= today
    if review.sent_on is None:
        after = (review.complete_on, review.issued_on)
        return False if any(day is not None and done_on > day for day in after) else None
    if is_stopped(review):
        return done_on <= today
    return done_on <= min(today, max(review.sent_on, supplied_on(review) or review.sent_on))


def before_topic(case: Case, done_on: date | None) -> Truth:
    """Whether this was done no later than the topic of the deciding meeting was settled, or by today while there is none."""
    by = case.picture.heard_by
    return None if done_on is None or by is None else done_on <= min(by, case.dossier.as_of)
