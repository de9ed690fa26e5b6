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
from datetime import datetime
from itertools import zip_longest
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from review.domain.archive_index import Entry, index_of
from review.domain.dossier import Dossier
from review.domain.errors import reason
from review.domain.files import ACCEPTED
from review.domain.packaging import (
    FILES_FOLDER,
    INDEX,
    OF_A_RULE,
    RECORD_PDF,
    RULES_FOLDER,
    TITLES,
    TRAIL,
    heading_of,
    index_text,
    path_of,
    title_of,
)
from review.domain.plain import from_plain
from review.domain.trail import canonical
from review.domain.verifying import zipped
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
    """The record in this file. Raises NotReadable, also for a pipe, which would be waited for, and a device, read for ever."""
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise NotOpened("不是文件")
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
        except (LookupError, TypeError, AttributeError, ArithmeticError, RecursionError) as error:
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
            raise NotReadable(f"归档包中没有{RECORD_PDF}，或者不止一个；解压以后重新压缩的，请用原来下载的文件核验")
        pdf = package.read(RECORD_PDF)
        carried = attached(pdf)
        try:
            if found := zipped.fault(package, file, size):
                raise _Differs(found)
            hashes = _as_indexed(package)
            _as_carried(package, carried)
            there, absent = _files(package, hashes, json.loads(carried[RECORD]))
        except _Differs as found:
            return Given(pdf, str(found))
    return Given(pdf, None, tuple(_told(len(hashes), there, absent)))


def _as_indexed(package: zipfile.ZipFile) -> dict[str, str]:
    """The hash of each file but the index, by its place; each in the index once, and as it says."""
    counted = Counter(package.namelist())
    if twice := next((name for name, count in counted.items() if count > 1), None):
        raise _Differs(f"归档包中有两个{twice}")
    folders = zipped.folders(package)
    names = [name for name in counted if name not in folders]
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
    there = set(package.namelist()) - zipped.folders(package)
    for name, content in expected.items():
        if name not in there:
            raise _Differs(f"归档包中没有{name}")
        if package.read(name) != content:
            raise _Differs(f"{name}与审查记录所载的不同")
    for name in sorted(there):
        if not name.startswith(f"{FILES_FOLDER}/") and name not in (*expected, RECORD_PDF, INDEX):
            raise _Differs(f"{name}不是归档包中应有的文件")


def _files(package: zipfile.ZipFile, hashes: Mapping[str, str], data: Mapping[str, Any]) -> tuple[int, list[str]]:
    """How many files of the matter are there, each once and under its own name, and the names of those that are not; the index
    says of each what it is, and of those that are not there that they are not."""
    dossier = from_plain(Dossier, data["dossier"])
    index = index_of(dossier)
    titles = TITLES | {name: OF_A_RULE for name in hashes if name.startswith(f"{RULES_FOLDER}/")}
    own: dict[str, Entry] = {}
    for entry in index:
        own.setdefault(entry.sha256, entry)
    of_matter = {name: sha256 for name, sha256 in hashes.items() if name.startswith(f"{FILES_FOLDER}/")}
    if stranger := next((name for name, sha256 in of_matter.items() if sha256 not in own), None):
        raise _Differs(f"{stranger}的内容不是审查记录所载的任何文件")
    there: dict[str, str] = {}
    for name, sha256 in of_matter.items():
        if there.setdefault(sha256, name) != name:
            raise _Differs(f"{name}与另一个文件的内容相同")
    for place, sha256 in enumerate((one for one in own if one in there), 1):
        name, entry = there[sha256], own[sha256]
        if name not in {path_of(place, entry, ending) for ending in _endings(name)}:
            raise _Differs(f"{name}的内容是审查记录所载的“{entry.name}”，名称与它不符")
        titles[name] = title_of(entry)
    absent = [entry for entry in index if entry.sha256 not in there]
    made = datetime.fromisoformat(data["trail"][-1]["at"] if data["trail"] else data["dossier"]["as_of"])
    order = sorted(hashes, key=lambda name: (_group_of(name), name))
    text = index_text(heading_of(dossier, made, absent), ((name, titles[name], hashes[name]) for name in order))
    _same_index(package.read(INDEX).decode(), text)
    return len(there), [one.name for one in absent]


def _group_of(name: str) -> int:
    """In which order the index has them: the record, its data and trail, the rules, the files of the matter."""
    first = (RECORD_PDF, RECORD, TRAIL)
    return first.index(name) if name in first else len(first) + name.startswith(f"{FILES_FOLDER}/")


def _endings(name: str) -> Iterator[str]:
    """The ending of a file as it may have been uploaded."""
    ending = name.rpartition(".")[2]
    if f".{ending.lower()}" in ACCEPTED:
        yield ending


def _same_index(written: str, expected: str) -> None:
    for line, other in zip_longest(written.split("\n"), expected.split("\n")):
        if line != other:
            raise _Differs(f"{INDEX}被改动：{line[:80] if line else '少了' + (other or '一行')[:80]}")


def _told(count: int, there: int, absent: list[str]) -> Iterator[str]:
    yield f"归档包：{count}个文件与{INDEX}所列的校验值相符，记录数据、办理过程、规则与审查记录所载的相同"
    if there:
        yield f"附件：{there}个，内容与审查记录所载的校验值相符"
    if absent:
        yield f"没有随包的文件{len(absent)}个（只登记了校验值，或者被取走）：{'、'.join(absent)}"
