"""Runs a command with all that it starts, and says what that took: `python -m tests.measuring COMMAND…`. Holds no test.

What a browser starts and leaves comes to this process, which waits for it, so that the CPU time of every process is counted. The
memory is looked at twenty times a second.
"""

import ctypes
import json
import os
import resource
import subprocess
import sys
import threading
from pathlib import Path

ORPHANS_COME_TO_US = 36
"""PR_SET_CHILD_SUBREAPER of Linux."""
EVERY = 0.05
AT_MOST = 300
"""Seconds of CPU after which a process is ended."""
PAGE = os.sysconf("SC_PAGE_SIZE")


def below(process: int) -> list[int]:
    """All processes that it started, and those that they started."""
    found: list[int] = []
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        for child in map(int, children.read_text().split()):
            found += [child, *below(child)]
    return found


def resident(process: int) -> int:
    """Bytes of memory that it has now."""
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * PAGE
    except (OSError, IndexError):  # it has just ended
        return 0


def watch(peak: list[int], done: threading.Event) -> None:
    while not done.wait(EVERY):
        try:
            peak[0] = max(peak[0], sum(map(resident, below(os.getpid()))))
        except OSError:  # one has just ended
            continue


def main(command: list[str]) -> None:
    ctypes.CDLL(None).prctl(ORPHANS_COME_TO_US, 1, 0, 0, 0)
    peak, done, seconds, largest = [0], threading.Event(), 0.0, 0
    threading.Thread(target=watch, args=(peak, done), daemon=True).start()
    resource.setrlimit(resource.RLIMIT_CPU, (AT_MOST, AT_MOST))
    subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while True:
        try:
            _, _, used = os.wait4(-1, 0)
        except ChildProcessError:
            break
        seconds, largest = seconds + used.ru_utime + used.ru_stime, max(largest, used.ru_maxrss * 1024)
    done.set()
    print(json.dumps({"seconds": seconds, "bytes": max(largest, peak[0])}))


if __name__ == "__main__":
    main(sys.argv[1:])
