"""who was told that a step of an approved training is due"""

import sqlalchemy as sa
from alembic import op
from engine.store.types import UtcDateTime

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "request_reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("told_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_request_reminder_request_id_request")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_reminder")),
        sa.UniqueConstraint(
            "request_id",
            "what",
            "day",
            name=op.f("uq_request_reminder_request_id_what_day"),
        ),
    )


def downgrade() -> None:
    raise RuntimeError("restore a backup to go back: what later versions stored has no place here")
