"""Draws a line of text as its outlines: what is laid over a page must not be copied out of it among the words of the page."""

from functools import cache
from typing import NamedTuple

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

from review.record import fonts

EM = 1000
"""Units of the font to the size of its letters."""


class Outline(NamedTuple):
    """The path of an SVG, on the line at height 0 and from the left edge on, and how wide it is."""

    path: str
    width: int


def outline(text: str) -> Outline:
    """The text in Noto Serif SC 400; of what the font has no glyph for, nothing is drawn."""
    glyphs, names = _font()
    pen, width = SVGPathPen(glyphs, ntos=lambda number: f"{number:.0f}"), 0
    for character in text:
        if name := names.get(ord(character)):
            glyphs[name].draw(TransformPen(pen, (1, 0, 0, -1, width, 0)))
            width += glyphs[name].width
    return Outline(pen.getCommands(), width)


@cache
def _font() -> tuple[dict[str, object], dict[int, str]]:
    font = TTFont(fonts.FONTS / fonts.SONG, lazy=True)
    return font.getGlyphSet(), font.getBestCmap()
