"""Creates the table of failed sign-ins; they are not of the record, so rows are deleted when they no longer count."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "failed_sign_in",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_failed_sign_in"),
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table("failed_sign_in")
