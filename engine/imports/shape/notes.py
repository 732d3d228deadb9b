"""Lines around a table that are no rows of it: titles above, notes below, sections within."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache, partial

from engine.imports.shape.area import Area, Mask, is_value
from engine.imports.shape.words import Words

# A sentence, rather than the only cell of a row that somebody filled.
SENTENCE = 16
# A table so wide has no rows with one cell.
WIDE = 3
# So many cells of a column tell what it has, and most of them.
SOME, MOST = 200, 0.8


def text_of_line(line: Mapping[int, str]) -> str:
    return " ".join(" ".join(text.split()) for text in line.values())


def notes_below(area: Area, rows: Sequence[int], width: int, words: Words) -> list[int]:
    """The last of the rows that are notes; `width` is how many columns the table has."""
    found: list[int] = []
    below = area.bottom
    for row in reversed(rows):
        if not _is_note(area, row, width, words, apart=_has_gap(rows, row)):
            break
        found.append(row)
        below = row
    # What stands below a blank line and a note belongs to the note.
    return [row for row in rows if row >= below]


def _has_gap(rows: Sequence[int], row: int) -> bool:
    at = rows.index(row) if row != rows[-1] else len(rows) - 1
    return at > 0 and rows[at - 1] < row - 1


def _is_note(area: Area, row: int, width: int, words: Words, apart: bool) -> bool:
    line = area.line(row)
    first = next(iter(line.values()))
    if any(words.is_note(text) for text in line.values()):
        return not any(is_value(text) for text in line.values()) or words.is_note(first)
    if len(line) > 1 or width < WIDE or is_value(first) or words.is_total(first):
        return False
    return apart or len(first) >= SENTENCE or is_merged(area, row)


def is_merged(area: Area, row: int) -> bool:
    """Whether a row is one cell over several columns."""
    return any(
        one.first_row == row and one.last_column > one.first_column
        for one in area.spans_in(row, row + 1)
    )


def sections(area: Area, rows: Sequence[int], width: int) -> list[int]:
    """The rows amid others that only name what follows: one text, merged over the columns or
    in a column of values."""
    filled = area.filled()
    has_values = lru_cache(partial(_has_values, area, filled > 1))
    merged = {one.first_row for one in area.spans if one.last_column > one.first_column}
    found = []
    for row in rows if width >= WIDE else ():
        if filled[row - area.top] == 1:
            ((column, text),) = area.line(row).items()
            if not is_value(text) and (row in merged or has_values(column)):
                found.append(row)
    return found


def _has_values(area: Area, rows: Mask, column: int) -> bool:
    """Whether a column has numbers, in the rows that have more."""
    codes = area.codes(column)[rows][:SOME]
    texts = [text for code in codes if (text := area.rows.texts[column][code])]
    return sum(map(is_value, texts)) > len(texts) * MOST


def says_of_columns(area: Area, row: int, words: Words) -> bool:
    """Whether the row below the headings only numbers the columns, or says which of them have
    to be filled."""
    texts = list(area.line(row).values())
    is_numbered = len(texts) > WIDE and texts == [str(one + 1) for one in range(len(texts))]
    return is_numbered or (len(texts) > 1 and all(map(words.is_hint, texts)))
