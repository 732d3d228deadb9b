"""A kind of spreadsheet, as its file (`<name>.toml`) says."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
# Letters of a language's code.
CODE = 2
TYPES = frozenset(
    (
        "person",  # an employee number, or whatever tells one person
        "unit",
        "text",
        "name",  # of something in a catalogue (`to`: course, skill, certificate, position, kpi)
        "day",
        "period",  # a month, quarter, half or year
        "year",
        "number",
        "whole",
        "money",
        "currency",
        "share",  # 0 to 1, however written
        "level",  # 0 to 5, on whatever scale
        "word",  # one of the values of [words.<field>]
        "yes_no",
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing that a column can hold. `headings` are all that people write above it, in any
    language, most usual first; `to` is the catalogue of a name; `is_key` that it tells rows
    apart. `asked` says whether unknown words of it are asked about; else they cost their cells and
    are said. `alone`: a single record must say it, where a file tells it by its name, its headings or
    one answer for all. `labels` is what it is called to people, by language."""

    name: str
    type: str
    headings: tuple[str, ...]
    labels: Mapping[str, str]
    required: bool = False
    is_key: bool = False
    alone: bool = False
    asked: bool = True
    to: str | None = None
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wide:
    """How the kind looks with many columns for one field: every column's heading is `of` (a
    field), its cells are `cells`. `read_as` says how a heading must read to be one (any, period,
    year, number, parts: the thing with one of the fields `parts`)."""

    of: str
    cells: str
    read_as: str = "any"
    at_least: int = 2
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """Fields of which one should be there, `unless` one of others is: rows do without, and what
    they tell is less than the file does."""

    fields: tuple[str, ...]
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where the rows of a kind go: the table, the columns that tell its rows apart, the column of
    each field, what a new row has where the file is silent. `made` are the fields whose things
    come into being by being named; `asked` those that hold for the whole file and are asked
    about where it does not say them."""

    table: str
    key: tuple[str, ...]
    columns: Mapping[str, str]
    defaults: Mapping[str, Any]
    made: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """`order` is when it is loaded (people before what they took part in); `needs` are fields of
    which one must be there (each a tuple of alternatives), `wanted` what is asked for where a column
    that nobody knows could hold it; `signs` what speaks for and against
    it beside the headings, or `tells` it as its very name would; `beside` are headings of columns
    that such lists have as well and that nothing is made of; `words` the canonical values of word fields with their spellings.
    `right` is what it takes to load it, `holds` the tables where it is kept (or table.column=value,
    where they keep more), `feeds` what cannot be answered without it (codes). `target` is where its rows
    go, if its loader needs to be told. `restricted` are fields that nobody's files have but the sample
    company's: of no others are they read."""

    name: str
    labels: Mapping[str, str]
    order: int
    loader: str
    right: str
    holds: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    fields: Mapping[str, Field]
    restricted: Mapping[str, Field] = field(default_factory=dict)
    needs: tuple[tuple[str, ...], ...]
    wanted: tuple[Wanted, ...] = ()
    wide: tuple[Wide, ...]
    signs: Mapping[str, tuple[str, ...]]
    beside: tuple[str, ...] = ()
    words: Mapping[str, Mapping[str, tuple[str, ...]]]
    target: Target | None = None


@cache
def kinds() -> Mapping[str, Kind]:
    """All kinds by name, in the order in which they are loaded."""
    found = [_read(path) for path in sorted(FOLDER.glob("*.toml"))]
    return {kind.name: kind for kind in sorted(found, key=lambda one: (one.order, one.name))}


def _read(path: Path) -> Kind:
    said = tomllib.loads(path.read_text(encoding="utf-8"))
    ours = tuple(said["name"])
    fields = {name: _field(name, one, ours) for name, one in said["fields"].items()}
    kept_back = {name for name, one in said["fields"].items() if one.get("restricted")}
    return Kind(
        name=path.stem,
        labels=said["name"],
        order=said["order"],
        loader=said.get("loader", path.stem),
        right=said["right"],
        holds=tuple(said["holds"]),
        feeds=tuple(said["feeds"]),
        fields={name: one for name, one in fields.items() if name not in kept_back},
        restricted={name: fields[name] for name in kept_back},
        needs=tuple(tuple(one) for one in said["needs"]),
        wanted=tuple(
            Wanted(*map(tuple, (one["fields"], one.get("unless", ()))))
            for one in said.get("wanted", ())
        ),
        wide=tuple(_wide(one) for one in said.get("wide", ())),
        signs={side: tuple(codes) for side, codes in said.get("signs", {}).items()},
        beside=tuple(chain.from_iterable(said.get("beside", {}).values())),
        words={
            field: {value: tuple(spelt) for value, spelt in values.items()}
            for field, values in said.get("words", {}).items()
        },
        target=_target(said["table"]) if "table" in said else None,
    )


def _wide(said: Mapping[str, Any]) -> Wide:
    return Wide(**{**said, "parts": tuple(said.get("parts", ()))})


def _target(said: Mapping[str, Any]) -> Target:
    return Target(
        table=said["name"],
        key=tuple(said["key"]),
        columns=said["columns"],
        defaults=said.get("defaults", {}),
        made=tuple(said.get("made", ())),
        asked=tuple(said.get("asked", ())),
    )


def _field(name: str, said: Mapping[str, Any], ours: Sequence[str]) -> Field:
    return Field(
        name=name,
        type=said["type"],
        headings=tuple(heading for language in _spoken(said, ours) for heading in said[language]),
        labels={language: said[language][0] for language in ours},
        required=said.get("required", False),
        is_key=said.get("key", False),
        alone=said.get("alone", False),
        asked=said.get("asked", True),
        to=said.get("to"),
        examples=tuple(said.get("examples", ())),
    )


def _spoken(said: Mapping[str, Any], ours: Sequence[str]) -> list[str]:
    """The languages that have headings: ours first, then any other, by its two letters."""
    others = [key for key, one in said.items() if len(key) == CODE and isinstance(one, list)]
    return [*ours, *(one for one in others if one not in ours)]
