"""The checklist of the fair-competition review: every standard of the instrument in force is asked, and answered at once."""

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from review.domain.dossier import CompetitionCheck
from review.domain.vocabulary import CompetitionHead, Role
from review.domain.vocabulary.preparation import OLD_COMPETITION_HEADS, OldCompetitionHead
from review.service import oversight
from review.web.competition import CHECKLIST

from .conftest import opened, person, signed_in, text
from .road import NUMBER, filled

NEW, OLD = [head.value for head in CompetitionHead], list(OLD_COMPETITION_HEADS)


def asked(page: str) -> list[str]:
    return re.findall(rf'name="{CHECKLIST}/\d+/head" value="([^"]+)"', page)


@pytest.mark.parametrize(("today", "heads"), [(date(2024, 6, 3), OLD), (date(2024, 9, 2), NEW)], ids=["before", "since"])
def test_a_new_matter_is_asked_every_standard_of_the_instrument_in_force(
    path: Path, today: date, heads: list[str]
) -> None:
    app, store = opened(path, today)
    page = unescape(text(signed_in(app, "mishu").get("/matters/new")))
    store.close()
    assert asked(page) == heads
    assert page.count(f'name="{CHECKLIST}/') == len(heads) * 4
    kind = CompetitionHead if heads == NEW else OldCompetitionHead
    assert all(f'<th scope="row">{head.value} {head.label}</th>' in page for head in kind)


@pytest.mark.heavy
def test_all_standards_are_answered_in_one_go_and_shown_again_as_answered(stand: Callable[[str], Path]) -> None:
    app, store = opened(stand("commission-opinion"), date(2024, 5, 8))
    secretary, at = signed_in(app, "mishu"), f"/matters/{NUMBER}/fair-competition"
    page = text(secretary.get(at))
    says = {f"{CHECKLIST}/{row}/present": "true" if row == 2 else "false" for row, _ in enumerate(OLD)}
    assert secretary.post(at, data=filled(page, says, "")).status_code == 303

    def stored() -> tuple[CompetitionCheck, ...]:
        desk = app.extensions["review"].desk
        preparation = oversight.show(desk, person(desk, Role.SECRETARY), NUMBER).dossier.preparation
        return preparation.fair_competition_review.checklist

    assert stored() == tuple(CompetitionCheck(head=head, present=head == OLD[2]) for head in OLD)
    again = filled(text(secretary.get(at)), {}, "")
    assert [again[f"{CHECKLIST}/{row}/present"] for row in (0, 2)] == ["false", "true"]
    assert secretary.post(at, data=filled(text(secretary.get(at)), {f"{CHECKLIST}/0/present": ""}, "")).status_code == 303
    assert [one.head for one in stored()] == OLD[1:]
    assert filled(text(secretary.get(at)), {}, "")[f"{CHECKLIST}/2/present"] == "true"
    store.close()


def test_a_checklist_of_which_nothing_is_answered_says_nothing(stand: Callable[[str], Path]) -> None:
    app, store = opened(stand("commission-opinion"), date(2024, 5, 8))
    secretary, at = signed_in(app, "mishu"), f"/matters/{NUMBER}/fair-competition"
    page = text(secretary.get(at))
    assert secretary.post(at, data=filled(page, {}, "")).status_code == 422
    desk = app.extensions["review"].desk
    preparation = oversight.show(desk, person(desk, Role.SECRETARY), NUMBER).dossier.preparation
    assert preparation is None or preparation.fair_competition_review is None
    store.close()
