"""What is written in bulk."""

from sqlalchemy import text

from engine.imports.writing.writer import MANY, Writer
from engine.store.database import Database
from engine.store.tables import Skill


def test_postgresql_plans_by_what_was_written(postgres_store: Database) -> None:
    """Within the transaction that wrote it: nobody else counts there before its end."""
    with postgres_store.transaction() as session:
        writer = Writer(session)
        writer.insert(Skill, [{"code": f"S{n}", "name": f"Skill {n}"} for n in range(MANY)])
        writer.settle()
        plan = session.scalars(text("EXPLAIN SELECT * FROM skill")).first()
        assert plan is not None
        assert f"rows={MANY} " in plan
