"""Rows that add up others: known by their words, and checked by their sums."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from engine.imports.shape.area import Area, is_value
from engine.imports.shape.sums import Sums
from engine.imports.shape.table import Fact, TotalsRow
from engine.imports.shape.words import Words

# Of the rows of a column that names each of them.
MOST = 0.8
# Fewer rows or columns of marks could be counted by chance.
LEAST_COUNTED, LEAST_COLUMNS = 3, 2


@dataclass(slots=True)
class Totals:
    """`rows` are left out of the table."""

    rows: set[int] = field(default_factory=set)
    told: list[TotalsRow] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)

    def add(self, area: Area, row: int, names: Mapping[int, str]) -> None:
        self.rows.add(row)
        line = area.line(row)
        self.told.append(TotalsRow(row + 1, {names[one]: text for one, text in line.items()}))
        self.facts.append(Fact("totals_row", {"row": row + 1}))


def find_totals(area: Area, rows: Sequence[int], names: Mapping[int, str], words: Words) -> Totals:
    """The totals among the data `rows` of an area, and at its foot what counts or averages."""
    found = Totals()
    candidates = sorted(set(rows) & set(_candidates(area, words)))
    sums = Sums(area, rows, candidates)
    for row in candidates:
        checked = sums.check(row)
        if not (_names_total(area.line(row), words) or checked.fits):
            sums.count(row)
            continue
        sums.begin_part()
        found.add(area, row, names)
        for column, (said, summed) in checked.wrong.items():
            args = {"row": row + 1, "heading": names[column], "said": said}
            found.facts.append(Fact("totals_disagree", {**args, "summed": summed}))
    for row in _at_foot(area, [row for row in rows if row not in found.rows], words):
        found.add(area, row, names)
    left = [row for row in rows if row not in found.rows]
    if len(left) > LEAST_COUNTED and _counts_marks(area, left):
        found.add(area, left[-1], names)
    return found


def _counts_marks(area: Area, rows: Sequence[int]) -> bool:
    """Whether the last row counts the marks above it, whatever it is called: in columns of
    letters and signs it has how many have one of them. Nothing else of it is a number."""
    line = area.line(rows[-1])
    numbers = {column: text for column, text in line.items() if is_value(text)}
    if len(numbers) < LEAST_COLUMNS or area.columns[0] in line:
        return False
    return all(_is_count_of(area, column, rows[:-1], text) for column, text in numbers.items())


def _is_count_of(area: Area, column: int, rows: Sequence[int], text: str) -> bool:
    above = Counter(said for row in rows if (said := area.text(row, column)))
    marks = [one for one in above if not is_value(one)]
    return len(marks) == len(above) and text in {
        *(str(above[one]) for one in marks),
        str(above.total()),
    }


def _candidates(area: Area, words: Words) -> Iterator[int]:
    for column in area.columns:
        texts = area.rows.texts[column]
        codes = {code for code, text in enumerate(texts) if code and words.may_be_total(text)}
        if codes:
            yield from (int(row) + area.top for row in np.flatnonzero(area.has(column, codes)))


def _names_total(line: Mapping[int, str], words: Words) -> bool:
    """Whether its first text says that it is one: no sums are needed then."""
    return words.is_total(_first(line))


def _first(line: Mapping[int, str]) -> str:
    return next((text for text in line.values() if not is_value(text)), "")


def _at_foot(area: Area, rows: Sequence[int], words: Words) -> Iterator[int]:
    """The last rows, which say how many the others are or what is usual among them: they have
    nothing in the columns that name each row."""
    for row in reversed(rows):
        line = area.line(row)
        if not words.counts(_first(line)) or not any(map(is_value, line.values())):
            return
        others = [column for column in area.columns if column not in line]
        if not any(_names_rows(area, column, len(rows)) for column in others):
            return
        yield row


def _names_rows(area: Area, column: int, rows: int) -> bool:
    codes = area.codes(column)
    if np.count_nonzero(codes) < rows * MOST:
        return False
    texts = [area.rows.texts[column][code] for code in np.unique(codes)[:100]]
    return not all(is_value(text) for text in texts if text)
