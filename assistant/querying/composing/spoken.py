"""A message as terms, with the names in it that stand in no catalogue: places, instructors, vendors."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from assistant.querying.composing.term import Line, line_of
from engine.usecases.spoken import ValueNamed
from engine.values.fiscal import FiscalCalendar

Named = Callable[[str], Sequence[ValueNamed]]


def line_said(
    text: str,
    entities: Sequence[Mapping[str, Any]],
    fiscal: FiscalCalendar,
    today: date,
    named: Named,
) -> Line:
    """They are looked for where something is left that nobody knows."""
    line = line_of(text, entities, fiscal, today)
    if not line.unread:
        return line
    found = [one for value in named(text) for one in _standing(text, value)]
    return line_of(text, [*entities, *found], fiscal, today) if found else line


def _standing(text: str, named: ValueNamed) -> Iterator[dict[str, Any]]:
    for match in re.finditer(re.escape(named.name), text, re.IGNORECASE):
        yield {
            "entity": named.dimension,
            "kind": named.dimension,
            "start": match.start(),
            "end": match.end(),
            "code": named.value,
            "value": named.name,
        }
