"""Holds the scalar types of a dossier with their limits; the limits are applied by `forms`, never here.

A limit stands in the type, so that the schema, the form and the documentation read the same one.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated


@dataclass(frozen=True, slots=True)
class Longest:
    """The largest number of characters a text may have."""

    characters: int


@dataclass(frozen=True, slots=True)
class Shape:
    """The regular expression that a text matches as a whole, and what to call it."""

    pattern: str
    called: str


@dataclass(frozen=True, slots=True)
class Between:
    """The least and the largest integer allowed."""

    least: int
    most: int


Line = Annotated[str, Longest(300)]
"""One line of text: a name, a title, a number of a document."""

LONGEST_PROSE = 4000
Prose = Annotated[str, Longest(LONGEST_PROSE)]
"""Free text: an opinion, a reason, a statement."""

Code = Annotated[str, Shape(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}", "由字母、数字、点、横线组成的代码")]
"""The code of a unit."""

Id = Annotated[str, Shape(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}", "由字母、数字、点、横线组成的标识")]
"""The identifier of a person; people are compared by it, never by name."""

Sha256 = Annotated[str, Shape(r"[0-9a-f]{64}", "64位小写十六进制的SHA-256值")]
"""The SHA-256 of a file."""

Money = Annotated[Decimal, Shape(r"[0-9]{1,15}(\.[0-9]{1,2})?", "以元为单位的金额，不为负，最多两位小数，例如680000.00")]
"""An amount in yuan, exact, never negative."""

Count = Annotated[int, Between(0, 100_000)]
"""A number of people, ballots, days or pages."""
