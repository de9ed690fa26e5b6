"""Creates the table of the rulebooks by which matters were judged, append-only. Those of before this step are not in it, for
their texts were not kept.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "rulebook",
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("sha256", "files")),
        sa.PrimaryKeyConstraint("sha256", name="pk_rulebook"),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_rulebook_hashed")),
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
            f"CREATE TRIGGER rulebook_no_{verb} BEFORE {verb.upper()} ON rulebook "
            "BEGIN SELECT RAISE(ABORT, 'rulebook is append-only'); END"
        )
    op.execute(
        "CREATE TRIGGER rulebook_no_replace BEFORE INSERT ON rulebook BEGIN "
        "SELECT RAISE(ABORT, 'UNIQUE constraint failed: pk_rulebook') FROM rulebook WHERE sha256 = NEW.sha256; END"
    )


def guard_on_postgresql() -> None:
    op.execute(
        "CREATE TRIGGER rulebook_no_change BEFORE UPDATE OR DELETE ON rulebook FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        "CREATE TRIGGER rulebook_no_truncate BEFORE TRUNCATE ON rulebook FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )


def downgrade() -> None:
    raise NotImplementedError("Nothing is ever overwritten: there is no way back from the rules by which matters were judged.")
