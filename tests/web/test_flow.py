"""The drawing of a matter's way after the decision: what is registered as done is drawn so, nothing else."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from review.domain.dossier import Archive
from review.domain.vocabulary import Gate
from review.domain.workflow import State
from review.service.desk import Desk
from review.service.ports import Matter
from review.service.record import CHINA
from review.web import flow, presentation, progress

from .conftest import TODAY, UNIT

DONE = "SL-ZSJ-2024-0003"
FINISHED, HANDED_OVER = date(2024, 5, 20), date(2024, 5, 31)


def drawn(desk: Desk, state: State = State.APPROVED, *, today: date = TODAY, **days: date | None) -> flow.Flow:
    """The drawing of the finished example with these days of completion and of handing over."""
    with desk.store.reading(UNIT) as work:
        stored: Matter = work.matters.get(DONE)
        trail = work.trail.of_matter(DONE)
    dossier = stored.dossier
    changed = replace(
        stored, state=state,
        dossier=replace(
            dossier, archive=Archive(handed_over_on=days.get("handed_over_on")),
            execution=replace(dossier.execution, completed_on=days.get("completed_on")),
        ),
    )  # fmt: skip
    return flow.draw(changed, trail, desk.rulebook.calendar, today)


@pytest.mark.parametrize(
    ("days", "kinds"),
    [
        ({}, ["now", "next"]),
        ({"completed_on": FINISHED}, ["done", "now"]),
        ({"completed_on": FINISHED, "handed_over_on": HANDED_OVER}, ["done", "done"]),
        ({"handed_over_on": HANDED_OVER}, ["now", "done"]),
    ],
)
def test_execution_and_archiving_are_done_when_their_day_is_registered(desk: Desk, days, kinds) -> None:
    last = drawn(desk, **days).dots[flow.EXECUTION :]
    assert [dot.kind for dot in last] == kinds
    assert last[1].when == ("5月31日" if "handed_over_on" in days else "")
    assert last[0].when == ("5月20日" if "completed_on" in days else "限12月31日")
    assert last[0].who == "承办人戊"


def test_a_rejected_matter_is_archived_but_neither_signed_nor_executed(desk: Desk) -> None:
    kinds = [dot.kind for dot in drawn(desk, State.REJECTED).dots]
    assert kinds[5:] == ["ended", "skipped", "skipped", "next"]


def test_nothing_more_is_drawn_as_to_come_for_a_withdrawn_matter(desk: Desk) -> None:
    assert {dot.kind for dot in drawn(desk, State.WITHDRAWN).dots} <= {"done", "stopped", "skipped"}


def test_a_day_of_another_year_is_drawn_with_its_year(desk: Desk) -> None:
    assert drawn(desk).dots[0].when == "2月1日"
    assert drawn(desk, today=date(2025, 1, 2)).dots[0].when == "2024年2月1日"
    assert presentation.recent_day(datetime(2024, 12, 31, 9, tzinfo=CHINA), date(2024, 1, 1)) == "12月31日"
    assert presentation.recent_day(None, TODAY) == "—"


def test_an_appointment_passes_by_the_gate_of_the_legality_review(desk: Desk) -> None:
    with desk.store.reading(UNIT) as work:
        stored = work.matters.get("SL-ZSJ-2023-0019")
    assert progress.gate_sign(stored, Gate.LEGALITY_REVIEW) == ("na", "未经过")
    assert progress.gate_sign(stored, Gate.ARCHIVE) == ("not", "未开"), "its execution runs, so that it is the gate ahead"
