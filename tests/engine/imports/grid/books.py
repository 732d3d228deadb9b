"""Small files of every kind, made as their programs make them."""

from __future__ import annotations

import struct
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


def xlsb(
    cells: Sequence[tuple[int, int, int, bytes]], formats: Sequence[str], merged: tuple[int, ...]
) -> bytes:
    """A binary Excel file of one sheet: each cell has its column (all in the first row), the
    place of its format, the kind of its record and what that holds."""
    styles = b"".join(
        _record(44, struct.pack("<H", 164 + at) + _wide(one)) for at, one in enumerate(formats)
    )
    styles += _record(617, struct.pack("<I", len(formats) + 1)) + _record(
        47, struct.pack("<HH8x", 0, 0)
    )
    styles += b"".join(_record(47, struct.pack("<HH8x", 0, 164 + at)) for at in range(len(formats)))
    sheet = _record(129) + _record(148, struct.pack("<4I", 0, 0, 0, len(cells) - 1)) + _record(145)
    sheet += _record(0, struct.pack("<I", 0) + bytes(21))
    sheet += b"".join(
        _record(kind, struct.pack("<II", column, style) + data)
        for column, style, kind, data in cells
    )
    sheet += (
        _record(146)
        + _record(177, struct.pack("<I", 1))
        + _record(176, struct.pack("<4I", *merged))
    )
    book = _record(131) + _record(143)
    book += (
        _record(156, struct.pack("<II", 0, 1) + _wide("rId1") + _wide("S1"))
        + _record(144)
        + _record(132)
    )
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    link = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        for name, target, kind in (
            ("_rels/.rels", "xl/workbook.bin", "officeDocument"),
            ("xl/_rels/workbook.bin.rels", "worksheets/sheet1.bin", "worksheet"),
        ):
            said = f'<Relationship Id="rId1" Type="{office}/{kind}" Target="{target}"/>'
            archive.writestr(name, f"{link}{said}</Relationships>")
        archive.writestr("xl/workbook.bin", book)
        archive.writestr("xl/styles.bin", _record(278) + styles + _record(618) + _record(279))
        archive.writestr("xl/worksheets/sheet1.bin", sheet + _record(178) + _record(130))
    return content.getvalue()


def _record(kind: int, data: bytes = b"") -> bytes:
    number = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return number + bytes([len(data)]) + data


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")
