"""sessions of the page"""

import sqlalchemy as sa
from alembic import op

from engine.store.types import UtcDateTime

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "page_session",
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=True),
        sa.Column("began", sa.String(length=20), nullable=False),
        sa.Column("setup", sa.String(length=64), nullable=True),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("last_seen", UtcDateTime(), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["employee_id"], ["employee.id"], name=op.f("fk_page_session_employee_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page_session")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_page_session_secret_hash")),
    )
    op.create_index(op.f("ix_page_session_employee_id"), "page_session", ["employee_id"])
    op.create_index(op.f("ix_page_session_until"), "page_session", ["until"])


def downgrade() -> None:
    raise RuntimeError("restore a backup to go back: what later versions stored has no place here")
