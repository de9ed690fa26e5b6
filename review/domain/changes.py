"""Finds what differs between two versions of the same data, by JSON pointer; holds no judgement of it."""

from collections.abc import Iterator, Mapping
from typing import Any

from review.domain.plain import to_plain


def altered(before: Any, after: Any) -> tuple[str, ...]:
    """The places that were known before and are now different or gone; what is only added is left out."""
    found = _differences(to_plain(before), to_plain(after), "", anywhere=True)
    return tuple(at for at, was_known in found if was_known)


def differing(before: Any, after: Any) -> tuple[str, ...]:
    """The places that are different, gone or new."""
    return tuple(at for at, _ in _differences(to_plain(before), to_plain(after), ""))


def _differences(before: Any, after: Any, at: str, *, anywhere: bool = False) -> Iterator[tuple[str, bool]]:
    """Each differing place, and whether something was known there before. Lists are compared place by place; what was only added
    to one, `anywhere` in it, moves what was there without altering it."""
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for key, value in before.items():
            yield from _differences(value, after.get(key), f"{at}/{key}", anywhere=anywhere)
        yield from ((f"{at}/{key}", False) for key in after if key not in before)
    elif isinstance(before, list) and isinstance(after, list) and anywhere and (added := _added(before, after)) is not None:
        yield from ((f"{at}/{place}", False) for place in added)
    elif isinstance(before, list) and isinstance(after, list) and len(before) <= len(after):
        for place, value in enumerate(before):
            yield from _differences(value, after[place], f"{at}/{place}", anywhere=anywhere)
        yield from ((f"{at}/{place}", False) for place in range(len(before), len(after)))
    elif before != after:
        yield at, True


def _added(before: list[Any], after: list[Any]) -> tuple[int, ...] | None:
    """The places of what was only added to a list, wherever; None where what was there is not, or in another order."""
    kept, found = iter(before), []
    sought = next(kept, None)
    for place, value in enumerate(after):
        if sought is not None and value == sought:
            sought = next(kept, None)
        else:
            found.append(place)
    return None if sought is not None else tuple(found)
