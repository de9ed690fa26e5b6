"""Starts the process that compares two documents, and waits for it so long and no longer."""

import json
import logging
import subprocess
import sys
import threading
from typing import Any, BinaryIO

from review.domain.comparison import Piece, PieceKind, Run
from review.domain.errors import NotComparable
from review.domain.files import FileType

log = logging.getLogger("review")

SECONDS = 10.0
"""The computing time of the process, twice over for a busy machine."""

AT_ONCE = threading.BoundedSemaphore(2)
"""How many comparisons one process of the service runs at once; others wait their turn as long as one may take."""

TOO_MUCH = "文件过大或者过于复杂，系统没有在限定的时间和内存内读完"


def compare(old: tuple[FileType, BinaryIO], new: tuple[FileType, BinaryIO], seconds: float = SECONDS) -> tuple[Piece, ...]:
    """What became of each paragraph; raises NotComparable with the cause. The files must be open ones of this machine."""
    if not AT_ONCE.acquire(timeout=seconds):
        raise NotComparable("正在比较的文件较多，请稍候再试")
    try:
        descriptors = [content.fileno() for _, content in (old, new)]
        named = [str(part) for (kind, _), number in zip((old, new), descriptors, strict=True) for part in (kind.value, number)]
        done = subprocess.run(  # noqa: S603  (our own program; the kinds are of a closed list)
            [sys.executable, "-m", "review.documents.worker", *named], pass_fds=descriptors, stdin=subprocess.DEVNULL,
            capture_output=True, timeout=seconds, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise NotComparable(TOO_MUCH) from None
    finally:
        AT_ONCE.release()
    if done.returncode:
        log.warning("a comparison ended with %s: %s", done.returncode, done.stderr.decode(errors="replace")[-500:])
        raise NotComparable(TOO_MUCH)
    told = json.loads(done.stdout)
    if "refused" in told:
        raise NotComparable(told["refused"])
    return tuple(_piece(*one) for one in told["pieces"])


def _piece(kind: str, old: list[Any], new: list[Any], old_place: int | None, new_place: int | None) -> Piece:
    return Piece(
        kind=PieceKind(kind), old=tuple(Run(*one) for one in old), new=tuple(Run(*one) for one in new),
        old_place=old_place, new_place=new_place,
    )  # fmt: skip
