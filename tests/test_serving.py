"""What `review serve` starts ends with it, also where it is killed and can end nothing itself."""

import os
import signal
import socket
import subprocess
import time
from pathlib import Path

import pytest

from tests.commands import REVIEW


def _started_by(group: int) -> set[int]:
    """The processes of a group that run; one that only waits to be collected does not."""
    found = set()
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, of = entry.read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(of) == group and state != "Z":
            found.add(int(entry.parent.name))
    return found


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.heavy
def test_a_service_that_was_killed_leaves_nothing_that_goes_on_serving_or_keeps_its_port(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    service = subprocess.Popen(
        [REVIEW, "serve", "--port", str(port), "--workers", "2"], env={**os.environ, "REVIEW_VAR": str(tmp_path)},
        start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        while not _answers(port) or len(_started_by(service.pid)) < 6:  # itself, two workers and their printers, `deliver`
            assert service.poll() is None
            time.sleep(0.1)
        os.kill(service.pid, signal.SIGKILL)
        service.wait()
        while _answers(port) or _started_by(service.pid):
            time.sleep(0.1)
    finally:
        for left in _started_by(service.pid):
            os.kill(left, signal.SIGKILL)
