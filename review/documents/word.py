"""Reads the paragraphs of a Word document: body, notes, headers and footers; opens no macro, no object, no link.

A tracked change is read as made: what is struck out is left out, what is put in is text.
"""

from collections.abc import Iterator
from typing import Any, BinaryIO
from xml.parsers import expat
from zipfile import ZipFile

from review.documents.unreadable import Unreadable

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006}"

MOST_UNPACKED = 40 * 1024 * 1024
"""In bytes, of all parts together; the text of a book has one."""

CHUNK = 64 * 1024

BESIDE = ("footnotes", "endnotes", "header", "footer")
"""The beginnings of the names of the parts that hold text beside the body."""

SIGNS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}

LEFT_OUT = frozenset({W + "delText", W + "moveFrom", W + "instrText", MC + "Fallback"})
"""What is struck out or was moved away, what computes a field, and what says again for old readers what was said before."""


class _Paragraphs:
    """Gathers the text of each paragraph of one part; a paragraph may lie within another, as in a text box."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._open: list[list[str]] = []
        self._in_text = self._skipped = 0
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._refuse

    def _start(self, name: str, _attributes: Any) -> None:
        if self._skipped or name in LEFT_OUT:
            self._skipped += 1
        elif name == W + "p":
            self._open.append([])
        elif name == W + "t":
            self._in_text += 1
        elif name in SIGNS and self._open:
            self._open[-1].append(SIGNS[name])

    def _end(self, name: str) -> None:
        if self._skipped:
            self._skipped -= 1
        elif name == W + "p":
            self.found += "".join(self._open.pop()).split("\n")
        elif name == W + "t":
            self._in_text -= 1

    def _text(self, text: str) -> None:
        if self._in_text and not self._skipped and self._open:
            self._open[-1].append(text)

    def _refuse(self, *_: Any) -> None:
        raise Unreadable("文件的结构不正确（含有文档类型声明）")


def paragraphs(content: BinaryIO) -> list[str]:
    found: list[str] = []
    left = MOST_UNPACKED
    with ZipFile(content) as opened:
        for name in _parts(opened.namelist()):
            read = _Paragraphs()
            with opened.open(name) as part:
                while chunk := part.read(CHUNK):
                    left -= len(chunk)
                    if left < 0:
                        raise Unreadable("文件解开后过大")
                    read.parser.Parse(chunk, False)
            read.parser.Parse(b"", True)
            found += read.found
    return found


def _parts(names: list[str]) -> Iterator[str]:
    """The body, then what stands beside it, in the order of their names."""
    own = sorted(name for name in names if name.startswith("word/") and name.endswith(".xml") and name.count("/") == 1)
    yield from (name for name in own if name.startswith("word/document"))
    for beside in BESIDE:
        yield from (name for name in own if name.startswith(f"word/{beside}"))
