"""One name found in a text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Name:
    """`kind` is topic, department, position, kpi, employee_name or level; its place in the
    text; `text` as written."""

    kind: str
    start: int
    end: int
    text: str

    def overlaps(self, start: int, end: int) -> bool:
        return self.start < end and start < self.end
