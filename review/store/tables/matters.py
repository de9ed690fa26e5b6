"""Matters with their revisions, what follows from a revision, their events, and the rules by which they were judged."""

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from review.store.tables.base import STRICT, STRICT_WITHOUT_ROWID, Base
from review.store.tables.sealed import SealedRow, said, sealed_checks


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


class VerdictsRow(Base):
    """The verdicts of a revision's judgement, without the words: a twelfth of its text, for whoever goes through all matters;
    with the hashes of the rulebook and of the program that came to them, and whether the matter is closed since which day, where
    these are known."""

    __tablename__ = "verdicts"
    __table_args__ = (
        ForeignKeyConstraint(["matter", "revision"], ["revision.matter", "revision.revision"]),
        STRICT_WITHOUT_ROWID,
    )

    matter: Mapped[str] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    unit: Mapped[str]
    verdicts: Mapped[str]
    rulebook: Mapped[str | None]
    program: Mapped[str | None]
    closed: Mapped[int | None]
    closed_on: Mapped[str | None]


class EventRow(SealedRow, Base):
    """An event of the trail; one event for each revision, checked when the transaction ends."""

    __tablename__ = "event"
    __table_args__ = (
        Index("uq_event_unit_matter_revision", "unit", "matter", "revision", unique=True),
        ForeignKeyConstraint(
            ["unit", "matter"], ["matter.unit", "matter.number"], deferrable=True, initially="DEFERRED"
        ),
        *sealed_checks(),
        *(Index(f"ix_event_{by}", "unit", by, "matter", "role") for by in ("actor", "acting_for")),
        STRICT_WITHOUT_ROWID,
    )

    matter: Mapped[str] = said("matter")
    revision: Mapped[int] = said("revision", Integer)
    from_state: Mapped[str] = said("from_state")
    to_state: Mapped[str] = said("to_state")
    role: Mapped[str] = said("role")
    acting_for: Mapped[str | None] = said("acting_for", nullable=True)
    acting_for_name: Mapped[str | None] = said("acting_for_name", nullable=True)
    delegated_on: Mapped[str | None] = said("delegated_on", nullable=True)
    note: Mapped[str] = said("note")
    dossier_before: Mapped[str] = said("dossier_before")
    dossier_after: Mapped[str] = said("dossier_after")


class TimeStampRow(Base):
    """The time stamp over the head of the trail that an event left, as the record carries it."""

    __tablename__ = "time_stamp"
    __table_args__ = (ForeignKeyConstraint(["unit", "seq"], ["event.unit", "event.seq"]), STRICT_WITHOUT_ROWID)

    unit: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    token: Mapped[str]


class RulebookRow(Base):
    """A rulebook by which a stored matter was judged: `files` is the JSON of its files' texts by name. It belongs to no unit."""

    __tablename__ = "rulebook"
    __table_args__ = (CheckConstraint("length(sha256) = 64", name="hashed"), STRICT_WITHOUT_ROWID)

    sha256: Mapped[str] = mapped_column(primary_key=True)
    files: Mapped[str]
