"""Small files of every kind, made as their programs make them."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import xlwt
from openpyxl import Workbook

Rows = Sequence[Sequence[Any]]
_ODS = "urn:oasis:names:tc:opendocument:xmlns:"


def xlsx(*sheets: Rows, formats: dict[str, str] | None = None, merged: Sequence[str] = ()) -> bytes:
    """Sheets as an Excel file; formats and merged cells are those of the first."""
    book = Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"S{number}")
        for row in rows:
            sheet.append(list(row))
    for cell, shape in (formats or {}).items():
        book.worksheets[0][cell].number_format = shape
    for cells in merged:
        book.worksheets[0].merge_cells(cells)
    return saved(book)


def saved(book: Workbook) -> bytes:
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def xls(rows: Rows, formats: dict[tuple[int, int], str] | None = None) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("S1")
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            shape = (formats or {}).get((row, column))
            style = xlwt.easyxf(num_format_str=shape) if shape else xlwt.Style.default_style
            sheet.write(row, column, cell, style)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def ods(rows: str, styles: str = "", more: str = "") -> bytes:
    """A LibreOffice file with these rows, as XML; `more` are tables behind the first."""
    names = ("office", "table", "text", "style")
    spaces = " ".join(f'xmlns:{name}="{_ODS}{name}:1.0"' for name in names)
    spaces += (
        ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    )
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:automatic-styles>{styles}"
            "</office:automatic-styles><office:body><office:spreadsheet>"
            f'<table:table table:name="S1">{rows}</table:table>{more}'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return content.getvalue()
