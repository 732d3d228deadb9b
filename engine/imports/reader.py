"""Spreadsheets as tables of text, whatever wrote them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from engine.imports.grid.formats import shown_as
from engine.values.errors import InvalidInput

if TYPE_CHECKING:
    import pandas as pd
    from openpyxl.cell.cell import Cell
    from openpyxl.workbook import Workbook

ENCODINGS = ("utf-8-sig", "gb18030")
# The byte order marks of what Excel calls Unicode text.
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
SEPARATORS = (",", ";", "\t", "|")
EXCEL = {".xlsx", ".xlsm"}
# Excel's own first row: headings in row 1, data from row 2 on.
FIRST_DATA_ROW = 2
AMBIGUOUS_DECIMALS = 3


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: every cell as trimmed text, empty text for an empty cell."""

    file: str
    sheet: str
    cells: pd.DataFrame

    @property
    def columns(self) -> list[str]:
        return [str(column) for column in self.cells.columns]

    def source(self, index: int) -> str:
        """Where the row at `index` stands, as a person finds it."""
        return f"{self.file}{f'[{self.sheet}]' if self.sheet else ''}:{index + FIRST_DATA_ROW}"


def read_tables(path: Path) -> list[Table]:
    """The sheets of a CSV or Excel file that hold anything.

    Raises:
        InvalidInput: no such file, nothing in it, or nothing that can be read as a table.
    """
    if not path.is_file():
        raise InvalidInput("file_missing", file=str(path))
    try:
        frames = _excel(path) if path.suffix.lower() in EXCEL else {"": _csv(path)}
    except (ValueError, OSError, KeyError, BadZipFile) as error:
        raise InvalidInput("file_unreadable", file=path.name, why=str(error)[:200]) from error
    tables = [Table(path.name, sheet, _trimmed(frame)) for sheet, frame in frames.items()]
    filled = [table for table in tables if len(table.cells)]
    if not filled:
        raise InvalidInput("file_empty", file=path.name)
    return filled


def _csv(path: Path) -> pd.DataFrame:
    # Here, since it takes a second to load that no other command should pay.
    import pandas as pd

    content = path.read_bytes()
    if not content.strip():
        raise InvalidInput("file_empty", file=path.name)
    encoding = _encoding(content)
    text = content.decode(encoding)
    heading = text.lstrip().split("\n", 1)[0]
    separator = max(SEPARATORS, key=heading.count)
    return pd.read_csv(
        path,
        sep=separator,
        dtype=str,
        keep_default_na=False,
        encoding=encoding,
        # Counted, so that a row is found by its number; but not above the heading.
        skip_blank_lines=not text.split("\n", 1)[0].strip(),
    )


def _encoding(content: bytes) -> str:
    """The first encoding that fits; what Excel writes in China is GB 18030."""
    for encoding in ("utf-16",) if content[:2] in UTF_16 else ENCODINGS:
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    raise ValueError("the text encoding is unknown: save the file as UTF-8")


def _excel(path: Path) -> dict[str, pd.DataFrame]:
    # Here, since it takes a second to load that no other command should pay.
    import pandas as pd

    sheets = pd.read_excel(
        _with_marks(path), sheet_name=None, dtype=object, keep_default_na=False, engine="openpyxl"
    )
    return {str(name): frame.map(_as_text) for name, frame in sheets.items()}


def _with_marks(path: Path) -> Path | BytesIO:
    """The workbook with the currencies and scales that its number formats show, as text."""
    from openpyxl import load_workbook

    workbook = load_workbook(path, data_only=True)
    marked = [
        (cell, text)
        for cell in _numbers(workbook)
        if (text := _shown(cell)) != _as_text(cell.value)
    ]
    if not marked:
        return path
    for cell, text in marked:
        cell.value = text
    content = BytesIO()
    workbook.save(content)
    content.seek(0)
    return content


def _numbers(workbook: Workbook) -> Iterator[Cell]:
    for sheet in workbook.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
                    yield cell


def _shown(cell: Cell) -> str:
    number = _as_text(cell.value)
    return number if cell.number_format == "General" else shown_as(number, cell.number_format)


def _as_text(cell: object) -> str:
    """A cell as text. A number has the fifteen digits that Excel knows it by, and never exactly
    three decimals, which in a text could be thousands (1.234)."""
    if not isinstance(cell, float):
        return "" if cell is None else str(cell)
    if math.isnan(cell):
        return ""
    exact = f"{Decimal(f'{cell:.15g}'):f}"
    whole, point, decimals = exact.partition(".")
    if not decimals.strip("0"):
        return whole
    return f"{exact}0" if point and len(decimals) == AMBIGUOUS_DECIMALS else exact


def _trimmed(frame: pd.DataFrame) -> pd.DataFrame:
    frame = frame.fillna("").rename(columns=lambda name: str(name).strip())
    stripped: pd.DataFrame = frame.apply(lambda column: column.astype(str).str.strip())
    return stripped.loc[(stripped != "").any(axis=1)]
