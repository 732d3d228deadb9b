"""Rows into the store in bulk, remembered so that the load can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from engine.store.bulk import insert_rows, next_id
from engine.store.tables import Base


class Writer:
    """What loaders write with, where a session alone would be too slow: objects that are added
    to, changed in or deleted from the session itself are remembered as well."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._next: dict[type[Base], int] = {}

    def reserve(self, table: type[Base], count: int = 1) -> range:
        """Ids for rows that must name each other."""
        first = self._next.get(table) or next_id(self._session, table)
        self._next[table] = first + count
        return range(first, first + count)

    def insert(self, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
        """Rows (column → value)."""
        insert_rows(self._session, table, rows)

    def update(
        self, table: type[Base], row_id: int, before: Mapping[str, Any], after: Mapping[str, Any]
    ) -> None:
        """Change a stored row; `before` is what the same columns held."""
        changed = update(table).where(table.__table__.c.id == row_id).values(**after)
        self._session.execute(changed)

    def update_all(
        self,
        table: type[Base],
        changes: Iterable[tuple[int, Mapping[str, Any], Mapping[str, Any]]],
    ) -> None:
        for row_id, before, after in changes:
            self.update(table, row_id, before, after)
