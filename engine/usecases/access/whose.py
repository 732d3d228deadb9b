"""Whose ways in somebody may see and end: his own, and HR those of its people."""

from __future__ import annotations

from sqlalchemy import ColumnElement, or_

from engine.access import Right, scope
from engine.queries.people import find_employee, in_units
from engine.store.tables import Employee
from engine.usecases.context import Context
from engine.values.errors import NotFound


def in_reach(context: Context) -> ColumnElement[bool]:
    """Whether an employee is the actor, or one of those whose accounts he links."""
    reach = scope(context.actor, Right.LINK_PEOPLE)
    return or_(Employee.id == context.actor.employee_id, in_units(Employee.org_unit_id, reach))


def one_in_reach(context: Context, person: str | None) -> Employee:
    """The one with that number, or the actor himself.

    Raises:
        NotFound: nobody has it whose ways in the actor may end.
    """
    wanted = context.actor.emp_no if person is None else person
    found = find_employee(context.session, wanted, in_reach(context))
    if found is None:
        raise NotFound("unknown_person", person=wanted)
    return found


def reaches_everybody(context: Context) -> bool:
    """Whether it is whoever runs the installation, whose are the tokens that are nobody's."""
    return "/" in scope(context.actor, Right.LINK_PEOPLE)
