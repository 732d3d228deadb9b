"""Whom the web page's session stands for."""

from __future__ import annotations

from fastapi import Request

from engine.usecases.store import is_demonstration

SESSION_COOKIE = "session"


def demonstrates(request: Request) -> bool:
    """Whether visitors may choose whom to be: never with a company's own store."""
    state = request.app.state
    return bool(state.settings.demonstration) and is_demonstration(state.engine.database)


def session_person(request: Request) -> str | None:
    """The person the visitor chose. A cookie outlives the store it was made for, so it
    counts only as long as the demonstration does."""
    person = request.session.get("person")
    return str(person) if person and demonstrates(request) else None
