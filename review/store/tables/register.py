"""The register of a unit: its people, its lists of matters, its advisers, and what was entered when by whom."""

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from review.store.tables.base import STRICT, STRICT_WITHOUT_ROWID, Base
from review.store.tables.sealed import SealedRow, said, sealed_checks


class UnitRow(Base):
    """A deciding unit; `plain` is the `unit` object of its dossiers."""

    __tablename__ = "unit"
    __table_args__ = (STRICT,)

    code: Mapped[str] = mapped_column(primary_key=True)
    plain: Mapped[str]


class PersonRow(Base):
    """An entry of a unit's register, in the order `sort`; the first and the last day of an office are ISO texts."""

    __tablename__ = "person"
    __table_args__ = (STRICT,)

    unit: Mapped[str] = mapped_column(ForeignKey("unit.code"), primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    post: Mapped[str]
    department: Mapped[str]
    group_office: Mapped[str | None]
    admin_office: Mapped[str | None]
    sort: Mapped[int]
    email: Mapped[str | None]
    group_since: Mapped[str | None]
    group_until: Mapped[str | None]
    admin_since: Mapped[str | None]
    admin_until: Mapped[str | None]


class CatalogueRow(Base):
    """A version of a unit's list of matters as it was entered; that it was confirmed is told by its event."""

    __tablename__ = "catalogue"
    __table_args__ = (
        UniqueConstraint("unit", "name"),
        ForeignKeyConstraint(["unit"], ["unit.code"]),
        CheckConstraint("number >= 1", name="counted_from_one"),
        STRICT_WITHOUT_ROWID,
    )

    unit: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str]
    plain: Mapped[str]


class AdviserRow(Base):
    """An appointment of a legal adviser as it was entered; that it was confirmed or ended is told by its events."""

    __tablename__ = "adviser"
    __table_args__ = (
        ForeignKeyConstraint(["unit", "person"], ["person.unit", "person.id"]),
        CheckConstraint("number >= 1", name="counted_from_one"),
        STRICT_WITHOUT_ROWID,
    )

    unit: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person: Mapped[str]
    plain: Mapped[str]


class AdviserInterestRow(Base):
    """A conflict of interest of a legal adviser as it was declared; that it was lifted is told by its event."""

    __tablename__ = "adviser_interest"
    __table_args__ = (
        ForeignKeyConstraint(["unit", "person"], ["person.unit", "person.id"]),
        CheckConstraint("number >= 1", name="counted_from_one"),
        STRICT_WITHOUT_ROWID,
    )

    unit: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person: Mapped[str]
    plain: Mapped[str]


class DelegationRow(Base):
    """A delegation as it was entered; that it was revoked is told by its event."""

    __tablename__ = "delegation"
    __table_args__ = (
        ForeignKeyConstraint(["unit", "giver"], ["person.unit", "person.id"], name="fk_delegation_giver"),
        ForeignKeyConstraint(["unit", "person"], ["person.unit", "person.id"], name="fk_delegation_person"),
        CheckConstraint("number >= 1", name="counted_from_one"),
        STRICT_WITHOUT_ROWID,
    )

    unit: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    giver: Mapped[str]
    person: Mapped[str]
    plain: Mapped[str]


class HandOverRow(Base):
    """A hand-over of everything that waited for one person, with its list, as it was done."""

    __tablename__ = "handover"
    __table_args__ = (
        ForeignKeyConstraint(["unit", "person"], ["person.unit", "person.id"], name="fk_handover_person"),
        ForeignKeyConstraint(["unit", "successor"], ["person.unit", "person.id"], name="fk_handover_successor"),
        CheckConstraint("number >= 1", name="counted_from_one"),
        STRICT_WITHOUT_ROWID,
    )

    unit: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person: Mapped[str]
    successor: Mapped[str]
    plain: Mapped[str]


class RegisterEventRow(SealedRow, Base):
    """An event of the trail of what a unit keeps for all its matters."""

    __tablename__ = "register_event"
    __table_args__ = (
        ForeignKeyConstraint(["unit"], ["unit.code"]),
        *sealed_checks("content"),
        STRICT_WITHOUT_ROWID,
    )

    subject: Mapped[str] = said("subject")
    role: Mapped[str] = said("role")
    note: Mapped[str] = said("note")
    content: Mapped[str] = said("content")
