"""What is different in a store: every table of it, row by row, in words a reader understands."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Column, Table, select

from engine.store.database import Database
from engine.store.tables import Base

Row = dict[str, Any]
Key = tuple[Any, ...]
Snapshot = dict[str, dict[Key, Row]]
Keep = Callable[[str, bytes], str]

# How messages are carried and commands told apart; nothing that anybody meant.
LEFT_OUT = {
    "inbound_message",
    "offered_button",
    "channel_usage",
    "command_receipt",
    "audit_head",
    "number_series",
    # Which tables a copy has to read anew.
    "table_change",
}
# Every figure has one; how many says enough.
COUNTED = {"explanation"}
# Keys, and moments that are the same for all that was stored together.
UNSHOWN = {
    "id",
    "sequence",
    "hash",
    "previous_hash",
    "idempotency_key",
    "secret",
    "at",
    "created_at",
    "policy_version",
    "document_key",
}
# What a row is called where another refers to it; the first two it has.
LABELS = ("number", "emp_no", "code", "name", "topic")


@dataclass(frozen=True, kw_only=True)
class Change:
    """One row that is new, changed or gone; `values` are what it holds, for a changed one
    "old → new" of what differs."""

    table: str
    kind: str
    row: str
    values: Mapping[str, str]

    def __str__(self) -> str:
        between = ": " if self.kind == "changed" else "="
        said = ", ".join(f"{name}{between}{value}" for name, value in self.values.items())
        return " ".join(filter(None, (self.kind, self.table, self.row, said and f"({said})")))


def snapshot(database: Database) -> Snapshot:
    """All rows of all tables but those left out."""
    with database.reading() as session:
        return {
            table.name: {_key(table, row): row for row in _rows(session.execute(select(table)))}
            for table in Base.metadata.sorted_tables
            if table.name not in LEFT_OUT
        }


def changes(before: Snapshot, after: Snapshot, keep: Keep | None = None) -> list[Change]:
    """What is different after; what tables hold in bytes is handed to `keep`, which says what
    to show in its place."""
    words = _Words(before, after, keep or _sized)
    return [
        change
        for table in Base.metadata.sorted_tables
        if table.name in after
        for change in words.of_table(table)
    ]


class _Words:
    """Rows in words; those they refer to are looked up before and after."""

    def __init__(self, before: Snapshot, after: Snapshot, keep: Keep) -> None:
        self._before, self._after, self._keep = before, after, keep

    def of_table(self, table: Table) -> Iterator[Change]:
        before, after = self._before[table.name], self._after[table.name]
        if table.name in COUNTED:
            if new := len(after.keys() - before.keys()):
                yield Change(table=table.name, kind="new", row=f"× {new}", values={})
            return
        for key, row in after.items():
            if key not in before:
                yield self._whole("new", table, key, row)
            elif before[key] != row:
                yield self._changed(table, key, before[key], row)
        for key in before.keys() - after.keys():
            yield self._whole("gone", table, key, before[key])

    def _whole(self, kind: str, table: Table, key: Key, row: Row) -> Change:
        values = {
            column.name: self._shown(column, row)
            for column in _shown_columns(table)
            if row[column.name] not in (None, "")
        }
        return Change(table=table.name, kind=kind, row=_numbers(key), values=values)

    def _changed(self, table: Table, key: Key, old: Row, new: Row) -> Change:
        values = {
            column.name: f"{self._shown(column, old)} → {self._shown(column, new)}"
            for column in _shown_columns(table)
            if old[column.name] != new[column.name]
        }
        label = self._called(table, new) or _numbers(key)
        return Change(table=table.name, kind="changed", row=label, values=values)

    def _shown(self, column: Column[Any], row: Row) -> str:
        value = row[column.name]
        if isinstance(value, bytes):
            return self._keep(str(row.get("name", column.table.name)), value)
        if value is None or not (referred := _referred(column)):
            return _plain(value)
        table = Base.metadata.tables[referred]
        found = self._row(referred, value)
        return (self._called(table, found) if found else "") or f"{referred} {value}"

    def _row(self, table: str, key: Any) -> Row | None:
        return self._after.get(table, {}).get((key,)) or self._before.get(table, {}).get((key,))

    def _called(self, table: Table, row: Row) -> str:
        """What a row is called; one without a name goes by those it refers to."""
        if own := _label(row):
            return own
        referred = [
            self._row(_referred(column), row[column.name])
            for column in _shown_columns(table)
            if _referred(column) and row[column.name] is not None
        ]
        return ", ".join(filter(None, [_label(one) for one in referred if one]))


def _rows(result: Any) -> Iterator[Row]:
    return (dict(row) for row in result.mappings())


def _key(table: Table, row: Row) -> Key:
    return tuple(row[column.name] for column in table.primary_key)


def _numbers(key: Key) -> str:
    return " ".join(map(str, key))


def _label(row: Row) -> str:
    return " ".join(str(row[name]) for name in LABELS if row.get(name))


def _referred(column: Column[Any]) -> str:
    """The table that a column refers to, or nothing."""
    return next((str(key.column.table.name) for key in column.foreign_keys), "")


def _shown_columns(table: Table) -> list[Column[Any]]:
    return [
        column
        for column in table.columns
        if column.name not in UNSHOWN and _referred(column) not in COUNTED | LEFT_OUT
    ]


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def _sized(name: str, content: bytes) -> str:
    return f"{name}, {len(content)} bytes"
