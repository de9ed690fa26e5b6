"""Creates every table, and the triggers by which no matter, revision or event is ever changed or deleted."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

STRICT = {"sqlite_strict": True}
STRICT_WITHOUT_ROWID = {"sqlite_strict": True, "sqlite_with_rowid": False}

UNIQUE: dict[str, dict[str, tuple[str, ...]]] = {
    "matter": {
        "pk_matter": ("id",),
        "uq_matter_unit_number": ("unit", "number"),
        "uq_matter_unit_submission_key": ("unit", "submission_key"),
    },
    "revision": {"pk_revision": ("matter", "revision")},
    "event": {"pk_event": ("unit", "seq"), "uq_event_unit_matter_revision": ("unit", "matter", "revision")},
}
"""Every uniqueness of the append-only tables: constraint to columns."""


def upgrade() -> None:
    create_register()
    create_accounts()
    create_matters()
    create_trail()
    if op.get_context().dialect.name == "sqlite":
        guard_on_sqlite()
    else:
        guard_on_postgresql()


def text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def number(name: str, *, autoincrement: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False, autoincrement=autoincrement)


def create_register() -> None:
    op.create_table(
        "unit",
        text("code"),
        text("plain"),
        text("catalogue"),
        sa.PrimaryKeyConstraint("code", name="pk_unit"),
        **STRICT,
    )
    op.create_table(
        "person",
        text("unit"),
        text("id"),
        text("name"),
        text("post"),
        text("department"),
        text("group_office", nullable=True),
        text("admin_office", nullable=True),
        number("sort"),
        sa.PrimaryKeyConstraint("unit", "id", name="pk_person"),
        sa.ForeignKeyConstraint(["unit"], ["unit.code"], name="fk_person_unit"),
        **STRICT,
    )


def create_accounts() -> None:
    on_sqlite = op.get_context().dialect.name == "sqlite"
    op.create_table(
        "role",
        number("id", autoincrement=True),
        text("name"),
        sa.PrimaryKeyConstraint("id", name="pk_role"),
        sa.UniqueConstraint("name", name="uq_role_name"),
        **STRICT,
    )
    op.create_table(
        "account",
        number("id", autoincrement=True),
        text("username"),
        text("password"),
        sa.Column("active", sa.Integer() if on_sqlite else sa.Boolean(), nullable=False),
        text("fs_uniquifier"),
        text("unit"),
        text("person"),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
        sa.UniqueConstraint("username", name="uq_account_username"),
        sa.UniqueConstraint("fs_uniquifier", name="uq_account_fs_uniquifier"),
        sa.ForeignKeyConstraint(["unit", "person"], ["person.unit", "person.id"], name="fk_account_person"),
        **STRICT,
    )
    op.create_table(
        "account_role",
        number("account"),
        number("role"),
        sa.PrimaryKeyConstraint("account", "role", name="pk_account_role"),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name="fk_account_role_account"),
        sa.ForeignKeyConstraint(["role"], ["role.id"], name="fk_account_role_role"),
        **STRICT,
    )


def create_matters() -> None:
    op.create_table(
        "matter",
        text("id"),
        text("unit"),
        text("number"),
        text("submission_key", nullable=True),
        text("created_at"),
        sa.PrimaryKeyConstraint("id", name="pk_matter"),
        sa.UniqueConstraint("unit", "number", name="uq_matter_unit_number"),
        sa.UniqueConstraint("unit", "submission_key", name="uq_matter_unit_submission_key"),
        sa.ForeignKeyConstraint(["unit"], ["unit.code"], name="fk_matter_unit"),
        **STRICT_WITHOUT_ROWID,
    )
    op.create_table(
        "revision",
        text("matter"),
        number("revision"),
        text("state"),
        text("title"),
        text("category", nullable=True),
        text("amount", nullable=True),
        text("shut"),
        text("changed_at"),
        text("dossier_sha256"),
        text("dossier"),
        text("judgement"),
        sa.PrimaryKeyConstraint("matter", "revision", name="pk_revision"),
        sa.ForeignKeyConstraint(["matter"], ["matter.id"], name="fk_revision_matter"),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_revision_counted_from_one")),
        **STRICT,
    )


def create_trail() -> None:
    op.create_table(
        "event",
        text("unit"),
        number("seq"),
        text("at"),
        text("matter"),
        number("revision"),
        *(text(name) for name in ("action", "from_state", "to_state", "actor", "actor_name", "role", "note")),
        *(text(name) for name in ("dossier_before", "dossier_after", "previous", "hash")),
        sa.PrimaryKeyConstraint("unit", "seq", name="pk_event"),
        sa.UniqueConstraint("unit", "matter", "revision", name="uq_event_unit_matter_revision"),
        sa.ForeignKeyConstraint(
            ["unit", "matter"],
            ["matter.unit", "matter.number"],
            name="fk_event_matter",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.CheckConstraint("seq >= 1", name=op.f("ck_event_counted_from_one")),
        sa.CheckConstraint("length(hash) = 64 AND length(previous) = 64", name=op.f("ck_event_sealed")),
        **STRICT_WITHOUT_ROWID,
    )


def guard_on_sqlite() -> None:
    """`INSERT OR REPLACE` deletes without firing DELETE triggers, so a row that would replace one is refused first.

    The refusal names the constraint, which SQLite's own message does not. `revision` alone has rowids; one that is
    not given reads as -1 here, so that only a row that names the rowid of another is refused.
    """
    for table, constraints in UNIQUE.items():
        for verb in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
        refusals = " ".join(
            f"SELECT RAISE(ABORT, 'UNIQUE constraint failed: {name}') FROM {table} "  # noqa: S608
            f"WHERE {' AND '.join(f'{column} = NEW.{column}' for column in columns)};"
            for name, columns in constraints.items()
        )
        op.execute(f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} BEGIN {refusals} END")
    op.execute(
        "CREATE TRIGGER revision_no_rowid BEFORE INSERT ON revision "
        "BEGIN SELECT RAISE(ABORT, 'revision is append-only') FROM revision WHERE rowid = NEW.rowid; END"
    )


def guard_on_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN RAISE EXCEPTION USING ERRCODE = 'restrict_violation', MESSAGE = TG_TABLE_NAME || ' is append-only'; "
        "END $$"
    )
    for table in UNIQUE:
        op.execute(
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def downgrade() -> None:
    raise NotImplementedError("Nothing is ever overwritten: there is no way back from the first step.")
