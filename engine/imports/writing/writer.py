"""Rows into the store in bulk, remembered so that the load can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from engine.imports.writing.ids import Ids
from engine.imports.writing.journal import Journal
from engine.store.bulk import can_be_plain, count_anew, insert_plainly, insert_rows
from engine.store.tables import Base

# So many new rows change how a table is best asked.
MANY = 1_000


class Writer:
    """What loaders write with, where the session's objects alone would be too slow: objects that
    are added to, changed in or deleted from the session itself are remembered as well."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._ids = Ids(session)
        self.journal = Journal(session, self._ids)
        self._counted: Mapping[str, int] = {}

    def reserve(self, table: type[Base], count: int = 1) -> range:
        """Ids for rows that must name each other."""
        return self._ids.reserve(table, count)

    def insert(self, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
        """Rows (column → value), which all have the same columns; those without an id get one."""
        if not rows or "id" not in table.__table__.c or not can_be_plain(table, rows[0]):
            insert_rows(self._session, table, rows)
        elif "id" in rows[0]:
            self.journal.added(table, [row["id"] for row in rows])
            insert_plainly(self._session, table, rows)
        else:
            ids = self._ids.reserve(table, len(rows))
            self.journal.added(table, ids)
            insert_plainly(self._session, table, rows, ids)

    def settle(self) -> None:
        """Before what was written is asked about: let the database see how much it was."""
        counts = self.journal.counts()
        grown = [one for one, n in counts.items() if n - self._counted.get(one, 0) >= MANY]
        if grown:
            count_anew(self._session, grown)
            self._counted = counts

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """What fails here is taken back, and the rest of the load goes on."""
        self._session.flush()
        mark = self.journal.mark()
        try:
            with self._session.begin_nested():
                yield
        except BaseException:
            self.journal.forget_since(mark)
            raise

    def update(
        self, table: type[Base], row_id: int, before: Mapping[str, Any], after: Mapping[str, Any]
    ) -> None:
        """Change a stored row; `before` is what the same columns held."""
        changed = update(table).where(table.__table__.c.id == row_id).values(**after)
        self._session.execute(changed, execution_options={"journalled": True})
        self.journal.changed(table, row_id, before, after)

    def update_all(
        self,
        table: type[Base],
        changes: Iterable[tuple[int, Mapping[str, Any], Mapping[str, Any]]],
    ) -> None:
        for row_id, before, after in changes:
            self.update(table, row_id, before, after)
