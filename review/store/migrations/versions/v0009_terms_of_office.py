"""Adds to a person of the register the first and the last day of each office; what is not entered sets no bound."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    for name in ("group_since", "group_until", "admin_since", "admin_until"):
        op.add_column("person", sa.Column(name, sa.Text(), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("There is no way back from the days of office that were entered.")
