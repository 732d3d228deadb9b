"""Whose chat account is whose: HR's list, codes to link with, and unlinking."""

from __future__ import annotations

from fastapi import APIRouter, status
from pydantic import BaseModel

from engine.api.bodies import Code, IdInPath
from engine.api.person import Setter
from engine.usecases.identities import (
    IssuedCode,
    LinkedPerson,
    issue_link_code,
    linked_people,
    unlink,
)

router = APIRouter(prefix="/identities", tags=["identities"])


class CodeAskedFor(BaseModel):
    person: Code


@router.get("")
def get_identities(caller: Setter) -> list[LinkedPerson]:
    """Who is linked: for HR its people, for anybody himself."""
    return list(caller.perform(linked_people))


@router.post("/codes", status_code=status.HTTP_201_CREATED)
def post_code(asked: CodeAskedFor, caller: Setter) -> IssuedCode:
    """A code for one of HR's people, shown this once."""
    return caller.perform(issue_link_code, asked.person)


@router.delete("/{link_id}", status_code=status.HTTP_204_NO_CONTENT)
def delete_identity(link_id: IdInPath, caller: Setter) -> None:
    """Take a link away."""
    caller.perform(unlink, link_id)
