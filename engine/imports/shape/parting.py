"""Where one table ends and another begins: below it, or beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from engine.imports.shape.area import Area, is_value
from engine.imports.shape.headings import Headings, IsHeading, name_of
from engine.imports.shape.notes import text_of_line

# A column with more different texts holds names or numbers of people, not headings.
DIFFERENT = 2_000
# Of the cells of a line.
SAME = 0.6
NEIGHBOURS = 2


def next_table(area: Area, found: Headings, is_heading: IsHeading) -> int | None:
    """The row where the next table of an area begins, its title lines first; None if there is
    only one table."""
    known = _known(area, is_heading)
    filled = area.filled()
    for row in (int(one) + area.top for one in np.flatnonzero(known >= NEIGHBOURS)):
        if row < found.below:
            continue
        line = area.line(row)
        if any(map(is_value, line.values())) or known[row - area.top] < len(line) * SAME:
            continue
        begin = _title_begins(area, row, found.below, filled)
        is_apart = not filled[begin - 1 - area.top]
        if is_repeated(area, found, line):
            title = _title(area, begin, row)
            if title and is_apart and title != _title(area, area.top, found.first):
                return begin
        elif is_apart or known[row - area.top] > NEIGHBOURS:
            return begin
    return None


def _known(area: Area, is_heading: IsHeading) -> np.typing.NDArray[np.int32]:
    """How many cells of each row are known headings."""
    counts = np.zeros(area.bottom - area.top, dtype=np.int32)
    for column in area.columns:
        texts = area.rows.texts[column]
        if len(texts) <= DIFFERENT:
            codes = {
                code for code, text in enumerate(texts) if text and _is_known(text, is_heading)
            }
            counts += area.has(column, codes) if codes else 0
    return counts


def _is_known(text: str, is_heading: IsHeading) -> bool:
    return not is_value(text) and is_heading(name_of(text))


def _title_begins(area: Area, row: int, first: int, filled: np.typing.NDArray[np.int32]) -> int:
    """The first of the lines with one or two cells right above a heading."""
    begin = row
    while begin > first and 1 <= filled[begin - 1 - area.top] <= NEIGHBOURS:
        begin -= 1
    # Rows that are so narrow themselves are none.
    return begin if begin > first and not filled[begin - 1 - area.top] else row


def _title(area: Area, top: int, bottom: int) -> list[str]:
    return [said for row in range(top, bottom) if (said := text_of_line(area.line(row)))]


def is_repeated(area: Area, found: Headings, line: Mapping[int, str]) -> bool:
    """Whether a line says one of the heading lines again."""
    return any(
        sum(head.get(column) == text for column, text in line.items()) > len(line) * SAME
        for head in (area.line(row) for row in range(found.first, found.below))
        if len(head) > 1 and len(line) > 1
    )


def repeated(area: Area, found: Headings) -> list[int]:
    """The rows amid the data that say the headings again, as printed pages do."""
    rows: set[int] = set()
    for head in range(found.first, found.below):
        line = area.line(head)
        counts = np.zeros(area.bottom - area.top, dtype=np.int32)
        for column in line:
            counts += area.codes(column) == area.rows.codes[column][head]
        for one in np.flatnonzero(counts >= max(2, len(line) * SAME)):
            if (row := int(one) + area.top) >= found.below and is_repeated(
                area, found, area.line(row)
            ):
                rows.add(row)
    return sorted(rows)


def side_by_side(area: Area, found: Headings, is_heading: IsHeading) -> list[tuple[int, int]]:
    """The columns of each table, from and to, where several stand beside each other: with an
    empty column between, and the same headings or other numbers of rows."""
    data = area.part(top=found.first)
    groups = list(_groups(data))
    heads = [_heads(area.part(columns=one), found) for one in groups]
    known = [sum(is_heading(name) for name in head) for head in heads]
    if len(groups) < 2 or min(known) < NEIGHBOURS:
        return [(area.left, area.right)]
    ends = {_end(data.part(columns=one)) for one in groups}
    said = [name for head in heads for name in head]
    if len(set(said)) == len(said) and len(ends) < len(groups):
        return [(area.left, area.right)]
    return groups


def _groups(area: Area) -> Iterator[tuple[int, int]]:
    """The columns with anything in them, parted where there are empty ones."""
    begin = None
    for column in area.columns:
        if not area.codes(column).any():
            if begin is not None:
                yield begin, column
            begin = None
        elif begin is None:
            begin = column
    if begin is not None:
        yield begin, area.right


def _heads(area: Area, found: Headings) -> set[str]:
    rows = range(found.first, found.last + 1)
    return {name_of(text) for row in rows for text in area.line(row).values()}


def _end(area: Area) -> int:
    filled = np.flatnonzero(area.filled())
    return int(filled[-1]) if len(filled) else -1
