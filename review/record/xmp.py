"""Compares what a record says of itself (XMP: title, number, unit, keywords) before and after a signature was added: a viewer
shows its title at the head of the window, and archives file it by that.
"""

import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

PROGRAM = re.compile(r"[ -~]{1,200}")
"""The name of a program that wrote a file: in ASCII, so that it is no sentence for whoever reads the record."""
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")
_ITS_WRITER = {
    "{http://ns.adobe.com/pdf/1.3/}Producer": PROGRAM, "{adobe:ns:meta/}xmptk": PROGRAM,
    "{http://ns.adobe.com/xap/1.0/}ModifyDate": _INSTANT, "{http://ns.adobe.com/xap/1.0/}MetadataDate": _INSTANT,
}  # fmt: skip
"""What whoever adds a signature says of himself, and how."""
_UNREAD = re.compile(rb"<!|<\?(?!xpacket (?:begin|end)=)")
"""Comments, instructions and definitions: what a reader passes over and somebody may see."""
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_AROUND = {"{adobe:ns:meta/}xmpmeta", f"{_RDF}RDF", f"{_RDF}Description"}
_ABOUT = f"{_RDF}about"


def same(before: bytes, after: bytes) -> bool:
    """Whether both say the same of the document, whoever wrote it and when. Raises ValueError for what is no XMP."""
    if _UNREAD.search(after):
        return False
    one, other = (sorted(_said(ElementTree.fromstring(xmp)), key=repr) for xmp in (before, after))  # noqa: S314  no definitions
    fits = all(isinstance(said, str) and _ITS_WRITER[name].fullmatch(said) for name, said in other if name in _ITS_WRITER)
    return fits and _of_the_document(one) == _of_the_document(other)


def _of_the_document(statements: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    return [one for one in statements if one[0] not in _ITS_WRITER]


def _said(element: Element) -> Iterator[tuple[str, Any]]:
    """What is said by name, in whichever of the ways in which XMP may write it, and all other text there is."""
    if element.tag not in _AROUND:
        yield element.tag, _whole(element)
        return
    yield from ((name, said) for name, said in element.items() if (name, said) != (_ABOUT, ""))
    for text in (element.text, *(child.tail for child in element)):
        if text and text.strip():
            yield "", text
    for child in element:
        yield from _said(child)


def _whole(element: Element) -> Any:
    """The text of a value, or all that it holds."""
    if not len(element) and not element.attrib:
        return element.text or ""
    texts = [(text or "").strip() for text in (element.text, *(child.tail for child in element))]
    return sorted(element.items()), texts, [(child.tag, _whole(child)) for child in element]
