"""The migrations make what the tables say, on both databases."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from engine.store.database import Database
from engine.store.tables import Base


def test_every_table_is_made(either_store: Database) -> None:
    made = set(inspect(either_store.engine).get_table_names())
    assert made == {*Base.metadata.tables, "alembic_version"}


def test_migrating_again_changes_nothing(either_store: Database) -> None:
    either_store.migrate()
    with either_store.engine.connect() as connection:
        difference = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    # Types are compared by name on each database; nothing else may differ.
    assert [change for change in difference if change[0] != "modify_type"] == []
