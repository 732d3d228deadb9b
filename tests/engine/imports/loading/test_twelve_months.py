"""A list of people every month: whatever happened, the store says what the last list says."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from engine.imports.sheet_report import SheetReport
from engine.store.database import Database
from engine.store.membership import belonged
from engine.store.tables import Employee, OrgUnit
from tests.engine.imports.tables import fates, load, sheet

REGIONS = ("华东大区", "华北大区", "总部")
TEAMS = ("销售部", "市场部", "财务部")
JOBS = ("经理", "专员", "助理")
FAMILY, GIVEN = "赵钱孙李周吴郑王", "伟芳娜敏静丽强磊军洋"


@dataclass
class Company:
    """What is true; `lists` writes it down as HR would."""

    dice: random.Random
    people: dict[str, list[str]] = field(default_factory=dict)  # number: name, unit, job, status
    places: dict[str, list[tuple[date, str]]] = field(default_factory=dict)
    units: list[str] = field(default_factory=list)
    last: int = 0

    def hire(self, day: date) -> None:
        self.last += 1
        number = f"{self.last:05d}"
        name = self.dice.choice(FAMILY) + "".join(self.dice.choices(GIVEN, k=2))
        unit = self.dice.choice(self.units)
        self.people[number] = [name, unit, self.dice.choice(JOBS), "在职"]
        self.places[number] = [(date.min, unit)]

    def change(self, day: date) -> dict[str, str]:
        """A month of it; the answers that HR will give. Who moves while his unit is renamed
        cannot be told from the rest, so that is another month."""
        if self.dice.random() < 0.4:
            return self.rename()
        for _ in range(self.dice.randint(0, 3)):
            self.hire(day)
        for number in self.dice.sample(sorted(self.people), k=5):
            one = self.people[number]
            happened = self.dice.choice(("move", "job", "leave", "absent", "back"))
            if happened == "move":
                one[1] = self.dice.choice(self.units)
                self.places[number].append((day, one[1]))
            elif happened == "job":
                one[2] = self.dice.choice(JOBS)
            else:
                one[3] = {"leave": "离职", "absent": "产假", "back": "在职"}[happened]
        return {}

    def rename(self) -> dict[str, str]:
        old = self.dice.choice(self.units)
        new = f"{old}{self.dice.randint(1, 99)}"
        self.units = [new if one == old else one for one in self.units]
        for number, one in self.people.items():
            one[1] = new if one[1] == old else one[1]
            self.places[number] = [
                (since, new if unit == old else unit) for since, unit in self.places[number]
            ]
        return {f"unit_renamed:{new}": "renamed"}

    def listed(self) -> str:
        rows = [",".join((number, *one)) for number, one in self.people.items()]
        self.dice.shuffle(rows)
        return "工号,姓名,部门,岗位,状态\n" + "\n".join(rows) + "\n"


def found(database: Database) -> dict[str, list[str]]:
    states = {"active": "在职", "left": "离职", "leave": "产假"}
    with database.reading() as session:
        units = {one.id: one for one in session.scalars(select(OrgUnit))}
        jobs = session.execute(
            select(Employee.emp_no, Employee.name, Employee.org_unit_id, Employee.status)
        )
        return {
            number: [name, path(units, unit), states[status]] for number, name, unit, status in jobs
        }


def path(units: dict[int, OrgUnit], unit: int) -> str:
    names = []
    one = units[unit]
    while one.parent_id is not None:
        names.append(one.name)
        one = units[one.parent_id]
    return "/".join(reversed(names))


def next_list(
    database: Database, company: Company, now: datetime, answers: dict[str, str]
) -> SheetReport:
    (report,) = load(database, sheet("people", company.listed()), answers=answers, now=now)
    return report


@pytest.mark.parametrize("seed", range(6))
def test_the_store_says_what_the_last_list_says(empty_store: Database, seed: int) -> None:
    company = Company(random.Random(seed))
    company.units = [f"{region}/{team}" for region in REGIONS for team in TEAMS]
    now = datetime(2026, 1, 5, 4, 0, tzinfo=UTC)
    for _ in range(45):
        company.hire(now.date())
    for month in range(12):
        answers = company.change(now.date()) if month else {}
        report = next_list(empty_store, company, now, answers)
        assert (report.questions, report.refusals, report.cells_left_out) == ([], [], [])
        right = {number: [one[0], one[1], one[3]] for number, one in company.people.items()}
        assert found(empty_store) == right, month
        again = next_list(empty_store, company, now + timedelta(days=1), {})
        assert (fates(again), again.changes) == ({"SAME": len(company.people)}, [])
        now += timedelta(days=30)
    with empty_store.reading() as session:
        units = {one.id: one for one in session.scalars(select(OrgUnit))}
        for one in session.scalars(select(Employee)):
            for since, unit in company.places[one.emp_no]:
                day = max(since, date(2026, 1, 1))
                assert path(units, belonged(session, one, day)[0]) == unit
