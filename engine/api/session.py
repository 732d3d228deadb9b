"""Whom the web page's session stands for."""

from __future__ import annotations

import secrets
from typing import Annotated

from fastapi import Header, HTTPException, Request, status

from engine.usecases.signing_in import proof_counts
from engine.usecases.store import is_demonstration

SESSION_COOKIE = "session"
# How the person was proved: not at all, for one of the sample's.
DEMONSTRATION = "demonstration"


def demonstrates(request: Request) -> bool:
    """Whether visitors may choose whom to be: never with a company's own store."""
    state = request.app.state
    return bool(state.settings.demonstration) and is_demonstration(state.engine.database)


def session_person(request: Request) -> str | None:
    """The person who signed in, or whom the visitor chose. A cookie outlives the store it was
    made for, so a chosen one counts only as long as the demonstration does."""
    person = request.session.get("person")
    if not person:
        return None
    proof = request.session.get("by", DEMONSTRATION)
    if proof == DEMONSTRATION:
        return str(person) if demonstrates(request) else None
    engine = request.app.state.engine
    return str(person) if proof_counts(engine, str(person), str(proof)) else None


def is_setting_up(request: Request) -> bool:
    """Whether the visitor opened the page with the set-up code, and it still holds."""
    return session_person(request) is None and request.app.state.setup_code.is_of(
        request.session.get("setup", "")
    )


def require_same_page(request: Request, x_csrf_token: Annotated[str, Header()] = "") -> None:
    """A form of another site can send files along with the page's cookie, but not its token."""
    by_header = {"authorization", "x-peisuan-secret"} & set(request.headers)
    if by_header or not (session_person(request) or is_setting_up(request)):
        return
    expected = request.session.get("csrf", "")
    if not expected or not secrets.compare_digest(expected, x_csrf_token):
        raise HTTPException(status.HTTP_403_FORBIDDEN, "the page is too old: load it again")
