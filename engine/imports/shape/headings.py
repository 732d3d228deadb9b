"""The heading lines of an area, and the name that they give each column."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median

import numpy as np

from engine.imports.grid.sheet import Span
from engine.imports.shape.area import Area, is_day, is_value
from engine.imports.shape.words import Words

IsHeading = Callable[[str], bool]
# Where headings are looked for, in rows with anything in them.
FIRST_ROWS = 30
# How many rows below a line are looked at to see whether it can head them.
BELOW = 20
LINES = 3
# A heading is a name, not a sentence.
LONG = 60
SENTENCE = 20
# Of the cells in a column below a heading that tell its type.
MOST = 0.7
MONTH_OR_YEAR = re.compile(r"(?:19|20)\d{2}(?:[-/.]\d{1,2}(?:[-/.]0?1)?)?|0?[1-9]|1[0-2]")
_SPACED = re.compile(r"(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])")
_COLON = re.compile(r"[:：]\s*\S")


@dataclass(frozen=True, slots=True)
class Headings:
    """The rows `first` to `last` of the sheet; `again` says the same in another language."""

    first: int
    last: int
    again: int | None = None

    @property
    def below(self) -> int:
        return (self.last if self.again is None else self.again) + 1


def name_of(text: str) -> str:
    """A heading in one line; characters that blanks only set apart (姓  名) are a word."""
    bare = " ".join(text.split())
    if len(bare.replace(" ", "")) * 2 - 1 == len(bare):
        return _SPACED.sub("", bare)
    return bare


def find_headings(area: Area, is_heading: IsHeading, words: Words) -> Headings | None:
    """The headings of the first table in an area; None if there is none."""
    lines = _Lines(area, is_heading)
    core = lines.known()
    if core is None:
        core = lines.unknown()
    return None if core is None else _extended(area, core, is_heading, words)


class _Lines:
    """The first rows of an area, as candidates."""

    def __init__(self, area: Area, is_heading: IsHeading) -> None:
        self._area = area
        self._is_heading = is_heading
        counts = area.filled()
        self._filled = np.flatnonzero(counts)
        self._counts = counts
        self.rows = [int(row) + area.top for row in self._filled[:FIRST_ROWS]]
        self._width = sum(1 for column in area.columns if area.codes(column).any())

    def known(self) -> int | None:
        """The first line with about as many known headings as any has."""
        told = {row: self._told(row) for row in self.rows}
        most = max(told.values(), default=0)
        if most <= 0:
            return None
        enough = max(min(2, self._width), most * 0.5)
        lines = (row for row, count in told.items() if count >= enough and self._heads(row))
        return next(lines, None)

    def _told(self, row: int) -> float:
        """How many cells are known headings, less those that are values."""
        line = self._area.line(row)
        known = {name_of(text) for text in line.values() if self._is_heading(name_of(text))}
        return len(known) - _values_in(line)

    def _heads(self, row: int) -> bool:
        """Whether it is about as wide as what follows."""
        return self._told(row) > 2 or len(self._area.line(row)) >= self._usual_below(row) * 0.6

    def unknown(self) -> int | None:
        """The first line of names over columns of values, or over more lines like it."""
        for row in self.rows:
            line = self._area.line(row)
            if len(line) < 2 or not self._are_names(line) or row == self.rows[-1]:
                continue
            if len(line) < self._usual_below(row) * 0.6:
                continue
            if any(self._is_typed(row, column) for column in line) or self._is_list(row, line):
                return row
        return None

    def _are_names(self, line: Mapping[int, str]) -> bool:
        names = [name_of(text) for text in line.values()]
        short = all(len(name) <= LONG for name in names)
        return short and len(set(names)) == len(names) and not _values_in(line)

    def _usual_below(self, row: int) -> float:
        below = self._counts[row + 1 - self._area.top :]
        found = below[below > 0][:BELOW]
        return median(found.tolist()) if len(found) else 0

    def _below(self, row: int, column: int) -> list[str]:
        rows = range(row + 1, min(row + 1 + BELOW, self._area.bottom))
        return [text for one in rows if (text := self._area.text(one, column))]

    def _is_typed(self, row: int, column: int) -> bool:
        below = self._below(row, column)
        return bool(below) and sum(map(is_value, below)) >= len(below) * MOST

    def _is_list(self, row: int, line: Mapping[int, str]) -> bool:
        """Texts alone are a table if they stand in columns, and are no sentences."""
        if any(self._is_heading(name_of(text)) for text in line.values()):
            return True
        columns = [list(map(len, self._below(row, column))) for column in line]
        is_even = self._usual_below(row) >= max(2, len(line) * 0.8)
        return is_even and all(median(one or [0]) < SENTENCE for one in columns)


def _values_in(line: Mapping[int, str]) -> int:
    """How many cells are values; months and years may head columns, three or more of them."""
    values = [text for text in line.values() if is_value(text)]
    heads = {text for text in values if MONTH_OR_YEAR.fullmatch(text)}
    return 0 if len(values) == len(heads) >= 3 else len(values)


def _extended(area: Area, core: int, is_heading: IsHeading, words: Words) -> Headings:
    first = last = core
    while first > area.top and last - first + 1 < LINES and _is_above(area, first, words):
        first -= 1
    while last + 2 < area.bottom and last - first + 1 < LINES and _is_below(area, last, is_heading):
        last += 1
    again = last + 1 if last + 2 < area.bottom and _is_again(area, last, is_heading) else None
    return Headings(first, last, again)


def _is_above(area: Area, row: int, words: Words) -> bool:
    """Whether the line above `row` groups its columns, rather than being a title."""
    above, line = area.line(row - 1), area.line(row)
    if not above or _values_in(above) or any(_COLON.search(text) for text in above.values()):
        return False
    if any(words.scale_in(text) for text in above.values() if not _is_name(text)):
        return False
    spans = [one for one in area.spans_in(row - 1, row) if one.first_row <= row - 1]
    if any(one.last_row >= row and one.first_column == one.last_column for one in spans):
        return True
    groups = [one for one in spans if _covered(one, line) > 1]
    missing = [column for column in above if column not in line]
    doubled = len({*line.values()}) < len(line)
    if len(above) == 1:
        begins = next(iter(above))
        whole = not groups or _covered(groups[0], line) >= len(line)
        return not whole and (begins > min(line) or doubled)
    return bool(groups or missing or doubled)


def _is_name(text: str) -> bool:
    return len(text) <= LONG / 3 and not _COLON.search(text)


def _covered(span: Span, line: Mapping[int, str]) -> int:
    return sum(span.first_column <= column <= span.last_column for column in line)


def _is_below(area: Area, row: int, is_heading: IsHeading) -> bool:
    """Whether the line below `row` names the columns that it groups."""
    line, below = area.line(row), area.line(row + 1)
    spans = [one for one in area.spans_in(row, row + 1) if one.first_row <= row]
    if any(one.last_row > row and one.first_column == one.last_column for one in spans):
        return bool(below)
    if len(below) < 2:
        return False
    if _values_in(below):
        known = {column for column, text in line.items() if is_heading(name_of(text))}
        return len(known) > 1 and not known & below.keys() and all(map(is_day, below.values()))
    groups = [one for one in spans if _covered(one, below) > 1 and one.last_row == row]
    grouped = {column for one in groups for column in range(one.first_column, one.last_column + 1)}
    if not groups:
        grouped = _grouped_by_blanks(area, line)
    return bool(grouped & below.keys()) and not below.keys() - grouped


def _grouped_by_blanks(area: Area, line: Mapping[int, str]) -> set[int]:
    """The columns of groups whose names stand once, with blanks behind."""
    grouped: set[int] = set()
    for column in area.columns:
        if column not in line and (column - 1 in line or column - 1 in grouped):
            grouped |= {column - 1, column}
    return grouped


def _is_again(area: Area, row: int, is_heading: IsHeading) -> bool:
    """Whether the next line has the headings once more, in another language."""
    line, below = area.line(row), area.line(row + 1)
    known = sum(is_heading(name_of(text)) for text in below.values())
    return not _values_in(below) and known >= max(2, len(line) * 0.6)


def own_columns(area: Area, found: Headings) -> set[int]:
    """The columns with a text of their own in a heading line; others have that of merged cells
    beside them, which may only be wide."""
    return {column for row in range(found.first, found.last + 1) for column in area.line(row)}


def names(area: Area, found: Headings) -> dict[int, str]:
    """The name of each column that has one."""
    rows = range(found.first, found.last + 1)
    lines = {row: _spread(area, row, found) for row in rows}
    joined: dict[int, str] = {}
    for column in area.columns:
        parts: list[str] = []
        for row in rows:
            part = name_of(lines[row].get(column, ""))
            if part and part not in parts:
                parts.append(part)
        if parts:
            joined[column] = " ".join(parts)
    return joined


def _spread(area: Area, row: int, found: Headings) -> dict[int, str]:
    """A heading line with the names of groups over each of their columns."""
    line = area.line(row)
    spans = [one for one in area.spans_in(row, row + 1) if one.first_row == row]
    for one in spans:
        text = line.get(one.first_column, "")
        for column in range(one.first_column, min(one.last_column + 1, area.right)):
            if text:
                line.setdefault(column, text)
    if row < found.last and not area.spans_in(found.first, found.last + 1):
        below = area.line(row + 1)
        for column in area.columns:
            if column not in line and {column - 1, column} <= below.keys() and column - 1 in line:
                line[column] = line[column - 1]
    return line
