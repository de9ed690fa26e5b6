"""Holds what the service may do in PostgreSQL: its role owns nothing, so that no fault of the program, and nobody who gets
hold of its password, can lift a trigger or a policy. SQLite has no roles.
"""

from sqlalchemy import Connection, text

from review.domain.errors import ReviewError
from review.store.tables import APPEND_ONLY, Base

_TOO_MUCH = text("""
    SELECT '超级用户' FROM pg_roles WHERE rolname = :role AND rolsuper
    UNION ALL SELECT '不受行级策略约束' FROM pg_roles WHERE rolname = :role AND rolbypassrls
    UNION ALL SELECT DISTINCT '属于数据表的所有者“' || tableowner || '”' FROM pg_tables
        WHERE schemaname = current_schema AND pg_has_role(:role, tableowner, 'MEMBER')
    UNION ALL SELECT '可以对“' || tablename || '”执行' || verb
        FROM pg_tables, unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER']) AS verb
        WHERE schemaname = current_schema AND tablename = ANY(:append_only)
            AND (has_table_privilege(:role, tablename, verb)
                 OR verb = 'UPDATE' AND has_any_column_privilege(:role, tablename, verb))
""")


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
    return list(connection.scalars(_TOO_MUCH, {"role": role, "append_only": list(APPEND_ONLY)}))[:3]
