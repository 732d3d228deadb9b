"""Sheets as answers show them, and operations in one line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from assistant.sheets.operation import COUNT, LIST, Operation
from assistant.sheets.sheet import Cell, Sheet, Thing, column, sheet
from assistant.sheets.steps import At, Compare, Extreme, First, InState, Named, Sorted, Step
from engine.values.money import Money

SIGNS = {"over": ">", "at_least": ">=", "under": "<", "at_most": "<="}
UNITS = {
    "zh": [("RET", "零售部"), ("W1", "一车间"), ("SAL", "销售部"), ("RD", "研发部")],
    "en": [("RET", "Retail"), ("W1", "Workshop 1"), ("SAL", "Sales"), ("RD", "R&D")],
}
COURSES = {
    "zh": [("TC-RET", "零售常规培训"), ("TC-LEAN", "精益生产培训"), ("TC-NEG", "谈判培训")],
    "en": [("TC-RET", "Retail basics"), ("TC-LEAN", "Lean production"), ("TC-NEG", "Negotiation")],
}


def money(amount: int) -> Money:
    return Money(Decimal(amount), "CNY")


def thing(entity: str, code: str, name: str) -> dict[str, str]:
    return {"entity": entity, "kind": entity, "code": code, "value": name}


def budget(language: str) -> Sheet:
    keys = ("unit", "allocated", "actual", "committed", "reserved", "available")
    parts = [(1100, 220, 110, 770), (700, 140, 70, 490), (600, 120, 60, 420), (400, 80, 40, 280)]
    rows: list[tuple[dict[str, str], str, tuple[Cell, ...]]] = []
    for (code, name), (allocated, actual, committed, available) in zip(
        UNITS[language], parts, strict=True
    ):
        figures = [money(1000 * one) for one in (allocated, actual, committed, 0, available)]
        rows.append((thing("department", code, name), name, (Thing(name, code), *figures)))
    return sheet("budget", map(column, keys), rows, "available", "budget")


def history(language: str) -> Sheet:
    of = column("per_head", of=("total", "participations"))
    columns = [*map(column, ("training", "sessions", "participations", "total")), of]
    parts = [(12, 400, 800_000), (6, 150, 300_000), (4, 60, 72_000)]
    rows = []
    for (code, name), (sessions, people, total) in zip(COURSES[language], parts, strict=True):
        cells: tuple[Cell, ...] = (
            Thing(name, code),
            Decimal(sessions),
            Decimal(people),
            money(total),
            money(total).per(people),
        )
        rows.append((thing("course", code, name), name, cells))
    return sheet("history", columns, rows, "total", "history")


def requests(language: str, many: int = 3) -> Sheet:
    keys = ("number", "unit", "training", "headcount", "total", "state", "submitted")
    states = ("submitted", "approved", "evaluated")
    rows = []
    for at in range(many):
        unit, course = UNITS[language][2 - at % 3], COURSES[language][2 - at % 3]
        number = f"TR-2026-{at + 1:04}"
        cells: tuple[Cell, ...] = (
            Thing(number),
            Thing(unit[1], unit[0]),
            Thing(course[1], course[0]),
            Decimal(10 * (at + 1)),
            money(30_000 + 12_000 * at),
            states[at % 3],
            date(2026, 10, 20 - at),
        )
        rows.append(({"entity": "request_id", "value": number}, number, cells))
    return sheet("requests", map(column, keys), rows, "total", "requests")


def priorities(language: str) -> Sheet:
    rows = []
    for at, (code, name) in enumerate(COURSES[language]):
        cells = (Thing(name, code), Decimal(60 - at) / 100, Decimal(200 - 60 * at))
        rows.append((thing("course", code, name), name, cells))
    keys = ("training", "score", "headcount")
    return sheet("priorities", map(column, keys), rows, "score", "priorities")


def estimate(language: str) -> Sheet:
    code, name = COURSES[language][2]
    columns = [*map(column, ("training", "headcount", "sessions", "total"))]
    columns.append(column("per_head", of=("total", "headcount")))
    cells = (Thing(name, code), Decimal(20), Decimal(2), money(48_000), money(2_400))
    return sheet("estimate", columns, [(thing("course", code, name), name, cells)], "total")


SHEETS = {"B": budget, "H": history, "R": requests, "P": priorities, "E": estimate}


def in_short(operation: Operation | None, main: str) -> str:
    """As the tables have it: the rows that are meant ; the figure and its column."""
    if operation is None:
        return ""
    steps = ", ".join(_step(one, main) for one in operation.steps)
    figure = operation.figure
    said = [figure.what]
    if figure.what not in (COUNT, LIST) and figure.column not in (None, main):
        said.append(str(figure.column))
    if figure.what == "tell" and figure.column == main:
        said.append(main)
    if figure.what == "per":
        said = [figure.what, str(figure.column), str(figure.by)]
    if figure.many != 1:
        said.append(str(figure.many))
    lacks = f"lacks {operation.lacking}" if operation.lacking else ""
    return f"{steps or lacks} ; {' '.join(said)}".strip()


def _step(step: Step, main: str) -> str:
    if isinstance(step, Compare):
        sign = SIGNS[step.sign] if step.keep else f"not {SIGNS[step.sign]}"
        return f"{sign}{step.value}" + ("" if step.column == main else f" {step.column}")
    if isinstance(step, Named):
        return " ".join(["only" if step.keep else "not", *step.names])
    if isinstance(step, InState):
        from assistant.sheets.states import STATES

        name = next(name for name, states in STATES.items() if states == step.states)
        return ("" if step.keep else "not ") + f"state {name}"
    if isinstance(step, First):
        return f"first {step.many}" if step.many > 0 else f"last {-step.many}"
    if isinstance(step, At):
        return "at " + " ".join(map(str, step.places))
    if isinstance(step, Sorted):
        return f"order {step.column} {'down' if step.down else 'up'}"
    assert isinstance(step, Extreme)
    return f"{'most' if step.down else 'least'} {step.many}"


def meant(said: str, main: str) -> str:
    """A line of a table with the main column left out where it is named."""
    if not said:
        return ""
    rows, figure = (part.strip() for part in said.split(";"))
    parts = figure.split()
    if parts[0] != "tell" and parts[0] != "per" and len(parts) > 1 and parts[1] == main:
        del parts[1]
    rows = " ".join(one for one in rows.split() if one != main or "order" in rows)
    return f"{rows} ; {' '.join(parts)}".strip()
