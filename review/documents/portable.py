"""Reads the paragraphs of a PDF by its text layer; a PDF knows lines only, so paragraphs are put together from them."""

import re
from typing import BinaryIO

from pypdf import PageObject, PdfReader

from review.documents.unreadable import Unreadable
from review.domain.comparison import UNREAD

MOST_PAGES = 500

PAGE_NUMBER = re.compile(r"[\s\-—–－·]*(第\s*)?\d{1,4}(\s*页)?([\s\-—–－·/]*(共\s*)?\d{1,4}(\s*页)?)?[\s\-—–－·]*")

DASHED = re.compile(r"[\-—–－·].*[\-—–－·]")

ENDS = tuple("。！？；：!?;:")

FULL = 0.85
"""A line that is shorter than this part of the longest one on its page, and ends a sentence, ends its paragraph."""


def paragraphs(content: BinaryIO) -> list[str]:
    reader = PdfReader(content)
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable("文件加了密码")
    if len(reader.pages) > MOST_PAGES:
        raise Unreadable(f"文件超过 {MOST_PAGES} 页")
    found: list[str] = []
    unread = 0
    for number, page in enumerate(reader.pages, 1):
        own = joined([line.strip() for line in page.extract_text().splitlines()], len(reader.pages))
        if not any(one.strip() for one in own) and _shows_something(page):
            own, unread = [UNREAD.format(number)], unread + 1
        found += own
    if sum(bool(one.strip()) for one in found) == unread:
        raise Unreadable("文件没有文字层（例如扫描件）")
    return found


def _shows_something(page: PageObject) -> bool:
    """Whether a page without text shows pictures or drawings that others refer to; a blank one does not."""
    resources = page.get("/Resources")
    return bool(resources and resources.get_object().get("/XObject"))


def joined(lines: list[str], pages: int) -> list[str]:
    """The paragraphs of a page of so many; a line goes on where it is full or does not end a sentence."""
    lines = list(filter(None, lines))
    ends = (0, len(lines) - 1)
    lines = [line for place, line in enumerate(lines) if not _is_page_number(line, pages if place in ends else 0)]
    width = max(map(len, lines), default=0)
    found: list[str] = []
    goes_on = False
    for line in lines:
        if goes_on:
            blank = " " if found[-1][-1].isascii() and line[0].isascii() else ""
            found[-1] += blank + line
        else:
            found.append(line)
        goes_on = len(line) >= FULL * width and not (line.endswith(ENDS) and len(line) < width)
    return found


def _is_page_number(line: str, most: int) -> bool:
    """Whether a line is nothing but the number of its page: it says so (第3页, — 3 —), or is a number up to `most`, since any
    other may be an amount in a cell of a table, whose change has to be seen."""
    if not PAGE_NUMBER.fullmatch(line):
        return False
    told = DASHED.fullmatch(line) or ("第" in line and "页" in line)
    return bool(told) or all(int(number) <= most for number in re.findall(r"\d+", line))
