"""Whom the web page's session stands for."""

from __future__ import annotations

from fastapi import Request

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
    if request.session.get("by", DEMONSTRATION) == DEMONSTRATION and not demonstrates(request):
        return None
    return str(person)


def is_setting_up(request: Request) -> bool:
    """Whether the visitor opened the page with the set-up code, and it still holds."""
    return session_person(request) is None and request.app.state.setup_code.is_of(
        request.session.get("setup", "")
    )
