"""A template of a kind: headings in the asker's language, an example or what the store has, and
the words that are allowed as lists to choose from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from assistant.imports_told.refused import saved
from assistant.imports_told.wording import Wording
from assistant.language import language_of
from assistant.reports.cells import as_csv, fill
from engine.imports.kinds.kind import Kind

Format = Literal["xlsx", "csv"]
# How far down a list to choose from reaches, and what it may hold in all.
LISTED_ROWS, LONGEST_LIST = 2000, 255
WIDTH = 18


def template(
    wording: Wording, kind: Kind, rows: Sequence[Mapping[str, str]] | None, form: Format
) -> bytes:
    """With `rows`, those; else one row as an example."""
    fields = _fields(kind, rows)
    filled = [_example(kind)] if rows is None else rows
    table = [[_said(wording, kind, name, row.get(name, "")) for name in fields] for row in filled]
    headings = [wording.field(kind.name, name) for name in fields]
    if form == "csv":
        return as_csv([headings, *table])
    return _as_workbook(wording, kind, fields, [headings, *table])


def _fields(kind: Kind, rows: Sequence[Mapping[str, str]] | None) -> list[str]:
    """Those of the rows; of an empty template those with an example, and what is needed."""
    if rows:
        return [name for name in kind.fields if any(name in row for row in rows)]
    needed = {need[0] for need in kind.needs}
    return [
        name
        for name, field in kind.fields.items()
        if field.examples or field.required or name in needed or name in kind.words
    ]


def _example(kind: Kind) -> dict[str, str]:
    found = {name: field.examples[0] for name, field in kind.fields.items() if field.examples}
    return {**{name: next(iter(words), "") for name, words in kind.words.items()}, **found}


def _said(wording: Wording, kind: Kind, name: str, value: str) -> str:
    """A word of a field in the asker's language, anything else as it is."""
    return spelt(wording, kind, name, value) if value in kind.words.get(name, {}) else value


def spelt(wording: Wording, kind: Kind, name: str, value: str) -> str:
    """A spelling of a word that is read again: what people call it, if it is one, else the first
    of their language."""
    spellings = kind.words[name][value]
    called = wording.word(value)
    if called.casefold() in spellings:
        return called
    return next((one for one in spellings if language_of(one, None) == wording.language), value)


def _as_workbook(
    wording: Wording, kind: Kind, fields: Sequence[str], table: Sequence[Sequence[str]]
) -> bytes:
    workbook = Workbook()
    page = workbook.active
    assert isinstance(page, Worksheet)
    page.title = wording.kind(kind.name)
    for number, row in enumerate(table, 1):
        for column, text in enumerate(row, 1):
            cell = page.cell(number, column)
            fill(cell, text)
            cell.number_format = "@"
            if number == 1:
                cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True)
    for column, name in enumerate(fields, 1):
        letter = get_column_letter(column)
        page.column_dimensions[letter].width = WIDTH
        if name in kind.words:
            _list(page, letter, [spelt(wording, kind, name, one) for one in kind.words[name]])
    page.freeze_panes = "A2"
    return saved(workbook)


def _list(page: Worksheet, letter: str, words: Sequence[str]) -> None:
    said = ",".join(words)
    if any("," in one for one in words) or len(said) > LONGEST_LIST:
        return
    choice = DataValidation(type="list", formula1=f'"{said}"', allow_blank=True)
    choice.showErrorMessage = False
    page.add_data_validation(choice)
    choice.add(f"{letter}2:{letter}{LISTED_ROWS}")
