"""Holds what of a dossier could not be read, so that the checks across fields find no fault that only follows from it."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, reduce
from itertools import accumulate
from typing import Any

NAMING = ("/people", "/matter/candidates")
"""The places where it is said who there is; while one of them cannot be read, anybody may be named there."""


class Unread:
    """The places of these JSON values that could not be read."""

    def __init__(self, plain: Any, pointers: Iterable[str]) -> None:
        self._plain = plain
        self._places = frozenset(pointers)

    def covers(self, pointer: str) -> bool:
        """Whether this place could not be read, or lies in one that could not."""
        return any(place in self._places for place in accumulate(pointer.split("/"), "{}/{}".format))

    @cached_property
    def ids(self) -> frozenset[str]:
        """The texts in and beside the places that could not be read: any of them may be the id of somebody named there."""
        if any(map(self.covers, NAMING)):
            return frozenset(_texts(self._plain))
        holders: dict[str, list[str]] = {}
        for place in self._places:
            holder, _, last = place.rpartition("/")
            holders.setdefault(holder, []).append(last)
        return frozenset(text for holder, keys in holders.items() for text in _around(self._at(holder), keys))

    def _at(self, pointer: str) -> Any:
        return reduce(_item, pointer.split("/")[1:], self._plain)


def _around(holder: Any, keys: Iterable[str]) -> Iterator[str]:
    """The texts of what stands under these keys, and those that stand beside them."""
    for key in keys:
        yield _unescaped(key)
        yield from _texts(_item(holder, key))
    if isinstance(holder, Mapping):
        yield from (text for text in holder.values() if isinstance(text, str))


def _unescaped(step: str) -> str:
    return step.replace("~1", "/").replace("~0", "~")


def _item(plain: Any, step: str) -> Any:
    """What stands at one step of a pointer; nothing where there is no such place."""
    if isinstance(plain, Mapping):
        return plain.get(_unescaped(step))
    return plain[int(step)] if isinstance(plain, list) and step.isdecimal() and int(step) < len(plain) else None


def _texts(plain: Any) -> Iterator[str]:
    """Every text in these values, keys included."""
    if isinstance(plain, str):
        yield plain
    elif isinstance(plain, Mapping):
        for key, item in plain.items():
            yield key
            yield from _texts(item)
    elif isinstance(plain, list):
        for item in plain:
            yield from _texts(item)
