"""What a load wrote, so that it can be undone: kept by watching the session, so that no loader
can forget it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.engine import Result
from sqlalchemy.orm import InstanceState, ORMExecuteState, Session
from sqlalchemy.orm.unitofwork import UOWTransaction

from engine.imports.writing.ids import Ids
from engine.imports.writing.images import Key, plain
from engine.store.bulk import insert_rows
from engine.store.tables import Base, ImportImage, ImportInsert

# What is kept for its own sake, whatever becomes of the load.
NOT_UNDONE = frozenset(
    (
        "audit_event",
        "audit_head",
        "budget_sum",
        "command_receipt",
        "explanation",
        "import_batch",
        "import_change",
        "import_file",
        "import_image",
        "import_insert",
        "import_load",
        "import_mapping",
        "import_refusal",
        "number_series",
        "store_identity",
        "store_info",
        "table_change",
    )
)
# When an address became another is kept as well: taking it back is one change more.
KEPT_COLUMNS = frozenset(("email_before", "email_since"))

Mark = tuple[dict[str, int], int]


@dataclass(frozen=True, slots=True)
class Image:
    """A row of a table, by its key: what changed of it, before and after."""

    table: str
    key: Key
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


class Journal:
    """Watches a session from its making to `keep` or `stop`."""

    def __init__(self, session: Session, ids: Ids) -> None:
        self._session, self._ids = session, ids
        self._added: dict[str, list[range]] = {}
        self._images: list[Image] = []
        event.listen(session, "after_flush", self._flushed)
        event.listen(session, "do_orm_execute", self._executed)

    def added(self, table: type[Base], ids: Iterable[int]) -> None:
        """Rows that were inserted past the session's objects."""
        self._note_ids(table.__tablename__, ids)

    def changed(
        self, table: type[Base], row_id: int, before: Mapping[str, Any], after: Mapping[str, Any]
    ) -> None:
        """A row that was updated past the session's objects."""
        self._images.append(Image(table.__tablename__, (row_id,), before, after))

    def counts(self) -> dict[str, int]:
        """How many rows were inserted, by table."""
        return {table: sum(map(len, spans)) for table, spans in self._added.items()}

    def mark(self) -> Mark:
        """How far it is."""
        return {table: len(spans) for table, spans in self._added.items()}, len(self._images)

    def forget_since(self, mark: Mark) -> None:
        """What was written since then was rolled back."""
        lengths, images = mark
        for table, spans in self._added.items():
            del spans[lengths.get(table, 0) :]
        del self._images[images:]

    def keep(self, load_id: int) -> None:
        """Store all of it with the load, and stop watching."""
        self._session.flush()
        self.stop()
        ranges = [
            {"load_id": load_id, "table": table, "first_id": one.start, "last_id": one.stop - 1}
            for table, spans in self._added.items()
            for one in joined(spans)
        ]
        insert_rows(self._session, ImportInsert, ranges)
        images = [
            {
                "load_id": load_id,
                "table": one.table,
                "key": list(one.key),
                "before": plain(one.before) if one.before is not None else None,
                "after": plain(one.after) if one.after is not None else None,
            }
            for one in self._images
        ]
        insert_rows(self._session, ImportImage, images)

    def stop(self) -> None:
        event.remove(self._session, "after_flush", self._flushed)
        event.remove(self._session, "do_orm_execute", self._executed)

    def _flushed(self, session: Session, _context: UOWTransaction) -> None:
        for one in session.new:
            self._new(inspect(one))
        for one in session.dirty:
            self._dirty(inspect(one))
        for one in session.deleted:
            state = inspect(one)
            self._note(state, _values(state), None)

    def _new(self, state: InstanceState[Any]) -> None:
        table, key = _table(state), tuple(state.mapper.primary_key_from_instance(state.object))
        if table in NOT_UNDONE:
            return
        if len(key) == 1 and isinstance(key[0], int):
            self._note_ids(table, key)
        else:
            self._images.append(Image(table, key, None, {}))

    def _note_ids(self, table: str, ids: Iterable[int]) -> None:
        found = [ids] if isinstance(ids, range) else joined(range(one, one + 1) for one in ids)
        self._added.setdefault(table, []).extend(found)

    def _dirty(self, state: InstanceState[Any]) -> None:
        before, after = {}, {}
        for attribute in state.mapper.column_attrs:
            history = state.attrs[attribute.key].history
            if history.has_changes():
                name = attribute.columns[0].name
                if name in KEPT_COLUMNS:
                    continue
                before[name] = history.deleted[0] if history.deleted else None
                after[name] = history.added[0] if history.added else None
        if after:
            self._note(state, before, after)

    def _note(
        self,
        state: InstanceState[Any],
        before: Mapping[str, Any],
        after: Mapping[str, Any] | None,
    ) -> None:
        if _table(state) not in NOT_UNDONE:
            key = tuple(state.mapper.primary_key_from_instance(state.object))
            self._images.append(Image(_table(state), key, before, after))

    def _executed(self, state: ORMExecuteState) -> Result[Any] | None:
        """Statements pass the session's objects: what they insert gets its ids here, others
        must go through the writer."""
        if state.is_select or state.execution_options.get("journalled"):
            return None
        mapper = state.bind_mapper
        if mapper is None or mapper.local_table.name in NOT_UNDONE:  # type: ignore[attr-defined]
            return None
        given = state.parameters or {}
        rows = [given] if isinstance(given, Mapping) else list(given)
        if not state.is_insert or "id" not in mapper.columns:
            raise AssertionError(f"a statement on {mapper.class_} that no journal could undo")
        numbers = iter(self._ids.reserve(mapper.class_, sum("id" not in row for row in rows)))
        ids = [row["id"] if "id" in row else next(numbers) for row in rows]
        self.added(mapper.class_, ids)
        return state.invoke_statement(params=[{"id": one} for one in ids])


def joined(spans: Iterable[range]) -> list[range]:
    """Ids that follow each other in one range.

    >>> joined([range(3, 4), range(1, 3), range(7, 8)])
    [range(1, 4), range(7, 8)]
    """
    found: list[range] = []
    for one in sorted(spans, key=lambda span: span.start):
        if found and one.start <= found[-1].stop:
            found[-1] = range(found[-1].start, max(one.stop, found[-1].stop))
        elif one:
            found.append(one)
    return found


def _table(state: InstanceState[Any]) -> str:
    return str(state.mapper.local_table.name)  # type: ignore[attr-defined]


def _values(state: InstanceState[Any]) -> dict[str, Any]:
    return {
        attribute.columns[0].name: getattr(state.object, attribute.key)
        for attribute in state.mapper.column_attrs
    }
