"""Holds the stored versions of one unit's list of matters, to which one is only added; its rules are the domain's."""

import json
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import IntegrityError

from review.domain.catalogue import Version
from review.domain.errors import Stale
from review.domain.plain import from_plain, to_plain
from review.domain.register_trail import RegisterAction
from review.domain.trail import canonical, digest
from review.store.connections import violated
from review.store.register_trail import EVENTS
from review.store.tables import CatalogueRow, RegisterEventRow

OVERTAKEN = "他人刚刚录入了另一版清单，请刷新页面后重试"

CONFIRMING = (RegisterAction.CONFIRM_CATALOGUE.value, RegisterAction.CARRY_OVER_CATALOGUE.value)


class SqlCatalogues:
    """The versions of `unit`; `stored` gathers those of the open transaction with their hashes."""

    def __init__(self, connection: Connection, unit: str) -> None:
        self._connection = connection
        self._unit = unit
        self.stored: dict[str, str] = {}

    def all(self) -> tuple[Version, ...]:
        here = RegisterEventRow.unit == self._unit
        confirmed = dict(self._connection.execute(
            select(EVENTS.c.subject, EVENTS.c.at).where(here & RegisterEventRow.action.in_(CONFIRMING))
        ).all())  # fmt: skip
        rows = self._connection.execute(
            select(CatalogueRow.plain).where(CatalogueRow.unit == self._unit).order_by(CatalogueRow.number)
        )
        entered = (from_plain(Version, json.loads(row.plain)) for row in rows)
        return tuple(replace(one, confirmed_on=_day(confirmed.get(one.subject))) for one in entered)

    def add(self, version: Version) -> None:
        as_entered = to_plain(replace(version, confirmed_on=None))
        row = {"unit": self._unit, "number": version.number, "name": version.name, "plain": canonical(as_entered).decode()}
        try:
            self._connection.execute(insert(CatalogueRow).values(**row))
        except IntegrityError as error:
            if violated(error) in ("pk_catalogue", "uq_catalogue_unit_name"):
                raise Stale(OVERTAKEN) from error
            raise
        self.stored[version.subject] = digest(as_entered)


def _day(instant: str | None) -> date | None:
    return None if instant is None else datetime.fromisoformat(instant).date()
