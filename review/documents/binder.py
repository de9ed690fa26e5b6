"""Takes over the pages of uploaded PDF files and binds reading copies, each in a process of its own (`worker`).

What an uploaded file makes its reader do ends with that process; only the sheets that it wrote are opened again, by the next.
"""

from collections.abc import Sequence
from contextlib import suppress
from tempfile import TemporaryFile
from typing import Any, BinaryIO

from review.documents.process import asked
from review.domain.errors import NotBindable
from review.service.ports import Sheets

SECONDS = 40.0
"""For one file, or for one binding; its computing time is half of that."""


class ProcessBinder:
    """A Binder whose every task has its own process, limits and end."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds

    def taken_over(self, content: BinaryIO) -> Sheets:
        target: BinaryIO
        told, target = self._written("take over", [("in", content)])
        return Sheets(target, told["sheets"], tuple(told["left"]))

    def counted(self, contents: Sequence[BinaryIO]) -> Sequence[int]:
        told = asked("count", [("in", content) for content in contents], self._seconds, NotBindable)
        counted: list[int] = told["sheets"]
        return counted

    def marked(self, document: BinaryIO, stamp: BinaryIO) -> BinaryIO:
        return self._written("bind", [("stamp", stamp), ("in", document)])[1]

    def bound(self, title: str, parts: Sequence[tuple[str, BinaryIO]], stamp: BinaryIO) -> BinaryIO:
        names = [name for name, _ in parts]
        return self._written("bind", [("stamp", stamp), *(("in", content) for _, content in parts)], [title, names])[1]

    def _written(self, task: str, files: Sequence[tuple[str, BinaryIO]], said: object = None) -> tuple[Any, BinaryIO]:
        """What the process answers, and what it wrote."""
        target: BinaryIO = TemporaryFile()  # type: ignore[assignment]  # noqa: SIM115  (closed by whoever reads it)
        try:
            told = asked(task, [*files, ("out", target)], self._seconds, NotBindable, said)
        except BaseException:
            with suppress(OSError):
                target.close()
            raise
        target.seek(0)
        return told, target
