"""The parts of the figure that is wanted, in words."""

from __future__ import annotations

from decimal import Decimal

from assistant.base import Turn
from assistant.querying.table import Table, Told
from assistant.querying.wanted_reading import BOOKS, LEDGER, NEEDS, REQUESTS, SHARE
from assistant.sheets.saying import cell_said
from assistant.sheets.sheet import Cell, Column
from engine.values.money import Money

_KINDS = {LEDGER: "entries", REQUESTS: "stage"}
_SOURCES = {BOOKS: "budget.source", LEDGER: "budget.source"}


def title_of(turn: Turn, table: Table) -> str:
    """Whose figure it is, of which time, and by what."""
    wanted = table.wanted
    of_rows = wanted.by == "unit" and len(wanted.units) > 1
    names = [] if of_rows else [turn.speech.name(one) for one in table.units]
    if wanted.own:
        names = [turn.say("wanted.own")]
    facts = turn.message.facts
    course = next((one for one in (facts.course, facts.skill) if one), None)
    if wanted.courses and course is not None and wanted.by != "course":
        names.append(turn.speech.name(course))
    if wanted.position and wanted.by != "position" and facts.position:
        names.append(turn.speech.name(facts.position))
    if wanted.only and wanted.domain in _KINDS:
        names.append(turn.say(f"{_KINDS[wanted.domain]}.{wanted.only}"))
    names.append(time_said(turn, table))
    of = f"figure_of.{wanted.domain}.{wanted.measure}"
    label = turn.say(of) if turn.speech.knows(of) else turn.say(table.columns[0].label)
    return turn.say("wanted.title", what=names, measure=label, cut=cut_said(turn, wanted.by))


def time_said(turn: Turn, table: Table) -> str:
    wanted = table.wanted
    if wanted.of_years:
        if wanted.by == "year":
            return turn.say("wanted.ever")
        years = wanted.years or (turn.message.fiscal.year_of(turn.today),)
        return turn.speech.people([turn.speech.year(one) for one in years])
    return turn.speech.period(wanted.days) if wanted.days else turn.say("wanted.ever")


def cut_said(turn: Turn, by: str | None) -> str:
    return turn.say("wanted.cut", cut=turn.say(f"cut.{by}")) if by is not None else ""


def figure_said(turn: Turn, column: Column, value: object) -> str:
    return cell_said(turn.speech, column.kind, value)  # type: ignore[arg-type]


def row_line(turn: Turn, table: Table, row: Told) -> str:
    """Its figure, what part of all that is, and what stands beside it."""
    first, *others = table.columns
    figures = [figure_said(turn, first, row.cells[0]) + _share_of(table, row, turn)]
    figures += [
        turn.say("wanted.figure", label=turn.say(one.label), value=figure_said(turn, one, cell))
        for one, cell in zip(others, row.cells[1:], strict=True)
        if cell is not None
    ]
    return turn.say("wanted.row", name=row.name, figures=figures)


def _share_of(table: Table, row: Told, turn: Turn) -> str:
    """What part of all rows it is, where shares are asked for."""
    if table.wanted.form != SHARE:
        return ""
    total, part = total_of(table), row.cells[0]
    above, below = (one.amount if isinstance(one, Money) else one for one in (part, total))
    if not isinstance(above, Decimal) or not isinstance(below, Decimal) or not below:
        return ""
    return turn.say("wanted.row_share", share=above / below)


def source_said(turn: Turn, table: Table) -> str:
    if table.wanted.domain == NEEDS:
        return turn.say("wanted.as_written")
    if table.wanted.domain == REQUESTS:
        return ""
    return turn.say(_SOURCES.get(table.wanted.domain, "history.source"))


def total_of(table: Table) -> Money | Decimal | None:
    """All rows together; None where they do not add up."""
    cells: list[Cell] = [row.cells[0] for row in table.rows if row.cells[0] is not None]
    if not table.columns[0].adds or not cells:
        return None
    if all(isinstance(one, Decimal) for one in cells):
        return sum((one for one in cells if isinstance(one, Decimal)), Decimal(0))
    sums = [one for one in cells if isinstance(one, Money)]
    if len({one.currency for one in sums}) != 1 or len(sums) != len(cells):
        return None
    return sum(sums[1:], sums[0])
