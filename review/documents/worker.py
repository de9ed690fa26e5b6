"""The process that opens documents: limits itself, compares two or reads a workbook, writes what it found, and ends."""

import json
import os
import resource
import sys
from collections.abc import Iterable
from contextlib import suppress

from review.documents.reading import paragraphs
from review.documents.unreadable import Unreadable
from review.domain.comparison import Run, compare
from review.domain.files import FileType

SECONDS = 5
"""Of computing time."""

MEMORY = 768 * 1024 * 1024


def main(task: str, *named: str) -> int:
    """Do this with the files whose descriptors follow a word about each."""
    _limit()
    try:
        told = {"compare": _compared, "table": _table}[task](*named)
    except Unreadable as cause:
        told = {"refused": str(cause)}
    except MemoryError:
        return 1
    json.dump(told, sys.stdout, ensure_ascii=True)
    return 0


def _compared(*named: str) -> dict[str, object]:
    """What became of each paragraph of two documents of these kinds."""
    texts = []
    for which, kind, descriptor in zip(("前一稿", "后一稿"), named[::2], named[1::2], strict=True):
        with os.fdopen(int(descriptor), "rb") as content:
            try:
                texts.append(paragraphs(FileType(kind), content))
            except Unreadable as cause:
                raise Unreadable(f"{which}：{cause}") from cause
    pieces = [[one.kind.value, _runs(one.old), _runs(one.new), one.old_place, one.new_place] for one in compare(*texts)]
    return {"pieces": pieces}


def _table(sheet: str, descriptor: str) -> dict[str, object]:
    """The cells of the sheet of this name."""
    from review.documents import workbook  # its library takes a while to load, which a comparison need not wait for

    with os.fdopen(int(descriptor), "rb") as content:
        table = workbook.read(content, sheet)
    return {"rows": table.rows, "merged": table.merged}


def _limit() -> None:
    for what, most in ((resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_FSIZE, 0)):
        with suppress(ValueError, OSError):  # a limit that is lower already stays
            resource.setrlimit(what, (most, most))
    with suppress(OSError):
        os.nice(5)


def _runs(runs: Iterable[Run]) -> list[list[object]]:
    return [[run.text, run.marked] for run in runs]


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
