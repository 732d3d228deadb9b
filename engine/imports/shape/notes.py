"""Lines around a table that are no rows of it: titles above, notes below, sections within."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial

from engine.imports.shape.area import Area, Mask, is_value
from engine.imports.shape.headings import name_of
from engine.imports.shape.words import Words

# A sentence, rather than the only cell of a row that somebody filled.
SENTENCE = 16
# A table so wide has no rows with one cell.
WIDE = 3
# So many cells of a column tell what it has, and most of them.
SOME, MOST = 200, 0.8


def text_of_line(line: Mapping[int, str]) -> str:
    return " ".join(" ".join(text.split()) for text in line.values())


def title_of_line(line: Mapping[int, str], is_heading: Callable[[str], bool]) -> str:
    """A line above a table, with labels and values in cells beside each other joined as such:
    培训主题 | 消防安全 | 培训日期 | 2025-03-12."""
    texts = [name_of(text) for text in line.values()]
    pairs = list(zip(texts[::2], texts[1::2], strict=False))
    are_pairs = len(texts) % 2 == 0 and all(
        is_heading(label.rstrip(":：")) and not is_value(label) for label, _ in pairs
    )
    if not pairs or not are_pairs:
        return " ".join(texts)
    return "; ".join(f"{label.rstrip(':：')}: {value}" for label, value in pairs)


def notes_below(area: Area, rows: Sequence[int], width: int, words: Words) -> list[int]:
    """The last of the rows that are notes; `width` is how many columns the table has."""
    first = len(rows)
    while first > 0:
        is_apart = first > 1 and rows[first - 2] < rows[first - 1] - 1
        if not _is_note(area, rows[first - 1], width, words, is_apart):
            break
        first -= 1
    return list(rows[first:])


def _is_note(area: Area, row: int, width: int, words: Words, is_apart: bool) -> bool:
    line = area.line(row)
    first, *others = line.values()
    if others:
        # A row may begin with such a word too: the name of a course, with its day and costs.
        return words.is_label(first) and (len(others) == 1 or all(map(words.is_label, others)))
    if words.is_note(first):
        return True
    if width < WIDE or is_value(first) or words.is_total(first):
        return False
    return is_apart or len(first) >= SENTENCE or is_merged(area, row)


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
