"""The unit's list of matters: one version is in force on a day, and several lines ask for the strictest of each."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from review.domain.catalogue import (
    Item,
    Standing,
    Version,
    in_force,
    in_one_order,
    last_day,
    overlap,
    standing,
    taken,
    together,
)
from review.domain.catalogue_faults import faults_of, faults_of_choice
from review.domain.dossier import Catalogue, CatalogueItem, Matter, Meeting
from review.domain.facts.deliberation import _ends_with
from review.domain.vocabulary import Category, DecisionMode, FundKind, MeetingType

PARTY, DIRECTOR, EXECUTIVE = MeetingType.PARTY_GROUP_MEETING, MeetingType.DIRECTOR_MEETING, MeetingType.EXECUTIVE_MEETING
TODAY = date(2024, 5, 7)


def item(code: str = "A-01", **rest: object) -> Item:
    known: dict[str, object] = {"name": "事项", "category": Category.MAJOR_MATTER, "meetings": (PARTY,), "legality_review": True}
    return Item(code=code, **{**known, **rest})  # type: ignore[arg-type]


def version(number: int = 1, start: date = date(2024, 1, 1), **rest: object) -> Version:
    known: dict[str, object] = {"name": f"第{number}版", "basis": "党组会议纪要", "items": (item(),), "confirmed_on": start}
    return Version(number=number, effective_from=start, **{**known, **rest})  # type: ignore[arg-type]


Orders = Sequence[tuple[MeetingType, ...]]
ORDERS = st.lists(st.permutations(list(MeetingType)).flatmap(
    lambda all_: st.integers(0, 4).map(lambda many: tuple(all_[:many]))), max_size=4)  # fmt: skip


@given(ORDERS)
def test_one_order_of_meetings_keeps_the_order_of_every_line_and_adds_no_meeting(orders: Orders) -> None:
    merged = in_one_order(orders)
    assume(merged is not None)
    assert sorted(merged) == sorted({one for order in orders for one in order})
    held = [Meeting(type=kind) for kind in merged]
    assert all(_ends_with(held, order) for order in orders), "and so the rule on the order of meetings (MTG-26) can be met"


@given(ORDERS)
def test_there_is_no_order_only_where_the_lines_contradict_each_other(orders: Orders) -> None:
    after = {
        kind: {later for order in orders for place, later in enumerate(order) if kind in order[:place]} for kind in MeetingType
    }
    for _ in MeetingType:
        for kind in MeetingType:
            after[kind] |= {later for one in after[kind] for later in after[one]}
    assert (in_one_order(orders) is None) == any(kind in after[kind] for kind in MeetingType)


def test_the_strictest_union_of_several_lines() -> None:
    lines = (
        item("A", meetings=(DIRECTOR, PARTY), legality_review=False, thresholds={FundKind.BUDGETED: Decimal(300000)}),
        item("B", meetings=(PARTY, EXECUTIVE), category=Category.LARGE_FUNDS,
             thresholds={FundKind.BUDGETED: Decimal(200000), FundKind.PROJECT: Decimal(9)}),
    )  # fmt: skip
    asked = together(lines)
    assert asked.meetings == (DIRECTOR, PARTY, EXECUTIVE)
    assert asked.legality_review
    assert asked.thresholds == {FundKind.BUDGETED: Decimal(200000), FundKind.PROJECT: Decimal(9)}
    assert asked.categories == (Category.MAJOR_MATTER, Category.LARGE_FUNDS)
    assert together(lines[::-1]) == asked


DAYS = st.integers(0, 60).map(lambda days: date(2024, 1, 1) + timedelta(days))


@given(st.lists(st.tuples(DAYS, DAYS), max_size=6), DAYS)
def test_at_most_one_version_is_in_force_and_one_that_was_is_never_undone(entered: list[tuple[date, date]], day: date) -> None:
    there: tuple[Version, ...] = ()
    for number, (start, today) in enumerate(sorted(entered, key=lambda pair: pair[1]), 1):
        new = version(number, start, confirmed_on=None)
        if overlap(new, there, today) is None:
            before = [in_force(there, date(2024, 1, 1) + timedelta(past)) for past in range((today - date(2024, 1, 1)).days)]
            there = (*there, replace(new, confirmed_on=today))
            assert before == [in_force(there, date(2024, 1, 1) + timedelta(past)) for past in range(len(before))]
    holds = [one for one in there if one.begins <= day and (last_day(one, there) is None or day <= last_day(one, there))]
    assert holds == ([in_force(there, day)] if in_force(there, day) else [])
    assert [one for one in there if standing(one, there, day) is Standing.IN_FORCE] == holds


def test_a_version_that_nobody_confirmed_or_that_has_run_out_is_not_in_force() -> None:
    assert in_force((version(confirmed_on=None),), TODAY) is None
    ended = version(effective_to=TODAY - timedelta(1))
    assert in_force((ended,), TODAY) is None
    assert in_force((ended,), TODAY - timedelta(1)) == ended
    assert standing(ended, (ended,), TODAY) is Standing.ENDED


def test_a_version_confirmed_late_is_in_force_from_that_day_and_not_before() -> None:
    late = version(2, date(2024, 3, 1), confirmed_on=TODAY)
    there = (version(1), late)
    assert in_force(there, TODAY - timedelta(1)) == there[0]
    assert in_force(there, TODAY) == late


def test_everything_wrong_with_a_version_is_told_at_once() -> None:
    wrong = version(
        2, date(2024, 1, 1), name="第1版", basis=" ", effective_to=date(2023, 1, 1), confirmed_on=None,
        items=(item("A"), item("A"), item("B", meetings=()), item("C", meetings=(PARTY, PARTY)), item(" ", category=None)),
    )  # fmt: skip
    there = (version(1, TODAY),)
    assert [fault.pointer for fault in faults_of(wrong, there, TODAY)] == [
        "/basis", "/name", "/effective_to", "/effective_from", "/items/1/code", "/items/2/meetings", "/items/3/meetings",
        "/items/4/code", "/items/4/category",
    ]
    assert faults_of(version(2, date(2024, 6, 1)), there, TODAY) == ()


def test_a_matter_takes_its_lines_from_the_list_and_keeps_those_it_had() -> None:
    now = version(2, items=(item("A", name="新的"), item("B", thresholds={FundKind.PROJECT: Decimal(9)})))
    had = Catalogue(version="第1版", items=(CatalogueItem(code="A", name="旧的"),))
    named = Catalogue(items=(CatalogueItem(code="A"), CatalogueItem(code="B", name="写的不算"), CatalogueItem(code="X")))
    found = taken(named, had, now)
    assert [line.name for line in found.items or ()] == ["旧的", "事项"]
    assert found.version == "第2版" and (found.items or ())[1].thresholds == {FundKind.PROJECT: Decimal(9)}
    assert taken(replace(had, version=None), had, now) == had
    assert taken(Catalogue(), had, now) == Catalogue()
    assert taken(named, Catalogue(), None) == Catalogue(items=())


def test_lines_that_the_list_does_not_have_classes_left_out_and_orders_that_contradict_are_faults() -> None:
    other = item("B", meetings=(DIRECTOR, PARTY), category=Category.LARGE_FUNDS)
    now = version(items=(item("A", meetings=(PARTY, DIRECTOR)), other))
    named = Matter(category=Category.MAJOR_MATTER, catalogue=Catalogue(items=tuple(CatalogueItem(code=one) for one in "ABX")))
    found = taken(named.catalogue, Catalogue(), now)
    told = faults_of_choice(named, found, now)
    assert [fault.pointer for fault in told] == ["/matter/catalogue/items"] * 2 + ["/matter/secondary_categories"]
    assert "没有条目X" in told[0].message and "互相矛盾" in told[1].message and "大额度资金使用" in told[2].message


def test_the_list_has_a_meeting_that_decides_as_the_matter_is_to_be_decided() -> None:
    """Only meetings of the list may take it up, so that a head could never decide what the list gives to the party group only:
    it was told at the meeting, weeks later, and by a rule about something else."""
    group, head = DecisionMode.PARTY_GROUP_VOTE, DecisionMode.HEAD_DECIDES
    told = {}
    for meetings in ((PARTY,), (DIRECTOR,), (PARTY, DIRECTOR)):
        now = version(items=(item("A", meetings=meetings, category=Category.MAJOR_MATTER),))
        named = Matter(category=Category.MAJOR_MATTER, catalogue=Catalogue(items=(CatalogueItem(code="A"),)))
        found = taken(named.catalogue, Catalogue(), now)
        told[meetings] = [[one.pointer for one in faults_of_choice(replace(named, decision_mode=mode), found, now)]
                          for mode in (group, head, None)]  # fmt: skip
    at = ["/matter/decision_mode"]
    assert told == {(PARTY,): [[], at, []], (DIRECTOR,): [at, [], []], (PARTY, DIRECTOR): [[], [], []]}


def test_codes_that_look_alike_are_one_code() -> None:
    """Ａ-02 and a-02 are A-02 to whoever reads the list, and nobody could say which line a matter named."""
    for code in ("Ａ-02", "a-02", "A\u200b-02", "A-02\u3000"):
        (told,) = faults_of(version(items=(item("A-02"), item(code), item("A-03"))), (), date(2023, 1, 1))
        assert (told.pointer, "第1条“A-02”重复" in told.message) == ("/items/1/code", True)
