"""Holds the printed examples, each printed once for all tests."""

from collections.abc import Callable

import pytest

from review.record import print_record

from . import examples


@pytest.fixture(scope="session")
def printed() -> Callable[[str], bytes]:
    """The PDF of an example dossier; `handled` is 01 with state and trail, `brief 04` is 04 with a few findings only."""
    kept: dict[str, bytes] = {}

    def get(name: str) -> bytes:
        if name not in kept:
            kept[name] = print_record(examples.named(name))
        return kept[name]

    return get
