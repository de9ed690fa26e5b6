"""Holds the stored delegations of one unit, to which one only adds; their rules are the domain's."""

import json
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import IntegrityError

from review.domain.delegations import Delegation
from review.domain.errors import Stale
from review.domain.plain import from_plain, to_plain
from review.domain.register_trail import RegisterAction
from review.domain.trail import canonical, digest
from review.store.connections import violated
from review.store.register_trail import EVENTS
from review.store.tables import DelegationRow

OVERTAKEN = "他人刚刚办理了委托，请刷新页面，看过后再办理"


class SqlDelegations:
    """The delegations of `unit`; `stored` gathers what was entered in the open transaction with its hash."""

    def __init__(self, connection: Connection, unit: str) -> None:
        self._connection = connection
        self._unit = unit
        self.stored: dict[str, str] = {}

    def all(self) -> tuple[Delegation, ...]:
        found = self._connection.scalars(
            select(DelegationRow.plain).where(DelegationRow.unit == self._unit).order_by(DelegationRow.number)
        )
        entered = [from_plain(Delegation, json.loads(plain)) for plain in found]
        revoked = self._revoked() if entered else {}
        return tuple(replace(one, revoked_on=revoked.get(one.subject)) for one in entered)

    def add(self, entered: Delegation) -> None:
        plain = to_plain(entered)
        row = {"unit": self._unit, "number": entered.number, "giver": entered.giver, "person": entered.person}
        try:
            self._connection.execute(insert(DelegationRow).values(**row, plain=canonical(plain).decode()))
        except IntegrityError as error:
            if violated(error) == "pk_delegation":
                raise Stale(OVERTAKEN) from error
            raise
        self.stored[entered.subject] = digest(plain)

    def _revoked(self) -> dict[str, date]:
        told = self._connection.execute(select(EVENTS.c.subject, EVENTS.c.at).where(
            (EVENTS.c.unit == self._unit) & (EVENTS.c.action == RegisterAction.REVOKE_DELEGATION.value)
        ))  # fmt: skip
        return {row.subject: datetime.fromisoformat(row.at).date() for row in told}
