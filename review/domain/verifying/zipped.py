"""Looks at a ZIP byte by byte: every byte belongs to a file or to the list of them, and what stands in front of a file says the
same of it as the list does; for one program reads the one, and another the other.
"""

import struct
import zipfile
import zlib
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
_LIST_ENTRY = 46
"""Bytes of an entry of the list without its names."""
_END, _END_OF_LARGE = struct.Struct("<4s4H2LH"), struct.Struct("<4sQ2H2L4Q4sLQL4s4H2LH")
"""The end of a package, and that of one past four gigabytes: how many files there are, and where the list of them stands."""
_FULL = 0xFFFF, 0xFFFFFFFF
"""What the one says of a number for which it has no room, and leaves to the other."""
_MORE_IS_TOLD = {0x0001: 28, 0x000A: 32, 0x5455: 13, 0x7875: 11}
"""What may be added to an entry, and of how many bytes at most: sizes of large files, times and owners. A second name may not."""
_REGULAR, _OF_A_FOLDER, _FOLDER = {0x0, 0x8}, {0x0, 0x4}, 0x10
_AT_ONCE = 1_000_000


def fault(package: zipfile.ZipFile, file: BinaryIO, size: int) -> str | None:
    """The first thing that no program, or not every program, would read as we do."""
    end = 0
    entries = sorted(package.infolist(), key=lambda one: one.header_offset)
    own_folders = folders(package)
    for one in entries:
        if one.header_offset != end:
            return HIDDEN
        own = _length(one, file, one.filename in own_folders)
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
    whole = package.start_dir == end and _ends(file.read(size - end - listed), len(entries), listed, end)
    return None if whole and not said else HIDDEN


def folders(package: zipfile.ZipFile) -> frozenset[str]:
    """The folders in which its files lie, where they have entries of their own: who zips again what he unzipped makes them."""
    names = package.namelist()
    holding = {name[: at + 1] for name in names if name[-1:] != "/" for at, sign in enumerate(name) if sign == "/"}
    return frozenset(holding.intersection(names))


def _ends(told: bytes, files: int, listed: int, start: int) -> bool:
    """Whether these bytes are the end of a package of so many files, in one part, and nothing else."""
    own = 0, 0, files, files, listed, start
    if told == _END.pack(b"PK\x05\x06", *own, 0):
        return True
    if len(told) != _END_OF_LARGE.size:
        return False
    mark, length, _, _, *numbers = _END_OF_LARGE.unpack(told)
    large, again = [mark, length, *numbers[:11], numbers[17]], numbers[11:17]
    expected = [b"PK\x06\x06", 44, *own, b"PK\x06\x07", 0, start + listed, 1, b"PK\x05\x06", 0]
    return large == expected and all(one == other or one in _FULL for one, other in zip(again, own, strict=True))


def _length(one: zipfile.ZipInfo, file: BinaryIO, is_folder: bool) -> int | None:
    """How many bytes it takes with what is in front of it and behind; `None` where that says something else than the list, or
    where a folder holds something itself."""
    file.seek(one.header_offset)
    _, _, flags, method, _, _, crc, packed, unpacked, name, more = _HEAD.unpack(file.read(_HEAD.size))
    named, told = file.read(name), file.read(more)
    listed = one.CRC, one.compress_size, one.file_size
    behind, filled = b"", _is_filled(one, file)
    if flags & _DESCRIBED_BEHIND:
        form = _DESCRIBED[one.file_size > zipfile.ZIP64_LIMIT]
        behind, expected = file.read(form.size), form.pack(b"PK\x07\x08", *listed)
        if behind != expected:
            return None
        listed = 0, 0, 0
    large = dict(_added(told) or ()).get(0x0001)
    if large is not None and (packed, unpacked) == (0xFFFFFFFF, 0xFFFFFFFF):
        unpacked, packed = struct.unpack("<2Q", large[:16])
    same = (flags, method) == (one.flag_bits, one.compress_type) and not flags & ~_FLAGS and (crc, packed, unpacked) == listed
    regular = one.external_attr >> 28 in _REGULAR and not one.external_attr & _FOLDER
    if is_folder:
        regular = one.external_attr >> 28 in _OF_A_FOLDER and not (one.CRC or one.compress_size or one.file_size)
    own_name = one.filename.encode("utf-8" if flags & _IN_UNICODE else "cp437", "replace")
    if not (filled and same and regular and one.volume == 0 and named == own_name and _fits(told)):
        return None
    return _HEAD.size + int(name) + int(more) + one.compress_size + len(behind)


def _is_filled(one: zipfile.ZipInfo, file: BinaryIO) -> bool:
    """Whether the bytes that begin here are the file to the last of them, and no shorter one with others behind it, nor a longer
    one, of which who stops at its length sees the beginning."""
    end, whole = file.tell() + one.compress_size, one.compress_size == one.file_size
    if one.compress_type == zipfile.ZIP_DEFLATED:
        unpacking, unpacked, left = zlib.decompressobj(-zlib.MAX_WBITS), 0, one.compress_size
        while left > 0 and unpacked <= one.file_size and (piece := file.read(min(left, _AT_ONCE))):
            left -= len(piece)
            while piece and unpacked <= one.file_size:
                unpacked += len(unpacking.decompress(piece, _AT_ONCE))
                piece = unpacking.unconsumed_tail
        whole = unpacking.eof and not unpacking.unused_data and (left, unpacked) == (0, one.file_size)
    file.seek(end)
    return whole


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
