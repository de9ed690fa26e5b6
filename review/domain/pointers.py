"""Resolves JSON pointer patterns (`*` for every item of a list) on a dossier: what is there, what is not."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import is_dataclass
from typing import Any

from review.domain.dossier import Dossier


def present(dossier: Dossier, subject: str, patterns: Iterable[str]) -> tuple[str, ...]:
    """The pointers of the places that are there."""
    return _select(dossier, subject, patterns, there=True)


def absent(dossier: Dossier, subject: str, patterns: Iterable[str]) -> tuple[str, ...]:
    """The pointers of the places that would have to be known."""
    return _select(dossier, subject, patterns, there=False)


def sort_key(pointer: str) -> tuple[tuple[int, str], ...]:
    """Orders pointers as a reader expects: /meetings/2 before /meetings/10."""
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in pointer.split("/"))


def _select(dossier: Dossier, subject: str, patterns: Iterable[str], *, there: bool) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for pattern in patterns:
        whole = pattern if pattern.startswith("/") else f"{subject}/{pattern}"
        for pointer, known in _walk(dossier, whole.strip("/").split("/"), ""):
            if known is there:
                found[pointer] = None
    return tuple(found)


def _walk(value: Any, path: list[str], at: str) -> Iterator[tuple[str, bool]]:
    if value is None:
        yield at, False
    elif not path:
        yield at, True
    elif path[0] == "*" and isinstance(value, tuple):
        for place, item in enumerate(value):
            yield from _walk(item, path[1:], f"{at}/{place}")
        if not value:
            yield at, True
    elif isinstance(value, tuple):
        if path[0].isdigit() and int(path[0]) < len(value):
            yield from _walk(value[int(path[0])], path[1:], f"{at}/{path[0]}")
        else:  # a list without the item that is asked for: the list is what has to be completed
            yield at, False
    elif isinstance(value, Mapping):
        yield from _walk(value.get(path[0]), path[1:], f"{at}/{path[0]}")
    elif is_dataclass(value):
        name = path[0] if hasattr(value, path[0]) else f"{path[0]}_"
        yield from _walk(getattr(value, name), path[1:], f"{at}/{path[0]}")
