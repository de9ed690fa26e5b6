"""Holds the stored register of one unit: its settings and people; how they are entered is `accounts`."""

import json
from collections.abc import Mapping

from sqlalchemy import Connection, select

from review.domain.errors import NotFound
from review.domain.plain import from_plain
from review.domain.vocabulary import Role
from review.service.ports import RegisteredPerson
from review.store.tables import AccountRow, PersonRow, RoleRow, UnitRow


class SqlRegister:
    """The register of `unit`. Who holds a role is asked of the tables once: each act asks it for everybody whose turn it may be,
    and no act changes it."""

    def __init__(self, connection: Connection, unit: str) -> None:
        self._connection = connection
        self._unit = unit
        self._holders: dict[Role, frozenset[str]] = {}

    def unit(self) -> Mapping[str, object]:
        row = self._connection.execute(select(UnitRow.plain).where(UnitRow.code == self._unit)).one_or_none()
        return _read(self._unit, None if row is None else row.plain)

    def people(self) -> tuple[RegisteredPerson, ...]:
        """The people of the unit in the order of the register."""
        rows = self._connection.execute(
            select(
                PersonRow.id,
                PersonRow.name,
                PersonRow.post,
                PersonRow.department,
                PersonRow.group_office,
                PersonRow.admin_office,
                PersonRow.email,
                PersonRow.group_since,
                PersonRow.group_until,
                PersonRow.admin_since,
                PersonRow.admin_until,
            )
            .where(PersonRow.unit == self._unit)
            .order_by(PersonRow.sort, PersonRow.id)
        )
        return tuple(from_plain(RegisteredPerson, dict(row._mapping)) for row in rows)

    def holders(self, role: Role) -> frozenset[str]:
        """The ids of those who can sign in with this role now."""
        if role not in self._holders:
            able = (AccountRow.unit == self._unit) & AccountRow.active & AccountRow.roles.any(RoleRow.name == role.value)
            self._holders[role] = frozenset(self._connection.scalars(select(AccountRow.person).where(able)))
        return self._holders[role]


def no_such_unit(code: str) -> NotFound:
    return NotFound(f"没有登记代码为“{code}”的单位")


def _read(code: str, text: str | None) -> Mapping[str, object]:
    if text is None:
        raise no_such_unit(code)
    plain: dict[str, object] = json.loads(text)
    return plain
