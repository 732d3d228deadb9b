"""Columns that hold the keys of another table: its names are meant."""

from __future__ import annotations

import dataclasses
from array import array
from collections.abc import Iterable, Mapping, Sequence

from engine.imports.kinds.kind import Kind
from engine.imports.recognising.vocabulary import squashed
from engine.imports.shape.table import Column, Fact, Table
from engine.imports.sheet_mapping import Join, SheetMapping, place

# Of a column's different values, how many must be keys of the other table.
NEARLY_ALL = 0.95
LEAST_KEYS = 2


# The kinds whose rows have a code, with the field of their name and what they are of.
OF = {
    "organisation": ("unit", "unit"),
    "courses": ("name", "course"),
    "positions": ("name", "position"),
    "skill_names": ("name", "skill"),
    "certificate_names": ("name", "certificate"),
    "kpis": ("name", "kpi"),
}
CODES = "_code"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """A table that others may name by key: its columns of codes and of names, and of what."""

    table: Table
    code: str
    name: str
    of: str
    is_loaded: bool = True


def catalogues_of(
    table: Table, kind: str, columns: Mapping[str, str], is_loaded: bool
) -> list[Catalogue]:
    named, thing = OF.get(kind, ("", ""))
    code, name = columns.get("code"), columns.get(named)
    if code is None or name is None:
        return []
    return [Catalogue(table=table, code=code, name=name, of=thing, is_loaded=is_loaded)]


def joins_of(
    table: Table, kind: Kind, columns: Mapping[str, str], catalogues: Sequence[Catalogue]
) -> tuple[list[Join], dict[str, str]]:
    """The joins of a table, and its columns by field with them: a column that holds a unit's or
    a course's keys where names are meant; a column of codes, if nothing else names the thing
    and the codes themselves are not loaded."""
    joins, held = [], dict(columns)
    for name, heading in columns.items():
        for catalogue in catalogues:
            target = _target(kind, name, held, catalogue)
            if target and catalogue.table is not table and _are_keys(table, heading, catalogue):
                other = catalogue.table
                at = place(other.file, other.sheet, other.part)
                join = Join(column=heading, sheet=at, key=catalogue.code, takes=catalogue.name)
                joins.append(join)
                del held[name]
                held[target] = heading
                break
    return joins, held


def _target(kind: Kind, name: str, held: Mapping[str, str], catalogue: Catalogue) -> str | None:
    """The field that names a catalogue's thing would be for, where they stand in field `name`."""
    field = kind.fields[name]
    if (field.to or field.type) == catalogue.of:
        return (
            None
            if field.is_key and catalogue.of == "unit" and kind.name == "organisation"
            else name
        )
    bare = name.removesuffix(CODES)
    is_open = bare != name and bare in kind.fields and bare not in held
    is_of = is_open and (kind.fields[bare].to or kind.fields[bare].type) == catalogue.of
    return bare if is_of and not catalogue.is_loaded else None


def are_keys(column: Column, codes: Column | None) -> bool:
    """Whether the different texts of a column are keys of another table's column of codes."""
    said = {_key(text) for text in column.texts if text}
    keys = {_key(text) for text in codes.texts if text} if codes else set()
    return len(said) >= LEAST_KEYS and len(said & keys) >= NEARLY_ALL * len(said)


def _are_keys(table: Table, heading: str, catalogue: Catalogue) -> bool:
    """Keys, and no names; and names that tell their rows apart."""
    column = table.column(heading)
    codes, names = catalogue.table.column(catalogue.code), catalogue.table.column(catalogue.name)
    if column is None or codes is None or names is None:
        return False
    said = {_key(text) for text in column.texts if text}
    keys = {_key(text) for text in codes if text}
    if len(said) < LEAST_KEYS or len(said & keys) < NEARLY_ALL * len(said):
        return False
    once = len({_key(one) for one in names}) == len(names)
    return once and not said & {_key(text) for text in names.texts}


def joined(table: Table, mapping: SheetMapping, tables: Iterable[Table]) -> Table:
    """The table with the names in place of the keys; a key that is not there stays as it is."""
    others = {place(one.file, one.sheet, one.part): one for one in tables}
    for join in mapping.joins:
        other, column = others.get(join.sheet), table.column(join.column)
        codes = other.column(join.key) if other else None
        names = other.column(join.takes) if other else None
        if column is not None and codes is not None and names is not None:
            meant = {_key(code): name for code, name in zip(codes, names, strict=True) if code}
            named = _named(column, meant, join.adds)
            table = _and(table, named, join.takes) if join.adds else _with(table, named)
    return table


def facts_of(joins: Iterable[Join]) -> list[Fact]:
    return [
        Fact("joined", {"column": one.column, "sheet": one.sheet, "takes": one.takes})
        for one in joins
    ]


def _named(column: Column, meant: Mapping[str, str], only: bool = False) -> Column:
    """`only` what is meant, and nothing for a key that is not there."""
    said = [meant.get(_key(text), "" if only else text) for text in column.texts]
    texts = tuple(dict.fromkeys(said))
    places = {text: at for at, text in enumerate(texts)}
    codes = array(column.codes.typecode, (places[said[code]] for code in column.codes))
    return Column(column.heading, texts, codes)


def _with(table: Table, column: Column) -> Table:
    columns = tuple(column if one.heading == column.heading else one for one in table.columns)
    return dataclasses.replace(table, columns=columns)


def _and(table: Table, column: Column, heading: str) -> Table:
    added = Column(heading, column.texts, column.codes)
    return dataclasses.replace(table, columns=(*table.columns, added))


def _key(text: str) -> str:
    """A key as it is compared: a number's zeros are no part of it."""
    bare = squashed(text)
    return bare.lstrip("0") or bare
