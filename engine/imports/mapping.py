"""Which column means what: proposed from headings and content, saved, corrected."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from collections.abc import Mapping as Mappings
from dataclasses import dataclass, field
from pathlib import Path

from engine.imports.amounts import is_nothing, readings_of, take_apart
from engine.imports.cleaning import date_order
from engine.imports.fields import EMPLOYEES, KINDS, TRAININGS, Field, Kind, names_money
from engine.imports.reader import Table
from engine.imports.sheet_report import Remark
from engine.values.errors import InvalidInput

FITTING = 0.9
# Costs are written in more ways than can be read; what cannot be is refused row by row.
FITTING_MONEY = 0.5
LOOKED_AT = 500


@dataclass(frozen=True, slots=True)
class Mapping:
    """A kind of spreadsheet, and the field that each used column holds; `renamed` are units of
    a list of people by their old names, with the new ones."""

    kind: str
    columns: Mappings[str, str]
    renamed: Mappings[str, str] = field(default_factory=dict)

    def column(self, field: str) -> str | None:
        return next((column for column, name in self.columns.items() if name == field), None)

    def all_columns(self, field: str) -> list[str]:
        return [column for column, name in self.columns.items() if name == field]


def propose_mapping(table: Table) -> Mapping:
    """The kind whose required fields are all there and most of whose fields are found.

    Raises:
        InvalidInput: no kind fits; the message names what is missing from the nearest. Or there
            are several columns of money, of which one only would be read.
    """
    candidates = [(kind, _match(kind, table)) for kind in KINDS.values()]
    trainings = next(found for kind, found in candidates if kind is TRAININGS)
    if _are_trainings(trainings):
        # A list of people with their last course stays one; a survey it is never.
        candidates = [
            (kind, found)
            for kind, found in candidates
            if kind is TRAININGS or (kind is EMPLOYEES and len(found) > len(trainings))
        ]
    complete = [(kind, found) for kind, found in candidates if not _missing(kind, found)]
    if not complete:
        kind, found = max(candidates, key=lambda pair: len(pair[1]))
        raise InvalidInput(
            "columns_missing",
            file=table.file,
            kind=kind.name,
            missing=_missing(kind, found),
            columns=table.columns,
        )
    kind, found = max(complete, key=lambda pair: len(pair[1]))
    mapping = Mapping(kind.name, found)
    if unread := unread_money(table, mapping):
        read = mapping.column("cost")
        costs = [column for column in table.columns if column == read or column in unread]
        raise InvalidInput("several_costs", file=table.file, columns=costs)
    return mapping


def unread_money(table: Table, mapping: Mapping) -> list[str]:
    """The columns of a file of trainings that hold money and that the mapping leaves out."""
    if mapping.kind != TRAININGS.name:
        return []
    return [
        column
        for column in table.columns
        if column not in mapping.columns
        and _is_of_money(column)
        and any(take_apart(cell) is not None for cell in table.cells[column])
    ]


def money_remarks(table: Table, mapping: Mapping) -> list[Remark]:
    """One for each column of money that a mapping made by hand leaves out."""
    filled = {column: int((table.cells[column] != "").sum()) for column in table.columns}
    return [
        Remark("money_unread", 0, {"column": column, "rows": filled[column]})
        for column in unread_money(table, mapping)
    ]


def _are_trainings(found: dict[str, str]) -> bool:
    """Whoever took part in which course: no survey, though its costs be not found."""
    return {"emp_no", "course"} <= set(found.values())


def _is_of_money(column: str) -> bool:
    return any(names_money(reading.bare) for reading in readings_of(column))


def _match(kind: Kind, table: Table) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in kind.fields:
        column = _column_for(one, table, taken=set(found))
        if column is not None:
            found[column] = one.name
    if kind.many and not _missing(kind, found):
        for column in table.columns:
            if column not in found and _fits("number", table, column):
                found[column] = kind.many
    return found


def _column_for(field: Field, table: Table, taken: set[str]) -> str | None:
    """The free column with the field's most usual heading, if its content fits."""
    free = [column for column in table.columns if column not in taken]
    headings = {_plain(column): column for column in free}
    if field.content == "money":
        without_unit = {
            _plain(reading.bare): column for column in free for reading in readings_of(column)
        }
        headings = {**without_unit, **headings}
    for heading in field.headings:
        column = headings.get(heading)
        if column is not None and _fits(field.content, table, column):
            return column
    if field.content != "money":
        return None
    money = (column for column in free if _is_of_money(column))
    return next((column for column in money if _fits("money", table, column)), None)


def _fits(content: str, table: Table, column: str) -> bool:
    cells = [cell for cell in table.cells[column].head(LOOKED_AT) if cell]
    if content == "text":
        return True
    if not cells:
        return False
    if content == "money":
        return sum(_is_cost(cell) for cell in cells) >= FITTING_MONEY * len(cells)
    reads: Callable[[str], object] = date_order(cells).parse if content == "date" else take_apart
    return sum(reads(cell) is not None for cell in cells) >= FITTING * len(cells)


def _is_cost(cell: str) -> bool:
    return is_nothing(cell) or take_apart(cell) is not None


def _missing(kind: Kind, found: dict[str, str]) -> list[str]:
    names = set(found.values())
    return [field.name for field in kind.fields if field.required and field.name not in names]


def _plain(heading: str) -> str:
    return re.sub(r"[\s_\-()（）:：]", "", heading).lower()


def load_mappings(path: Path) -> dict[str, Mapping]:
    """Saved mappings by file name.

    Raises:
        InvalidInput: the file is no mapping, or names an unknown kind or field.
    """
    try:
        saved = json.loads(path.read_text(encoding="utf-8"))
        mappings = {
            name: Mapping(one["kind"], dict(one["columns"]), dict(one.get("renamed", {})))
            for name, one in saved.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InvalidInput("mapping_unreadable", file=str(path), why=str(error)[:200]) from error
    for name, mapping in mappings.items():
        _check(name, mapping)
    return mappings


def _check(name: str, mapping: Mapping) -> None:
    kind = KINDS.get(mapping.kind)
    known = {field.name for field in kind.fields} | {kind.many or ""} if kind else set()
    wrong = sorted(set(mapping.columns.values()) - known)
    if kind is None or wrong:
        raise InvalidInput("mapping_wrong", file=name, kind=mapping.kind, fields=wrong)


def save_mappings(path: Path, mappings: Mappings[str, Mapping]) -> None:
    """Write mappings so that a person can correct them and hand them in again."""
    plain = {
        name: {"kind": one.kind, "columns": dict(one.columns), "renamed": dict(one.renamed)}
        for name, one in mappings.items()
    }
    path.write_text(json.dumps(plain, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
