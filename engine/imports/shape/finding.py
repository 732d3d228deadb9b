"""The tables of a sheet, and a fact for everything in it that is in no table."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

from engine.imports.grid.sheet import Sheet
from engine.imports.shape.area import Area, area_of
from engine.imports.shape.columns import SECTION, column_of, gaps, merged_down, unique, unnamed
from engine.imports.shape.headings import (
    Headings,
    IsHeading,
    find_headings,
    names,
    own_columns,
)
from engine.imports.shape.notes import (
    notes_below,
    says_of_columns,
    sections,
    text_of_line,
    title_of_line,
)
from engine.imports.shape.parting import next_table, repeated, side_by_side
from engine.imports.shape.table import Fact, Table
from engine.imports.shape.totals import find_totals
from engine.imports.shape.words import Words, words

# Lines around a table: its title says what they say.
TITLE, NOTE = "title", "note_left_out"
HEADINGS = "headings_in_row"


def tables_of(
    sheet: Sheet, is_heading: IsHeading, heading_rows: tuple[int, int] | None = None
) -> list[Table]:
    """The tables of a sheet, from above to below; none in an empty one or one of prose.

    `is_heading` knows headings of any kind of table. `heading_rows`, the first and the last as
    the spreadsheet numbers them, are what a person said: then it is one table.
    """
    area, said = area_of(sheet), words()
    if heading_rows is None:
        parts = _parts(area, is_heading, said)
        return [_table(sheet, part, found, said, is_heading) for part, found in parts]
    given = Headings(heading_rows[0] - 1, heading_rows[1] - 1)
    return (
        [_table(sheet, area, given, said, is_heading)]
        if 0 <= given.first < given.below <= area.bottom
        else []
    )


def sheet_left_out(sheet: Sheet) -> Fact:
    """Why a sheet without a table is left out, with what it says."""
    area = area_of(sheet)
    said = [text_of_line(area.line(row)) for row in _filled(area)]
    why = "prose" if said else "empty"
    return Fact("sheet_left_out", {"sheet": sheet.name or sheet.file, "why": why, "text": said})


def _parts(area: Area, is_heading: IsHeading, said: Words) -> Iterator[tuple[Area, Headings]]:
    """The areas of single tables, with their headings."""
    found = find_headings(area, is_heading, said)
    while found is not None:
        begins = next_table(area, found, is_heading)
        rest = area.part(top=begins)
        follows = find_headings(rest, is_heading, said) if begins is not None else None
        here = area if follows is None else area.part(bottom=begins)
        for columns in side_by_side(here, found, is_heading):
            yield here.part(columns=columns), found
        area, found = rest, follows


@dataclass(slots=True)
class _Left:
    """What is in the sheet and not in the rows of the table."""

    is_heading: IsHeading
    title: list[str] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)

    def note(self, code: str, area: Area, rows: Iterable[int]) -> None:
        for row in rows:
            text = text_of_line(area.line(row))
            if code == TITLE:
                text = title_of_line(area.line(row), self.is_heading)
            if code in (TITLE, NOTE):
                self.title.append(text)
            self.facts.append(Fact(code, {"row": row + 1, "text": text}))


def _table(sheet: Sheet, area: Area, found: Headings, said: Words, is_heading: IsHeading) -> Table:
    left = _Left(is_heading)
    named, own = names(area, found), own_columns(area, found)
    data = area.part(top=found.below)
    rows = _rows(area, data, found, len(own), said, left)
    called = {one: named.get(one) or unnamed(one, said) for one in area.columns}
    totals = find_totals(data, rows, called, said)
    rows = [row for row in rows if row not in totals.rows]
    at = np.array(rows, dtype=np.int64) - data.top
    codes = {column: data.codes(column)[at] for column in area.columns}
    kept = [column for column in area.columns if column in own or codes[column].any()]
    headings = dict(zip(kept, unique(called[one] for one in kept), strict=True))
    codes = {column: codes[column] for column in kept}
    merged = merged_down(data, rows, codes, headings)
    columns = tuple(column_of(headings[one], area.rows.texts[one], codes[one]) for one in kept)
    scale = next(filter(None, map(said.scale_in, left.title)), None)
    facts = [*_about(sheet, found, scale), *left.facts, *totals.facts, *gaps(columns)]
    return Table(
        file=sheet.file,
        sheet=sheet.name,
        columns=columns,
        numbers=array("I", [row + 1 for row in rows]),
        title=tuple(left.title),
        scale=scale,
        totals=tuple(totals.told),
        merged=tuple(merged),
        facts=tuple(facts),
    )


def _rows(
    area: Area, data: Area, found: Headings, width: int, said: Words, left: _Left
) -> list[int]:
    """The rows of data; `left` comes to have the others."""
    # A title is that of every table below it that stands beside others.
    above = area.part(bottom=found.first, columns=(0, area.rows.width))
    left.note(TITLE, above, _filled(above))
    if found.again is not None:
        left.note("second_headings", area, [found.again])
    again = set(repeated(area, found))
    if again:
        left.facts.append(Fact("repeated_headings", {"rows": [row + 1 for row in sorted(again)]}))
    rows = [row for row in _filled(data) if row not in again]
    while rows and says_of_columns(data, rows[0], said):
        left.note(NOTE, data, [rows.pop(0)])
    notes = notes_below(area, rows, width, said)
    left.note(NOTE, area, notes)
    rows = rows[: len(rows) - len(notes)]
    named = sections(data, rows, width)
    for row in named:
        if said.sums_up(text_of_line(area.line(row))):
            left.facts.append(Fact("totals_row", {"row": row + 1}))
        else:
            left.note(SECTION, area, [row])
    gone = set(named)
    return [row for row in rows if row not in gone] if gone else rows


def _filled(area: Area) -> list[int]:
    """The rows with anything in them."""
    return [int(row) + area.top for row in np.flatnonzero(area.filled())]


def _about(sheet: Sheet, found: Headings, scale: str | None) -> Iterator[Fact]:
    yield Fact(HEADINGS, {"row": found.first + 1, "last": found.last + 1})
    if scale is not None:
        yield Fact("amounts_in", {"scale": scale})
    if sheet.hidden:
        yield Fact("hidden", {"sheet": sheet.name})
    if sheet.encoding:
        yield Fact("encoding_assumed", {"encoding": sheet.encoding})
