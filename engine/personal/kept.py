"""Where personal data is kept, as `kept.toml` has it: one list for erasing, handing out and telling."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sqlalchemy import ColumnElement, Table

from engine.policy import RetentionRules
from engine.store.tables import Employee
from engine.store.tables.base import Base

EMPLOYEE = Employee.__tablename__
BOOKS, ERASURE, EXPIRY = "books", "erasure", "expiry"
DELETED, KEPT, UNCHANGED = "deleted", "kept", "unchanged"
OWN, NOBODY = "own", "nobody"
ASKED = RECORD, TALK = "record", "talk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One table that says something of people (the words are explained in `kept.toml`)."""

    table: str
    purpose: str
    seen_by: str
    kept: str
    erased: str
    cleared: tuple[str, ...] = ()
    person: str | None = None
    doer: str | None = None
    asked: str | None = None

    @property
    def is_forgotten(self) -> bool:
        """Whether the policy says for how long it is kept."""
        return self.kept in RetentionRules.model_fields


@cache
def all_kept() -> tuple[Kept, ...]:
    """Every table, in the order in which a person reads of them."""
    text = Path(__file__).with_name("kept.toml").read_text(encoding="utf-8")
    return tuple(
        Kept(table=table, **{**said, "cleared": tuple(said.get("cleared", ()))})
        for table, said in tomllib.loads(text).items()
    )


def references(table: Table) -> Iterator[ColumnElement[int]]:
    """Its columns that are somebody's id."""
    for column in table.columns:
        if any(key.column.table.name == EMPLOYEE for key in column.foreign_keys):
            yield column


def tables_of_people() -> dict[str, Table]:
    """Every table that refers to a person, by its name."""
    return {
        name: table
        for name, table in Base.metadata.tables.items()
        if name == EMPLOYEE or next(references(table), None) is not None
    }
