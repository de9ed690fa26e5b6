"""Keeps an event of a chain as the text over which it was sealed: its fields are what the database reads in that text.

Until now each field had a column, and the text was made anew from them whenever the chain was proven. It is put together here
from the fields as they stand, so that a chain which was altered before is as broken as it was. On SQLite the tables are made
anew, for a column cannot become a computed one there.
"""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"

AT_ONCE = 1_000
"""How many events are read and written at once."""
COMMON = ("at", "action", "actor", "actor_name", "previous")
FIELDS = {
    "event": (*COMMON, "matter", "revision", "from_state", "to_state", "role", "acting_for", "acting_for_name", "delegated_on",
              "note", "dossier_before", "dossier_after"),
    "register_event": (*COMMON, "subject", "role", "note", "content"),
    "access": (*COMMON, "matter", "revision", "name", "content"),
}  # fmt: skip
RARE = frozenset({"acting_for", "acting_for_name", "delegated_on"})
"""What is left out of the text where nothing is to be said."""
HASHES = {"event": (), "register_event": ("content",), "access": ("content",)}
UNIQUE = {
    "event": {"pk_event": ("unit", "seq"), "uq_event_unit_matter_revision": ("unit", "matter", "revision")},
    "register_event": {"pk_register_event": ("unit", "seq")},
    "access": {"pk_access": ("unit", "seq")},
    "time_stamp": {"pk_time_stamp": ("unit", "seq")},
}


def upgrade() -> None:
    if op.get_context().dialect.name == "sqlite":
        made_anew()
    else:
        altered()
    op.create_index("ix_access_matter", "access", ["unit", "matter", "seq"])
    op.create_index("uq_event_unit_matter_revision", "event", ["unit", "matter", "revision"], unique=True)
    for by in ("actor", "acting_for"):
        op.create_index(f"ix_event_{by}", "event", ["unit", by, "matter", "role"])


def sealed(row: dict[str, Any]) -> str:
    """The canonical JSON of an event, without its hash."""
    told = {name: value for name, value in row.items() if value is not None and name != "hash"}
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def stored(connection: sa.Connection, table: str, name: str) -> Any:
    """The events of this table, which is now called so, some at a time as rows by column."""
    columns = [sa.column(one) for one in ("unit", "seq", "hash", *FIELDS[table])]
    rows = sa.select(*columns).select_from(sa.table(name)).order_by(columns[0], columns[1])
    return connection.execute(rows, execution_options={"yield_per": AT_ONCE}).mappings().partitions()


# --- SQLite


def made_anew() -> None:
    """Each table under its name anew, with its events; what refers to an event (`time_stamp`) as well."""
    connection = op.get_bind()
    tables = (*FIELDS, "time_stamp")
    for table in tables:
        op.rename_table(table, f"{table}_before")
    op.drop_index("ix_access_matter")
    for table in FIELDS:
        create(table)
        columns = [sa.column(one) for one in ("unit", "seq", "sealed", "hash")]
        for part in stored(connection, table, f"{table}_before"):
            rows = [{"unit": one["unit"], "seq": one["seq"], "sealed": sealed(dict(one)), "hash": one["hash"]} for one in part]
            connection.execute(sa.insert(sa.table(table, *columns)), rows)
    create_time_stamps()
    op.execute("INSERT INTO time_stamp SELECT unit, seq, token FROM time_stamp_before")
    for table in reversed(tables):
        op.execute(f"DROP TABLE {table}_before")
        guard(table)


def create(table: str) -> None:
    keys: list[sa.SchemaItem] = [sa.PrimaryKeyConstraint("unit", "seq", name=f"pk_{table}")]
    if table == "event":
        keys.append(sa.ForeignKeyConstraint(["unit", "matter"], ["matter.unit", "matter.number"], name="fk_event_matter",
                                            deferrable=True, initially="DEFERRED"))  # fmt: skip
    elif table == "access":
        keys.append(sa.ForeignKeyConstraint(["unit", "matter"], ["matter.unit", "matter.number"], name="fk_access_matter"))
    else:
        keys.append(sa.ForeignKeyConstraint(["unit"], ["unit.code"], name="fk_register_event_unit"))
    op.create_table(
        table,
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        *(sa.Column(one, sa.Integer() if one == "revision" else sa.Text(), sa.Computed(f"json_extract(sealed, '$.{one}')"),
                    nullable=one in RARE) for one in FIELDS[table]),
        *keys,
        sa.CheckConstraint("seq >= 1", name=op.f(f"ck_{table}_counted_from_one")),
        sa.CheckConstraint(linked(table), name=op.f(f"ck_{table}_sealed")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )  # fmt: skip


def create_time_stamps() -> None:
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


def linked(table: str) -> str:
    return " AND ".join(f"length({one}) = 64" for one in ("hash", "previous", *HASHES[table]))


def guard(table: str) -> None:
    """As every append-only table is guarded; the triggers of before went with their table."""
    for verb in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )
    refusals = " ".join(
        f"SELECT RAISE(ABORT, 'UNIQUE constraint failed: {name}') FROM {table} "  # noqa: S608
        f"WHERE {' AND '.join(f'{column} = NEW.{column}' for column in columns)};"
        for name, columns in UNIQUE[table].items()
    )
    op.execute(f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} BEGIN {refusals} END")


# --- PostgreSQL


def altered() -> None:
    """The columns of each table become computed ones in its place, under the guards and for the roles that it has."""
    for table, fields in FIELDS.items():
        op.execute(f"ALTER TABLE {table} ADD COLUMN sealed text")
        if not op.get_context().as_sql:  # written out for a dialect, there is no database whose events could be read
            fill(table)
        kept = [(one, "integer" if one == "revision" else "text") for one in fields]
        op.execute(f"ALTER TABLE {table} " + ", ".join([
            *(f"DROP COLUMN {one}" for one, _ in kept), "ALTER COLUMN sealed SET NOT NULL",
            *(f"ADD COLUMN {one} {kind} GENERATED ALWAYS AS ({said(one, kind)}) STORED{'' if one in RARE else ' NOT NULL'}"
              for one, kind in kept),
        ]))  # fmt: skip
        op.execute(f"ALTER TABLE {table} ADD CONSTRAINT ck_{table}_sealed CHECK ({linked(table)})")
    its_matter = "FOREIGN KEY (unit, matter) REFERENCES matter (unit, number)"
    op.execute(f"ALTER TABLE event ADD CONSTRAINT fk_event_matter {its_matter} DEFERRABLE INITIALLY DEFERRED")
    op.execute(f"ALTER TABLE access ADD CONSTRAINT fk_access_matter {its_matter}")


def said(field: str, kind: str) -> str:
    found = f"CAST(sealed AS json) ->> '{field}'"
    return found if kind == "text" else f"CAST({found} AS {kind})"


def fill(table: str) -> None:
    """Write the text of every event: the guards are lifted for the owner, who migrates, within this transaction and no longer."""
    op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} DISABLE TRIGGER {table}_no_change")
    connection = op.get_bind()
    written = sa.text(f"UPDATE {table} SET sealed = :sealed WHERE unit = :unit AND seq = :seq")  # noqa: S608
    for part in stored(connection, table, table):
        connection.execute(written, [{"unit": one["unit"], "seq": one["seq"], "sealed": sealed(dict(one))} for one in part])
    op.execute(f"ALTER TABLE {table} ENABLE TRIGGER {table}_no_change")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")


def downgrade() -> None:
    raise NotImplementedError("Nothing is ever overwritten: there is no way back from the sealed texts.")
