"""Holds the stored log of who read what and took what away in one unit; sealing its events is the domain's."""

from datetime import date

from sqlalchemy import select

from review.domain.access import AccessAction, AccessEvent
from review.store.chain import SqlChain
from review.store.tables import AccessRow


class SqlAccess(SqlChain[AccessEvent]):
    """The log of `unit`."""

    row = AccessRow
    kind = AccessEvent
    taken = ("pk_access",)
    narrow = "ix_access_matter"

    def of_matter(self, number: str, most: int, before: int | None = None) -> tuple[AccessEvent, ...]:
        rows = self._events().where(AccessRow.matter == number).order_by(AccessRow.seq.desc()).limit(most)
        if before is not None:
            rows = rows.where(AccessRow.seq < before)
        return tuple(self._event(row) for row in self._connection.execute(self._by_index(rows, "ix_access_matter")))

    def was_read(self, number: str, revision: int, person: str, day: date) -> bool:
        """Whether it is noted that this person read this revision on this day."""
        noted = select(AccessRow.seq).where(
            AccessRow.unit == self._unit, AccessRow.matter == number, AccessRow.revision == revision,
            AccessRow.actor == person, AccessRow.action == AccessAction.READ.value, AccessRow.at.startswith(day.isoformat()),
        )  # fmt: skip
        return self._connection.scalar(self._by_index(noted.limit(1), "ix_access_matter")) is not None
