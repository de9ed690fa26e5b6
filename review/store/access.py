"""Holds the stored log of who read what and took what away in one unit; sealing its events is the domain's."""

from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, select
from sqlalchemy.exc import IntegrityError

from review.domain.access import AccessAction, AccessEvent
from review.domain.errors import Forbidden, Stale
from review.domain.plain import from_plain, to_plain
from review.domain.trail import GENESIS
from review.store.connections import violated
from review.store.tables import AccessRow
from review.store.trail import OVERTAKEN

EVENTS: Any = AccessRow.__table__


class SqlAccess:
    """The log of `unit`."""

    def __init__(self, connection: Connection, unit: str) -> None:
        self._connection = connection
        self._unit = unit

    def last(self) -> AccessEvent | None:
        row = self._connection.execute(self._events().order_by(AccessRow.seq.desc()).limit(1)).one_or_none()
        return None if row is None else _event(row)

    def append(self, event: AccessEvent) -> None:
        """Store a sealed event; Stale unless its `seq` and `previous` follow the unit's last one."""
        if event.unit != self._unit:
            raise Forbidden(f"不能为其他单位（{event.unit}）记录查阅和下载")
        last = self.last()
        if (event.seq, event.previous) != ((1, GENESIS) if last is None else (last.seq + 1, last.hash)):
            raise Stale(OVERTAKEN)
        try:
            self._connection.execute(insert(EVENTS).values(**to_plain(event)))
        except IntegrityError as error:
            if violated(error) == "pk_access":
                raise Stale(OVERTAKEN) from error
            raise

    def of_matter(self, number: str, most: int) -> tuple[AccessEvent, ...]:
        """What was read and taken of one matter, the newest first, at most so many."""
        rows = self._events().where(AccessRow.matter == number).order_by(AccessRow.seq.desc()).limit(most)
        return tuple(_event(row) for row in self._connection.execute(rows))

    def was_read(self, number: str, revision: int, person: str, day: date) -> bool:
        """Whether it is noted that this person read this revision on this day."""
        noted = select(AccessRow.seq).where(
            AccessRow.unit == self._unit, AccessRow.matter == number, AccessRow.revision == revision,
            AccessRow.actor == person, AccessRow.action == AccessAction.READ.value, AccessRow.at.startswith(day.isoformat()),
        )  # fmt: skip
        return self._connection.scalar(noted.limit(1)) is not None

    def _events(self) -> Select[*tuple[Any, ...]]:
        return select(EVENTS).where(AccessRow.unit == self._unit)


def _event(row: Row[Any]) -> AccessEvent:
    return from_plain(AccessEvent, dict(row._mapping))
