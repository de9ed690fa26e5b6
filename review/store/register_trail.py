"""Holds the stored trail of what one unit keeps for all its matters; sealing and checking its events is the domain's."""

from typing import Any

from sqlalchemy import Connection

from review.domain.register_trail import ENTERING, RegisterEvent
from review.store.chain import SqlChain
from review.store.tables import RegisterEventRow

EVENTS: Any = RegisterEventRow.__table__


class SqlRegisterTrail(SqlChain[RegisterEvent]):
    """The trail of `unit`; `told` gathers what was entered in the open transaction, with its hash."""

    row = RegisterEventRow
    kind = RegisterEvent
    taken = ("pk_register_event",)

    def __init__(self, connection: Connection, unit: str) -> None:
        super().__init__(connection, unit)
        self.told: dict[str, str] = {}

    def append(self, event: RegisterEvent) -> None:
        super().append(event)
        if event.action in ENTERING:
            self.told[event.subject] = event.content

    def all(self) -> tuple[RegisterEvent, ...]:
        rows = self._connection.execute(self._events().order_by(RegisterEventRow.seq))
        return tuple(self._event(row) for row in rows)
