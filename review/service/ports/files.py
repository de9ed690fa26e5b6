"""The files that came with the matters: their bytes by hash, and which of them a unit has."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, Protocol

from review.domain.files import FileType


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What the store of files took in."""

    sha256: str
    size: int
    type: FileType


class Files(Protocol):
    """The bytes of files by their SHA-256, never overwritten; which unit has which file is told by `FileList`."""

    def keep(self, content: BinaryIO, name: str) -> Kept:
        """Take a file in; on return its bytes are on the disk. Raises FileRefused, FileTooLarge, FileDamaged."""
        ...

    def open(self, sha256: str) -> BinaryIO:
        """The bytes, checked against their hash; raises NotFound, FileDamaged."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file that a unit has: what it is called, who uploaded these bytes first, and when."""

    unit: str
    sha256: str
    name: str
    type: FileType
    size: int
    uploaded_by: str
    uploaded_at: datetime


class FileList(Protocol):
    """The files of one unit; a file of another unit is as one that is not there."""

    def add(self, file: StoredFile) -> StoredFile:
        """Note a file whose bytes are stored; where the unit has the same bytes already, what was noted then stands."""
        ...

    def named(self, hashes: Iterable[str]) -> Mapping[str, StoredFile]:
        """Those of these files that the unit has, by hash."""
        ...
