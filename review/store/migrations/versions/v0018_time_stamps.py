"""Creates the time stamps over heads of the trail, append-only: of each event at most one."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0016"


def upgrade() -> None:
    op.create_table(
        "time_stamp",
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("unit", "seq", name="pk_time_stamp"),
        sa.ForeignKeyConstraint(["unit", "seq"], ["event.unit", "event.seq"], name="fk_time_stamp_event"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    if op.get_context().dialect.name == "sqlite":
        guard_on_sqlite()
    else:
        guard_on_postgresql()


def guard_on_sqlite() -> None:
    for verb in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER time_stamp_no_{verb} BEFORE {verb.upper()} ON time_stamp "
            "BEGIN SELECT RAISE(ABORT, 'time_stamp is append-only'); END"
        )
    op.execute(
        "CREATE TRIGGER time_stamp_no_replace BEFORE INSERT ON time_stamp BEGIN SELECT RAISE(ABORT, "
        "'UNIQUE constraint failed: pk_time_stamp') FROM time_stamp WHERE unit = NEW.unit AND seq = NEW.seq; END"
    )


def guard_on_postgresql() -> None:
    op.execute(
        "CREATE TRIGGER time_stamp_no_change BEFORE UPDATE OR DELETE ON time_stamp "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        "CREATE TRIGGER time_stamp_no_truncate BEFORE TRUNCATE ON time_stamp "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
    op.execute("CREATE POLICY time_stamp_own_unit ON time_stamp USING (unit = current_setting('app.unit', true))")
    op.execute("ALTER TABLE time_stamp ENABLE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE time_stamp FORCE ROW LEVEL SECURITY")


def downgrade() -> None:
    raise NotImplementedError("Nothing is ever overwritten: there is no way back from what was stamped.")
