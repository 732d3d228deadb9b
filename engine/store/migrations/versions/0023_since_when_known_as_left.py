"""since when it is known that somebody has left; not of those of before"""

import sqlalchemy as sa
from alembic import op

import engine.store.types

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("employee") as table:
        table.add_column(sa.Column("left_said_at", engine.store.types.UtcDateTime(timezone=True), nullable=True))


def downgrade() -> None:
    raise RuntimeError("restore a backup to go back: what later versions stored has no place here")
