"""The rows that were not taken, as a workbook to be mended and given again."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from assistant.imports_told.wording import Wording
from assistant.reports.cells import fill
from engine.usecases.imports.refused import RefusedRow, RefusedSheet
from engine.values.visible import one_line

LONGEST_TITLE = 31


def refused_workbook(wording: Wording, sheets: Sequence[RefusedSheet]) -> bytes:
    """Every row as it stands in its file, with a column that says why it was not taken."""
    workbook = Workbook(write_only=True)
    for number, one in enumerate(sheets, 1):
        title = f"{number} {one.sheet or one.file}"
        page = workbook.create_sheet(_title(title))
        headings = (
            *one.headings,
            wording.say("imports.heading_row"),
            wording.say("imports.heading_why"),
        )
        page.append([_cell(page, text, bold=True) for text in headings])
        for row in one.rows:
            said = (*row.cells, str(row.number), _why(wording, one, row))
            page.append([_cell(page, text) for text in said])
    if not sheets:
        workbook.create_sheet(wording.say("imports.nothing"))
    return saved(workbook)


def _why(wording: Wording, sheet: RefusedSheet, row: RefusedRow) -> str:
    return wording.people(
        [
            wording.say(
                "imports.refused_cell",
                column=wording.field(sheet.kind, one.column),
                value=one.value,
                why=wording.why(one.code),
            )
            for one in row.refusals
        ]
    )


def _cell(page: WriteOnlyWorksheet, text: str, bold: bool = False) -> WriteOnlyCell:
    cell = WriteOnlyCell(page)
    fill(cell, text)
    if bold:
        cell.font = Font(bold=True)
    return cell


def _title(text: str) -> str:
    """As a spreadsheet allows it."""
    allowed = "".join(" " if one in "[]:*?/\\" else one for one in one_line(text))
    return allowed[:LONGEST_TITLE].strip("'")


def saved(workbook: Workbook) -> bytes:
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()
