"""Reads the files attached to a PDF, with the standard library only; whatever it cannot read it refuses.

It follows the cross-reference streams from the last one back (an incremental update overrides what was there before), finds
the embedded files of the catalogue, and unpacks their streams. Of the pages only what is printed at their foot is looked at
(`pages`): all that they show is compared by printing them again, which takes more than the standard library. The older form of
cross-reference, a table, is what no record has.
"""

import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

MOST_BYTES = 16_000_000
"""Unpacked bytes of one stream at most: a small file may claim to hold a very large one."""
MOST_OBJECTS = 200_000
"""Objects of a file at most; a record of a hundred pages has some thirty thousand."""
MOST_PAGES = 5_000
"""Pages of a file at most; the largest record has some twelve hundred."""
MOST_SECTIONS = 100
"""Cross-reference streams at most, one for each time the file was added to."""

T = TypeVar("T")
OTHERS = "PDF的附件重复，或者另有附件：不同的阅读软件会显示不同的内容"

_TOKEN = re.compile(
    rb"[\0\t\n\f\r ]*(?:%[^\r\n]*[\r\n]+[\0\t\n\f\r ]*)*"
    rb"(<<|>>|\[|\]|/[^\0\t\n\f\r ()<>\[\]{}/%]*|<[0-9A-Fa-f\0\t\n\f\r ]*>|\(|[^\0\t\n\f\r ()<>\[\]{}/%]+)"
)
_HEADER, _REFERENCE = re.compile(rb"\s*(\d+) \d+ obj"), re.compile(rb"\s+\d+\s+R(?![A-Za-z])")
_STREAM, _END_OF_STRING = re.compile(rb"\s*stream\r?\n"), re.compile(rb"[()\\]")
_ESCAPED, _IN_NAME = re.compile(rb"[0-7]{1,3}|\r\n|(?s:.)"), re.compile(rb"#([0-9A-Fa-f]{2})")
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
"""What a letter or the end of a line stands for behind a backslash."""
_AT, _PACKED = 1, 2
"""How a cross-reference stream says where an object is: at a place of the file, or within a stream of objects."""


class NotReadable(ValueError):
    """The file is no PDF with attachments, or not one that can be read; the text says why, for its user."""


class NotOpened(NotReadable):
    """There is no such file, or the operating system does not let it be read."""


@dataclass(frozen=True, slots=True)
class Reference:
    """An indirect object by its number."""

    number: int


def attached(pdf: bytes) -> dict[str, bytes]:
    """The attached files by name. Raises NotReadable, also where a viewer might show others than these."""
    return guarded(lambda: Pdf(pdf).attachments(), "PDF文件的结构已损坏，不能读取其中的附件")


def signed(pdf: bytes) -> bool:
    """Whether the file has a place for a signature; whether that holds, the standard library cannot tell. Raises NotReadable."""
    return guarded(lambda: any(Pdf(pdf).signatures()), "PDF文件的结构已损坏")


def guarded(read: Callable[[], T], otherwise: str) -> T:
    """What is read of a file that may hold anything. Raises NotReadable, which says `otherwise` of what breaks."""
    try:
        return read()
    except (ArithmeticError, LookupError, TypeError, AttributeError, ValueError, RecursionError, zlib.error) as error:
        if isinstance(error, NotReadable):
            raise
        raise NotReadable(otherwise) from error


class Pdf:
    """A file that is read as a PDF."""

    def __init__(self, content: bytes) -> None:
        if not content.startswith(b"%PDF-"):
            raise NotReadable("不是PDF文件")
        self._content = content
        self._places: dict[int, tuple[int, int]] = {}
        self._objects: dict[int, tuple[bytes, dict[int, int]]] = {}
        self._root: Any = None
        start = content.rfind(b"startxref")
        if start < 0:
            raise NotReadable("PDF文件不完整：缺少结尾")
        place: Any = int(content[start + 9 :].split(None, 1)[0])
        for self.sections in range(1, MOST_SECTIONS + 1):
            section = self._section(place)
            self._root = self._root or section.get("Root")
            place = section.get("Prev")
            if place is None:
                return
        raise NotReadable("PDF文件被追加的次数过多")

    def _section(self, place: int) -> Mapping[str, Any]:
        """Read one cross-reference stream; what a later one says of an object is kept. Its dictionary."""
        if _HEADER.match(self._content, place) is None:
            raise NotReadable("PDF文件的交叉引用不是本系统写的样式，或者已损坏")
        section, entries = self._stream(place)
        widths, at = section["W"], 0
        index = section.get("Index") or [0, section["Size"]]
        if sum(index[1::2]) > MOST_OBJECTS or sum(widths) <= 0:
            raise NotReadable("PDF文件的对象过多，不是审查记录")
        for first, count in zip(index[::2], index[1::2], strict=True):
            for number in range(first, first + count):
                fields = []
                for width in widths:
                    fields.append(int.from_bytes(entries[at : at + width], "big"))
                    at += width
                if fields[0] in (_AT, _PACKED):
                    self._places.setdefault(number, (fields[0], fields[1]))
        return section

    def attachments(self) -> dict[str, bytes]:
        """The attached files, each named once and in one way, whichever of the ways a viewer follows."""
        names = self.of(self.of(self.of(self._root).get("Names")) or {}).get("EmbeddedFiles")
        tree = self.of(names) or {}
        listed, found = self.of(tree.get("Names")) or [], {}
        associated = self.of(self.of(self._root).get("AF"))
        if "Kids" in tree or (associated is not None and set(associated) != set(listed[1::2])):
            raise NotReadable(OTHERS)
        for given, told in zip(listed[::2], listed[1::2], strict=True):
            name, spec = _text(self.of(given)), self.of(told)
            held = set(self.of(spec["EF"]).values())
            if name in found or len(held) != 1 or any(_text(self.of(spec[key])) != name for key in ("F", "UF") if key in spec):
                raise NotReadable(OTHERS)
            kind, place = self._places[held.pop().number]
            if kind != _AT:
                raise NotReadable("PDF附件的位置已损坏")
            found[name] = self._stream(place)[1]
        return found

    def signatures(self) -> Iterator[Mapping[str, Any]]:
        """Those that it has a place for: a record is a form with no fields but those of its signatures."""
        form = self.of(self.of(self._root).get("AcroForm")) or {}
        for field in self.of(form.get("Fields")) or ():
            yield self.of(self.of(field)["V"])

    def page_dictionaries(self) -> Iterator[Mapping[str, Any]]:
        """The pages in their order, from a list or a tree of such lists. Raises NotReadable for a part of it that stands there
        twice, by which a small file would have pages without end."""
        waiting, seen = [self.of(self._root)["Pages"]], set[int]()
        while waiting:
            part = waiting.pop()
            if part.number in seen or len(seen) == MOST_PAGES:
                raise NotReadable("PDF文件的页数过多或者重复，不是审查记录")
            seen.add(part.number)
            page = self.of(part)
            if "Kids" in page:
                waiting += reversed(self.of(page["Kids"]))
            else:
                yield page

    def stream_of(self, reference: Reference) -> bytes:
        """The unpacked content of a stream."""
        kind, place = self._places[reference.number]
        header = _HEADER.match(self._content, place) if kind == _AT else None
        if header is None or int(header[1]) != reference.number:
            raise NotReadable(f"PDF文件的第{reference.number}号对象不在所指的位置")
        return self._stream(place)[1]

    def of(self, value: Any) -> Any:
        """The value itself, where an indirect object stands for it."""
        if not isinstance(value, Reference):
            return value
        kind, place = self._places[value.number]
        if kind == _PACKED:
            content, starts = self._packed(place)
            return _value(content, starts[value.number])[0]
        header = _HEADER.match(self._content, place)
        if header is None or int(header[1]) != value.number:
            raise NotReadable(f"PDF文件的第{value.number}号对象不在所指的位置")
        return _value(self._content, header.end())[0]

    def _packed(self, number: int) -> tuple[bytes, dict[int, int]]:
        """A stream of objects, and where each of them begins in it, by its number."""
        if number not in self._objects:
            described, content = self._stream(self._places[number][1])
            first = described["First"]
            numbers = [int(one) for one in content[:first].split()]
            places = zip(numbers[::2], numbers[1::2], strict=True)
            self._objects[number] = content, {own: first + start for own, start in places}
        return self._objects[number]

    def _stream(self, place: int) -> tuple[Mapping[str, Any], bytes]:
        """The dictionary and the unpacked content of the stream at this place of the file."""
        header = _HEADER.match(self._content, place)
        described, at = _value(self._content, header.end()) if header else ({}, place)
        start = _STREAM.match(self._content, at)
        if start is None:
            raise NotReadable("PDF文件的内容流不在所指的位置")
        packed = self._content[start.end() : start.end() + self.of(described["Length"])]
        if described.get("Filter") is None:
            return described, packed
        if described["Filter"] not in ("FlateDecode", ["FlateDecode"]) or described.get("DecodeParms"):
            raise NotReadable("PDF文件的压缩方式不是本系统所用的")
        unpacking = zlib.decompressobj()
        unpacked = unpacking.decompress(packed, MOST_BYTES)
        if not unpacking.eof:
            raise NotReadable("PDF文件的内容流不完整或者过大")
        return described, unpacked


def _value(content: bytes, at: int) -> tuple[Any, int]:
    """The value that begins there, and where it ends."""
    token, at = _token(content, at)
    if token == b"<<":
        found: dict[str, Any] = {}
        while (key := _token(content, at))[0] != b">>":
            name = _name(key[0])
            if name in found:  # one viewer takes the first, another the last
                raise NotReadable(f"PDF文件的一个对象中有两个{name}")
            found[name], at = _value(content, key[1])
        return found, key[1]
    if token == b"[":
        items: list[Any] = []
        while _token(content, at)[0] != b"]":
            item, at = _value(content, at)
            items.append(item)
        return items, _token(content, at)[1]
    if token == b"(":
        return _string(content, at)
    if token[:1] == b"/":
        return _name(token), at
    if token[:1] == b"<":
        digits = b"".join(token[1:-1].split())
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode()), at
    if token.isdigit() and (reference := _REFERENCE.match(content, at)):
        return Reference(int(token)), reference.end()
    return (int(token) if token.lstrip(b"+-").isdigit() else token), at


def _token(content: bytes, at: int) -> tuple[bytes, int]:
    found = _TOKEN.match(content, at)
    if found is None:
        raise NotReadable("PDF文件的结构已损坏")
    return found[1], found.end()


def _string(content: bytes, at: int) -> tuple[bytes, int]:
    """A string in parentheses, which may hold others, up to where it closes; an octal number and some letters behind a
    backslash stand for a character, any other for itself."""
    depth, start, kept = 1, at, b""
    while depth:
        found = _END_OF_STRING.search(content, at)
        if found is None:
            raise NotReadable("PDF文件的结构已损坏")
        at = found.end()
        if found[0] == b"\\":
            sign = _ESCAPED.match(content, at)
            if sign is None:
                raise NotReadable("PDF文件的结构已损坏")
            number = bytes([int(sign[0], 8) & 0xFF]) if sign[0].isdigit() and sign[0] < b"8" else None
            kept += content[start : at - 1] + (number or _LETTERS.get(sign[0], sign[0]))
            start = at = sign.end()
        else:
            depth += 1 if found[0] == b"(" else -1
    return kept + content[start : at - 1], at


def _name(token: bytes) -> str:
    """A name without its slash; any character of it may be written by its number."""
    return _IN_NAME.sub(lambda sign: bytes.fromhex(sign[1].decode()), token[1:]).decode("latin-1")


def _text(value: bytes) -> str:
    return value[2:].decode("utf-16-be") if value.startswith(b"\xfe\xff") else value.decode("latin-1")
