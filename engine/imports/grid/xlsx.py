"""Workbooks of Excel since 2007: their values by calamine, and beside them what it leaves out."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from engine.imports.grid import xlsb_parts, xlsx_parts
from engine.imports.grid.archive import Archive, Damaged
from engine.imports.grid.limits import Room
from engine.imports.grid.rows import rows_of
from engine.imports.grid.sheet import Sheet, Span
from engine.values.errors import InvalidInput

# How the main part of a workbook ends that is not written as text.
BINARY = ".bin"
PANIC = "PanicException"


def read_xlsx(file: str, content: bytes) -> list[Sheet]:
    try:
        with CalamineWorkbook.from_filelike(BytesIO(content)) as book:
            return list(_sheets(file, content, book))
    except PasswordError as error:
        raise InvalidInput("file_encrypted", file=file) from error
    except (CalamineError, Damaged) as error:
        raise InvalidInput("file_unreadable", file=file, why="damaged") from error
    except BaseException as error:
        # What it did not think of: no Exception, since it comes from another language.
        if type(error).__name__ != PANIC:
            raise
        raise InvalidInput("file_unreadable", file=file, why="damaged") from error


def _sheets(file: str, content: bytes, book: CalamineWorkbook) -> Iterator[Sheet]:
    archive, room = Archive(content), Room(file, len(content))
    kind = xlsb_parts if archive.main.endswith(BINARY) else xlsx_parts
    parts = kind.Parts(archive, room)
    for number, about in enumerate(book.sheets_metadata, 1):
        if about.typ != SheetTypeEnum.WorkSheet:
            continue
        room.next_sheet()
        # First what it leaves out: that pass finds a sheet which is too big to be read.
        marks, spans = parts.beside(about.name)
        read = book.get_sheet_by_name(about.name)
        # Calamine begins with the sheet's first row, but with the first column in use.
        left = read.start[1] if read.start else 0
        spans = spans or list(_spans(read))
        room.check_merged(len(spans))
        rows = rows_of(read.iter_rows(), left=left, marks=marks)
        yield Sheet(
            file=file,
            name=about.name,
            number=number,
            rows=rows,
            spans=tuple(spans),
            hidden=about.visible != SheetVisibleEnum.Visible,
        )


def _spans(read: CalamineSheet) -> Iterator[Span]:
    for (first_row, first_column), (last_row, last_column) in read.merged_cell_ranges or []:
        yield Span(first_row, first_column, last_row, last_column)
