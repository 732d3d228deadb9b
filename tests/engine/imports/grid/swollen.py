"""Small files that come to be large ones, each by its name and with the code it is refused by."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import xlwt
from openpyxl import Workbook

from tests.engine.imports.grid.books import ods, saved

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_ONE = '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData>'


def book(*sheets: str, shared: str = "<si><t>x</t></si>", before: str = "") -> bytes:
    """An Excel file of such sheets, as XML, and such texts that cells refer to."""
    numbers = range(1, len(sheets) + 1)
    listed = "".join(f'<sheet name="S{at}" sheetId="{at}" r:id="r{at}"/>' for at in numbers)
    linked = "".join(_link(f"r{at}", "worksheet", f"worksheets/sheet{at}.xml") for at in numbers)
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("_rels/.rels", _links(_link("r1", "officeDocument", "xl/workbook.xml")))
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook {_MAIN} xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>',
        )
        texts = _link("rs", "sharedStrings", "sharedStrings.xml")
        archive.writestr("xl/_rels/workbook.xml.rels", _links(linked + texts))
        archive.writestr("xl/sharedStrings.xml", f"{before}<sst {_MAIN}>{shared}</sst>")
        for at, sheet in enumerate(sheets, 1):
            path = f"xl/worksheets/sheet{at}.xml"
            archive.writestr(path, f"{before}<worksheet {_MAIN}>{sheet}</worksheet>")
    return content.getvalue()


def _link(name: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}"/>'


def _links(said: str) -> str:
    return f'<Relationships xmlns="{_LINKS}">{said}</Relationships>'


def _far() -> str:
    return (
        '<sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="80000"><c r="SF80000"><v>1</v></c></row></sheetData>'
    )


def far_cells() -> bytes:
    return book(*[_far()] * 10)


def many_copies() -> bytes:
    """1.5 kB that came to 7 GB: each of the cells gets a copy of the one long text."""
    rows = "".join(f'<row r="{at}"><c r="A{at}" t="s"><v>0</v></c></row>' for at in range(1, 5001))
    return book(f"<sheetData>{rows}</sheetData>", shared=f"<si><t>{'x' * 1_400_000}</t></si>")


def many_texts() -> bytes:
    return book(_ONE, shared="<si><t>x</t></si>" * 8_000_000)


def merged_cells() -> bytes:
    cells = '<mergeCell ref="A1:XFD1048576"/>' * 60_000
    return book(f"{_ONE}<mergeCells>{cells}</mergeCells>")


def many_sheets() -> bytes:
    return book(*[_ONE] * 300)


def entities() -> bytes:
    named = "".join(
        f'<!ENTITY {name} "{f"&{one};" * 100}">' for name, one in zip("bcdef", "abcde", strict=True)
    )
    return book(_ONE, before=f'<!DOCTYPE sst [<!ENTITY a "xxxxxxxxxx">{named}]>')


def long_number() -> bytes:
    text = "9" * 30_000_000
    return book(f'<sheetData><row r="1"><c r="A1" t="str"><v>{text}</v></c></row></sheetData>')


def long_list() -> bytes:
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        for at in range(40_000):
            archive.writestr(f"xl/{at}", b"")
    return content.getvalue()


def long_format() -> bytes:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for at in range(1, 2_000):
        sheet.cell(at, 1, at + 0.5).number_format = f'0"{"x" * 400_000}"'
    return saved(made)


def old_far_cells() -> bytes:
    made = xlwt.Workbook()
    for at in range(20):
        sheet = made.add_sheet(f"S{at}")
        sheet.write(0, 0, 1)
        sheet.write(65_535, 255, 1)
    content = BytesIO()
    made.save(content)
    return content.getvalue()


def repeated_rows() -> bytes:
    cell = '<table:table-cell office:value-type="string" table:number-columns-repeated="400">'
    row = f"{cell}<text:p>x</text:p></table:table-cell>"
    return ods(f'<table:table-row table:number-rows-repeated="100000">{row}</table:table-row>')


def repeated_blanks() -> bytes:
    text = '<text:p>x<text:s text:c="2000000000"/>x</text:p>'
    cell = f'<table:table-cell office:value-type="string">{text}</table:table-cell>'
    return ods(f"<table:table-row>{cell}</table:table-row>")


def page_of_spans() -> bytes:
    row = f'<tr><td colspan="450" rowspan="{"9" * 5000}">x</td></tr>'
    return f"<table>{row * 3}</table>".encode()


def old_workbook() -> bytes:
    """XML of 2003, with places far apart."""
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    cell = '<Cell ss:Index="490"><Data ss:Type="String">x</Data></Cell>'
    rows = "".join(f'<Row ss:Index="{at}">{cell}</Row>' for at in range(1, 400_000, 20))
    return (
        f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}"><Worksheet ss:Name="S">'
        f"<Table>{rows}</Table></Worksheet></Workbook>"
    ).encode()


def old_entities() -> bytes:
    named = "".join(
        f'<!ENTITY {name} "{f"&{one};" * 100}">' for name, one in zip("bcde", "abcd", strict=True)
    )
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    return (
        f'<?xml version="1.0"?><!DOCTYPE Workbook [<!ENTITY a "xxxxxxxxxx">{named}]>'
        f'<Workbook xmlns="{space}">&e;</Workbook>'
    ).encode()


def endless_line() -> bytes:
    return b"a,b\n" + b"," * 40_000_000


def wide_rows() -> bytes:
    return (b"x" + b"," * 499 + b"\n") + b"x\n" * 200_000


SWOLLEN: dict[str, tuple[Callable[[], bytes], str]] = {
    "far_cells": (far_cells, "file_too_sparse"),
    "many_copies": (many_copies, "file_too_big"),
    "many_texts": (many_texts, "file_too_big"),
    "merged_cells": (merged_cells, "file_too_big"),
    "many_sheets": (many_sheets, "file_too_big"),
    "entities": (entities, "file_unreadable"),
    "long_number": (long_number, "file_number_too_long"),
    "long_list": (long_list, "file_unreadable"),
    "old_far_cells": (old_far_cells, "file_too_sparse"),
    "repeated_rows": (repeated_rows, "file_too_sparse"),
    "repeated_blanks": (repeated_blanks, ""),
    "page_of_spans": (page_of_spans, "file_too_big"),
    "old_workbook": (old_workbook, "file_too_sparse"),
    "old_entities": (old_entities, "file_unreadable"),
    "endless_line": (endless_line, "file_too_big"),
    "wide_rows": (wide_rows, "file_too_sparse"),
    "long_format": (long_format, ""),
}
