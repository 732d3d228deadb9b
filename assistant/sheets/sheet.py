"""What an answer shows: rows of typed cells under columns, as one small value that can be kept."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from assistant.sheets.steps import Sorted, Step, step_from_plain
from engine.values.money import Money

HERE = Path(__file__).parent
THING, MONEY, COUNT, SHARE, SCORE = "thing", "money", "count", "share", "score"
DATE, STATE, WORDS = "date", "state", "words"
NUMERIC = frozenset((MONEY, COUNT, SHARE, SCORE))
# A longer sheet is cut, and says so.
MOST_ROWS = 200


@dataclass(frozen=True)
class Thing:
    """Something of the catalogue, in the language of the answer."""

    value: str
    code: str | None = None


Cell = Thing | Money | Decimal | date | str | None


@dataclass(frozen=True, kw_only=True)
class Column:
    """`label` is the key of its name in the texts. `means` is by which words it is asked for. What
    `adds` may be summed up; `of` are the columns that a column of quotients is reckoned from.
    A share of it is a share of the column that it is `part_of`, where there is one."""

    key: str
    kind: str
    label: str
    means: str
    adds: bool = False
    of: tuple[str, str] | None = None
    part_of: str | None = None


@dataclass(frozen=True, kw_only=True)
class Row:
    """`number` is its place in the answer, which it keeps; `thing` is what it is about, as a
    message would name it; `line` is how the answer says it."""

    number: int
    thing: Mapping[str, Any]
    line: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """`main` is the column that is meant where none is named; `report` is which file it becomes.
    `steps` made it of what was answered; `cut` is how many rows are not kept. The row of the thing
    `holds` has the figures of all others in it."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    main: str
    report: str = "sheet"
    source: str = ""
    steps: tuple[Step, ...] = ()
    cut: int = 0
    holds: str | None = None
    # Whether its file is made of it even as it was answered, and not of the whole report.
    own_file: bool = False
    # Not for others who read along.
    personal: bool = False

    def column(self, key: str) -> Column:
        return next(one for one in self.columns if one.key == key)

    def has(self, key: str) -> bool:
        return any(one.key == key for one in self.columns)

    def cell(self, row: Row, key: str) -> Cell:
        at = next(at for at, one in enumerate(self.columns) if one.key == key)
        return row.cells[at]

    def with_rows(self, rows: Iterable[Row], *steps: Step) -> Sheet:
        """With the steps that led to them; of two orders, one after the other, the last stands."""
        before = self.steps
        if steps and before and isinstance(before[-1], Sorted) and isinstance(steps[0], Sorted):
            before = before[:-1]
        return replace(self, rows=tuple(rows), steps=(*before, *steps))

    @property
    def parts(self) -> Sheet:
        """Without the row that has all others in it, where there are others."""
        others = tuple(row for row in self.rows if row.thing.get("code") != self.holds)
        whole = self.holds is None or not others
        return self if whole else replace(self, rows=others)

    @property
    def things(self) -> tuple[dict[str, Any], ...]:
        """What "the second" may be."""
        return tuple({**row.thing, "line": row.line} for row in self.rows)

    def as_plain(self) -> dict[str, Any]:
        plain = asdict(replace(self, rows=(), steps=()))
        plain["rows"] = [
            [row.number, dict(row.thing), row.line, [_plain(cell) for cell in row.cells]]
            for row in self.rows
        ]
        plain["steps"] = [step.as_plain() for step in self.steps]
        return plain

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> Sheet:
        columns = tuple(
            Column(**{**one, "of": tuple(one["of"]) if one["of"] else None})
            for one in plain["columns"]
        )
        rows = tuple(
            Row(
                number=number,
                thing=thing,
                line=line,
                cells=tuple(
                    _read(cell, one.kind) for cell, one in zip(cells, columns, strict=True)
                ),
            )
            for number, thing, line, cells in plain["rows"]
        )
        steps = tuple(map(step_from_plain, plain["steps"]))
        return cls(**{**plain, "columns": columns, "rows": rows, "steps": steps})


def column(key: str, label: str | None = None, of: tuple[str, str] | None = None) -> Column:
    """A column that answers have (`columns.toml`)."""
    known = _columns()[key.partition(".")[0]]
    return Column(
        key=key,
        kind=known["kind"],
        label=label or f"column.{key}",
        means=known.get("means", key.partition(".")[0]),
        adds=known.get("adds", False),
        of=of,
        part_of=known.get("part_of"),
    )


def sheet(
    title: str,
    columns: Iterable[Column],
    rows: Iterable[tuple[Mapping[str, Any], str, tuple[Cell, ...]]],
    main: str,
    report: str = "sheet",
    source: str = "",
    holds: str | None = None,
) -> Sheet:
    """A sheet as it is answered; rows are what each is about, its line, and its cells."""
    made = [
        Row(number=at, thing=dict(thing), line=line, cells=cells)
        for at, (thing, line, cells) in enumerate(rows)
    ]
    return Sheet(
        title=title,
        columns=tuple(columns),
        rows=tuple(made[:MOST_ROWS]),
        main=main,
        report=report,
        source=source,
        cut=max(0, len(made) - MOST_ROWS),
        holds=holds,
    )


def number_in(cell: Cell) -> Decimal | None:
    """What a cell is compared by."""
    if isinstance(cell, Money):
        return cell.amount
    if isinstance(cell, date):
        return Decimal(cell.toordinal())
    return cell if isinstance(cell, Decimal) else None


def _plain(cell: Cell) -> Any:
    if isinstance(cell, Money):
        return [str(cell.amount), cell.currency]
    if isinstance(cell, Thing):
        return [cell.value, cell.code]
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell) if isinstance(cell, Decimal) else cell


def _read(plain: Any, kind: str) -> Cell:
    if plain is None:
        return None
    if kind == MONEY:
        return Money(Decimal(plain[0]), plain[1])
    if kind == THING:
        return Thing(*plain)
    if kind == DATE:
        return date.fromisoformat(plain)
    return Decimal(plain) if kind in NUMERIC else str(plain)


@cache
def _columns() -> dict[str, dict[str, Any]]:
    return tomllib.loads((HERE / "columns.toml").read_text(encoding="utf-8"))
