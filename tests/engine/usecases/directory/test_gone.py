"""What hangs on units and people that a directory has no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select, update

from engine.store.database import Database
from engine.store.tables import Employee, OrgUnit, RoleGrant, ServiceAgreement
from engine.usecases.directory.values import (
    Directory,
    DirectoryPerson,
    DirectoryReport,
    DirectoryUnit,
)
from engine.values.money import Money
from tests.company import DIRECTOR, HR, YEAR
from tests.directory import apply_directory
from tests.workflow import FINANCE, HEAD, NOW, OTHER_HEAD, Office, build

UNITS = (
    DirectoryUnit("1", "the company", ""),
    DirectoryUnit("2", "first", "1"),
    DirectoryUnit("3", "second", "1"),
)


def member(number: str, unit: str, *leads: str) -> DirectoryPerson:
    return DirectoryPerson(
        user_id=f"u-{number}",
        emp_no=number,
        name=f"name of {number}",
        email="",
        unit=unit,
        title="",
        leads=leads,
    )


PEOPLE = (member(HEAD, "2"), member(OTHER_HEAD, "3"), member(HR, "1"), member(DIRECTOR, "1"))
DIRECTORY = Directory("dingtalk", "corp", UNITS, PEOPLE)


@pytest.fixture
def office(either_store: Database) -> Office:
    build(either_store)
    return Office(either_store)


def synchronised(office: Office, without: str) -> DirectoryReport:
    """The directory taken over, and again without a unit or person."""
    apply_directory(office.database, DIRECTORY, dry_run=False, now=NOW)
    fewer = replace(
        DIRECTORY,
        units=tuple(one for one in UNITS if one.name != without),
        people=tuple(one for one in PEOPLE if one.emp_no != without),
    )
    return apply_directory(office.database, fewer, dry_run=False, now=NOW)


def test_a_unit_with_money_requests_people_and_a_head(office: Office) -> None:
    number = office.submit(20)
    approved = office.approved(5)
    (gone,) = synchronised(office, "first").units_gone
    assert gone.unit.name == "first"
    (line,) = gone.budgets
    assert line.fiscal_year == YEAR + 1
    assert line.balance.allocated == Money(Decimal(100_000), "CNY")
    assert line.balance.reserved == Money(Decimal(20_000), "CNY")
    assert line.balance.committed == Money(Decimal(5_000), "CNY")
    told = {one.number: (one.state, one.waits_for) for one in gone.requests}
    assert told == {number: ("submitted", "hr"), approved: ("approved", None)}
    assert gone.head is not None
    assert gone.head.code == HEAD
    assert len(gone.people) == 302


def test_a_budget_of_a_year_that_is_over_counts_where_something_is_held(office: Office) -> None:
    office.submit(20)
    office.now = NOW.replace(year=YEAR + 2)
    apply_directory(office.database, DIRECTORY, dry_run=False, now=office.now)
    fewer = replace(DIRECTORY, units=UNITS[:1])
    gone = apply_directory(office.database, fewer, dry_run=False, now=office.now).units_gone
    held = {one.unit.name: [line.fiscal_year for line in one.budgets] for one in gone}
    assert held == {"first": [YEAR + 1], "second": []}


def test_a_person_with_requests_steps_headship_roles_and_agreements(office: Office) -> None:
    number = office.submit(20)
    with office.database.transaction() as session:
        person = session.scalars(select(Employee.id).where(Employee.emp_no == HEAD)).one()
        for months in (6, 36):
            agreement = ServiceAgreement(
                employee_id=person,
                agreed_cost=Decimal(9_000),
                currency="CNY",
                months=months,
                starts_on=date(YEAR, 1, 1),
                special_fund=True,
            )
            session.add(agreement)
    (gone,) = synchronised(office, HEAD).people_gone
    assert gone.person.code == HEAD
    assert [one.number for one in gone.requests] == [number]
    assert [one.name for one in gone.heads] == ["first"]
    assert [(one.cost, one.until) for one in gone.agreements] == [
        (Money(Decimal(9_000), "CNY"), date(YEAR + 3, 1, 1))
    ]
    assert (gone.steps, gone.roles) == ((), ())


def test_a_person_who_alone_can_decide(office: Office) -> None:
    number = office.submit(20)
    (gone,) = synchronised(office, HR).people_gone
    assert [(one.request.number, one.others) for one in gone.steps] == [(number, ())]
    assert [(role, unit.name) for role, unit in gone.roles] == [("hr", "the company")]


def test_others_who_could_decide_are_named(office: Office) -> None:
    number = office.submit(20)
    with office.database.transaction() as session:
        granted = select(Employee).where(Employee.emp_no == FINANCE)
        finance = session.scalars(granted).one()
        root = session.scalars(select(OrgUnit.id).where(OrgUnit.parent_id.is_(None))).one()
        session.add(RoleGrant(employee_id=finance.id, role="hr", org_unit_id=root))
    (gone,) = synchronised(office, HR).people_gone
    assert [(one.request.number, one.others) for one in gone.steps] == [
        (number, (f"name of {FINANCE}",))
    ]


def test_who_left_here_too_needs_no_telling(office: Office) -> None:
    apply_directory(office.database, DIRECTORY, dry_run=False, now=NOW)
    with office.database.transaction() as session:
        session.execute(update(Employee).where(Employee.emp_no == HEAD).values(status="left"))
    fewer = replace(DIRECTORY, people=PEOPLE[1:])
    assert apply_directory(office.database, fewer, dry_run=False, now=NOW).people_gone == []
