"""Holds the stored hand-overs of one unit (批量移交), to which one only adds; their rules are the domain's."""

import json

from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import IntegrityError

from review.domain.errors import Stale
from review.domain.handover import HandOver
from review.domain.plain import from_plain, to_plain
from review.domain.trail import canonical, digest
from review.store.connections import violated
from review.store.tables import HandOverRow

OVERTAKEN = "他人刚刚办理了移交，请刷新页面，看过后再办理"


class SqlHandOvers:
    """The hand-overs of `unit`; `stored` gathers what was entered in the open transaction with its hash."""

    def __init__(self, connection: Connection, unit: str) -> None:
        self._connection = connection
        self._unit = unit
        self.stored: dict[str, str] = {}

    def all(self) -> tuple[HandOver, ...]:
        found = self._connection.scalars(
            select(HandOverRow.plain).where(HandOverRow.unit == self._unit).order_by(HandOverRow.number)
        )
        return tuple(from_plain(HandOver, json.loads(plain)) for plain in found)

    def add(self, entered: HandOver) -> None:
        assert entered.person is not None
        assert entered.successor is not None
        plain = to_plain(entered)
        row = {"unit": self._unit, "number": entered.number, "person": entered.person.id, "successor": entered.successor.id}
        try:
            self._connection.execute(insert(HandOverRow).values(**row, plain=canonical(plain).decode()))
        except IntegrityError as error:
            if violated(error) == "pk_handover":
                raise Stale(OVERTAKEN) from error
            raise
        self.stored[entered.subject] = digest(plain)
