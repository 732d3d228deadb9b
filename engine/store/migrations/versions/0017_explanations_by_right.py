"""what it takes to see an explanation"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("explanation") as batch_op:
        batch_op.add_column(sa.Column("needs", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    raise RuntimeError("restore a backup to go back: what later versions stored has no place here")
