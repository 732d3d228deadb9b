"""loads of a company's own files: kept, read again, undone; what more of its data has a place"""

import sqlalchemy as sa
from alembic import op

import engine.store.types
from engine.store.types import ExactDecimal

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

# Scores on scales up to 100 and beyond; on SQLite a decimal is a whole number of any size.
SCORES = (("appraisal", "score"), ("appraisal_item", "score"), ("survey_answer", "score"))


def upgrade() -> None:
    _loads()
    _of_a_load("import_file", *_file())
    _of_a_load("import_insert", *_inserted())
    _of_a_load("import_image", *_image())
    op.create_table(
        "import_mapping",
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("used_at", engine.store.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_mapping")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_import_mapping_fingerprint")),
    )
    with op.batch_alter_table("import_batch") as batch_op:
        batch_op.add_column(sa.Column("load_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("sheet", sa.String(length=200), nullable=True))
        batch_op.create_index(batch_op.f("ix_import_batch_load_id"), ["load_id"])
        batch_op.create_foreign_key(
            batch_op.f("fk_import_batch_load_id"), "import_load", ["load_id"], ["id"]
        )
    _more_columns()
    if op.get_bind().dialect.name == "postgresql":
        for table, column in SCORES:
            op.alter_column(table, column, type_=ExactDecimal(9, 2))


def _loads() -> None:
    moment = engine.store.types.UtcDateTime(timezone=True)
    op.create_table(
        "import_load",
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("loaded_at", moment, nullable=True),
        sa.Column("undone_at", moment, nullable=True),
        sa.Column("mappings", sa.JSON(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_load")),
    )


def _of_a_load(table: str, *columns: sa.Column) -> None:
    op.create_table(
        table,
        sa.Column("load_id", sa.Integer(), nullable=False),
        *columns,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["load_id"], ["import_load.id"], name=op.f(f"fk_{table}_load_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_load_id"), table, ["load_id"])


def _file() -> list[sa.Column]:
    return [
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
    ]


def _inserted() -> list[sa.Column]:
    return [
        sa.Column("table", sa.String(length=60), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("last_id", sa.Integer(), nullable=False),
    ]


def _image() -> list[sa.Column]:
    return [
        sa.Column("table", sa.String(length=60), nullable=False),
        sa.Column("key", sa.JSON(), nullable=False),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("after", sa.JSON(none_as_null=True), nullable=True),
    ]


def _more_columns() -> None:
    op.add_column("appraisal", sa.Column("scale_max", ExactDecimal(9, 2), nullable=True))
    op.add_column("certificate", sa.Column("validity_months", sa.Integer(), nullable=True))
    for column in (
        sa.Column("vendor", sa.String(length=200), nullable=True),
        sa.Column("validity_months", sa.Integer(), nullable=True),
        sa.Column("list_price", ExactDecimal(18, 4), nullable=True),
        sa.Column("list_currency", sa.String(length=3), nullable=True),
        sa.Column("list_price_per", sa.String(length=10), nullable=True),
    ):
        op.add_column("course", column)
    for table, name, type_ in (
        ("store_info", "story", sa.Boolean()),
        ("training_session", "unnamed", sa.Integer()),
    ):
        op.add_column(table, sa.Column(name, type_, nullable=False, server_default=sa.text("false" if name == "story" else "0")))
        with op.batch_alter_table(table) as batch_op:
            batch_op.alter_column(name, existing_type=type_, server_default=None)
    op.add_column("survey_answer", sa.Column("text", sa.String(length=2000), nullable=True))
    with op.batch_alter_table("survey_answer") as batch_op:
        batch_op.alter_column(
            "question", existing_type=sa.String(length=200), type_=sa.String(length=500)
        )


def downgrade() -> None:
    raise RuntimeError("restore a backup to go back: what later versions stored has no place here")
