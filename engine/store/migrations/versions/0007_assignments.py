"""where people belonged, day by day; what imports changed"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "employee_assignment",
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("org_unit_id", sa.Integer(), nullable=False),
        sa.Column("position_id", sa.Integer(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["employee_id"], ["employee.id"], name=op.f("fk_employee_assignment_employee_id")
        ),
        sa.ForeignKeyConstraint(
            ["org_unit_id"], ["org_unit.id"], name=op.f("fk_employee_assignment_org_unit_id")
        ),
        sa.ForeignKeyConstraint(
            ["position_id"], ["position.id"], name=op.f("fk_employee_assignment_position_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employee_assignment")),
    )
    with op.batch_alter_table("employee_assignment") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_employee_assignment_employee_id_valid_to"), ["employee_id", "valid_to"]
        )
        batch_op.create_index(batch_op.f("ix_employee_assignment_org_unit_id"), ["org_unit_id"])
    # Since when nobody knows: they have always been where they are.
    op.execute(
        "INSERT INTO employee_assignment (employee_id, org_unit_id, position_id) "
        "SELECT id, org_unit_id, position_id FROM employee"
    )
    op.create_table(
        "import_change",
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("field", sa.String(length=60), nullable=False),
        sa.Column("old", sa.String(length=300), nullable=False),
        sa.Column("new", sa.String(length=300), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_import_change_batch_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_change")),
    )
    with op.batch_alter_table("import_change") as batch_op:
        batch_op.create_index(batch_op.f("ix_import_change_batch_id"), ["batch_id"])


def downgrade() -> None:
    raise RuntimeError("restore a backup to go back: what later versions stored has no place here")
