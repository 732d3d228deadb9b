"""Lines around a table that are no rows of it: titles above, notes below, sections within."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.imports.shape.area import Area, is_value
from engine.imports.shape.words import Words

# A sentence, rather than the only cell of a row that somebody filled.
SENTENCE = 16
# A table so wide has no rows with one cell.
WIDE = 3


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


def is_section(area: Area, row: int, width: int) -> bool:
    """Whether a row amid others only names what follows: one text merged over the columns."""
    line = area.line(row)
    first = next(iter(line.values()))
    return len(line) == 1 and width >= WIDE and not is_value(first) and is_merged(area, row)
