"""Shares (0–1), however a column writes them: 0.4, 40 %, 40."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from engine.imports.reading.rows import Wrong
from engine.imports.values.per_cent import PerCentColumn


def share_reader(texts: Sequence[str]) -> Callable[[str], Decimal]:
    """Reads one text of a column: numbers without a sign are per cent where any is above 1."""
    column = PerCentColumn(texts)
    are_per_cent = max(column.bare, default=Decimal(0)) > 1

    def read(text: str) -> Decimal:
        share = column.share(text, are_per_cent)
        if not 0 <= share <= 1:
            raise Wrong("no_share")
        return share

    return read
