"""Holds the filling of the print templates: plain values become HTML; holds no WeasyPrint and no domain.

The environment is sandboxed, escapes everything, knows no undefined name, and typesets every expression.
"""

from functools import cache
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from review.record import fonts, glyphs
from review.record.folder import FOLDER

RECORD, ANNUAL, LOOK = "record.html.j2", "annual.html.j2", "record.css"


@cache
def environment() -> SandboxedEnvironment:
    """The templates, read and compiled once per process."""
    made = SandboxedEnvironment(
        loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined, finalize=glyphs.typeset,
        trim_blocks=True, lstrip_blocks=True, auto_reload=False,
    )  # fmt: skip
    made.filters["name"] = glyphs.name
    made.filters["flat"] = glyphs.flat
    return made


def html(view: dict[str, Any], template: str = RECORD) -> str:
    """The page of a record, or of an annual report."""
    return environment().get_template(template).render(view)


def css() -> str:
    """The style sheet with the faces of the shipped fonts."""
    return f"{fonts.faces()}\n{(FOLDER / LOOK).read_text(encoding='utf-8')}"
