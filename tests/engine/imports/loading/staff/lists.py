"""A list of people, and how it is changed and loaded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select, update

from engine.imports.sheet_report import SheetReport
from engine.queries.import_totals import costs_by_unit
from engine.store.database import Database
from engine.store.tables import CostLine, Course, Employee, OrgUnit, Participation, TrainingSession
from tests.engine.imports import tables
from tests.engine.imports.tables import sheet

HEAD = "工号,姓名,部门,岗位,入职日期,在职状态\n"
ROWS = {
    "1": "甲一,生产部,班长,2020-03-01,在职",
    "2": "乙二,生产部,操作工,2021-03-01,在职",
    "3": "丙三,生产部,操作工,2019-05-06,在职",
    "4": "丁四,销售部,销售,2018-05-06,在职",
    "5": "戊五,销售部,销售,2022-02-28,在职",
    "6": "己六,人事部,HR,2022-02-28,在职",
}
SPENT = (
    ("1", date(2026, 3, 10), 100),
    ("2", date(2026, 3, 10), 200),
    ("3", date(2026, 6, 10), 400),
    ("4", date(2026, 6, 10), 800),
)


def people(**changes: str) -> str:
    """The list, with the rows of some replaced (_1=...) or left out (_1='')."""
    rows = {**ROWS, **{number.strip("_"): row for number, row in changes.items()}}
    return HEAD + "".join(f"{number},{row}\n" for number, row in rows.items() if row)


def load(
    database: Database,
    text: str,
    said: Mapping[str, str] | None = None,
    now: datetime = tables.NOW,
    dry_run: bool = False,
) -> SheetReport:
    """Load a list; answers by the keys of their questions."""
    (report,) = tables.load(database, sheet("people", text), answers=said, now=now, dry_run=dry_run)
    return report


def spend(database: Database, *spent: tuple[str, date, int]) -> None:
    with database.transaction() as session:
        course = session.scalars(select(Course)).first()
        if course is None:
            course = Course(code="C", name="焊接", delivery="external")
            session.add(course)
            session.flush()
        for number, day, amount in spent:
            who = session.scalars(select(Employee.id).where(Employee.emp_no == number)).one()
            code = f"{number}-{day}-{amount}"
            held = TrainingSession(
                code=code, course_id=course.id, start_date=day, end_date=day, status="held"
            )
            session.add(held)
            session.flush()
            session.add(Participation(session_id=held.id, employee_id=who, attended=True))
            session.add(
                CostLine(
                    session_id=held.id,
                    employee_id=who,
                    reference=code,
                    category="material",
                    behaviour="per_learner",
                    amount=Decimal(amount),
                    currency="CNY",
                )
            )


def by_unit(database: Database) -> dict[str, int]:
    with database.reading() as session:
        return {one.name: int(one.totals[0].amount) for one in costs_by_unit(session) if one.totals}


def questions(report: SheetReport) -> list[tuple[str, dict[str, Any]]]:
    return [(one.key, dict(one.args)) for one in report.questions]


def employee(database: Database, number: str) -> Employee:
    with database.reading() as session:
        return session.scalars(select(Employee).where(Employee.emp_no == number)).one()


def lead(database: Database, unit: str, number: str) -> None:
    with database.transaction() as session:
        head = session.scalars(select(Employee.id).where(Employee.emp_no == number)).one()
        session.execute(update(OrgUnit).where(OrgUnit.name == unit).values(head_employee_id=head))


def units(database: Database) -> dict[str, bool]:
    """The units, and whether they have a head."""
    with database.reading() as session:
        rows = session.execute(select(OrgUnit.name, OrgUnit.head_employee_id.is_not(None)))
        return {name: bool(headed) for name, headed in rows}
