"""Writes the codes of items (品目) of what stored matters spend anew as they are compared now: without the case of their letters
and what separates their parts. The keys are made from those that stand there, so that no dossier has to be read.

The rows are append-only: for this step alone, within its transaction, the guard against changing them is lifted.
"""

import sqlalchemy as sa
from alembic import op

from review.store.migrations.versions.v0011_bought_how import lifted_on_postgresql, lifted_on_sqlite

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    if not op.get_context().as_sql:  # written out for a dialect, there is no database whose rows could be read
        lifted = lifted_on_postgresql if op.get_context().dialect.name == "postgresql" else lifted_on_sqlite
        with lifted():
            fill(op.get_bind())


def fill(connection: sa.Connection) -> None:
    """Write every key anew that is compared otherwise now."""
    spending = sa.table("spending", sa.column("item", sa.Text()))
    for item in connection.scalars(sa.select(spending.c.item).where(spending.c.item.is_not(None)).distinct()).all():
        key = "".join(filter(str.isalnum, item)).upper()
        if key != item:
            connection.execute(sa.update(spending).where(spending.c.item == item).values(item=key))


def downgrade() -> None:
    raise NotImplementedError("Nothing is ever overwritten: there is no way back from the rows of the revisions.")
