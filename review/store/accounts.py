"""Holds who can sign in: units, people and accounts are entered here; signing in itself is Flask-Security's.

Nothing here commits: the caller does, so that a register is entered wholly or not at all.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import uuid4

from flask_security import SQLAlchemySessionUserDatastore
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, scoped_session

from review.domain.errors import NotFound, ReviewError
from review.domain.trail import canonical
from review.domain.vocabulary import Role
from review.service.ports import Actor, RegisteredPerson
from review.store.register import no_such_unit
from review.store.tables import AccountRow, Base, PersonRow, RoleRow, UnitRow

AnySession = Session | scoped_session[Any]


class AlreadyRegistered(ReviewError):
    """There is such a unit, person or account already; nothing was changed."""


def user_datastore(session: scoped_session[Any]) -> SQLAlchemySessionUserDatastore:
    """What Flask-Security reads and writes accounts through."""
    return SQLAlchemySessionUserDatastore(session, AccountRow, RoleRow)


def actor_of(account: AccountRow) -> Actor:
    """Who acts when this account is signed in: the registered person with the roles of the account."""
    return Actor(
        unit=account.unit,
        person=account.person,
        name=account.registered.name,
        roles=frozenset(Role(role.name) for role in account.roles),
    )


def create_unit(session: AnySession, plain_unit: Mapping[str, Any]) -> None:
    """Register a unit by the `unit` object of its dossiers; its list of matters is entered by its people."""
    code = plain_unit["code"]
    said = f"代码为“{code}”的单位已经登记"
    if session.get(UnitRow, code) is not None:
        raise AlreadyRegistered(said)
    _add(session, UnitRow(code=code, plain=canonical(plain_unit).decode()), said)


def create_person(session: AnySession, unit: str, person: RegisteredPerson, *, sort: int | None = None) -> None:
    """Enter a person in the unit's register, at the place `sort`, or else at the end."""
    said = f"单位“{unit}”的名册中已有标识为“{person.id}”的人员"
    if session.get(UnitRow, unit) is None:
        raise no_such_unit(unit)
    if session.get(PersonRow, (unit, person.id)) is not None:
        raise AlreadyRegistered(said)
    if sort is None:
        sort = 1 + (session.scalar(select(func.max(PersonRow.sort)).where(PersonRow.unit == unit)) or 0)
    row = PersonRow(
        unit=unit,
        id=person.id,
        name=person.name,
        post=person.post,
        department=person.department,
        group_office=None if person.group_office is None else person.group_office.value,
        admin_office=None if person.admin_office is None else person.admin_office.value,
        sort=sort,
        email=person.email,
        **{name: _text(getattr(person, name)) for name in ("group_since", "group_until", "admin_since", "admin_until")},
    )
    _add(session, row, said)


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def create_account(
    session: AnySession, username: str, password_hash: str, unit: str, person: str, roles: Iterable[Role]
) -> AccountRow:
    """Let a registered person sign in; sign-in names differ by more than upper and lower case."""
    said = f"登录名“{username}”已被使用"
    if session.get(PersonRow, (unit, person)) is None:
        raise NotFound(f"单位“{unit}”的名册中没有标识为“{person}”的人员")
    taken = select(AccountRow.id).where(func.lower(AccountRow.username) == username.lower())
    if session.scalar(taken) is not None:
        raise AlreadyRegistered(said)
    account = AccountRow(
        username=username,
        password=password_hash,
        active=True,
        fs_uniquifier=uuid4().hex,
        unit=unit,
        person=person,
        roles=[_role(session, role) for role in roles],
    )
    _add(session, account, said)
    return account


def _role(session: AnySession, role: Role) -> RoleRow:
    row = session.scalar(select(RoleRow).where(RoleRow.name == role.value))
    if row is None:
        row = RoleRow(name=role.value)
        _add(session, row, f"角色“{role.label}”已经登记")
    return row


def _add(session: AnySession, row: Base, said: str) -> None:
    session.add(row)
    try:
        session.flush()
    except IntegrityError as error:  # another process entered the same since we looked
        session.rollback()
        raise AlreadyRegistered(said) from error
