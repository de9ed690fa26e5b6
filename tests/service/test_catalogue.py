"""The list of matters is entered by one and confirmed by another, never changed, and matters take their lines from it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from forms import read_dossier
from review import demo
from review.demo_lists import lists_of
from review.domain import trail
from review.domain.catalogue import in_force
from review.domain.dossier import Catalogue, CatalogueItem
from review.domain.errors import DossierRefused, Forbidden, NotFound, WrongState
from review.domain.vocabulary import FundKind, Role
from review.service import catalogue, submission
from review.service.desk import Desk
from review.service.ports import Actor
from review.service.submission import Submission
from review.service.to_confirm import to_confirm
from tests.conftest import example_text
from tests.sampling import some

EXAMPLE = read_dossier(example_text("07"))
UNIT = "SL-ZSJ"


def by(role: Role) -> Actor:
    own = [one for one in demo.examples() if one.unit.code == UNIT]
    return demo.actor(role, UNIT, demo.register_of(own))


@pytest.fixture
def today(clock: demo.DayClock) -> date:
    clock.turn_to(date(2024, 5, 7))
    return date(2024, 5, 7)


def new(name: str = "2024-06", start: date = date(2024, 6, 1)) -> catalogue.Version:
    """The list in force under another name and from another day, with a lower amount in one line."""
    listed = list(lists_of(UNIT))[-1]
    lower = {FundKind.PROCUREMENT: Decimal("100000.00")}
    items = tuple(replace(one, thresholds=lower) if one.code == "D-02" else one for one in listed.items)
    return replace(listed, name=name, effective_from=start, items=items)


def codes(desk: Desk, day: date) -> str | None:
    version = in_force(catalogue.versions(desk, by(Role.AUDITOR)), day)
    return version and version.name


def test_a_version_is_in_force_once_another_person_has_confirmed_it(desk: Desk, today: date) -> None:
    entered = catalogue.enter(desk, by(Role.SECRETARY), new())
    assert codes(desk, date(2024, 6, 1)) == "2024-01"
    catalogue.confirm(desk, by(Role.GROUP_SECRETARY), entered.number)
    assert [codes(desk, day) for day in (today, date(2024, 5, 31), date(2024, 6, 1))] == ["2024-01", "2024-01", "2024-06"]
    _, events = catalogue.show(desk, by(Role.AUDITOR), entered.number)
    assert [(one.action.label, one.actor) for one in events] == [("录入事项清单", "s01"), ("确认施行事项清单", "p01")]
    assert events[0].content == events[1].content
    with desk.store.reading(UNIT) as work:
        assert trail.first_broken(work.register_trail.all()) is None


def test_whoever_entered_a_version_may_not_confirm_it_whatever_his_roles(desk: Desk, today: date) -> None:
    both = replace(by(Role.SECRETARY), roles=frozenset({Role.SECRETARY, Role.GROUP_SECRETARY}))
    entered = catalogue.enter(desk, both, new())
    with pytest.raises(Forbidden, match="录入清单的人不能确认"):
        catalogue.confirm(desk, both, entered.number)


@pytest.mark.parametrize("role", some(list(Role), 3))
def test_only_the_clerk_enters_and_only_the_secretary_confirms(desk: Desk, today: date, role: Role) -> None:
    waiting = catalogue.enter(desk, by(Role.SECRETARY), new("待确认的"))
    before = catalogue.versions(desk, by(Role.AUDITOR))
    if role is not Role.SECRETARY:
        with pytest.raises(Forbidden):
            catalogue.enter(desk, by(role), new())
    if role is not Role.GROUP_SECRETARY:
        with pytest.raises(Forbidden):
            catalogue.confirm(desk, by(role), waiting.number)
    assert catalogue.versions(desk, by(role)) == before


def test_a_version_is_confirmed_once_and_only_if_it_is_there(desk: Desk, today: date) -> None:
    with pytest.raises(NotFound):
        catalogue.confirm(desk, by(Role.GROUP_SECRETARY), 99)
    with pytest.raises(WrongState):
        catalogue.confirm(desk, by(Role.GROUP_SECRETARY), 1)


def test_of_two_that_wait_the_second_is_refused_once_the_first_stands_in_its_days(desk: Desk, today: date) -> None:
    first, second = (catalogue.enter(desk, by(Role.SECRETARY), new(name)) for name in ("甲", "乙"))
    catalogue.confirm(desk, by(Role.GROUP_SECRETARY), first.number)
    with pytest.raises(DossierRefused, match="重叠"):
        catalogue.confirm(desk, by(Role.GROUP_SECRETARY), second.number)


def test_a_refused_version_leaves_nothing(desk: Desk, today: date) -> None:
    before = catalogue.versions(desk, by(Role.AUDITOR))
    for wrong in (new("2024-01"), new(start=date(2023, 12, 1)), replace(new(), items=())):
        with pytest.raises(DossierRefused):
            catalogue.enter(desk, by(Role.SECRETARY), replace(wrong, basis=""))
    assert catalogue.versions(desk, by(Role.AUDITOR)) == before


def test_a_submitted_matter_takes_its_lines_from_the_list_in_force_whatever_it_says_itself(desk: Desk, today: date) -> None:
    forged = Catalogue(version="我的", items=(CatalogueItem(code="D-02", name="假的", legality_review_required=False),))
    matter = replace(EXAMPLE.matter, catalogue=forged)
    stored = submission.submit(desk, by(Role.SECRETARY), Submission(matter=matter, preparation=EXAMPLE.preparation), key="k")
    assert stored.dossier.matter.catalogue == replace(EXAMPLE.matter.catalogue, items=stored.dossier.matter.catalogue.items)
    (line,) = stored.dossier.matter.catalogue.items or ()
    assert (line.name, line.legality_review_required) == ("政府采购", True)


def test_a_line_that_the_list_does_not_have_is_refused(desk: Desk, today: date) -> None:
    matter = replace(EXAMPLE.matter, catalogue=Catalogue(items=(CatalogueItem(code="Z-99"),)))
    with pytest.raises(DossierRefused, match="现行清单2024-01没有条目Z-99"):
        submission.submit(desk, by(Role.SECRETARY), Submission(matter=matter), key="k")


def test_a_stored_matter_keeps_the_lines_of_its_version_when_a_new_one_is_in_force(
    desk: Desk, today: date, clock: demo.DayClock
) -> None:
    given = Submission(matter=EXAMPLE.matter, preparation=EXAMPLE.preparation)
    stored = submission.submit(desk, by(Role.SECRETARY), given, key="k")
    catalogue.confirm(desk, by(Role.GROUP_SECRETARY), catalogue.enter(desk, by(Role.SECRETARY), new()).number)
    clock.turn_to(date(2024, 6, 3))
    again = submission.supplement(desk, by(Role.SECRETARY), stored.number, 1, replace(given, matter=stored.dossier.matter))
    assert again.dossier.matter.catalogue == stored.dossier.matter.catalogue


def test_a_matter_under_way_takes_another_line_from_the_version_that_it_has(
    desk: Desk, today: date, clock: demo.DayClock
) -> None:
    """It had named the new version beside a line of the old one; whether the orders of meetings fit was asked of the new one."""
    given = Submission(matter=EXAMPLE.matter, preparation=EXAMPLE.preparation)
    stored = submission.submit(desk, by(Role.SECRETARY), given, key="k")
    had = stored.dossier.matter.catalogue
    assert [one.code for one in had.items or ()] == ["D-02"]
    listed = new()
    without = tuple(replace(one, legality_review=False) for one in listed.items if one.code != "D-02")
    entered = catalogue.enter(desk, by(Role.SECRETARY), replace(listed, items=without))
    catalogue.confirm(desk, by(Role.GROUP_SECRETARY), entered.number)
    clock.turn_to(date(2024, 6, 3))
    old = next(one for one in catalogue.versions(desk, by(Role.AUDITOR)) if one.name == had.version)
    other = next(one for one in old.items if one.code != "D-02" and one.category is EXAMPLE.matter.category)
    named = Catalogue(items=(CatalogueItem(code="D-02"), CatalogueItem(code=other.code)))
    matter = replace(stored.dossier.matter, catalogue=named)
    again = submission.supplement(desk, by(Role.SECRETARY), stored.number, 1, replace(given, matter=matter))
    now = again.dossier.matter.catalogue
    assert (now.version, now.items) == (had.version, (*(had.items or ()), other.in_dossier()))
    shown = submission.precheck_supplement(desk, by(Role.SECRETARY), again, replace(given, matter=matter))
    assert shown.matter.catalogue == now


def test_a_version_whose_last_day_has_passed_is_not_confirmed_any_more(
    desk: Desk, today: date, clock: demo.DayClock
) -> None:
    """It would be in force on no day, and end the one before it: the unit would have no list."""
    entered = catalogue.enter(desk, by(Role.SECRETARY), replace(new(), effective_to=date(2024, 6, 30)))
    clock.turn_to(date(2024, 7, 1))
    with pytest.raises(DossierRefused, match="早于施行日期或者今天"):
        catalogue.confirm(desk, by(Role.GROUP_SECRETARY), entered.number)
    assert codes(desk, date(2024, 7, 1)) == "2024-01"
    assert to_confirm(desk, by(Role.GROUP_SECRETARY)).versions == ()


def test_the_lowest_amount_of_unit_and_lines_counts(desk: Desk, clock: demo.DayClock, today: date) -> None:
    catalogue.confirm(desk, by(Role.GROUP_SECRETARY), catalogue.enter(desk, by(Role.SECRETARY), new()).number)
    clock.turn_to(date(2024, 6, 3))
    stored = submission.precheck(desk, by(Role.SECRETARY), Submission(matter=EXAMPLE.matter))
    assert stored.threshold(FundKind.PROCUREMENT) == Decimal("100000.00")
    assert stored.threshold(FundKind.PROJECT) == Decimal("1000000.00")
    assert stored.threshold(None) is None
