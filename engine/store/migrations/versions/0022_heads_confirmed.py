"""whether who heads a unit was said by HR alone; of before, it was not"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("org_unit") as table:
        table.add_column(
            sa.Column("head_unconfirmed", sa.Boolean(), server_default=sa.false(), nullable=False)
        )


def downgrade() -> None:
    raise RuntimeError("restore a backup to go back: what later versions stored has no place here")
