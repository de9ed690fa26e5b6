"""Holds what is made once for all processes of a run: a folder that is filled by whoever needs it first."""

import fcntl
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest


def once(folders: pytest.TempPathFactory, name: str, fill: Callable[[Path], object]) -> Path:
    """The folder of this name, filled; who asks for it meanwhile waits. Only to be read, for others read it too."""
    common = folders.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        common = common.parent
    folder = common / name
    with (common / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            begun = Path(tempfile.mkdtemp(dir=common))  # named when it is whole
            fill(begun)
            begun.rename(folder)
    return folder
