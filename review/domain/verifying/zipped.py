"""Looks at a ZIP byte by byte: every byte belongs to a file or to the list of them, and what stands in front of a file says the
same of it as the list does; for one program reads the one, and another the other.
"""

import io
import struct
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

HIDDEN = "归档包中夹有不属于任何文件的内容"
TWO_SAYINGS = "归档包中{}的前面和总表所说的不同，或者附有另外的名称、内容"

_HEAD = struct.Struct("<4s5H3L2H")
_DESCRIBED = struct.Struct("<4s3L"), struct.Struct("<4sL2Q")
"""What is told behind a file of how many bytes it has, for small and for large ones."""
_DESCRIBED_BEHIND, _IN_UNICODE = 0x08, 0x0800
_FLAGS = 0x06 | _DESCRIBED_BEHIND | _IN_UNICODE
"""Those beside how hard was packed; encryption and other things have none here."""
_LIST_ENTRY, _END, _END_OF_LARGE = 46, 22, 76
"""Bytes of an entry of the list without its names, of the end of a package, and those more of one past four gigabytes."""
_MORE_IS_TOLD = {0x0001: 28, 0x000A: 32, 0x5455: 13, 0x7875: 11}
"""What may be added to an entry, and of how many bytes at most: sizes of large files, times and owners. A second name may not."""
_REGULAR = {0x0, 0x8}


def fault(package: zipfile.ZipFile, file: BinaryIO, size: int) -> str | None:
    """The first thing that no program, or not every program, would read as we do."""
    end = 0
    entries = sorted(package.infolist(), key=lambda one: one.header_offset)
    for one in entries:
        if one.header_offset != end:
            return HIDDEN
        own = _length(one, file)
        if own is None:
            return TWO_SAYINGS.format(one.filename)
        end += own
    file.seek(package.start_dir)
    listed = 0
    for one in package.infolist():
        lengths = struct.unpack("<3H", file.read(_LIST_ENTRY)[28:34])
        told = file.read(sum(lengths))[lengths[0] : lengths[0] + lengths[1]]
        if not _fits(told):
            return TWO_SAYINGS.format(one.filename)
        listed += _LIST_ENTRY + sum(lengths)
    said = package.comment or any(one.comment for one in entries)
    whole = package.start_dir == end and size - end - listed in (_END, _END + _END_OF_LARGE)
    return None if whole and not said else HIDDEN


def _length(one: zipfile.ZipInfo, file: BinaryIO) -> int | None:
    """How many bytes it takes with what is in front of it and behind; `None` where that says something else than the list."""
    file.seek(one.header_offset)
    _, _, flags, method, _, _, crc, packed, unpacked, name, more = _HEAD.unpack(file.read(_HEAD.size))
    file.seek(name, io.SEEK_CUR)
    told = file.read(more)
    listed = one.CRC, one.compress_size, one.file_size
    behind = b""
    if flags & _DESCRIBED_BEHIND:
        file.seek(one.compress_size, io.SEEK_CUR)
        form = _DESCRIBED[one.file_size > zipfile.ZIP64_LIMIT]
        behind, expected = file.read(form.size), form.pack(b"PK\x07\x08", *listed)
        if behind != expected:
            return None
        listed = 0, 0, 0
    large = dict(_added(told) or ()).get(0x0001)
    if large is not None and (packed, unpacked) == (0xFFFFFFFF, 0xFFFFFFFF):
        unpacked, packed = struct.unpack("<2Q", large[:16])
    same = (flags, method) == (one.flag_bits, one.compress_type) and not flags & ~_FLAGS
    if not same or (crc, packed, unpacked) != listed or not _fits(told) or one.external_attr >> 28 not in _REGULAR:
        return None
    return _HEAD.size + int(name) + int(more) + one.compress_size + len(behind)


def _fits(told: bytes) -> bool:
    added = _added(told)
    return added is not None and all(kind in _MORE_IS_TOLD and len(one) <= _MORE_IS_TOLD[kind] for kind, one in added)


def _added(told: bytes) -> list[tuple[int, bytes]] | None:
    """What is added to an entry, by its kind; `None` where it is no list of such."""
    return None if (found := list(_each(told))) and found[-1][0] < 0 else found


def _each(told: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(told):
        kind, size = struct.unpack_from("<2H", told, at) if len(told) - at >= 4 else (-1, 0)
        at += 4 + size
        if kind < 0 or at > len(told):
            yield -1, b""
            return
        yield kind, told[at - size : at]
