"""Holds what "before the matter is sent for legality review" and "before the topic is settled" mean to everything that has
to be done before it."""

from datetime import date

from review.domain.facts.case import Case
from review.domain.kleene import Truth


def before_sending(case: Case, done_on: date | None) -> Truth:
    """Whether this was done no later than the matter was sent for legality review, or by today while it was not sent."""
    review, today = case.dossier.legality_review, case.dossier.as_of
    if done_on is None:
        return None
    if review is None:
        return done_on <= today
    if review.sent_on is None:
        after = (review.complete_on, review.issued_on)
        return False if any(day is not None and done_on > day for day in after) else None
    return done_on <= min(today, review.sent_on)


def before_topic(case: Case, done_on: date | None) -> Truth:
    """Whether this was done no later than the topic of the deciding meeting was settled, or by today while there is none."""
    by = case.picture.heard_by
    return None if done_on is None or by is None else done_on <= min(by, case.dossier.as_of)
