"""Holds which files a unit has: named, listed by hash, added; their bytes are in `files`."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from review.domain.errors import Forbidden
from review.domain.files import FileType
from review.service.ports import StoredFile
from review.store.tables import FileRow

FILES: Any = FileRow.__table__


class SqlFileList:
    """The files of `unit`."""

    def __init__(self, connection: Connection, unit: str) -> None:
        self._connection = connection
        self._unit = unit

    def add(self, file: StoredFile) -> StoredFile:
        if file.unit != self._unit:
            raise Forbidden(f"不能为其他单位（{file.unit}）登记文件")
        there = self.named((file.sha256,)).get(file.sha256)
        if there is not None:
            return there
        self._connection.execute(insert(FILES).values(
            unit=file.unit, sha256=file.sha256, name=file.name, media_type=file.type.value, size=file.size,
            uploaded_by=file.uploaded_by, uploaded_at=file.uploaded_at.isoformat(),
        ))  # fmt: skip
        return file

    def named(self, hashes: Iterable[str]) -> Mapping[str, StoredFile]:
        here = (FileRow.unit == self._unit) & FileRow.sha256.in_(sorted(set(hashes)))
        return {row.sha256: _file(row) for row in self._connection.execute(select(FILES).where(here))}


def _file(row: Any) -> StoredFile:
    return StoredFile(
        unit=row.unit, sha256=row.sha256, name=row.name, type=FileType(row.media_type), size=row.size,
        uploaded_by=row.uploaded_by, uploaded_at=datetime.fromisoformat(row.uploaded_at),
    )  # fmt: skip
