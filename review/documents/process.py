"""Starts the process that opens documents, and waits for it so long and no longer."""

import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from tempfile import TemporaryFile
from typing import Any, BinaryIO

from review.domain.comparison import Piece, PieceKind, Run
from review.domain.errors import FileRefused, NotComparable, ReviewError
from review.domain.files import FileType
from review.domain.table import Cell, CellKind, Table

log = logging.getLogger("review")

SECONDS = 10.0
"""The computing time of the process, twice over for a busy machine."""

AT_ONCE = threading.BoundedSemaphore(2)
"""How many such processes one process of the service runs at once; others wait their turn as long as one may take."""

MOST_BYTES = 1024 * 1024
"""Of a workbook; a list of five hundred lines has some forty thousand."""

TOO_MUCH = "文件过大或者过于复杂，系统没有在限定的时间和内存内读完"


def compare(old: tuple[FileType, BinaryIO], new: tuple[FileType, BinaryIO], seconds: float = SECONDS) -> tuple[Piece, ...]:
    """What became of each paragraph; raises NotComparable with the cause. The files must be open ones of this machine."""
    told = asked("compare", [(kind.value, content) for kind, content in (old, new)], seconds, NotComparable)
    return tuple(_piece(*one) for one in told["pieces"])


def read_table(content: BinaryIO, sheet: str, seconds: float = SECONDS) -> Table:
    """The sheet of this name of a workbook, or its only one; raises FileRefused with the cause and what to do."""
    with TemporaryFile() as kept:
        content.seek(0)
        copied = content.read(MOST_BYTES + 1)
        if len(copied) > MOST_BYTES:
            raise FileRefused(f"工作簿超过{MOST_BYTES // 1024 // 1024} MB；请只保留清单一张工作表后再上传")
        kept.write(copied)
        kept.flush()
        kept.seek(0)
        told = asked("table", [(sheet, kept)], seconds, FileRefused)
    rows = {int(number): {int(place): Cell(CellKind(kind), *said) for place, (kind, *said) in cells.items()}
            for number, cells in told["rows"].items()}  # fmt: skip
    return Table(rows=rows, merged=tuple(told["merged"]))


def asked(
    task: str, files: Sequence[tuple[str, BinaryIO]], seconds: float, refusal: type[ReviewError], said: object = None
) -> Any:
    """What the process answers that does this with these files, each with a word about it, and with what is said beside."""
    if not AT_ONCE.acquire(timeout=seconds):
        raise refusal("正在读取的文件较多，请稍候再试")
    try:
        descriptors = [content.fileno() for _, content in files]
        named = [part for (word, _), number in zip(files, descriptors, strict=True) for part in (word, str(number))]
        done = subprocess.run(  # noqa: S603  (our own program; the words are of closed lists)
            [sys.executable, "-m", "review.documents.worker", task, *named], pass_fds=descriptors,
            input=json.dumps(said).encode(), capture_output=True, timeout=seconds, check=False,
            env={**os.environ, "OPENPYXL_LXML": "False"},
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise refusal(TOO_MUCH) from None
    finally:
        AT_ONCE.release()
    if done.returncode:
        log.warning("%s ended with %s: %s", task, done.returncode, done.stderr.decode(errors="replace")[-500:])
        raise refusal(TOO_MUCH)
    told = json.loads(done.stdout)
    if "refused" in told:
        raise refusal(told["refused"])
    return told


def _piece(kind: str, old: list[Any], new: list[Any], old_place: int | None, new_place: int | None) -> Piece:
    return Piece(
        kind=PieceKind(kind), old=tuple(Run(*one) for one in old), new=tuple(Run(*one) for one in new),
        old_place=old_place, new_place=new_place,
    )  # fmt: skip
