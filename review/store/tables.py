"""Holds the tables: register, accounts, sign-ins, matters with their revisions, events, files; no query, no trigger.

Types are those that a STRICT table of SQLite and PostgreSQL both know. Instants are ISO texts with their offset,
because the trail is sealed over exactly that text; JSON is canonical text, because dossiers are hashed over it.
"""

from typing import Any, ClassVar

from flask_security import RoleMixin, UserMixin
from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
from sqlalchemy.types import TypeDecorator, TypeEngine

_ADDED_BY_UNITS = ("matter", "revision", "spending", "topic", "event", "file", "catalogue", "register_event",
                   "notice", "delivery", "adviser", "adviser_interest")  # fmt: skip

APPEND_ONLY = (*_ADDED_BY_UNITS, "rulebook")
"""The tables whose rows can be added but neither changed nor deleted; triggers of the database see to it."""

OF_ONE_UNIT = ("unit", "person", "account", *_ADDED_BY_UNITS)
"""The tables whose rows belong to one unit; policies of PostgreSQL hide those of every other."""

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


account_role = Table(
    "account_role",
    Base.metadata,
    Column("account", ForeignKey("account.id"), primary_key=True),
    Column("role", ForeignKey("role.id"), primary_key=True),
    sqlite_strict=True,
)


class RoleRow(Base, RoleMixin):
    """A role; its name is a value of `vocabulary.Role`."""

    __tablename__ = "role"
    __table_args__ = (UniqueConstraint("name"), STRICT)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class AccountRow(Base, UserMixin):
    """A sign-in of a registered person; `password` is an argon2 hash, `fs_uniquifier` what a session names."""

    __tablename__ = "account"
    __table_args__ = (
        UniqueConstraint("username"),
        UniqueConstraint("fs_uniquifier"),
        ForeignKeyConstraint(["unit", "person"], ["person.unit", "person.id"]),
        STRICT,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str]
    password: Mapped[str]
    active: Mapped[bool]
    fs_uniquifier: Mapped[str]
    unit: Mapped[str]
    person: Mapped[str]
    roles: Mapped[list[RoleRow]] = relationship(  # type: ignore[assignment]
        secondary=account_role, order_by=RoleRow.id
    )
    registered: Mapped[PersonRow] = relationship(lazy="joined", viewonly=True)


class FailedSignInRow(Base):
    """A sign-in that failed: keyed hash of the name, address, and the second since 1970 in which it did."""

    __tablename__ = "failed_sign_in"
    __table_args__ = (STRICT,)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    address: Mapped[str]
    at: Mapped[int] = mapped_column(BigInteger().with_variant(Integer(), "sqlite"))


class MatterRow(Base):
    """What never changes of a matter; everything else is in its revisions."""

    __tablename__ = "matter"
    __table_args__ = (
        UniqueConstraint("unit", "number"),
        UniqueConstraint("unit", "submission_key"),
        STRICT_WITHOUT_ROWID,
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    unit: Mapped[str] = mapped_column(ForeignKey("unit.code"))
    number: Mapped[str]
    submission_key: Mapped[str | None]
    created_at: Mapped[str]


class RevisionRow(Base):
    """A matter as one act left it. Who acted is told by the event with the same matter and revision.

    The long texts stand last, so that a list of matters is read without them.
    """

    __tablename__ = "revision"
    __table_args__ = (CheckConstraint("revision >= 1", name="counted_from_one"), STRICT)

    matter: Mapped[str] = mapped_column(ForeignKey("matter.id"), primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    state: Mapped[str]
    title: Mapped[str]
    category: Mapped[str | None]
    amount: Mapped[str | None]
    shut: Mapped[str]
    changed_at: Mapped[str]
    dossier_sha256: Mapped[str]
    dossier: Mapped[str]
    judgement: Mapped[str]


class SpendingRow(Base):
    """What a revision spends, by the keys that are compared: "" where there is no such thing, NULL where it is not known; and by
    which method and from which budget line it is bought."""

    __tablename__ = "spending"
    __table_args__ = (
        ForeignKeyConstraint(["matter", "revision"], ["revision.matter", "revision.revision"]),
        *(Index(f"ix_spending_{key}", "unit", "budget_year", key) for key in ("payee", "item", "project")),
        STRICT_WITHOUT_ROWID,
    )

    matter: Mapped[str] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    unit: Mapped[str]
    budget_year: Mapped[int]
    payee: Mapped[str | None]
    item: Mapped[str | None]
    project: Mapped[str | None]
    amount: Mapped[str | None]
    method: Mapped[str | None]
    budget_line: Mapped[str | None]


class TopicRow(Base):
    """A meeting of a revision: the matter as a topic; without number and year until the meeting is notified."""

    __tablename__ = "topic"
    __table_args__ = (
        ForeignKeyConstraint(["matter", "revision"], ["revision.matter", "revision.revision"]),
        Index("ix_topic_sitting", "unit", "type", "year", "number"),
        STRICT_WITHOUT_ROWID,
    )

    matter: Mapped[str] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    unit: Mapped[str]
    type: Mapped[str]
    year: Mapped[int | None]
    number: Mapped[str | None]
    held_on: Mapped[str | None]
    sort: Mapped[int | None]
    result: Mapped[str | None]


class EventRow(Base):
    """An event of the trail, field by field; one event for each revision, checked when the transaction ends."""

    __tablename__ = "event"
    __table_args__ = (
        UniqueConstraint("unit", "matter", "revision"),
        ForeignKeyConstraint(
            ["unit", "matter"], ["matter.unit", "matter.number"], deferrable=True, initially="DEFERRED"
        ),
        CheckConstraint("seq >= 1", name="counted_from_one"),
        CheckConstraint("length(hash) = 64 AND length(previous) = 64", name="sealed"),
        STRICT_WITHOUT_ROWID,
    )

    unit: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[str]
    matter: Mapped[str]
    revision: Mapped[int]
    action: Mapped[str]
    from_state: Mapped[str]
    to_state: Mapped[str]
    actor: Mapped[str]
    actor_name: Mapped[str]
    role: Mapped[str]
    note: Mapped[str]
    dossier_before: Mapped[str]
    dossier_after: Mapped[str]
    previous: Mapped[str]
    hash: Mapped[str]


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


class RulebookRow(Base):
    """A rulebook by which a stored matter was judged: `files` is the JSON of its files' texts by name. It belongs to no unit."""

    __tablename__ = "rulebook"
    __table_args__ = (CheckConstraint("length(sha256) = 64", name="hashed"), STRICT_WITHOUT_ROWID)

    sha256: Mapped[str] = mapped_column(primary_key=True)
    files: Mapped[str]


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


class RegisterEventRow(Base):
    """An event of the trail of what a unit keeps for all its matters, field by field."""

    __tablename__ = "register_event"
    __table_args__ = (
        ForeignKeyConstraint(["unit"], ["unit.code"]),
        CheckConstraint("seq >= 1", name="counted_from_one"),
        CheckConstraint("length(hash) = 64 AND length(previous) = 64 AND length(content) = 64", name="sealed"),
        STRICT_WITHOUT_ROWID,
    )

    unit: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[str]
    action: Mapped[str]
    subject: Mapped[str]
    actor: Mapped[str]
    actor_name: Mapped[str]
    role: Mapped[str]
    note: Mapped[str]
    content: Mapped[str]
    previous: Mapped[str]
    hash: Mapped[str]


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
