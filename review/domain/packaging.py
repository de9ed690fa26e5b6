"""Lays out the archive package (归档包) of a matter: one ZIP with the record, its data, its rules, its trail and every file that
it names, and an index with the hash of each; written piece by piece, so that it is never held whole.

The index is at the end, for a hash is known when its file has gone by. What is in `verifying.package` reads it.
"""

import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

INDEX, RECORD_PDF, TRAIL = "目录.txt", "审查记录.pdf", "trail.json"
RULES_FOLDER, FILES_FOLDER = "规则", "附件"
UNPACKED, PACKED = 0, 6
"""How much is tried to make a file smaller: PDF and Word files are small already, and of what is not made smaller a reader
knows at once how much there is to read."""


class Member(NamedTuple):
    """A file of the package: where it stands, what it is, how many bytes it has, and those, piece by piece."""

    path: str
    title: str
    size: int
    pieces: Iterable[bytes]
    level: int = UNPACKED


def packed(members: Iterable[Member], heading: Iterable[str], at: datetime) -> Iterator[bytes]:
    """The bytes of the package, piece by piece; the same members of the same time give the same bytes."""
    sink = _Sink()
    index = [f"# {line}" for line in heading]
    with zipfile.ZipFile(sink, "w") as package:
        for member in members:
            hashed = hashlib.sha256()
            with package.open(_entry(member, at), "w") as entry:
                for piece in member.pieces:
                    hashed.update(piece)
                    entry.write(piece)
                    yield sink.taken()
            index += [f"# {member.title}", f"{hashed.hexdigest()}  {member.path}"]
        text = ("\n".join(index) + "\n").encode()
        with package.open(_entry(Member(INDEX, "", len(text), (), PACKED), at), "w") as entry:
            entry.write(text)
    yield sink.taken()


def _entry(member: Member, at: datetime) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(member.path, (max(at.year, 1980), at.month, at.day, at.hour, at.minute, at.second))
    entry.compress_type, entry.file_size = zipfile.ZIP_DEFLATED, member.size
    entry._compresslevel = member.level  # type: ignore[attr-defined]
    entry.external_attr = 0o644 << 16
    return entry


class _Sink(io.RawIOBase):
    """What takes the bytes of the package until they are fetched; it cannot be gone back in, as a connection cannot."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        self._pieces.append(bytes(piece))
        return len(self._pieces[-1])

    def taken(self) -> bytes:
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)
