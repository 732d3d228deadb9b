"""The figure that is wanted of one time held against another: in all, or of each row."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from assistant.base import Turn
from assistant.listing import Row, listed
from assistant.querying.declined import decline
from assistant.querying.figures_found import figures_of
from assistant.querying.table import TIMES, Table, Told, cells_of, columns_of, number_of
from assistant.querying.wanted import Wanted
from assistant.querying.wanted_reading import BOOKS, LEDGER
from assistant.querying.wanted_said import figure_said, source_said
from assistant.querying.words import says
from assistant.sheets.sheet import Cell, Column, column, sheet
from engine.values.money import Money
from engine.values.period import Period

# The first figure of a row is by how much it changed.
_CHANGE, _AFTER, _BEFORE = 0, 1, 2


def tell_against(turn: Turn, wanted: Wanted) -> None:
    """Raises:
    EngineError: it may not be seen.
    """
    times = _times(turn, wanted)
    if wanted.by in TIMES:
        wanted = replace(wanted, by=None)
    tables = [figures_of(turn, _in_time(turn, wanted, one)) for one in times]
    before, after = tables
    if before is None or after is None:
        decline(turn, wanted)
        return
    rows = _joined(before, after)
    names = [_time_name(turn, wanted, one) for one in times]
    if says("changes", "only", turn.message.text):
        rows = [one for one in rows if number_of(one)]
    units = [turn.speech.name(one) for one in after.units]
    label = turn.say(after.columns[0].label)
    title = turn.say("wanted.against", title=label, units=units, names=names)
    if not rows:
        turn.reply(turn.say("wanted.unchanged", title=title), source_said(turn, after))
        return
    _tell(turn, after, rows, title, names)


def _tell(turn: Turn, table: Table, rows: list[Told], title: str, names: list[str]) -> None:
    kind = table.columns[0]
    lines = [_line(turn, kind, one, names) for one in rows]
    if len(rows) == 1:
        turn.reply(title, *lines, source_said(turn, table))
        return
    change = replace(column("change"), kind=kind.kind)
    columns = (change, kind, column(f"{kind.key}.before", "column.before"))
    told = [(one.thing, line, cells_of(one)) for one, line in zip(rows, lines, strict=True)]
    first = next(columns_of(table))
    made = sheet(
        title.rstrip(":："), (first, *columns), told, "change", "history", source_said(turn, table)
    )
    shown = [Row(line=line, thing=one.thing) for one, line in zip(rows, lines, strict=True)]
    said = listed(turn, shown, sheet=replace(made, own_file=True))
    turn.reply(title, *said, source_said(turn, table))


def _line(turn: Turn, kind: Column, row: Told, names: list[str]) -> str:
    change = row.cells[_CHANGE]
    number = number_of(row) or Decimal(0)
    key = "same" if not number else "rose" if number > 0 else "fell"
    positive = -change if number < 0 else change  # type: ignore[operator]
    return turn.say(
        f"wanted.{key}",
        name=turn.say("wanted.of", name=row.name) if row.name else "",
        before=names[0],
        after=names[1],
        before_value=figure_said(turn, kind, row.cells[_BEFORE]),
        after_value=figure_said(turn, kind, row.cells[_AFTER]),
        value=figure_said(turn, kind, positive),
    )


def _joined(before: Table, after: Table) -> list[Told]:
    """Each row of either, with what it was, what it is, and how far these are apart."""
    old = {one.name: one for one in before.rows}
    new = {one.name: one for one in after.rows}
    rows = []
    for name in dict.fromkeys([*new, *old]):
        row = new.get(name) or old[name]
        cells = [table[name].cells[0] if name in table else None for table in (new, old)]
        rows.append(replace(row, cells=(_apart(*cells), *cells)))
    return sorted(rows, key=lambda one: number_of(one) or Decimal(0), reverse=True)


def _apart(after: Cell, before: Cell) -> Cell:
    if isinstance(after, Money) and (before is None or isinstance(before, Money)):
        return after if before is None else after - before
    if isinstance(before, Money) and after is None:
        return -before
    if isinstance(after, Decimal) or isinstance(before, Decimal):
        numbers = [one if isinstance(one, Decimal) else Decimal(0) for one in (after, before)]
        return numbers[0] - numbers[1]
    return None


def _times(turn: Turn, wanted: Wanted) -> list[Period]:
    """The two times, the earlier first."""
    fiscal = turn.message.fiscal
    this_year = Period(*fiscal.days(fiscal.year_of(turn.today)))
    against = wanted.against
    assert against is not None
    now = wanted.days or this_year
    if now == against:
        now = this_year
    return sorted((now, against), key=lambda one: one.start)


def _in_time(turn: Turn, wanted: Wanted, days: Period) -> Wanted:
    year = turn.message.fiscal.year_of(days.start)
    return replace(wanted, days=days, years=(year,), against=None)


def _time_name(turn: Turn, wanted: Wanted, days: Period) -> str:
    if wanted.domain in (BOOKS, LEDGER):
        return turn.speech.year(turn.message.fiscal.year_of(days.start))
    return turn.speech.period(days)
