"""Columns that hold the keys of another table: its names are meant."""

from __future__ import annotations

import dataclasses
from array import array
from collections.abc import Iterable, Mapping, Sequence

from engine.imports.recognising.vocabulary import listed, squashed
from engine.imports.shape.table import Column, Fact, Table
from engine.imports.sheet_mapping import Join, SheetMapping, place

# Of a column's different values, how many must be keys of the other table.
NEARLY_ALL = 0.95
LEAST_KEYS = 2


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """A table that others may name by key: its columns of codes and of names, and of what."""

    table: Table
    code: str
    name: str
    of: str


def joins_of(
    table: Table,
    columns: Mapping[str, str],
    types: Mapping[str, str],
    catalogues: Sequence[Catalogue],
) -> list[Join]:
    """The joins of a table whose `columns` hold fields: of a field that names a unit, course or
    the like (`types` says of what by field), where what stands in the cells are keys."""
    found = []
    for name, heading in columns.items():
        column = table.column(heading)
        if column is None or name not in types:
            continue
        for catalogue in catalogues:
            if (
                catalogue.of == types[name]
                and catalogue.table is not table
                and _are_keys(column, catalogue)
            ):
                at = place(catalogue.table.file, catalogue.table.sheet)
                found.append(
                    Join(column=heading, sheet=at, key=catalogue.code, takes=catalogue.name)
                )
                break
    return found


def looks_like_codes(heading: str) -> bool:
    """Whether a heading ends as those of codes do."""
    short = squashed(heading)
    return any(short.endswith(one) for one in listed("codes") if one)


def _are_keys(column: Column, catalogue: Catalogue) -> bool:
    """Keys, and no names; and names that tell their rows apart."""
    codes, names = catalogue.table.column(catalogue.code), catalogue.table.column(catalogue.name)
    if codes is None or names is None:
        return False
    said = {_key(text) for text in column.texts if text}
    keys = {_key(text) for text in codes if text}
    if len(said) < LEAST_KEYS or len(said & keys) < NEARLY_ALL * len(said):
        return False
    once = len({_key(one) for one in names}) == len(names)
    return once and not said & {_key(text) for text in names.texts}


def joined(table: Table, mapping: SheetMapping, tables: Iterable[Table]) -> Table:
    """The table with the names in place of the keys; a key that is not there stays as it is."""
    others = {place(one.file, one.sheet): one for one in tables}
    for join in mapping.joins:
        other, column = others.get(join.sheet), table.column(join.column)
        codes = other.column(join.key) if other else None
        names = other.column(join.takes) if other else None
        if column is not None and codes is not None and names is not None:
            meant = {_key(code): name for code, name in zip(codes, names, strict=True) if code}
            table = _with(table, _named(column, meant))
    return table


def facts_of(joins: Iterable[Join]) -> list[Fact]:
    return [
        Fact("joined", {"column": one.column, "sheet": one.sheet, "takes": one.takes})
        for one in joins
    ]


def _named(column: Column, meant: Mapping[str, str]) -> Column:
    said = [meant.get(_key(text), text) for text in column.texts]
    texts = tuple(dict.fromkeys(said))
    places = {text: at for at, text in enumerate(texts)}
    codes = array(column.codes.typecode, (places[said[code]] for code in column.codes))
    return Column(column.heading, texts, codes)


def _with(table: Table, column: Column) -> Table:
    columns = tuple(column if one.heading == column.heading else one for one in table.columns)
    return dataclasses.replace(table, columns=columns)


def _key(text: str) -> str:
    """A key as it is compared: a number's zeros are no part of it."""
    bare = squashed(text)
    return bare.lstrip("0") or bare
