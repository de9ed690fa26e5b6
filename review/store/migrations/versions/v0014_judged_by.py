"""Adds to the verdicts of a judgement by which rules and by which program they came about. Of what was stored before nobody
knows the program, so it stays unsaid.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    for name in ("rulebook", "program"):
        op.add_column("verdicts", sa.Column(name, sa.Text(), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("Nothing is ever overwritten: there is no way back from what the verdicts came about by.")
