"""Scores on the scale that a file has them on, and the best score there is."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from engine.imports.values.levels import Unsure, best_in, best_of
from engine.imports.values.per_cent import HUNDRED, PerCentColumn

# Whoever does more than was asked has more than all points.
MOST_OF_HUNDRED = Decimal(150)


class Scores:
    """All scores of a kind that a file has. The best one (`best`) stands in a heading, or follows
    from all of them; `unsure` says that it must be asked first. Shares (80 %) are out of 100."""

    def __init__(self, texts: Iterable[str], headings: Iterable[str], said: str | None) -> None:
        self._column = PerCentColumn(texts)
        values = self._column.bare
        told = {best for heading in headings if (best := best_in(heading)) is not None}
        self.unsure: Unsure | None = None
        self.best: Decimal | None = told.pop() if len(told) == 1 else None
        if self.best is None and self._column.has_signs:
            self.best = HUNDRED
        if self.best is None and values and HUNDRED < max(values) <= MOST_OF_HUNDRED:
            self.best = HUNDRED
        if self.best is None and values:
            self.best, self.unsure = best_of(values, said)

    def read(self, text: str) -> Decimal:
        """One score.

        Raises:
            Wrong: it is no number.
        """
        return self._column.number(text)
