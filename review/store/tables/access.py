"""Holds the table of who read what and took what away."""

from sqlalchemy import ForeignKeyConstraint, Index, Integer
from sqlalchemy.orm import Mapped

from review.store.tables.base import STRICT_WITHOUT_ROWID, Base
from review.store.tables.sealed import SealedRow, said, sealed_checks


class AccessRow(SealedRow, Base):
    """A reading or download."""

    __tablename__ = "access"
    __table_args__ = (
        ForeignKeyConstraint(["unit", "matter"], ["matter.unit", "matter.number"]),
        *sealed_checks("content"),
        Index("ix_access_matter", "unit", "matter", "seq"),
        STRICT_WITHOUT_ROWID,
    )

    matter: Mapped[str] = said("matter")
    revision: Mapped[int] = said("revision", Integer)
    name: Mapped[str] = said("name")
    content: Mapped[str] = said("content")
