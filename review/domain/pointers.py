"""Resolves JSON pointer patterns (`*` for every item of a list) on a dossier: what is there, what is not."""

from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import Any

from review.domain.dossier import Dossier


class Places:
    """The places of one dossier; a pattern is resolved once, however many findings rest on it."""

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._resolved: dict[str, Resolved] = {}

    def present(self, subject: str, patterns: tuple[str, ...]) -> tuple[str, ...]:
        """The pointers of the places that are there."""
        return self._gather(subject, patterns, 0)

    def absent(self, subject: str, patterns: tuple[str, ...]) -> tuple[str, ...]:
        """The pointers of the places that would have to be known."""
        return self._gather(subject, patterns, 1)

    def empty(self, subject: str, patterns: tuple[str, ...]) -> tuple[str, ...]:
        """The pointers of the lists without items in which a pattern ended."""
        found: list[str] = []
        for pattern in _absolute(subject, patterns):
            depth = pattern.count("/")
            found += (pointer for pointer in self._resolve(pattern)[0] if pointer.count("/") < depth)
        return tuple(dict.fromkeys(found))

    def _gather(self, subject: str, patterns: tuple[str, ...], side: int) -> tuple[str, ...]:
        resolved = self._resolved
        found: list[str] = []
        for pointer in _absolute(subject, patterns):
            found += (resolved.get(pointer) or self._resolve(pointer))[side]
        return tuple(found) if len(found) < 2 else tuple(dict.fromkeys(found))

    def _resolve(self, pointer: str) -> "Resolved":
        try:
            found = _short(pointer)(self._dossier) or _walk(self._dossier, _steps(pointer))
        except AttributeError:  # something on the way is not there
            found = _walk(self._dossier, _steps(pointer))
        self._resolved[pointer] = found
        return found


@cache
def _absolute(subject: str, patterns: tuple[str, ...]) -> tuple[str, ...]:
    """The patterns from the root: one without a slash before it starts at the subject."""
    return tuple(pattern if pattern[0] == "/" else f"{subject}/{pattern}" for pattern in patterns)


@cache
def whole(patterns: tuple[str, ...]) -> tuple[str, ...]:
    """The patterns without those inside a list that is named as well: as evidence the list says it all."""
    return tuple(pattern for pattern in patterns if pattern.split("/*")[0] not in patterns or "/*" not in pattern)


Resolved = tuple[tuple[str, ...], tuple[str, ...]]
"""The places that are there, and those that are not."""


@cache
def _short(pointer: str) -> Callable[[Dossier], Resolved | None]:
    """The short way for a pointer through objects only, or through one list, when everything on it is there; it raises
    AttributeError or answers `None` otherwise."""
    head, star, tail = pointer.partition("/*")
    steps = _steps(head) + (_steps(tail) if tail else ())
    if any(key == "*" or key.isdigit() for key, _ in steps):
        return lambda _: None
    get = attrgetter(".".join(attribute for _, attribute in _steps(head)))
    if not star:
        there: Resolved = ((pointer,), ())
        return lambda dossier: None if get(dossier) is None else there
    below = attrgetter(".".join(attribute for _, attribute in _steps(tail))) if tail else None

    def through(dossier: Dossier) -> Resolved | None:
        items = get(dossier)
        if not items or (below is not None and any(below(item) is None for item in items)):
            return None
        return tuple([f"{head}/{place}{tail}" for place in range(len(items))]), ()

    return through


@cache
def _steps(pointer: str) -> tuple[tuple[str, str], ...]:
    """The keys of a pointer, each with the attribute that holds it (`from_` holds `from`)."""
    return tuple((key, "from_" if key == "from" else key) for key in pointer.strip("/").split("/"))


def _walk(dossier: Dossier, steps: tuple[tuple[str, str], ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The places that are there and those that are not; a place below something absent is not: that something is."""
    lacking: list[str] = []
    there: list[str] = []
    frontier: list[tuple[str, Any]] = [("", dossier)]
    for key, attribute in steps:
        following: list[tuple[str, Any]] = []
        for at, value in frontier:
            if value is None:
                lacking.append(at)
            elif isinstance(value, tuple):
                if key == "*":
                    following += [(f"{at}/{place}", item) for place, item in enumerate(value)]
                    if not value:
                        there.append(at)
                elif key.isdigit() and int(key) < len(value):
                    following.append((f"{at}/{key}", value[int(key)]))
                else:  # a list without the item that is asked for: the list is what has to be completed
                    lacking.append(at)
            elif isinstance(value, dict):
                following.append((f"{at}/{key}", value.get(key)))
            else:
                following.append((f"{at}/{key}", getattr(value, attribute)))
        frontier = following
    for at, value in frontier:
        (lacking if value is None else there).append(at)
    return tuple(there), tuple(lacking)
