"""Text files: what parts their cells is found by how evenly it parts the first rows."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from io import BytesIO, TextIOWrapper
from itertools import islice

from engine.imports.grid import limits
from engine.imports.grid.decoding import encoding_of
from engine.imports.grid.old_xml import is_workbook, workbook_sheets
from engine.imports.grid.rows import rows_of
from engine.imports.grid.sheet import Sheet
from engine.imports.grid.web_page import is_page, page_sheet
from engine.values.errors import InvalidInput

DELIMITERS = (",", ";", "\t", "|")
SAMPLE = 100
# So much tells whether a text is marked up.
START = 3_000
# A cell with more lines than a person writes into one: its quotation marks are never closed.
LINES = 200
CELL = 100_000
# The line by which Excel is told the delimiter: it is no row of the sheet.
TOLD = "sep="


def read_text(file: str, content: bytes) -> list[Sheet]:
    """The one sheet that a text file is; what a web page or an XML workbook has."""
    encoding = encoding_of(file, content)
    text = partial(_text, content, encoding.name)
    start, room = text().read(START), limits.Room(file, len(content))
    if is_page(start):
        return [page_sheet(file, text().read(), room)]
    if is_workbook(start):
        return workbook_sheets(file, text().read(), room)
    _check_lines(file, text())
    told = _told(text())
    delimiter = told or _delimiter(text)
    rows = _rows(file, text(), delimiter)
    if told:
        next(rows)
    sheet = Sheet(
        file=file,
        name="",
        number=1,
        rows=rows_of(rows, room.check),
        encoding=encoding.name if encoding.assumed else "",
    )
    return [sheet]


def _text(content: bytes, encoding: str) -> TextIOWrapper:
    return TextIOWrapper(BytesIO(content), encoding, newline="")


def _check_lines(file: str, text: TextIOWrapper) -> None:
    """A line that never ends would be one row of any number of cells."""
    if any(len(line) > limits.LINE for line in text):
        raise limits.too_big(file, "line", limits.LINE)


def _told(text: TextIOWrapper) -> str:
    line = text.readline().strip("\r\n\ufeff").strip('"')
    return line[len(TOLD) :] if len(line) == len(TOLD) + 1 and line.startswith(TOLD) else ""


def _delimiter(text: partial[TextIOWrapper]) -> str:
    """The one that parts most rows alike; of equals, the one that makes more cells."""
    return max(DELIMITERS, key=lambda one: _evenness(text(), one))


def _evenness(text: TextIOWrapper, delimiter: str) -> tuple[float, int]:
    try:
        rows = list(islice(filter(None, _parted(text, delimiter)), SAMPLE))
    except csv.Error:
        return 0, 0
    counts = Counter(len(row) for row in rows)
    cells, times = max(counts.items(), key=lambda one: (one[1] if one[0] > 1 else 0, one[0]))
    return (round(times / len(rows), 1), cells) if cells > 1 else (0, 0)


def _parted(text: TextIOWrapper, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(text, delimiter=delimiter, skipinitialspace=delimiter != "\t")


def _rows(file: str, text: TextIOWrapper, delimiter: str) -> Iterator[Sequence[str]]:
    csv.field_size_limit(CELL)
    reader = csv.reader(text, delimiter=delimiter, skipinitialspace=delimiter != "\t")
    done = 0
    try:
        for row in reader:
            if reader.line_num - done > LINES:
                raise csv.Error
            done = reader.line_num
            yield row
    except csv.Error as error:
        raise InvalidInput("file_unreadable", file=file, why="quotes", line=done + 1) from error
