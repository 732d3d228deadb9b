"""The sheets of answers: which rows and columns each of them shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from assistant.base import Turn
from assistant.listing import thing
from assistant.reading import read_mentions
from assistant.sheets.piece import SESSION
from assistant.sheets.sheet import Cell, Column, Sheet, Thing, column, sheet
from engine.analysis.training_history import CourseCost
from engine.queries.budget import BudgetLineBalance
from engine.queries.sessions import SessionHeld
from engine.usecases.budget_status import BudgetStatus
from engine.usecases.priorities import Priorities, PriorityRank
from engine.usecases.requests.view import RequestView
from engine.usecases.skill_gap import SkillGapReport
from engine.usecases.training_history import HistoryReport
from engine.values.money import Money
from engine.values.results import Named

BUDGET = ("allocated", "actual", "committed", "reserved", "available")
# The columns that measures which are asked for are in.
_ASKED = {
    "left": "available",
    "spent": "actual",
    "headcount": "headcount",
    "cost": "total",
    "cost_per_head": "per_head",
}
Said = Callable[[Any], str]


def main_of(turn: Turn, columns: Sequence[Column], otherwise: str) -> str:
    """The column that the question asked for."""
    placed = [one for one in turn.message.entities if one.get("start") is not None]
    for one in read_mentions(turn.message.text, placed, turn.message.today):
        asked = _ASKED.get(one.code or "", one.code) if one.kind == "measure" else None
        for found in columns:
            if asked in (found.key, found.means):
                return found.key
    return otherwise


def named_cell(turn: Turn, named: Named | str) -> Thing:
    if isinstance(named, str):
        return Thing(named)
    return Thing(turn.speech.name(named), named.code)


def budget_sheet(
    turn: Turn, status: BudgetStatus, lines: Iterable[BudgetLineBalance], said: Said
) -> Sheet:
    columns = [*map(column, ("unit", *BUDGET)), column("rate", of=("actual", "allocated"))]
    rows = [
        (
            thing(turn, "department", one.unit),
            said(one),
            (
                _line_name(turn, one),
                *(getattr(one.balance, part) for part in BUDGET),
                share_of(one.balance.actual, one.balance.allocated),
            ),
        )
        for one in lines
    ]
    title = turn.say("report.budget", unit=status.unit, year=status.fiscal_year)
    main = main_of(turn, columns, "available")
    return sheet(title, columns, rows, main, "budget", turn.say("budget.source"))


def share_of(part: Money, whole: Money) -> Decimal | None:
    return part.amount / whole.amount if whole.amount else None


def _line_name(turn: Turn, line: BudgetLineBalance) -> Thing:
    unit = turn.speech.name(line.unit)
    if line.purpose is None:
        return Thing(unit, line.unit.code)
    return Thing(f"{unit} · {turn.speech.name(line.purpose)}", line.unit.code)


def history_sheet(
    turn: Turn, report: HistoryReport, held: Iterable[CourseCost], said: Said
) -> Sheet:
    columns = [
        *map(column, ("training", "sessions", "participations", "total")),
        column("per_head", of=("total", "participations")),
    ]
    rows: list[tuple[dict[str, Any], str, tuple[Cell, ...]]] = [
        (
            thing(turn, "course", one.held.course),
            said(one),
            (
                named_cell(turn, one.held.course),
                Decimal(one.held.sessions),
                Decimal(one.held.participations),
                one.held.total,
                one.per_participant,
            ),
        )
        for one in held
    ]
    title = turn.say(
        "report.history",
        unit=report.unit,
        first=report.first.isoformat(),
        last=report.last.isoformat(),
    )
    main = main_of(turn, columns, "total")
    return sheet(title, columns, rows, main, "history", turn.say("history.source"))


def session_sheet(turn: Turn, title: str, held: Sequence[SessionHeld], said: Said) -> Sheet:
    """Single sessions with what is kept of them: each kind of cost that any has, who taught and
    where where that is known. One is called by its day, and its course where there are several."""
    several = len({one.course.code for one in held}) > 1
    kinds = sorted({kind for one in held for kind in one.parts})
    known = [
        key
        for key, part in (("taught_by", "instructor"), ("place", "location"))
        if any(getattr(one, part) for one in held)
    ]
    columns = [
        *map(column, ("held_on", "training", "participations", "total")),
        column("per_head", of=("total", "participations")),
        *map(column, (*kinds, *known)),
    ]
    rows: list[tuple[dict[str, Any], str, tuple[Cell, ...]]] = []
    for one in held:
        day = turn.speech.day(one.start)
        name = f"{day} {turn.speech.name(one.course)}" if several else day
        extra = {"taught_by": one.instructor, "place": one.location}
        cells: tuple[Cell, ...] = (
            one.start,
            named_cell(turn, one.course),
            Decimal(one.participants),
            one.total,
            one.per_participant,
            *(one.parts.get(kind) for kind in kinds),
            *(extra[key] for key in known),
        )
        day_held = one.start.isoformat()
        about = {"entity": SESSION, "value": name, "code": one.code}
        about |= {"first_day": day_held, "last_day": day_held}
        rows.append((about, said(one), cells))
    main = main_of(turn, columns, "total")
    made = sheet(title, columns, rows, main, "history", turn.say("history.source"))
    return replace(made, own_file=True)


def parts_sheet(
    turn: Turn,
    title: str,
    rows: Iterable[tuple[dict[str, Any], str, HistoryReport | None]],
    holds: str | None = None,
) -> Sheet:
    """What was held in each part of a time, or of each unit; the unit that `holds` all others."""
    first = "unit"
    cells: list[tuple[dict[str, Any], str, tuple[Cell, ...]]] = []
    for about, line, report in rows:
        first = "period" if about["entity"] == "period" else "unit"
        held = report.history if report is not None else None
        figures: tuple[Cell, ...] = (None, None, None, None)
        if held is not None:
            counts = (Decimal(held.sessions), Decimal(held.participations))
            figures = (*counts, held.total, held.per_participant)
        cells.append((about, line, (Thing(about["value"], about.get("code")), *figures)))
    columns = [
        *map(column, (first, "sessions", "participations", "total")),
        column("per_head", of=("total", "participations")),
    ]
    main = main_of(turn, columns, "total")
    made = sheet(title, columns, cells, main, "history", turn.say("history.source"), holds)
    return replace(made, own_file=True)


def request_sheet(turn: Turn, requests: Iterable[RequestView], said: Said) -> Sheet:
    keys = ("number", "unit", "training", "headcount", "total", "state", "submitted")
    rows: list[tuple[dict[str, Any], str, tuple[Cell, ...]]] = [
        (
            {"entity": "request_id", "value": one.number},
            said(one),
            (
                Thing(one.number),
                named_cell(turn, one.unit),
                named_cell(turn, one.lines[0].topic),
                Decimal(sum(line.headcount for line in one.lines)),
                one.total,
                str(one.state),
                one.submitted_on,
            ),
        )
        for one in requests
    ]
    columns = [column(one) for one in keys]
    return sheet(turn.say("report.requests"), columns, rows, "total", "requests")


def priority_sheet(
    turn: Turn, ranking: Priorities, found: Sequence[PriorityRank], said: Said
) -> Sheet:
    origins = sorted({origin for row in found for origin in row.parts})
    columns = [
        *map(column, ("training", "score")),
        *(column(f"origin.{one}", f"origin.{one}") for one in origins),
        column("headcount"),
    ]
    rows: list[tuple[dict[str, Any], str, tuple[Cell, ...]]] = [
        (
            thing(turn, "course", one.course),
            said(one),
            (
                named_cell(turn, one.course),
                one.score,
                *(one.parts.get(origin, Decimal(0)) for origin in origins),
                Decimal(one.headcount),
            ),
        )
        for one in found
    ]
    title = turn.say("report.priorities", year=ranking.year)
    main = main_of(turn, columns, "score")
    return sheet(title, columns, rows, main, "priorities", turn.say("priority.source"))


def gap_sheet(turn: Turn, report: SkillGapReport, said: Iterable[tuple[Named, str]]) -> Sheet:
    """The skills and certificates that are short."""
    figures: dict[str, tuple[Cell, ...]] = {
        one.group.code: (Decimal(one.short), Decimal(one.assessed), Decimal(str(one.mean)))
        for one in report.report.skills
    }
    for held in report.report.certificates:
        counts = (Decimal(held.missing), Decimal(held.required), None)
        figures[held.certificate.code] = counts
    rows = [
        (thing(turn, "skill", one), line, (named_cell(turn, one), *figures[one.code]))
        for one, line in said
    ]
    columns = [column(one) for one in ("skill", "short", "assessed", "mean")]
    title = turn.say("report.gaps", unit=report.unit)
    return sheet(title, columns, rows, "short", "gaps", turn.say("gap.source"))
