"""Files of a large company's people and trainings, as it would export them."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from openpyxl import Workbook

PEOPLE, UNITS, COURSES, IN_A_SESSION = 20_000, 200, 300, 20
FIRST, DAYS = date(2023, 1, 2), 1_000
# A text file of more rows is beyond what is taken of one file.
ROWS_OF_A_FILE = 500_000
HEADINGS = ("employee number", "name", "department", "course", "start date", "amount (CNY)")
Row = Sequence[str | int | float | date]


def write_files(folder: Path, rows: int, suffix: str) -> list[Path]:
    """The file of the people, then those of the trainings, of so many rows together."""
    people = folder / f"people-{suffix}.csv"
    _write_text(people, HEADINGS[:3], (_person(number) for number in range(PEOPLE)))
    files = [people]
    for start in range(0, rows, ROWS_OF_A_FILE):
        some = range(start, min(start + ROWS_OF_A_FILE, rows))
        path = folder / f"trainings-{start}.{suffix}"
        write = _write_text if suffix == "csv" else _write_workbook
        write(path, HEADINGS, _trainings(some))
        files.append(path)
    return files


def _person(number: int) -> Row:
    return (f"E{number:06}", f"Person {number}", f"Unit {number % UNITS}")


def _trainings(rows: range) -> Iterator[Row]:
    """A session of some people of all units after the other, each with what it cost for him."""
    for start in range(rows.start, rows.stop, IN_A_SESSION):
        chance = random.Random(start)
        session = start // IN_A_SESSION
        course = f"Course {session % COURSES}"
        day = FIRST + timedelta(days=session // COURSES % DAYS)
        share = chance.randrange(2_000, 40_000) / 100
        there = chance.sample(range(PEOPLE), IN_A_SESSION)
        for number in there[: rows.stop - start]:
            yield (*_person(number), course, day, share)


def _write_text(path: Path, headings: Sequence[str], rows: Iterator[Row]) -> None:
    with path.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(headings)
        writer.writerows(rows)


def _write_workbook(path: Path, headings: Sequence[str], rows: Iterator[Row]) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Trainings")
    sheet.append(headings)
    for row in rows:
        sheet.append(row)
    book.save(path)
