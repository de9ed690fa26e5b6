"""A matter keeps the rules of the day of its submission until somebody moves it to those of today, with a reason."""

from dataclasses import replace
from datetime import date

import pytest

from review import demo
from review.domain.errors import DossierRefused
from review.domain.vocabulary import Role
from review.domain.workflow import Action
from review.service import oversight, submission

PEOPLE = demo.register_of(demo.examples())


def by(role):
    return demo.actor(role, "SL-ZSJ", PEOPLE)


def in_force(matter):
    return next(one for one in matter.judgement.findings if one.rule == "CLS-09").citation.edition


def offered(desk, matter):
    return {row.action for row in desk.options(by(Role.SECRETARY), matter)}


@pytest.fixture
def pinned(desk, clock):
    """Submitted on the day before the secrets law of 2024 came into force, and supplemented after it did."""
    clock.turn_to(date(2024, 4, 30))
    matter = demo.examples()[6].matter
    told = submission.Submission(matter=replace(matter, draft=replace(matter.draft, changed_on=date(2024, 4, 30))))
    matter = submission.submit(desk, by(Role.SECRETARY), told, key="k")
    assert Action.UPDATE_EDITION not in offered(desk, matter)
    with pytest.raises(DossierRefused, match="没有变化"):
        submission.update_edition(desk, by(Role.SECRETARY), matter.number, 1, "没有理由")
    clock.turn_to(date(2024, 5, 8))
    return submission.supplement(desk, by(Role.SECRETARY), matter.number, 1, told)


def test_the_rules_of_the_day_of_submission_stay(desk, pinned):
    assert in_force(pinned) == "2010-10-01"
    assert Action.UPDATE_EDITION in offered(desk, pinned)


def test_the_matter_is_moved_with_a_reason_that_the_trail_keeps(desk, pinned):
    with pytest.raises(DossierRefused, match="理由"):
        submission.update_edition(desk, by(Role.SECRETARY), pinned.number, pinned.revision, " ")
    moved = submission.update_edition(desk, by(Role.SECRETARY), pinned.number, pinned.revision, "新法已经施行")
    assert in_force(moved) == "2024-05-01"
    assert moved.dossier.edition_on == date(2024, 5, 8)
    last = oversight.trail(desk, by(Role.AUDITOR), moved.number)[-1]
    assert (last.action, last.note) == (Action.UPDATE_EDITION, "新法已经施行")
    assert Action.UPDATE_EDITION not in offered(desk, moved)
