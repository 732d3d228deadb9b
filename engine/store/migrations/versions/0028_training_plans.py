"""the plan of a year, in versions that do not change"""

import sqlalchemy as sa
from alembic import op
from engine.store.types import ExactDecimal, UtcDateTime

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

PLAN, LINE = "training_plan", "training_plan_line"
LINE_IS_KEPT = f"{LINE} is append-only"
PLAN_IS_FROZEN = f"{PLAN} is frozen"


def upgrade() -> None:
    _create_plans()
    _create_lines()
    if op.get_bind().dialect.name == "sqlite":
        _refuse_on_sqlite()
    else:
        _refuse_on_postgresql()


def _references(table: str, **columns: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint(
            [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}")
        )
        for column, target in columns.items()
    ]


def _create_plans() -> None:
    op.create_table(
        PLAN,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("version_no", sa.Integer(), nullable=False),
        sa.Column("made_from", sa.String(length=20), nullable=False),
        sa.Column("based_on_id", sa.Integer(), nullable=True),
        sa.Column("total", ExactDecimal(18, 4), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("asked", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("policy_version", sa.String(length=40), nullable=False),
        sa.Column("explanation_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(length=500), nullable=True),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("frozen_by_id", sa.Integer(), nullable=True),
        sa.Column("frozen_at", UtcDateTime(), nullable=True),
        *_references(
            PLAN,
            based_on_id=PLAN,
            explanation_id="explanation",
            made_by_id="employee",
            frozen_by_id="employee",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{PLAN}")),
        sa.UniqueConstraint(
            "fiscal_year", "version_no", name=op.f(f"uq_{PLAN}_fiscal_year_version_no")
        ),
    )
    for column in ("made_by_id", "frozen_by_id"):
        op.create_index(op.f(f"ix_{PLAN}_{column}"), PLAN, [column])


def _create_lines() -> None:
    op.create_table(
        LINE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("position_no", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=True),
        sa.Column("topic", sa.String(length=200), nullable=False),
        sa.Column("org_unit_id", sa.Integer(), nullable=False),
        sa.Column("headcount", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.Integer(), nullable=True),
        sa.Column("amount", ExactDecimal(18, 4), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("origin", sa.String(length=20), nullable=False),
        sa.Column("mandatory", sa.Boolean(), nullable=False),
        sa.Column("is_in", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("extra", ExactDecimal(18, 4), nullable=True),
        sa.Column("said", sa.String(length=500), nullable=True),
        sa.Column("need_id", sa.Integer(), nullable=True),
        sa.Column("request_id", sa.Integer(), nullable=True),
        *_references(
            LINE,
            plan_id=PLAN,
            course_id="course",
            org_unit_id="org_unit",
            need_id="need",
            request_id="request",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{LINE}")),
        sa.UniqueConstraint("plan_id", "position_no", name=op.f(f"uq_{LINE}_plan_id_position_no")),
        sa.UniqueConstraint("plan_id", "course_id", name=op.f(f"uq_{LINE}_plan_id_course_id")),
    )
    for column in ("course_id", "org_unit_id", "need_id", "request_id"):
        op.create_index(op.f(f"ix_{LINE}_{column}"), LINE, [column])


def _refuse_on_sqlite() -> None:
    """The database itself keeps what was planned: whoever writes, and however."""
    for event in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {LINE}_no_{event.lower()} BEFORE {event} ON {LINE} "
            f"BEGIN SELECT RAISE(ABORT, '{LINE_IS_KEPT}'); END"
        )
        op.execute(
            f"CREATE TRIGGER {PLAN}_no_{event.lower()} BEFORE {event} ON {PLAN} "
            "WHEN OLD.frozen_at IS NOT NULL "
            f"BEGIN SELECT RAISE(ABORT, '{PLAN_IS_FROZEN}'); END"
        )


def _refuse_on_postgresql() -> None:
    for table, message in ((LINE, LINE_IS_KEPT), (PLAN, PLAN_IS_FROZEN)):
        op.execute(
            f"CREATE FUNCTION {table}_keep() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{message}'; END $$"
        )
    op.execute(
        f"CREATE TRIGGER {LINE}_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON {LINE} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {LINE}_keep()"
    )
    op.execute(
        f"CREATE TRIGGER {PLAN}_keep BEFORE UPDATE OR DELETE ON {PLAN} "
        f"FOR EACH ROW WHEN (OLD.frozen_at IS NOT NULL) EXECUTE FUNCTION {PLAN}_keep()"
    )


def downgrade() -> None:
    raise RuntimeError("restore a backup to go back: what later versions stored has no place here")
