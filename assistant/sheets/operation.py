"""What a message wants done with what was shown."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from assistant.sheets.steps import Step

# The figure that is told of the rows that are meant; `list`: the rows themselves.
LIST, COUNT, SUM, MEAN, SHARE = "list", "count", "sum", "mean", "share"
MOST, LEAST, DIFFERENCE, RATIO = "most", "least", "difference", "ratio"
PER, TELL, MINUS, WHY_NOT, PLACE = "per", "tell", "minus", "why_not", "place"
SAME = "same"


@dataclass(frozen=True, kw_only=True)
class Figure:
    """What is told, of which column; `by` is what a `per` is divided by; of the most or least so
    `many` rows."""

    what: str
    column: str | None = None
    by: str | None = None
    many: int = 1

    def as_plain(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, kw_only=True)
class Operation:
    """`lacking` is what was asked for and no column of the sheet tells. `many` is of how many rows
    it speaks. With `whole` it begins again with all that was answered.
    `which` are those of which one is meant."""

    figure: Figure
    steps: tuple[Step, ...] = ()
    lacking: str | None = None
    many: int | None = None
    whole: bool = False
    which: tuple[str, ...] = ()
    # Two groups of rows that are held against each other.
    groups: tuple[tuple[str, ...], ...] = ()
    # Of all rows that stand there, not of those that a figure was told of.
    every: bool = False
