"""Reads a folder of rules: its files as bytes, read once, so that what is proven is what is copied and judged by.

`prove` is the one answer to whether a rulebook may be activated; `review rules check` prints it.
"""

import errno
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from forms.dossier import read_plain
from review import config
from review.domain import cases, citations
from review.domain.errors import Fault, RulebookRefused
from review.domain.rulebook import Rulebook
from review.domain.rulebook_reader import read_rulebook, sha256_of

PATTERNS = ("*.toml", "cases/*.toml", "cases/dossiers/*.json")
"""What of a folder is the rulebook; nothing else is read or copied."""

MOST_BYTES = 4 * 1024 * 1024
"""The largest file that is read: some fifty times the largest that came with the program."""


@dataclass(frozen=True, slots=True, eq=False)
class Folder:
    """The files of a folder of rules by their names in it: rules, their cases, the dossiers that these change."""

    files: Mapping[str, bytes]

    @property
    def rules(self) -> dict[str, bytes]:
        return {name: text for name, text in self.files.items() if "/" not in name}

    @property
    def cases(self) -> dict[str, bytes]:
        return {name: text for name, text in self.files.items() if "/" in name and name.endswith(".toml")}

    @property
    def dossiers(self) -> dict[str, bytes]:
        """By the name of the file alone, with whose start a case names it."""
        return {name.rpartition("/")[2]: text for name, text in self.files.items() if name.endswith(".json")}

    @property
    def sha256(self) -> str:
        """Over the names and bytes of all files; that of the rules alone is the rulebook's own."""
        return sha256_of(self.files)


@dataclass(frozen=True, slots=True, eq=False)
class Loaded:
    """A folder with the rulebook that was read from it."""

    folder: Folder
    rulebook: Rulebook


@dataclass(frozen=True, slots=True, eq=False)
class Proven:
    """A rulebook without a fault: it was read, the engine holds it, and all its cases were judged as they say."""

    loaded: Loaded
    cases: int

    @property
    def summary(self) -> str:
        book = self.loaded.rulebook
        verified = sum(cited.confidence == "V" for rule in book.rules for cited in rule.citations)
        counts = f"{len(book.rules)}条规则版本，{self.cases}个案例，{verified}条原文词句"
        return f"规则库 {book.id}（{book.sha256[:16]}）：{counts}"


def read_folder(path: Path) -> Folder:
    """The files of the rulebook in a folder; an empty one where there is none."""
    found = sorted(file for pattern in PATTERNS for file in path.glob(pattern))
    return Folder({file.relative_to(path).as_posix(): read_file(file) for file in found})


def read_file(path: Path) -> bytes:
    """A file of a rulebook. What is none, a pipe or a device, is refused and not waited for; raises OSError."""
    with open(path, "rb", opener=_opened) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(errno.ENODEV, "not a regular file", str(path))
        text = file.read(MOST_BYTES + 1)
    if len(text) > MOST_BYTES:
        raise OSError(errno.EFBIG, "too large", str(path))
    return text


def _opened(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NONBLOCK)  # a pipe opens at once, though nobody writes to it


def load(path: Path) -> Loaded:
    """The rulebook in a folder; raises RulebookRefused. Its cases are not run."""
    folder = read_folder(path)
    return Loaded(folder, read_rulebook(folder.rules))


@cache
def shipped() -> Loaded:
    """The rulebook that came with the program, read once a process."""
    return load(config.RULES)


def prove(folder: Folder, laws: Mapping[str, bytes] | None = None) -> Proven:
    """Read the rules and the cases, ask the engine whether it holds them, run every case, find the cited phrases in `laws`
    (where there is no text, none is found).

    Raises RulebookRefused with every fault of the first of these steps that has any; the last two are one step.
    """
    listed, book = _both(folder)
    _stop((*_past_the_engine(book), *cases.unresolved(listed, book, folder.dossiers)))
    faults = list(cases.check(listed, book, folder.dossiers, read_plain))
    faults += _checked_later(book)
    if laws is not None:
        faults += citations.unfound(book, laws)
    _stop(faults)
    return Proven(Loaded(folder, book), len(listed))


def _checked_later(book: Rulebook) -> Iterator[Fault]:
    """Every citation said to be compared with the official text on a day that has not come. A clock that is behind the
    rules that came with the program is not believed."""
    today = max(date.today(), *(cited.checked_on for rule in shipped().rulebook.rules for cited in rule.citations))
    for rule, cited in ((one, cited) for one in book.rules for cited in one.citations):
        if cited.checked_on > today:
            yield Fault(f"{rule.file} {rule.id}", f"核对日期（checked_on）{cited.checked_on}尚未到来")


def _both(folder: Folder) -> tuple[tuple[cases.RuleCase, ...], Rulebook]:
    """The cases and the rules; what is wrong in either is told at once."""
    faults: list[Fault] = []
    listed: tuple[cases.RuleCase, ...] = ()
    try:
        listed = cases.read_cases(folder.cases)
    except RulebookRefused as error:
        faults += error.faults
    try:
        book = read_rulebook(folder.rules)
    except RulebookRefused as error:
        raise RulebookRefused((*error.faults, *faults)) from None
    _stop(faults)
    return listed, book


def _past_the_engine(book: Rulebook) -> Iterator[Fault]:
    """What the engine cannot hold, each fault once however many periods have it."""
    from review.engine import check

    found: dict[Fault, None] = {}
    for rule_set in (rule_set for day in book.turns for rule_set in book.in_force(day)):
        try:
            check(rule_set)
        except RulebookRefused as error:
            found.update(dict.fromkeys(error.faults))
    yield from found


def _stop(faults: Iterable[Fault]) -> None:
    if told := tuple(faults):
        raise RulebookRefused(told)
