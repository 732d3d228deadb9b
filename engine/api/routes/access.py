"""Who is let in: sessions of the page and tokens of programs, one's own and HR's people's."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, status

from engine.api.person import Caller
from engine.usecases.access.sessions import (
    SessionView,
    end_session,
    end_sessions,
    open_sessions,
)
from engine.usecases.access.tokens import TokenView, revoke_token, tokens_held

router = APIRouter(tags=["access"])
Id = Annotated[int, Path(ge=0, le=2**31 - 1)]
NumberAsked = Annotated[str | None, Query(max_length=64, pattern=r"^[^\x00]*$")]
ENDED = status.HTTP_204_NO_CONTENT


@router.get("/sessions")
def get_sessions(request: Request, caller: Caller) -> list[SessionView]:
    """Who is signed in on the page: oneself, and for HR its people."""
    return list(caller.perform(open_sessions, request.app.state.sessions.lifetimes.idle))


@router.delete("/sessions/{session_id}", status_code=ENDED)
def delete_session(session_id: Id, caller: Caller) -> None:
    """End one."""
    caller.perform(end_session, session_id)


@router.delete("/sessions", status_code=ENDED)
def delete_sessions(caller: Caller, person: NumberAsked = None) -> None:
    """Sign out everywhere: oneself, or one of HR's people."""
    caller.perform(end_sessions, person)


@router.get("/tokens")
def get_tokens(caller: Caller) -> list[TokenView]:
    """Which programs call as oneself, and for HR as its people."""
    return list(caller.perform(tokens_held))


@router.delete("/tokens/{token_id}", status_code=ENDED)
def delete_token(token_id: Id, caller: Caller) -> None:
    """Revoke one."""
    caller.perform(revoke_token, token_id)
