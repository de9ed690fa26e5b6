"""Creates the delegations (委托代行), append-only, and lets an event of the trail say in whose place it was done. Of what was
done before nobody acted in another's place, so it stays unsaid.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    for name in ("acting_for", "acting_for_name", "delegated_on"):
        op.add_column("event", sa.Column(name, sa.Text(), nullable=True))
    op.create_table(
        "delegation",
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("giver", "person", "plain")),
        sa.PrimaryKeyConstraint("unit", "number", name="pk_delegation"),
        *(sa.ForeignKeyConstraint(["unit", who], ["person.unit", "person.id"], name=f"fk_delegation_{who}")
          for who in ("giver", "person")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_delegation_counted_from_one")),
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
            f"CREATE TRIGGER delegation_no_{verb} BEFORE {verb.upper()} ON delegation "
            "BEGIN SELECT RAISE(ABORT, 'delegation is append-only'); END"
        )
    op.execute(
        "CREATE TRIGGER delegation_no_replace BEFORE INSERT ON delegation BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: "
        "pk_delegation') FROM delegation WHERE unit = NEW.unit AND number = NEW.number; END"
    )


def guard_on_postgresql() -> None:
    op.execute(
        "CREATE TRIGGER delegation_no_change BEFORE UPDATE OR DELETE ON delegation "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        "CREATE TRIGGER delegation_no_truncate BEFORE TRUNCATE ON delegation "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
    op.execute("CREATE POLICY delegation_own_unit ON delegation USING (unit = current_setting('app.unit', true))")
    op.execute("ALTER TABLE delegation ENABLE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE delegation FORCE ROW LEVEL SECURITY")


def downgrade() -> None:
    raise NotImplementedError("Nothing is ever overwritten: there is no way back from the delegations.")
