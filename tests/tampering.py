"""Does to a SQLite database what no program of ours can: whoever has its file drops the triggers and puts them back."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

OF_MATTER = ("topic", "spending", "verdicts")
"""The tables that hang on the revisions of a matter."""


def past_triggers(path: Path, *statements: str, given: Iterable[Any] = ()) -> None:
    """Run these, and leave every guard as it was."""
    with sqlite3.connect(path) as raw:
        guards = raw.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _ in guards:
            raw.execute(f"DROP TRIGGER {name}")
        for one in statements:
            raw.execute(one, tuple(given))
        for _, sql in guards:
            raw.execute(sql)
    raw.close()


def without_matter(path: Path, number: str) -> None:
    """As if the matter had never been: of what tells of it nothing is left."""
    whose = f"(SELECT id FROM matter WHERE number = '{number}')"
    past_triggers(
        path, *(f"DELETE FROM {table} WHERE matter IN {whose}" for table in (*OF_MATTER, "revision")),
        *(f"DELETE FROM {table} WHERE matter = '{number}'" for table in ("notice", "access", "event")),
        f"DELETE FROM matter WHERE number = '{number}'",
    )  # fmt: skip


def without(path: Path, table: str, unit: str, seq: int) -> None:
    """Without one event of a chain."""
    past_triggers(path, f"DELETE FROM {table} WHERE unit = '{unit}' AND seq = {seq}")
