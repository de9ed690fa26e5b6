"""Creates the roll of legal advisers (法律顾问名册): appointments and declared interests, append-only."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

KEYS = {name: {f"pk_{name}": ("unit", "number")} for name in ("adviser", "adviser_interest")}


def upgrade() -> None:
    for table in KEYS:
        op.create_table(
            table,
            sa.Column("unit", sa.Text(), nullable=False),
            sa.Column("number", sa.Integer(), nullable=False),
            *(sa.Column(name, sa.Text(), nullable=False) for name in ("person", "plain")),
            sa.PrimaryKeyConstraint("unit", "number", name=f"pk_{table}"),
            sa.ForeignKeyConstraint(["unit", "person"], ["person.unit", "person.id"], name=f"fk_{table}_person"),
            sa.CheckConstraint("number >= 1", name=op.f(f"ck_{table}_counted_from_one")),
            sqlite_strict=True,
            sqlite_with_rowid=False,
        )
    guard = guard_on_sqlite if op.get_context().dialect.name == "sqlite" else guard_on_postgresql
    for table in KEYS:
        guard(table)


def guard_on_sqlite(table: str) -> None:
    for verb in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )
    refusals = " ".join(
        f"SELECT RAISE(ABORT, 'UNIQUE constraint failed: {name}') FROM {table} "  # noqa: S608
        f"WHERE {' AND '.join(f'{column} = NEW.{column}' for column in key)};"
        for name, key in KEYS[table].items()
    )
    op.execute(f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} BEGIN {refusals} END")


def guard_on_postgresql(table: str) -> None:
    op.execute(
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
    op.execute(f"CREATE POLICY {table}_own_unit ON {table} USING (unit = current_setting('app.unit', true))")
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")


def downgrade() -> None:
    raise NotImplementedError("Nothing is ever overwritten: there is no way back from the roll of advisers.")
