"""Rows that add up others: known by their words, and checked by their sums."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np

from engine.imports.amounts import take_apart
from engine.imports.grid.values import number_as_text
from engine.imports.numerals import Habit, Undecided, habits, value_of
from engine.imports.shape.area import Area, is_value
from engine.imports.shape.table import Fact, TotalsRow
from engine.imports.shape.words import Words

# Sums that people round, or that a spreadsheet shows rounded.
ROUNDED = Decimal("0.01")
NO_HABIT = Habit()


@dataclass(slots=True)
class Totals:
    """`rows` are left out of the table."""

    rows: set[int] = field(default_factory=set)
    told: list[TotalsRow] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)


def find_totals(area: Area, rows: Sequence[int], names: Mapping[int, str], words: Words) -> Totals:
    """The totals among the data `rows` of an area."""
    found = Totals()
    candidates = sorted(set(rows) & set(_candidates(area, words)))
    if not candidates:
        return found
    sums = _Sums(area, rows)
    for row in candidates:
        line = area.line(row)
        checked = sums.check(row, found.rows)
        if not (_names_total(line, words) or checked.fits):
            continue
        found.rows.add(row)
        said = {names[column]: text for column, text in line.items() if column in names}
        found.told.append(TotalsRow(row + 1, said))
        found.facts.append(Fact("totals_row", {"row": row + 1}))
        for column, (one, other) in checked.wrong.items():
            args = {"row": row + 1, "heading": names.get(column, ""), "said": one, "summed": other}
            found.facts.append(Fact("totals_disagree", args))
    return found


def _candidates(area: Area, words: Words) -> Iterator[int]:
    for column in area.columns:
        texts = area.rows.texts[column]
        codes = {code for code, text in enumerate(texts) if code and words.may_be_total(text)}
        if codes:
            yield from (int(row) + area.top for row in np.flatnonzero(area.has(column, codes)))


def _names_total(line: Mapping[int, str], words: Words) -> bool:
    """Whether its first text says that it is one: no sums are needed then."""
    first = next((text for text in line.values() if not is_value(text)), "")
    return words.is_total(first)


@dataclass(frozen=True, slots=True)
class _Checked:
    """Whether any sum fits, and those that do not: what is said, and what it adds up to."""

    fits: bool
    wrong: Mapping[int, tuple[str, str]]


class _Sums:
    """What the columns of an area add up to above a row."""

    def __init__(self, area: Area, rows: Sequence[int]) -> None:
        self._area = area
        self._rows = np.array(rows, dtype=np.int64)
        self._values: dict[int, list[Decimal | None]] = {}

    def check(self, row: int, totals: set[int]) -> _Checked:
        above = self._rows[self._rows < row]
        since = max((one for one in totals if one < row), default=-1)
        plain = np.array([one not in totals for one in above.tolist()], dtype=bool)
        parts = [above[plain & (above > since)], above[plain]]
        fits, wrong = False, {}
        for column, said in self._said(row).items():
            sums = [self._sum(column, part) for part in parts if len(part)]
            counts = [Decimal(len(part)) for part in parts]
            if any(abs(said - one) <= ROUNDED for one in [*sums, *counts]):
                fits = True
            elif sums and not self._is_mean(column, said, parts[-1]):
                wrong[column] = (self._area.text(row, column), number_as_text(float(sums[-1])))
        return _Checked(fits, wrong)

    def _said(self, row: int) -> dict[int, Decimal]:
        found = {}
        for column, text in self._area.line(row).items():
            value = self._value(column, self._area.rows.codes[column][row])
            if value is not None and "%" not in text:
                found[column] = value
        return found

    def _sum(self, column: int, rows: np.typing.NDArray[np.int64]) -> Decimal:
        codes = np.frombuffer(self._area.rows.codes[column], dtype=np.uint32)[rows]
        times = np.bincount(codes)
        values = (
            (self._value(column, int(code)) or Decimal(0)) * int(times[code])
            for code in np.flatnonzero(times)
        )
        return sum(values, Decimal(0))

    def _is_mean(self, column: int, said: Decimal, rows: np.typing.NDArray[np.int64]) -> bool:
        mean = self._sum(column, rows) / len(rows) if len(rows) else Decimal(0)
        return abs(said - mean) <= abs(mean) * ROUNDED

    def _value(self, column: int, code: int) -> Decimal | None:
        if column not in self._values:
            self._values[column] = _read(self._area.rows.texts[column])
        return self._values[column][code]


def _read(texts: Sequence[str]) -> list[Decimal | None]:
    """The number in each text, by what the points and commas of all of them mean."""
    written = [take_apart(text) if text else None for text in texts]
    habit = habits(("", one.numeral) for one in written if one is not None).get("")
    read: list[Decimal | None] = []
    for one in written:
        value = None
        if one is not None:
            try:
                value = value_of(one.numeral, habit or NO_HABIT, fine=True)
            except Undecided:
                value = None
        read.append(None if value is None or one is None else (-value if one.negative else value))
    return read
