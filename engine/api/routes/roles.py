"""Who heads a unit, and who is HR, finance, management or auditor."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, status
from pydantic import BaseModel, ConfigDict

from engine.access import Role
from engine.api.bodies import Code, CodeAsked
from engine.api.person import Setter
from engine.usecases.setup.roles import (
    PersonToChoose,
    RolesNow,
    confirm_heads,
    give_role,
    people_called,
    roles_now,
    take_role,
)

router = APIRouter(prefix="/roles", tags=["setup"])
NumberAsked = Annotated[str, Query(max_length=64, pattern=r"^[^\x00]*$")]
WordsAsked = Annotated[str, Query(min_length=1, max_length=100, pattern=r"^[^\x00]*$")]


class RoleGiven(BaseModel):
    """A role over a unit and all under it; without a unit, over the whole company."""

    model_config = ConfigDict(extra="forbid")

    person: Code
    role: Role
    unit: Code | None = None
    # Its last day, if it has one; of no head.
    until: date | None = None


@router.get("")
def get_roles(caller: Setter) -> RolesNow:
    """Every role that somebody has, and every unit with its head."""
    return caller.perform(roles_now)


@router.get("/people")
def get_people(caller: Setter, words: WordsAsked) -> list[PersonToChoose]:
    """To choose from: whose name has these words in it, or whose number begins so."""
    return list(caller.perform(people_called, words))


@router.put("")
def put_role(given: RoleGiven, caller: Setter) -> RolesNow:
    """Give somebody a role; he who headed the unit before does so no more."""
    caller.perform(give_role, given.person, given.role, given.unit, given.until)
    return caller.perform(roles_now)


@router.post("/heads/confirmed")
def post_heads_confirmed(caller: Setter) -> RolesNow:
    """Confirm all whom HR put at the head of a unit: HR alone decides then again what they ask
    for, up to the policy's first level."""
    caller.perform(confirm_heads)
    return caller.perform(roles_now)


@router.delete("", status_code=status.HTTP_204_NO_CONTENT)
def delete_role(caller: Setter, person: NumberAsked, role: Role, unit: CodeAsked = None) -> None:
    """Take it away again."""
    caller.perform(take_role, person, role, unit)
