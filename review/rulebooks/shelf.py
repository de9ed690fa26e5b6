"""Keeps the rulebooks that were activated: a copy of each under its hash, a pointer to the active one, and the log of which
was active from when. Whoever is killed in the middle leaves the old one active or the new one.

A copy is never changed, so what is in it is what was proven; one whose files are not those of its name is refused.
"""

import fcntl
import json
import os
import pwd
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from review import config
from review.domain.errors import Fault, RulebookRefused, reason
from review.domain.rulebook_reader import read_rulebook
from review.rulebooks.folder import Folder, Loaded, read_file, shipped

SHIPPED = "shipped"
"""What stands in the place of a hash for the rules that came with the program."""

WAY_OUT = "请用 review rules activate 重新启用一个规则文件夹，或者用 review rules activate --shipped 改用随程序提供的规则"

_FOLDER = re.compile(rf"{SHIPPED}|[0-9a-f]{{64}}")
_READABLE, _UNCHANGED = 0o644, 0o444


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the log, and what the pointer holds: since when, by whom, which."""

    at: str
    by: str
    folder: str
    """The hash over all files of the copy, by which it is named; or SHIPPED."""
    rulebook: str
    """The hash over the rules alone, as every judgement and record names it."""

    @property
    def line(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)


class Shelf:
    """The rulebooks under `var`; looking makes nothing."""

    def __init__(self, var: Path) -> None:
        self.path = var / "rulebooks"
        self._pointer, self._log = self.path / "active", self.path / "log"

    def mark(self) -> tuple[int, int, int] | None:
        """What changes whenever a rulebook is activated; costs one look at a file."""
        try:
            seen = self._pointer.stat()
        except OSError:
            return None
        return seen.st_ino, seen.st_mtime_ns, seen.st_size

    def active(self) -> Entry | None:
        """What the pointer says; nothing while none was ever activated. Raises RulebookRefused where it cannot be told."""
        try:
            text = self._pointer.read_bytes()
        except FileNotFoundError:
            last = self._last()
            if last is None or last.folder == SHIPPED:
                return None
            raise _refused(self._pointer, "不能确定现行的规则库：缺少这个文件") from None
        entry = _entry(text)
        if entry is None:
            raise _refused(self._pointer, "不能确定现行的规则库：文件已损坏")
        return entry

    def load(self) -> Loaded:
        """The active rulebook; raises RulebookRefused when its copy is not what was activated. Its cases are not run."""
        entry = self.active()
        if entry is None or entry.folder == SHIPPED:
            return shipped()
        copy = self.path / entry.folder
        try:
            folder = _everything_in(copy)
        except OSError as error:
            raise _refused(copy, f"现行规则库不能读取（{reason(error)}）") from None
        if folder.sha256 != entry.folder:
            raise _refused(copy, "现行规则库的文件与启用时不同：有文件被改动、增加、缺少或者损坏")
        try:
            return Loaded(folder, read_rulebook(folder.rules))
        except RulebookRefused as error:
            told = Fault(str(copy), f"现在的程序不能使用现行规则库；{WAY_OUT}")
            raise RulebookRefused((told, *error.faults)) from None

    def activate(self, loaded: Loaded, at: datetime) -> bool:
        """Make this rulebook the active one, as the user of this process; false where it is already. It must be proven."""
        with self._alone():
            return self._point(loaded.folder.sha256, loaded, at, anew=self._put(loaded.folder))

    def return_to_shipped(self, at: datetime) -> bool:
        """Make the rules that came with the program active again; false where they are already."""
        with self._alone():
            return self._point(SHIPPED, shipped(), at)

    def note(self, loaded: Loaded, at: datetime) -> None:
        """Tell the log what a service begins to judge by, unless it is what the log tells: the first start, and the first
        one with the rules of a newer program."""
        entry = self.active()
        folder = SHIPPED if entry is None else entry.folder
        with self._alone():
            last = self._last()
            if last is None or (last.folder, last.rulebook) != (folder, loaded.rulebook.sha256):
                self._tell(Entry(at=_said(at), by=_user(), folder=folder, rulebook=loaded.rulebook.sha256))

    def log(self) -> tuple[Entry | None, ...]:
        """What was active from when, the oldest first; `None` for a line that cannot be read."""
        try:
            text = self._log.read_bytes()
        except FileNotFoundError:
            return ()
        return tuple(_entry(line) for line in text.splitlines() if line)

    def _last(self) -> Entry | None:
        return next((entry for entry in reversed(self.log()) if entry is not None), None)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """No other process changes anything meanwhile; what a killed one left is put in order first."""
        self.path.mkdir(parents=True, exist_ok=True)
        with (self.path / "lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            for left in self.path.glob(".*"):
                shutil.rmtree(left) if left.is_dir() else left.unlink()
            pointed = _entry(self._pointer.read_bytes()) if self._pointer.exists() else None
            if pointed is not None and pointed not in self.log():
                self._tell(pointed)
            yield

    def _point(self, folder: str, loaded: Loaded, at: datetime, *, anew: bool = False) -> bool:
        """Turn the pointer, where it does not point there; `anew` all the same, so that every service looks again."""
        if not anew and self._pointed() == folder:
            return False
        entry = Entry(at=_said(at), by=_user(), folder=folder, rulebook=loaded.rulebook.sha256)
        config.write_whole(self._pointer, f"{entry.line}\n".encode(), mode=_READABLE)
        self._tell(entry)
        return True

    def _pointed(self) -> str | None:
        try:
            entry = self.active()
        except RulebookRefused:
            return None
        return SHIPPED if entry is None else entry.folder

    def _tell(self, entry: Entry) -> None:
        with self._log.open("a+b") as log:
            end = log.seek(0, os.SEEK_END)
            log.seek(max(end - 1, 0))
            torn = log.read(1) not in (b"", b"\n")  # the last line of a process that was killed
            log.write((b"\n" if torn else b"") + entry.line.encode() + b"\n")
            log.flush()
            os.fsync(log.fileno())

    def _put(self, folder: Folder) -> bool:
        """Make the copy of a folder under its hash, beside its place, and move it there when it is whole; false where it
        is there already."""
        place, making = self.path / folder.sha256, self.path / f".{folder.sha256}"
        if _holds(place, folder):
            return False
        for name, text in folder.files.items():
            file = making / name
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("xb") as copy:
                copy.write(text)
                os.fchmod(copy.fileno(), _UNCHANGED)
                copy.flush()
                os.fsync(copy.fileno())
        for kept in (*filter(Path.is_dir, making.rglob("*")), making):
            _settle(kept)
        damaged = self.path / f".damaged-{folder.sha256}"
        if place.exists():
            place.rename(damaged)
        making.rename(place)
        _settle(self.path)
        shutil.rmtree(damaged, ignore_errors=True)
        return True


def _everything_in(copy: Path) -> Folder:
    """All files of a copy, also those that no rulebook has: they make another hash."""
    files = (path for path in sorted(copy.rglob("*")) if path.is_symlink() or not path.is_dir())
    found = {path.relative_to(copy).as_posix(): read_file(path) for path in files}
    if not found:
        copy.stat()  # says that there is none
    return Folder(found)


def _holds(place: Path, folder: Folder) -> bool:
    try:
        return place.is_dir() and _everything_in(place).sha256 == folder.sha256
    except OSError:
        return False


def _settle(folder: Path) -> None:
    """The names in a folder are on the disk when this returns."""
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _entry(text: bytes) -> Entry | None:
    try:
        plain = json.loads(text)
        entry = Entry(**plain)
    except (ValueError, TypeError, RecursionError):
        return None
    texts = all(isinstance(value, str) for value in plain.values())
    return entry if texts and _FOLDER.fullmatch(entry.folder) else None


def _refused(path: Path, message: str) -> RulebookRefused:
    return RulebookRefused((Fault(str(path), f"{message}；{WAY_OUT}"),))


def _said(at: datetime) -> str:
    return at.isoformat(timespec="seconds")


def _user() -> str:
    """Who runs this process, by the operating system and not by what the environment says."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return f"uid {os.getuid()}"
