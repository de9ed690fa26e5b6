"""Resolves JSON pointer patterns (`*` for every item of a list) on a dossier: what is there, what is not."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from operator import attrgetter
from typing import Any

from review.domain.dossier import Dossier

KEPT = 8192
"""How many pointers and patterns are remembered: all of a usual rulebook, and a limit for what a dossier may make up."""
FEW = 64
"""Of how many items at most the pointers are remembered."""

Steps = tuple[tuple[str, str], ...]


class Places:
    """The places of one dossier; a pattern is resolved once, however many findings rest on it."""

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._there: dict[str, tuple[str, ...]] = {}
        self._lacking: dict[str, tuple[str, ...]] = {}
        self._present: dict[str, _Present] = {}

    def present(self, subject: str) -> Mapping[tuple[str, ...], tuple[str, ...]]:
        """The pointers of the places that are there, by the patterns asked for; the same question is answered once."""
        if subject not in self._present:
            self._present[subject] = _Present(self, subject)
        return self._present[subject]

    def find(self, subject: str, patterns: tuple[str, ...]) -> tuple[str, ...]:
        """The pointers of the places that are there, each pattern looked up once."""
        found: list[str] = []
        there, dossier = self._there, self._dossier
        for pointer, find in _finders(subject, patterns):
            places = there.get(pointer)
            if places is None:
                places = there[pointer] = find(dossier)
            if places:
                found += places
        return tuple(found) if len(found) < 2 or not _repeats(patterns) else tuple(dict.fromkeys(found))

    def absent(self, subject: str, patterns: tuple[str, ...]) -> tuple[str, ...]:
        """The pointers of the places that would have to be known."""
        lacking, dossier = self._lacking, self._dossier
        found: list[str] = []
        for pointer, find in _seekers(subject, patterns):
            places = lacking.get(pointer)
            if places is None:
                places = lacking[pointer] = find(dossier)
            found += places
        return tuple(found) if len(found) < 2 else tuple(dict.fromkeys(found))

    def empty(self, subject: str, patterns: tuple[str, ...]) -> tuple[str, ...]:
        """The pointers of the lists without items in which a pattern ended."""
        found: list[str] = []
        for pattern in absolute(subject, patterns):
            depth = pattern.count("/")
            found += (pointer for pointer in self.find("", (pattern,)) if pointer.count("/") < depth)
        return tuple(dict.fromkeys(found))


class _Present(dict[tuple[str, ...], tuple[str, ...]]):
    """What is there of the places of one subject, by the patterns, found when it is first asked for."""

    def __init__(self, places: Places, subject: str) -> None:
        self._places, self._subject = places, subject

    def __missing__(self, patterns: tuple[str, ...]) -> tuple[str, ...]:
        found = self[patterns] = self._places.find(self._subject, patterns)
        return found


@lru_cache(KEPT)
def absolute(subject: str, patterns: tuple[str, ...]) -> tuple[str, ...]:
    """The patterns from the root: one without a slash before it starts at the subject."""
    return tuple(pattern if pattern[0] == "/" else f"{subject}/{pattern}" for pattern in patterns)


@lru_cache(KEPT)
def _finders(subject: str, patterns: tuple[str, ...]) -> tuple[tuple[str, Callable[[Dossier], tuple[str, ...]]], ...]:
    return tuple((pointer, _present(pointer)) for pointer in absolute(subject, patterns))


@lru_cache(KEPT)
def _seekers(subject: str, patterns: tuple[str, ...]) -> tuple[tuple[str, Callable[[Dossier], tuple[str, ...]]], ...]:
    return tuple((pointer, _absent(pointer)) for pointer in absolute(subject, patterns))


@lru_cache(KEPT)
def _repeats(patterns: tuple[str, ...]) -> bool:
    """Whether two of the patterns may end at one place: in a list that is empty."""
    return "*" in "".join(patterns)


@lru_cache(KEPT)
def whole(patterns: tuple[str, ...]) -> tuple[str, ...]:
    """The patterns without those inside a list that is named as well: as evidence the list says it all."""
    return tuple(pattern for pattern in patterns if pattern.split("/*")[0] not in patterns or "/*" not in pattern)


@lru_cache(KEPT)
def _present(pointer: str) -> Callable[[Dossier], tuple[str, ...]]:
    """What finds the places that are there: a short way where there is one, for a hundred findings ask."""
    steps = steps_of(pointer)
    lists = [at for at, (key, _) in enumerate(steps) if key == "*" or key.isdigit()]
    if len(lists) > 1:
        return lambda dossier: _walk(dossier, steps)[0]
    each = any(key == "*" for key, _ in steps)
    if not lists:
        return _direct(pointer, steps)
    short = (_through if each else _into)(pointer, steps, lists[0])

    def found(dossier: Dossier) -> tuple[str, ...]:
        try:
            return short(dossier)
        except AttributeError as error:
            return () if error.obj is None and not each else _walk(dossier, steps)[0]
        except (IndexError, TypeError):  # there is no such item, or no list
            return _walk(dossier, steps)[0]

    return found


@lru_cache(KEPT)
def _absent(pointer: str) -> Callable[[Dossier], tuple[str, ...]]:
    """What finds the place that would have to be known: through objects the short way, through lists every one."""
    steps = steps_of(pointer)
    if any(key in "*-" for key, _ in steps):
        return lambda dossier: _walk(dossier, steps)[1]
    keys = pointer.split("/")
    way = [
        (attribute, int(key) if key.isdigit() else -1, ("/".join(keys[: at + 2]),))
        for at, (key, attribute) in enumerate(steps)
    ]  # fmt: skip

    def found(dossier: Dossier) -> tuple[str, ...]:
        value: Any = dossier
        for attribute, number, place in way:
            if isinstance(value, tuple) and 0 <= number < len(value):
                value = value[number]
            elif isinstance(value, tuple | dict):  # a list where an item should be, or a table, which has keys
                return _walk(dossier, steps)[1]
            else:
                value = getattr(value, attribute)
            if value is None:
                return place
        return ()

    return found


def _direct(pointer: str, steps: Steps) -> Callable[[Dossier], tuple[str, ...]]:
    """The short way through objects only."""
    get, there = _getter(steps), (pointer,)

    def found(dossier: Dossier) -> tuple[str, ...]:
        try:
            return () if get(dossier) is None else there
        except AttributeError as error:  # something on the way is not there, or is a table, which has keys
            return () if error.obj is None else _walk(dossier, steps)[0]

    return found


def _into(pointer: str, steps: Steps, at: int) -> Callable[[Dossier], tuple[str, ...]]:
    """The short way into one item of a list."""
    get, number, below, there = _getter(steps[:at]), int(steps[at][0]), _getter(steps[at + 1 :]), (pointer,)
    return lambda dossier: () if below(get(dossier)[number]) is None else there


def _through(pointer: str, steps: Steps, at: int) -> Callable[[Dossier], tuple[str, ...]]:
    """The short way through every item of a list, when every item has the place."""
    get, below = _getter(steps[:at]), _getter(steps[at + 1 :])
    head, tail = pointer.split("/*")

    def through(dossier: Dossier) -> tuple[str, ...]:
        items = get(dossier)
        if not items:
            return () if items is None else (head,)
        if len(items) <= FEW and None not in map(below, items):
            return _each(head, tail, len(items))
        return _walk(dossier, steps)[0]

    return through


def _getter(steps: Steps) -> Callable[[Any], Any]:
    return attrgetter(".".join(attribute for _, attribute in steps)) if steps else lambda value: value



@lru_cache(KEPT)
def _each(head: str, tail: str, count: int) -> tuple[str, ...]:
    """The pointers of a place in every item of a list."""
    return tuple(f"{head}/{place}{tail}" for place in range(count))


@lru_cache(KEPT)
def steps_of(pointer: str) -> Steps:
    """The keys of a pointer, each with the attribute that holds it (`from_` holds `from`)."""
    return tuple((key, "from_" if key == "from" else key) for key in pointer.strip("/").split("/"))


def _walk(dossier: Dossier, steps: Steps) -> tuple[tuple[str, ...], tuple[str, ...]]:
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
