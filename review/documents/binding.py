"""Marks the sheets of a reading copy and binds several files into one; the files are our own, or were taken over by `sheets`.

The mark is laid over what is there, once in the file and drawn on every sheet, as an artifact: it is no part of the text.
"""

from collections.abc import Sequence
from contextlib import ExitStack
from typing import Any, BinaryIO

import pikepdf
from pikepdf import Name, ObjectStreamMode, OutlineItem, Page, Pdf

from review.domain.copies import SIGNS, sheet_number

UPRIGHT, WIDE, FIRST_SIGN = 0, 1, 2
"""The pages of the stamp: the mark for either way of lying, then the signs, each on its own page."""

DIGIT, SIGN = 4.5, 8.0
"""How far a digit and another sign reach, in points."""
RIGHT, HEIGHT = 57.0, 17.0
"""Where the number of a sheet ends, from the right edge, and how high it stands."""


def mark(content: BinaryIO, stamp: BinaryIO, target: BinaryIO) -> int:
    """Mark every sheet of one document; all else of it stays as it is. How many sheets there are."""
    with pikepdf.open(content) as made, pikepdf.open(stamp) as stamps:
        _marked(made, stamps, numbered=False)
        made.save(target, deterministic_id=True)
        return len(made.pages)


def bind(title: str, parts: Sequence[tuple[str, BinaryIO]], stamp: BinaryIO, target: BinaryIO) -> int:
    """Bind the parts, each named in the outline, mark and number every sheet; how many there are."""
    with ExitStack() as stack:
        stamps = stack.enter_context(pikepdf.open(stamp))
        made = stack.enter_context(pikepdf.new())
        with made.open_outline() as outline:
            for name, content in parts:
                part = stack.enter_context(pikepdf.open(content))
                outline.root.append(OutlineItem(name, len(made.pages)))
                for page in part.pages:
                    made.pages.append(_sheet(page))
        _marked(made, stamps, numbered=True)
        made.docinfo["/Title"] = title
        made.Root.Lang = "zh-CN"
        made.Root.PageMode = Name.UseOutlines
        made.save(target, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)
        return len(made.pages)


def count(contents: Sequence[BinaryIO]) -> list[int]:
    """How many sheets each file has."""
    counted = []
    for content in contents:
        with pikepdf.open(content) as opened:
            counted.append(len(opened.pages))
    return counted


def _sheet(page: Page) -> Page:
    """A page without its part in the structure of the file that it leaves."""
    for key in set(page.obj.keys()) - {"/Type", "/MediaBox", "/Resources", "/Contents", "/Group", "/Parent"}:
        del page.obj[key]
    return page


def _marked(made: Pdf, stamps: Pdf, *, numbered: bool) -> None:
    drawings = [made.copy_foreign(page.as_form_xobject()) for page in stamps.pages]
    total = len(made.pages)
    for place, page in enumerate(made.pages, 1):
        left, bottom, right, top = (float(edge) for edge in page.mediabox)
        uses = {"/CopyMark": drawings[WIDE if right - left > top - bottom else UPRIGHT]}
        drawn = [b"/CopyMark Do"]
        if numbered:
            drawn += _number(sheet_number(place, total), right - left, drawings[FIRST_SIGN:], uses)
        for name, drawing in uses.items():
            page.add_resource(drawing, Name.XObject, Name(name))
        page.contents_add(b"q", prepend=True)
        page.contents_add(b"Q /Artifact BMC q " + b" ".join(drawn) + b" Q EMC")


def _number(text: str, width: float, signs: Sequence[Any], uses: dict[str, Any]) -> list[bytes]:
    """The number of a sheet, sign after sign; notes which drawings that takes."""
    steps = [DIGIT if sign.isascii() else SIGN for sign in text]
    drawn, at = [], width - RIGHT - sum(steps)
    for sign, step in zip(text, steps, strict=True):
        name = f"/CopySign{SIGNS.index(sign)}"
        uses[name] = signs[SIGNS.index(sign)]
        drawn.append(b"q 1 0 0 1 %.2f %.2f cm %s Do Q" % (at, HEIGHT, name.encode()))
        at += step
    return drawn
