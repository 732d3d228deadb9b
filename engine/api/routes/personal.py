"""Personal data: one's own to take along, others' for HR to hand out and erase, and what is kept."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Header, Request

from engine.api.bodies import CodeInPath
from engine.api.person import Caller
from engine.usecases.personal import erase_person, personal_record, retention
from engine.values.encoding import to_plain

router = APIRouter(prefix="/personal", tags=["personal data"])


@router.get("/kept")
def get_what_is_kept(
    request: Request, caller: Caller, accept_language: Annotated[str, Header()] = ""
) -> Any:
    """What is kept of people: why, for how long, and who sees it."""
    return request.app.state.kept_told(caller.perform(retention), accept_language)


@router.get("/record")
def get_own_record(caller: Caller) -> Any:
    """All that is kept of oneself."""
    return to_plain(caller.perform(personal_record))


@router.get("/record/{person}")
def get_record(person: CodeInPath, caller: Caller) -> Any:
    """All that is kept of somebody who asks HR for it."""
    return to_plain(caller.perform(personal_record, person))


@router.delete("/record/{person}")
def delete_record(request: Request, person: CodeInPath, caller: Caller) -> Any:
    """Erase somebody who has left. Requests and the ledger name the pseudonym from now on."""
    erased = caller.perform(erase_person, person)
    request.app.state.forget_dialogues(erased.dialogues)
    return {"pseudonym": erased.pseudonym}
