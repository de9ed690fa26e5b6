"""A share never says more than was done: 100 is said of the whole only; and an average of nothing is none."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.domain.shares import mean, median, per_cent


@settings(max_examples=40)
@given(st.integers(0, 5000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_a_share_is_exact_to_its_place_and_never_rounded_to_all_or_none(of: tuple[int, int]) -> None:
    part, whole = of
    share = per_cent(part, whole)
    if whole == 0:
        assert share is None
        return
    assert share is not None
    assert (share == 100) == (part == whole)
    assert (share == 0) == (part == 0)
    assert abs(Fraction(share) - Fraction(100 * part, whole)) < Fraction(1, 10)


@pytest.mark.parametrize(
    ("part", "whole", "said"), [(2999, 3000, "99.9"), (1, 3000, "0.1"), (1, 8, "12.5"), (2, 3, "66.7"), (1, 800, "0.1")]
)
def test_a_share_is_rounded_half_up_but_for_its_ends(part: int, whole: int, said: str) -> None:
    assert per_cent(part, whole) == Decimal(said)


@settings(max_examples=40)
@given(st.lists(st.integers(-50, 400), max_size=9))
def test_the_median_has_as_many_below_as_above(values: list[int]) -> None:
    middle = median(values)
    if not values:
        assert middle is None and mean(values) is None
        return
    assert middle is not None
    assert sum(one < middle for one in values) <= len(values) / 2 >= sum(one > middle for one in values)
    assert middle * 2 == int(middle * 2)
