"""Holds how matters are numbered (流水号): by unit, class and year, one after the other; which was the last is the store's."""

import re

from review.domain.vocabulary import Category

LETTERS = {
    Category.MAJOR_MATTER: "A", Category.KEY_APPOINTMENT: "B", Category.MAJOR_PROJECT: "C", Category.LARGE_FUNDS: "D",
}  # fmt: skip
"""The letter of each class, as the codes of the matter list (事项清单) begin."""


def series(unit: str, category: Category, year: int) -> str:
    """What every number of a unit's class and year begins with: SL-ZSJ-D-2024-."""
    return f"{unit}-{LETTERS[category]}-{year}-"


def in_series(unit: str, number: str) -> bool:
    """Whether the number is of the form that only the service gives, so that one given by hand leaves no gap behind it."""
    return re.fullmatch(rf"{re.escape(unit)}-[{''.join(LETTERS.values())}]-\d{{4}}-\d+", number) is not None
