"""Workbooks of Excel before 2007."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta

import xlrd
from xlrd.book import Book
from xlrd.formatting import Format
from xlrd.sheet import Cell
from xlrd.sheet import Sheet as OldSheet

from engine.imports.grid.limits import Room
from engine.imports.grid.marks import show_of
from engine.imports.grid.rows import rows_of
from engine.imports.grid.sheet import Sheet, Span
from engine.imports.grid.values import text_of
from engine.values.errors import InvalidInput

# Hours that may be more than a day has.
LASTING = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
ENCRYPTED = "encrypted"


def read_xls(file: str, content: bytes) -> list[Sheet]:
    try:
        # Rows as long as they are: by its area, a sheet of two cells can be as large as any.
        book = xlrd.open_workbook(
            file_contents=content, formatting_info=True, ragged_rows=True, logfile=io.StringIO()
        )
    except Exception as error:  # it checks little: a damaged file ends anywhere in it
        if ENCRYPTED in str(error).casefold():
            raise InvalidInput("file_encrypted", file=file) from error
        raise InvalidInput("file_unreadable", file=file, why="damaged") from error
    room = Room(file, len(content))
    return [_sheet(file, number, one, book, room) for number, one in enumerate(book.sheets(), 1)]


def _sheet(file: str, number: int, sheet: OldSheet, book: Book, room: Room) -> Sheet:
    room.next_sheet()
    room.check_merged(len(sheet.merged_cells))
    spans = [
        Span(first_row, first_column, row - 1, column - 1)
        for first_row, row, first_column, column in sheet.merged_cells
    ]
    return Sheet(
        file=file,
        name=sheet.name,
        number=number,
        rows=rows_of(_rows(sheet, book), room.check),
        spans=tuple(spans),
        hidden=bool(sheet.visibility),
    )


def _rows(sheet: OldSheet, book: Book) -> Iterator[Sequence[object]]:
    for row in range(sheet.nrows):
        yield [_value(cell, book) for cell in sheet.row(row)]


def _value(cell: Cell, book: Book) -> object:
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return text_of(bool(cell.value))
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return xlrd.error_text_from_code.get(cell.value, "#")
    if cell.ctype == xlrd.XL_CELL_DATE:
        lasts = LASTING.search(_format(cell, book).format_str or "")
        return timedelta(days=cell.value) if lasts else _moment(cell.value, book.datemode)
    if cell.ctype != xlrd.XL_CELL_NUMBER:
        return cell.value
    show = show_of(_format(cell, book).format_str or "")
    return show(cell.value) if show else cell.value


def _format(cell: Cell, book: Book) -> Format:
    return book.format_map[book.xf_list[cell.xf_index].format_key]


def _moment(number: float, mode: int) -> object:
    """A day, with its time; a time alone, which has no day; the number where it is neither."""
    try:
        if number < 1:
            return time(*xlrd.xldate_as_tuple(number, mode)[3:])
        moment: datetime = xlrd.xldate_as_datetime(number, mode)
    except (xlrd.XLDateError, ValueError, OverflowError):
        return number
    return moment
