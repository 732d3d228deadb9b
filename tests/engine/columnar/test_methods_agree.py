"""The whole company's methods come to the same by the copy as by the store."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy.orm import Session

from commands.bench.company import YEAR, company
from commands.bench.loading import load_store
from commands.bench.operations import Operation, operations
from engine.analysis.effect import EffectCell
from engine.queries.effects import cohort_months, effect_cells
from engine.queries.effects_at_once import cells_at_once
from engine.store.database import Database
from engine.store.tables import (
    Course,
    Employee,
    EmployeeSkill,
    Kpi,
    KpiResult,
    OrgUnit,
    Participation,
    Position,
    TrainingSession,
)
from engine.usecases.context import BudgetEngine
from engine.usecases.estimate_cost import Training
from engine.usecases.need_evidence import who_should_go
from engine.usecases.performance_gap import performance_gap
from engine.usecases.plan_from_goal import GoalAsked, plan_from_goal
from engine.usecases.simulate_allocation import simulate_allocation
from engine.usecases.skill_gap import gap_breakdown, skill_gap
from engine.usecases.training_effect import next_year_budgets, training_effect
from engine.usecases.training_history import training_history
from engine.usecases.training_value import course_correlation
from engine.values.errors import EngineError
from tests.columns import by_columns
from tests.conftest import engine_over

WHO = ("director", "hr", "finance", "sales-head", "worker")
METHODS: dict[str, Callable[[BudgetEngine, str], Any]] = {
    "skill gaps": lambda engine, who: engine.perform(skill_gap, who, "test"),
    "of a position": lambda engine, who: engine.perform(skill_gap, who, "test", None, "PO-LINE"),
    "by unit": lambda engine, who: engine.perform(gap_breakdown, who, "test", "unit"),
    "by team": lambda engine, who: engine.perform(gap_breakdown, who, "test", "team"),
    "by person": lambda engine, who: engine.perform(gap_breakdown, who, "test", "person"),
    "audience": lambda engine, who: engine.perform(
        who_should_go, who, "test", Training(skill="SK-STM")
    ),
    "KPI and skill": lambda engine, who: engine.perform(performance_gap, who, "test"),
    "goal": lambda engine, who: engine.perform(
        plan_from_goal, who, "test", GoalAsked(kpi="KP-CONV", change=0.05)
    ),
    "history": lambda engine, who: engine.perform(training_history, who, "test"),
    "correlation": lambda engine, who: engine.perform(
        course_correlation, who, "test", "TC-NEG", "KP-CONV"
    ),
    "effect": lambda engine, who: engine.perform(training_effect, who, "test", "TC-NEG", 2025),
    "next year": lambda engine, who: engine.perform(next_year_budgets, who, "test"),
    "best set": lambda engine, who: engine.perform(simulate_allocation, who, "test"),
}


@pytest.fixture(scope="module")
def both(
    sample_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[BudgetEngine, BudgetEngine]]:
    yield from _both(sample_file, tmp_path_factory.mktemp("agree"))


def _both(file: Path, folder: Path) -> Iterator[tuple[BudgetEngine, BudgetEngine]]:
    stores = [Database(f"sqlite:///{shutil.copy(file, folder / name)}") for name in ("a", "b")]
    store, copy = map(engine_over, stores)
    yield store, by_columns(copy, folder / "columns")
    for one in stores:
        one.dispose()


def told(engine: BudgetEngine, who: str, method: Callable[[BudgetEngine, str], Any]) -> Any:
    try:
        return plain(method(engine, who))
    except EngineError as error:
        return error.code


def plain(value: Any) -> Any:
    """Without the numbers of explanations."""
    if is_dataclass(value):
        return {
            one.name: plain(getattr(value, one.name))
            for one in fields(value)
            if one.name != "explanation_id"
        }
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        return {plain(key): plain(one) for key, one in value.items()}
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value


def near(value: Any) -> Any:
    """As far as sums of doubles in another order agree."""
    if isinstance(value, list):
        return [near(one) for one in value]
    if isinstance(value, dict):
        return {key: near(one) for key, one in value.items()}
    return pytest.approx(value, rel=1e-9, abs=1e-12) if isinstance(value, float) else value


@pytest.mark.parametrize("name", METHODS)
def test_they_agree_for_everybody(both: tuple[BudgetEngine, BudgetEngine], name: str) -> None:
    store, copy = both
    method = METHODS[name]
    right = {who: told(store, who, method) for who in WHO}
    assert {who: told(copy, who, method) for who in WHO} == near(right)
    # It tells somebody something.
    assert any(not isinstance(one, str) for one in right.values())


def place(cell: EffectCell) -> Any:
    return cell.cohort, cell.position, cell.unit, cell.trained


def effects_at_once(engine: BudgetEngine, days: tuple[date, date]) -> dict[Any, Any]:
    assert engine.columns is not None
    with engine.database.reading() as session:
        standing = engine.columns.standing(session)
    assert standing is not None
    with standing.snapshot.reading() as session:
        return {
            pair: [plain(one) for one in sorted(cells, key=place)]
            for pair, cells in cells_at_once(
                session, pairs(session), *days, engine.policy.effect
            ).items()
        }


def effects_one_by_one(engine: BudgetEngine, days: tuple[date, date]) -> dict[Any, Any]:
    with engine.database.reading() as session:
        found = {
            (course, kpi): effect_cells(
                session,
                course,
                session.get_one(Kpi, kpi),
                cohort_months(session, course, *days),
                engine.policy.effect,
            )
            for course, kpi in pairs(session)
        }
    return {
        pair: [plain(one) for one in sorted(cells, key=place)]
        for pair, cells in found.items()
        if cells
    }


def pairs(session: Session) -> list[tuple[int, int]]:
    return [(course.id, kpi.id) for course in session.query(Course) for kpi in session.query(Kpi)]


@pytest.fixture(scope="module")
def measured(
    empty_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[BudgetEngine, BudgetEngine]]:
    """A company that measures its people every month."""
    folder = tmp_path_factory.mktemp("measured")
    store = Database(f"sqlite:///{shutil.copy(empty_file, folder / 'made')}")
    load_store(store, company(1_000))
    store.dispose()
    for store_engine, copy in _both(folder / "made", folder):
        for one in (store_engine, copy):
            one.clock = lambda: datetime(YEAR, 11, 23, 9, tzinfo=UTC)
        yield store_engine, copy


def test_effects_of_all_courses_are_those_of_each(
    measured: tuple[BudgetEngine, BudgetEngine],
) -> None:
    days = date(YEAR - 1, 2, 10), date(YEAR - 1, 12, 31)
    right = effects_one_by_one(measured[0], days)
    assert len(right) > 10
    assert effects_at_once(measured[1], days) == near(right)


@pytest.mark.parametrize(
    "operation", [one for one in operations(1_000) if not one.interactive], ids=lambda one: one.name
)
def test_they_agree_where_people_are_measured(
    measured: tuple[BudgetEngine, BudgetEngine], operation: Operation
) -> None:
    store, copy = (plain(operation.run(engine, 1)) for engine in measured)
    assert copy == near(store)


@pytest.mark.parametrize("seed", range(3))
def test_they_agree_in_companies_made_at_random(
    sample_file: Path, tmp_path: Path, seed: int
) -> None:
    for store, copy in _both(sample_file, tmp_path):
        for engine in (store, copy):
            with engine.database.transaction() as session:
                shuffle(session, Random(seed))
        for name in ("skill gaps", "by unit", "KPI and skill", "best set"):
            right = told(store, "director", METHODS[name])
            assert told(copy, "director", METHODS[name]) == near(right), name


def shuffle(session: Any, random: Random) -> None:
    """People elsewhere, without positions, gone; other levels, results, trainings."""
    units, positions = ([row.id for row in session.query(one)] for one in (OrgUnit, Position))
    sessions = [row.id for row in session.query(TrainingSession)]
    for person in session.query(Employee).filter(Employee.emp_no != "E000001"):
        if random.random() < 0.3:
            person.org_unit_id = random.choice(units)
        if random.random() < 0.2:
            person.position_id = random.choice([None, *positions])
        if random.random() < 0.05:
            person.status = "left"
    for row in session.query(EmployeeSkill):
        row.level = Decimal(random.randint(0, 500)) / 100
    for row in session.query(KpiResult).filter(KpiResult.employee_id.is_not(None)):
        if random.random() < 0.5:
            row.actual = row.actual * random.randint(50, 150) / 100
    taken = {(row.session_id, row.employee_id) for row in session.query(Participation)}
    for row in session.query(Participation):
        other = random.choice(sessions)
        if random.random() < 0.2 and (other, row.employee_id) not in taken:
            taken.add((other, row.employee_id))
            row.session_id = other
        row.attended = random.random() < 0.9
