"""Holds the choice of which of many like cases `make test` runs; `make test-all` runs the others."""

from collections.abc import Iterable
from typing import Any

import pytest


def some(cases: Iterable[Any], every: int = 2) -> list[Any]:
    """The cases as parameters, all but each `every`-th marked heavy; a case of several values is a tuple."""
    return [
        case if place % every == 0 else pytest.param(*(case if isinstance(case, tuple) else (case,)), marks=pytest.mark.heavy)
        for place, case in enumerate(cases)
    ]
