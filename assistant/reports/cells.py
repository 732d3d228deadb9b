"""Words in a spreadsheet's cell: a text, whatever it begins with."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence

from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.worksheet.worksheet import Worksheet

from assistant.reports.table import Cell as Value
from engine.values.visible import one_line

# What Excel holds in a cell.
LONGEST = 32_767
TEXT = "s"
# Before a formula, spreadsheets pass over these.
QUOTES = "'\"`´‘’“”"
# What tells them that it is none.
MARK = "'"
_NUMBER = re.compile(r"[+-]?[0-9][0-9,]*(?:\.[0-9]+)?%?")


def fill(cell: Cell | WriteOnlyCell, value: Value) -> None:
    """Put a value into a cell of a workbook; words as words, also when somebody edits them."""
    if not isinstance(value, str):
        cell.value = value
        return
    text = one_line(value)[:LONGEST]
    cell.value, cell.data_type = text, TEXT
    if _looks_calculated(text):
        cell.quotePrefix = True


def append(sheet: Worksheet, values: Iterable[Value]) -> None:
    """Another row of the sheet."""
    cells = []
    for value in values:
        cells.append(cell := WriteOnlyCell(sheet))
        fill(cell, value)
    sheet.append(cells)


def as_csv(rows: Iterable[Sequence[Value]]) -> bytes:
    """UTF-8 with a mark, so that Excel reads Chinese rightly. Every cell is in quotes, since what
    parts cells elsewhere (; or a tab) may stand in one."""
    output = io.StringIO()
    writer = csv.writer(output, quoting=csv.QUOTE_ALL)
    writer.writerows([_marked(cell) for cell in row] for row in rows)
    return output.getvalue().encode("utf-8-sig")


def _marked(value: Value) -> Value:
    if not isinstance(value, str):
        return value
    text = one_line(value)
    return MARK + text if _looks_calculated(text) else text


def _looks_calculated(text: str) -> bool:
    """Whether a spreadsheet could take it for a formula: by the kind of its first sign, full or
    half wide, behind spaces and quotes. A number is none, whatever its sign."""
    if _NUMBER.fullmatch(text):
        return False
    seen = unicodedata.normalize("NFKC", text).lstrip(" " + QUOTES)
    return bool(seen) and (seen[0] in "=+-@" or unicodedata.category(seen[0]) == "Sm")
