"""Holds the stored roll of legal advisers of one unit, to which one only adds; its rules are the domain's."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import IntegrityError

from review.domain.advisers import Appointment, Interest, Roll
from review.domain.errors import Stale
from review.domain.plain import from_plain, to_plain
from review.domain.register_trail import RegisterAction
from review.domain.trail import canonical, digest
from review.store.connections import violated
from review.store.register_trail import EVENTS
from review.store.tables import AdviserInterestRow, AdviserRow

OVERTAKEN = "他人刚刚登记了法律顾问名册，请刷新页面，看过后再办理"

BECAME = {
    RegisterAction.CONFIRM_ADVISER: "confirmed_on", RegisterAction.END_ADVISER: "ended_on",
    RegisterAction.LIFT_CONFLICT: "lifted_on",
}  # fmt: skip
"""What of an entry its later events tell, by their day."""

Days = Mapping[tuple[str, str], date]


class SqlAdvisers:
    """The roll of `unit`; `stored` gathers what was entered in the open transaction with its hash."""

    def __init__(self, connection: Connection, unit: str) -> None:
        self._connection = connection
        self._unit = unit
        self.stored: dict[str, str] = {}

    def roll(self) -> Roll:
        days = self._days()
        appointments = tuple(
            replace(one, confirmed_on=days.get((one.subject, "confirmed_on")), ended_on=days.get((one.subject, "ended_on")))
            for one in (from_plain(Appointment, plain) for plain in self._plain(AdviserRow))
        )
        interests = tuple(
            replace(one, lifted_on=days.get((one.subject, "lifted_on")))
            for one in (from_plain(Interest, plain) for plain in self._plain(AdviserInterestRow))
        )
        return Roll(appointments=appointments, interests=interests)

    def add(self, entered: Appointment | Interest) -> None:
        table = AdviserRow if isinstance(entered, Appointment) else AdviserInterestRow
        plain = to_plain(entered)
        row = {"unit": self._unit, "number": entered.number, "person": entered.person, "plain": canonical(plain).decode()}
        try:
            self._connection.execute(insert(table).values(**row))
        except IntegrityError as error:
            if violated(error) in ("pk_adviser", "pk_adviser_interest"):
                raise Stale(OVERTAKEN) from error
            raise
        self.stored[entered.subject] = digest(plain)

    def _plain(self, table: type[AdviserRow] | type[AdviserInterestRow]) -> list[dict[str, object]]:
        rows = self._connection.execute(select(table.plain).where(table.unit == self._unit).order_by(table.number))
        return [json.loads(row.plain) for row in rows]

    def _days(self) -> Days:
        told = self._connection.execute(
            select(EVENTS.c.subject, EVENTS.c.action, EVENTS.c.at)
            .where(EVENTS.c.unit == self._unit)
        )
        acts = ((row.subject, BECAME.get(RegisterAction(row.action)), row.at) for row in told)
        return {(subject, became): datetime.fromisoformat(at).date() for subject, became, at in acts if became}
