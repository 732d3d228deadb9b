"""what other systems call units and people"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

UNIQUE = (("kind", "external_id"), ("kind", "login"), ("org_unit_id",), ("employee_id",))


def upgrade() -> None:
    op.create_table(
        "external_id",
        sa.Column("system", sa.String(length=20), nullable=False),
        sa.Column("tenant", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("external_id", sa.String(length=255), nullable=True),
        sa.Column("org_unit_id", sa.Integer(), nullable=True),
        sa.Column("employee_id", sa.Integer(), nullable=True),
        sa.Column("login", sa.String(length=255), nullable=True),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["org_unit_id"], ["org_unit.id"], name=op.f("fk_external_id_org_unit_id")
        ),
        sa.ForeignKeyConstraint(
            ["employee_id"], ["employee.id"], name=op.f("fk_external_id_employee_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_external_id")),
        *map(_unique, UNIQUE),
    )
    for column in ("org_unit_id", "employee_id"):
        op.create_index(op.f(f"ix_external_id_{column}"), "external_id", [column])
    _units()
    _people()


def _unique(columns: tuple[str, ...]) -> sa.UniqueConstraint:
    name = "_".join(("uq_external_id_system_tenant", *columns))
    return sa.UniqueConstraint("system", "tenant", *columns, name=op.f(name))


def _units() -> None:
    """Departments of DingTalk were found by their codes; where it is not known of which
    organisation, the first one that is read has them."""
    accounts = sa.text("SELECT DISTINCT tenant FROM channel_identity WHERE channel = 'dingtalk'")
    tenants = op.get_bind().scalars(accounts).all()
    op.get_bind().execute(
        sa.text(
            "INSERT INTO external_id (system, tenant, kind, external_id, org_unit_id, said) "
            "SELECT 'dingtalk', :tenant, 'unit', SUBSTR(code, 6), id, '{}' FROM org_unit "
            "WHERE code LIKE 'DING-%'"
        ),
        {"tenant": tenants[0] if len(tenants) == 1 else ""},
    )


def _people() -> None:
    """Whose account was told by the directory itself."""
    op.execute(
        "INSERT INTO external_id (system, tenant, kind, external_id, employee_id, said) "
        "SELECT channel, tenant, 'person', user_id, employee_id, '{}' FROM channel_identity "
        "WHERE channel = 'dingtalk' AND linked_by = 'directory' AND employee_id IS NOT NULL"
    )


def downgrade() -> None:
    raise RuntimeError("restore a backup to go back: what later versions stored has no place here")
