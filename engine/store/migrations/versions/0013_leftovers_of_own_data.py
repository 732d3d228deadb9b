"""anonymous answers; managers and last days of work; certificates of which only the last day is known"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("survey_answer") as batch_op:
        batch_op.alter_column("employee_id", existing_type=sa.Integer(), nullable=True)
        batch_op.add_column(sa.Column("respondent", sa.String(length=64), nullable=True))
        batch_op.create_unique_constraint(
            batch_op.f("uq_survey_answer_survey_id_respondent_question"),
            ["survey_id", "respondent", "question"],
        )
    with op.batch_alter_table("employee") as batch_op:
        batch_op.add_column(sa.Column("manager_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("left_on", sa.Date(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_employee_manager_id"), "employee", ["manager_id"], ["id"]
        )
        batch_op.create_index(batch_op.f("ix_employee_manager_id"), ["manager_id"])
        batch_op.create_index(batch_op.f("ix_employee_left_on"), ["left_on"])
    with op.batch_alter_table("employee_certificate") as batch_op:
        batch_op.alter_column("issued_on", existing_type=sa.Date(), nullable=True)


def downgrade() -> None:
    raise RuntimeError("restore a backup to go back: what later versions stored has no place here")
