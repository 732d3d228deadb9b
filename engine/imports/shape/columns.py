"""The columns of a table, from the cells of the rows that are left in it."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import numpy as np
from openpyxl.utils import get_column_letter

from engine.imports.shape.area import Area, Codes, Mask
from engine.imports.shape.table import Column, Fact, MergedCells
from engine.imports.shape.words import Words

# Of a column whose groups say their value once, at least so many cells are blank.
GAPS = 0.2
FULL = 0.95
SECTION = "section"


def unique(headings: Iterable[str]) -> list[str]:
    """Each heading once: the second of the same name is "name (2)"."""
    seen: Counter[str] = Counter()
    taken: list[str] = []
    for heading in headings:
        name = heading
        while name in taken:
            seen[heading] += 1
            name = f"{heading} ({seen[heading] + 1})"
        taken.append(name)
    return taken


def unnamed(column: int, words: Words) -> str:
    return words.unnamed.format(letter=get_column_letter(column + 1))


def column_of(heading: str, texts: Sequence[str], codes: Codes) -> Column:
    """A column with the texts that it has, and no others."""
    used = np.zeros(len(texts), dtype=bool)
    used[codes] = True
    places = np.cumsum(used, dtype=np.uint32) - 1
    kept = tuple(text for text, is_used in zip(texts, used.tolist(), strict=True) if is_used)
    return Column(heading, kept, array("I", places[codes].astype(np.uint32).tobytes()))


def merged_down(
    area: Area, rows: Sequence[int], codes: Mapping[int, Codes], headings: Mapping[int, str]
) -> list[MergedCells]:
    """Gives every row of merged cells their value, in `codes`; what has it now."""
    kept = np.array(rows, dtype=np.int64)
    places = {column: _Places(area.rows.texts[column]) for column in codes}
    found: list[MergedCells] = []
    for one in sorted(area.spans_in(area.top, area.bottom), key=lambda one: one.first_row):
        first, last = np.searchsorted(kept, [one.first_row, one.last_row + 1]).tolist()
        if one.first_row < area.top or first == last:
            continue
        text = area.text(one.first_row, one.first_column)
        for column in range(one.first_column, one.last_column + 1):
            if text and column in codes:
                codes[column][first:last] = places[column].of(text)
                found.append(MergedCells(headings[column], first, last - 1, text))
    return found


class _Places:
    """Where each text of a column stands among them; one that it did not have comes last."""

    def __init__(self, texts: list[str]) -> None:
        self._texts = texts
        self._places: dict[str, int] = {}

    def of(self, text: str) -> int:
        if not self._places:
            self._places = {text: place for place, text in enumerate(self._texts)}
        place = self._places.setdefault(text, len(self._texts))
        if place == len(self._texts):
            self._texts.append(text)
        return place


def gaps(columns: Sequence[Column]) -> list[Fact]:
    """The columns that may say a group's value in its first row alone: whether they do, whoever
    knows what they mean has to decide. Groups come first, but for a running number; what is said
    in the very rows where a group begins is of the group too, be it the same in the next."""
    blank = [_blank(one) for one in columns]
    found = []
    begins: Mask | None = None
    for at, (column, empty) in enumerate(zip(columns, blank, strict=True)):
        rows = len(column)
        has_full = any(one <= rows * (1 - FULL) for one in blank[at + 1 :])
        is_gap = rows * GAPS <= empty < rows and has_full
        said = _said(column)
        if is_gap and (_begins_groups(column) or (begins is not None and (said == begins).all())):
            begins = said if begins is None else begins
            found.append(Fact("gaps_in", {"heading": column.heading, "rows": empty}))
        elif begins is not None and not (said & ~begins).any():
            continue
        elif empty or len(column.texts) < rows or not all(map(str.isdecimal, column.texts)):
            break
    return found


def _said(column: Column) -> Mask:
    """The rows where a column says something."""
    codes = np.frombuffer(column.codes, dtype=np.uint32)
    blank = column.texts.index("") if "" in column.texts else len(column.texts)
    said: Mask = codes != blank
    return said


def _blank(column: Column) -> int:
    if "" not in column.texts:
        return 0
    codes = np.frombuffer(column.codes, dtype=np.uint32)
    return int(np.count_nonzero(codes == column.texts.index("")))


def _begins_groups(column: Column) -> bool:
    said = [text for text in column if text]
    return bool(column[0]) and all(one != other for one, other in pairwise(said))
