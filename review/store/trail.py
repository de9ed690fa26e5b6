"""Holds the stored trail of one unit, to which events are only added; sealing and checking them is the domain's."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, select
from sqlalchemy.exc import IntegrityError

from review.domain.errors import Forbidden, Stale
from review.domain.plain import from_plain, to_plain
from review.domain.trail import GENESIS, Event
from review.domain.vocabulary import Role
from review.store.connections import violated
from review.store.tables import EventRow

OVERTAKEN = "他人刚刚办理了本单位的另一项操作，请刷新页面后重试"

EVENTS: Any = EventRow.__table__

AT_ONCE = 500
"""How many events are read at once when the whole trail is gone through."""


class SqlTrail:
    """The trail of `unit`; `told` gathers the events of the open transaction with their dossiers' hashes."""

    def __init__(self, connection: Connection, unit: str) -> None:
        self._connection = connection
        self._unit = unit
        self.told: dict[tuple[str, int], str] = {}

    def last(self) -> Event | None:
        row = self._connection.execute(self._events().order_by(EventRow.seq.desc()).limit(1)).one_or_none()
        return None if row is None else _event(row)

    def append(self, event: Event) -> None:
        """Store a sealed event; Stale unless its `seq` and `previous` follow the unit's last event."""
        if event.unit != self._unit:
            raise Forbidden(f"不能为其他单位（{event.unit}）记录办理过程")
        last = self.last()
        follows = (1, GENESIS) if last is None else (last.seq + 1, last.hash)
        if (event.seq, event.previous) != follows:
            raise Stale(OVERTAKEN)
        try:
            self._connection.execute(insert(EventRow).values(**to_plain(event)))
        except IntegrityError as error:
            if violated(error) in ("pk_event", "uq_event_unit_matter_revision"):
                raise Stale(OVERTAKEN) from error
            raise
        self.told[event.matter, event.revision] = event.dossier_after

    def of_matter(self, number: str) -> tuple[Event, ...]:
        """What happened to one matter, in order; empty for a matter that the unit does not have."""
        rows = self._connection.execute(self._events().where(EventRow.matter == number).order_by(EventRow.seq))
        return tuple(_event(row) for row in rows)

    def roles_of(self, person: str, number: str) -> frozenset[Role]:
        """The roles in which this person acted on the matter."""
        here = (EventRow.unit == self._unit) & (EventRow.matter == number) & (EventRow.actor == person)
        return frozenset(Role(role) for role in self._connection.scalars(select(EventRow.role).where(here).distinct()))

    def all(self) -> Iterator[Event]:
        """Every event of the unit, in order, read bit by bit while the unit of work is open."""
        rows = self._connection.execute(self._events().order_by(EventRow.seq), execution_options={"yield_per": AT_ONCE})
        return (_event(row) for row in rows)

    def _events(self) -> Select[*tuple[Any, ...]]:
        return select(EVENTS).where(EventRow.unit == self._unit)


def _event(row: Row[Any]) -> Event:
    return from_plain(Event, dict(row._mapping))
