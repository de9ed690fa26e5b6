"""Creates the table of what each revision spends, append-only as the revisions are, and fills it from the stored matters.

The keys are those of `review.domain.related` as it was when this step was made; the step reads plain JSON, so that it does
not change when the dossier does.
"""

import json
import unicodedata
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

AT_ONCE = 200
"""How many dossiers are read at once."""


def upgrade() -> None:
    op.create_table(
        "spending",
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("budget_year", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=True) for name in ("payee", "item", "project", "amount")),
        sa.PrimaryKeyConstraint("matter", "revision", name="pk_spending"),
        sa.ForeignKeyConstraint(
            ["matter", "revision"], ["revision.matter", "revision.revision"], name="fk_spending_revision"
        ),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    for key in ("payee", "item", "project"):
        op.create_index(f"ix_spending_{key}", "spending", ["unit", "budget_year", key])
    if not op.get_context().as_sql:  # written out for a dialect, there is no database whose matters could be read
        fill(op.get_bind())
    if op.get_context().dialect.name == "sqlite":
        guard_on_sqlite()
    else:
        guard_on_postgresql()


def fill(connection: sa.Connection) -> None:
    """Write the row of every matter's newest revision; older ones count no more."""
    text, number = sa.Text(), sa.Integer()
    matter = sa.table("matter", sa.column("id", text), sa.column("unit", text))
    stored = sa.table(
        "revision", sa.column("matter", text), sa.column("revision", number), sa.column("dossier", text)
    )
    names = ("matter", "unit", "payee", "item", "project", "amount")
    spending = sa.table(
        "spending", sa.column("revision", number), sa.column("budget_year", number), *(sa.column(one, text) for one in names)
    )
    newest = list(connection.execute(
        sa.select(stored.c.matter, matter.c.unit, sa.func.max(stored.c.revision).label("revision"))
        .join(matter, matter.c.id == stored.c.matter).group_by(stored.c.matter, matter.c.unit)
    ))  # fmt: skip
    for start in range(0, len(newest), AT_ONCE):
        rows = []
        for one in newest[start : start + AT_ONCE]:
            here = (stored.c.matter == one.matter) & (stored.c.revision == one.revision)
            spent = spending_of(json.loads(connection.scalar(sa.select(stored.c.dossier).where(here))))
            if spent is not None:
                rows.append({"matter": one.matter, "revision": one.revision, "unit": one.unit, **spent})
        if rows:
            connection.execute(sa.insert(spending), rows)


def spending_of(dossier: dict[str, Any]) -> dict[str, Any] | None:
    """What a stored dossier spends; "" is the key of what is known to have none, nothing that of what is not known."""
    matter = dossier.get("matter") or {}
    funds, project = matter.get("funds"), matter.get("project")
    if funds is None or not matter.get("number") or not matter.get("submitted_on"):
        return None
    bought = funds.get("procurement")
    buys_nothing = bought is None and funds.get("kind") not in (None, "PROCUREMENT")
    classes = matter.get("category"), matter.get("secondary_categories")
    no_project = project is None and None not in classes and "MAJOR_PROJECT" not in (classes[0], *classes[1])
    return {
        "budget_year": int(matter["submitted_on"][:4]), "amount": funds.get("amount"),
        "payee": comparable(funds.get("payee")), "item": "" if buys_nothing else comparable((bought or {}).get("item_code")),
        "project": "" if no_project else comparable((project or {}).get("code")),
    }  # fmt: skip


def comparable(text: str | None) -> str | None:
    if text is None:
        return None
    seen = (one for one in unicodedata.normalize("NFKC", text) if not one.isspace() and unicodedata.category(one) != "Cf")
    return "".join(seen) if any(map(str.isalnum, text)) else ""


def guard_on_sqlite() -> None:
    for verb in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER spending_no_{verb} BEFORE {verb.upper()} ON spending "
            "BEGIN SELECT RAISE(ABORT, 'spending is append-only'); END"
        )
    op.execute(
        "CREATE TRIGGER spending_no_replace BEFORE INSERT ON spending BEGIN "
        "SELECT RAISE(ABORT, 'UNIQUE constraint failed: pk_spending') FROM spending "
        "WHERE matter = NEW.matter AND revision = NEW.revision; END"
    )


def guard_on_postgresql() -> None:
    op.execute(
        "CREATE TRIGGER spending_no_change BEFORE UPDATE OR DELETE ON spending "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        "CREATE TRIGGER spending_no_truncate BEFORE TRUNCATE ON spending "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )


def downgrade() -> None:
    raise NotImplementedError("Nothing is ever overwritten: there is no way back from the rows of the revisions.")
