"""Which figures there are of each kind of record, and from which queries they are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from assistant.language import read_toml
from assistant.sheets.sheet import Column, column

FILE = Path(__file__).with_suffix(".toml")
# How a query splits by it: of a quarter one has to know the year.
_SPLITS = {"quarter": ("year", "quarter"), "month": ("year", "month")}
# Of what is booked or asked for the very unit is told, not the part of the company it is in.
_OF_UNITS = frozenset(("budgets", "ledger", "requests", "needs"))
_COLUMNS = {"course": "training", "quarter": "period", "month": "period", "year": "period"}


@dataclass(frozen=True, kw_only=True)
class Source:
    """A measure of a subject of the engine's queries."""

    subject: str
    measure: str


@dataclass(frozen=True, kw_only=True)
class Measured:
    """A figure: `column` of a sheet; `of` which two columns it is the quotient, `reckoned` where only
    we divide them; `beside` what is told with it."""

    name: str
    column: str
    sources: tuple[Source, ...]
    of: tuple[str, str] | None
    beside: tuple[str, ...]
    reckoned: bool

    def of_sheet(self) -> Column:
        return column(self.column, of=self.of)


def measured(domain: str, name: str) -> Measured | None:
    said = _read().get(domain, {}).get(name)
    if said is None:
        return None
    sources = (one.partition(".") for one in said["from"])
    return Measured(
        name=name,
        column=said.get("column", name),
        sources=tuple(Source(subject=one, measure=of) for one, _, of in sources),
        of=tuple(said["of"]) if "of" in said else None,
        beside=tuple(said.get("beside", ())),
        reckoned=said.get("reckoned", False),
    )


def beside(domain: str, of: Measured, source: Source) -> list[tuple[Measured, Source]]:
    """What is told with it and the same subject has."""
    found = (measured(domain, one) for one in of.beside)
    return [
        (one, other)
        for one in found
        if one is not None
        for other in one.sources
        if other.subject == source.subject
    ]


def split_by(by: str, subject: str, of_several: bool) -> tuple[str, ...]:
    """The dimensions of the subject that make the rows."""
    if by == "unit" and subject in _OF_UNITS and not of_several:
        return ("for_unit",)
    return _SPLITS.get(by, (by,))


def first_column(by: str) -> Column:
    return column(_COLUMNS.get(by, by))


@cache
def _read() -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
    return read_toml(FILE)
