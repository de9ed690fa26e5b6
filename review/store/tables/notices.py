"""The files that a unit has, what people were told of, and what of it was mailed."""

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from review.store.tables.base import STRICT_WITHOUT_ROWID, Base


class FileRow(Base):
    """A file that a unit has; its bytes lie in a folder under the hash. Two units may have the same bytes."""

    __tablename__ = "file"
    __table_args__ = (
        ForeignKeyConstraint(["unit", "uploaded_by"], ["person.unit", "person.id"]),
        CheckConstraint("length(sha256) = 64", name="hashed"),
        CheckConstraint("size >= 1", name="not_empty"),
        STRICT_WITHOUT_ROWID,
    )

    unit: Mapped[str] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    uploaded_by: Mapped[str]
    uploaded_at: Mapped[str]


class NoticeRow(Base):
    """What a person was told of a matter; `day` is set of a reminder only, of which there is one a day."""

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("unit", "matter", "recipient", "day"),
        ForeignKeyConstraint(["unit", "matter"], ["matter.unit", "matter.number"]),
        Index("ix_notice_recipient", "unit", "recipient", "seq"),
        CheckConstraint("seq >= 1", name="counted_from_one"),
        STRICT_WITHOUT_ROWID,
    )

    unit: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[str]
    matter: Mapped[str]
    revision: Mapped[int]
    kind: Mapped[str]
    recipient: Mapped[str]
    sender: Mapped[str]
    text: Mapped[str]
    due: Mapped[str | None]
    day: Mapped[str | None]


class DeliveryRow(Base):
    """A try to mail a notice; `refusal` says why it failed, and is NULL where the mail server took it."""

    __tablename__ = "delivery"
    __table_args__ = (ForeignKeyConstraint(["unit", "notice"], ["notice.unit", "notice.seq"]), STRICT_WITHOUT_ROWID)

    unit: Mapped[str] = mapped_column(primary_key=True)
    notice: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[str]
    address: Mapped[str]
    refusal: Mapped[str | None]
