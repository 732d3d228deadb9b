"""the company's own money, clock and years; amounts with the digits of every currency"""

import sqlalchemy as sa
from alembic import op

import engine.store.types

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

AMOUNTS = {
    "payroll_year": ("amount",),
    "employee": ("loaded_hourly_cost",),
    "cost_line": ("amount",),
    "request": ("total",),
    "service_agreement": ("agreed_cost",),
    "request_line": ("unit_cost", "total", "low", "high"),
    "budget_line": ("planned",),
    "budget_entry": ("amount", "original_amount"),
    "budget_sum": ("amount",),
}
# SQLite keeps exact decimals as whole units: hundredths until now, ten thousandths from now on.
UNITS = 100


def upgrade() -> None:
    op.create_table(
        "company_settings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("time_zone", sa.String(length=60), nullable=False),
        sa.Column("fiscal_first_month", sa.Integer(), nullable=False),
        sa.Column("fiscal_named_by_start", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company_settings")),
    )
    op.execute(
        "INSERT INTO company_settings "
        "(id, currency, time_zone, fiscal_first_month, fiscal_named_by_start) "
        "VALUES (1, 'CNY', 'Asia/Shanghai', 1, false)"
    )
    if op.get_bind().dialect.name == "sqlite":
        _scale()
    else:
        _widen()


def _widen() -> None:
    """A wider type rewrites a table without firing its triggers."""
    for table, columns in AMOUNTS.items():
        for column in columns:
            op.alter_column(
                table,
                column,
                type_=engine.store.types.ExactDecimal(18, 4),
                existing_type=engine.store.types.ExactDecimal(18, 2),
            )


def _scale() -> None:
    op.execute("DROP TRIGGER budget_entry_no_update")
    for table, columns in AMOUNTS.items():
        assigned = ", ".join(f"{column} = {column} * {UNITS}" for column in columns)
        op.execute(f"UPDATE {table} SET {assigned}")
    op.execute(
        "CREATE TRIGGER budget_entry_no_update BEFORE UPDATE ON budget_entry "
        "BEGIN SELECT RAISE(ABORT, 'budget_entry is append-only'); END"
    )


def downgrade() -> None:
    raise RuntimeError("restore a backup to go back: what later versions stored has no place here")
