"""tries counted by all processes; the browser that asked for a code"""

import sqlalchemy as sa
from alembic import op

import engine.store.types

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "counted_try",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("at", engine.store.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counted_try")),
    )
    op.create_index(op.f("ix_counted_try_key"), "counted_try", ["key"], unique=False)
    with op.batch_alter_table("one_time_code") as table:
        table.add_column(sa.Column("browser", sa.String(length=64), nullable=True))


def downgrade() -> None:
    raise RuntimeError("restore a backup to go back: what later versions stored has no place here")
