"""Tells by which program a record was judged and printed: another version may judge or print the same otherwise, and what it
finds otherwise is then not known to be altered.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

MALFORMED = "程序校验值不是规范的写法"
_DIGITS = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class Program:
    """The version of a program, by what decides what it finds and shows (SHA-256 each)."""

    judging: str = ""
    """Over the sources of the domain, which are also those of `review-verify.pyz`."""
    printing: str = ""
    """Over those, and over all else that the printed bytes hang on: printing, templates, fonts, and versions of libraries."""

    @property
    def well_formed(self) -> bool:
        return all(len(one) == 64 and _DIGITS.issuperset(one) for one in (self.judging, self.printing))


UNSAID = Program()
"""What records say that were printed before they said it."""


def program_in(data: Mapping[str, Any]) -> Program:
    """What the data of a record or report say of it, in whichever form; nothing where they say nothing that can be read."""
    said = data.get("program")
    judging, printing = (said.get("judging"), said.get("printing")) if isinstance(said, dict) else ("", "")
    return Program(judging, printing) if isinstance(judging, str) and isinstance(printing, str) else UNSAID


def called(program: Program) -> str:
    """How a version is told to whoever is to look for it."""
    return f"程序校验值{program.printing[:16]}" if program.printing else "记录没有写明是哪个版本"


@cache
def judging() -> str:
    """Of this program, from its folder or from inside of one file."""
    whole = hashlib.sha256()
    for name, content in sorted(_sources(files("review.domain"), "")):
        whole.update(f"{name}\0{hashlib.sha256(content).hexdigest()}\n".encode())
    return whole.hexdigest()


def _sources(folder: Traversable, at: str) -> Iterator[tuple[str, bytes]]:
    for one in folder.iterdir():
        if one.is_dir():
            yield from _sources(one, f"{at}{one.name}/")
        elif one.name.endswith(".py"):
            yield f"{at}{one.name}", one.read_bytes()
