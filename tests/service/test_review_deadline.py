"""The days left of a review are those of its clock, on the desk and the matter's page as on that of the review."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

from review import demo
from review.domain import review_clock
from review.domain.dossier import LegalityReview, ReviewReturn
from review.domain.rulebook import Rulebook
from review.domain.workflow import State
from review.service import next_steps


def test_a_review_that_was_late_and_returned_is_as_late_on_the_desk_as_by_its_clock(rulebook: Rulebook) -> None:
    """Returned on a Sunday on which one worked, back in the holidays of October: 8 days against 7."""
    returns = (ReviewReturn(on=date(2024, 9, 29), gaps=("缺",), resupplied_on=date(2024, 10, 3)),)
    review = LegalityReview(complete_on=date(2024, 9, 13), due_on=date(2024, 9, 26), returns=returns)
    matter: Any = SimpleNamespace(dossier=replace(demo.examples()[6], legality_review=review), state=State.REVIEW)
    for today in (date(2024, 10, 8), date(2024, 10, 12)):
        clock, due = review_clock.read(review, rulebook.calendar, today), next_steps.deadline(matter, rulebook.calendar, today)
        assert clock is not None and due is not None
        assert due.left == clock.left < 0
        assert due.on == date(2024, 9, 26)
