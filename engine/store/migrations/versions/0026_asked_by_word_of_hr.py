"""whether who asked might ask by HR's word alone; of before, he might otherwise"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("request") as table:
        table.add_column(
            sa.Column("by_word_of_hr", sa.Boolean(), server_default=sa.false(), nullable=False)
        )


def downgrade() -> None:
    raise RuntimeError("restore a backup to go back: what later versions stored has no place here")
