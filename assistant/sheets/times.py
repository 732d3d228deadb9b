"""Rows of a time that a message speaks of: in q2, the second half."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from assistant.sheets.piece import Entity, Piece, Shown, named
from assistant.sheets.sheet import Sheet
from assistant.sheets.words import found
from assistant.understanding.quantities.read import read_quantities


def times_in(text: str, entities: Sequence[Entity], today: date, seen: Shown) -> Iterator[Piece]:
    """The times that rows are of; each of several that are read as one, too."""
    for one in entities:
        if one["entity"] != "period":
            continue
        start, end = one["start"], one["end"]
        parts = [(a, b) for _, a, b in found("yearless", text) if start <= a and b <= end]
        if len(parts) > 1:
            for first, last in parts:
                if names := _read_alone(text[first:last], today, seen):
                    yield named(text, first, last, names)
        elif names := _in_time(one, text[start:end], seen.whole):
            yield named(text, start, end, names)


def _read_alone(said: str, today: date, seen: Shown) -> tuple[str, ...]:
    for one in read_quantities(said, today, seen.fiscal):
        if one.entity == "period":
            return _in_time(one.extra, said, seen.whole)
    return ()


def _in_time(entity: Entity, said: str, whole: Sheet) -> tuple[str, ...]:
    """The rows that are within a time; one without its year is of the year that was shown."""
    if "first_day" not in entity or "last_day" not in entity:
        return ()
    first, last = (date.fromisoformat(entity[name]) for name in ("first_day", "last_day"))
    rows = [row.thing for row in whole.rows if "first_day" in row.thing]
    days = [(str(row["value"]), *_days(row)) for row in rows]
    inside = [name for name, start, end in days if first <= start and end <= last]
    if not inside and any(said.strip() == said[a:b] for _, a, b in found("yearless", said)):
        inside = [
            name
            for name, start, end in days
            if first.replace(year=start.year) <= start and end <= last.replace(year=end.year)
        ]
    return tuple(inside) if len(inside) < len(rows) else ()


def _days(thing: Mapping[str, Any]) -> tuple[date, date]:
    return date.fromisoformat(thing["first_day"]), date.fromisoformat(thing["last_day"])
