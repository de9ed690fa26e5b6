"""Holds the filling of the print templates: plain values become HTML; holds no WeasyPrint and no domain.

The environment is sandboxed, escapes everything, knows no undefined name, and typesets every expression.
"""

from functools import cache
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from review.record import fonts, glyphs
from review.record.folder import FOLDER

RECORD, PAPER, CONTENTS, STAMP = "record.html.j2", "paper.html.j2", "contents.html.j2", "stamp.html.j2"
ANNUAL = "annual.html.j2"
LOOK, LOOK_OF_PAPERS, LOOK_OF_STAMPS = "record.css", "paper.css", "stamp.css"


@cache
def environment() -> SandboxedEnvironment:
    """The templates, read and compiled once per process."""
    made = SandboxedEnvironment(
        loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined, finalize=glyphs.typeset,
        trim_blocks=True, lstrip_blocks=True, auto_reload=False,
    )  # fmt: skip
    made.filters["name"] = glyphs.name
    made.filters["flat"] = glyphs.flat
    made.filters["running"] = glyphs.running
    return made


def html(view: dict[str, Any], template: str = RECORD) -> str:
    """The page of a record, or of what has this template."""
    return environment().get_template(template).render(view)


def more_css(look: str) -> str:
    """What documents, or the mark, have otherwise; it comes after the sheet of the record."""
    return (FOLDER / look).read_text(encoding="utf-8")


def css() -> str:
    """The style sheet with the faces of the shipped fonts."""
    return f"{fonts.faces()}\n{(FOLDER / LOOK).read_text(encoding='utf-8')}"
