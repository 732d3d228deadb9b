"""The tables of the copy, as DuckDB has them, and what is reckoned of them once."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Boolean, Column, Date, Float, Integer, Table

from engine.store.changes import COUNTED
from engine.store.tables import Base
from engine.store.types import ExactDecimal, UtcDateTime

COPIED: tuple[Table, ...] = tuple(one for one in Base.metadata.sorted_tables if one.name in COUNTED)
# By these it is settled whose figures somebody may see: a copy in which they are as they were is
# not asked.
OF_RIGHTS = frozenset(("employee", "employee_assignment", "org_unit", "role_grant", "delegation"))
# Columns that the copy has besides, by table: what each statement would have to find anew.
FOUND_ONCE: Mapping[str, str] = {
    "employee_skill": (
        "row_number() OVER (PARTITION BY employee_id, skill_id ORDER BY assessed_on DESC, id DESC)"
        " = 1 AS is_latest"
    ),
}
_KINDS: Mapping[type[Any], str] = {
    ExactDecimal: "BIGINT",
    UtcDateTime: "TIMESTAMP",
    Boolean: "BOOLEAN",
    Integer: "BIGINT",
    Date: "DATE",
    Float: "DOUBLE",
}


def kind_of(column: Column[Any]) -> str:
    """Amounts are whole numbers of their smallest unit; what is no number or day is a text."""
    return next((name for kind, name in _KINDS.items() if isinstance(column.type, kind)), "VARCHAR")


@cache
def shape() -> str:
    """What the tables look like: a copy of another shape is none of this store."""
    columns = (
        f"{table.name}.{column.name} {column.type!r}" for table in COPIED for column in table.c
    )
    told = "\n".join((*columns, *map(str, sorted(FOUND_ONCE.items()))))
    return hashlib.sha256(told.encode()).hexdigest()


def as_text(path: Path) -> str:
    """For statements that take no parameter there."""
    return "'" + str(path).replace("'", "''") + "'"
