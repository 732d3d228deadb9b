"""What was asked of the rows, in one line: which is highest, what part it is, how far two are apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.base import Turn
from assistant.querying.table import Table, Told, in_order, number_of, parts_in, with_rows
from assistant.querying.wanted_reading import AVERAGE, DIFFERENCE, LEAST, MOST, SHARE
from assistant.querying.wanted_said import figure_said, title_of, total_of
from assistant.sheets.sheet import Cell
from engine.values.money import Money

PAIR = 2


def chosen_of(table: Table) -> list[Told]:
    """The rows that the figure is of."""
    wanted, rows = table.wanted, list(table.rows)
    if wanted.form in (MOST, LEAST):
        known = [one for one in rows if number_of(one) is not None]
        return [one for one in known if number_of(one) == number_of(known[0])]
    if wanted.form == DIFFERENCE and len(rows) == PAIR:
        return rows
    whole = {one.code for one in table.units}
    named = wanted.named - whole or wanted.named
    return [one for one in rows if one.code in named] if wanted.form == SHARE else []


def head_of(turn: Turn, table: Table, chosen: Sequence[Told]) -> str:
    form, title, total = table.wanted.form, title_of(turn, table), total_of(table)
    if len(table.rows) == PAIR and form in (DIFFERENCE, MOST, LEAST) and chosen:
        return _apart(turn, table, title)
    if form in (MOST, LEAST) and PAIR <= len(chosen) == len(table.rows):
        value = figure_said(turn, table.columns[0], chosen[0].cells[0])
        return turn.say("wanted.all_same", title=title, count=len(chosen), value=value)
    if form in (MOST, LEAST) and chosen:
        names, share = [one.name for one in chosen], _share_said(turn, table, chosen)
        value = figure_said(turn, table.columns[0], chosen[0].cells[0])
        return turn.say(f"wanted.{form}", title=title, rows=names, value=value, share=share)
    if form == AVERAGE and total is not None:
        return _mean(turn, table, title, total)
    if chosen:
        of_chosen = total_of(with_rows(table, chosen))
        cell = of_chosen if of_chosen is not None else chosen[0].cells[0]
        value = figure_said(turn, table.columns[0], cell)
        names, share = [one.name for one in chosen], _share_said(turn, table, chosen)
        return turn.say("wanted.part_of", title=title, rows=names, value=value, share=share)
    if total is None:
        return turn.say("wanted.rows", title=title)
    said = figure_said(turn, table.columns[0], total)
    key = "wanted.no_row" if form == SHARE and table.wanted.named else "wanted.total"
    return turn.say(key, title=title, total=said)


def _share_said(turn: Turn, table: Table, chosen: Sequence[Told]) -> str:
    total, part = total_of(table), total_of(with_rows(table, chosen))
    above, below = _number(part), _number(total)
    if above is None or not below or len(table.rows) < PAIR:
        return ""
    of = figure_said(turn, table.columns[0], total)
    return turn.say("wanted.share", share=above / below, whole=of)


def _number(value: Money | Decimal | None) -> Decimal | None:
    return value.amount if isinstance(value, Money) else value


def _mean(turn: Turn, table: Table, title: str, total: Money | Decimal) -> str:
    """Of the rows; of a time, of all its parts, those too in which nothing was."""
    count = parts_in(turn, table) or len(table.rows)
    mean = total.per(count) if isinstance(total, Money) else total / count
    column = table.columns[0]
    said = {"whole": figure_said(turn, column, total), "value": figure_said(turn, column, mean)}
    return turn.say("wanted.average", title=title, count=count, **said)


def _apart(turn: Turn, table: Table, title: str) -> str:
    """How far two rows are apart, the larger first."""
    first, second = in_order(table.rows)
    above, below = number_of(first), number_of(second)
    column = table.columns[0]
    said = {
        "title": title,
        "first": first.name,
        "second": second.name,
        "first_value": figure_said(turn, column, first.cells[0]),
        "second_value": figure_said(turn, column, second.cells[0]),
    }
    if above is None or below is None:
        return turn.say("wanted.rows", title=title)
    if above == below:
        return turn.say("wanted.same", **said)
    share = turn.say("wanted.more_by", share=(above - below) / below) if below else ""
    value = figure_said(turn, column, _less(first.cells[0], above - below))
    return turn.say("wanted.apart", value=value, share=share, **said)


def _less(like: Cell, amount: Decimal) -> Cell:
    return replace(like, amount=amount) if isinstance(like, Money) else amount
