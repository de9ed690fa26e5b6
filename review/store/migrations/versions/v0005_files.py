"""Creates the table of the files that a unit has, append-only as the revisions are; the bytes lie in a folder."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "file",
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("unit", "sha256", "name", "media_type")),
        sa.Column("size", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("uploaded_by", "uploaded_at")),
        sa.PrimaryKeyConstraint("unit", "sha256", name="pk_file"),
        sa.ForeignKeyConstraint(["unit", "uploaded_by"], ["person.unit", "person.id"], name="fk_file_person"),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_file_hashed")),
        sa.CheckConstraint("size >= 1", name=op.f("ck_file_not_empty")),
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
            f"CREATE TRIGGER file_no_{verb} BEFORE {verb.upper()} ON file "
            "BEGIN SELECT RAISE(ABORT, 'file is append-only'); END"
        )
    op.execute(
        "CREATE TRIGGER file_no_replace BEFORE INSERT ON file BEGIN "
        "SELECT RAISE(ABORT, 'UNIQUE constraint failed: pk_file') FROM file "
        "WHERE unit = NEW.unit AND sha256 = NEW.sha256; END"
    )


def guard_on_postgresql() -> None:
    op.execute(
        "CREATE TRIGGER file_no_change BEFORE UPDATE OR DELETE ON file FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        "CREATE TRIGGER file_no_truncate BEFORE TRUNCATE ON file FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
    op.execute("CREATE POLICY file_own_unit ON file USING (unit = current_setting('app.unit', true))")
    op.execute("ALTER TABLE file ENABLE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE file FORCE ROW LEVEL SECURITY")


def downgrade() -> None:
    raise NotImplementedError("Nothing is ever overwritten: there is no way back from the files that were uploaded.")
