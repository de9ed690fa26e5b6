"""Runs the `review` command: in a process of its own, as a user does, or in this one, which has read everything in."""

import os
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner

from review.cli import main

REVIEW = Path(sys.executable).with_name("review")
Done = subprocess.CompletedProcess[bytes]


def in_a_process(*arguments: str, stdin: bytes = b"", **env: str) -> Done:
    return subprocess.run(
        [REVIEW, *arguments], input=stdin, env={**os.environ, **env}, capture_output=True, timeout=60, check=False
    )


def here(*arguments: str, stdin: bytes = b"", **env: str) -> Done:
    """The same, a second sooner; what the command does not catch is a failure of the test."""
    done = CliRunner().invoke(main, arguments, input=stdin, env=env, catch_exceptions=False)
    return Done([REVIEW, *arguments], done.exit_code, done.stdout_bytes, done.stderr_bytes)
