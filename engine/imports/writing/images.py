"""A stored row as JSON, and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Date, Table

from engine.store.types import ExactDecimal, UtcDateTime

Key = tuple[Any, ...]


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Column → value, as JSON has it."""
    return {name: _plain(value) for name, value in values.items()}


def typed(table: Table, values: Mapping[str, Any]) -> dict[str, Any]:
    """Column → value, as the table's columns have it."""
    return {name: _typed(table, name, value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _typed(table: Table, name: str, value: Any) -> Any:
    if value is None:
        return None
    kind = table.c[name].type
    if isinstance(kind, ExactDecimal):
        return Decimal(value)
    if isinstance(kind, UtcDateTime):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(kind, Date) else value
