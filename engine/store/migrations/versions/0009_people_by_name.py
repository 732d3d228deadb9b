"""people found by name: keys of how it sounds and of the family name"""

import sqlalchemy as sa
from alembic import op

import engine.store.types
from engine.values.person_names import name_key, surname_key

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

BATCH = 10_000


def upgrade() -> None:
    for column in ("name_key", "surname_key"):
        op.add_column("employee", sa.Column(column, engine.store.types.bytewise(200)))
    _fill()
    for column in ("name_key", "surname_key"):
        op.create_index(op.f(f"ix_employee_{column}"), "employee", [column])


def _fill() -> None:
    connection, last = op.get_bind(), 0
    page = sa.text("SELECT id, name FROM employee WHERE id > :last ORDER BY id LIMIT :batch")
    while rows := connection.execute(page, {"last": last, "batch": BATCH}).all():
        connection.execute(
            sa.text("UPDATE employee SET name_key = :key, surname_key = :surname WHERE id = :id"),
            [{"id": id, "key": name_key(name), "surname": surname_key(name)} for id, name in rows],
        )
        last = rows[-1][0]


def downgrade() -> None:
    raise RuntimeError("restore a backup to go back: what later versions stored has no place here")
