"""Writing many rows at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table, func, insert, select, text
from sqlalchemy.orm import Session

from engine.store.tables import Base

CHUNK = 5_000


def insert_rows(session: Session, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert `rows` (column → value) in chunks; nothing happens for none."""
    for start in range(0, len(rows), CHUNK):
        session.execute(insert(table), list(rows[start : start + CHUNK]))


def restart_sequences(session: Session) -> None:
    """After rows with ids of their own, let PostgreSQL go on behind the highest."""
    if session.get_bind().dialect.name != "postgresql":
        return
    for table in Base.metadata.sorted_tables:
        if "id" in table.c and table.name != "store_info":
            _restart(session, table)


def _restart(session: Session, table: Table) -> None:
    highest = session.scalar(select(func.max(table.c.id)))
    if highest is not None:
        session.execute(
            text("SELECT setval(pg_get_serial_sequence(:table, 'id'), :highest)"),
            {"table": table.name, "highest": highest},
        )


def next_id(session: Session, table: type[Base]) -> int:
    """One more than the highest id in `table`, for rows that must name each other."""
    return int(session.scalar(select(func.max(table.__table__.c.id))) or 0) + 1
