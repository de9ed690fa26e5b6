"""Creates the table of the verdicts of each judgement, append-only as the revisions are, and fills it from the stored judgements.
The step reads plain JSON, so that it does not change when the judgement does.
"""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

AT_ONCE = 200
"""How many judgements are read at once."""


def upgrade() -> None:
    op.create_table(
        "verdicts",
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False, autoincrement=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("unit", "verdicts")),
        sa.PrimaryKeyConstraint("matter", "revision", name="pk_verdicts"),
        sa.ForeignKeyConstraint(
            ["matter", "revision"], ["revision.matter", "revision.revision"], name="fk_verdicts_revision"
        ),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    postgresql = op.get_context().dialect.name == "postgresql"
    if not op.get_context().as_sql:  # written out for a dialect, there is no database whose matters could be read
        if postgresql:
            lift("NO FORCE")
        fill(op.get_bind())
        if postgresql:
            lift("FORCE")
    if postgresql:
        guard_on_postgresql()
    else:
        guard_on_sqlite()


def lift(force: str) -> None:
    """Let the owner, who migrates, read the record of every unit within this transaction, and no longer."""
    for table in ("matter", "revision"):
        op.execute(f"ALTER TABLE {table} {force} ROW LEVEL SECURITY")


def fill(connection: sa.Connection) -> None:
    """Write the row of every revision."""
    text, number = sa.Text(), sa.Integer()
    matter = sa.table("matter", sa.column("id", text), sa.column("unit", text))
    stored = sa.table(
        "revision", sa.column("matter", text), sa.column("revision", number), sa.column("judgement", text)
    )
    verdicts = sa.table(
        "verdicts", sa.column("revision", number), *(sa.column(one, text) for one in ("matter", "unit", "verdicts"))
    )
    every = list(connection.execute(
        sa.select(stored.c.matter, matter.c.unit, stored.c.revision).join(matter, matter.c.id == stored.c.matter)
    ))  # fmt: skip
    for start in range(0, len(every), AT_ONCE):
        rows: list[dict[str, Any]] = []
        for one in every[start : start + AT_ONCE]:
            here = (stored.c.matter == one.matter) & (stored.c.revision == one.revision)
            judgement = json.loads(connection.scalar(sa.select(stored.c.judgement).where(here)))
            own = {"matter": one.matter, "revision": one.revision, "unit": one.unit}
            rows.append({**own, "verdicts": verdicts_of(judgement)})
        connection.execute(sa.insert(verdicts), rows)


def verdicts_of(judgement: dict[str, Any]) -> str:
    """By rule and subject the outcome, and of a breach its gate, its severity and whether it is excused."""
    own, of_breach = ("rule", "subject", "outcome"), ("gate", "severity", "excused")
    told = [
        [one[key] for key in (*own, *(of_breach if one["outcome"] in ("not_met", "undetermined") else ()))]
        for one in judgement["findings"]
    ]
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def guard_on_sqlite() -> None:
    for verb in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER verdicts_no_{verb} BEFORE {verb.upper()} ON verdicts "
            "BEGIN SELECT RAISE(ABORT, 'verdicts is append-only'); END"
        )
    op.execute(
        "CREATE TRIGGER verdicts_no_replace BEFORE INSERT ON verdicts BEGIN "
        "SELECT RAISE(ABORT, 'UNIQUE constraint failed: pk_verdicts') FROM verdicts "
        "WHERE matter = NEW.matter AND revision = NEW.revision; END"
    )


def guard_on_postgresql() -> None:
    op.execute(
        "CREATE TRIGGER verdicts_no_change BEFORE UPDATE OR DELETE ON verdicts FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        "CREATE TRIGGER verdicts_no_truncate BEFORE TRUNCATE ON verdicts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
    op.execute("CREATE POLICY verdicts_own_unit ON verdicts USING (unit = current_setting('app.unit', true))")
    op.execute("ALTER TABLE verdicts ENABLE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE verdicts FORCE ROW LEVEL SECURITY")


def downgrade() -> None:
    raise NotImplementedError("Nothing is ever overwritten: there is no way back from the verdicts of the revisions.")
