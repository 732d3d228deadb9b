"""Who answered an anonymous survey, told apart without being known."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256

from engine.imports.reading.rows import Row

FIELD, LONGEST = "respondent", 64


class Respondents:
    """By the number that the form tool gave the row; without one by all that it says and, where
    another row says the very same, by which of them it is: so that the same file tells the
    same respondents again, wherever their rows stand in it."""

    def __init__(self) -> None:
        self._alike: Counter[str] = Counter()
        self._known: dict[int, str] = {}

    @property
    def count(self) -> int:
        return len(set(self._known.values()))

    def of(self, row: Row) -> str:
        if row.at not in self._known:
            self._known[row.at] = row.text(FIELD, LONGEST) or self._told_by_all(row)
        return self._known[row.at]

    def _told_by_all(self, row: Row) -> str:
        cells = "\x1f".join(row.rows.cell(one, row.at) for one in row.rows.mapping.fields)
        said = sha256(cells.encode()).hexdigest()[:40]
        self._alike[said] += 1
        return f"{said}-{self._alike[said]}"
