"""A table as a file: XLSX (openpyxl), CSV, PDF (reportlab, with its built-in Chinese font)."""

from __future__ import annotations

import io
from collections.abc import Callable
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer
from reportlab.platypus import Table as PdfTable

from assistant.reports import cells
from assistant.reports.cells import append
from assistant.reports.table import Cell, Table
from engine.values.visible import one_line

FONT = "STSong-Light"
WIDEST = 60
MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "pdf": "application/pdf",
}


def as_xlsx(table: Table) -> bytes:
    """One sheet: the title, a header row that stays, the rows, the notes."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in ([table.title], [], table.columns, *table.rows, *([one] for one in table.notes)):
        append(sheet, row)
    sheet["A1"].font = Font(bold=True, size=14)
    for cell in sheet[3]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A4"
    for at, column in enumerate(table.columns):
        longest = max([len(column), *(len(_text(row[at])) for row in table.rows)])
        sheet.column_dimensions[get_column_letter(at + 1)].width = min(2 * longest + 2, WIDEST)
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def as_csv(table: Table) -> bytes:
    return cells.as_csv([table.columns, *table.rows])


def as_pdf(table: Table) -> bytes:
    """A4 across; the header row on every page."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    title = ParagraphStyle("title", fontName=FONT, fontSize=16, leading=22)
    text = ParagraphStyle("text", fontName=FONT, fontSize=9, leading=12, wordWrap="CJK")
    rows = [[Paragraph(_escaped(_text(cell)), text) for cell in row] for row in table.rows]
    header = [Paragraph(f"<b>{_escaped(column)}</b>", text) for column in table.columns]
    body = PdfTable([header, *rows], repeatRows=1, hAlign="LEFT")
    body.setStyle(
        [
            ("BACKGROUND", (0, 0), (-1, 0), colors.whitesmoke),
            ("LINEBELOW", (0, 0), (-1, -1), 0.25, colors.lightgrey),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ]
    )
    output = io.BytesIO()
    document = SimpleDocTemplate(
        output,
        pagesize=landscape(A4),
        title=one_line(table.title),
        leftMargin=15 * mm,
        rightMargin=15 * mm,
        topMargin=15 * mm,
        bottomMargin=15 * mm,
    )
    notes = [Paragraph(_escaped(note), text) for note in table.notes]
    document.build(
        [
            Paragraph(_escaped(table.title), title),
            Spacer(1, 6 * mm),
            body,
            Spacer(1, 4 * mm),
            *notes,
        ]
    )
    return output.getvalue()


WRITERS: dict[str, Callable[[Table], bytes]] = {"xlsx": as_xlsx, "csv": as_csv, "pdf": as_pdf}


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    return f"{cell:,}" if isinstance(cell, int | float | Decimal) else str(cell)


def _escaped(text: str) -> str:
    """A paragraph of reportlab's is markup."""
    return one_line(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
