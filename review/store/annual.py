"""Reads what the annual report of a unit is made of, one matter after another, each in one revision; reads no findings."""

import json
from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, func, select, true

from review.domain.annual import OnFile
from review.domain.dossier import Dossier
from review.domain.plain import from_plain
from review.domain.workflow import Action, State
from review.store import verdicts
from review.store.tables import EventRow, MatterRow, RevisionRow, VerdictsRow

AT_ONCE = 100


def of_year(connection: Connection, unit: str, year: int, until: int | None = None) -> Iterator[OnFile]:
    """Every matter that was submitted by the end of the year, and of which something was done since it began, by number, as it
    stood after the event `until` of the trail, or as it stands now. What counts to the year is among them: nothing of a matter is
    dated before its submission, nor after the act that records it."""
    done = (EventRow.unit == unit) & (true() if until is None else EventRow.seq <= until)
    withdrawn = _withdrawn(connection, done)
    last = select(EventRow.matter, func.max(EventRow.revision).label("revision")).where(done).group_by(EventRow.matter).subquery()
    rows = (
        select(MatterRow.number, RevisionRow.state, RevisionRow.dossier, RevisionRow.revision, VerdictsRow.verdicts,
               EventRow.dossier_after)
        .join(last, last.c.matter == MatterRow.number)
        .join(RevisionRow, (RevisionRow.matter == MatterRow.id) & (RevisionRow.revision == last.c.revision))
        .join(VerdictsRow, (VerdictsRow.matter == MatterRow.id) & (VerdictsRow.revision == last.c.revision))
        .join(EventRow, (EventRow.unit == unit) & (EventRow.matter == MatterRow.number)
              & (EventRow.revision == last.c.revision))
        .where(MatterRow.unit == unit)
        .where(RevisionRow.changed_at >= f"{year:04}")
        # A submission shortly before midnight on 31 December may be stored shortly after it.
        .where(MatterRow.created_at < f"{year + 1:04}-01-02")
        .order_by(MatterRow.number)
    )  # fmt: skip
    for row in connection.execution_options(yield_per=AT_ONCE).execute(rows):
        yield OnFile(
            number=row.number, state=State(row.state), dossier=from_plain(Dossier, json.loads(row.dossier)),
            verdicts=verdicts.read(row.verdicts), withdrawn_on=withdrawn.get(row.number), revision=row.revision,
            sha256=row.dossier_after,
        )  # fmt: skip


def years(connection: Connection, unit: str) -> tuple[int, ...]:
    """The years from the first submission to the last act, the last first; none before anything was submitted."""
    own = select(MatterRow.id).where(MatterRow.unit == unit)
    first = connection.scalar(select(func.min(MatterRow.created_at)).where(MatterRow.unit == unit))
    last = connection.scalar(select(func.max(RevisionRow.changed_at)).where(RevisionRow.matter.in_(own)))
    if first is None or last is None:
        return ()
    return tuple(range(int(last[:4]), int(first[:4]) - 1, -1))


def _withdrawn(connection: Connection, done: ColumnElement[bool]) -> dict[str, date]:
    """The day of each withdrawal among these events, by the number of the matter."""
    rows = select(EventRow.matter, EventRow.at).where(done, EventRow.action == Action.WITHDRAW.value)
    return {row.matter: datetime.fromisoformat(row.at).date() for row in connection.execute(rows)}
