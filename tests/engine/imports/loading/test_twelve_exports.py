"""A year of a company that gives its people and its trainings every month: each month's files twice.
Whatever the files do not say stays as it is, and in the end the store says what they said."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

import pytest
from sqlalchemy import select

from engine.imports.sheet_report import SheetReport
from engine.sample.files import files, written
from engine.sample.generate import generate
from engine.sample.written import Company, participations, people
from engine.store.database import Database
from engine.store.membership import belonged
from engine.store.tables import (
    Base,
    CostLine,
    Course,
    Employee,
    OrgUnit,
    Participation,
    Position,
    TrainingSession,
)
from tests.engine.imports.tables import fates, load, sheet

YEAR = 2026
ACTIVE, LEFT = "在职", "离职"
PEOPLE = "工号,姓名,部门编码,岗位,入职日期,在职状态\n"
TRAININGS = "班次,课程名称,培训日期,结束日期,工号,培训结果,学时,人均费用\n"
DONE = {"completed": "完成", "passed": "合格", "failed": "不合格"}


@dataclass
class Person:
    name: str
    unit: str
    position: str
    hired: str
    status: str = ACTIVE
    places: list[tuple[date, str]] = field(default_factory=list)


class Taken(NamedTuple):
    course: str
    first: date
    last: date
    outcome: str
    hours: Decimal
    price: Decimal  # a head


@dataclass
class Months:
    """What is true of the sample company month by month; its exports say all of it."""

    dice: random.Random
    company: Company
    people: dict[str, Person] = field(default_factory=dict)
    taken: dict[tuple[str, str], Taken] = field(default_factory=dict)  # by session and number

    @property
    def units(self) -> list[str]:
        return [one["code"] for one in self.company.of(OrgUnit)]

    @property
    def courses(self) -> list[str]:
        return [one["name"] for one in self.company.of(Course)]

    def begin(self) -> None:
        """As the sample is: its people, and what they took part in."""
        for one in people(self.company):
            self.people[one["emp_no"]] = Person(
                one["name"], one["unit_code"], one["position"], str(one["hire_date"])
            )
        for person in self.people.values():
            person.places = [(date.min, person.unit)]
        for one in participations(self.company):
            days = (one["start_date"], one["end_date"])
            self.taken[one["session"], one["emp_no"]] = Taken(
                one["course"], *days, "completed", Decimal(16), Decimal(300)
            )

    def go_on(self, day: date) -> None:
        """A month: some come, some go, some move, there are new trainings, a cost is corrected."""
        here = [number for number, one in self.people.items() if one.status == ACTIVE]
        moves, leaves = self.dice.sample(here, 3), self.dice.sample(here, 2)
        for number in moves:
            one = self.people[number]
            one.unit = self.dice.choice(self.units)
            one.places.append((day, one.unit))
        for number in leaves:
            self.people[number].status = LEFT
        for _ in range(self.dice.randint(1, 3)):
            unit = self.dice.choice(self.units)
            name = f"新{self.dice.choice('王李张刘陈')}{len(self.people)}"
            self.people[f"E9{len(self.people):05d}"] = Person(
                name, unit, "一线工人", day.isoformat(), places=[(date.min, unit)]
            )
        for ago in (1, 2):
            self._train(f"N{day:%m}{ago}", day - timedelta(days=ago), here)
        session, _ = self.dice.choice(sorted(self.taken))
        price = Decimal(f"{self.dice.randint(200, 900)}.50")
        for key, said in self.taken.items():
            if key[0] == session:
                self.taken[key] = said._replace(price=price)

    def _train(self, code: str, day: date, here: list[str]) -> None:
        course, price = self.dice.choice(self.courses), Decimal(self.dice.randint(100, 900))
        for number in self.dice.sample(here, 8):
            outcome = self.dice.choice(list(DONE))
            self.taken[code, number] = Taken(course, day, day, outcome, Decimal(8), price)

    def exported(self) -> tuple[str, str]:
        """Both files, their rows in whatever order the system has them."""
        listed = [
            f"{number},{one.name},{one.unit},{one.position},{one.hired},{one.status}\n"
            for number, one in self.people.items()
        ]
        held = [
            f"{session},{one.course},{one.first},{one.last},{number},"
            f"{DONE[one.outcome]},{one.hours},{one.price}\n"
            for (session, number), one in self.taken.items()
        ]
        self.dice.shuffle(listed)
        self.dice.shuffle(held)
        return PEOPLE + "".join(listed), TRAININGS + "".join(held)


def loaded(database: Database, exported: tuple[str, str], now: datetime) -> list[SheetReport]:
    reports = load(
        database,
        sheet("people", exported[0]),
        sheet("trainings", exported[1]),
        answers={"currency": "CNY"},
        now=now,
    )
    for one in reports:
        assert (one.questions, one.refusals, one.cells_left_out) == ([], [], [])
    return reports


def everything(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables."""
    with database.reading() as session:
        return {
            table.name: [
                tuple(row)
                for row in session.execute(select(table).order_by(*table.primary_key.columns))
            ]
            for table in Base.metadata.sorted_tables
        }


def people_stored(database: Database) -> dict[str, tuple[str, str, str, str, str]]:
    words = {"active": ACTIVE, "left": LEFT}
    with database.reading() as session:
        rows = session.execute(
            select(Employee, OrgUnit.code, Position.name)
            .join(OrgUnit, OrgUnit.id == Employee.org_unit_id)
            .join(Position, Position.id == Employee.position_id)
        )
        return {
            one.emp_no: (one.name, unit, position, str(one.hire_date), words[one.status])
            for one, unit, position in rows
        }


def trainings_stored(database: Database) -> dict[tuple[str, str], Taken]:
    """By session and number, with what it cost a head."""
    with database.reading() as session:
        heads = Counter(session.scalars(select(Participation.session_id)))
        costs: dict[tuple[int, int | None], Decimal] = {}
        for line in session.scalars(select(CostLine)):
            a_head = line.amount / (1 if line.employee_id else heads[line.session_id])
            costs[line.session_id, line.employee_id] = a_head
        rows = session.execute(
            select(Participation, TrainingSession, Course.name, Employee.emp_no)
            .join(TrainingSession, TrainingSession.id == Participation.session_id)
            .join(Course, Course.id == TrainingSession.course_id)
            .join(Employee, Employee.id == Participation.employee_id)
        )
        return {
            (held.code, number): Taken(
                course,
                held.start_date,
                held.end_date,
                one.outcome or "",
                one.hours or Decimal(0),
                costs.get((held.id, one.employee_id)) or costs[held.id, None],
            )
            for one, held, course, number in rows
        }


@pytest.mark.parametrize("seed", range(2))
def test_twelve_exports_each_given_twice(either_store: Database, seed: int) -> None:
    company = Company(generate(YEAR, 100))
    months = Months(random.Random(seed), company)
    months.begin()
    for one in files():
        if one.name in ("courses", "positions", "organisation"):
            text = written(company, one)
            load(either_store, sheet(one.kind.name, text))
    now = datetime(YEAR, 1, 20, 4, 0, tzinfo=UTC)
    for month in range(12):
        if month:
            months.go_on(now.date())
        exported = months.exported()
        loaded(either_store, exported, now)
        before = everything(either_store)
        again = loaded(either_store, exported, now + timedelta(days=1))
        assert [set(fates(one)) for one in again] == [{"SAME"}, {"SAME"}]
        assert [one.changes for one in again] == [[], []]
        assert everything(either_store) == before, month
        now += timedelta(days=30)
    assert people_stored(either_store) == {
        number: (one.name, one.unit, one.position, one.hired, one.status)
        for number, one in months.people.items()
    }
    assert trainings_stored(either_store) == months.taken
    with either_store.reading() as session:
        codes = {one.id: one.code for one in session.scalars(select(OrgUnit))}
        for person in session.scalars(select(Employee)):
            for since, unit in months.people[person.emp_no].places:
                day = max(since, date(YEAR, 1, 1))
                assert codes[belonged(session, person, day)[0]] == unit
