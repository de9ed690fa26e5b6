"""Creates the table of the matters as topics of meetings, append-only as the revisions are, and fills it from the stored
matters. The step reads plain JSON, so that it does not change when the dossier does.
"""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

AT_ONCE = 200
"""How many dossiers are read at once."""

NUMBERS = ("revision", "place", "year", "sort")


def upgrade() -> None:
    op.create_table(
        "topic",
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("place", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        *(sa.Column(name, sa.Text(), nullable=True) for name in ("number", "held_on")),
        sa.Column("sort", sa.Integer(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("matter", "revision", "place", name="pk_topic"),
        sa.ForeignKeyConstraint(
            ["matter", "revision"], ["revision.matter", "revision.revision"], name="fk_topic_revision"
        ),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_topic_sitting", "topic", ["unit", "type", "year", "number"])
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
    """Write the rows of every matter's newest revision; older ones count no more."""
    text, number = sa.Text(), sa.Integer()
    matter = sa.table("matter", sa.column("id", text), sa.column("unit", text))
    stored = sa.table(
        "revision", sa.column("matter", text), sa.column("revision", number), sa.column("dossier", text)
    )
    names = ("matter", "unit", "type", "number", "held_on", "result")
    topic = sa.table("topic", *(sa.column(one, number) for one in NUMBERS), *(sa.column(one, text) for one in names))
    newest = list(connection.execute(
        sa.select(stored.c.matter, matter.c.unit, sa.func.max(stored.c.revision).label("revision"))
        .join(matter, matter.c.id == stored.c.matter).group_by(stored.c.matter, matter.c.unit)
    ))  # fmt: skip
    for start in range(0, len(newest), AT_ONCE):
        rows: list[dict[str, Any]] = []
        for one in newest[start : start + AT_ONCE]:
            here = (stored.c.matter == one.matter) & (stored.c.revision == one.revision)
            own = {"matter": one.matter, "revision": one.revision, "unit": one.unit}
            dossier = json.loads(connection.scalar(sa.select(stored.c.dossier).where(here)))
            rows += ({**own, **found} for found in topics_of(dossier))
        if rows:
            connection.execute(sa.insert(topic), rows)


def topics_of(dossier: dict[str, Any]) -> list[dict[str, Any]]:
    """The meetings of a stored dossier; the year and number of one that is notified."""
    found = []
    for place, meeting in enumerate(dossier.get("meetings") or ()):
        day, number = meeting.get("held_on"), meeting.get("number")
        if meeting.get("type"):
            found.append({
                "place": place, "type": meeting["type"], "held_on": day, "result": meeting.get("result"),
                "year": int(day[:4]) if day and number else None, "number": number if day and number else None,
                "sort": (meeting.get("topic") or {}).get("order"),
            })  # fmt: skip
    return found


def guard_on_sqlite() -> None:
    for verb in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER topic_no_{verb} BEFORE {verb.upper()} ON topic "
            "BEGIN SELECT RAISE(ABORT, 'topic is append-only'); END"
        )
    op.execute(
        "CREATE TRIGGER topic_no_replace BEFORE INSERT ON topic BEGIN "
        "SELECT RAISE(ABORT, 'UNIQUE constraint failed: pk_topic') FROM topic "
        "WHERE matter = NEW.matter AND revision = NEW.revision AND place = NEW.place; END"
    )


def guard_on_postgresql() -> None:
    op.execute(
        "CREATE TRIGGER topic_no_change BEFORE UPDATE OR DELETE ON topic FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        "CREATE TRIGGER topic_no_truncate BEFORE TRUNCATE ON topic FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
    op.execute("CREATE POLICY topic_own_unit ON topic USING (unit = current_setting('app.unit', true))")
    op.execute("ALTER TABLE topic ENABLE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE topic FORCE ROW LEVEL SECURITY")


def downgrade() -> None:
    raise NotImplementedError("Nothing is ever overwritten: there is no way back from the rows of the revisions.")
