"""The files of a made-up company, as its people keep them; moved on so that they end this year."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import openpyxl

FOLDER = Path(__file__).parent / "files"
WRITTEN_IN = 2026
ENCODINGS = {"课程与技能.csv": "gb18030"}
YEAR = re.compile(r"(?<!\d)20\d\d(?=\D|$)")


def company_files(year: int) -> list[dict[str, str]]:
    """Name and content (base64) of those that somebody in HR drops on the page in `year`."""
    return list(_moved(year - WRITTEN_IN))


def _moved(years: int) -> Iterator[dict[str, str]]:
    for file in sorted(FOLDER.iterdir()):
        content = _workbook(file, years) if file.suffix == ".xlsx" else _text(file, years)
        yield {"name": _later(file.name, years), "content": b64encode(content).decode()}


def _later(text: str, years: int) -> str:
    return YEAR.sub(lambda found: str(int(found.group()) + years), text)


def _text(file: Path, years: int) -> bytes:
    encoding = ENCODINGS.get(file.name, "utf-8-sig")
    text = file.read_bytes().decode(encoding)
    # An employee's number may look like a year.
    moved = re.sub(r"20\d\d(?=-\d\d)", lambda found: str(int(found.group()) + years), text)
    return moved.encode(encoding)


def _workbook(file: Path, years: int) -> bytes:
    book = openpyxl.load_workbook(file)
    for row in book.worksheets[0].iter_rows():
        for cell in row:
            if isinstance(cell.value, date | datetime):
                cell.value = cell.value.replace(year=cell.value.year + years)
            elif isinstance(cell.value, str) and not cell.value.isdigit():
                cell.value = _later(cell.value, years)
    content = BytesIO()
    book.save(content)
    return content.getvalue()
