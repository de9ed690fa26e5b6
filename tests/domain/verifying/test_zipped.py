"""What one program reads in a ZIP and another does not is found: bytes behind the end of a file, or other counts at its end."""

import io
import os
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from review.domain.verifying import NotOpened, opened
from review.domain.verifying.zipped import HIDDEN

from .test_package import ONE, SAME_SAYING, given, members, package, rewritten

END = b"PK\x05\x06"


def with_slack(name: str, unpacked: bytes | None = None, more: bytes = b"hidden", level: int = 0) -> bytes:
    """The package in which bytes stand behind the end of a packed file, and are counted to it by every length."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as opened:
        for one, content in _entries().items():
            if one != name:
                opened.writestr(one, content)
                continue
            packing = zlib.compressobj(level, wbits=-15)
            packed = packing.compress(content if unpacked is None else unpacked) + packing.flush() + more
            entry = zipfile.ZipInfo(one)
            entry.header_offset, entry.compress_type = made.tell(), zipfile.ZIP_DEFLATED
            entry.CRC, entry.compress_size, entry.file_size = zlib.crc32(content), len(packed), len(content)
            made.write(entry.FileHeader() + packed)
            opened.filelist.append(entry)
            opened.NameToInfo[one], opened.start_dir = entry, made.tell()
    return made.getvalue()


def _entries() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package())) as opened:
        return {one: opened.read(one) for one in opened.namelist()}


@pytest.mark.parametrize("name", members())
def test_bytes_behind_the_end_of_a_packed_file_are_found(name: str):
    """Every program unpacks it, the hash is right, and yet something lies in it."""
    forged = with_slack(name)
    with zipfile.ZipFile(io.BytesIO(forged)) as opened:
        assert opened.testzip() is None
    assert given(with_slack(name, more=b"")).difference is None
    assert SAME_SAYING.replace(ONE, name) == given(forged).difference


def test_a_file_that_is_longer_than_it_says_is_found():
    """One program stops at the length that is said, another unpacks all of it."""
    forged = with_slack(ONE, members()[ONE] + "而且不是这样".encode(), b"")
    assert given(forged).difference == SAME_SAYING


def test_a_file_that_is_much_longer_than_it_says_is_not_unpacked():
    forged = with_slack(ONE, members()[ONE] + b"\0" * 300_000_000, b"", 9)
    assert given(forged).difference == SAME_SAYING


@pytest.mark.parametrize(("at", "form", "value"), [(4, "<H", 7), (6, "<H", 1), (8, "<2H", (3, 3)), (10, "<H", 99)])
def test_the_end_counts_the_files_that_are_there(at: int, form: str, value: int | tuple[int, int]):
    """Some programs list as many files as it says."""
    whole = bytearray(rewritten(lambda entries: None))
    struct.pack_into(form, whole, whole.rindex(END) + at, *(value if isinstance(value, tuple) else (value,)))
    with zipfile.ZipFile(io.BytesIO(bytes(whole))) as opened:
        assert opened.testzip() is None
    assert given(bytes(whole)).difference == HIDDEN


def large(count: Callable[[int], int] = int, most: int = 0xFFFF) -> bytes:
    """The package with the end that those past four gigabytes have."""
    whole = rewritten(lambda entries: None)
    at = whole.rindex(END)
    _, _, _, _, files, size, start, _ = struct.unpack("<4s4H2LH", whole[at:])
    told = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count(files), count(files), size, start)
    where = struct.pack("<4sLQL", b"PK\x06\x07", 0, at, 1)
    return whole[:at] + told + where + struct.pack("<4s4H2LH", END, 0, 0, most, most, 0xFFFFFFFF, 0xFFFFFFFF, 0)


def test_the_end_of_a_large_package_counts_them_too():
    assert given(large()).difference is None
    assert given(large(lambda count: count - 1)).difference == HIDDEN
    assert given(large(most=3)).difference == HIDDEN


@pytest.mark.parametrize("change", [
    lambda one: setattr(one, "external_attr", one.external_attr | 0x10), lambda one: setattr(one, "volume", 1),
])  # fmt: skip
def test_a_file_that_is_said_to_be_a_folder_or_in_another_part_is_found(change: Callable[[zipfile.ZipInfo], None]):
    """Some programs make a folder of it, and nothing of what it holds is seen."""
    whole = bytearray(rewritten(lambda entries: None))
    with zipfile.ZipFile(io.BytesIO(bytes(whole))) as opened:
        at, one = opened.start_dir, opened.infolist()[0]
    change(one)
    struct.pack_into("<HHL", whole, at + 34, one.volume, 0, one.external_attr)
    assert given(bytes(whole)).difference == SAME_SAYING.replace(ONE, one.filename)


def test_what_is_no_file_is_not_waited_for(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe")
    for one in (tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(NotOpened, match="不是文件"):
            opened(one)
