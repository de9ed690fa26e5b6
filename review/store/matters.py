"""Holds the stored matters of one unit: found, listed, added, continued; holds no rule about what may happen to them.

A matter is never changed: each act adds a revision with the whole dossier and the judgement made of it.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import lru_cache
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Select, exists, func, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased

from review.domain.adviser_numbers import Advised
from review.domain.annual import OnFile
from review.domain.checklist import Judgement
from review.domain.dossier import Dossier
from review.domain.errors import Forbidden, NotFound, Stale
from review.domain.numbering import series
from review.domain.plain import from_plain, to_plain
from review.domain.related import Spending
from review.domain.report import judgement_as_plain, judgement_from_plain
from review.domain.sitting import Sitting
from review.domain.trail import canonical, digest
from review.domain.vocabulary import Category
from review.domain.workflow import State
from review.service.ports import Matter, MatterLine, TopicLine
from review.store import annual, spending, topics, verdicts
from review.store.advised import advised
from review.store.connections import violated
from review.store.tables import EventRow, MatterRow, RevisionRow, VerdictsRow

TAKEN = {
    "pk_matter": "该事项已经登记，请刷新页面查看",
    "uq_matter_unit_number": "事项编号“{number}”已被占用，请刷新页面后重新提交",
    "uq_matter_unit_submission_key": "这份材料已经提交过，请在事项列表中查看，不要重复提交",
    "pk_revision": "事项“{number}”已被他人更新，请刷新页面，看过最新内容后再办理",
}
"""What to tell the user when a row with the same key is there already, by constraint."""

AT_ONCE = 100
"""So many matters are read at once, where many are."""

KEPT = 64
"""So many texts of stored revisions are read in once: a step and its pages ask for the same one again and again."""


class SqlMatters:
    """The matters of `unit`; `stored` gathers the revisions of the open transaction with their dossiers' hashes."""

    def __init__(self, connection: Connection, unit: str) -> None:
        self._connection = connection
        self._unit = unit
        self.stored: dict[tuple[str, int], str] = {}

    def get(self, number: str) -> Matter:
        """The matter in its newest revision."""
        return self._only(number, self._revisions(number).order_by(RevisionRow.revision.desc()).limit(1))

    def each(self, numbers: Iterable[str]) -> Iterator[Matter]:
        """These matters in their newest revision, in this order, so many read at once."""
        later, rest = aliased(RevisionRow), iter(numbers)
        superseded = exists().where((later.matter == RevisionRow.matter) & (later.revision > RevisionRow.revision))
        newest = _OF_MATTERS.where(MatterRow.unit == self._unit, ~superseded)
        while some := list(islice(rest, AT_ONCE)):
            found = {row.number: row for row in self._connection.execute(newest.where(MatterRow.number.in_(some)))}
            for number in some:
                if number not in found:
                    raise _not_found(number)
                yield _matter(found[number])

    def revision(self, number: str, revision: int) -> Matter:
        """The matter as the act that made this revision left it."""
        return self._only(number, self._revisions(number).where(RevisionRow.revision == revision), revision)

    def by_submission_key(self, key: str) -> str | None:
        return self._connection.scalar(
            select(MatterRow.number).where(MatterRow.unit == self._unit, MatterRow.submission_key == key)
        )

    def next_number(self, category: Category, year: int) -> str:
        """One more than the largest running number of the unit's class and year, in four digits."""
        prefix = series(self._unit, category, year)
        numbers = self._connection.scalars(
            select(MatterRow.number).where(
                MatterRow.unit == self._unit, MatterRow.number.startswith(prefix, autoescape=True)
            )
        )
        endings = [number.removeprefix(prefix) for number in numbers]
        return f"{prefix}{1 + max((int(ending) for ending in endings if ending.isdecimal()), default=0):04}"

    def add(self, matter: Matter, *, submission_key: str | None = None) -> None:
        """Store a new matter; Stale when its number or its submission key is taken."""
        if matter.unit != self._unit:
            raise Forbidden(f"不能为其他单位（{matter.unit}）登记事项")
        row = {
            "id": matter.id,
            "unit": matter.unit,
            "number": matter.number,
            "submission_key": submission_key,
            "created_at": matter.changed_at.isoformat(),
        }
        self._insert(MatterRow, row, matter.number)
        self._insert_revision(matter)

    def append(self, matter: Matter) -> None:
        """Store the revision after the newest; Stale when somebody else stored one since."""
        newest = self._connection.scalar(
            select(func.max(RevisionRow.revision))
            .join(MatterRow, MatterRow.id == RevisionRow.matter)
            .where(MatterRow.unit == self._unit, MatterRow.number == matter.number, MatterRow.id == matter.id)
        )
        if newest is None or matter.unit != self._unit:
            raise _not_found(matter.number)
        if matter.revision != newest + 1:
            raise Stale(TAKEN["pk_revision"].format(number=matter.number))
        self._insert_revision(matter)

    def lines(self) -> tuple[MatterLine, ...]:
        """Every matter of the unit in its newest revision, the last changed first."""
        newest = (
            select(RevisionRow.matter, func.max(RevisionRow.revision).label("revision"))
            .join(MatterRow, MatterRow.id == RevisionRow.matter)
            .where(MatterRow.unit == self._unit)
            .group_by(RevisionRow.matter)
            .subquery()
        )
        rows = self._connection.execute(
            select(
                MatterRow.number,
                RevisionRow.title,
                RevisionRow.category,
                RevisionRow.state,
                RevisionRow.revision,
                RevisionRow.amount,
                RevisionRow.changed_at,
                func.coalesce(EventRow.actor_name, "").label("changed_by"),
                RevisionRow.shut,
                VerdictsRow.closed,
                VerdictsRow.closed_on,
            )
            .join(newest, newest.c.matter == MatterRow.id)
            .join(
                RevisionRow,
                (RevisionRow.matter == newest.c.matter) & (RevisionRow.revision == newest.c.revision),
            )
            .outerjoin(
                VerdictsRow, (VerdictsRow.matter == newest.c.matter) & (VerdictsRow.revision == newest.c.revision)
            )
            .outerjoin(
                EventRow,
                (EventRow.unit == MatterRow.unit)
                & (EventRow.matter == MatterRow.number)
                & (EventRow.revision == RevisionRow.revision),
            )
            .where(MatterRow.unit == self._unit)
        )
        lines = [_line(row) for row in rows]
        return tuple(sorted(lines, key=lambda line: (line.changed_at, line.number), reverse=True))

    def beside(self, mine: Spending) -> tuple[Spending, ...]:
        return spending.beside(self._connection, self._unit, mine)

    def advised(self) -> tuple[Advised, ...]:
        return advised(self._connection, self._unit)

    def of_year(self, year: int, until: int | None = None) -> Iterator[OnFile]:
        return annual.of_year(self._connection, self._unit, year, until)

    def years(self) -> tuple[int, ...]:
        return annual.years(self._connection, self._unit)

    def topics(self) -> tuple[TopicLine, ...]:
        return topics.lines(self._connection, self._unit)

    def of_sitting(self, sitting: Sitting) -> tuple[Matter, ...]:
        return tuple(self.get(number) for number in topics.of_sitting(self._connection, self._unit, sitting))

    def once_of_sitting(self, sitting: Sitting) -> tuple[Matter, ...]:
        return tuple(self.get(number) for number in topics.once_of_sitting(self._connection, self._unit, sitting))

    def _revisions(self, number: str) -> Select[*tuple[Any, ...]]:
        return _OF_MATTERS.where(MatterRow.unit == self._unit, MatterRow.number == number)

    def _only(self, number: str, statement: Select[*tuple[Any, ...]], revision: int | None = None) -> Matter:
        row = self._connection.execute(statement).one_or_none()
        if row is None:
            raise _not_found(number, revision)
        return _matter(row)

    def _insert_revision(self, matter: Matter) -> None:
        row = _revision_row(matter)
        self._insert(RevisionRow, row, matter.number)
        spending.keep(self._connection, matter)
        topics.keep(self._connection, matter)
        verdicts.keep(self._connection, matter)
        self.stored[matter.number, matter.revision] = row["dossier_sha256"]

    def _insert(self, table: type[MatterRow] | type[RevisionRow], row: dict[str, Any], number: str) -> None:
        try:
            self._connection.execute(insert(table).values(**row))
        except IntegrityError as error:
            if said := TAKEN.get(violated(error)):
                raise Stale(said.format(number=number)) from error
            raise


_OF_MATTERS: Select[*tuple[Any, ...]] = select(
    MatterRow.id, MatterRow.unit, MatterRow.number, RevisionRow.state, RevisionRow.revision, RevisionRow.dossier,
    RevisionRow.judgement, RevisionRow.changed_at,
).join(RevisionRow, RevisionRow.matter == MatterRow.id)  # fmt: skip


def _not_found(number: str, revision: int | None = None) -> NotFound:
    which = "" if revision is None else f"的第{revision}版"
    return NotFound(f"本单位没有编号为“{number}”的事项{which}")


def _revision_row(matter: Matter) -> dict[str, Any]:
    about, judgement = matter.dossier.matter, matter.judgement
    plain = to_plain(matter.dossier)
    amount = None if about.funds is None else about.funds.amount
    return {
        "matter": matter.id,
        "revision": matter.revision,
        "state": matter.state.value,
        "title": about.title or "",
        "category": None if about.category is None else about.category.value,
        "amount": None if amount is None else str(amount),
        "shut": _text([gate.value for gate, state in judgement.gates.items() if state.reached and not state.open]),
        "changed_at": matter.changed_at.isoformat(),
        "dossier_sha256": digest(plain),
        "dossier": _text(plain),
        "judgement": _text(judgement_as_plain(judgement)),
    }


def _text(plain: Any) -> str:
    return canonical(plain).decode()


def _matter(row: Any) -> Matter:
    return Matter(
        id=row.id,
        unit=row.unit,
        number=row.number,
        state=State(row.state),
        revision=row.revision,
        dossier=_dossier(row.dossier),
        judgement=_judgement(row.judgement),
        changed_at=datetime.fromisoformat(row.changed_at),
    )


@lru_cache(KEPT)
def _dossier(text: str) -> Dossier:
    return from_plain(Dossier, json.loads(text))


@lru_cache(KEPT)
def _judgement(text: str) -> Judgement:
    return judgement_from_plain(json.loads(text))


def _line(row: Any) -> MatterLine:
    return MatterLine(
        number=row.number,
        title=row.title,
        category=None if row.category is None else Category(row.category),
        state=State(row.state),
        revision=row.revision,
        amount=row.amount,
        changed_at=datetime.fromisoformat(row.changed_at),
        changed_by=row.changed_by,
        shut=tuple(json.loads(row.shut)),
        closed=None if row.closed is None else bool(row.closed),
        closed_on=row.closed_on and date.fromisoformat(row.closed_on),
    )
