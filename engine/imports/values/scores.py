"""Scores on the scale that a file has them on, and the best score there is."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from engine.imports.amounts import is_nothing, plain
from engine.imports.costs import NumberColumn
from engine.imports.numerals import Undecided
from engine.imports.reading.rows import Wrong
from engine.imports.values.levels import Unsure, best_in, best_of

HUNDRED = Decimal(100)
# Whoever does more than was asked has more than all points.
MOST_OF_HUNDRED = Decimal(150)


class Scores:
    """All scores of a kind that a file has. The best one (`best`) stands in a heading, or follows
    from all of them; `unsure` says that it must be asked first. Shares (80 %) are out of 100."""

    def __init__(self, texts: Iterable[str], headings: Iterable[str], said: str | None) -> None:
        bare = [plain(text) for text in texts if not is_nothing(text)]
        self._column = NumberColumn([text.removesuffix("%").strip() for text in bare])
        values = [value for text in bare if (value := self._tried(text)) is not None]
        told = {best for heading in headings if (best := best_in(heading)) is not None}
        self.unsure: Unsure | None = None
        self.best: Decimal | None = told.pop() if len(told) == 1 else None
        if self.best is None and any(text.endswith("%") for text in bare):
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
        try:
            value = self._column.value(plain(text).removesuffix("%").strip())
        except Undecided as undecided:
            raise Wrong("decimal_unclear") from undecided
        if value is None:
            raise Wrong("no_number")
        return value

    def _tried(self, text: str) -> Decimal | None:
        try:
            return self.read(text)
        except Wrong:
            return None
