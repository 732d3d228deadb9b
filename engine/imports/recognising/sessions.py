"""Who took part, on a sheet of its own beside that of the sessions: the number of the session tells
each row's course and days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.imports.recognising.joins import are_keys, joined
from engine.imports.recognising.scoring import Candidate
from engine.imports.shape.table import Table
from engine.imports.sheet_mapping import Join, SheetMapping, place

TRAININGS, SESSION, COURSE = "trainings", "session", "course"
# What a session tells of those who were there.
TOLD = ("course", "start_date", "end_date")


@dataclass(frozen=True, slots=True)
class Sessions:
    """A table of sessions: its column of their numbers, and those of what they tell."""

    table: Table
    number: str
    takes: tuple[str, ...]


def sessions_in(table: Table, chosen: Candidate | None) -> list[Sessions]:
    """The table, if it is of sessions whose numbers tell them apart."""
    if chosen is None or chosen.kind.name != TRAININGS or COURSE not in chosen.columns:
        return []
    number = chosen.columns.get(SESSION)
    column = table.column(number) if number else None
    if number is None or column is None or len(set(column)) < len(column) or "" in column.texts:
        return []
    takes = tuple(chosen.columns[name] for name in TOLD if name in chosen.columns)
    return [Sessions(table, number, takes)]


def told_by_sessions(table: Table, known: Sequence[Sessions]) -> tuple[Table, tuple[Join, ...]]:
    """The table with what the sessions tell that a column of it names."""
    for sessions in known:
        if sessions.table is table or set(sessions.takes) & set(table.headings):
            continue
        for column in table.columns:
            if are_keys(column, sessions.table.column(sessions.number)):
                joins = tuple(
                    Join(
                        column=column.heading,
                        sheet=place(sessions.table.file, sessions.table.sheet),
                        key=sessions.number,
                        takes=heading,
                        adds=True,
                    )
                    for heading in sessions.takes
                )
                return _extended(table, joins, sessions.table), joins
    return table, ()


def _extended(table: Table, joins: tuple[Join, ...], other: Table) -> Table:
    mapping = SheetMapping(
        file=table.file, sheet=table.sheet, fingerprint="", kind=None, joins=joins
    )
    return joined(table, mapping, [other])
