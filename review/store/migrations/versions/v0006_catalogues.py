"""Creates the tables of the versions of a unit's list of matters and of their trail, append-only as the revisions are, and
carries over the one list that a unit had until now: as a version in force from the day of this step.

The step reads and seals plain JSON, so that it does not change when the program does.
"""

import hashlib
import json
from datetime import datetime, timedelta, timezone
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

KEYS = {"catalogue": {"pk_catalogue": ("unit", "number"), "uq_catalogue_unit_name": ("unit", "name")},
        "register_event": {"pk_register_event": ("unit", "seq")}}  # fmt: skip
COLUMNS = {
    "catalogue": ("unit", "number", "name", "plain"),
    "register_event": ("unit", "seq", "at", "action", "subject", "actor", "actor_name", "role", "note", "content", "previous",
                       "hash"),
}  # fmt: skip
SAID = "current_setting('app.unit', true)"


def upgrade() -> None:
    create_tables()
    if not op.get_context().as_sql:  # written out for a dialect, there is no database whose lists could be read
        carry_over(op.get_bind())
    op.drop_column("unit", "catalogue")
    guard = guard_on_sqlite if op.get_context().dialect.name == "sqlite" else guard_on_postgresql
    for table, constraints in KEYS.items():
        guard(table, constraints)


def text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def create_tables() -> None:
    strict = {"sqlite_strict": True, "sqlite_with_rowid": False}
    op.create_table(
        "catalogue",
        text("unit"), number("number"), text("name"), text("plain"),
        sa.PrimaryKeyConstraint("unit", "number", name="pk_catalogue"),
        sa.UniqueConstraint("unit", "name", name="uq_catalogue_unit_name"),
        sa.ForeignKeyConstraint(["unit"], ["unit.code"], name="fk_catalogue_unit"),
        sa.CheckConstraint("number >= 1", name=op.f("ck_catalogue_counted_from_one")),
        **strict,
    )  # fmt: skip
    op.create_table(
        "register_event",
        text("unit"), number("seq"), text("at"), text("action"), text("subject"), text("actor"), text("actor_name"),
        text("role"), text("note"), text("content"), text("previous"), text("hash"),
        sa.PrimaryKeyConstraint("unit", "seq", name="pk_register_event"),
        sa.ForeignKeyConstraint(["unit"], ["unit.code"], name="fk_register_event_unit"),
        sa.CheckConstraint("seq >= 1", name=op.f("ck_register_event_counted_from_one")),
        sa.CheckConstraint(
            "length(hash) = 64 AND length(previous) = 64 AND length(content) = 64", name=op.f("ck_register_event_sealed")
        ),
        **strict,
    )  # fmt: skip


def carry_over(connection: sa.Connection) -> None:
    """Each unit's list becomes its first version; a unit without one has none. Of classes the old lists say nothing."""
    at = datetime.now(timezone(timedelta(hours=8))).replace(microsecond=0)
    versions, events = (sa.table(table, *map(sa.column, names)) for table, names in COLUMNS.items())
    for code, listed in connection.execute(sa.text("SELECT code, catalogue FROM unit")).all():
        old = json.loads(listed)
        if not old.get("items"):
            continue
        plain = as_version(old, at.date().isoformat())
        event = {
            "unit": code, "seq": 1, "at": at.isoformat(), "action": "CARRY_OVER_CATALOGUE", "subject": "catalogue/1",
            "actor": "", "actor_name": "系统升级", "role": "SECRETARY", "note": "版本制度施行前的清单，类别没有登记",
            "content": hashed(plain), "previous": "0" * 64,
        }  # fmt: skip
        connection.execute(sa.insert(versions).values(
            unit=code, number=1, name=plain["name"], plain=canonical(plain).decode()
        ))  # fmt: skip
        connection.execute(sa.insert(events).values(**event, hash=hashed(event)))


def as_version(old: dict[str, Any], day: str) -> dict[str, Any]:
    return {
        "number": 1, "name": old.get("version") or "原清单", "basis": "升级前登记的事项清单", "effective_from": day,
        "items": [
            {"code": one.get("code") or "—", "name": one.get("name") or "—", "meetings": one.get("meeting_sequence") or [],
             "legality_review": one.get("legality_review_required") is not False}
            for one in old["items"]
        ],
    }  # fmt: skip


def canonical(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def hashed(value: Any) -> str:
    return hashlib.sha256(canonical(value)).hexdigest()


def guard_on_sqlite(table: str, constraints: dict[str, tuple[str, ...]]) -> None:
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


def guard_on_postgresql(table: str, _constraints: dict[str, tuple[str, ...]]) -> None:
    op.execute(
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
    op.execute(f"CREATE POLICY {table}_own_unit ON {table} USING (unit = {SAID})")
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")


def downgrade() -> None:
    raise NotImplementedError("Nothing is ever overwritten: there is no way back from the versions of the lists.")
