"""Reads DER, the form in which certificates and time stamps are written; what is written in any other way is refused."""

from collections.abc import Iterator
from typing import NamedTuple

INTEGER, OCTETS, OID, TIME, SEQUENCE, SET = 0x02, 0x04, 0x06, 0x18, 0x30, 0x31
TAGGED = 0xA0
"""The first of the tags that are told by their number; it holds other values."""


class NotDer(ValueError):
    """These bytes are not a value in DER."""


class Value(NamedTuple):
    """One value: its tag, and the bytes that it holds."""

    tag: int
    content: bytes

    def parts(self) -> tuple["Value", ...]:
        """The values that it holds, one after another."""
        return tuple(_each(self.content))

    def within(self, tag: int) -> "Value":
        """Itself, where it has this tag. Raises NotDer."""
        if self.tag != tag:
            raise NotDer(f"tag {self.tag:#x} instead of {tag:#x}")
        return self


def value(der: bytes) -> Value:
    """The one value that these bytes are. Raises NotDer."""
    found = tuple(_each(der))
    if len(found) != 1:
        raise NotDer("not one value")
    return found[0]


def first(der: bytes) -> Value:
    """The value that these bytes begin with. Raises NotDer."""
    try:
        return next(_each(der))
    except StopIteration as error:
        raise NotDer("nothing") from error


def _each(der: bytes) -> Iterator[Value]:
    at = 0
    while at < len(der):
        tag, length, start = der[at], der[at + 1 : at + 2], at + 2
        if tag & 0x1F == 0x1F or not length:
            raise NotDer("a tag of several bytes, or no length")
        size = length[0]
        if size >= 0x80:
            start += size & 0x7F
            said = der[at + 2 : start]
            size = int.from_bytes(said, "big")
            if said[:1] in (b"", b"\0") or size < 0x80:
                raise NotDer("a length that is not the shortest")
        at = start + size
        if at > len(der):
            raise NotDer("shorter than it says")
        yield Value(tag, der[start:at])
