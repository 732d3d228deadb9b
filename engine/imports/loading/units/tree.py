"""The paths of units whose rows name the unit above."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from engine.imports.amounts import is_nothing, plain
from engine.imports.reading.rows import Row, Wrong
from engine.imports.recognising.vocabulary import spellings
from engine.imports.values.spelling import folded, unit_key
from engine.imports.values.unit_cells import UnitCells, unit_cells
from engine.imports.values.units import Units

LEVELS = tuple(f"level_{number}" for number in range(1, 6))
CLOSED = "closed"


@dataclass(slots=True, kw_only=True, eq=False)
class UnitRow:
    """What a row says of a unit: `cells` of itself, the unit above by its name or code. `path`
    is what both come to, `is_closed` that it is none any more."""

    row: Row
    cells: UnitCells
    parent: str
    parent_code: str
    path: UnitCells
    is_closed: bool


def read_unit(row: Row) -> UnitRow:
    """Refuses a row that names no unit."""
    cells = unit_cells(row, unit="unit", code="code", levels=LEVELS)
    if path := folded(row.raw("path")):
        name = cells.unit
        whole = not name or unit_key(path).endswith(unit_key(name))
        cells = replace(cells, unit=path if whole else f"{path}{_between(path)}{name}")
    if not cells.unit and not cells.levels:
        row.refuse("unit", "empty")
    parent, parent_code = folded(row.raw("parent")), folded(row.raw("parent_code"))
    return UnitRow(
        row=row,
        cells=cells,
        parent=parent,
        parent_code=parent_code,
        path=cells,
        is_closed=row.word("status") == CLOSED,
    )


class Tree:
    """All rows of an organisation, each below the one that it names."""

    def __init__(self, rows: Sequence[UnitRow], units: Units) -> None:
        self._units = units
        self._coded = {one.cells.code.casefold(): one for one in rows if one.cells.code}
        self._named: dict[str, list[UnitRow]] = defaultdict(list)
        for one in rows:
            self._named[unit_key(one.cells.unit)].append(one)
        self._paths: dict[UnitRow, tuple[str, ...]] = {}

    def place(self, one: UnitRow) -> None:
        """Give the row its whole path; refuses it where that cannot be told."""
        try:
            names = self._path(one, ())
        except Wrong as wrong:
            field = "parent" if one.parent else "parent_code"
            one.row.refuse(field, wrong.code)
            return
        one.path = replace(one.cells, unit="", levels=names)

    def _path(self, one: UnitRow, below: tuple[UnitRow, ...]) -> tuple[str, ...]:
        if one in below:
            raise Wrong("below_itself")
        if one not in self._paths:
            above = self._above(one, (*below, one))
            self._paths[one] = (*above, *one.cells.levels, one.cells.unit)
        return self._paths[one]

    def _above(self, one: UnitRow, below: tuple[UnitRow, ...]) -> tuple[str, ...]:
        row = self._parent(one)
        if row is not None:
            return self._path(row, below)
        if all(map(_is_none, (one.parent, one.parent_code))):
            return (one.cells.company,) if one.cells.company else ()
        try:
            return self._units.names(self._units.find(one.parent, one.parent_code))
        except Wrong as wrong:
            if not one.parent or wrong.code != "unknown_unit":
                raise
            return (one.parent,)

    def _parent(self, one: UnitRow) -> UnitRow | None:
        """The row of the unit above; a top one may name itself.

        Raises:
            Wrong: several rows have its name.
        """
        if one.parent_code:
            found = self._coded.get(one.parent_code.casefold())
            return None if found is one else found
        if not one.parent or unit_key(one.parent) == unit_key(one.cells.unit):
            return None
        named = self._named.get(unit_key(one.parent), [])
        if len(named) > 1:
            raise Wrong("which_unit")
        return named[0] if named else None


def _is_none(parent: str) -> bool:
    """Whether it says that nothing is above: 0 or -1 where no unit has such a code."""
    return is_nothing(parent) or plain(parent) in spellings("nobody_above")


def _between(path: str) -> str:
    """What the path itself has between its names."""
    return next((mark for mark in (">", "\\", "/") if mark in path), "/")
