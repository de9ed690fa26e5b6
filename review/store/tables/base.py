"""What all tables share. Types are those that a STRICT table of SQLite and PostgreSQL both know. Instants are ISO texts with
their offset, because the trail is sealed over exactly that text; JSON is canonical text, because dossiers are hashed over it.
"""

from typing import Any, ClassVar

from sqlalchemy import Boolean, Dialect, Integer, MetaData, Text
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator, TypeEngine

STRICT = {"sqlite_strict": True}

STRICT_WITHOUT_ROWID = {"sqlite_strict": True, "sqlite_with_rowid": False}
"""For append-only tables of short rows: without a rowid, no row can be replaced by naming its rowid.

`revision` keeps its rowid: its long rows would make a list of matters twenty times slower. A trigger guards it.
"""


class Flag(TypeDecorator[bool]):
    """Yes or no; SQLite's STRICT tables know only integers for it."""

    impl = Boolean
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else Boolean())

    def process_result_value(self, value: Any, dialect: Dialect) -> bool | None:
        return None if value is None else bool(value)


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(referred_table_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {str: Text, bool: Flag}
