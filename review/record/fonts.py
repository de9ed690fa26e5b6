"""Holds the five shipped fonts: their @font-face rules and which characters they have; holds no layout.

仿宋 and 楷体 are used for exactly those Chinese characters that Noto Serif SC 400 has too, the last font of every
family list: digits and Latin letters are then set in it, and no character ever falls through to a font of the machine,
so that the bytes of a record are the same everywhere.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

from review.record.folder import FOLDER

FONTS = FOLDER / "fonts"
SONG = "NotoSerifSC_400Regular.ttf"
FANG = "FandolFang-Regular.otf"
KAI = "FandolKai-Regular.otf"
HEI = "NotoSansSC_500Medium.ttf"
BIAOSONG = "NotoSerifSC_700Bold.ttf"
FIRST_CHINESE = 0x300
_MIDDLE_DOT = 0xB7


@cache
def characters(file: str) -> frozenset[int]:
    """The code points that a shipped font has a glyph for."""
    with TTFont(FONTS / file, lazy=True) as font:
        return frozenset(font.getBestCmap())


def in_every_face(text: str) -> bool:
    """Whether 仿宋 and 楷体 have the whole text; otherwise a name is set whole in Noto Serif SC."""
    return all(ord(character) < FIRST_CHINESE or ord(character) in _chinese() for character in text)


def faces() -> str:
    """The @font-face rules, with paths relative to the style sheet."""
    return "\n".join((
        _face("Fang", FANG, f"unicode-range:{_ranges(_shared(FANG))}"),
        _face("Kai", KAI, f"unicode-range:{_ranges(_shared(KAI))}"),
        _face("Hei", HEI, "font-weight:500"),
        _face("Biaosong", BIAOSONG, "font-weight:700"),
        _face("Song", SONG, ""),
    ))  # fmt: skip


def _face(family: str, file: str, more: str) -> str:
    return f"@font-face{{font-family:{family};src:url(fonts/{Path(file).name});{more}}}"


@cache
def _chinese() -> frozenset[int]:
    return _shared(FANG) & _shared(KAI)


def _shared(file: str) -> frozenset[int]:
    wanted = {point for point in characters(file) if point >= FIRST_CHINESE or point == _MIDDLE_DOT}
    return frozenset(wanted & characters(SONG))


def _ranges(points: Iterable[int]) -> str:
    return ",".join(f"U+{first:X}-{last:X}" for first, last in _runs(sorted(points)))


def _runs(points: list[int]) -> Iterator[tuple[int, int]]:
    first = last = points[0]
    for point in points[1:]:
        if point != last + 1:
            yield first, last
            first = point
        last = point
    yield first, last
