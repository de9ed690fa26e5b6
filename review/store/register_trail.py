"""Holds the stored trail of what one unit keeps for all its matters; sealing and checking its events is the domain's."""

from typing import Any

from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import IntegrityError

from review.domain.errors import Forbidden, Stale
from review.domain.plain import from_plain, to_plain
from review.domain.register_trail import ENTERING, RegisterEvent
from review.domain.trail import GENESIS
from review.store.connections import violated
from review.store.tables import RegisterEventRow
from review.store.trail import OVERTAKEN

EVENTS: Any = RegisterEventRow.__table__


class SqlRegisterTrail:
    """The trail of `unit`; `told` gathers what was entered in the open transaction, with its hash."""

    def __init__(self, connection: Connection, unit: str) -> None:
        self._connection = connection
        self._unit = unit
        self.told: dict[str, str] = {}

    def last(self) -> RegisterEvent | None:
        events = self.all()
        return events[-1] if events else None

    def all(self) -> tuple[RegisterEvent, ...]:
        rows = self._connection.execute(
            select(EVENTS).where(RegisterEventRow.unit == self._unit).order_by(RegisterEventRow.seq)
        )
        return tuple(from_plain(RegisterEvent, dict(row._mapping)) for row in rows)

    def append(self, event: RegisterEvent) -> None:
        """Store a sealed event; Stale unless its `seq` and `previous` follow the unit's last event."""
        if event.unit != self._unit:
            raise Forbidden(f"不能为其他单位（{event.unit}）记录办理过程")
        last = self.last()
        if (event.seq, event.previous) != ((1, GENESIS) if last is None else (last.seq + 1, last.hash)):
            raise Stale(OVERTAKEN)
        try:
            self._connection.execute(insert(EVENTS).values(**to_plain(event)))
        except IntegrityError as error:
            if violated(error) == "pk_register_event":
                raise Stale(OVERTAKEN) from error
            raise
        if event.action in ENTERING:
            self.told[event.subject] = event.content
