"""Holds the place of the print templates: beside the package in a checkout, inside it in a wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def _find() -> Path:
    shipped = _PACKAGE / "_data" / "templates" / "record"
    return shipped if shipped.is_dir() else _PACKAGE.parent / "templates" / "record"


FOLDER = _find()
