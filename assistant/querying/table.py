"""The rows of the figure that is wanted, as a sheet: one query, or one for each time that is held
against another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from assistant.base import Turn
from assistant.querying.measures import (
    Measured,
    Source,
    beside,
    first_column,
    measured,
    split_by,
    subjects_of,
)
from assistant.querying.wanted import Wanted
from assistant.querying.wanted_reading import BOOKS, LEDGER, REQUESTS, SHARE
from assistant.sheets.sheet import Cell, Column, Thing
from engine.query.table import Cell as Value
from engine.query.value import IS_NOT, ME, Condition, Query
from engine.usecases.query import QueryAnswer, askable, query
from engine.values.errors import InvalidInput
from engine.values.money import Money
from engine.values.months import add_months, month_end
from engine.values.period import Period
from engine.values.results import Named

TIMES = ("quarter", "month", "year")
_MONTHS = {"quarter": 3, "month": 1, "year": 12}
# Posted as one, moved in two entries.
TRANSFERS = "transfer"
# What a store began with was spent, and no invoice tells of it.
INVOICED, OPENING = "actual", "opening"
_ENTITIES = {"unit": "department", "course": "course", "position": "position"}


Figure = tuple[Measured, Source]


@dataclass(frozen=True, kw_only=True)
class Told:
    """A row: what it is about, what it is called, and its figures in the order of the columns."""

    thing: dict[str, Any]
    name: str
    code: str | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True, kw_only=True)
class Table:
    """`main` is the column that was asked for, the others stand beside it."""

    wanted: Wanted
    measured: Measured
    columns: tuple[Column, ...]
    rows: tuple[Told, ...]
    units: tuple[Named, ...]
    withheld: int = 0


def is_kept(turn: Turn, wanted: Wanted) -> bool:
    """Whether there are records of that kind to be asked."""
    known = {one.name for one in turn.perform(askable)}
    return bool(known & subjects_of(wanted.domain))


def table_of(turn: Turn, wanted: Wanted) -> Table | None:
    """None where no record has that figure split like that.

    Raises:
        EngineError: it may not be seen.
    """
    figure = measured(wanted.domain, wanted.measure)
    if figure is None:
        return None
    known = {one.name: {each.name for each in one.dimensions} for one in turn.perform(askable)}
    for source in figure.sources:
        by = _by(wanted, source)
        if source.subject not in known or not {*by} <= known[source.subject]:
            continue
        for also in (beside(wanted.domain, figure, source), []):
            try:
                return _read(turn, wanted, [(figure, source), *also], by)
            except InvalidInput:
                # Split like that it would count twice, or what stands beside it would.
                continue
    return None


def _by(wanted: Wanted, source: Source) -> tuple[str, ...]:
    several = len(wanted.units) > 1
    return split_by(wanted.by, source.subject, several) if wanted.by else ()


def _read(turn: Turn, wanted: Wanted, known: list[Figure], by: tuple[str, ...]) -> Table:
    figure, source = known[0]
    asked = Query(
        of=source.subject,
        measures=tuple(dict.fromkeys(one.measure for _, one in known)),
        by=by,
        where=_where(turn, wanted, source),
        period=None if wanted.of_years else wanted.days,
    )
    answer = turn.perform(query, asked)
    turn.set(last_explanation=answer.explanation_id)
    columns = [one.of_sheet(wanted.by) for one, _ in known]
    rows = [_told(turn, wanted, answer, row, known) for row in answer.rows]
    return Table(
        wanted=wanted,
        measured=figure,
        columns=tuple(columns),
        rows=tuple(rows),
        units=answer.units,
        withheld=answer.withheld,
    )


def _where(turn: Turn, wanted: Wanted, source: Source) -> tuple[Condition, ...]:
    found = []
    said = {"unit": wanted.units, "course": wanted.courses, "position": (wanted.position,)}
    for name, codes in said.items():
        # Of a share the whole is asked for, too.
        if any(codes) and not (wanted.form == SHARE and wanted.by == name):
            found.append(Condition(name=name, values=tuple(one for one in codes if one)))
    if wanted.of_years and wanted.by != "year":
        years = wanted.years or (turn.message.fiscal.year_of(turn.today),)
        found.append(Condition(name="year", values=tuple(map(Decimal, years))))
    if wanted.domain == LEDGER and wanted.only:
        name = "posting" if wanted.only == TRANSFERS else "kind"
        found.append(Condition(name=name, values=(wanted.only,)))
        if wanted.only == INVOICED:
            found.append(Condition(name="posting", sign=IS_NOT, values=(OPENING,)))
    if wanted.domain == REQUESTS and wanted.only:
        found.append(Condition(name="stage", values=(wanted.only,)))
    if wanted.own:
        found.append(Condition(name="raised_by", values=(ME,)))
    if source.subject == "trainings":
        found.append(Condition(name="status", values=("held",)))
    return tuple(found)


def _told(
    turn: Turn,
    wanted: Wanted,
    answer: QueryAnswer,
    row: Sequence[Value],
    known: Sequence[Figure],
) -> Told:
    cells = dict(zip((one.name for one in answer.columns), row, strict=True))
    name, code, thing = _named(turn, wanted, cells)
    figures: dict[str, Cell] = {one.column: _cell(cells[of.measure]) for one, of in known}
    return Told(thing=thing, name=name, code=code, cells=tuple(figures.values()))


def _cell(value: Value) -> Cell:
    """A figure; what is a thing is what the row is about."""
    if isinstance(value, Decimal):
        return value if value % 1 else Decimal(int(value))
    return None if isinstance(value, Named) else value


def _named(
    turn: Turn, wanted: Wanted, cells: dict[str, Value]
) -> tuple[str, str | None, dict[str, Any]]:
    """What a row is called, its code, and the thing it is about."""
    by = wanted.by
    if by is None:
        return "", None, {"entity": "list_item"}
    if by in _MONTHS:
        days = _days(turn, wanted, by, cells)
        said = turn.speech.period(days)
        first, last = days.start.isoformat(), days.end.isoformat()
        about = {"entity": "period", "value": said, "first_day": first, "last_day": last}
        return said, None, about
    value = cells.get("for_unit", cells.get("status", cells.get(by)))
    if isinstance(value, date):
        about = {"entity": "list_item", "value": turn.speech.day(value)}
        return turn.speech.day(value), None, about
    if isinstance(value, Named):
        said, entity = turn.speech.name(value), _ENTITIES.get(by, by)
        about = {"entity": entity, "kind": entity, "code": value.code, "value": said}
        return said, value.code, about
    if value is None:
        return turn.say("wanted.no_part"), None, {"entity": "list_item"}
    key = f"{'status' if 'status' in cells else by}.{value}"
    said = turn.say(key) if turn.speech.knows(key) else str(value)
    return said, str(value), {"entity": by, "code": str(value), "value": said}


def _days(turn: Turn, wanted: Wanted, by: str, cells: dict[str, Value]) -> Period:
    year = int(str(cells["year"]))
    if by == "year" and wanted.domain in (BOOKS, LEDGER):
        return Period(*turn.message.fiscal.days(year))
    months = _MONTHS[by]
    number = int(str(cells[by])) if by != "year" else 1
    first = turn.today.replace(year=year, month=(number - 1) * months + 1, day=1)
    return Period(first, month_end(add_months(first, months - 1)))


def parts_in(turn: Turn, table: Table) -> int | None:
    """How many quarters, months or years the time has that is asked about, till today; None where
    the rows are no times."""
    by = table.wanted.by
    if by not in _MONTHS:
        return None
    days = table.wanted.days
    if days is None:
        known = [one.thing for one in table.rows if "first_day" in one.thing]
        first = min(date.fromisoformat(one["first_day"]) for one in known)
        days = Period(first, turn.today)
    last = min(days.end, max(turn.today, days.start))
    months = (last.year - days.start.year) * 12 + last.month - days.start.month + 1
    return -(-months // _MONTHS[by])


def months_of(by: str) -> int:
    return _MONTHS[by]


def in_order(rows: Sequence[Told], down: bool = True) -> list[Told]:
    """By the figure that was asked for; what is not known at the end."""

    def key(one: Told) -> tuple[bool, Decimal]:
        number = number_of(one)
        return number is None, (-number if down else number) if number is not None else Decimal(0)

    return sorted(rows, key=key)


def number_of(row: Told) -> Decimal | None:
    cell = row.cells[0]
    if isinstance(cell, Money):
        return cell.amount
    return cell if isinstance(cell, Decimal) else None


def with_rows(table: Table, rows: Sequence[Told]) -> Table:
    return replace(table, rows=tuple(rows))


def columns_of(table: Table) -> Iterator[Column]:
    assert table.wanted.by is not None
    yield first_column(table.wanted.by)
    yield from table.columns


def cells_of(row: Told) -> tuple[Cell, ...]:
    return (Thing(row.name, row.code), *row.cells)
