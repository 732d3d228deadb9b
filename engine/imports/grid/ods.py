"""Spreadsheets of LibreOffice: all that a cell is and shows stands in its XML."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import IO
from xml.etree.ElementTree import Element, ParseError, iterparse

from engine.imports.grid import limits
from engine.imports.grid.archive import BROKEN, Archive, Damaged, check_beginning
from engine.imports.grid.ods_cells import cell_text, local, said
from engine.imports.grid.rows import rows_of
from engine.imports.grid.sheet import Sheet, Span
from engine.values.errors import InvalidInput

Check = Callable[[int, int], None]
CONTENT = "content.xml"


@dataclass(slots=True, kw_only=True)
class _Table:
    """A sheet in the making."""

    name: str
    style: str
    rows: list[list[str]] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    # Rows without anything, which are there if one with something follows.
    blank: int = 0
    width: int = 0


def read_ods(file: str, content: bytes) -> list[Sheet]:
    try:
        archive = Archive(content)
        with archive.open(CONTENT) as part:
            check_beginning(part)
        with archive.open(CONTENT) as part:
            hidden: set[str] = set()
            tables = list(_tables(part, hidden, limits.Room(file, len(content))))
    except (Damaged, ParseError, ValueError, OverflowError, *BROKEN) as error:
        raise InvalidInput("file_unreadable", file=file, why="damaged") from error
    return [
        Sheet(
            file=file,
            name=one.name,
            number=number,
            rows=rows_of(one.rows),
            spans=tuple(one.spans),
            hidden=one.style in hidden,
        )
        for number, one in enumerate(tables, 1)
    ]


def _tables(part: IO[bytes], hidden: set[str], room: limits.Room) -> Iterator[_Table]:
    """`hidden` comes to have the styles of tables that are not shown."""
    table: _Table | None = None
    changes = 0
    for event, one in iterparse(part, ("start", "end")):
        name = local(one.tag)
        if name == "tracked-changes":
            # What was there before: its rows are no rows of the sheet.
            changes += 1 if event == "start" else -1
        elif name == "table" and event == "start" and not changes:
            room.next_sheet()
            table = _Table(name=said(one, "name"), style=said(one, "style-name"))
        elif name == "table-row" and event == "end" and table and not changes:
            _add(table, one, room.check)
            room.check_merged(len(table.spans))
            one.clear()
        elif name == "table" and event == "end" and table and not changes:
            yield table
            table = None
        elif name == "style" and event == "end" and _is_hidden(one):
            hidden.add(said(one, "name"))


def _is_hidden(style: Element) -> bool:
    return any(said(one, "display") == "false" for one in style)


def _add(table: _Table, row: Element, check: Check) -> None:
    times = int(said(row, "number-rows-repeated") or 1)
    at = len(table.rows) + table.blank
    cells = _cells(row, at, table.spans, partial(check, at + times))
    if not cells:
        table.blank += times
        return
    table.width = max(table.width, len(cells))
    check(at + times, table.width)
    table.rows += [[] for _ in range(table.blank)] + [cells] * times
    table.blank = 0


def _cells(row: Element, at: int, spans: list[Span], check: Callable[[int], None]) -> list[str]:
    cells: list[str] = []
    blank = 0
    for one in row:
        if local(one.tag) not in ("table-cell", "covered-table-cell"):
            continue
        times = int(said(one, "number-columns-repeated") or 1)
        text = cell_text(one) if local(one.tag) == "table-cell" else ""
        if not text:
            blank += times
            continue
        check(len(cells) + blank + times)
        cells += [""] * blank + [text] * times
        blank = 0
        wide = int(said(one, "number-columns-spanned") or 1)
        high = int(said(one, "number-rows-spanned") or 1)
        if wide > 1 or high > 1:
            first = len(cells) - times
            spans.append(Span(at, first, at + high - 1, first + wide - 1))
    return cells
