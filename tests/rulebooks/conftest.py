"""A shelf in a folder of its own, and two rulebooks to put on it: the shipped rules in four files, each with a remark."""

from datetime import datetime
from pathlib import Path

import pytest

from review.domain.rulebook_reader import read_rulebook
from review.rulebooks import Folder, Loaded, Shelf, shipped
from review.service.record import CHINA

AT = datetime(2026, 11, 24, 9, 30, tzinfo=CHINA)


def remarked(remark: str) -> Loaded:
    """The shipped rules in few files, without cases, one with a remark more."""
    files = shipped().folder.rules
    rules = {name: files.pop(name) for name in ("instruments.toml", "facts.toml", "calendar.toml")}
    rules["funds.toml"] = b"\n".join(files.values()) + f"\n# {remark}\n".encode()
    return Loaded(Folder(rules), read_rulebook(rules))


FIRST, SECOND = remarked("the first"), remarked("the second")


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)
