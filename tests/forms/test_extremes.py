"""A dossier with any one place at its extreme is refused, or it is judged; nothing else happens."""

import copy
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from forms.dossier import read_plain
from review.domain.checklist import judge
from review.domain.errors import DossierRefused
from review.domain.rulebook import Rulebook
from tests.conftest import example_text, place
from tests.sampling import some

EXTREMES: dict[str, tuple[Any, ...]] = {
    "day": ("0001-01-01", "1900-01-01", "2199-12-31", "9999-12-31"),
    "instant": ("0001-01-01T00:00:00+14:00", "1900-01-01T00:00:00+23:59", "2199-12-31T23:59:59-23:59"),
    "text": ("", "\u3000", "0"), "bool": (None, True, False), "int": (0, 100_000, -1), "list": ([], None), "dict": ({}, None),
    "NoneType": (None,),
}  # fmt: skip


def places(plain: Any, at: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in plain.items() if isinstance(plain, dict) else enumerate(plain):
        yield f"{at}/{key}", value
        if isinstance(value, dict | list):
            yield from places(value, f"{at}/{key}")


def kind(value: Any) -> str:
    if isinstance(value, str):
        return "day" if re.fullmatch(r"\d{4}-\d\d-\d\d", value) else "instant" if re.match(r"\d{4}-.*T", value) else "text"
    return type(value).__name__


def changes(start: str) -> list[tuple[str, Any]]:
    found = places(json.loads(example_text(start)))
    return [(pointer, extreme) for pointer, value in found for extreme in EXTREMES[kind(value)]]


def judged_or_refused(rulebook: Rulebook, start: str, changes: list[tuple[str, Any]]) -> None:
    plain = json.loads(example_text(start))
    for pointer, value in changes:
        changed = copy.deepcopy(plain)
        container, key = place(changed, pointer)
        container[key] = value
        try:
            dossier = read_plain(changed)
        except DossierRefused:
            continue
        assert judge(dossier, rulebook).findings, pointer


@pytest.mark.parametrize("start", some(["01", "02", "04", "05"]))
def test_days_at_their_extremes_are_judged_or_refused(rulebook: Rulebook, start: str) -> None:
    days = EXTREMES["day"] + EXTREMES["instant"]
    judged_or_refused(rulebook, start, [change for change in changes(start) if change[1] in days])


@pytest.mark.heavy
@pytest.mark.parametrize("start", ["01", "02", "03", "04", "05", "06", "07"])
def test_every_place_at_its_extremes_is_judged_or_refused(rulebook: Rulebook, start: str) -> None:
    judged_or_refused(rulebook, start, changes(start))
