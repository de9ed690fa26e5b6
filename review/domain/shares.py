"""Holds how a share, an average and a median are said: exactly computed, to one place; holds nothing that is counted."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

_PLACE = Decimal("0.1")


def per_cent(part: int, whole: int) -> Decimal | None:
    """How many in a hundred, to one place; nothing of nothing. Only the whole is said to be 100, and only none to be 0."""
    if not whole:
        return None
    rounded = to_one_place(Decimal(100 * part) / whole)
    if part in (0, whole):
        return rounded
    return min(max(rounded, _PLACE), 100 - _PLACE)


def mean(values: Sequence[int]) -> Decimal | None:
    """The average, to one place; nothing where there is nothing."""
    return None if not values else to_one_place(Decimal(sum(values)) / len(values))


def median(values: Sequence[int]) -> Decimal | None:
    """The value in the middle, or halfway between the two that are, which is exact; nothing where there is nothing."""
    if not values:
        return None
    ordered, half = sorted(values), len(values) // 2
    return Decimal(ordered[half]) if len(values) % 2 else Decimal(ordered[half - 1] + ordered[half]) / 2


def to_one_place(value: Decimal) -> Decimal:
    return value.quantize(_PLACE, ROUND_HALF_UP)
