"""On PostgreSQL nothing on record is changed by anybody, and the service is a role that could not even try."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import NullPool, create_engine
from sqlalchemy.exc import IntegrityError, ProgrammingError

from review.store import GuardsMissing, NotUsable, RoleRefused, SqlStore, make_ready, migrate
from review.store.schema import GUARDS
from review.store.tables import APPEND_ONLY, OF_ONE_UNIT, Base
from tests.cluster import OWNER, SERVICE, SUPERUSER
from tests.databases import Database, Databases

from .examples import FILE, UNIT, dossier, enrol, enter, first, look, remind, submit, supplement

pytestmark = pytest.mark.heavy

DENIED = r"permission denied|must be owner"

STORED = {table: [column.name for column in Base.metadata.tables[table].columns if not column.computed] for table in APPEND_ONLY}
"""What the database does not compute from the others: of that nothing can be given."""
CHANGES = [
    *(f"UPDATE {table} SET {column} = {column}" for table, columns in STORED.items() for column in columns),
    *(f"DELETE FROM {table}" for table in APPEND_ONLY),
    *(f"TRUNCATE {table} CASCADE" for table in APPEND_ONLY),
    *(f"INSERT INTO {table} ({', '.join(STORED[table])}) SELECT {', '.join(STORED[table])} FROM {table} "
      f"ON CONFLICT ON CONSTRAINT pk_{table} DO UPDATE SET {column} = 'x'"
      for table, column in (("matter", "number"), ("revision", "title"), ("spending", "payee"), ("event", "sealed"),
                            ("file", "name"), ("topic", "type"), ("catalogue", "name"), ("register_event", "sealed"),
                            ("notice", "text"), ("delivery", "address"), ("adviser", "plain"), ("adviser_interest", "plain"),
                            ("delegation", "plain"), ("handover", "plain"), ("access", "sealed"))),
    *(f"MERGE INTO {table} USING {table} AS same ON true WHEN MATCHED THEN DELETE" for table in APPEND_ONLY),
]  # fmt: skip


@pytest.fixture
def kind() -> str:
    return "postgresql"


@pytest.fixture
def recorded(store: SqlStore, database: Database) -> Database:
    """A database with two revisions of a matter that spends something."""
    with store.writing(UNIT) as work:
        matter = submit(work, first(of=dossier("03-operations-procurement")), key="key-1")
        supplement(work, matter)
        work.files.add(FILE)
        remind(work, matter)
        enter(work)
        enrol(work)
        look(work)
        work.time_stamps.add(1, b"token")
        work.rulebooks.keep("a" * 64, {"calendar.toml": b""})
        work.commit()
    return database


def attempt(url: str, statement: str) -> None:
    """As any other program would, with the rows of the unit before it."""
    with create_engine(url, poolclass=NullPool).begin() as connection:
        connection.exec_driver_sql(f"SET app.unit = '{UNIT}'")
        connection.exec_driver_sql(statement)


def contents(database: Database) -> dict[str, list[tuple[object, ...]]]:
    return {table: database.rows(f"SELECT * FROM {table} ORDER BY 1, 2") for table in APPEND_ONLY}


def test_neither_owner_nor_superuser_nor_service_changes_what_is_on_record(recorded: Database) -> None:
    before = contents(recorded)
    for statement in CHANGES:
        for url in (recorded.owner, recorded.unhidden):
            with pytest.raises(IntegrityError, match="append-only"):
                attempt(url, statement)
        with pytest.raises(ProgrammingError, match=DENIED):
            attempt(recorded.url, statement)
    assert contents(recorded) == before
    assert all(before.values())


@pytest.mark.parametrize("statement", [
    "ALTER TABLE event DISABLE TRIGGER ALL", "DROP TRIGGER event_no_change ON event", "DROP TABLE event CASCADE",
    "ALTER TABLE event DISABLE ROW LEVEL SECURITY", "DROP POLICY event_own_unit ON event", "DROP FUNCTION refuse_change CASCADE",
    "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "CREATE TRIGGER mine BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    "SET session_replication_role = replica", f"SET ROLE {OWNER}", f"SET ROLE {SUPERUSER}",
    "CREATE TABLE mine (a int)", "UPDATE alembic_version SET version_num = '0001'",
])  # fmt: skip
def test_the_service_cannot_lift_a_guard(recorded: Database, statement: str) -> None:
    with pytest.raises(ProgrammingError, match=DENIED):
        attempt(recorded.url, statement)
    make_ready(recorded.url)


def test_the_service_may_look_and_add_and_keep_the_register(database: Database) -> None:
    verbs = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")
    for table in (*Base.metadata.tables, "alembic_version"):
        asked = ", ".join(f"has_table_privilege('{SERVICE}', '{table}', '{verb}')" for verb in verbs)
        (held,) = database.rows(f"SELECT {asked}")
        allowed = 1 if table == "alembic_version" else 2 if table in APPEND_ONLY else 4
        assert held == (*[True] * allowed, *[False] * (len(verbs) - allowed)), table


@pytest.mark.parametrize(("more", "less", "said"), [
    (f"GRANT UPDATE (sealed) ON event TO {SERVICE}", f"REVOKE UPDATE (sealed) ON event FROM {SERVICE}", "“event”执行UPDATE"),
    ("GRANT DELETE ON revision TO PUBLIC", "REVOKE DELETE ON revision FROM PUBLIC", "“revision”执行DELETE"),
    (f"GRANT TRUNCATE ON matter TO {SERVICE}", f"REVOKE TRUNCATE ON matter FROM {SERVICE}", "“matter”执行TRUNCATE"),
    (f"ALTER ROLE {SERVICE} BYPASSRLS", f"ALTER ROLE {SERVICE} NOBYPASSRLS", "不受行级策略约束"),
    (f"ALTER ROLE {SERVICE} SUPERUSER", f"ALTER ROLE {SERVICE} NOSUPERUSER", "超级用户"),
    (f"GRANT {OWNER} TO {SERVICE}", f"REVOKE {OWNER} FROM {SERVICE}", f"所有者“{OWNER}”"),
    (f"ALTER ROLE {SERVICE} CREATEROLE", f"ALTER ROLE {SERVICE} NOCREATEROLE", "可以建立角色"),
    *((f"GRANT {role} TO {SERVICE}", f"REVOKE {role} FROM {SERVICE}", role)
      for role in ("pg_execute_server_program", "pg_write_server_files")),
    (f"GRANT SET ON PARAMETER session_replication_role TO {SERVICE}",
     f"REVOKE SET ON PARAMETER session_replication_role FROM {SERVICE}", "可以停用触发器"),
    (f"ALTER DATABASE :name OWNER TO {SERVICE}", f"ALTER DATABASE :name OWNER TO {OWNER}", "属于模式“public”的所有者"),
    (f"ALTER SCHEMA public OWNER TO {SERVICE}", "ALTER SCHEMA public OWNER TO pg_database_owner", "属于模式“public”的所有者"),
    (f"ALTER FUNCTION refuse_change OWNER TO {SERVICE}", f"ALTER FUNCTION refuse_change OWNER TO {OWNER}", "触发器函数的所有者"),
    (f"GRANT CREATE ON DATABASE :name TO {SERVICE}", f"REVOKE CREATE ON DATABASE :name FROM {SERVICE}", "中建立模式"),
    ("GRANT CREATE ON SCHEMA public TO PUBLIC", "REVOKE CREATE ON SCHEMA public FROM PUBLIC", "在模式“public”中建立对象"),
    (f"CREATE SCHEMA {SERVICE} AUTHORIZATION {SERVICE}", f"DROP SCHEMA {SERVICE}", f"在模式“{SERVICE}”中建立对象"),
])  # fmt: skip
def test_a_role_that_could_do_more_neither_serves_nor_is_let(databases: Databases, database: Database, more, less, said) -> None:
    name = database.url.partition("?")[0].rpartition("/")[2]
    more, less = (statement.replace(":name", name) for statement in (more, less))
    databases.cluster.execute(more, name)
    try:
        with pytest.raises(NotUsable, match=said):
            make_ready(database.url)
        if not more.startswith("GRANT UPDATE") and not more.startswith("GRANT TRUNCATE"):  # those are taken from it again
            with pytest.raises(RoleRefused, match=said):
                migrate(database.owner, SERVICE)
    finally:
        databases.cluster.execute(less, name)
    make_ready(database.url)


def test_a_role_whose_search_path_leads_elsewhere_is_looked_at_where_its_tables_are(databases: Databases, database: Database):
    """Each role may set its own: the service was looked at in a schema in which nothing is, and found to be harmless."""
    name = database.url.partition("?")[0].rpartition("/")[2]
    databases.cluster.execute(f"CREATE SCHEMA elsewhere; GRANT USAGE ON SCHEMA elsewhere TO {SERVICE}", name)
    databases.cluster.execute(f"GRANT UPDATE ON event TO {SERVICE}", name)
    try:
        attempt(database.url, f"ALTER ROLE {SERVICE} IN DATABASE {name} SET search_path = elsewhere, public")
        with pytest.raises(NotUsable, match="“event”执行UPDATE"):
            make_ready(database.url)
    finally:
        databases.cluster.execute(f"ALTER ROLE {SERVICE} IN DATABASE {name} RESET ALL")
        databases.cluster.execute(f"REVOKE UPDATE ON event FROM {SERVICE}", name)


@pytest.mark.parametrize("lift", [
    "ALTER DATABASE :name SET session_replication_role = replica",
    "CREATE SCHEMA before; GRANT USAGE ON SCHEMA before TO PUBLIC; CREATE TABLE before.event (LIKE public.event INCLUDING ALL);"
    " GRANT ALL ON before.event TO PUBLIC; ALTER DATABASE :name SET search_path = before, public",
])  # fmt: skip
def test_guards_that_do_not_hold_for_the_service_are_missing(databases: Databases, database: Database, lift: str) -> None:
    """They stand, but do not fire in its sessions, or on a table that it does not use."""
    name = database.url.partition("?")[0].rpartition("/")[2]
    databases.cluster.execute(lift.replace(":name", name), name)
    with pytest.raises(GuardsMissing, match="event_no_change"):
        make_ready(database.url)


def test_neither_the_owner_nor_a_superuser_serves(database: Database) -> None:
    for url in (database.owner, database.unhidden):
        with pytest.raises(NotUsable, match="权限过大"):
            make_ready(url)
    with pytest.raises(RoleRefused, match="权限过大"):
        migrate(database.owner, OWNER)
    with pytest.raises(RoleRefused, match="没有角色“无此角色”"):
        migrate(database.owner, "无此角色")


GUARDED = {
    **{f"{table}_{guard}": f"DROP TRIGGER {table}_{guard} ON {table}" for table in APPEND_ONLY for guard in GUARDS["postgresql"]},
    "event_no_change": "ALTER TABLE event DISABLE TRIGGER event_no_change",
    "matter_no_change": "ALTER TABLE matter ENABLE REPLICA TRIGGER matter_no_change",
    **{f"{table}_own_unit": f"DROP POLICY {table}_own_unit ON {table}" for table in OF_ONE_UNIT},
    "event_own_unit": "ALTER TABLE event DISABLE ROW LEVEL SECURITY",
    "revision_own_unit": "ALTER TABLE revision NO FORCE ROW LEVEL SECURITY",
}


@pytest.mark.parametrize(("guard", "lift"), GUARDED.items(), ids=GUARDED.keys())
def test_a_database_without_one_of_its_guards_is_refused(database: Database, guard: str, lift: str) -> None:
    database.run(lift)
    for use, url in ((make_ready, database.url), (migrate, database.owner)):
        with pytest.raises(GuardsMissing, match=guard):
            use(url)


def test_a_database_of_another_form_is_refused_and_the_service_cannot_change_it(databases: Databases, kind: str) -> None:
    with databases.new(kind) as empty:
        with pytest.raises(NotUsable, match="先运行 review migrate --service"):
            make_ready(empty.url)
        with pytest.raises(NotUsable, match="permission denied"):
            migrate(empty.url)
        assert empty.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'") == []
        migrate(empty.owner)
        with pytest.raises(NotUsable, match="permission denied"):
            make_ready(empty.url)
        migrate(empty.owner, SERVICE)
        make_ready(empty.url)


def test_the_migrated_tables_are_the_declared_ones(database: Database) -> None:
    with create_engine(database.owner, poolclass=NullPool).connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_a_connection_that_the_server_closed_is_not_used_again(store: SqlStore, database: Database) -> None:
    with store.reading(UNIT) as work:
        assert work.matters.lines() == ()
    database.rows("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'review_service'")
    with store.reading(UNIT) as work:
        assert work.matters.lines() == ()
