"""signatures of callbacks that were used"""

import sqlalchemy as sa
from alembic import op

import engine.store.types

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "used_signature",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("signature", sa.String(length=64), nullable=False),
        sa.Column("body", sa.String(length=64), nullable=False),
        sa.Column("until", engine.store.types.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_used_signature")),
        sa.UniqueConstraint("signature", name=op.f("uq_used_signature_signature")),
    )
    op.create_index(op.f("ix_used_signature_until"), "used_signature", ["until"])


def downgrade() -> None:
    raise RuntimeError("restore a backup to go back: what later versions stored has no place here")
