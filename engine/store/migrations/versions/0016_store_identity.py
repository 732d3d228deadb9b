"""which store it is"""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    made = op.create_table(
        "store_identity",
        sa.Column("identity", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("identity", name=op.f("pk_store_identity")),
    )
    op.bulk_insert(made, [{"identity": secrets.token_hex(16)}])


def downgrade() -> None:
    raise RuntimeError("restore a backup to go back: what later versions stored has no place here")
