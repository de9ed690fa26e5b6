"""Lets PostgreSQL show and take rows of one unit only: of whom the transaction says that it is (`app.unit`).

What is on record is hidden from a transaction that says nothing. The register is not: who signs in is looked up before it is
known whose unit it is; but once a unit is said, only its people and accounts are there. The policies hold for the owner of
the tables too (FORCE), so a later step that reads the record must lift them within its own transaction.

The seconds of failed sign-ins outgrow four bytes in 2038; SQLite's integers have eight already.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

SAID = "current_setting('app.unit', true)"
ITS_MATTER = f"EXISTS (SELECT FROM matter WHERE matter.id = revision.matter AND matter.unit = {SAID})"
RECORD = {"matter": f"unit = {SAID}", "revision": ITS_MATTER, "spending": f"unit = {SAID}", "event": f"unit = {SAID}"}
REGISTER = {table: f"coalesce({SAID}, '') IN ('', {key})" for table, key in
            (("unit", "code"), ("person", "unit"), ("account", "unit"))}  # fmt: skip


def upgrade() -> None:
    if op.get_context().dialect.name != "postgresql":
        return
    op.alter_column("failed_sign_in", "at", type_=sa.BigInteger())
    for table, own in {**RECORD, **REGISTER}.items():
        op.execute(f"CREATE POLICY {table}_own_unit ON {table} USING ({own})")
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")


def downgrade() -> None:
    raise NotImplementedError("There is no way back to a database that shows every unit's rows to every unit.")
