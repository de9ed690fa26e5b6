"""Holds the table of who read what and took what away."""

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from review.store.tables.base import STRICT_WITHOUT_ROWID, Base


class AccessRow(Base):
    """A reading or download, field by field."""

    __tablename__ = "access"
    __table_args__ = (
        ForeignKeyConstraint(["unit", "matter"], ["matter.unit", "matter.number"]),
        CheckConstraint("seq >= 1", name="counted_from_one"),
        CheckConstraint("length(hash) = 64 AND length(previous) = 64 AND length(content) = 64", name="sealed"),
        Index("ix_access_matter", "unit", "matter", "seq"),
        STRICT_WITHOUT_ROWID,
    )

    unit: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[str]
    action: Mapped[str]
    matter: Mapped[str]
    revision: Mapped[int]
    name: Mapped[str]
    actor: Mapped[str]
    actor_name: Mapped[str]
    content: Mapped[str]
    previous: Mapped[str]
    hash: Mapped[str]
