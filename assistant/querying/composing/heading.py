"""The first line of an answer that has rows: what they add up to, which is the highest, how far two
are apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.base import Turn
from assistant.sheets.sheet import Cell
from engine.query.columns import measure_of
from engine.query.subject import STATE, THING, Subject
from engine.query.table import Column
from engine.query.value import Query
from engine.usecases.query import QueryAnswer
from engine.values.money import Money

PAIR = 2
SHARE_OF = "share_of_"


@dataclass(frozen=True, kw_only=True)
class NamedRow:
    """A row: what it is called, and its figures."""

    name: str
    code: str | None
    figures: Sequence[Cell]


@dataclass(frozen=True, kw_only=True)
class Told:
    """What was asked and what came of it; `said` puts a figure into words, `named` are the codes of
    what was named. It `lists` what there is, or tells figures of parts."""

    query: Query
    subject: Subject
    answer: QueryAnswer
    columns: Sequence[Column]
    rows: Sequence[NamedRow]
    named: frozenset[str]
    lists: bool
    said: Callable[[Column, Cell], str]


def head_of(turn: Turn, title: str, told: Told) -> str:
    column = (told.query.order or "").removeprefix("-")
    at = next((at for at, one in enumerate(told.columns) if one.name == column), None)
    if told.query.compare is not None or not told.columns:
        return turn.say("wanted.rows", title=title)
    if at is not None and (ranked := _ranked(turn, title, told, at)):
        return ranked
    if _names_both(told) and (apart := _apart(turn, title, told)):
        return apart
    if part := _part(turn, title, told):
        return part
    total = _total(told)
    if total is None:
        return turn.say("wanted.rows", title=title)
    return turn.say("wanted.total", title=title, total=told.said(told.columns[0], total))


def goes_by_size(told: Told) -> bool:
    """Whether its rows are things in no order of their own, so that the larger come first."""
    first = next((one for one in told.answer.columns if one.name in told.query.by), None)
    in_order = told.query.order is not None or bool(told.answer.more) or len(told.query.by) > 1
    if first is None or in_order or not told.columns or first.kind not in (THING, STATE):
        return False
    return all(number_of(one.figures[0]) is not None for one in told.rows)


def number_of(cell: Cell) -> Decimal | None:
    if isinstance(cell, Money):
        return cell.amount
    return Decimal(cell) if isinstance(cell, Decimal | int) else None


def _ranked(turn: Turn, title: str, told: Told, at: int) -> str | None:
    known = [one for one in told.rows if one.figures[at] is not None]
    if not known:
        return None
    same = [one for one in known if one.figures[at] == known[0].figures[at]]
    value = told.said(told.columns[at], known[0].figures[at])
    if len(same) == len(told.rows) and len(same) > 1:
        return turn.say("wanted.all_same", title=title, count=len(same), value=value)
    key = "wanted.most" if (told.query.order or "").startswith("-") else "wanted.least"
    return turn.say(key, title=title, rows=[one.name for one in same], value=value, share="")


def _apart(turn: Turn, title: str, told: Told) -> str | None:
    """How far two rows are apart, the larger first."""
    first, second = sorted(told.rows, key=lambda one: -(number_of(one.figures[0]) or 0))
    above, below = number_of(first.figures[0]), number_of(second.figures[0])
    if above is None or below is None or len(told.columns) > 1 or not _is_one_currency(told):
        return None
    column = told.columns[0]
    said = {
        "title": title,
        "first": first.name,
        "second": second.name,
        "first_value": told.said(column, first.figures[0]),
        "second_value": told.said(column, second.figures[0]),
    }
    if above == below:
        return turn.say("wanted.same", **said)
    share = turn.say("wanted.more_by", share=(above - below) / below) if below else ""
    value = told.said(column, _like(first.figures[0], above - below))
    return turn.say("wanted.apart", value=value, share=share, **said)


def _names_both(told: Told) -> bool:
    """Whether two things were named, and each is a row."""
    if len(told.rows) != PAIR or len(told.query.by) != 1:
        return False
    return any(one.name == told.query.by[0] and len(one.values) == PAIR for one in told.query.where)


def _part(turn: Turn, title: str, told: Told) -> str | None:
    """What part of all that is which was named."""
    column = next((one for one in told.columns if one.name.startswith(SHARE_OF)), None)
    named = [one for one in told.rows if one.code in told.named]
    total = _total(told)
    if column is None or len(named) != 1 or total is None or told.columns[0] == column:
        return None
    at = [*told.columns].index(column)
    whole = told.said(told.columns[0], total)
    share = turn.say("wanted.share", share=named[0].figures[at], whole=whole)
    value = told.said(told.columns[0], named[0].figures[0])
    return turn.say("wanted.part_of", title=title, rows=[named[0].name], value=value, share=share)


def _total(told: Told) -> Cell | None:
    """What all rows add up to, where they are all there is and nothing stands in two of them."""
    query, column = told.query, told.columns[0]
    measure = told.subject.measures.get(measure_of(column.name, told.subject))
    hides = told.answer.more or told.answer.withheld or query.limit is not None
    bounded = any(one.name in query.measures for one in query.where)
    if measure is None or not measure.adds or column.name not in query.measures:
        return None
    if hides or bounded or told.lists:
        return None
    if measure.overlaps & {*query.by} or len(told.rows) < PAIR or not _is_one_currency(told):
        return None
    numbers = [number_of(one.figures[0]) for one in told.rows]
    known = [one for one in numbers if one is not None]
    first = next((one.figures[0] for one in told.rows if one.figures[0] is not None), None)
    return _like(first, sum(known, Decimal(0))) if known else None


def _is_one_currency(told: Told) -> bool:
    cells = [one.figures[0] for one in told.rows]
    return len({one.currency for one in cells if isinstance(one, Money)}) <= 1


def _like(cell: Cell, amount: Decimal) -> Cell:
    return replace(cell, amount=amount) if isinstance(cell, Money) else amount
