"""What holds for a whole sheet and stands nowhere in it: asked once, while its rows wait."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.imports.loading.run import Run
from engine.imports.questions import Question
from engine.imports.reading.rows import Row
from engine.imports.sheet_report import Fate, SheetReport


class Asked:
    """One question of a sheet; `code` says what about, `field` which field it would fill; `of`
    is the thing that it is about, where that is not the whole sheet."""

    def __init__(
        self,
        run: Run,
        report: SheetReport,
        code: str,
        field: str = "",
        *,
        of: str | None = None,
        options: Sequence[str] = (),
        proposed: str | None = None,
        **args: Any,
    ) -> None:
        self._report, self._code, self._field = report, code, field
        self._options, self._proposed, self._args = tuple(options), proposed, args
        self._rows: set[int] = set()
        self.subject = of or place_of(report)
        self.answer = run.answers.to(code, self.subject)

    def wait(self, row: Row) -> None:
        """The row is left out until there is an answer."""
        row.ok = False
        self.note(row)
        self._report.took(row.number, Fate.LEFT_OUT)

    def note(self, row: Row) -> None:
        """Something of the row waits, the row itself goes on."""
        self._rows.add(row.number)

    def ask(self, proposed: str | None = None, **args: Any) -> None:
        """Once all rows were seen, if any of them waits; `args` are what its text needs besides,
        `proposed` what the rows make likely."""
        if not self._rows:
            return
        place = place_of(self._report)
        said = {"kind": self._report.kind, "place": place, "field": self._field}
        self._report.ask(
            Question(
                code=self._code,
                subject=self.subject,
                args={**said, **self._args, **args},
                options=self._options,
                proposed=proposed or self._proposed,
                rows=len(self._rows),
            )
        )


def place_of(report: SheetReport) -> str:
    """How a table is called in questions: a file's only sheet by the file."""
    sheet = f"{report.file}[{report.sheet}]" if report.sheet else report.file
    return f"{sheet}#{report.part}" if report.part > 1 else sheet
