"""Holds the title of the record: its words, its size and its lines; 回行时词意完整、排列对称 (GB/T 9704-2012)."""

from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from review.record.view.say import UNKNOWN

_BEFORE, _AFTER = "关于", "的合法性审查记录"
_PUNCTUATION = set("，。、；：！？）》〉」』”’】〕)]},.;:!?%")
_PARTICLES = set("的和与及")
_NEVER_FIRST = _PUNCTUATION | _PARTICLES | {"等"}
_NEVER_LAST = set("（《〈「『“‘【〔([{")
_SIZES = ((22, 20), (20, 22), (18, 24), (15, 29))
"""Point size, and the full-width characters that fit on a line of 156 mm."""
_WHOLE_WORDS = 18
"""The size down to which a title gets smaller only to keep its words whole."""
_MOST_LINES = 4
_LINE, _AFTER_PARTICLE, _BESIDE_LATIN, _INSIDE_WORDS = 30, 40, 30, 90
"""The cost of one line more, and of a break after 的, beside digits, between two ideographs (perhaps inside a word)."""


@dataclass(frozen=True, slots=True, order=True)
class _Broken:
    """A title in lines: what it costs, and where the lines end."""

    cost: float
    ends: tuple[int, ...]
    splits: int = 0


def title_view(title: str | None, after: str = _AFTER) -> dict[str, Any]:
    """关于…的合法性审查记录, without saying 关于 twice; broken into even lines, never inside the last phrase."""
    words = " ".join((title or UNKNOWN).split())
    whole = (words if words.startswith(_BEFORE) else f"{_BEFORE}{words}") + after
    return whole_view(whole, len(after) - 1)


def whole_view(whole: str, phrase: int = 0) -> dict[str, Any]:
    """A title as it is; its last signs, so many, are one phrase that is never broken."""
    size, lines = _set(whole, phrase)
    return {"title": whole, "title_lines": lines, "title_size": size}


def _set(whole: str, phrase: int) -> tuple[int, list[str]]:
    """As large as it fits; a little smaller where that keeps a word from being cut in two."""
    ways = ((size, _best(whole, fits, phrase)) for size, fits in _SIZES)
    found = [(size, broken) for size, broken in ways if broken and len(broken.ends) <= _MOST_LINES]
    uncut = [(size, broken) for size, broken in found if not broken.splits and size >= _WHOLE_WORDS]
    smallest, fits = _SIZES[-1]
    size, broken = (uncut or found or [(smallest, _best(whole, fits, phrase) or _Broken(0, (len(whole),)))])[0]
    return size, [whole[start:end].strip() for start, end in zip((0, *broken.ends[:-1]), broken.ends, strict=True)]


def _widths(text: str) -> list[float]:
    """The width of the text up to each of its places, in full-width characters."""
    return list(accumulate((0.56 if ord(character) < 0x300 else 1.0 for character in text), initial=0.0))


def _best(text: str, fits: int, phrase: int) -> _Broken | None:
    """The cheapest of the shortest numbers of lines: rather one line more than a word cut in two."""
    widths = _widths(text)
    least = -(-int(widths[-1] + 0.99) // fits)
    costs = {place: cost for place in range(1, len(text)) if (cost := _cost(text, place, len(text) - phrase)) is not None}
    found = (_broken(widths, costs, number, fits) for number in range(least, least + 3))
    return min((broken for broken in found if broken), default=None)


def _broken(widths: list[float], costs: dict[int, int], number: int, fits: int) -> _Broken | None:
    """The cheapest way to so many lines: the squared distance of each from the even width, and what its break costs."""
    end, goal = len(widths) - 1, widths[-1] / number
    reached = {0: _Broken(0.0, ())}
    for line in range(1, number + 1):
        following: dict[int, _Broken] = {}
        for place in (end,) if line == number else costs:
            earliest = bisect_left(widths, widths[place] - fits)
            ways = [
                (reached[start].cost + (widths[place] - widths[start] - goal) ** 2, start)
                for start in range(earliest, place) if start in reached
            ]  # fmt: skip
            if ways:
                cost, start = min(ways)
                ends, splits, own = reached[start].ends, reached[start].splits, costs.get(place, 0)
                following[place] = _Broken(cost + own + _LINE, (*ends, place), splits + (own >= _INSIDE_WORDS))
        reached = following
    return reached.get(end)


def _cost(text: str, place: int, phrase: int) -> int | None:
    """What a break before this character costs; `None` where there may be none: the last phrase begins at `phrase`."""
    before, after = text[place - 1], text[place]
    latin = (ord(before) < 0x300) + (ord(after) < 0x300)
    if after in _NEVER_FIRST or before in _NEVER_LAST or place > phrase or place <= len(_BEFORE):
        return None
    if latin == 2 and not before.isspace():
        return None
    if place == phrase or before in _PUNCTUATION or after in _NEVER_LAST:
        return 0
    if before in _PARTICLES:
        return _AFTER_PARTICLE
    return _BESIDE_LATIN if latin else _INSIDE_WORDS
