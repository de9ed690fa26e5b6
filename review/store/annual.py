"""Reads what the annual report of a unit is made of, one matter after another, each in its newest revision; reads no findings."""

import json
from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import Connection, func, select

from review.domain.annual import OnFile
from review.domain.dossier import Dossier
from review.domain.plain import from_plain
from review.domain.workflow import Action, State
from review.store import verdicts
from review.store.tables import EventRow, MatterRow, RevisionRow, VerdictsRow

AT_ONCE = 100


def of_year(connection: Connection, unit: str, year: int) -> Iterator[OnFile]:
    """Every matter that was submitted by the end of the year, and of which something was done since it began, by number. What
    counts to the year is among them: nothing of a matter is dated before its submission, nor after the act that records it."""
    withdrawn = _withdrawn(connection, unit)
    newest = select(RevisionRow.matter, func.max(RevisionRow.revision).label("revision")).group_by(RevisionRow.matter)
    last = newest.join(MatterRow, MatterRow.id == RevisionRow.matter).where(MatterRow.unit == unit).subquery()
    rows = (
        select(MatterRow.number, RevisionRow.state, RevisionRow.dossier, VerdictsRow.verdicts)
        .join(last, last.c.matter == MatterRow.id)
        .join(RevisionRow, (RevisionRow.matter == last.c.matter) & (RevisionRow.revision == last.c.revision))
        .join(VerdictsRow, (VerdictsRow.matter == last.c.matter) & (VerdictsRow.revision == last.c.revision))
        .where(RevisionRow.changed_at >= f"{year:04}")
        # A submission shortly before midnight on 31 December may be stored shortly after it.
        .where(MatterRow.created_at < f"{year + 1:04}-01-02")
        .order_by(MatterRow.number)
    )
    for row in connection.execution_options(yield_per=AT_ONCE).execute(rows):
        yield OnFile(
            number=row.number, state=State(row.state), dossier=from_plain(Dossier, json.loads(row.dossier)),
            verdicts=verdicts.read(row.verdicts), withdrawn_on=withdrawn.get(row.number),
        )  # fmt: skip


def years(connection: Connection, unit: str) -> tuple[int, ...]:
    """The years from the first submission to the last act, the last first; none before anything was submitted."""
    own = select(MatterRow.id).where(MatterRow.unit == unit)
    first = connection.scalar(select(func.min(MatterRow.created_at)).where(MatterRow.unit == unit))
    last = connection.scalar(select(func.max(RevisionRow.changed_at)).where(RevisionRow.matter.in_(own)))
    if first is None or last is None:
        return ()
    return tuple(range(int(last[:4]), int(first[:4]) - 1, -1))


def _withdrawn(connection: Connection, unit: str) -> dict[str, date]:
    """The day of each withdrawal, by the number of the matter."""
    rows = select(EventRow.matter, EventRow.at).where(EventRow.unit == unit, EventRow.action == Action.WITHDRAW.value)
    return {row.matter: datetime.fromisoformat(row.at).date() for row in connection.execute(rows)}
