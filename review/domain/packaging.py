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

from review.domain.archive_index import Entry
from review.domain.dossier import Dossier
from review.domain.files import shown_name

INDEX, RECORD_PDF, TRAIL = "目录.txt", "审查记录.pdf", "trail.json"
RULES_FOLDER, FILES_FOLDER = "规则", "附件"
UNPACKED, PACKED = 0, 6
"""How much is tried to make a file smaller: PDF and Word files are small already, and of what is not made smaller a reader
knows at once how much there is to read."""
CHECKING = (
    "校验：sha256sum -c 目录.txt；或者 python3 review-verify.pyz 归档包.zip（连同审查记录一并核验）",
    "本目录没有签名：附件以审查记录所载的校验值为准",
)
"""What the index says of checking it. The index of every package is made anew and compared: another wording here makes all that
were handed out before differ, unless the older one is taken as well."""
TITLES = {RECORD_PDF: "审查记录", "record.json": "审查记录的数据", TRAIL: "办理过程"}
OF_A_RULE = "判断所依据的规则"
_NO_NAME = str.maketrans(dict.fromkeys(':*?"<>|', "_"))
"""What a name may not have on some systems."""
MOST_BYTES_OF_A_NAME = 255
"""On Linux; 85 Chinese characters. Whoever unpacks a longer one is left without the file."""


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
    listed = []
    with zipfile.ZipFile(sink, "w") as package:
        for member in members:
            hashed = hashlib.sha256()
            with package.open(_entry(member, at), "w") as entry:
                for piece in member.pieces:
                    hashed.update(piece)
                    entry.write(piece)
                    yield sink.taken()
            listed.append((member.path, member.title, hashed.hexdigest()))
        text = index_text(heading, listed).encode()
        with package.open(_entry(Member(INDEX, "", len(text), (), PACKED), at), "w") as entry:
            entry.write(text)
    yield sink.taken()


def index_text(heading: Iterable[str], listed: Iterable[tuple[str, str, str]]) -> str:
    """The index: what is told of the package, then each file by place, title and hash; `sha256sum -c` reads the latter."""
    files = (line for path, title, sha256 in listed for line in (f"# {title}", f"{sha256}  {path}"))
    return "\n".join((*(f"# {line}" for line in heading), *files)) + "\n"


def heading_of(dossier: Dossier, made: datetime, absent: Iterable[Entry]) -> Iterator[str]:
    """What the index tells of the package of this matter, and of the files that are not in it."""
    about = dossier.matter
    yield f"归档包目录：{about.number or ''} {' '.join((about.title or '').split())}"
    yield f"审查记录制作于{made:%Y-%m-%d %H:%M}"
    yield from CHECKING
    yield from (f"没有上传、只登记了校验值：{title_of(one)}，{one.sha256}" for one in absent)


def title_of(entry: Entry) -> str:
    """What the index says of a file of the matter."""
    kind = entry.kind.label if entry.kind else "附件"
    return f"{kind}，{' '.join(entry.name.split())}，保管期限{entry.retention.label}"


def path_of(place: int, entry: Entry, ending: str) -> str:
    """Where the file of a line of the index stands, by its number: under a name that any system takes, with the ending of the
    file that was uploaded."""
    number, dot_ending = f"{place:02}-", f".{ending}"
    own = shown_name(entry.name).removesuffix(dot_ending).translate(_NO_NAME)
    room = MOST_BYTES_OF_A_NAME - len(f"{number}{dot_ending}".encode())
    return f"{FILES_FOLDER}/{number}{own.encode()[:room].decode(errors='ignore')}{dot_ending}"


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
