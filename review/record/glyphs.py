"""Holds what becomes of every text on its way into the page: escaped, and with every character visible.

A character that no shipped font has, or that is invisible by nature (control and format characters, right-to-left
marks and letters, surrogates, private use), is printed as a small box with its code point, and the record says at its
end how many there are. Refusing to print would let one odd character in one opinion block the record of a whole
decision; dropping it would change what was said. The data attached to the record keep it as it is.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import accumulate
from typing import Any

from markupsafe import Markup, escape

from review.record import fonts

_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_RIGHT_TO_LEFT = {"R", "AL", "AN"}
_SPACES = {"\t", "\n", "\r"}
_OTHERS_DRAW = frozenset({0x26BD, 0x26BE, *range(0x1F000, 0x1FB00)})
"""Emoji, which an emoji font of the machine would draw in the place of ours: on one machine and not on another."""
_SELECTORS = frozenset({*range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)})
"""Selectors of a variant glyph: invisible themselves."""

_BETWEEN = Markup("&#8203;")
"""A line may end here (`breaking.MAY_END`)."""


@cache
def has_glyph(character: str) -> bool:
    """Whether the character is printed as itself."""
    if character in _SPACES:
        return True
    return (
        ord(character) in fonts.characters(fonts.SONG)
        and ord(character) not in _OTHERS_DRAW
        and ord(character) not in _SELECTORS
        and unicodedata.category(character) not in _HIDDEN
        and unicodedata.bidirectional(character) not in _RIGHT_TO_LEFT
    )


def code_point(character: str) -> str:
    """U+202E."""
    return f"U+{ord(character):04X}"


def typeset(value: object) -> Markup:
    """The value as markup: what Jinja calls for every expression of the template."""
    if isinstance(value, Markup):
        return value
    text = str(value)
    parts = (_boxes(part, *beside) if odd else escape(part) for part, odd, *beside in _beside(text))
    return Markup("").join(parts)


def name(value: str) -> Markup:
    """A name: set whole in Noto Serif SC when 仿宋 or 楷体 lack one of its characters (喆 堃 昇 祎 㛃 䶮)."""
    return typeset(value) if fonts.in_every_face(value) else Markup('<span class="rare">{}</span>').format(typeset(value))


def flat(value: str) -> Markup:
    """The text for a place without markup, such as the title in the metadata: 〔U+202E〕 for what is not printable."""
    return escape(flattened(value))


def running(value: str, fits: int) -> Markup:
    """The text for the head of every page, which has room for so many full-width characters; what is longer ends with an
    ellipsis there, for it stands whole on the first page."""
    text = flattened(value)
    widths = accumulate(0.6 if ord(character) < fonts.FIRST_CHINESE else 1 for character in text)
    room = sum(width <= fits for width in widths)
    return escape(text if room == len(text) else f"{text[: room - 1]}…")


def flattened(value: str) -> str:
    """The same, not escaped yet."""
    return "".join(part if not odd else "".join(f"〔{code_point(c)}〕" for c in part) for part, odd in _parts(value))


def boxed(value: Any) -> Counter[str]:
    """The code points that are printed as boxes anywhere in these plain values, each with its number."""
    return Counter(code_point(c) for text in _texts(value) for part, odd in _parts(text) if odd for c in part)


def _boxes(part: str, before: str, after: str) -> Markup:
    """The boxes of these characters; a line may end between two, and between one and a letter, or a name of fifteen would run
    over what stands beside it. Beside a Chinese character or a mark it may or may not end by the rules of these."""
    boxes = _BETWEEN.join(Markup('<span class="box">{}</span>').format(code_point(character)) for character in part)
    return Markup("").join((_BETWEEN if _latin(before) else "", boxes, _BETWEEN if _latin(after) else ""))


def _latin(character: str) -> bool:
    return character.isalnum() and ord(character) < fonts.FIRST_CHINESE


def _beside(text: str) -> Iterator[tuple[str, bool, str, str]]:
    """The pieces, each with the character before and after it."""
    parts = list(_parts(text))
    for place, (part, odd) in enumerate(parts):
        before, after = parts[place - 1][0][-1] if place else "", parts[place + 1][0][0] if place + 1 < len(parts) else ""
        yield part, odd, before, after


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """The text in pieces, each with whether it has to be boxed."""
    pattern = _odd("".join(sorted({character for character in text if not has_glyph(character)})))
    for place, part in enumerate(pattern.split(text)) if pattern else ((0, text),):
        if part:
            yield part, place % 2 == 1


@cache
def _odd(characters: str) -> re.Pattern[str] | None:
    return re.compile(f"([{re.escape(characters)}]+)") if characters else None


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)
