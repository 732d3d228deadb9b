"""What the application needs to know of the store itself, before anybody speaks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select

from engine.queries.company import company_of
from engine.queries.people import find_employee, is_here
from engine.sample import load_sample
from engine.store.database import Database
from engine.store.tables import Employee, OrgUnit, StoreInfo

SAMPLE = "sample"
# When a day that is tried begins: a working hour, with hours to go before midnight.
OPENING = timedelta(hours=9)


def store_kind(database: Database) -> str | None:
    """sample, company, or None for an empty store."""
    with database.reading() as session:
        return session.scalar(select(StoreInfo.kind))


def is_demonstration(database: Database) -> bool:
    return store_kind(database) == SAMPLE


def has_story(database: Database) -> bool:
    """Whether a demonstration was laid over the sample company (see `engine.sample.story`)."""
    with database.reading() as session:
        return bool(session.scalar(select(StoreInfo.story)))


def fill_if_empty(database: Database, today: date, employees: int) -> bool:
    """Load the sample company into an empty store; whether it did."""
    if store_kind(database) is not None:
        return False
    with database.transaction() as session:
        load_sample(session, today, employees)
    return True


def company_today(database: Database) -> date:
    """The day it is where the company of this store is."""
    with database.reading() as session:
        return company_of(session).day_of(datetime.now(UTC))


def clock_as_of(database: Database, day: date | None) -> Callable[[], datetime]:
    """The clock of the application: the true one, or one that was set to nine in the morning of
    `day` when this was called.

    Raises:
        ValueError: a day to try, and the store holds no sample company: what somebody's own
            company does must bear its true date.
    """
    if day is None:
        return lambda: datetime.now(UTC)
    if not is_demonstration(database):
        raise ValueError("PEISUAN_TODAY is for trying the sample company; this store holds none")
    with database.reading() as session:
        begins = company_of(session).start_of(day) + OPENING
    ahead = begins - datetime.now(UTC)
    return lambda: datetime.now(UTC) + ahead


def sample_people(database: Database) -> list[dict[str, str]]:
    """The people a visitor of the demonstration may be."""
    with database.reading() as session:
        rows = session.execute(
            select(Employee.handle, Employee.emp_no, Employee.name, OrgUnit.name, OrgUnit.name_en)
            .join(OrgUnit, OrgUnit.id == Employee.org_unit_id)
            .where(Employee.handle.is_not(None))
            .order_by(Employee.id)
        ).all()
    return [
        {
            "handle": handle or "",
            "emp_no": emp_no,
            "name": name,
            "unit": unit,
            "unit_en": unit_en or unit,
        }
        for handle, emp_no, name, unit, unit_en in rows
    ]


def employee_number(database: Database, person: str) -> str:
    """The employee number behind a handle; what is no handle stays as it is."""
    with database.reading() as session:
        employee = find_employee(session, person)
        return employee.emp_no if employee else person


def name_of(database: Database, emp_no: str) -> str | None:
    """What an employee is called."""
    with database.reading() as session:
        return session.scalar(select(Employee.name).where(Employee.emp_no == emp_no))


def is_employed(database: Database, emp_no: str, today: date) -> bool:
    """Whether somebody with that number works here on that day: others learn nothing at all."""
    with database.reading() as session:
        found = select(Employee.id).where(Employee.emp_no == emp_no, is_here(today))
        return session.scalar(found) is not None
