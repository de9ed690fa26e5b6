"""Creates the log of who read what and took what away, append-only and chained as the trail is."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_table(
        "access",
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False, autoincrement=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("at", "action", "matter")),
        sa.Column("revision", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False)
          for name in ("name", "actor", "actor_name", "content", "previous", "hash")),
        sa.PrimaryKeyConstraint("unit", "seq", name="pk_access"),
        sa.ForeignKeyConstraint(["unit", "matter"], ["matter.unit", "matter.number"], name="fk_access_matter"),
        sa.CheckConstraint("seq >= 1", name=op.f("ck_access_counted_from_one")),
        sa.CheckConstraint(
            "length(hash) = 64 AND length(previous) = 64 AND length(content) = 64", name=op.f("ck_access_sealed")
        ),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )  # fmt: skip
    op.create_index("ix_access_matter", "access", ["unit", "matter", "seq"])
    if op.get_context().dialect.name == "sqlite":
        guard_on_sqlite()
    else:
        guard_on_postgresql()


def guard_on_sqlite() -> None:
    for verb in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER access_no_{verb} BEFORE {verb.upper()} ON access "
            "BEGIN SELECT RAISE(ABORT, 'access is append-only'); END"
        )
    op.execute(
        "CREATE TRIGGER access_no_replace BEFORE INSERT ON access BEGIN "
        "SELECT RAISE(ABORT, 'UNIQUE constraint failed: pk_access') FROM access WHERE unit = NEW.unit AND seq = NEW.seq; END"
    )


def guard_on_postgresql() -> None:
    op.execute(
        "CREATE TRIGGER access_no_change BEFORE UPDATE OR DELETE ON access FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        "CREATE TRIGGER access_no_truncate BEFORE TRUNCATE ON access FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
    op.execute("CREATE POLICY access_own_unit ON access USING (unit = current_setting('app.unit', true))")
    op.execute("ALTER TABLE access ENABLE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE access FORCE ROW LEVEL SECURITY")


def downgrade() -> None:
    raise NotImplementedError("Nothing is ever overwritten: there is no way back from who read what.")
