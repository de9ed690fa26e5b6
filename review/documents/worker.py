"""The process that opens documents: limits itself, does what it is asked, writes what it found, and ends."""

import json
import os
import resource
import sys
from collections.abc import Iterable
from contextlib import suppress

from review.documents.reading import paragraphs
from review.documents.unreadable import Unreadable
from review.domain.comparison import Run, compare
from review.domain.copies import MOST_BYTES
from review.domain.files import FileType

MEGABYTE = 1024 * 1024
SECONDS, MEMORY = 5, 768 * MEGABYTE
"""Of computing time and of memory, for what is only read; the file at hand may be written by what writes one."""
LONGER, MORE, WRITTEN = 20, 2048 * MEGABYTE, MOST_BYTES + 64 * MEGABYTE


def main(task: str, *named: str) -> int:
    """Do this with the files whose descriptors follow a word about each."""
    writes = task in WRITING
    _limit(*((LONGER, MORE, WRITTEN) if writes else (SECONDS, MEMORY, 0)))
    try:
        told = (WRITING if writes else READING)[task](*named)
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


def _taken_over(_in: str, content: str, _out: str, target: str) -> dict[str, object]:
    """The pages of an uploaded PDF as sheets, and what of it was left behind."""
    from review.documents.sheets import take_over

    with os.fdopen(int(content), "rb") as read, os.fdopen(int(target), "wb") as written:
        sheets, left = take_over(read, written)
    return {"sheets": sheets, "left": left}


def _bound(*named: str) -> dict[str, object]:
    """One document marked, or several bound into one file; what they are called is said on the standard input."""
    from review.documents import binding

    said, files = json.load(sys.stdin), [os.fdopen(int(number), "rb") for number in named[1:-2:2]]
    with os.fdopen(int(named[-1]), "wb") as target:
        stamp, *parts = files
        if said is None:
            return {"sheets": binding.mark(parts[0], stamp, target)}
        title, names = said
        return {"sheets": binding.bind(title, list(zip(names, parts, strict=True)), stamp, target)}


def _counted(*named: str) -> dict[str, object]:
    """How many pages each file has."""
    from review.documents import binding

    return {"sheets": binding.count([os.fdopen(int(number), "rb") for number in named[1::2]])}


READING = {"compare": _compared, "table": _table, "count": _counted}
WRITING = {"take over": _taken_over, "bind": _bound}


def _limit(seconds: int, memory: int, written: int) -> None:
    for what, most in ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_AS, memory), (resource.RLIMIT_FSIZE, written)):
        with suppress(ValueError, OSError):  # a limit that is lower already stays
            resource.setrlimit(what, (most, most))
    with suppress(OSError):
        os.nice(5)


def _runs(runs: Iterable[Run]) -> list[list[object]]:
    return [[run.text, run.marked] for run in runs]


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
