"""Lists that are called a plan: what of them was held, they do not say."""

from __future__ import annotations

from engine.imports.amounts import plain
from engine.imports.loading.asking import Asked
from engine.imports.loading.run import Run
from engine.imports.loading.training.words import words
from engine.imports.reading.rows import Row, Rows
from engine.imports.sheet_report import SheetReport
from engine.queries.request_sessions import HELD, PLANNED

# Columns that say what became of a plan, or who came.
TELLING = (
    "outcome",
    "attendance",
    "status",
    "score",
    "emp_no",
    "name",
    "last_name",
    "participants",
)


class Plans:
    """`answer` is whether all of it was held, or only planned; once it was given."""

    def __init__(self, run: Run, report: SheetReport) -> None:
        self._asked = Asked(run, report, "plan_or_held", options=(HELD, PLANNED), proposed=PLANNED)
        self.answer = self._asked.answer
        self._is_plan: bool | None = None

    def is_open(self, row: Row) -> bool:
        """Whether the row is of a plan; without an answer it waits."""
        if self._is_plan is None:
            self._is_plan = _is_plan(row.rows)
        if self._is_plan and self.answer not in (HELD, PLANNED):
            self._asked.wait(row)
        return self._is_plan

    def ask(self) -> None:
        self._asked.ask()


def _is_plan(rows: Rows) -> bool:
    table = rows.table
    names = plain(" ".join((table.file, table.sheet, *table.title[:2])))
    called = any(word in names for word in words()["plans"])
    return called and not any(rows.has(name) for name in TELLING)
