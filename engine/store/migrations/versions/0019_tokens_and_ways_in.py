"""tokens of programs; what the doer of a deed came in with; roles with their beginnings"""

import sqlalchemy as sa
from alembic import op

from engine.store.types import UtcDateTime

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "api_token",
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("made_by", sa.String(length=64), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=False),
        sa.Column("last_used", UtcDateTime(), nullable=True),
        sa.Column("revoked_at", UtcDateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["employee_id"], ["employee.id"], name=op.f("fk_api_token_employee_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_token")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_api_token_secret_hash")),
    )
    op.create_index(op.f("ix_api_token_employee_id"), "api_token", ["employee_id"])
    op.add_column("role_grant", sa.Column("since", UtcDateTime(), nullable=True))
    op.add_column("role_grant", sa.Column("until", sa.Date(), nullable=True))
    op.add_column("role_grant", sa.Column("granted_by", sa.String(length=64), nullable=True))
    op.add_column("audit_event", sa.Column("began", sa.String(length=60), nullable=True))


def downgrade() -> None:
    raise RuntimeError("restore a backup to go back: what later versions stored has no place here")
