"""Holds a PostgreSQL server of the tests' own: made in a temporary folder, reached through its socket, gone afterwards.

It listens on no port, so that servers of other tests, or of the machine, are never in the way. Nothing that makes it slower
and safer is switched off: the tests of durability are worth what the server's own settings are.
"""

import contextlib
import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg
from sqlalchemy import URL

SUPERUSER, OWNER, SERVICE = "postgres", "review_owner", "review_service"
PR_SET_PDEATHSIG = 1


def programs() -> Path:
    """Where the newest PostgreSQL of the machine has its programs; Debian puts only the client on the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    on_path = shutil.which("initdb")
    if not found and on_path is None:
        raise RuntimeError("PostgreSQL is not installed: run `make test-all`, or apt-get install postgresql")
    return found[-1].parent if found else Path(on_path or "").resolve().parent


def unprivileged() -> str | None:
    """Whom the server runs as; PostgreSQL refuses root."""
    if os.getuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return SUPERUSER if SUPERUSER in names else "nobody"


def die_with_the_tests() -> None:
    """However the tests end, the server does not stay behind."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGQUIT)


class Cluster:
    """A server with an owner of databases, and a service role that owns nothing."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="review-pg-"))
        self._user, self._names = unprivileged(), count(1)
        self._as = {} if self._user is None else {"user": self._user, "group": pwd.getpwnam(self._user).pw_gid,
                                                  "extra_groups": []}  # fmt: skip
        if self._user is not None:
            shutil.chown(self.folder, self._user)
        self._run("initdb", "-D", self.folder / "data", "-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        self.start()
        for role in (OWNER, SERVICE):
            self.execute(f"CREATE ROLE {role} LOGIN")

    def _run(self, program: str, *arguments: object) -> None:
        done = subprocess.run([programs() / program, *map(str, arguments)], cwd=self.folder, capture_output=True, text=True,
                              check=False, **self._as)  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stderr or done.stdout}")

    def start(self) -> None:
        settings = {"listen_addresses": "", "unix_socket_directories": self.folder, "max_connections": 60}
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        with (self.folder / "log").open("ab") as log:
            self._server = subprocess.Popen(
                [programs() / "postgres", "-D", self.folder / "data", *options], cwd=self.folder, stdout=log, stderr=log,
                preexec_fn=die_with_the_tests, **self._as,
            )  # fmt: skip
        self._wait()

    def _wait(self) -> None:
        last_try = time.monotonic() + 60
        while True:
            try:
                self.execute("SELECT 1")
                return
            except psycopg.OperationalError:
                if self._server.poll() is not None or time.monotonic() > last_try:
                    raise RuntimeError((self.folder / "log").read_text()) from None
                time.sleep(0.05)

    def kill(self) -> None:
        """Take the whole server away at once, as a loss of power would; `start` recovers what it had confirmed."""
        children = Path(f"/proc/{self._server.pid}/task/{self._server.pid}/children").read_text().split()
        for pid in (self._server.pid, *map(int, children)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._server.wait()

    def execute(self, statement: str, database: str = "postgres") -> None:
        with psycopg.connect(self.url(database, SUPERUSER).render_as_string().replace("+psycopg", ""), autocommit=True) as raw:
            raw.execute(statement)

    def url(self, database: str, role: str) -> URL:
        return URL.create("postgresql+psycopg", username=role, database=database, query={"host": str(self.folder)})

    def create(self, template: str = "template0") -> str:
        """A new database of the owner, empty or a copy of another one; its name."""
        name = f"review_{next(self._names)}"
        self.execute(f"CREATE DATABASE {name} OWNER {OWNER} TEMPLATE {template}")
        return name

    def drop(self, name: str) -> None:
        self.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def remove(self) -> None:
        self._server.send_signal(signal.SIGQUIT)
        self._server.wait()
        shutil.rmtree(self.folder)


@contextlib.contextmanager
def running() -> Iterator[Cluster]:
    cluster = Cluster()
    try:
        yield cluster
    finally:
        cluster.remove()
