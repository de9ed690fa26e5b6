"""Adds beside the verdicts whether the matter is closed, and since when. Of what was stored before it stays unsaid until the next
act; whoever asks looks into the matter itself.
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.add_column("verdicts", sa.Column("closed", sa.Integer(), nullable=True))
    op.add_column("verdicts", sa.Column("closed_on", sa.Text(), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("Nothing is ever overwritten: there is no way back from what the lists rest on.")
