"""questions of one's own in a survey, and what was answered"""

import sqlalchemy as sa
from alembic import op
from engine.store.types import UtcDateTime

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

QUESTION, ANSWER = "needs_survey_question", "needs_survey_answer"


def upgrade() -> None:
    op.create_table(
        QUESTION,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("position_no", sa.Integer(), nullable=False),
        sa.Column("wording", sa.String(length=500), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("choices", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("lowest", sa.Integer(), nullable=True),
        sa.Column("highest", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["needs_survey.id"], name=op.f(f"fk_{QUESTION}_survey_id_needs_survey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{QUESTION}")),
        sa.UniqueConstraint(
            "survey_id", "position_no", name=op.f(f"uq_{QUESTION}_survey_id_position_no")
        ),
    )
    op.create_table(
        ANSWER,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("wording", sa.String(length=2000), nullable=True),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("answered_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], [f"{QUESTION}.id"], name=op.f(f"fk_{ANSWER}_question_id_{QUESTION}")
        ),
        sa.ForeignKeyConstraint(
            ["employee_id"], ["employee.id"], name=op.f(f"fk_{ANSWER}_employee_id_employee")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{ANSWER}")),
        sa.UniqueConstraint(
            "question_id", "employee_id", name=op.f(f"uq_{ANSWER}_question_id_employee_id")
        ),
    )
    op.create_index(op.f(f"ix_{ANSWER}_employee_id"), ANSWER, ["employee_id"])


def downgrade() -> None:
    raise RuntimeError("restore a backup to go back: what later versions stored has no place here")
