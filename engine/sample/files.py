"""The sample company's files: as they lie in `files/`, or of another size, of any year."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from array import array
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from engine.imports.kinds.kind import Field, Kind, kinds
from engine.imports.loading.sheets import Mapped
from engine.imports.shape.table import Column, Table
from engine.imports.sheet_mapping import FieldMap, SheetMapping
from engine.sample.written import Company, cells_of

FOLDER = Path(__file__).parent / "files"
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One of them; `days` and `years` are the fields that move with the year (see `files.toml`)."""

    name: str
    kind: Kind
    loaded_on: date
    days: frozenset[str]
    years: frozenset[str]

    @property
    def fields(self) -> Mapping[str, Field]:
        """Those of its kind, also those that are the sample's alone."""
        return {**self.kind.fields, **self.kind.restricted}

    @property
    def stored(self) -> str:
        return (FOLDER / f"{self.name}.csv").read_text(encoding="utf-8")

    def in_year(self, year: int) -> File:
        """The same, loaded in another year."""
        moved = self.loaded_on.year + year - base_year()
        return replace(self, loaded_on=self.loaded_on.replace(year=moved))


def base_year() -> int:
    """The year that the files tell of."""
    return int(_said()["year"])


@cache
def files() -> tuple[File, ...]:
    """All of them, in the order in which they are loaded."""
    return tuple(
        File(
            name=one["name"],
            kind=kinds()[one.get("kind", one["name"])],
            loaded_on=one.get("loaded_on", date(base_year(), 12, 31)),
            days=frozenset(one.get("days", ())),
            years=frozenset(one.get("years", ())),
        )
        for one in _said()["file"]
    )


def written(company: Company, file: File) -> str:
    """The file of a generated company, as CSV under the headings of its kind."""
    rows = list(cells_of(company, file.name))
    used = list(dict.fromkeys(field for row in rows for field in row))
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(file.fields[field].labels[_language()] for field in used)
    for row in rows:
        lines.writerow(_spelt(file.kind, field, row.get(field, "")) for field in used)
    return text.getvalue()


def mapped(file: File, text: str, year: int) -> Mapped:
    """A file of the base year as loaders take it, with its days moved to `year`."""
    fields = {one.labels[_language()]: one.name for one in file.fields.values()}
    headings, *rows = csv.reader(io.StringIO(text))
    moves = _moves(file, year)
    cells = zip(*rows, strict=True)
    columns = tuple(
        _column(heading, texts, moves.get(fields[heading]))
        for heading, texts in zip(headings, cells, strict=True)
    )
    # Without a name: nobody's rows come from these files.
    table = Table(file="", sheet="", columns=columns, numbers=array("I", range(2, len(rows) + 2)))
    maps = tuple(FieldMap(field=fields[one], column=one) for one in headings)
    return table, SheetMapping(file="", sheet="", fingerprint="", kind=file.kind.name, fields=maps)


def _spelt(kind: Kind, field: str, cell: str) -> str:
    """A word as the company's people write it."""
    return kind.words.get(field, {}).get(cell, (cell,))[0]


def _column(heading: str, texts: tuple[str, ...], move: Callable[[str], str] | None) -> Column:
    places: dict[str, int] = {}
    codes = array("I", (places.setdefault(text, len(places)) for text in texts))
    return Column(heading, tuple(map(move, places)) if move else tuple(places), codes)


def _moves(file: File, year: int) -> Mapping[str, Callable[[str], str]]:
    """How each field that moves does, as text."""
    begun = base_year()
    days = date(year, 7, 1) - date(begun, 7, 1)

    def by_days(text: str) -> str:
        return (date.fromisoformat(text) + days).isoformat() if text else text

    def by_years(text: str) -> str:
        return _YEAR.sub(lambda found: str(int(found[0]) + year - begun), text)

    if year == begun:
        return {}
    return {**dict.fromkeys(file.days, by_days), **dict.fromkeys(file.years, by_years)}


def _language() -> str:
    return str(_said()["language"])


@cache
def _said() -> dict[str, Any]:
    path = Path(__file__).with_name("files.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))
