"""Finds what differs between two versions of the same data, by JSON pointer; holds no judgement of it."""

from collections.abc import Iterator, Mapping
from typing import Any

from review.domain.plain import to_plain


def altered(before: Any, after: Any) -> tuple[str, ...]:
    """The pointers of places that were known before and are now different or gone; what is only added is left out."""
    return tuple(_altered(to_plain(before), to_plain(after), ""))


def _altered(before: Any, after: Any, at: str) -> Iterator[str]:
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for key, value in before.items():
            yield from _altered(value, after.get(key), f"{at}/{key}")
    elif isinstance(before, list) and isinstance(after, list) and len(before) <= len(after):
        for place, value in enumerate(before):
            yield from _altered(value, after[place], f"{at}/{place}")
    elif before != after:
        yield at
