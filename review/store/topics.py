"""Holds the stored matters as topics of meetings, so that a meeting is found with all its topics without reading a dossier.

A row stands beside a revision for each of its meetings, written with it and never changed. Of a matter only the rows of its
newest revision count.
"""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, exists, insert, select
from sqlalchemy.orm import aliased

from review.domain.sitting import Sitting, sitting_of
from review.domain.vocabulary import MeetingResult, MeetingType
from review.domain.workflow import State
from review.service.ports import Matter, TopicLine
from review.store.tables import MatterRow, RevisionRow, TopicRow


def keep(connection: Connection, matter: Matter) -> None:
    """Store the meetings of this revision."""
    rows = []
    for place, meeting in enumerate(matter.dossier.meetings or ()):
        sitting = sitting_of(meeting)
        if meeting.type is not None:
            rows.append({
                "matter": matter.id, "revision": matter.revision, "place": place, "unit": matter.unit,
                "type": meeting.type.value, "year": sitting and sitting.year, "number": sitting and sitting.number,
                "held_on": meeting.held_on and meeting.held_on.isoformat(), "sort": meeting.topic.order,
                "result": meeting.result and meeting.result.value,
            })  # fmt: skip
    if rows:
        connection.execute(insert(TopicRow), rows)


def of_sitting(connection: Connection, unit: str, sitting: Sitting) -> tuple[str, ...]:
    """The numbers of the matters that are topics of this meeting."""
    rows = _named(unit, sitting).where(~_superseded()).order_by(TopicRow.sort, MatterRow.number)
    return tuple(connection.scalars(rows))


def once_of_sitting(connection: Connection, unit: str, sitting: Sitting) -> tuple[str, ...]:
    """The numbers of the matters that in any revision were topics of this meeting."""
    return tuple(connection.scalars(_named(unit, sitting).distinct().order_by(MatterRow.number)))


def _named(unit: str, sitting: Sitting) -> Select[*tuple[Any, ...]]:
    named = (TopicRow.type == sitting.type.value, TopicRow.year == sitting.year, TopicRow.number == sitting.number)
    return select(MatterRow.number).join(TopicRow, TopicRow.matter == MatterRow.id).where(TopicRow.unit == unit, *named)


def lines(connection: Connection, unit: str) -> tuple[TopicLine, ...]:
    """Every topic of the unit, the meetings to come and the last held first."""
    of_revision = (RevisionRow.matter == TopicRow.matter) & (RevisionRow.revision == TopicRow.revision)
    columns = (TopicRow.type, TopicRow.year, TopicRow.number, TopicRow.held_on, TopicRow.sort, TopicRow.result)
    rows = connection.execute(
        select(MatterRow.number.label("matter"), RevisionRow.title, RevisionRow.state, *columns)
        .join(MatterRow, MatterRow.id == TopicRow.matter).join(RevisionRow, of_revision)
        .where(TopicRow.unit == unit, ~_superseded())
    )  # fmt: skip
    found = sorted((_line(row) for row in rows), key=lambda line: (line.order is None, line.order or 0, line.number))
    return tuple(sorted(found, key=lambda line: (line.held_on or date.max, line.sitting or _LAST), reverse=True))


_LAST = Sitting(MeetingType.OTHER, 9999, "")


def _superseded() -> ColumnElement[bool]:
    later = aliased(RevisionRow)
    return exists().where(later.matter == TopicRow.matter, later.revision > TopicRow.revision)


def _line(row: Any) -> TopicLine:
    kind = MeetingType(row.type)
    return TopicLine(
        number=row.matter, title=row.title, state=State(row.state), type=kind,
        sitting=None if row.year is None or row.number is None else Sitting(kind, row.year, row.number),
        held_on=row.held_on and date.fromisoformat(row.held_on), order=row.sort,
        result=None if row.result is None else MeetingResult(row.result),
    )  # fmt: skip
