"""Brings the tables of a database to the newest form and checks that their guards stand; the steps are `migrations`."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError, ProgrammingError

from review.domain.errors import ReviewError
from review.store.connections import NotUsable, connect, for_writing
from review.store.service_role import let_serve, too_much
from review.store.tables import APPEND_ONLY, OF_ONE_UNIT

GUARDS = {"sqlite": ("no_update", "no_delete", "no_replace"), "postgresql": ("no_change", "no_truncate")}
"""The triggers on every append-only table, by dialect; a trigger is called `table_guard`."""

_STANDING = {
    "sqlite": "SELECT name FROM sqlite_schema WHERE type = 'trigger'",
    "postgresql": (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND pg_table_is_visible(tgrelid) "
        "AND (tgenabled = 'A' OR tgenabled = 'O' AND current_setting('session_replication_role') <> 'replica') UNION ALL "
        "SELECT polname FROM pg_policy JOIN pg_class ON pg_class.oid = polrelid "
        "WHERE relrowsecurity AND relforcerowsecurity AND pg_table_is_visible(polrelid)"
    ),
}
"""Of PostgreSQL's triggers those that fire in this session, on the tables that its search path leads to: a setting of role or
database may say otherwise of both; its policies where they hold for the owner too."""

_MIGRATION_LOCK = 2_019_713
"""The key of PostgreSQL's advisory lock, so that of several processes starting at once one migrates."""


class GuardsMissing(ReviewError):
    """The database lets rows be changed that must never be, or shows one unit's to another; it may not be used."""


def migrate(url: str, service: str | None = None) -> None:
    """Bring the database to the newest form, wholly or not at all; raises GuardsMissing, NotUsable.

    `service` is a role of PostgreSQL that owns nothing and may from now on run the service: on the append-only tables it
    may look and add. Raises RoleRefused when it could do more.
    """
    with _opened(url) as connection:
        config = alembic_config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        assert_guarded(connection)
        if service is not None:
            let_serve(connection, service)


def make_ready(url: str) -> None:
    """What the service needs before its first request: on SQLite the newest form; PostgreSQL is brought to it beforehand,
    by the owner, and here only looked at. Raises GuardsMissing, NotUsable."""
    if url.startswith("sqlite"):
        migrate(url)
        return
    with _opened(url) as connection:
        newest = ScriptDirectory.from_config(alembic_config()).get_heads()
        if set(MigrationContext.configure(connection).get_current_heads()) != set(newest):
            raise NotUsable("数据库的结构不是这个版本所要的。请以数据库所有者的身份先运行 review migrate --service 服务角色。")
        assert_guarded(connection)
        role = connection.scalar(text("SELECT current_user"))
        if more := too_much(connection, role):
            raise NotUsable(
                f"数据库角色“{role}”权限过大（{'、'.join(more)}），不能用来运行服务。"
                "请在 REVIEW_DATABASE_URL 中改用经 review migrate --service 授权的角色。"
            )


@contextmanager
def _opened(url: str) -> Iterator[Connection]:
    """One transaction, on PostgreSQL the only one of its kind at a time; what the database refuses is told."""
    engine = connect(url)
    try:
        with for_writing(engine) as connection, connection.begin():
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
            yield connection
    except (OperationalError, ProgrammingError) as error:
        told = str(error.orig).strip().splitlines()[0]
        raise NotUsable(f"数据库不能使用：{told}。请检查 REVIEW_DATABASE_URL、数据库服务和该角色的权限。") from error
    finally:
        engine.dispose()


def alembic_config() -> Config:
    """Alembic's settings without its ini file; the database is handed over as an open connection."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def assert_guarded(connection: Connection) -> None:
    """Refuse a database where a guard is absent: a trigger of an append-only table (SQLite drops them with a rebuilt table),
    or on PostgreSQL a policy that keeps the units apart."""
    dialect = connection.dialect.name
    wanted = {f"{table}_{guard}" for table in APPEND_ONLY for guard in GUARDS[dialect]}
    wanted |= {"revision_no_rowid"} if dialect == "sqlite" else {f"{table}_own_unit" for table in OF_ONE_UNIT}
    missing = wanted - set(connection.scalars(text(_STANDING[dialect])))
    if missing:
        named = "、".join(sorted(missing))
        raise GuardsMissing(f"数据库缺少防护（触发器、行级策略）：{named}。请从备份恢复，或者联系系统管理员。")
