"""Which figures there are of each kind of record, and from which queries they are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
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
    """A figure: `column` of a sheet; `of` which two columns it is the quotient; `beside` what is told with it, and
    `twice_by` by what its rows count the same twice."""

    name: str
    column: str
    sources: tuple[Source, ...]
    of: tuple[str, str] | None
    beside: tuple[str, ...]
    twice_by: tuple[str, ...]

    def of_sheet(self, by: str | None) -> Column:
        """Rows of some kinds count the same twice: one session is of several units, one person
        takes part in several months, and what is left of a year is carried on."""
        made = column(self.column, of=self.of)
        return replace(made, adds=made.adds and by not in self.twice_by)


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
        twice_by=tuple(said.get("twice_by", ())),
    )


def subjects_of(domain: str) -> set[str]:
    """Which subjects of queries have its figures."""
    return {
        one.partition(".")[0] for said in _read().get(domain, {}).values() for one in said["from"]
    }


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
