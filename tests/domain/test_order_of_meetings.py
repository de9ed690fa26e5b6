"""Whose turn it is where the unit's list has several meetings discuss a matter."""

from dataclasses import replace
from typing import Any

import pytest

from forms import read_dossier
from review.domain.dossier import CatalogueItem, Dossier, Meeting
from review.domain.errors import DossierRefused
from review.domain.order_of_meetings import next_meeting, order_told, waits_for
from review.domain.vocabulary import DecisionMode, MeetingResult, MeetingType
from review.service import deliberation
from tests.conftest import example_text

GROUP, DIRECTOR = MeetingType.PARTY_GROUP_MEETING, MeetingType.DIRECTOR_MEETING
PASSED, REJECTED, DEFERRED = MeetingResult.PASSED, MeetingResult.REJECTED, MeetingResult.DEFERRED
EXAMPLE = read_dossier(example_text("01"))


def matter(*orders: tuple[MeetingType, ...], held: tuple[tuple[MeetingType, MeetingResult | None], ...] = ()) -> Dossier:
    items = tuple(CatalogueItem(code=f"C-{row}", meeting_sequence=one) for row, one in enumerate(orders))
    about = replace(EXAMPLE.matter, catalogue=replace(EXAMPLE.matter.catalogue, items=items))
    return replace(EXAMPLE, matter=about, meetings=tuple(Meeting(type=kind, result=result) for kind, result in held))


@pytest.mark.parametrize(("held", "waits"), [
    ((), GROUP), (((GROUP, DEFERRED),), GROUP), (((GROUP, PASSED), (GROUP, REJECTED)), GROUP), (((GROUP, None),), GROUP),
    (((GROUP, PASSED),), None), (((GROUP, REJECTED), (GROUP, PASSED)), None),
])  # fmt: skip
def test_a_meeting_waits_until_the_one_listed_before_it_has_passed_the_matter(held: Any, waits: MeetingType | None) -> None:
    dossier = matter((GROUP, DIRECTOR), held=held)
    assert waits_for(DIRECTOR, dossier) is waits
    assert waits_for(GROUP, dossier) is None
    assert order_told(dossier) == f"{GROUP.label}→{DIRECTOR.label}"


@pytest.mark.parametrize(("orders", "held", "following"), [
    (((DIRECTOR, GROUP),), ((DIRECTOR, PASSED),), GROUP), (((GROUP, DIRECTOR),), ((GROUP, PASSED),), DIRECTOR),
    (((GROUP, DIRECTOR),), (), GROUP), (((GROUP, DIRECTOR),), ((GROUP, DEFERRED),), GROUP),
    (((GROUP, DIRECTOR),), ((GROUP, PASSED), (DIRECTOR, PASSED)), None), (((GROUP,), (DIRECTOR,)), ((GROUP, PASSED),), DIRECTOR),
    ((), (), GROUP), ((), ((GROUP, PASSED),), None), (((DIRECTOR,),), ((DIRECTOR, PASSED),), GROUP),
])  # fmt: skip
def test_which_meeting_of_the_list_comes_next(orders: Any, held: Any, following: MeetingType | None) -> None:
    dossier = matter(*orders, held=held)
    assert next_meeting(dossier) is following
    by_head = replace(dossier, matter=replace(dossier.matter, decision_mode=DecisionMode.HEAD_DECIDES))
    assert next_meeting(by_head) in (following, None)


def test_lines_with_one_meeting_or_with_opposite_orders_prescribe_no_order() -> None:
    for orders in (((GROUP,), (DIRECTOR,)), ((GROUP, DIRECTOR), (DIRECTOR, GROUP)), ()):
        assert (waits_for(DIRECTOR, matter(*orders)), waits_for(GROUP, matter(*orders))) == (None, None)


def test_a_topic_of_a_meeting_out_of_turn_is_not_notified_and_it_is_said_what_to_do() -> None:
    dossier, unused = matter((GROUP, DIRECTOR), held=((DIRECTOR, None),)), None
    with pytest.raises(DossierRefused) as refused:
        deliberation.notified(Meeting())(dossier, unused)  # type: ignore[arg-type]
    (fault,) = refused.value.faults
    assert f"次序为{GROUP.label}→{DIRECTOR.label}" in fault.message
    assert f"请书记收回议题，先提请{GROUP.label}讨论" in fault.message
