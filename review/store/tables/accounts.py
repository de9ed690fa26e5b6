"""Accounts with their roles, and failed sign-ins."""

from flask_security import RoleMixin, UserMixin
from sqlalchemy import BigInteger, Column, ForeignKey, ForeignKeyConstraint, Integer, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from review.store.tables.base import STRICT, Base
from review.store.tables.register import PersonRow

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
