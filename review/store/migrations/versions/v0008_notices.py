"""Creates the notices (通知) with the tries to mail them, append-only, and the mail address of a person."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

KEYS = {
    "notice": {
        "pk_notice": ("unit", "seq"), "uq_notice_unit_matter_recipient_day": ("unit", "matter", "recipient", "day"),
    },
    "delivery": {"pk_delivery": ("unit", "notice", "number")},
}  # fmt: skip


def upgrade() -> None:
    op.add_column("person", sa.Column("email", sa.Text(), nullable=True))
    op.create_table(
        "notice",
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("at", "matter")),
        sa.Column("revision", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("kind", "recipient", "sender", "text")),
        *(sa.Column(name, sa.Text(), nullable=True) for name in ("due", "day")),
        sa.PrimaryKeyConstraint("unit", "seq", name="pk_notice"),
        sa.UniqueConstraint("unit", "matter", "recipient", "day", name="uq_notice_unit_matter_recipient_day"),
        sa.ForeignKeyConstraint(["unit", "matter"], ["matter.unit", "matter.number"], name="fk_notice_matter"),
        sa.CheckConstraint("seq >= 1", name=op.f("ck_notice_counted_from_one")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_notice_recipient", "notice", ["unit", "recipient", "seq"])
    op.create_table(
        "delivery",
        sa.Column("unit", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("notice", "number")),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("at", "address")),
        sa.Column("refusal", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("unit", "notice", "number", name="pk_delivery"),
        sa.ForeignKeyConstraint(["unit", "notice"], ["notice.unit", "notice.seq"], name="fk_delivery_notice"),
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
    raise NotImplementedError("Nothing is ever overwritten: there is no way back from what people were told.")
