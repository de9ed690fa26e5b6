"""Reads the stored matters of every unit one after another, however many there are; holds no more than a few at a time."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from sqlalchemy import func, make_url, select

from review.domain.dossier import Dossier
from review.domain.plain import from_plain
from review.domain.workflow import State
from review.service.ports import Judged
from review.store import program, verdicts
from review.store.connections import for_reading
from review.store.rulebooks import SqlRulebooks
from review.store.tables import MatterRow, RevisionRow, VerdictsRow
from review.store.unit_of_work import SqlStore

AT_ONCE = 100


def is_there(url: str) -> bool:
    """Whether there is a database to look into; a file that is not there would be made by connecting."""
    made = make_url(url)
    return made.get_backend_name() != "sqlite" or Path(made.database or "").is_file()


class SqlHistory:
    """The matters in the database of `store`; each unit's are read by themselves, as the database shows them."""

    def __init__(self, store: SqlStore) -> None:
        self._store, self._engine = store, store.engine

    def count(self) -> int:
        return sum(self._count(unit) for unit in self._store.units())

    def judged(self) -> Iterator[Judged]:
        """Each matter in its newest revision, by unit and number."""
        for unit in self._store.units():
            yield from self._judged(unit)

    def rules(self, sha256: str) -> Mapping[str, bytes] | None:
        with for_reading(self._engine) as connection:
            return SqlRulebooks(connection).files(sha256)

    def _count(self, unit: str) -> int:
        with for_reading(self._engine, unit) as connection:
            return connection.scalar(select(func.count()).select_from(MatterRow).where(MatterRow.unit == unit)) or 0

    def _judged(self, unit: str) -> Iterator[Judged]:
        newest = select(RevisionRow.matter, func.max(RevisionRow.revision).label("revision")).group_by(RevisionRow.matter)
        last = newest.join(MatterRow, MatterRow.id == RevisionRow.matter).where(MatterRow.unit == unit).subquery()
        rows = (
            select(MatterRow.number, RevisionRow.state, RevisionRow.dossier, VerdictsRow.verdicts,
                   VerdictsRow.rulebook, VerdictsRow.program)
            .join(last, last.c.matter == MatterRow.id)
            .join(RevisionRow, (RevisionRow.matter == last.c.matter) & (RevisionRow.revision == last.c.revision))
            .join(VerdictsRow, (VerdictsRow.matter == last.c.matter) & (VerdictsRow.revision == last.c.revision))
            .order_by(MatterRow.number)
        )
        with for_reading(self._engine, unit) as connection:
            for row in connection.execution_options(yield_per=AT_ONCE).execute(rows):
                yield Judged(
                    unit=unit, number=row.number, state=State(row.state),
                    dossier=from_plain(Dossier, json.loads(row.dossier)), verdicts=verdicts.read(row.verdicts),
                    rulebook=row.rulebook if row.program == program.judging() else None,
                )  # fmt: skip
