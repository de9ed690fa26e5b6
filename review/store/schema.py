"""Brings the tables of a database to the newest form and checks that their guards stand; the steps are `migrations`."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from review.domain.errors import ReviewError
from review.store.connections import connect, for_writing
from review.store.tables import APPEND_ONLY

GUARDS = {"sqlite": ("no_update", "no_delete", "no_replace"), "postgresql": ("no_change", "no_truncate")}
"""The triggers on every append-only table, by dialect; a trigger is called `table_guard`."""

_TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_schema WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
}

_MIGRATION_LOCK = 2_019_713
"""The key of PostgreSQL's advisory lock, so that of several processes starting at once one migrates."""


class GuardsMissing(ReviewError):
    """The database lets rows be changed that must never be; it may not be used."""


def migrate(url: str) -> None:
    """Bring the database to the newest form, wholly or not at all; raises GuardsMissing when a trigger is absent."""
    engine = connect(url)
    try:
        with for_writing(engine) as connection, connection.begin():
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
            config = alembic_config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            assert_guarded(connection)
    finally:
        engine.dispose()


def alembic_config() -> Config:
    """Alembic's settings without its ini file; the database is handed over as an open connection."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def assert_guarded(connection: Connection) -> None:
    """Refuse a database where a trigger of an append-only table is absent: SQLite drops them with a rebuilt table."""
    dialect = connection.dialect.name
    wanted = {f"{table}_{guard}" for table in APPEND_ONLY for guard in GUARDS[dialect]}
    if dialect == "sqlite":
        wanted.add("revision_no_rowid")
    missing = wanted - set(connection.scalars(text(_TRIGGERS[dialect])))
    if missing:
        raise GuardsMissing(f"数据库缺少防改触发器：{'、'.join(sorted(missing))}。请从备份恢复，或者联系系统管理员。")
