"""Every fault of a text comes at once, also those across fields; none is told that only follows from another."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from forms import read_dossier
from review.domain.errors import DossierRefused
from tests.conftest import example_text, place
from tests.sampling import some

ACROSS = {
    "a doubled member": {"/meetings/0/members/1/id": "p01", "/meetings/0/members/1/name": "成员甲"},
    "a vote by nobody": {"/meetings/0/vote/ballots/0/member": "p99"},
    "a person with two names": {"/meetings/0/members/1/name": "成员某"},
    "ballots of a secret vote": {"/meetings/0/vote/method": "SECRET_BALLOT"},
    "an end before the beginning": {"/preparation/public_participation/open_consultation/closed_on": "2022-01-01"},
    "a day that has not come": {"/legality_review/issued_on": "2099-01-01"},
    "an opinion before its draft": {"/legal_opinions/0/issued_on": "2000-01-01"},
}
UNREAD = {
    "a misspelt key": {"/matter/tiitle": "标题"},
    "31 February": {"/legality_review/due_on": "2022-02-31"},
    "a text for an object": {"/reporting": "无"},
    "a number for an id": {"/legal_opinions/0/adviser/id": 7},
    "another format": {"/format": "dossier/2"},
    "no day of judgement": {"/as_of": "今天"},
}


def refused(plain: Any) -> list[str]:
    with pytest.raises(DossierRefused) as refusal:
        read_dossier(plain if isinstance(plain, bytes) else json.dumps(plain).encode())
    return [fault.pointer for fault in refusal.value.faults]


def changed(*changes: dict[str, Any], start: str = "01") -> Any:
    plain = json.loads(example_text(start))
    for pointer, value in (one for change in changes for one in change.items()):
        container, key = place(plain, pointer)
        container[key] = value
    return plain


EXAMPLES_READ = [("04", 5), *(pytest.param(start, 1, marks=pytest.mark.heavy) for start in ("01", "04", "06"))]
"""Of each example every so manieth place."""


@pytest.mark.parametrize("across", some(ACROSS, 3))
@pytest.mark.parametrize("unread", UNREAD)
def test_what_cannot_be_read_hides_no_fault_across_fields(across: str, unread: str) -> None:
    alone = {*refused(changed(ACROSS[across])), *refused(changed(UNREAD[unread]))}
    if unread == "no day of judgement" and across == "a day that has not come":
        alone -= {"/legality_review/issued_on"}  # nobody can say which day has come
    assert set(refused(changed(ACROSS[across], UNREAD[unread]))) == alone


def test_a_key_that_stands_twice_hides_no_other_fault() -> None:
    text = json.dumps(changed(UNREAD["31 February"], ACROSS["a doubled member"]))[:-1] + ', "as_of": "2022-10-01"}'
    assert refused(text.encode()) == ["/as_of", "/legality_review/due_on", "/meetings/0/members/1/id"]


def places(plain: Any, at: str = "") -> Iterator[str]:
    if at:
        yield at
    for key, item in plain.items() if isinstance(plain, dict) else enumerate(plain) if isinstance(plain, list) else ():
        yield from places(item, f"{at}/{key}")


@pytest.mark.parametrize(("start", "every"), EXAMPLES_READ)
@pytest.mark.parametrize("wrong", some([{"nonsense": {}}, 7.5, "\0", [[]]], 4), ids=["an object", "a fraction", "NUL", "a list"])
def test_no_place_that_cannot_be_read_makes_a_fault_elsewhere(start: str, every: int, wrong: Any) -> None:
    for pointer in list(places(json.loads(example_text(start))))[::every]:
        if pointer == "/people" and isinstance(wrong, dict):
            continue  # somebody called nonsense, and nobody else
        found = refused(changed({pointer: wrong}, start=start))
        assert all(f"{one}/".startswith(f"{pointer}/") for one in found), (pointer, found)


@pytest.mark.parametrize(("start", "every"), EXAMPLES_READ)
def test_no_misspelt_key_makes_a_fault_elsewhere(start: str, every: int) -> None:
    for pointer in list(places(json.loads(example_text(start))))[::every]:
        plain = json.loads(example_text(start))
        container, key = place(plain, pointer)
        if isinstance(container, dict) and "/large_funds_threshold/" not in pointer and not pointer.startswith("/people/"):
            container[f"{key}x"] = container.pop(key)
            found = refused(plain)
            assert all(one in (pointer, f"{pointer}x") for one in found), (pointer, found)
