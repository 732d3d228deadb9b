"""Who has to know that a unit or a person is gone, and what is left behind.

Requests and steps of somebody who left are told of by themselves (`requests.leaving`).
"""

from __future__ import annotations

from engine.access import Role
from engine.queries.people import grants
from engine.store.tables import Employee, OrgUnit
from engine.usecases.context import Context
from engine.usecases.directory.gone import Hanging


def tell_of_unit(context: Context, unit: OrgUnit) -> None:
    """HR learns that the provider has the unit no more, and of each budget that it has."""
    hr = _hr_of(context, unit)
    gone = Hanging(context.session, context.today, context.fiscal_year).on_unit(unit)
    context.notify(
        hr,
        "unit_gone",
        unit=gone.unit,
        people=len(gone.people),
        units=len(gone.units),
        requests=len(gone.requests),
    )
    for line in gone.budgets:
        context.notify(
            hr,
            "budget_of_gone_unit",
            unit=gone.unit,
            year=line.fiscal_year,
            allocated=line.balance.allocated,
            reserved=line.balance.reserved,
            available=line.balance.available,
        )


def tell_of_person(context: Context, employee: Employee) -> None:
    """HR learns of the units that somebody who left was the head of, of the roles that he had,
    and of the days until which he had agreed to stay."""
    hr = _hr_of(context, context.session.get_one(OrgUnit, employee.org_unit_id))
    gone = Hanging(context.session, context.today, context.fiscal_year).on_person(employee)
    who = {"who": employee.name, "emp_no": employee.emp_no}
    for unit in gone.heads:
        context.notify(hr, "head_has_left", **who, unit=unit)
    for role, unit in gone.roles:
        context.notify(hr, "role_of_leaver", **who, held=role, unit=unit)
    for held in gone.agreements:
        context.notify(hr, "agreement_of_leaver", **who, until=held.until, cost=held.cost)


def _hr_of(context: Context, unit: OrgUnit) -> set[int]:
    return {
        employee
        for employee, _, held in grants(context.session, Role.HR, context.today)
        if unit.path.startswith(held)
    }
