"""The tables of a sheet, and a fact for everything in it that is in no table."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

from engine.imports.grid.sheet import Sheet
from engine.imports.shape.area import Area, area_of
from engine.imports.shape.columns import column_of, gaps, merged_down, unique, unnamed
from engine.imports.shape.headings import Headings, IsHeading, find_headings, names
from engine.imports.shape.notes import is_section, notes_below, text_of_line
from engine.imports.shape.parting import next_table, repeated, side_by_side
from engine.imports.shape.table import Fact, Table
from engine.imports.shape.totals import find_totals
from engine.imports.shape.words import Words, words

# Lines around a table: its title says what they say.
TITLES = ("title", "note_left_out")


def tables_of(
    sheet: Sheet, is_heading: IsHeading, heading_rows: tuple[int, int] | None = None
) -> list[Table]:
    """The tables of a sheet, from above to below; none in an empty one or one of prose.

    `is_heading` knows headings of any kind of table. `heading_rows`, the first and the last as
    the spreadsheet numbers them, are what a person said: then it is one table.
    """
    area = area_of(sheet)
    if heading_rows is not None:
        given = Headings(heading_rows[0] - 1, heading_rows[1] - 1)
        return [_table(sheet, area, given, words())] if given.below <= area.bottom else []
    return [
        _table(sheet, part, found, words()) for part, found in _parts(area, is_heading, words())
    ]


def sheet_left_out(sheet: Sheet) -> Fact:
    """Why a sheet without a table is left out, with what it says."""
    area = area_of(sheet)
    said = [text_of_line(area.line(row)) for row in _filled(area)]
    why = "prose" if said else "empty"
    return Fact("sheet_left_out", {"sheet": sheet.name, "why": why, "text": said})


def _parts(area: Area, is_heading: IsHeading, said: Words) -> Iterator[tuple[Area, Headings]]:
    """The areas of single tables, with their headings."""
    rest: Area | None = area
    while rest is not None:
        found = find_headings(rest, is_heading, said)
        if found is None:
            return
        follows = next_table(rest, found, is_heading)
        here = rest.part(bottom=follows)
        for columns in side_by_side(here, found, is_heading):
            yield here.part(columns=columns), found
        rest = None if follows is None else rest.part(top=follows)


@dataclass(slots=True)
class _Left:
    """What is in the sheet and not in the rows of the table."""

    title: list[str] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    rows: set[int] = field(default_factory=set)

    def note(self, code: str, area: Area, rows: Iterable[int]) -> None:
        for row in rows:
            text = text_of_line(area.line(row))
            if code in TITLES:
                self.title.append(text)
            self.facts.append(Fact(code, {"row": row + 1, "text": text}))
            self.rows.add(row)


def _table(sheet: Sheet, area: Area, found: Headings, said: Words) -> Table:
    left = _Left()
    named = names(area, found)
    above = area.part(bottom=found.first)
    left.note("title", above, _filled(above))
    if found.again is not None:
        left.note("second_headings", area, [found.again])
    data = area.part(top=found.below)
    rows = _filled(data)
    again = repeated(area, found)
    if again:
        left.facts.append(Fact("repeated_headings", {"rows": [row + 1 for row in again]}))
    rows = [row for row in rows if row not in again]
    left.note("note_left_out", area, notes_below(area, rows, len(named), said))
    rows = [row for row in rows if row not in left.rows]
    left.note("section", area, _sections(data, rows, len(named)))
    rows = [row for row in rows if row not in left.rows]
    totals = find_totals(data, rows, named, said)
    rows = [row for row in rows if row not in totals.rows]
    kept = [column for column in area.columns if column in named or _has_any(data, column)]
    headings = dict(
        zip(kept, unique(named.get(one) or unnamed(one, said) for one in kept), strict=True)
    )
    at = np.array(rows, dtype=np.int64) - data.top
    codes = {column: data.codes(column)[at] for column in kept}
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


def _filled(area: Area) -> list[int]:
    """The rows with anything in them."""
    return [int(row) + area.top for row in np.flatnonzero(area.filled())]


def _sections(area: Area, rows: list[int], width: int) -> list[int]:
    alone = area.filled() == 1
    return [row for row in rows if alone[row - area.top] and is_section(area, row, width)]


def _has_any(area: Area, column: int) -> bool:
    return bool(area.codes(column).any())


def _about(sheet: Sheet, found: Headings, scale: str | None) -> Iterator[Fact]:
    yield Fact("headings_in_row", {"row": found.first + 1, "last": found.last + 1})
    if scale is not None:
        yield Fact("amounts_in", {"scale": scale})
    if sheet.hidden:
        yield Fact("hidden", {"sheet": sheet.name})
    if sheet.encoding:
        yield Fact("encoding_assumed", {"encoding": sheet.encoding})
