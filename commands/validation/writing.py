"""Generated rows straight into a store: companies that no file tells of."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from engine.sample.rows import Rows
from engine.store.bulk import insert_rows, restart_sequences
from engine.store.tables import Base, OrgUnit


def write_rows(session: Session, rows: Rows) -> None:
    """Insert everything, parents first; heads are set once their people exist."""
    heads = {
        row["id"]: row.pop("head_employee_id")
        for row in rows.of(OrgUnit)
        if row.get("head_employee_id")
    }
    mappers = {mapper.local_table: mapper.class_ for mapper in Base.registry.mappers}
    for table in Base.metadata.sorted_tables:
        insert_rows(session, mappers[table], _uniform(rows.of(mappers[table])))
    for unit, head in heads.items():
        session.get_one(OrgUnit, unit).head_employee_id = head
    session.flush()
    restart_sequences(session)


def _uniform(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows with the same keys each: a bulk insert needs them, and defaults fill none in."""
    keys = {key for row in rows for key in row}
    return [{key: row.get(key) for key in keys} for row in rows]
