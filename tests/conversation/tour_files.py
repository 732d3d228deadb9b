"""The files of a made-up company, as its people keep them; moved on so that they end this year."""

from __future__ import annotations

import csv
import re
import tomllib
from base64 import b64encode
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from io import BytesIO, StringIO
from pathlib import Path

import openpyxl

FOLDER = Path(__file__).parent / "files"
WRITTEN_IN = 2026
CHINESE = "zh"
ENCODINGS = {"课程与技能.csv": "gb18030"}
YEAR = re.compile(r"(?<!\d)20\d\d(?=\D|$)")


def company_files(year: int, language: str = CHINESE) -> list[dict[str, str]]:
    """Name and content (base64) of those that somebody in HR drops on the page in `year`."""
    return list(_moved(year - WRITTEN_IN, _english() if language != CHINESE else {}))


@cache
def _english() -> Mapping[str, str]:
    """What is written in the files, and what they are called."""
    text = (FOLDER.parent / "tour_english.toml").read_text(encoding="utf-8")
    said: Mapping[str, Mapping[str, str]] = tomllib.loads(text)
    return {**said["files"], **said["cells"]}


def _moved(years: int, words: Mapping[str, str]) -> Iterator[dict[str, str]]:
    for file in sorted(FOLDER.iterdir()):
        read = _workbook if file.suffix == ".xlsx" else _text
        name = _later(words.get(file.name, file.name), years)
        yield {"name": name, "content": b64encode(read(file, years, words)).decode()}


def _later(text: str, years: int) -> str:
    return YEAR.sub(lambda found: str(int(found.group()) + years), text)


def _text(file: Path, years: int, words: Mapping[str, str]) -> bytes:
    encoding = ENCODINGS.get(file.name, "utf-8-sig")
    rows = csv.reader(StringIO(file.read_bytes().decode(encoding)))
    content = StringIO()
    csv.writer(content).writerows([words.get(cell, cell) for cell in row] for row in rows)
    # An employee's number may look like a year.
    moved = re.sub(
        r"20\d\d(?=-\d\d)", lambda found: str(int(found.group()) + years), content.getvalue()
    )
    return moved.encode(encoding)


def _workbook(file: Path, years: int, words: Mapping[str, str]) -> bytes:
    book = openpyxl.load_workbook(file)
    sheet = book.worksheets[0]
    sheet.title = words.get(sheet.title, sheet.title)
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, date | datetime):
                cell.value = cell.value.replace(year=cell.value.year + years)
            elif isinstance(cell.value, str) and not cell.value.isdigit():
                cell.value = _later(words.get(cell.value, cell.value), years)
    content = BytesIO()
    book.save(content)
    return content.getvalue()
