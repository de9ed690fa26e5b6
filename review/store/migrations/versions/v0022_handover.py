"""Creates the hand-overs of everything that waited for one person (批量移交), append-only; there was none before."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0020"


def upgrade() -> None:
    op.create_table(
        "handover",
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("person", "successor", "plain")),
        sa.PrimaryKeyConstraint("unit", "number", name="pk_handover"),
        *(sa.ForeignKeyConstraint(["unit", who], ["person.unit", "person.id"], name=f"fk_handover_{who}")
          for who in ("person", "successor")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_handover_counted_from_one")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )  # fmt: skip
    if op.get_context().dialect.name == "sqlite":
        guard_on_sqlite()
    else:
        guard_on_postgresql()


def guard_on_sqlite() -> None:
    for verb in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER handover_no_{verb} BEFORE {verb.upper()} ON handover "
            "BEGIN SELECT RAISE(ABORT, 'handover is append-only'); END"
        )
    op.execute(
        "CREATE TRIGGER handover_no_replace BEFORE INSERT ON handover BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: "
        "pk_handover') FROM handover WHERE unit = NEW.unit AND number = NEW.number; END"
    )


def guard_on_postgresql() -> None:
    op.execute(
        "CREATE TRIGGER handover_no_change BEFORE UPDATE OR DELETE ON handover "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        "CREATE TRIGGER handover_no_truncate BEFORE TRUNCATE ON handover "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
    op.execute("CREATE POLICY handover_own_unit ON handover USING (unit = current_setting('app.unit', true))")
    op.execute("ALTER TABLE handover ENABLE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE handover FORCE ROW LEVEL SECURITY")


def downgrade() -> None:
    raise NotImplementedError("Nothing is ever overwritten: there is no way back from the hand-overs.")
