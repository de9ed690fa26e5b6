"""Holds what the service may do in PostgreSQL: its role owns nothing, so that no fault of the program, and nobody who gets
hold of its password, can lift a trigger or a policy. SQLite has no roles.
"""

from sqlalchemy import Connection, text

from review.domain.errors import ReviewError
from review.store.tables import APPEND_ONLY, Base

_TOO_MUCH = text("""
    WITH used AS (
            SELECT oid, relname, relowner, relnamespace FROM pg_class WHERE relname = ANY(:tables) AND pg_table_is_visible(oid)),
        kept AS (SELECT oid, relname FROM used WHERE relname = ANY(:append_only))
    SELECT '超级用户' FROM pg_roles WHERE rolname = :role AND rolsuper
    UNION ALL SELECT '不受行级策略约束' FROM pg_roles WHERE rolname = :role AND rolbypassrls
    UNION ALL SELECT '可以建立角色' FROM pg_roles WHERE rolname = :role AND rolcreaterole
    UNION ALL SELECT '属于预定义角色“' || rolname || '”' FROM pg_roles
        WHERE rolname IN ('pg_execute_server_program', 'pg_write_server_files') AND pg_has_role(:role, oid, 'MEMBER')
    UNION ALL SELECT '可以停用触发器' WHERE has_parameter_privilege(:role, 'session_replication_role', 'SET')
    UNION ALL SELECT DISTINCT '属于数据表的所有者“' || pg_get_userbyid(relowner) || '”'
        FROM used WHERE pg_has_role(:role, relowner, 'MEMBER')
    UNION ALL SELECT DISTINCT '属于触发器函数的所有者“' || pg_get_userbyid(proowner) || '”'
        FROM pg_trigger JOIN kept ON kept.oid = tgrelid JOIN pg_proc ON pg_proc.oid = tgfoid
        WHERE NOT tgisinternal AND pg_has_role(:role, proowner, 'MEMBER')
    UNION ALL SELECT '属于模式“' || nspname || '”的所有者，可以删除其中的数据表' FROM pg_namespace
        WHERE oid IN (SELECT relnamespace FROM used) AND pg_has_role(:role, nspowner, 'MEMBER')
    UNION ALL SELECT '属于数据库“' || datname || '”的所有者' FROM pg_database
        WHERE datname = current_database() AND pg_has_role(:role, datdba, 'MEMBER')
    UNION ALL SELECT '可以在数据库“' || current_database() || '”中建立模式'
        WHERE has_database_privilege(:role, current_database(), 'CREATE')
    UNION ALL SELECT '可以在模式“' || nspname || '”中建立对象' FROM pg_namespace
        WHERE (nspname = ANY(current_schemas(false)) AND oid <> pg_my_temp_schema() OR nspname = :role)
            AND has_schema_privilege(:role, oid, 'CREATE')
    UNION ALL SELECT '可以对“' || relname || '”执行' || verb
        FROM kept, unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER']) AS verb
        WHERE has_table_privilege(:role, oid, verb) OR verb = 'UPDATE' AND has_any_column_privilege(:role, oid, verb)
""")
"""Of the tables that the search path of this session leads to. Whoever owns schema or database drops what is not his own; whoever
may create in them puts another table, or function, before the one that is meant; who makes roles gives himself that of the owner
(before PostgreSQL 16); and who writes the server's files, or runs its programs, is the server."""


class RoleRefused(ReviewError):
    """This role cannot run the service; it was given nothing."""


def let_serve(connection: Connection, role: str) -> None:
    """Give the role what the service needs and nothing else: to look and to add where nothing is ever changed."""
    if connection.dialect.name != "postgresql":
        raise RoleRefused("SQLite 数据库没有角色，--service 只用于 PostgreSQL。")
    if connection.scalar(text("SELECT 1 FROM pg_roles WHERE rolname = :role"), {"role": role}) is None:
        raise RoleRefused(f"数据库中没有角色“{role}”，请先用 CREATE ROLE 建立。")
    quoted = connection.dialect.identifier_preparer.quote(role)
    schema = connection.dialect.identifier_preparer.quote(connection.scalar(text("SELECT current_schema")))
    statements = [
        f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {quoted}",
        f"GRANT USAGE ON SCHEMA {schema} TO {quoted}",
        f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA {schema} TO {quoted}",
        f"GRANT SELECT ON alembic_version TO {quoted}",
    ]
    for table in Base.metadata.tables:
        verbs = "SELECT, INSERT" if table in APPEND_ONLY else "SELECT, INSERT, UPDATE, DELETE"
        statements.append(f"GRANT {verbs} ON {table} TO {quoted}")
    for statement in statements:
        connection.execute(text(statement))
    if more := too_much(connection, role):
        raise RoleRefused(f"角色“{role}”权限过大（{'、'.join(more)}），不能运行服务；请另用一个角色。没有授予任何权限。")


def too_much(connection: Connection, role: str) -> list[str]:
    """The first things the role could do that the service must never: lift the guards, or change what is only added to."""
    of = {"role": role, "tables": list(Base.metadata.tables), "append_only": list(APPEND_ONLY)}
    return list(connection.scalars(_TOO_MUCH, of))[:3]
