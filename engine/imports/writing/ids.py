"""Ids for rows that are inserted in bulk."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session

from engine.store.bulk import next_id
from engine.store.tables import Base

BLOCK = text(
    "SELECT min(id), max(id) FROM (SELECT nextval("
    # Looked up once, not for every id.
    "(SELECT pg_get_serial_sequence(:table, 'id'))::regclass) AS id "
    "FROM generate_series(1, :count)) AS drawn"
)


class Ids:
    """Blocks of them by table. On PostgreSQL they come from the sequence, so that nobody who
    writes beside us gets the same; on SQLite we alone write."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._next: dict[type[Base], int] = {}
        self._has_sequences = session.get_bind().dialect.name == "postgresql"

    def reserve(self, table: type[Base], count: int) -> range:
        if self._has_sequences:
            return self._drawn(table, count)
        first = max(self._next.get(table, 1), next_id(self._session, table))
        self._next[table] = first + count
        return range(first, first + count)

    def _drawn(self, table: type[Base], count: int) -> range:
        """One block; where somebody's numbers came between, the next try has it."""
        if not count:
            return range(0)
        while True:
            drawn = {"table": table.__tablename__, "count": count}
            first, last = self._session.execute(BLOCK, drawn).one()
            if last - first + 1 == count:
                return range(first, last + 1)
