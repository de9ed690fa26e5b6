"""What was done on a matter that does not stand as passed is named, until it is stopped and reported."""

from typing import Any

import pytest

from forms.dossier import read_plain
from review.domain import overturned
from review.domain.dossier import Dossier
from tests.domain.judging import changed

SECOND = "/meetings/1"
HELD, AGAIN = "2023-03-21", "2023-03-28"
PREPARING = {
    "/meetings/0/type": "DIRECTOR_MEETING",
    "/matter/catalogue/items/0/meeting_sequence": ["DIRECTOR_MEETING", "PARTY_GROUP_MEETING"],
}
"""The first meeting only prepares the one that decides."""


def again(result: str, kind: str = "PARTY_GROUP_MEETING") -> dict[str, Any]:
    return {SECOND: {"type": kind, "form": "ON_SITE", "held_on": AGAIN, "result": result}}


def matter(changes: dict[str, Any]) -> Dossier:
    """The procurement of example 03, with another meeting behind its first where one is given."""
    plain = changed("03", {at: value for at, value in changes.items() if at != SECOND})
    plain["meetings"] = [*plain["meetings"], changes[SECOND]] if SECOND in changes else plain["meetings"]
    return read_plain(plain)


CONTRACT = {"/matter/contract": {"signed_on": "2023-03-22"}, "/execution": None}
EMERGENCY = {"/matter/scope/emergency": True, "/matter/emergency": {"decided_on": "2023-03-15", "ratified": False}}


@pytest.mark.parametrize(("changes", "done"), [
    ({}, ()),
    (again("PASSED"), ()),
    (again("REJECTED"), ("签订合同",)),
    (again("DEFERRED"), ("签订合同",)),
    (again("REJECTED", "DIRECTOR_MEETING"), ("签订合同",)),
    (PREPARING, ("签订合同",)),
    ({**PREPARING, **again("REJECTED")}, ("签订合同",)),
    ({**again("REJECTED"), **EMERGENCY}, ("签订合同",)),
    ({**again("REJECTED"), **EMERGENCY, "/matter/contract": {"signed_on": "2023-03-16"}}, ()),
    ({"/meetings/0/result": "REJECTED", **EMERGENCY}, ()),
    ({"/meetings": []}, ("签订合同",)),
    ({"/meetings": None}, ()),
])  # fmt: skip
def test_what_was_done_on_it_is_named_where_it_does_not_stand_as_passed(changes: dict[str, Any], done: tuple[str, ...]) -> None:
    """Of an emergency only what was done since a meeting had passed the matter: the action has a way of its own."""
    assert overturned.carried_out(matter({**CONTRACT, **changes})) == done


@pytest.mark.parametrize(("changes", "lacks"), [
    ({}, 2),
    ({"/execution": {"change": {"kind": "STOP", "on": AGAIN}}}, 1),
    ({"/execution": {"change": {"kind": "STOP", "on": HELD}}}, 2),
    ({"/execution": {"change": {"kind": "SUSPENSION", "on": AGAIN}}}, 2),
    ({"/execution": {"reports": [{"on": AGAIN, "text": "合同已解除"}]}}, 1),
    ({"/execution": {"reports": [{"on": HELD, "text": "已经启动"}]}}, 2),
    ({"/execution": {"change": {"kind": "STOP", "on": AGAIN}, "reports": [{"on": AGAIN, "text": "合同已解除"}]}}, 0),
    ({"/execution": {"completed_on": HELD, "reports": [{"on": AGAIN, "text": "款项已追回"}]}}, 0),
])  # fmt: skip
@pytest.mark.parametrize("end", [again("REJECTED"), again("DEFERRED"), {**PREPARING, **again("REJECTED")}])
def test_it_is_stopped_and_reported_since_the_last_meeting(end: dict[str, Any], changes: dict[str, Any], lacks: int) -> None:
    """What is completed is not stopped, but reported."""
    if PREPARING.items() <= end.items() and HELD in str(changes):
        return  # refused: there was no decision to carry out yet
    assert len(overturned.owed(matter({**CONTRACT, **end, **changes}))) == lacks
