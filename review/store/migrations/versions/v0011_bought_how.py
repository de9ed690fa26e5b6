"""Adds to what a revision spends by which method and from which budget line it is bought, and fills it for the newest revision of
every stored matter. The step reads plain JSON, so that it does not change when the dossier does.

The rows are append-only: for this step alone, within its transaction, the guard against changing them is lifted.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

ADDED = ("method", "budget_line")


def upgrade() -> None:
    for name in ADDED:
        op.add_column("spending", sa.Column(name, sa.Text(), nullable=True))
    if not op.get_context().as_sql:  # written out for a dialect, there is no database whose matters could be read
        lifted = lifted_on_postgresql if op.get_context().dialect.name == "postgresql" else lifted_on_sqlite
        with lifted():
            fill(op.get_bind())


@contextmanager
def lifted_on_sqlite() -> Iterator[None]:
    guard = op.get_bind().exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = 'spending_no_update'").scalar_one()
    op.execute("DROP TRIGGER spending_no_update")
    yield
    op.execute(guard)


@contextmanager
def lifted_on_postgresql() -> Iterator[None]:
    """The owner, who migrates, also reads the record of every unit."""
    tables = ("matter", "revision", "spending")
    op.execute("ALTER TABLE spending DISABLE TRIGGER spending_no_change")
    for table in tables:
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    yield
    for table in tables:
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE spending ENABLE TRIGGER spending_no_change")


def fill(connection: sa.Connection) -> None:
    """Complete the row of every matter's newest revision; older ones count no more."""
    text, number = sa.Text(), sa.Integer()
    stored = sa.table("revision", sa.column("matter", text), sa.column("revision", number), sa.column("dossier", text))
    spending = sa.table(
        "spending", sa.column("matter", text), sa.column("revision", number), *(sa.column(one, text) for one in ADDED)
    )
    newest = list(connection.execute(
        sa.select(stored.c.matter, sa.func.max(stored.c.revision).label("revision")).group_by(stored.c.matter)
    ))  # fmt: skip
    for one in newest:
        here = (stored.c.matter == one.matter) & (stored.c.revision == one.revision)
        dossier = json.loads(connection.scalar(sa.select(stored.c.dossier).where(here)))
        funds = dossier["matter"].get("funds") or {}
        found = {"method": (funds.get("procurement") or {}).get("method"), "budget_line": funds.get("budget_line")}
        if any(found.values()):
            mine = (spending.c.matter == one.matter) & (spending.c.revision == one.revision)
            connection.execute(sa.update(spending).where(mine).values(**found))


def downgrade() -> None:
    raise NotImplementedError("Nothing is ever overwritten: there is no way back from the rows of the revisions.")
