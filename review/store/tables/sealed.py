"""What the tables of the chains share: an event is kept as the text that it is sealed over, and its fields are what the database
reads in that text. So what is proven is what is shown, and nothing stands beside it that could say otherwise."""

from typing import Any

from sqlalchemy import CheckConstraint, Computed, Integer, Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Mapped, MappedColumn, mapped_column
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import ColumnElement


class Said(ColumnElement[Any]):
    """What the sealed text says of this field; NULL where it says nothing."""

    inherit_cache = True

    def __init__(self, field: str, kind: type[Text] | type[Integer] = Text) -> None:
        self.field, self.kind = field, kind


@compiles(Said)
def _in_sqlite(said: Said, _compiler: SQLCompiler, **_: Any) -> str:
    return f"json_extract(sealed, '$.{said.field}')"


@compiles(Said, "postgresql")
def _in_postgresql(said: Said, _compiler: SQLCompiler, **_: Any) -> str:
    found = f"CAST(sealed AS json) ->> '{said.field}'"
    return f"CAST({found} AS integer)" if said.kind is Integer else found


def said(field: str, kind: type[Text] | type[Integer] = Text, *, nullable: bool = False) -> MappedColumn[Any]:
    """A column that is what the sealed text says of this field: computed on reading by SQLite, on adding by PostgreSQL."""
    return mapped_column(kind, Computed(Said(field, kind)), nullable=nullable)


def sealed_checks(*hashes: str) -> tuple[CheckConstraint, ...]:
    """That events are counted from one and linked; and that these fields are hashes too."""
    linked = " AND ".join(f"length({one}) = 64" for one in ("hash", "previous", *hashes))
    return CheckConstraint("seq >= 1", name="counted_from_one"), CheckConstraint(linked, name="sealed")


class SealedRow:
    """An event of the chain of a unit: its place in it, what it is sealed over (`sealed`), and its hash."""

    unit: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sealed: Mapped[str]
    hash: Mapped[str]
    at: Mapped[str] = said("at")
    action: Mapped[str] = said("action")
    actor: Mapped[str] = said("actor")
    actor_name: Mapped[str] = said("actor_name")
    previous: Mapped[str] = said("previous")
