"""Holds the title of the record: its words, its size and its lines; 回行时词意完整、排列对称 (GB/T 9704-2012)."""

from functools import cache
from typing import Any

from review.record.view.say import UNKNOWN

_BEFORE, _AFTER = "关于", "的合法性审查记录"
_NEVER_FIRST = set("，。、；：！？）》〉」』”’】〕)]},.;:!?%的和与及等")
_NEVER_LAST = set("（《〈「『“‘【〔([{")
_SIZES = ((22, 20), (18, 24), (15, 29))
"""Point size, and the full-width characters that fit on a line of 156 mm."""
_MOST_LINES = 4
_LINE, _INSIDE_WORDS, _BESIDE_LATIN = 30, 90, 30
"""The cost of one line more, of a break between two ideographs (perhaps inside a word), of one beside digits."""


def title_view(title: str | None) -> dict[str, Any]:
    """关于…的合法性审查记录, without saying 关于 twice; broken into even lines, never inside the last phrase."""
    words = " ".join((title or UNKNOWN).split())
    whole = (words if words.startswith(_BEFORE) else f"{_BEFORE}{words}") + _AFTER
    for size, fits in _SIZES:
        lines = _lines(whole, fits)
        if len(lines) <= _MOST_LINES and max(map(_width, lines)) <= fits:
            break
    return {"title": whole, "title_lines": lines, "title_size": size, "short_title": words}


def _width(text: str) -> float:
    return sum(0.56 if ord(character) < 0x300 else 1.0 for character in text)


def _lines(text: str, fits: int) -> list[str]:
    """Even lines, rather one more than a word cut in two; the last phrase stays whole."""
    least = -(-int(_width(text) + 0.99) // fits)
    broken = [found for number in range(least, least + 3) if (found := _broken(text, number, fits))]
    if not broken:
        return [text]
    ends = min(broken)[1]
    return [text[start:end].strip() for start, end in zip((0, *ends[:-1]), ends, strict=True)]


def _broken(text: str, number: int, fits: int) -> tuple[float, tuple[int, ...]] | None:
    """The least cost of breaking the text into so many lines, and where the lines end."""
    goal = _width(text) / number
    costs = {place: cost for place in range(1, len(text)) if (cost := _cost(text, place)) is not None} | {len(text): 0}

    @cache
    def best(start: int, left: int) -> tuple[float, tuple[int, ...]] | None:
        found: tuple[float, tuple[int, ...]] | None = None
        for end, cost in costs.items():
            width = _width(text[start:end])
            if end <= start or width > fits or (left == 1) != (end == len(text)):
                continue
            rest = (0.0, ()) if left == 1 else best(end, left - 1)
            if rest is not None:
                total = (width - goal) ** 2 + cost + _LINE + rest[0]
                found = min(found or (total, (end, *rest[1])), (total, (end, *rest[1])))
        return found

    return best(0, number)


def _cost(text: str, place: int) -> int | None:
    """What a break before this character costs; `None` where there may be none."""
    before, after = text[place - 1], text[place]
    phrase = len(text) - len(_AFTER) + 1
    latin = (ord(before) < 0x300) + (ord(after) < 0x300)
    if after in _NEVER_FIRST or before in _NEVER_LAST or place > phrase or place <= len(_BEFORE):
        return None
    if latin == 2 and not before.isspace():
        return None
    if place == phrase or before in _NEVER_FIRST - set("的和与及等") or after in _NEVER_LAST:
        return 0
    return _BESIDE_LATIN if latin else _INSIDE_WORDS
