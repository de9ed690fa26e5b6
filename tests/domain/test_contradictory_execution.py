"""What is refused of an execution because it lies before its decision; the matter of example 05 was put off in March and passed
on 16 April 2024."""

from typing import Any

import pytest

from tests.domain.test_contradictions import day, refused

DECIDED = "2024-04-16"

SAID: dict[str, Any] = {
    "completed_on": {"completed_on": None},
    "reports/0/on": {"reports": [{"on": None, "text": "已经启动"}]},
    "change/on": {"change": {"kind": "SUSPENSION", "on": None}},
    "tasks/0/completed_on": {"tasks": [{"text": "编制目录", "completed_on": None}]},
    "tasks/0/reports/0/on": {"tasks": [{"text": "编制目录", "reports": [{"on": None, "text": "已经启动"}]}]},
    "tasks/0/suspension/on": {"tasks": [{"text": "编制目录", "suspension": {"on": None, "reason": "接口调整"}}]},
    "conditions/0/met_on": {"conditions": [{"text": "先征得同意", "met_on": None, "proof": "复函"}]},
}
"""Every day of an execution that comes after its decision, by its place."""


def on(said: Any, when: str) -> Any:
    if isinstance(said, dict):
        return {key: when if value is None else on(value, when) for key, value in said.items()}
    return [on(one, when) for one in said] if isinstance(said, list) else said


@pytest.mark.parametrize("place", SAID)
def test_nothing_is_carried_out_reported_or_fulfilled_before_it_was_decided(place: str) -> None:
    """A report of before the decision met EXE-01, and a condition was fulfilled before anybody had set it."""
    assert list(refused("05", {"/execution": on(SAID[place], day(DECIDED, -1))})) == [f"/execution/{place}"]
    assert refused("05", {"/execution": on(SAID[place], DECIDED)}) == {}


def test_nothing_is_published_before_it_was_decided() -> None:
    early = {"/publication/published_on": day(DECIDED, -1)}
    assert list(refused("05", early)) == ["/publication/published_on"]
    assert refused("05", {**early, "/matter/scope/emergency": True}) == {}
    assert refused("05", {"/publication/published_on": DECIDED}) == {}


def test_what_was_done_first_in_an_emergency_may_be_done_with_before_it_is_ratified() -> None:
    early = {"/execution": on(SAID["completed_on"], day(DECIDED, -1))}
    assert refused("05", {**early, "/matter/scope/emergency": True}) == {}
    assert refused("05", early)


def test_where_no_meeting_has_passed_it_nothing_is_compared() -> None:
    early = {"/execution": on(SAID["reports/0/on"], day(DECIDED, -1))}
    assert refused("05", {**early, "/meetings/1/result": None, "/approvals": None}) == {}


PREPARED = {
    "/matter/catalogue/items/0/meeting_sequence": ["DIRECTOR_MEETING", "PARTY_GROUP_MEETING"],
    "/meetings/1/type": "DIRECTOR_MEETING", "/approvals": None,
}
"""The matter of example 05 passed by the meeting that its list puts before the deciding one."""


@pytest.mark.parametrize("place", SAID)
def test_a_meeting_before_the_deciding_one_is_no_decision_that_could_be_carried_out(place: str) -> None:
    """Carried out and published six days before the party group decided, and met EXE-01."""
    assert list(refused("05", {**PREPARED, "/execution": on(SAID[place], DECIDED)})) == [f"/execution/{place}"]
    assert list(refused("05", {**PREPARED, "/publication/published_on": DECIDED})) == ["/publication/published_on"]
    assert refused("05", {**PREPARED, "/execution": on(SAID[place], DECIDED), "/matter/scope/emergency": True}) == {}


def test_after_the_deciding_meeting_the_days_are_counted_from_that_one() -> None:
    """The meeting of March put it off; it is made the one that prepares, and passes."""
    first, then = "/meetings/0", "/meetings/1"
    both = {**PREPARED, f"{first}/type": "DIRECTOR_MEETING", f"{first}/result": "PASSED", f"{then}/type": "PARTY_GROUP_MEETING"}
    early = {"/execution": on(SAID["completed_on"], day(DECIDED, -1))}
    assert list(refused("05", {**both, **early})) == ["/execution/completed_on"]
    assert refused("05", {**both, "/execution": on(SAID["completed_on"], DECIDED)}) == {}
