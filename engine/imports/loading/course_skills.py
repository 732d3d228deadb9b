"""What courses teach: a row is a course and a skill, with the levels that it adds."""

from __future__ import annotations

from typing import Any

from engine.imports.loading import plain
from engine.imports.loading.asking import Asked
from engine.imports.loading.numbers_said import BEST, number_said
from engine.imports.loading.run import Run
from engine.imports.reading.rows import Row
from engine.imports.sheet_report import SheetReport


class Loader(plain.Loader):
    """By how much a course raises a skill, a file without such a column is asked."""

    def __init__(self, run: Run, report: SheetReport) -> None:
        super().__init__(run, report)
        self._gain = Asked(run, report, "expected_gain", "gain", proposed="1")

    def complete(self, row: Row, values: dict[str, Any]) -> None:
        if values["expected_gain"] is None and values["course_id"] and values["skill_id"]:
            values["expected_gain"] = number_said(self._gain.answer, BEST)
            if values["expected_gain"] is None:
                self._gain.wait(row)

    def finish(self) -> None:
        super().finish()
        self._gain.ask()
