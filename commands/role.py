"""`./peisuan role`: who heads a unit, and who is HR, finance, management or auditor."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated

import typer

from commands.operating import opened_engine
from commands.terminal import tell, tell_table
from engine.access import Role
from engine.usecases.setup.roles import RoleHeld, RolesNow, give_role, roles_now, take_role
from engine.values.company import Company

HEADS = ("Role", "Unit", "Employee", "Name", "Since", "Until", "Given by")
# Who has left, or whose last day is over, has it no more.
LAPSED = "(lapsed)"
UNCONFIRMED = "HR, not confirmed"
role = typer.Typer(no_args_is_help=True, help="Roles: grant, revoke and list them.")
Who = Annotated[str, typer.Argument(help="an employee number")]
What = Annotated[str, typer.Argument(help="head, hr, finance, management or auditor")]
Where = Annotated[str | None, typer.Option(help="an org unit's code; else the company")]


@role.command("grant")
def grant(
    person: Who,
    what: What,
    unit: Where = None,
    until: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="its last day, if it has one")
    ] = None,
) -> None:
    """Give somebody a role over an org unit and all under it."""
    with opened_engine("no role was given") as engine:
        last = until.date() if until else None
        name = engine.perform_as_operator(give_role, person, what, unit, last).name
    tell(f"{person} is now {what} of {name}.")


@role.command("revoke")
def revoke(person: Who, what: What, unit: Where = None) -> None:
    """Take a role away again."""
    with opened_engine("no role was taken") as engine:
        engine.perform_as_operator(take_role, person, what, unit)
    tell(f"{person} is {what} no more.")


@role.command("list")
def list_roles() -> None:
    """Who holds what, over which unit, since when, until when, and given by whom."""
    with opened_engine("no role was listed") as engine:
        company, found = engine.company(), engine.perform_as_operator(roles_now)
    tell_table(HEADS, _rows(found, company))


def _rows(found: RolesNow, company: Company) -> Iterator[tuple[str, ...]]:
    for one in found.held:
        yield _held(one, company)
    for unit in found.units:
        if (head := unit.head) is not None:
            by = UNCONFIRMED if unit.unconfirmed else ""
            until = LAPSED if unit.lapsed else ""
            yield Role.HEAD.value, unit.unit.name, head.code, head.name, "", until, by


def _held(one: RoleHeld, company: Company) -> tuple[str, ...]:
    return (
        one.role.value,
        one.unit.name,
        one.person.code,
        one.person.name,
        str(company.day_of(one.since)) if one.since else "",
        " ".join([str(one.until or ""), LAPSED if one.lapsed else ""]).strip(),
        one.granted_by or "",
    )
