"""Says what came of proving, for both commands that do: whatever it is written to, and whatever happens. Their exit 1 says that a
record was altered, so that nothing else may end in it, as an exception would.
"""

import os
import sys
from typing import TextIO

from review.domain.errors import reason

NOT_CARRIED_OUT = "核验未能完成（{}），什么都没有证明；请重试，仍不成功的，换一台计算机核验"


def readable() -> None:
    """From now on what an encoding does not have is written as its code: `\\u6838` where Python on Windows writes a file."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def say(*lines: str) -> None:
    """To whoever reads it; who stops (`| head`) still has the answer by the exit. Raises OSError where it cannot be written."""
    try:
        print(*lines, sep="\n", flush=True)
    except OSError as error:
        _to_nowhere(sys.stdout)
        if not isinstance(error, BrokenPipeError):
            raise


def complain(line: str) -> None:
    """What is said beside the answer; the exit tells it as well."""
    try:
        print(line, file=sys.stderr, flush=True)
    except OSError:
        _to_nowhere(sys.stderr)


def not_carried_out(error: Exception) -> str:
    """What is told where the check itself came to nothing, by the program or the machine."""
    if isinstance(error, MemoryError):
        return NOT_CARRIED_OUT.format("内存不足")
    if isinstance(error, OSError):
        return NOT_CARRIED_OUT.format(reason(error))
    told = " ".join(f"{type(error).__name__} {error}".split())
    return NOT_CARRIED_OUT.format(f"程序出错：{told[:100]}")


def _to_nowhere(stream: TextIO) -> None:
    """What it still holds, Python writes when it ends, and would then exit by that."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
