"""sessions of requests, with seats"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("training_session") as table:
        table.add_column(sa.Column("request_line_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("seats", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk_training_session_request_line_id_request_line"),
            "request_line",
            ["request_line_id"],
            ["id"],
        )
        table.create_index(
            op.f("ix_training_session_request_line_id"), ["request_line_id"], unique=False
        )


def downgrade() -> None:
    raise RuntimeError("restore a backup to go back: what later versions stored has no place here")
