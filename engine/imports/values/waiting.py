"""Rows that wait for an answer."""

from __future__ import annotations

from engine.imports.reading.rows import Row
from engine.imports.sheet_report import Fate


def wait(row: Row) -> None:
    """Nothing of the row is loaded this time."""
    row.ok = False
    row.report.took(row.number, Fate.LEFT_OUT)
