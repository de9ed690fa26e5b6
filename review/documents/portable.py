"""Reads the paragraphs of a PDF by its text layer; a PDF knows lines only, so paragraphs are put together from them."""

import re
from typing import BinaryIO

from pypdf import PdfReader

from review.documents.unreadable import Unreadable

MOST_PAGES = 500

PAGE_NUMBER = re.compile(r"[\s\-—–－·]*(第\s*)?\d{1,4}(\s*页)?([\s\-—–－·/]*(共\s*)?\d{1,4}(\s*页)?)?[\s\-—–－·]*")

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
    for page in reader.pages:
        found += joined([line.strip() for line in page.extract_text().splitlines()])
    if not any(one.strip() for one in found):
        raise Unreadable("文件没有文字层（例如扫描件）")
    return found


def joined(lines: list[str]) -> list[str]:
    """The paragraphs of a page; a line goes on where it is full or does not end a sentence."""
    lines = [line for line in lines if line and not PAGE_NUMBER.fullmatch(line)]
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
