"""Holds what stored matters spend, by the keys that are compared, so that those that belong together are found without
reading a dossier; which ones do belong together is the domain's to say.

A row stands beside every revision that spends something, written with it and never changed. Of a matter only the row of its
newest revision counts, and only while the state of that revision does.
"""

from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Connection, exists, insert, or_, select
from sqlalchemy.orm import aliased

from review.domain.related import COUNTED, Spending, spending_of
from review.domain.vocabulary import ProcurementMethod
from review.service.ports import Matter
from review.store.tables import MatterRow, RevisionRow, SpendingRow

KEYS = {"payee": SpendingRow.payee, "item": SpendingRow.item, "project": SpendingRow.project}
BOUGHT = (SpendingRow.method, SpendingRow.budget_line)


def keep(connection: Connection, matter: Matter) -> None:
    """Store what this revision spends, if it does."""
    spent = spending_of(matter.dossier)
    if spent is not None:
        row = {
            "matter": matter.id, "revision": matter.revision, "unit": matter.unit, "budget_year": spent.budget_year,
            "payee": spent.payee, "item": spent.item, "project": spent.project,
            "amount": None if spent.amount is None else str(spent.amount),
            "method": None if spent.method is None else spent.method.value, "budget_line": spent.budget_line,
        }  # fmt: skip
        connection.execute(insert(SpendingRow).values(**row))


def beside(connection: Connection, unit: str, mine: Spending) -> tuple[Spending, ...]:
    """The unit's other matters of the same budget year that count and that have a key in common with this one, or leave
    one unsaid."""
    later = aliased(RevisionRow)
    superseded = exists().where(later.matter == SpendingRow.matter, later.revision > SpendingRow.revision)
    rows = connection.execute(
        select(MatterRow.number, SpendingRow.budget_year, SpendingRow.amount, *BOUGHT, *KEYS.values())
        .join(MatterRow, MatterRow.id == SpendingRow.matter)
        .join(
            RevisionRow,
            (RevisionRow.matter == SpendingRow.matter) & (RevisionRow.revision == SpendingRow.revision),
        )
        .where(
            SpendingRow.unit == unit, SpendingRow.budget_year == mine.budget_year, MatterRow.number != mine.number,
            RevisionRow.state.in_(sorted(COUNTED)), or_(*_alike(mine)), ~superseded,
        )
        .order_by(MatterRow.number)
    )  # fmt: skip
    return tuple(_spending(row) for row in rows)


def _alike(mine: Spending) -> list[ColumnElement[bool]]:
    shared = [column == key for name, column in KEYS.items() if (key := getattr(mine, name))]
    return [*shared, *(column.is_(None) for column in KEYS.values())]


def _spending(row: Any) -> Spending:
    amount = None if row.amount is None else Decimal(row.amount)
    return Spending(
        number=row.number, budget_year=row.budget_year, amount=amount, payee=row.payee, item=row.item, project=row.project,
        method=None if row.method is None else ProcurementMethod(row.method), budget_line=row.budget_line,
    )  # fmt: skip
