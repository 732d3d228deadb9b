"""Whether answers tell all that statements found: the same figures to the cent, of the same things."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from engine.usecases.query import QueryAnswer
from engine.values.money import Money
from engine.values.results import Named

Row = tuple[Any, ...]
# Of large figures to the cent, of small ones (levels, shares) to the fourth digit.
CENT, SMALL, LARGE = Decimal("0.005"), Decimal("0.0001"), Decimal(10)
PER_CENT = 100


@dataclass(frozen=True)
class Found:
    """What a statement found; `all` there is of it, or the first rows."""

    rows: Sequence[Row]
    all: bool = True


def lacking(found: Sequence[Found], answers: Sequence[QueryAnswer]) -> str:
    """What the statements found and the answers do not tell; nothing where they agree."""
    things = _by_thing(answers)
    everything = [cell for thing in things for cell in thing]
    if not all(answer.rows for answer in answers):
        # Where there are no rows, there is nothing of it.
        everything.append(0)
    for one in found:
        several = len(one.rows) > 1
        for row in one.rows:
            if not any(_has_all(cells, row) for cells in (things if several else [everything])):
                return f"not told: {row}"
        if several and one.all and (more := _too_many(one.rows, answers)):
            return f"{len(one.rows)} rows, and {more} are told"
    return ""


def _too_many(rows: Sequence[Row], answers: Sequence[QueryAnswer]) -> int:
    """How many rows an answer has that tells of more things than these."""
    counts = set()
    for answer in answers:
        things = _by_thing([answer])
        if all(any(_has_all(cells, row) for cells in things) for row in rows):
            counts |= {len(answer.rows), len(answer.rows) + answer.more}
    return 0 if not counts or len(rows) in counts else max(counts)


def _by_thing(answers: Sequence[QueryAnswer]) -> list[list[Any]]:
    """The cells of each row; of rows about the same thing those of all answers together."""
    things: dict[Any, list[Any]] = {}
    for number, answer in enumerate(answers):
        one_each = len({row[0] for row in answer.rows}) == len(answer.rows)
        for at, row in enumerate(answer.rows):
            first = row[0]
            thing = first.code if isinstance(first, Named) and one_each else (number, at)
            things.setdefault(thing, []).extend(cell for told in row for cell in _cells(told))
    return list(things.values())


def _cells(told: Any) -> Iterator[Any]:
    if isinstance(told, Named):
        yield from (one for one in (told.code, told.name, told.name_en) if one)
    elif isinstance(told, Money):
        yield told.amount
    elif isinstance(told, Decimal):
        yield told
        yield told * PER_CENT
    elif isinstance(told, date):
        yield told.isoformat()
    elif told is not None:
        yield told


def _has_all(cells: Sequence[Any], row: Row) -> bool:
    wanted = [one for one in row if one is not None]
    return all(any(_same(cell, one) for cell in cells) for one in wanted)


def _same(told: Any, wanted: Any) -> bool:
    if isinstance(wanted, str):
        return bool(told == wanted)
    try:
        figure, right = Decimal(told), Decimal(str(wanted))
    except (InvalidOperation, TypeError, ValueError):
        return False
    return abs(figure - right) <= (CENT if abs(right) >= LARGE else SMALL)
