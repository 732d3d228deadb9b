"""Workbooks of Excel 2003 written as one XML text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError, fromstring

from engine.imports.grid.archive import Damaged, check_beginning
from engine.imports.grid.limits import Room
from engine.imports.grid.marks import Show, show_of
from engine.imports.grid.ods_cells import local, said
from engine.imports.grid.rows import rows_of
from engine.imports.grid.sheet import Sheet, Span
from engine.imports.grid.values import text_of
from engine.values.errors import InvalidInput

NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet"
# Formats that have a name there.
NAMED = {"Percent": "0%", "Currency": "$0.00", "Euro Currency": "€0.00"}
Check = Callable[[int, int], None]


def is_workbook(start: str) -> bool:
    return "<Workbook" in start and NAMESPACE in start


def workbook_sheets(file: str, text: str, room: Room) -> list[Sheet]:
    try:
        # The encoding that it names is not the one of what was decoded already.
        bare = text.partition("?>")[2] if text.lstrip().startswith("<?") else text
        check_beginning(BytesIO(bare.encode()))
        root = fromstring(bare)
        shows = _shows(root)
        return [
            _sheet(file, number, one, shows, room)
            for number, one in enumerate(_named(root, "Worksheet"), 1)
        ]
    except (Damaged, ParseError, ValueError, OverflowError) as error:
        raise InvalidInput("file_unreadable", file=file, why="damaged") from error


def _sheet(file: str, number: int, one: Element, shows: dict[str, Show], room: Room) -> Sheet:
    room.next_sheet()
    spans: list[Span] = []
    rows: list[list[object]] = []
    for row in (row for table in _named(one, "Table") for row in _named(table, "Row")):
        place = int(said(row, "Index") or len(rows) + 1)
        room.check(place, 1)
        rows += [[] for _ in range(place - 1 - len(rows))]
        rows.append(list(_cells(row, len(rows), spans, shows, room.check)))
        room.check_merged(len(spans))
    return Sheet(
        file=file,
        name=said(one, "Name"),
        number=number,
        rows=rows_of(rows, room.check),
        spans=tuple(spans),
        hidden=any(one.text != "SheetVisible" for one in one.iter() if local(one.tag) == "Visible"),
    )


def _cells(
    row: Element, at: int, spans: list[Span], shows: dict[str, Show], check: Check
) -> Iterator[object]:
    column = 0
    for one in _named(row, "Cell"):
        place = int(said(one, "Index") or column + 1) - 1
        wide = int(said(one, "MergeAcross") or 0)
        high = int(said(one, "MergeDown") or 0)
        check(at + high + 1, place + wide + 1)
        yield from [""] * (place - column)
        yield _value(one, shows.get(said(one, "StyleID")))
        yield from [""] * wide
        if wide or high:
            spans.append(Span(at, place, at + high, place + wide))
        column = place + wide + 1


def _value(cell: Element, show: Show | None) -> object:
    data = next(iter(_named(cell, "Data")), None)
    if data is None:
        return ""
    text, kind = "".join(data.itertext()), said(data, "Type")
    if kind == "Number":
        return show(float(text)) if show else float(text)
    if kind == "DateTime":
        return datetime.fromisoformat(text)
    return text if kind != "Boolean" else text_of(text == "1")


def _shows(root: Element) -> dict[str, Show]:
    found = {}
    for style in (one for group in _named(root, "Styles") for one in _named(group, "Style")):
        for one in _named(style, "NumberFormat"):
            shape = said(one, "Format")
            show = show_of(NAMED.get(shape, shape))
            if show is not None:
                found[said(style, "ID")] = show
    return found


def _named(parent: Element, name: str) -> list[Element]:
    return [one for one in parent if local(one.tag) == name]
