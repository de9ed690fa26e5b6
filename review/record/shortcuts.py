"""Spares WeasyPrint and pydyf what they compute over and over for the same: a fifth of a print, and not a byte is otherwise.

Each of these is to be taken out when the library no longer needs it; a test compares what is printed with and without them.
"""

from copy import copy
from typing import Any
from xml.etree import ElementTree

import pydyf
from cssselect2 import ElementWrapper
from weasyprint import HTML, UA_STYLESHEET
from weasyprint.urls import URLFetcher

_OF_NOTES = frozenset({"marker", "footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback"})
"""Lists and foot notes, of which no paper has any: WeasyPrint works out six styles for each element all the same."""


class Page(HTML):  # type: ignore[misc]
    """A page of our templates, which are XML as well (what is not is read as HTML) and have neither lists nor notes; it may fetch
    nothing."""

    def __init__(self, text: str) -> None:
        nothing_fetched = URLFetcher(allowed_protocols=())
        try:
            # The parser of HTML takes forty times as long. Every value is escaped.
            root = ElementTree.fromstring(text)  # noqa: S314
        except ElementTree.ParseError:
            super().__init__(string=text, url_fetcher=nothing_fetched)
            return
        super().__init__(string="", url_fetcher=nothing_fetched)
        self.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element

    def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
        return [_SHEET]


def _without_notes() -> Any:
    sheet = copy(UA_STYLESHEET)
    sheet.matcher = copy(sheet.matcher)
    sheet.matcher.other_selectors = [one for one in sheet.matcher.other_selectors if one[3] not in _OF_NOTES]
    return sheet


_SHEET = _without_notes()


def _page_references(pdf: Any) -> tuple[bytes, ...]:
    """The pages are named anew for each of ten thousands of tags, and there is no other page by then."""
    numbers = pdf.pages["Kids"][::3]
    kept: tuple[bytes, ...] = pdf.__dict__.get("kept_references", ())
    if len(kept) != len(numbers):
        kept = pdf.kept_references = tuple(b"%d 0 R" % number for number in numbers)
    return kept


pydyf.PDF.page_references = property(_page_references)


class _Once(pydyf.Object):  # type: ignore[misc]
    """An object of a PDF that is finished: pydyf packs each once to write it, and once more to hash it."""

    def __init__(self, one: Any) -> None:
        super().__init__()
        self.number, self.generation, self.free = one.number, one.generation, one.free
        self._data, self._compressible = one.data, one.compressible

    @property
    def data(self) -> bytes:
        return self._data

    @property
    def compressible(self) -> bool:
        return self._compressible


def packed_once(pdf: Any) -> None:
    """Pack the objects of a PDF to which nothing is added any more."""
    pdf.objects[:] = [one if one.free == "f" else _Once(one) for one in pdf.objects]
