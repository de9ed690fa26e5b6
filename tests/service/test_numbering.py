"""Running numbers: by unit, class and year, without gaps, whoever submits at the same moment and whatever is refused."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest

from review import demo
from review.domain.dossier import Dossier, Publicity
from review.domain.errors import DossierRefused, GateShut
from review.domain.numbering import LETTERS, in_series, series
from review.domain.vocabulary import Category, Role
from review.service import submission
from review.service.desk import Desk
from review.service.ports import Actor
from review.service.submission import Submission
from tests.sampling import some

EXAMPLES = demo.examples()
BASE = EXAMPLES[6].matter
SECRETARY = Actor(unit="SL-ZSJ", person="s01", name="秘书甲", roles=frozenset({Role.SECRETARY}))


def submitted(desk: Desk, key: str, **changes: object) -> str:
    matter = replace(BASE, number=None, **changes)  # type: ignore[arg-type]
    return submission.submit(desk, SECRETARY, Submission(matter=matter), key=key).number


@pytest.mark.parametrize("category", some(list(Category), 2))
def test_each_class_has_its_own_series(desk: Desk, clock: demo.DayClock, category: Category) -> None:
    example = next(one for one in EXAMPLES if one.matter.category is category and one.unit.code == "SL-ZSJ")
    people = demo.register_of(one for one in EXAMPLES if one.unit.code == "SL-ZSJ")
    matter = demo.drive(desk, clock, without_number(example), people)
    year = (example.matter.submitted_on or example.as_of).year
    assert matter.number == f"SL-ZSJ-{LETTERS[category]}-{year}-0001"


def without_number(example: Dossier) -> Dossier:
    later = ("legal_opinions", "legality_review", "document_review", "meetings", "approvals", "reporting", "publication",
             "execution", "archive")  # fmt: skip
    proposed = tuple(replace(one, publicity=Publicity(), appointed_on=None) for one in example.matter.candidates or ())
    matter = replace(example.matter, number=None, candidates=proposed or None)
    return replace(example, matter=matter, **dict.fromkeys(later))


def test_a_refused_submission_takes_no_number(desk: Desk, clock: demo.DayClock) -> None:
    clock.turn_to(date(2024, 5, 8))
    assert submitted(desk, "k1") == "SL-ZSJ-D-2024-0001"
    with pytest.raises(DossierRefused):
        submitted(desk, "k2", title=" ")
    with pytest.raises(GateShut):
        submitted(desk, "k3", state_secret_free=None)
    assert submitted(desk, "k4") == "SL-ZSJ-D-2024-0002"


def test_the_series_begins_anew_each_year(desk: Desk, clock: demo.DayClock) -> None:
    for year in (2024, 2025):
        clock.turn_to(date(year, 5, 8))
        assert submitted(desk, f"k{year}") == f"SL-ZSJ-D-{year}-0001"


def test_a_running_number_is_never_typed(desk: Desk, clock: demo.DayClock) -> None:
    clock.turn_to(date(2024, 5, 8))
    given = Submission(matter=replace(BASE, number="SL-ZSJ-D-2024-0007"))
    with pytest.raises(DossierRefused) as refused:
        submission.submit(desk, SECRETARY, given, key="k")
    assert [fault.pointer for fault in refused.value.faults] == ["/matter/number"]


def test_without_a_class_there_is_no_number_and_the_class_is_asked_for(desk: Desk, clock: demo.DayClock) -> None:
    clock.turn_to(date(2024, 5, 8))
    with pytest.raises(DossierRefused) as refused:
        submitted(desk, "k", category=None)
    assert [fault.pointer for fault in refused.value.faults] == ["/matter/category"]


@pytest.mark.parametrize("matters", [16, pytest.param(32, marks=pytest.mark.heavy)])
def test_sixteen_who_submit_at_once_get_numbers_without_gaps_or_doubles(desk: Desk, clock: demo.DayClock, matters: int) -> None:
    clock.turn_to(date(2024, 5, 8))
    with ThreadPoolExecutor(16) as pool:
        numbers = list(pool.map(lambda place: submitted(desk, f"k{place}"), range(matters)))
    assert sorted(numbers) == [f"SL-ZSJ-D-2024-{running:04}" for running in range(1, matters + 1)]


def test_only_numbers_of_the_unit_with_class_and_year_are_of_a_series() -> None:
    for category in Category:
        assert in_series("SL-ZSJ", series("SL-ZSJ", category, 2024) + "0012")
    for other in ("SL-ZSJ-2024-0012", "SL-ZSJ-E-2024-0012", "SL-XZF-D-2024-0012", "SL-ZSJ-D-24-0012", "SL-ZSJ-D-2024-"):
        assert not in_series("SL-ZSJ", other)
