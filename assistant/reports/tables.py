"""Which table each report is: one use case of the engine each, with that use case's rights."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from assistant.asking.days import days_asked, years_asked
from assistant.base import Turn
from assistant.draft import code_of
from assistant.querying.calendar import calendar_asked
from assistant.querying.calendar_told import calendar_sheet
from assistant.querying.people import people_asked
from assistant.querying.people_told import people_sheet
from assistant.reports.table import Cell, Table
from assistant.sheets.saying import file_table
from assistant.units import unit_code
from engine.usecases.budget_status import budget_status
from engine.usecases.priorities import priorities
from engine.usecases.requests.listing import request_status
from engine.usecases.skill_gap import skill_gap
from engine.usecases.training_effect import next_year_budgets
from engine.usecases.training_history import training_history
from engine.values.errors import InvalidInput

Rows = list[list[Cell]]
MOST_REQUESTS = 100
# A kind of file, and not the skill of that name.
FILE_WORDS = ("excel", "pdf", "csv")


def _columns(turn: Turn, *names: str) -> list[str]:
    return [turn.say(f"column.{name}") for name in names]


def budget_table(turn: Turn) -> Table:
    asked = years_asked(turn)
    year = asked[-1] if asked else turn.message.fiscal.year_of(turn.today)
    status = turn.perform(budget_status, unit_code(turn), year)
    rows: Rows = [
        [
            turn.speech.name(line.unit),
            line.balance.allocated.amount,
            line.balance.reserved.amount,
            line.balance.committed.amount,
            line.balance.actual.amount,
            line.balance.available.amount,
        ]
        for line in status.lines
    ]
    title = turn.say("report.budget", unit=status.unit, year=year)
    columns = _columns(turn, "unit", "allocated", "reserved", "committed", "actual", "available")
    return Table(title, columns, rows, [turn.say("budget.source")])


def request_table(turn: Turn) -> Table:
    found = turn.perform(request_status, size=MOST_REQUESTS)
    rows: Rows = [
        [
            request.number,
            turn.speech.name(request.unit),
            turn.speech.name(line.topic),
            line.headcount,
            line.total.amount,
            line.total.currency,
            turn.say(f"state.{request.state}"),
            request.submitted_on,
        ]
        for request in found.requests
        for line in request.lines
    ]
    columns = _columns(
        turn, "number", "unit", "training", "headcount", "total", "currency", "state", "submitted"
    )
    return Table(turn.say("report.requests"), columns, rows)


def priority_table(turn: Turn) -> Table:
    found = turn.perform(priorities)
    parts = sorted({part for row in found.ranking for part in row.parts})
    rows: Rows = [
        [
            row.rank,
            turn.speech.name(row.course),
            round(row.score, 2),
            *(round(row.parts.get(part, Decimal(0)), 2) for part in parts),
            row.headcount,
        ]
        for row in found.ranking
    ]
    columns = [
        *_columns(turn, "rank", "training", "score"),
        *(turn.say(f"origin.{part}") for part in parts),
        *_columns(turn, "headcount"),
    ]
    return Table(turn.say("report.priorities", year=found.year), columns, rows)


def gap_table(turn: Turn) -> Table:
    facts = turn.message.facts
    skill = facts.skill if facts.skill and facts.skill["name"].lower() not in FILE_WORDS else {}
    found = turn.perform(
        skill_gap, unit_code(turn), (facts.position or {}).get("code"), (skill or {}).get("code")
    )
    rows: Rows = [
        [turn.speech.name(gap.group), gap.assessed, gap.short, round(gap.mean, 2)]
        for gap in found.report.skills
    ]
    columns = _columns(turn, "skill", "assessed", "short", "mean")
    title = turn.say("report.gaps", unit=found.unit)
    return Table(title, columns, rows, [turn.say("gap.source")])


def history_table(turn: Turn) -> Table:
    first, last = days_asked(turn)
    course = (turn.message.facts.course or {}).get("code") or code_of(turn.slots, "course")
    found = turn.perform(training_history, unit_code(turn), course, first, last)
    rows: Rows = [
        [
            turn.speech.name(cost.held.course),
            cost.held.sessions,
            cost.held.participations,
            cost.held.total.amount,
            cost.per_participant.amount,
        ]
        for cost in found.history.courses
    ]
    columns = _columns(turn, "training", "sessions", "participations", "total", "per_head")
    title = turn.say(
        "report.history",
        unit=found.unit,
        first=found.first.isoformat(),
        last=found.last.isoformat(),
    )
    return Table(title, columns, rows)


def effect_table(turn: Turn) -> Table:
    asked = years_asked(turn, looks_back=True)
    found = turn.perform(next_year_budgets, asked[-1] if asked else None)
    rows: Rows = [
        [
            turn.speech.name(effect.course),
            effect.spent.amount,
            ", ".join(turn.say(f"level.{outcome.level}") for outcome in effect.next_year.outcomes),
            turn.say(f"rule.{effect.next_year.rule}"),
            effect.next_year.amount.amount,
        ]
        for effect in found
    ]
    columns = _columns(turn, "training", "spent", "measured", "proposal", "next_year")
    return Table(turn.say("report.effects", year=found[0].year), columns, rows)


def people_table(turn: Turn) -> Table:
    asked = people_asked(turn)
    if asked is None:
        raise InvalidInput("query_asks_nothing")
    return file_table(turn.speech, people_sheet(turn, asked))


def calendar_table(turn: Turn) -> Table:
    return file_table(turn.speech, calendar_sheet(turn, calendar_asked(turn)))


TABLES: dict[str, Callable[[Turn], Table]] = {
    "budget": budget_table,
    "requests": request_table,
    "priorities": priority_table,
    "gaps": gap_table,
    "history": history_table,
    "effects": effect_table,
    "people": people_table,
    "calendar": calendar_table,
}
