"""Reads an archive package as whoever was given it: every file is hashed again and compared with the index, and the data, trail
and rules that lie open in it with those that the record carries. The first thing that differs is named.

The index is not sealed: what proves the package is the record in it, which names the hash of every file that belongs to it.
"""

import hashlib
import io
import json
import re
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, NamedTuple

from review.domain.archive_index import index_of
from review.domain.dossier import Dossier
from review.domain.errors import reason
from review.domain.packaging import FILES_FOLDER, INDEX, RECORD_PDF, RULES_FOLDER, TRAIL
from review.domain.plain import from_plain
from review.domain.trail import canonical
from review.domain.verifying.pdf import NotOpened, NotReadable, attached
from review.domain.verifying.record import RECORD, RULES, Verified

MOST_BYTES, MOST_FILES, MOST_TIMES, MOST_READ = 256_000_000, 5_000, 20, 64_000_000
"""Bytes of a record at most; files of a package; how many times its size it may unpack to; and bytes of what is read whole in it,
which is everything but the files of the matter."""
AT_ONCE = 1_000_000
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")
_BEGINNING = b"PK\x03\x04"


class Given(NamedTuple):
    """A record as it was given to be proven: alone, or in a package with what differs there, or what is to be said of it."""

    pdf: bytes
    difference: str | None = None
    lines: tuple[str, ...] = ()

    def verified(self, record: Verified) -> Verified:
        """What came of the record, and of the package in which it lies."""
        return replace(record, difference=self.difference) if record.consistent and self.difference else record


def opened(path: Path) -> Given:
    """The record in this file. Raises NotReadable."""
    try:
        with path.open("rb") as file:
            return read(file)
    except OSError as error:
        raise NotOpened(reason(error)) from error


def read(file: BinaryIO) -> Given:
    """The record in this file, which is one itself or a package. Raises NotReadable."""
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    if file.read(len(_BEGINNING)) == _BEGINNING:
        try:
            return _unpacked(file, size)
        except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, ValueError, OSError) as error:
            if isinstance(error, NotReadable):
                raise
            raise NotReadable("归档包已损坏或者不完整") from error
        except (LookupError, TypeError, AttributeError, ArithmeticError) as error:
            raise NotReadable("归档包中审查记录的数据不能读取") from error
    if size > MOST_BYTES:
        raise NotReadable("文件过大，不是审查记录")
    file.seek(0)
    return Given(file.read())


class _Differs(ValueError):
    """The first thing of a package that is not as its index or its record says."""


def _unpacked(file: BinaryIO, size: int) -> Given:
    with zipfile.ZipFile(file) as package:
        entries = package.infolist()
        if len(entries) > MOST_FILES or sum(one.file_size for one in entries) > MOST_TIMES * size + AT_ONCE:
            raise NotReadable("归档包中的文件过多或者过大")
        if any(one.file_size > MOST_READ for one in entries if not one.filename.startswith(f"{FILES_FOLDER}/")):
            raise NotReadable("归档包中的审查记录或者它的数据过大")
        if any(one.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for one in entries):
            raise NotReadable("归档包已损坏，或者不是本系统所用的压缩方式")
        if [one.filename for one in entries].count(RECORD_PDF) != 1:
            raise NotReadable(f"归档包中没有{RECORD_PDF}，或者不止一个")
        pdf = package.read(RECORD_PDF)
        carried = attached(pdf)
        try:
            _nothing_between(package, file, size)
            hashes = _as_indexed(package)
            _as_carried(package, carried)
            there, absent = _files(hashes, carried)
        except _Differs as found:
            return Given(pdf, str(found))
    return Given(pdf, None, tuple(_told(len(hashes), there, absent)))


def _nothing_between(package: zipfile.ZipFile, file: BinaryIO, size: int) -> None:
    """Every byte belongs to an entry or to the list of them: what nothing covers, nothing can vouch for."""
    end = 0
    for one in sorted(package.infolist(), key=lambda one: one.header_offset):
        file.seek(one.header_offset + _NAME_LENGTH)
        own = 30 + sum(struct.unpack("<2H", file.read(4))) + one.compress_size
        described = one.flag_bits & _DESCRIBED_BEHIND and (24 if one.file_size > zipfile.ZIP64_LIMIT else 16)
        if one.header_offset != end:
            raise _Differs(HIDDEN)
        end += own + described
    file.seek(package.start_dir)
    listed = 0
    for _ in package.infolist():
        more = sum(struct.unpack("<3H", file.read(46)[28:34]))
        file.seek(more, io.SEEK_CUR)
        listed += 46 + more
    ends = (_END, _END + _END_OF_LARGE)
    said = package.comment or any(one.comment for one in package.infolist())
    if package.start_dir != end or size - end - listed not in ends or said:
        raise _Differs(HIDDEN)


HIDDEN = "归档包中夹有不属于任何文件的内容"
_NAME_LENGTH, _DESCRIBED_BEHIND = 26, 0x08
"""Where the head of an entry has the lengths of its name and of what is added, and the flag of a description behind the entry."""
_END, _END_OF_LARGE = 22, 76
"""Bytes of the end of a package, and those more of one past four gigabytes."""


def _as_indexed(package: zipfile.ZipFile) -> dict[str, str]:
    """The hash of each file but the index, by its place; each in the index once, and as it says."""
    counted = Counter(package.namelist())
    names = list(counted)
    if twice := next((name for name, count in counted.items() if count > 1), None):
        raise _Differs(f"归档包中有两个{twice}")
    if INDEX not in counted:
        raise _Differs(f"归档包中没有{INDEX}")
    lines = [line for line in package.read(INDEX).decode().split("\n") if line and not line.startswith("#")]
    listed: dict[str, str] = {}
    for line in lines:
        found = _LINE.fullmatch(line)
        if found is None or found[2] in listed:
            raise _Differs(f"{INDEX}被改动：{line[:80]}")
        listed[found[2]] = found[1]
    for name in names:
        if name != INDEX and name not in listed:
            raise _Differs(f"归档包中的{name}不在{INDEX}中")
    for name, sha256 in listed.items():
        if name not in counted:
            raise _Differs(f"{INDEX}所列的{name}不在归档包中")
        if _hash(package, name) != sha256:
            raise _Differs(f"{name}与{INDEX}所列的校验值不符")
    return listed


def _hash(package: zipfile.ZipFile, name: str) -> str:
    hashed = hashlib.sha256()
    with package.open(name) as entry:
        while piece := entry.read(AT_ONCE):
            hashed.update(piece)
    return hashed.hexdigest()


def _as_carried(package: zipfile.ZipFile, carried: Mapping[str, bytes]) -> None:
    """What lies open in the package is what the record carries."""
    data, rules = carried[RECORD], json.loads(carried.get(RULES, b"{}"))
    expected = {RECORD: data, TRAIL: canonical(json.loads(data)["trail"])}
    expected |= {f"{RULES_FOLDER}/{name}": text.encode() for name, text in rules.items()}
    there = set(package.namelist())
    for name, content in expected.items():
        if name not in there:
            raise _Differs(f"归档包中没有{name}")
        if package.read(name) != content:
            raise _Differs(f"{name}与审查记录所载的不同")
    for name in sorted(there):
        if not name.startswith(f"{FILES_FOLDER}/") and name not in (*expected, RECORD_PDF, INDEX):
            raise _Differs(f"{name}不是归档包中应有的文件")


def _files(hashes: Mapping[str, str], carried: Mapping[str, bytes]) -> tuple[int, list[str]]:
    """How many files of the matter are there, and the names of those that are not; any other is none of the matter's."""
    dossier = from_plain(Dossier, json.loads(carried[RECORD])["dossier"])
    named = {one.sha256: one.name for one in index_of(dossier)}
    there = {sha256: name for name, sha256 in hashes.items() if name.startswith(f"{FILES_FOLDER}/")}
    for sha256, name in there.items():
        if sha256 not in named:
            raise _Differs(f"{name}的内容不是审查记录所载的任何文件")
    return len(there), [name for sha256, name in named.items() if sha256 not in there]


def _told(count: int, there: int, absent: list[str]) -> Iterator[str]:
    yield f"归档包：{count}个文件与{INDEX}所列的校验值相符，记录数据、办理过程、规则与审查记录所载的相同"
    if there:
        yield f"附件：{there}个，内容与审查记录所载的校验值相符"
    if absent:
        yield f"没有随包的文件{len(absent)}个（只登记了校验值，或者被取走）：{'、'.join(absent)}"
