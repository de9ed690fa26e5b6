"""SM3 is that of GB/T 32905-2016, by the standard library where it has it and without it."""

import hashlib
from random import Random

import pytest

from review.domain import sm3 as module
from review.domain.sm3 import sm3, sm3_alone

STANDARD = {
    b"abc": "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
    b"abcd" * 16: "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732",
}
"""The two examples of its annex A."""


@pytest.mark.parametrize("content", STANDARD)
def test_the_examples_of_the_standard_are_met(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sm3(content) == sm3_alone(content) == STANDARD[content]
    monkeypatch.setattr(module.hashlib, "algorithms_available", frozenset())
    assert sm3(content) == STANDARD[content]


@pytest.mark.skipif("sm3" not in hashlib.algorithms_available, reason="the OpenSSL of this machine has no SM3")
def test_both_ways_agree_at_every_length_around_a_block() -> None:
    chance = Random(32905)
    for length in (*range(130), 1000):
        content = chance.randbytes(length)
        assert sm3_alone(content) == hashlib.new("sm3", content).hexdigest(), length
