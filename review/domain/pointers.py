"""Resolves JSON pointer patterns (`*` for every item of a list) on a dossier: what is there, what is not."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from review.domain.dossier import Dossier


class Places:
    """The places of one dossier; a pattern is resolved once, however many findings rest on it."""

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._resolved: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}

    def present(self, subject: str, patterns: Iterable[str]) -> tuple[str, ...]:
        """The pointers of the places that are there."""
        return tuple(dict.fromkeys(at for pattern in patterns for at in self._resolve(subject, pattern)[0]))

    def absent(self, subject: str, patterns: Iterable[str]) -> tuple[str, ...]:
        """The pointers of the places that would have to be known."""
        return tuple(dict.fromkeys(at for pattern in patterns for at in self._resolve(subject, pattern)[1]))

    def _resolve(self, subject: str, pattern: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        whole = pattern if pattern.startswith("/") else f"{subject}/{pattern}"
        found = self._resolved.get(whole)
        if found is None:
            walked = tuple(_walk(self._dossier, _steps(whole), 0, ""))
            there = tuple(at for at, known in walked if known)
            found = self._resolved[whole] = there, tuple(at for at, known in walked if not known)
        return found


def sort_key(pointer: str) -> tuple[tuple[int, str], ...]:
    """Orders pointers as a reader expects: /meetings/2 before /meetings/10."""
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in pointer.split("/"))


@cache
def _steps(pointer: str) -> tuple[str, ...]:
    return tuple(pointer.strip("/").split("/"))


def _walk(value: Any, path: tuple[str, ...], step: int, at: str) -> Iterator[tuple[str, bool]]:
    if value is None:
        yield at, False
    elif step == len(path):
        yield at, True
    elif isinstance(value, tuple):
        yield from _walk_list(value, path, step, at)
    elif isinstance(value, Mapping):
        yield from _walk(value.get(path[step]), path, step + 1, f"{at}/{path[step]}")
    else:
        name = path[step]
        inner = getattr(value, name) if hasattr(value, name) else getattr(value, f"{name}_")
        yield from _walk(inner, path, step + 1, f"{at}/{name}")


def _walk_list(items: tuple[Any, ...], path: tuple[str, ...], step: int, at: str) -> Iterator[tuple[str, bool]]:
    if path[step] == "*":
        for place, item in enumerate(items):
            yield from _walk(item, path, step + 1, f"{at}/{place}")
        if not items:
            yield at, True
    elif path[step].isdigit() and int(path[step]) < len(items):
        yield from _walk(items[int(path[step])], path, step + 1, f"{at}/{path[step]}")
    else:  # a list without the item that is asked for: the list is what has to be completed
        yield at, False
