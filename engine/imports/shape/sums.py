"""What the columns of a table add up to, row by row as its totals come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from engine.imports.amounts import take_apart
from engine.imports.grid.values import number_as_text
from engine.imports.numerals import Habit, Undecided, habits, value_of
from engine.imports.shape.area import Area

# Sums that people round, or that a spreadsheet shows rounded.
ROUNDED = Decimal("0.01")
NO_HABIT = Habit()
# So many parts back, a total may begin.
PARTS = 50


@dataclass(frozen=True, slots=True)
class Checked:
    """Whether any sum fits, and those that do not: what is said, and what it adds up to."""

    fits: bool
    wrong: Mapping[int, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _State:
    """How many rows there were, and what each column had come to."""

    rows: int
    sums: Mapping[int, Decimal]


class Sums:
    """Of the data `rows` of an area; `candidates` are those that may be totals themselves."""

    def __init__(self, area: Area, rows: Sequence[int], candidates: Sequence[int]) -> None:
        self._area = area
        self._others = np.setdiff1d(rows, candidates) if candidates else np.array([], dtype=int)
        self._values: dict[int, list[Decimal | None]] = {}
        self._columns = {
            column for row in candidates for column in area.line(row) if self._said(row, column)
        }
        self._sums = dict.fromkeys(self._columns, Decimal(0))
        self._numbers = dict.fromkeys(self._columns, 0)
        self._rows = self._read = 0
        self._begins = [_State(0, dict(self._sums))]

    def check(self, row: int) -> Checked:
        """What the row says, against what is above it: since the start, or since any total."""
        self._read_until(row)
        begins = [self._begins[0], *self._begins[-PARTS:]]
        counts = [Decimal(self._rows - one.rows) for one in begins]
        fits, wrong = False, {}
        for column in sorted(self._columns):
            said = self._said(row, column)
            if said is None:
                continue
            sums = [self._sums[column] - one.sums[column] for one in begins]
            if any(abs(said - one) <= ROUNDED for one in [*sums, *counts]):
                fits = True
            elif self._numbers[column] and not self._is_mean(column, said):
                summed = min(sums, key=lambda one: abs(said - one))
                wrong[column] = (self._area.text(row, column), number_as_text(float(summed)))
        return Checked(fits, wrong)

    def count(self, row: int) -> None:
        """The row is no total: it is added like the others."""
        self._add(np.array([row]))

    def begin_part(self) -> None:
        self._begins.append(_State(self._rows, dict(self._sums)))

    def _read_until(self, row: int) -> None:
        until = int(np.searchsorted(self._others, row))
        self._add(self._others[self._read : until])
        self._read = until

    def _add(self, rows: np.typing.NDArray[np.int64]) -> None:
        self._rows += len(rows)
        for column in self._columns:
            whole = np.frombuffer(self._area.rows.codes[column], dtype=np.uint32)
            codes, times = np.unique(whole[rows], return_counts=True)
            for code, count in zip(codes.tolist(), times.tolist(), strict=True):
                value = self._value(column, code)
                if value is not None:
                    self._sums[column] += value * count
                    self._numbers[column] += count

    def _said(self, row: int, column: int) -> Decimal | None:
        text = self._area.text(row, column)
        return None if "%" in text else self._value(column, self._area.rows.codes[column][row])

    def _is_mean(self, column: int, said: Decimal) -> bool:
        mean = self._sums[column] / self._numbers[column]
        return abs(said - mean) <= max(abs(mean) * ROUNDED, ROUNDED)

    def _value(self, column: int, code: int) -> Decimal | None:
        if column not in self._values:
            self._values[column] = _read(self._area.rows.texts[column])
        return self._values[column][code]


def _read(texts: Sequence[str]) -> list[Decimal | None]:
    """The number in each text with its own scale (0.45万), by what the points and commas of all
    of them mean."""
    written = [take_apart(text) if text else None for text in texts]
    habit = habits(("", one.numeral) for one in written if one is not None).get("", NO_HABIT)
    read: list[Decimal | None] = []
    for one in written:
        value = None
        if one is not None:
            try:
                value = value_of(one.numeral, habit, fine=True)
            except Undecided:
                value = None
            if value is not None:
                value *= -one.unit.scale if one.negative else one.unit.scale
        read.append(value)
    return read
