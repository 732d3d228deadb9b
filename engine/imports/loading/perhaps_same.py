"""New names that look like known ones misspelt: the same, or others? Asked once a sheet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from engine.imports.loading.asking import place_of
from engine.imports.loading.run import Run
from engine.imports.questions import Question
from engine.imports.sheet_report import SheetReport

CODE = "perhaps_misspelt"
SAME, NEW, EACH = "same", "new", "each"
SHOWN = 10


class PerhapsSame:
    """What is the same is kept as another name of what it is, what is new under its own: neither
    is asked again."""

    def __init__(self, run: Run, report: SheetReport) -> None:
        self._answers, self._report = run.answers, report
        self._waiting: dict[tuple[str, str], set[int]] = defaultdict(set)
        self._place = place_of(report)
        self._of_all = self._answers.to(CODE, self._place)

    def answer(self, name: str, known: str) -> str | None:
        """What was said of a name and the known one that it looks like: the same, or new."""
        if self._of_all in (SAME, NEW):
            return self._of_all
        said = self._answers.to(CODE, name)
        return said if said in (SAME, NEW) else None

    def wait(self, name: str, known: str, rows: Iterable[int]) -> None:
        """Rows that are left out until it is said."""
        self._waiting[name, known].update(rows)

    def ask(self) -> None:
        """Once all rows were seen: of all together, or of each if they are not alike."""
        if not self._waiting:
            return
        if self._of_all == EACH:
            for pair, rows in self._waiting.items():
                self._ask([pair], rows, pair[0], (SAME, NEW))
            return
        rows = set().union(*self._waiting.values())
        options = (SAME, NEW, EACH) if len(self._waiting) > 1 else (SAME, NEW)
        self._ask(list(self._waiting), rows, self._place, options)

    def _ask(
        self, pairs: list[tuple[str, str]], rows: set[int], subject: str, options: tuple[str, ...]
    ) -> None:
        names = ", ".join(f"{name} → {known}" for name, known in pairs[:SHOWN])
        more = f", … (+{len(pairs) - SHOWN})" if len(pairs) > SHOWN else ""
        args = {"place": self._place, "names": names + more, "pairs": len(pairs)}
        self._report.ask(
            Question(
                code=CODE,
                subject=subject,
                args=args,
                options=options,
                proposed=SAME,
                rows=len(rows),
            )
        )
