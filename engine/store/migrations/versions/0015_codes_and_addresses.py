"""who else may know a code, and since when an address is another"""

import sqlalchemy as sa
from alembic import op

import engine.store.types

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Codes made before were seen by who made them, as were those that linked accounts.
    op.execute("DELETE FROM one_time_code")
    op.execute("UPDATE channel_identity SET linked_by = 'by_hr' WHERE linked_by = 'code'")
    with op.batch_alter_table("one_time_code") as batch_op:
        batch_op.add_column(sa.Column("proof", sa.String(length=20), nullable=False))
        batch_op.add_column(sa.Column("issued_by", sa.String(length=64), nullable=False))
    with op.batch_alter_table("employee") as batch_op:
        batch_op.add_column(sa.Column("email_before", sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column("email_since", engine.store.types.UtcDateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f("ix_employee_email_since"), ["email_since"])


def downgrade() -> None:
    raise RuntimeError("restore a backup to go back: what later versions stored has no place here")
