"""Real things of a store by the names that the API calls them, so that calls come further than
to "there is no such thing"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from engine.store.database import Database
from engine.store.tables import (
    Course,
    Employee,
    Kpi,
    OrgUnit,
    Position,
    Request,
    Skill,
)

MOST = 12
Known = Mapping[str, Sequence[Any]]
COLUMNS: Mapping[str, InstrumentedAttribute[Any]] = {
    "unit": OrgUnit.code,
    "source": OrgUnit.code,
    "target": OrgUnit.code,
    "course": Course.code,
    "skill": Skill.code,
    "kpi": Kpi.code,
    "driver": Kpi.code,
    "position": Position.code,
    "person": Employee.emp_no,
    "emp_no": Employee.emp_no,
    "delegate": Employee.emp_no,
    "number": Request.number,
}
WRITTEN: Known = {
    "currency": ["CNY", "USD", "JPY"],
    "quote": ["CNY", "USD"],
    "amount": ["1", "1000.50", "120000"],
    "headcount": [1, 20, 200],
    "kind": ["employees", "courses", "trainings", "budgets", "kpi_results"],
    "name": ["unit", "course", "level", "person"],
    "of": ["people", "participations", "skills", "costs"],
}


def known_of(database: Database, year: int) -> Known:
    found: dict[str, Sequence[Any]] = dict(WRITTEN)
    with database.reading() as session:
        for name, column in COLUMNS.items():
            found[name] = list(session.scalars(select(column).limit(MOST)))
    years = [year - 1, year, year + 1]
    found |= dict.fromkeys(("year", "fiscal_year", "before", "after_year"), years)
    days = [f"{year}-03-01", f"{year}-11-30", f"{year + 1}-04-01"]
    found |= dict.fromkeys(("first_day", "last_day", "planned", "booked_on", "valid_from"), days)
    return found


def filled_in(found: Any, known: Known, chance: Random, name: str = "") -> Any:
    """What was made up, with half of what has a known name replaced by what there is."""
    if isinstance(found, dict):
        return {key: filled_in(one, known, chance, key) for key, one in found.items()}
    if isinstance(found, list):
        return [filled_in(one, known, chance, name) for one in found]
    if known.get(name) and found is not None and chance.random() < 0.6:
        return chance.choice(known[name])
    return found
