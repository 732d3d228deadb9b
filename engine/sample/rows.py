"""Rows under construction: every table's rows with ids of their own, of which files are written."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import date
from typing import Any

from engine.store.tables import Base


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
