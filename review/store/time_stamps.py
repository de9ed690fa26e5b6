"""Keeps the time stamps over heads of a unit's trail, each as the record carries it; asking for one is `record`."""

from sqlalchemy import Connection, insert, select

from review.domain.verifying import as_text, from_text
from review.store.tables import TimeStampRow


class SqlTimeStamps:
    """Those of `unit`."""

    def __init__(self, connection: Connection, unit: str) -> None:
        self._connection = connection
        self._unit = unit

    def of(self, seq: int) -> bytes | None:
        here = (TimeStampRow.unit == self._unit) & (TimeStampRow.seq == seq)
        text = self._connection.scalar(select(TimeStampRow.token).where(here))
        return None if text is None else from_text(text)

    def add(self, seq: int, token: bytes) -> None:
        self._connection.execute(insert(TimeStampRow).values(unit=self._unit, seq=seq, token=as_text(token)))
