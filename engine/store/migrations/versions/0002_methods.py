"""what the methods need: KPI drivers, payroll, agreements, replayable explanations"""

import sqlalchemy as sa
from alembic import op

import engine.store.types

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "payroll_year",
        sa.Column("fiscal_year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("amount", engine.store.types.ExactDecimal(18, 2), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.PrimaryKeyConstraint("fiscal_year", name=op.f("pk_payroll_year")),
    )
    _create_kpi_skill()
    _create_service_agreement()
    with op.batch_alter_table("budget_version") as batch_op:
        batch_op.add_column(sa.Column("explanation_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_budget_version_explanation_id"), "explanation", ["explanation_id"], ["id"]
        )
    with op.batch_alter_table("course") as batch_op:
        batch_op.add_column(sa.Column("variant_of_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_course_variant_of_id"), ["variant_of_id"])
        batch_op.create_foreign_key(
            batch_op.f("fk_course_variant_of_id"), "course", ["variant_of_id"], ["id"]
        )
    for name in ("isolation", "confidence"):
        op.add_column(
            "evaluation", sa.Column(name, engine.store.types.ExactDecimal(9, 6), nullable=True)
        )
    with op.batch_alter_table("explanation") as batch_op:
        # Those from before cannot be replayed; they still show what they were made from.
        batch_op.add_column(
            sa.Column("method_version", sa.Integer(), nullable=False, server_default="0")
        )
        batch_op.add_column(
            sa.Column("formula", sa.String(length=500), nullable=False, server_default="")
        )
    _move_kpi_skills()
    _index_for_speed()


def _index_for_speed() -> None:
    if op.get_bind().dialect.name == "postgresql":
        # Byte order, so that a subtree is one range of the index.
        op.execute('ALTER TABLE org_unit ALTER COLUMN path TYPE VARCHAR(700) COLLATE "C"')
    op.create_index(
        op.f("ix_kpi_result_kpi_id_period_start"), "kpi_result", ["kpi_id", "period_start"]
    )
    op.create_index(
        op.f("ix_participation_session_id_attended"), "participation", ["session_id", "attended"]
    )


def _create_kpi_skill() -> None:
    op.create_table(
        "kpi_skill",
        sa.Column("kpi_id", sa.Integer(), nullable=False),
        sa.Column("skill_id", sa.Integer(), nullable=False),
        sa.Column("coefficient", engine.store.types.ExactDecimal(18, 6), nullable=True),
        sa.Column("coefficient_unit", sa.String(length=20), nullable=True),
        sa.Column("evidence", sa.String(length=300), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["kpi_id"], ["kpi.id"], name=op.f("fk_kpi_skill_kpi_id")),
        sa.ForeignKeyConstraint(["skill_id"], ["skill.id"], name=op.f("fk_kpi_skill_skill_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kpi_skill")),
        sa.UniqueConstraint("kpi_id", "skill_id", name=op.f("uq_kpi_skill_kpi_id_skill_id")),
    )
    op.create_index(op.f("ix_kpi_skill_skill_id"), "kpi_skill", ["skill_id"])


def _create_service_agreement() -> None:
    op.create_table(
        "service_agreement",
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("agreed_cost", engine.store.types.ExactDecimal(18, 2), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("special_fund", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["employee_id"], ["employee.id"], name=op.f("fk_service_agreement_employee_id")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["training_session.id"], name=op.f("fk_service_agreement_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_agreement")),
    )
    for column in ("employee_id", "session_id"):
        op.create_index(op.f(f"ix_service_agreement_{column}"), "service_agreement", [column])


def _move_kpi_skills() -> None:
    """A KPI may have several skills behind it, each with a measure."""
    op.execute(
        "INSERT INTO kpi_skill (kpi_id, skill_id) "
        "SELECT id, skill_id FROM kpi WHERE skill_id IS NOT NULL"
    )
    with op.batch_alter_table("kpi") as batch_op:
        batch_op.drop_index(batch_op.f("ix_kpi_skill_id"))
        batch_op.drop_constraint(batch_op.f("fk_kpi_skill_id"), type_="foreignkey")
        batch_op.drop_column("skill_id")


def downgrade() -> None:
    raise RuntimeError("restore a backup to go back: what later versions stored has no place here")
