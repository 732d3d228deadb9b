"""Rows under construction: every table's rows with ids of their own, before any database."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from engine.store.bulk import insert_rows, restart_sequences
from engine.store.tables import Base, OrgUnit


class Rows:
    """Collects rows by table; `add` numbers them, `by_code` finds an id again."""

    def __init__(self, year: int, seed: int = 20240601) -> None:
        self.year = year
        self.random = random.Random(seed)
        self._rows: dict[type[Base], list[dict[str, Any]]] = defaultdict(list)
        self._ids: dict[tuple[type[Base], str], int] = {}

    def add(self, table: type[Base], **values: Any) -> int:
        rows = self._rows[table]
        values["id"] = len(rows) + 1
        rows.append(values)
        if "code" in values and "code" in table.__table__.c:
            self._ids[table, values["code"]] = values["id"]
        return int(values["id"])

    def by_code(self, table: type[Base], code: str) -> int:
        return self._ids[table, code]

    def of(self, table: type[Base]) -> list[dict[str, Any]]:
        return self._rows[table]

    def day(self, years_ago: int, month: int, day: int = 15) -> date:
        return date(self.year - years_ago, month, day)

    def write(self, session: Session) -> None:
        """Insert everything, parents first; heads are set once their people exist."""
        heads = {
            row["id"]: row.pop("head_employee_id")
            for row in self._rows[OrgUnit]
            if row.get("head_employee_id")
        }
        for table in Base.metadata.sorted_tables:
            for mapper in Base.registry.mappers:
                if mapper.local_table is table:
                    insert_rows(session, mapper.class_, self._uniform(mapper.class_))
        for unit, head in heads.items():
            session.get_one(OrgUnit, unit).head_employee_id = head
        session.flush()
        restart_sequences(session)

    def _uniform(self, table: type[Base]) -> list[dict[str, Any]]:
        """Rows with the same keys each: a bulk insert needs them, and defaults fill none in."""
        rows = self._rows[table]
        keys = {key for row in rows for key in row}
        return [{key: row.get(key) for key in keys} for row in rows]
