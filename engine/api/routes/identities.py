"""Whose chat account is whose: HR's list, invitations, and unlinking."""

from __future__ import annotations

from datetime import datetime

from fastapi import APIRouter, Request, status
from pydantic import BaseModel

from engine.api.bodies import Code, IdInPath
from engine.api.person import Setter
from engine.usecases.identities import LinkedPerson, linked_people, unlink
from engine.usecases.ways_in import WayIn, ways_in
from engine.values.results import Named

router = APIRouter(prefix="/identities", tags=["identities"])


class CodeAskedFor(BaseModel):
    person: Code


@router.get("")
def get_identities(caller: Setter) -> list[LinkedPerson]:
    """Who is linked: for HR its people, for anybody himself."""
    return list(caller.perform(linked_people))


class Invited(BaseModel):
    """`way` is chat, mail or hand; in the last case alone the codes are told, this once."""

    person: Named
    way: str
    expires_at: datetime
    sign_in: str | None
    link: str | None


@router.post("/codes", status_code=status.HTTP_201_CREATED)
async def post_code(asked: CodeAskedFor, caller: Setter, request: Request) -> Invited:
    """Invite one of HR's people: a code goes to his chat account or mail. Where nothing reaches
    somebody who has no power, it is answered; for the others, the operator prints one."""
    found = await request.app.state.inviting.invite(caller, asked.person)
    return Invited.model_validate(found, from_attributes=True)


@router.get("/ways")
def get_ways(caller: Setter, request: Request) -> list[WayIn]:
    """How those who have a role or head a unit come in."""
    return list(caller.perform(ways_in, request.app.state.inviting.mails))


@router.delete("/{link_id}", status_code=status.HTTP_204_NO_CONTENT)
def delete_identity(link_id: IdInPath, caller: Setter) -> None:
    """Take a link away."""
    caller.perform(unlink, link_id)
