"""The migrations make what the tables say, on both databases."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, select, text

from engine.store.database import Database, _alembic_config
from engine.store.tables import Base, KpiLink, KpiSkill


def test_every_table_is_made(either_store: Database) -> None:
    made = set(inspect(either_store.engine).get_table_names())
    assert made == {*Base.metadata.tables, "alembic_version"}


def test_migrating_again_changes_nothing(either_store: Database) -> None:
    either_store.migrate()
    with either_store.engine.connect() as connection:
        difference = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    # Types are compared by name on each database; nothing else may differ.
    assert [change for change in difference if change[0] != "modify_type"] == []


def test_a_filled_store_keeps_its_rows(tmp_path: Path) -> None:
    """From the first version on: tables that others refer to are made anew on SQLite."""
    database = Database(f"sqlite:///{tmp_path / 'old.sqlite'}")
    with database.engine.begin() as connection:
        command.upgrade(_alembic_config(connection), "0001")
    with database.engine.begin() as connection:
        for statement in (
            "INSERT INTO skill (id, code, name) VALUES (1, 'S', 'S')",
            "INSERT INTO kpi (id, code, name, unit, direction, skill_id) "
            "VALUES (1, 'A', 'A', 'share', 'higher', 1), (2, 'B', 'B', 'share', 'higher', NULL)",
            "INSERT INTO kpi_link (id, parent_id, child_id, form) VALUES (1, 1, 2, 'sum')",
        ):
            connection.execute(text(statement))
    database.migrate()
    with database.reading() as session:
        assert session.scalars(select(KpiLink.child_id)).all() == [2]
        moved = session.execute(select(KpiSkill.kpi_id, KpiSkill.skill_id)).all()
        assert [tuple(row) for row in moved] == [(1, 1)]
    database.dispose()
